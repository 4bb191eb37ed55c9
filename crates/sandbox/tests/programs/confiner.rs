//! The confiner for this crate's tests: what the command line has as a hidden command.
#![expect(clippy::disallowed_methods, reason = "a command's arguments are read here")]

fn main() {
    medlab_sandbox::confine(std::env::args_os().skip(1).collect())
}
