//! The ROC curve: sensitivity against one minus specificity at every threshold.
//!
//! Points only; the area is in [`auroc`](mod@crate::auroc), a part of it in
//! [`partial`](crate::partial).

use crate::ranking::Ranking;
use crate::undefined::Undefined;

/// Calling positive all patients at or above a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RocPoint {
    /// The threshold; infinite for the first point, which calls nobody positive.
    pub threshold: f64,
    /// Share of the events called positive.
    pub sensitivity: f64,
    /// Share of the non-events called negative.
    pub specificity: f64,
}

/// One point for each distinct score, from the highest to the lowest, after the point `(0, 0)`.
///
/// Undefined (`one_class`) without an event or without a non-event.
///
/// ```
/// use medlab_metrics::{Ranking, roc::roc};
/// let ranking = Ranking::new(&[false, true, true], &[0.2, 0.2, 0.9]);
/// let points = roc(&ranking)?;
/// assert_eq!(points.len(), 3);
/// assert_eq!((points[1].sensitivity, points[1].specificity), (0.5, 1.0));
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn roc(ranking: &Ranking) -> Result<Vec<RocPoint>, Undefined> {
    let (events, non_events) = (ranking.events(), ranking.non_events());
    if events == 0 || non_events == 0 {
        return Err(Undefined::OneClass);
    }
    let (mut tp, mut fp) = (0, 0);
    let first = RocPoint { threshold: f64::INFINITY, sensitivity: 0.0, specificity: 1.0 };
    let points = ranking.tied().iter().rev().map(|tied| {
        tp += tied.events;
        fp += tied.non_events;
        RocPoint {
            threshold: tied.score,
            sensitivity: tp as f64 / events as f64,
            specificity: (non_events - fp) as f64 / non_events as f64,
        }
    });
    Ok(core::iter::once(first).chain(points).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::auroc::auroc_of_scores;
    use crate::made_up::patients;

    #[test]
    fn one_class_has_no_curve() {
        assert_eq!(roc(&Ranking::new(&[true], &[0.5])), Err(Undefined::OneClass));
    }

    proptest! {
        #[test]
        fn it_rises_from_corner_to_corner_over_its_area((outcomes, risks) in patients()) {
            let points = roc(&Ranking::new(&outcomes, &risks)).unwrap();
            let ends = (points[0], points[points.len() - 1]);
            prop_assert_eq!((ends.0.sensitivity, ends.0.specificity), (0.0, 1.0));
            prop_assert_eq!((ends.1.sensitivity, ends.1.specificity), (1.0, 0.0));
            let mut area = 0.0;
            for pair in points.windows(2) {
                let (low, high) = (pair[0], pair[1]);
                prop_assert!(high.threshold < low.threshold);
                prop_assert!(high.sensitivity >= low.sensitivity);
                prop_assert!(high.specificity <= low.specificity);
                let width = low.specificity - high.specificity;
                area += width * (low.sensitivity + high.sensitivity) / 2.0;
            }
            let expected = auroc_of_scores(&outcomes, &risks).unwrap().value;
            prop_assert!((area - expected).abs() < 1e-12);
        }
    }
}
