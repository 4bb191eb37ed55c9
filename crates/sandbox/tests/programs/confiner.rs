//! The confiner for this crate's tests: what the command line has as a hidden command.

fn main() {
    medlab_sandbox::confine(std::env::args_os().skip(1).collect())
}
