//! Discrimination over a known true risk, and each patient's share in it.

use super::checked;
use crate::undefined::Undefined;

/// The area under the ROC curve, expected over outcomes.
///
/// How often a patient with the event would have the higher predicted risk than one without,
/// ties counted half. Patient i counts as an event with weight p(i) and patient j as a
/// non-event with weight 1 - p(j), over all pairs of *different* patients:
///
/// sum over i != j of p(i) (1 - p(j)) [r(i) > r(j) or half a tie] / sum over i != j of
/// p(i) (1 - p(j))
///
/// Nobody is compared with themselves, because no outcome is both. Leaving such pairs in
/// would pull the value towards 1/2 by the share sum p (1 - p) / (sum p * sum (1 - p)) of
/// all pairs, of the order 1 / n. It is the ratio of two expectations; the mean of the
/// ordinary measure over many draws differs from it by a term of the order 1 / n. Undefined
/// (`one_class`) where every true risk is 0 or every one is 1, or with a single patient.
///
/// Source: the Mann-Whitney form in J. Hanley, B. McNeil, Radiology 143:29 (1982), its
/// indicators replaced by their expectations.
///
/// ```
/// use medlab_metrics::expected;
///
/// // Certain outcomes: three of four pairs are in order.
/// let auroc = expected::auroc(&[1.0, 0.0, 1.0, 0.0], &[0.9, 0.4, 0.3, 0.1])?;
/// assert_eq!(auroc, 0.75);
/// // No better than a coin for two patients at the same risk.
/// assert_eq!(expected::auroc(&[0.3, 0.3], &[0.9, 0.1])?, 0.5);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn auroc(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    Ok(placements(truth, predicted)?.auroc())
}

/// Where each patient stands among the others.
pub(super) struct Placements {
    /// Weight of the non-events among the others that lie below, ties half.
    non_events_below: Vec<f64>,
    /// Weight of the events among the others that lie above, ties half.
    events_above: Vec<f64>,
    /// Sum of the true risks.
    events: f64,
    /// Sum of their complements.
    non_events: f64,
    /// Pairs in order, ties half.
    ordered: f64,
    /// All pairs of an event with a non-event.
    pairs: f64,
}

impl Placements {
    pub(super) fn auroc(&self) -> f64 {
        self.ordered / self.pairs
    }

    /// Each patient's influence on the area: what it would move, to first order, if the
    /// patient weighed a little more. They sum to 0, and the sum of their squares estimates
    /// the variance over patients.
    pub(super) fn influences(&self, truth: &[f64]) -> Vec<f64> {
        let area = self.auroc();
        truth
            .iter()
            .zip(self.non_events_below.iter().zip(&self.events_above))
            .map(|(&p, (&below, &above))| {
                let q = 1.0 - p;
                let ordered = p * below + q * above;
                let pairs = p * (self.non_events - q) + q * (self.events - p);
                (ordered - area * pairs) / self.pairs
            })
            .collect()
    }
}

