//! The decision curve: net benefit over a range of thresholds.
//!
//! Beside the model stand treating everybody and treating nobody (always 0): a model is worth
//! using where it beats both.

use crate::ranking::Ranking;
use crate::threshold::Counts;
use crate::undefined::Undefined;

/// Net benefit at one threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecisionPoint {
    /// The threshold.
    pub threshold: f64,
    /// Net benefit of the model.
    pub net_benefit: f64,
    /// Net benefit of calling everybody positive.
    pub treat_all: f64,
    /// Interventions that the model avoids for each patient, at no fewer events found:
    /// `(net_benefit - treat_all) * (1 - t) / t`; undefined (`out_of_range`) at threshold 0.
    pub interventions_avoided: Result<f64, Undefined>,
}

/// Net benefit at each threshold, in the order given, by one pass over the ranking.
///
/// Undefined without patients (`empty`), or (`out_of_range`) where a threshold is not in
/// `[0, 1)`.
///
/// A. J. Vickers, E. B. Elkin, Medical Decision Making 26 (2006) 565-574.
///
/// ```
/// use medlab_metrics::{Ranking, decision_curve::decision_curve};
/// let ranking = Ranking::new(&[true, false, false, false], &[0.7, 0.4, 0.2, 0.1]);
/// let curve = decision_curve(&ranking, &[0.2, 0.5])?;
/// assert!((curve[0].net_benefit - (0.25 - 0.5 * 0.25)).abs() < 1e-15);
/// assert_eq!(curve[1].net_benefit, 0.25);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn decision_curve(
    ranking: &Ranking,
    thresholds: &[f64],
) -> Result<Vec<DecisionPoint>, Undefined> {
    let counts = Counts::over(ranking, thresholds);
    let points = thresholds.iter().zip(counts).map(|(&threshold, counts)| {
        let net_benefit = counts.net_benefit(threshold)?;
        let treat_all = counts.net_benefit_treat_all(threshold)?;
        let interventions_avoided = if threshold > 0.0 {
            Ok((net_benefit - treat_all) * (1.0 - threshold) / threshold)
        } else {
            Err(Undefined::OutOfRange)
        };
        Ok(DecisionPoint { threshold, net_benefit, treat_all, interventions_avoided })
    });
    points.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::patients;
    use crate::predictions::Predictions;

    #[test]
    fn a_threshold_of_one_has_no_odds() {
        let ranking = Ranking::new(&[true, false], &[0.4, 0.2]);
        assert_eq!(decision_curve(&ranking, &[0.5, 1.0]), Err(Undefined::OutOfRange));
        let at_zero = decision_curve(&ranking, &[0.0]).unwrap()[0];
        assert_eq!(at_zero.interventions_avoided, Err(Undefined::OutOfRange));
    }

    proptest! {
        #[test]
        fn each_point_is_a_threshold((outcomes, risks) in patients()) {
            let thresholds: Vec<f64> = (1..20).rev().map(|t| f64::from(t) / 20.0).collect();
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let curve = decision_curve(&Ranking::new(&outcomes, &risks), &thresholds).unwrap();
            for (point, threshold) in curve.into_iter().zip(thresholds) {
                let counts = Counts::at(&predictions, threshold);
                prop_assert_eq!(Ok(point.net_benefit), counts.net_benefit(threshold));
                let avoided = (counts.tn as f64
                    - counts.fn_ as f64 * (1.0 - threshold) / threshold)
                    / counts.total() as f64;
                prop_assert!((point.interventions_avoided.unwrap() - avoided).abs() < 1e-9);
            }
        }
    }
}
