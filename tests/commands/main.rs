//! The binary from outside: what is typed, what comes out, with which exit code.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and works with files"
)]

mod bench;
mod class;
mod course;
mod data;
mod evaluate;
mod hostile;
mod lab;
mod needs;
mod readme;
mod run;
mod slips;
mod usage;
mod workers;
mod workspace;