/// One sort and one pass, for checked input.
pub(super) fn placements(
    truth: &[f64],
    predicted: &[f64],
) -> Result<Placements, Undefined> {
    // Ties are ordered by true risk, so that the order of patients changes no bit of a sum.
    let mut order: Vec<usize> = (0..truth.len()).collect();
    order.sort_unstable_by(|&a, &b| {
        let by_prediction = predicted[a].total_cmp(&predicted[b]);
        by_prediction.then(truth[a].total_cmp(&truth[b])).then(a.cmp(&b))
    });
    let events: f64 = order.iter().map(|&at| truth[at]).sum();
    let non_events: f64 = order.iter().map(|&at| 1.0 - truth[at]).sum();
    if events <= 0.0 || non_events <= 0.0 || truth.len() < 2 {
        return Err(Undefined::OneClass);
    }
    let mut non_events_below = vec![0.0; truth.len()];
    let mut events_above = vec![0.0; truth.len()];
    let (mut ordered, mut with_self) = (0.0, 0.0);
    let (mut below, mut up_to) = (0.0, 0.0);
    for tied in order.chunk_by(|&a, &b| predicted[a] >= predicted[b]) {
        let p_tied: f64 = tied.iter().map(|&at| truth[at]).sum();
        let q_tied: f64 = tied.iter().map(|&at| 1.0 - truth[at]).sum();
        let self_tied: f64 = tied.iter().map(|&at| truth[at] * (1.0 - truth[at])).sum();
        up_to += p_tied;
        for &at in tied {
            non_events_below[at] = below + 0.5 * (q_tied - (1.0 - truth[at]));
            events_above[at] = (events - up_to) + 0.5 * (p_tied - truth[at]);
        }
        ordered += p_tied * below + 0.5 * (p_tied * q_tied - self_tied);
        with_self += self_tied;
        below += q_tied;
    }
    let pairs = events * non_events - with_self;
    Ok(Placements { non_events_below, events_above, events, non_events, ordered, pairs })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    fn in_order(event: f64, non_event: f64) -> f64 {
        match event.total_cmp(&non_event) {
            Ordering::Greater => 1.0,
            Ordering::Equal => 0.5,
            Ordering::Less => 0.0,
        }
    }

    /// By the definition, pair by pair.
    fn by_pairs(truth: &[f64], predicted: &[f64]) -> f64 {
        let (mut ordered, mut all) = (0.0, 0.0);
        for i in 0..truth.len() {
            for j in (0..truth.len()).filter(|&j| j != i) {
                let weight = truth[i] * (1.0 - truth[j]);
                all += weight;
                ordered += weight * in_order(predicted[i], predicted[j]);
            }
        }
        ordered / all
    }

    /// Patients with risks on a coarse grid, so that ties are common.
    fn patients() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        prop::collection::vec((0.01..0.99, 0_u8..=20), 2..60).prop_map(|patients| {
            patients.into_iter().map(|(p, r)| (p, f64::from(r) / 20.0)).unzip()
        })
    }

    #[test]
    fn undefined_without_both_classes() {
        let undefined = Err(Undefined::OneClass);
        assert_eq!(auroc(&[0.0, 0.0], &[0.1, 0.2]), undefined);
        assert_eq!(auroc(&[1.0, 1.0], &[0.1, 0.2]), undefined);
        assert_eq!(auroc(&[0.5], &[0.1]), undefined);
    }

    proptest! {
        #[test]
        fn equals_the_definition((truth, predicted) in patients()) {
            let area = auroc(&truth, &predicted).unwrap();
            prop_assert!((area - by_pairs(&truth, &predicted)).abs() < 1e-12);
        }

        /// With nothing left to chance it is the ordinary area, to the bit.
        #[test]
        fn certain_outcomes_give_the_ordinary_area(
            patients in prop::collection::vec((any::<bool>(), 0_u8..=20), 2..60)
        ) {
            let (outcomes, predicted): (Vec<bool>, Vec<f64>) =
                patients.into_iter().map(|(y, r)| (y, f64::from(r) / 20.0)).unzip();
            let truth: Vec<f64> = outcomes.iter().map(|&y| f64::from(y)).collect();
            let ordinary = crate::auroc_of_scores(&outcomes, &predicted);
            prop_assert_eq!(auroc(&truth, &predicted), ordinary.map(|area| area.value));
        }

        #[test]
        fn order_of_patients_changes_no_bit((truth, predicted) in patients(), by in 0_usize..60) {
            let area = auroc(&truth, &predicted);
            let (mut truth, mut predicted) = (truth, predicted);
            let by = by % truth.len();
            truth.rotate_left(by);
            predicted.rotate_left(by);
            prop_assert_eq!(area, auroc(&truth, &predicted));
        }

        #[test]
        fn only_the_order_of_predictions_counts((truth, predicted) in patients()) {
            let squared: Vec<f64> = predicted.iter().map(|r| r * r).collect();
            let reversed: Vec<f64> = predicted.iter().map(|r| 1.0 - r).collect();
            let area = auroc(&truth, &predicted);
            prop_assert_eq!(area, auroc(&truth, &squared));
            prop_assert!((area.unwrap() + auroc(&truth, &reversed).unwrap() - 1.0).abs() < 1e-12);
        }

        /// The influences are the derivative of the area by a patient's weight: found here by
        /// giving one patient a little more.
        #[test]
        fn influences_are_derivatives((truth, predicted) in patients(), who in 0_usize..60) {
            let who = who % truth.len();
            let placed = placements(&truth, &predicted).unwrap();
            let influences = placed.influences(&truth);
            prop_assert!(influences.iter().sum::<f64>().abs() < 1e-12);
            let weighted = |more: f64| {
                let weight = |i: usize| if i == who { 1.0 + more } else { 1.0 };
                let (mut ordered, mut all) = (0.0, 0.0);
                for i in 0..truth.len() {
                    for j in (0..truth.len()).filter(|&j| j != i) {
                        let pair = weight(i) * weight(j) * truth[i] * (1.0 - truth[j]);
                        all += pair;
                        ordered += pair * in_order(predicted[i], predicted[j]);
                    }
                }
                ordered / all
            };
            let slope = (weighted(1e-5) - weighted(-1e-5)) / 2e-5;
            prop_assert!((slope - influences[who]).abs() < 1e-7);
        }
    }
}
