//! Conditioning: what a record says about what is not in it.
//!
//! Given which values of a row are known, everything else that matters is summed over: a
//! latent cause, a value that is missing (with what its being missing says). What is
//! observed enters by its probability, a rounded number by that of its interval. Where the
//! grid would be too large, weighted draws from a fixed low-discrepancy sequence stand in.
//!
//! Nodes that bear on nothing observed, and parts of the model that what is observed cuts
//! off, are left out, so that the common case is a grid over one or two latent causes.

mod estimate;
mod grid;
mod likelihood;
mod model;
mod rows;

pub use grid::Method;

pub(crate) use estimate::estimate;
pub(crate) use model::{Model, Observed, Wanted};
pub(crate) use rows::Rows;
