//! Clinical evaluation of prediction models over plain slices.
//!
//! Outcomes and predicted risks go in, measures with their intervals come out; a measure that
//! is undefined says why. Nothing here reads a file, draws without a seed, or prints; every
//! result has the same bits on every machine.

mod beta;
mod cholesky;
#[cfg(test)]
mod made_up;

pub mod auroc;
pub mod average_precision;
pub mod calibration;
pub mod calibration_curve;
pub mod decision_curve;
pub mod delong;
pub mod estimate;
pub mod evaluation;
pub mod expected_calibration_error;
pub mod loess;
pub mod logistic;
pub mod overall;
pub mod partial;
pub mod predictions;
pub mod proportion;
pub mod quantile;
pub mod ranking;
pub mod roc;
pub mod spiegelhalter;
pub mod threshold;
pub mod undefined;

pub mod bootstrap;
pub mod expected;
pub mod holm;
pub mod optimism;
pub mod rand_index;
pub mod random;
pub mod sample_size;
pub mod split;
pub mod stability_index;
pub mod sums;

pub use auroc::{auroc, auroc_of_scores};
pub use calibration_curve::CalibrationCurve;
pub use estimate::{Estimate, Limits, Z95};
pub use evaluation::{Evaluation, Request};
pub use logistic::{Logistic, LogisticFit};
pub use predictions::{InvalidInput, Predictions};
pub use ranking::Ranking;
pub use threshold::Counts;
pub use undefined::Undefined;
