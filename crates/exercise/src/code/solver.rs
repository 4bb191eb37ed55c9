//! A solver: a learner's program that can be called. The engine knows only this trait; who
//! implements it has the compiler, the limits and the clock.

use medlab_protocol::session::{Ran, Run};
use serde::Serialize;

use crate::fault::Fault;

/// Makes programs of what learners wrote.
pub trait Programs {
    /// Builds a learner's `src/lib.rs` together with the exercise's harness.
    fn build(&self, source: &[u8], harness: &[u8]) -> Result<Box<dyn Solver>, Unbuilt>;

    /// In whose hands these programs are while they run.
    fn custody(&self) -> Custody;
}

/// In whose hands a learner's program was while it was compiled and ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Custody {
    /// Compiled in a sandbox, run in WebAssembly: the same grade on every machine.
    Confined,
    /// The same, but whoever graded trusted it and did not insist on a sandbox.
    Trusted,
    /// A learner's own, run natively on the learner's machine: cost was not judged.
    Native,
}

/// A learner's program.
pub trait Solver {
    /// Runs it once, in an instance of its own.
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved>;

    /// Whether fuel is counted, the same on every machine; if not, growth is not judged.
    fn counts_fuel(&self) -> bool;
}

/// Why there is no program.
#[derive(Debug)]
pub enum Unbuilt {
    /// What was handed in does not compile, or took too much to compile: not gradable.
    Submission(Box<Fault>),
    /// The grader could not do its part.
    Grader,
}

/// The grader could not run a program that was built.
#[derive(Clone, Copy, Debug)]
pub struct Unsolved;

/// For exercises without code: it builds nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoPrograms;

impl Programs for NoPrograms {
    fn build(&self, _: &[u8], _: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
        Err(Unbuilt::Grader)
    }

    fn custody(&self) -> Custody {
        Custody::Confined
    }
}
