//! What learners write against in medlab's code exercises.
//!
//! [`prelude`] brings what most exercises need. The house's own crates are here under short
//! names, and beside them the libraries of the field: [`linfa`], [`linfa_logistic`],
//! [`smartcore`] and [`ndarray`]. Their metrics are wrong in known ways, so measure with
//! [`metrics`]. For FHIR there is [`serde_json`].
//!
//! ```
//! use medlab::prelude::*;
//!
//! let sick = [true, false, true, false];
//! let area = auroc_of_scores(&sick, &[0.9, 0.2, 0.6, 0.7]).expect("both classes are there");
//! assert_eq!(area.value, 0.75);
//! ```
//!
//! With the feature `frames` there are the data frames of polars as `polars`, and `DataFrame` in the
//! prelude. Nobody pays for them who does not ask for them.
//!
//! [`practice`] reads an exercise's files for tests of one's own; [`harness`] is what stands
//! between a learner's functions and the judge.

pub mod harness;

pub mod practice;

pub mod prelude;

pub use linfa;
pub use linfa_logistic;
pub use medlab_charts as charts;
pub use medlab_cohort as cohort;
pub use medlab_metrics as metrics;
pub use medlab_models as models;
pub use ndarray;
#[cfg(feature = "frames")]
pub use polars;
pub use serde_json;
pub use smartcore;
