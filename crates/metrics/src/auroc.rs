//! AUROC: the chance that a patient with the event has the higher score.
//!
//! With DeLong's interval, from one sort and one pass over exact integers. Comparing two
//! models on the same patients is in `delong`, a part of the curve in
//! [`partial`](crate::partial).

use crate::estimate::{Estimate, Limits};
use crate::predictions::Predictions;
use crate::ranking::{Tied, for_each_tied};
use crate::undefined::Undefined;

/// Area under the ROC curve of predicted risks, with its 95 % interval by DeLong.
///
/// The Mann-Whitney form: over all pairs of an event and a non-event, the share in which the
/// event has the higher risk, ties counted half. The interval is `auroc ± z * se` on this
/// scale, clipped to `[0, 1]`.
///
/// Undefined (`one_class`) without an event or without a non-event; the limits are undefined
/// (`too_few`) with fewer than two of either.
///
/// E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845; computed as
/// X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014) 1389-1393, with one sort.
///
/// ```
/// use medlab_metrics::{Predictions, auroc};
/// let outcomes = [false, false, true, false, true];
/// let predictions = Predictions::new(&outcomes, &[0.1, 0.3, 0.3, 0.6, 0.9])?;
/// // Of 6 pairs the event is higher in 4 and tied in 1.
/// assert_eq!(auroc(&predictions)?.value, 4.5 / 6.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn auroc(predictions: &Predictions) -> Result<Estimate, Undefined> {
    auroc_of_scores(predictions.outcomes(), predictions.risks())
}

/// The same for any finite scores, higher meaning more likely to have the event.
pub fn auroc_of_scores(outcomes: &[bool], scores: &[f64]) -> Result<Estimate, Undefined> {
    if outcomes.len() != scores.len() {
        return Err(Undefined::Lengths);
    }
    if !scores.iter().all(|score| score.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    let mut placements = Placements::default();
    for_each_tied(outcomes, scores, |tied| placements.add(tied));
    placements.estimate()
}

/// Sums over patients of how many of the other class lie below them, doubled so that a tie,
/// worth a half, stays whole: exact in integers, whatever the order and number of patients.
#[derive(Debug, Default)]
pub(crate) struct Placements {
    events: u64,
    non_events: u64,
    /// Over events: twice the non-events below, and its square.
    of_events: Sums,
    /// Over non-events: twice the events below, and its square.
    of_non_events: Sums,
}

#[derive(Debug, Default)]
struct Sums {
    sum: u128,
    squares: u128,
}

impl Placements {
    /// Adds the patients at the next higher score.
    #[inline]
    pub(crate) fn add(&mut self, tied: Tied) {
        let (events, non_events) = (tied.events as u64, tied.non_events as u64);
        self.of_events.add(events, 2 * self.non_events + non_events);
        self.of_non_events.add(non_events, 2 * self.events + events);
        self.events += events;
        self.non_events += non_events;
    }

    pub(crate) fn estimate(&self) -> Result<Estimate, Undefined> {
        if self.events == 0 || self.non_events == 0 {
            return Err(Undefined::OneClass);
        }
        let (events, non_events) = (self.events as f64, self.non_events as f64);
        let value = self.of_events.sum as f64 / (2.0 * events * non_events);
        if self.events < 2 || self.non_events < 2 {
            return Ok(Estimate { value, limits: Err(Undefined::TooFew) });
        }
        let variance = self.of_events.variance(self.events, self.non_events) / events
            + self.of_non_events.variance(self.non_events, self.events) / non_events;
        let limits = Limits::wald(value, variance.sqrt()).clipped(0.0, 1.0);
        Ok(Estimate { value, limits: Ok(limits) })
    }
}

impl Sums {
    #[inline]
    fn add(&mut self, patients: u64, doubled: u64) {
        let weighted = u128::from(patients) * u128::from(doubled);
        self.sum += weighted;
        self.squares += weighted * u128::from(doubled);
    }

    /// Sample variance of the placements as shares of the other class.
    fn variance(&self, patients: u64, others: u64) -> f64 {
        let n = u128::from(patients);
        let centred = (n * self.squares - self.sum * self.sum) as f64;
        let (n, others) = (patients as f64, others as f64);
        centred / (n * (n - 1.0) * 4.0 * others * others)
    }
}
