//! Code: `src/lib.rs`, functions that a learner wrote, judged by what they give back.
//!
//! The engine never runs anything itself. It draws inputs, has a [`Solver`] call the learner's
//! program, and holds what came back against trusted implementations that live here. Every call
//! goes to a fresh instance, in an order drawn from the variant's key; some are repeated and must
//! agree. Whatever comes back is hostile until it was read.

mod cases;
mod failure;
mod formula;
mod growth;
mod held;
mod interval;
mod next_year;
mod pipeline;
mod replicates;
mod risks;
mod solver;
pub mod spec;
mod trial;
mod trusted;

pub use cases::KINDS;
pub use failure::{FailedCase, Failure, Seen};
pub use solver::{Custody, NoPrograms, Programs, Solver, Unbuilt, Unsolved};
pub(crate) use spec::Judged;
pub(crate) use trial::{attempt, measures};

/// The file's name.
pub const FILE: &str = "src/lib.rs";

/// The exercise's own program around the learner's functions.
pub const HARNESS: &str = "harness.rs";
