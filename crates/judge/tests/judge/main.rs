//! The engine as the grading process meets it: a process, a module, runs and answers.

mod attacks;
mod fuzz;
mod modules;
mod pipes;
mod process;
mod programs;
