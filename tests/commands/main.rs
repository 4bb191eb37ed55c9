//! The binary from outside: what is typed, what comes out, with which exit code.

mod bench;
mod class;
mod course;
mod data;
mod evaluate;
mod lab;
mod usage;
