//! Code: `src/lib.rs`, functions that a learner wrote, judged by what they give back.
//!
//! The engine never runs anything itself. It draws inputs, has a [`Solver`] call the learner's
//! program, and holds what came back against trusted implementations that live here. Every call
//! goes to a fresh instance, in an order drawn from the variant's key; some are repeated and must
//! agree. Whatever comes back is hostile until it was read.

mod caller;
mod cases;
mod compared;
mod failure;
mod formula;
mod growth;
mod held;
mod interval;
mod judged;
mod next_year;
mod pipeline;
mod replicates;
mod risks;
mod simplest;
mod solver;
pub mod spec;
mod tidy;
mod trial;
mod trusted;

pub use failure::{FailedCase, Failure, Seen};
pub(crate) use judged::Judged;
pub(crate) use replicates::Remembered;
pub use solver::{Custody, NoPrograms, Programs, Solver, Unbuilt, Unsolved};
pub(crate) use trial::attempt;

/// The file's name.
pub const FILE: &str = "src/lib.rs";

/// The exercise's own program around the learner's functions.
pub const HARNESS: &str = "harness.rs";

/// What a failed case may be of: a kind of input, a kind of feed, or what makes its cells hard.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let of_feeds = tidy::KINDS.into_iter().chain(tidy::CHECKS);
    let of_feeds = of_feeds.filter(|kind| !cases::KINDS.contains(kind));
    cases::KINDS.into_iter().chain(of_feeds)
}
