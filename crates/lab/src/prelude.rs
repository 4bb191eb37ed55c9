//! What most exercises need, in one `use`.

pub use medlab_cohort::{Column, Kind, Table};
pub use medlab_metrics::{
    Logistic, LogisticFit, Predictions, Undefined, auroc_of_scores,
};
pub use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, array};
#[cfg(feature = "frames")]
pub use polars::prelude::DataFrame;
