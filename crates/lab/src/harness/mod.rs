//! The harness: takes one call, lets a learner's function answer it, and writes the answer down.
//!
//! Every exercise has a small program of its own around the learner's functions:
//!
//! ```no_run
//! use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
//!
//! # mod submission { pub fn body_mass_index(_: f64, _: f64) -> Option<f64> { None } }
//! fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
//!     match function {
//!         "body_mass_index" => Ok(submission::body_mass_index(
//!             inputs.number("weight")?,
//!             inputs.number("height")?,
//!         )
//!         .into()),
//!         _ => Err(Unknown.into()),
//!     }
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     serve(call)
//! }
//! ```
//!
//! It reads the call from standard input and writes the answer to the file `answer` in its
//! folder. What a function prints goes its own way, and nobody reads it but people. The harness
//! holds no expected value: there is nothing in this process to be found.

mod answer;
mod inputs;

use std::io::Read;
use std::process::ExitCode;

use medlab_protocol::session::NOT_WRITTEN;
use medlab_protocol::{ANSWER_FILE, Call, LONGEST};

pub use answer::Answer;
pub use inputs::{Inputs, Refused, Unknown};

/// The code with which the program leaves if the harness itself could not do its part.
pub const HARNESS_FAILED: u8 = 70;

/// Answers the one call that this program was started for.
pub fn serve(call: impl FnOnce(&str, &Inputs) -> Result<Answer, Refused>) -> ExitCode {
    tell_panics();
    match answered(call) {
        Some(()) => ExitCode::SUCCESS,
        None => HARNESS_FAILED.into(),
    }
}

/// A panic is told in a line, without advice on how to run the program. A `todo!()` is told apart:
/// who wrote one function of three has made no mistake yet.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the harness is the edge of a learner's program"
)]
fn tell_panics() {
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        match panic.location() {
            Some(location) => eprintln!("panicked at {location}: {said}"),
            None => eprintln!("panicked: {said}"),
        }
        if said.starts_with("not yet implemented") || said.starts_with("not implemented")
        {
            std::process::exit(NOT_WRITTEN);
        }
    }));
}

#[expect(
    clippy::disallowed_methods,
    reason = "the harness is the edge of a learner's program"
)]
fn answered(call: impl FnOnce(&str, &Inputs) -> Result<Answer, Refused>) -> Option<()> {
    let mut bytes = Vec::new();
    std::io::stdin().take(LONGEST as u64 + 1).read_to_end(&mut bytes).ok()?;
    let Call { function, inputs } = Call::decode(&bytes).ok()?;
    // Freed before the learner's function takes memory of its own.
    drop(bytes);
    let answer = call(&function, &Inputs::new(inputs)).ok()?;
    std::fs::write(ANSWER_FILE, answer.encode()).ok()
}
