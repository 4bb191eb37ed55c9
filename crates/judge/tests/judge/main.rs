//! The engine as the grading process meets it: a process, a module, runs and answers.
#![expect(clippy::disallowed_methods, reason = "tests start processes and read files")]
#![expect(clippy::unwrap_used, reason = "a test fails where it must")]

mod attacks;
mod fuzz;
mod modules;
mod patience;
mod pipes;
mod process;
mod programs;
