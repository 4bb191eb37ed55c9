//! Clinical evaluation of prediction models over plain slices.
//!
//! Outcomes and predicted risks go in, measures with their intervals come out; a measure that
//! is undefined says why. Nothing here reads a file, draws without a seed, or prints; every
//! result has the same bits on every machine.

pub mod auroc;
mod cholesky;
pub mod estimate;
pub mod logistic;
pub mod predictions;
pub mod ranking;
mod sums;
pub mod undefined;

pub mod bootstrap;
pub mod expected;
pub mod holm;
pub mod rand_index;
pub mod random;

pub use auroc::{auroc, auroc_of_scores};
pub use estimate::{Estimate, Limits, Z95};
pub use logistic::{Logistic, LogisticFit};
pub use predictions::{InvalidInput, Predictions};
pub use ranking::Ranking;
pub use undefined::Undefined;
