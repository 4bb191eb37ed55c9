//! What follows from calling patients positive at or above a threshold, as reported.

use crate::estimate::Estimate;
use crate::threshold::Counts;
use crate::undefined::Undefined;

/// What follows from calling positive at or above a threshold; see
/// [`Counts`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtThreshold {
    /// The threshold.
    pub threshold: f64,
    /// Patients by call and outcome.
    pub counts: Counts,
    /// Share of events called.
    pub sensitivity: Result<Estimate, Undefined>,
    /// Share of non-events not called.
    pub specificity: Result<Estimate, Undefined>,
    /// Share of events among the called.
    pub ppv: Result<Estimate, Undefined>,
    /// Share of non-events among the others.
    pub npv: Result<Estimate, Undefined>,
    /// Share called.
    pub alert_rate: f64,
    /// Net benefit of the model.
    pub net_benefit: f64,
    /// Net benefit of calling everybody.
    pub net_benefit_treat_all: f64,
}

impl AtThreshold {
    fn new(threshold: f64, counts: Counts) -> Result<AtThreshold, Undefined> {
        Ok(AtThreshold {
            threshold,
            counts,
            sensitivity: counts.sensitivity(),
            specificity: counts.specificity(),
            ppv: counts.ppv(),
            npv: counts.npv(),
            alert_rate: counts.alert_rate()?,
            net_benefit: counts.net_benefit(threshold)?,
            net_benefit_treat_all: counts.net_benefit_treat_all(threshold)?,
        })
    }
}

pub(super) fn at_thresholds(
    thresholds: &[f64],
    counts: &[Counts],
) -> Result<Vec<AtThreshold>, Undefined> {
    let pairs = thresholds.iter().zip(counts);
    pairs.map(|(&threshold, &counts)| AtThreshold::new(threshold, counts)).collect()
}
