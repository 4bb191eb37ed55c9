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
    of_finite(predictions.outcomes(), predictions.risks())
}

/// The same for any finite scores, higher meaning more likely to have the event.
pub fn auroc_of_scores(outcomes: &[bool], scores: &[f64]) -> Result<Estimate, Undefined> {
    if outcomes.len() != scores.len() {
        return Err(Undefined::Lengths);
    }
    if !scores.iter().all(|score| score.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    of_finite(outcomes, scores)
}

fn of_finite(outcomes: &[bool], scores: &[f64]) -> Result<Estimate, Undefined> {
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
        // At most twice the square of the number of patients, who are fewer than 2^31.
        let weighted = patients * doubled;
        self.sum += u128::from(weighted);
        self.squares += u128::from(weighted) * u128::from(doubled);
    }

    /// Sample variance of the placements as shares of the other class.
    fn variance(&self, patients: u64, others: u64) -> f64 {
        let n = u128::from(patients);
        let centred = (n * self.squares - self.sum * self.sum) as f64;
        let (n, others) = (patients as f64, others as f64);
        centred / (n * (n - 1.0) * 4.0 * others * others)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{complement, patients, reversed};

    #[test]
    fn what_has_no_area_says_why() {
        let check =
            |outcomes: &[bool], expected: Result<Result<(), Undefined>, Undefined>| {
                let scores: Vec<f64> =
                    (0..outcomes.len()).map(|row| row as f64).collect();
                let found = auroc_of_scores(outcomes, &scores);
                assert_eq!(
                    found.map(|found| found.limits.map(drop)),
                    expected,
                    "{outcomes:?}"
                );
            };
        check(&[], Err(Undefined::OneClass));
        check(&[true, true], Err(Undefined::OneClass));
        check(&[false], Err(Undefined::OneClass));
        check(&[true, false, false], Ok(Err(Undefined::TooFew)));
        check(&[true, false, true], Ok(Err(Undefined::TooFew)));
        check(&[true, false, true, false], Ok(Ok(())));
        assert_eq!(auroc_of_scores(&[true], &[]), Err(Undefined::Lengths));
        assert_eq!(auroc_of_scores(&[true], &[f64::NAN]), Err(Undefined::NotFinite));
    }

    /// Some libraries lose a point of the curve when the lowest score is 0.
    #[test]
    fn ties_at_zero_count_half() {
        let outcomes = [false, true, false, true, false, true];
        let area = auroc_of_scores(&outcomes, &[0.0, 0.0, 0.0, 0.0, 0.5, 0.9]).unwrap();
        assert_eq!(area.value.to_bits(), (5.0_f64 / 9.0).to_bits());
        let area = auroc_of_scores(&[true, false], &[-0.0, 0.0]).unwrap();
        assert_eq!(area.value.to_bits(), 0.5_f64.to_bits());
    }

    #[test]
    fn neighbouring_doubles_are_not_tied() {
        let next = f64::from_bits(0.3_f64.to_bits() + 1);
        for (low, high) in [(0.3, next), (3.0, 3.0_f64.next_up()), (0.0, 5e-324)] {
            let area = auroc_of_scores(&[false, true], &[low, high]).unwrap();
            assert_eq!(area.value.to_bits(), 1.0_f64.to_bits());
        }
    }

    /// The definition: pairs compared one by one, and variances of what they give.
    fn by_pairs(outcomes: &[bool], scores: &[f64]) -> (f64, f64) {
        let of = |class| {
            let all = outcomes.iter().zip(scores);
            all.filter(move |pair| *pair.0 == class)
                .map(|pair| *pair.1)
                .collect::<Vec<f64>>()
        };
        let (events, others) = (of(true), of(false));
        let win = |event: f64, other: f64| match event.partial_cmp(&other) {
            Some(core::cmp::Ordering::Greater) => 1.0,
            Some(core::cmp::Ordering::Equal) => 0.5,
            _ => 0.0,
        };
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let variance = |values: &[f64]| {
            let centre = mean(values);
            values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>()
                / (values.len() as f64 - 1.0)
                / values.len() as f64
        };
        let mean_of = |wins: Vec<f64>| mean(&wins);
        let of_events: Vec<f64> = events
            .iter()
            .map(|&event| {
                mean_of(others.iter().map(|&other| win(event, other)).collect())
            })
            .collect();
        let of_others: Vec<f64> = others
            .iter()
            .map(|&other| {
                mean_of(events.iter().map(|&event| win(event, other)).collect())
            })
            .collect();
        (mean(&of_events), variance(&of_events) + variance(&of_others))
    }

    proptest! {
        #[test]
        fn equals_the_definition((outcomes, risks) in patients()) {
            let found = auroc_of_scores(&outcomes, &risks).unwrap();
            let (area, variance) = by_pairs(&outcomes, &risks);
            prop_assert!((found.value - area).abs() < 1e-12);
            let expected = Limits::wald(area, variance.sqrt()).clipped(0.0, 1.0);
            let limits = found.limits.unwrap();
            prop_assert!((limits.lower - expected.lower).abs() < 1e-7);
            prop_assert!((limits.upper - expected.upper).abs() < 1e-7);
        }

        #[test]
        fn only_order_counts((outcomes, risks) in patients()) {
            let found = auroc_of_scores(&outcomes, &risks);
            prop_assert_eq!(auroc_of_scores(&reversed(&outcomes), &reversed(&risks)), found);
            // Scores below 0 are sorted in another way.
            let moved: Vec<f64> = risks.iter().map(|risk| 64.0 * risk - 16.0).collect();
            prop_assert_eq!(auroc_of_scores(&outcomes, &moved), found);
        }

        #[test]
        fn turning_both_round_changes_nothing((outcomes, risks) in patients()) {
            let turned: Vec<f64> = risks.iter().map(|risk| -risk).collect();
            let found = auroc_of_scores(&outcomes, &risks);
            prop_assert_eq!(auroc_of_scores(&complement(&outcomes), &turned), found);
            let other = auroc_of_scores(&outcomes, &turned).unwrap().value;
            prop_assert!((found.unwrap().value + other - 1.0).abs() < 1e-15);
        }
    }
}
