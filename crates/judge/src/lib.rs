//! The judge's engine: it runs a learner's compiled program, and trusts nothing in it.
//!
//! A [`Program`] is a WebAssembly module that was measured, compiled and linked. Each run of
//! it is an instance of its own, with fresh memory, fuel, and the few functions of WASI that
//! a program of rustc needs: it reads its input, writes one file, prints, asks for the time
//! and for random numbers. What it gets depends on its input and seed alone, so the same run
//! ends the same way on every machine, with the same fuel.

mod engine;
mod guest;
mod program;
mod refusal;
mod shape;
mod verdict;
mod wasi;

pub use guest::LONGEST_PRINT;
pub use program::{Clock, Fault, Program};
pub use refusal::Refusal;
pub use shape::{LARGEST_CODE, LARGEST_FUNCTION, MOST_FUNCTIONS};
