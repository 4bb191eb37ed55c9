//! The binary `medlab-judge`: one session on standard input and output.
//!
//! It ends with 0 where the session ended, and with 4, a grader's fault, where a message was
//! malformed or this machine failed. What a learner's program does is an answer, never an exit.
#![expect(clippy::disallowed_methods, reason = "this is the edge: pipes and threads")]

mod compile;
mod processor;
mod session;

use std::io::Write;
use std::process::ExitCode;

/// The exit code of a grader's fault.
const GRADER: u8 = 4;

fn main() -> ExitCode {
    without_core_files();
    match session::hold() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // Where nobody listens there is nothing left to do.
            let _unheard = writeln!(std::io::stderr(), "medlab-judge: {fault}");
            ExitCode::from(GRADER)
        }
    }
}

/// A crash leaves no file behind.
fn without_core_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let _unheld = setrlimit(Resource::Core, none);
    }
}
