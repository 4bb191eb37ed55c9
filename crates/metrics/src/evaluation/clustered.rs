//! Intervals for patients with several rows: a bootstrap that draws patients.

use super::{AtThreshold, Calibration, Evaluation, Grouping, IntervalMethod, Request};
use crate::bootstrap::{Bootstrap, ClusterIntervals};
use crate::estimate::{Estimate, Limits};
use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// Puts percentile intervals in the place of those from formulas. A group is resampled by
/// itself, by the patients who have rows in it.
pub(super) fn replace_limits(
    evaluation: &mut Evaluation,
    predictions: &Predictions,
    request: &Request,
    clusters: &[u32],
) {
    let thresholds = request.thresholds;
    evaluation.interval_method = IntervalMethod::ClusterBootstrap;
    Intervals::of(predictions, clusters, thresholds).replace(
        &mut evaluation.auroc,
        &mut evaluation.calibration,
        &mut evaluation.thresholds,
    );
    let rows =
        request.groups.iter().flat_map(|grouping| Grouping::rows(grouping).into_values());
    for (group, rows) in evaluation.groups.iter_mut().zip(rows) {
        let pick = |row: &u32| *row as usize;
        let outcomes: Vec<bool> =
            rows.iter().map(|row| predictions.outcomes()[pick(row)]).collect();
        let risks: Vec<f64> =
            rows.iter().map(|row| predictions.risks()[pick(row)]).collect();
        let clusters: Vec<u32> = rows.iter().map(|row| clusters[pick(row)]).collect();
        let intervals = match Predictions::new(&outcomes, &risks) {
            Ok(predictions) => Intervals::of(&predictions, &clusters, thresholds),
            Err(_) => Intervals(Err(Undefined::Empty)),
        };
        intervals.replace(
            &mut group.auroc,
            &mut group.calibration,
            &mut group.thresholds,
        );
    }
}

/// All intervals of some patients, or why there are none, as with a single patient.
struct Intervals(Result<ClusterIntervals, Undefined>);

impl Intervals {
    fn of(predictions: &Predictions, clusters: &[u32], thresholds: &[f64]) -> Intervals {
        Intervals(Bootstrap::default().clustered(predictions, clusters, thresholds))
    }

    fn replace(
        &self,
        auroc: &mut Result<Estimate, Undefined>,
        calibration: &mut Calibration,
        thresholds: &mut [AtThreshold],
    ) {
        let whole = |limits: fn(&ClusterIntervals) -> Result<Limits, Undefined>| {
            self.0.as_ref().map_err(|&why| why).and_then(limits)
        };
        set(auroc, whole(|intervals| intervals.auroc));
        set(&mut calibration.intercept, whole(|intervals| intervals.intercept));
        set(&mut calibration.slope, whole(|intervals| intervals.slope));
        set(
            &mut calibration.observed_expected,
            whole(|intervals| intervals.observed_expected),
        );
        for (index, at) in thresholds.iter_mut().enumerate() {
            let at_threshold = self.0.as_ref().map_err(|&why| why);
            let here = at_threshold.map(|intervals| &intervals.thresholds[index]);
            set(&mut at.sensitivity, here.and_then(|here| here.sensitivity));
            set(&mut at.specificity, here.and_then(|here| here.specificity));
            set(&mut at.ppv, here.and_then(|here| here.ppv));
            set(&mut at.npv, here.and_then(|here| here.npv));
        }
    }
}

/// A measure that is undefined stays so.
fn set(estimate: &mut Result<Estimate, Undefined>, limits: Result<Limits, Undefined>) {
    if let Ok(estimate) = estimate {
        estimate.limits = limits;
    }
}
