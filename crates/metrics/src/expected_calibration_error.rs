//! Expected calibration error: observed against mean predicted risk in groups of equal size.
//!
//! It depends on the number of groups, and it grows as groups get small even when the risks
//! are right: prefer the curve in [`calibration_curve`](crate::calibration_curve).

use crate::predictions::Predictions;
use crate::quantile::quantile;
use crate::undefined::Undefined;

/// `Σ share of patients * |observed - mean risk|` over `groups` groups of equal mass.
///
/// The groups lie between the quantiles (type 7) of the risks; a risk on a border belongs to
/// the lower group, so that equal risks stay together and some groups may be empty.
///
/// Undefined (`out_of_range`) for no groups.
///
/// M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI 2015; groups as scikit-learn's
/// `calibration_curve(strategy="quantile")`.
///
/// ```
/// use medlab_metrics::Predictions;
/// use medlab_metrics::expected_calibration_error::expected_calibration_error;
/// let outcomes = [true, false, false, false];
/// let predictions = Predictions::new(&outcomes, &[0.9, 0.6, 0.2, 0.2])?;
/// let error = expected_calibration_error(&predictions, 2)?;
/// assert!((error - (0.5 * 0.25 + 0.5 * 0.2)).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn expected_calibration_error(
    predictions: &Predictions,
    groups: usize,
) -> Result<f64, Undefined> {
    if groups == 0 {
        return Err(Undefined::OutOfRange);
    }
    let mut sorted = predictions.risks().to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let borders: Vec<f64> = (1..groups)
        .map(|group| quantile(&sorted, group as f64 / groups as f64))
        .collect();
    let group_of = |risk: f64| borders.partition_point(|&border| border < risk);
    let (mut events, mut expected) = (vec![0.0; groups], vec![0.0; groups]);
    for &risk in &sorted {
        expected[group_of(risk)] += risk;
    }
    for (&outcome, &risk) in predictions.outcomes().iter().zip(predictions.risks()) {
        events[group_of(risk)] += f64::from(u8::from(outcome));
    }
    let error: f64 = events.iter().zip(&expected).map(|(o, e)| (o - e).abs()).sum();
    Ok(error / predictions.len() as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{patients, reversed};

    proptest! {
        #[test]
        fn one_group_compares_the_means((outcomes, risks) in patients()) {
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let mean = risks.iter().sum::<f64>() / risks.len() as f64;
            let found = expected_calibration_error(&predictions, 1).unwrap();
            prop_assert!((found - (predictions.prevalence() - mean).abs()).abs() < 1e-12);
            prop_assert_eq!(
                expected_calibration_error(&predictions, 0),
                Err(Undefined::OutOfRange)
            );
        }

        #[test]
        fn order_does_not_matter((outcomes, risks) in patients(), groups in 1_usize..15) {
            let error = |outcomes: &[bool], risks: &[f64]| {
                expected_calibration_error(&Predictions::new(outcomes, risks).unwrap(), groups)
            };
            let found = error(&outcomes, &risks);
            prop_assert_eq!(error(&reversed(&outcomes), &reversed(&risks)), found);
            prop_assert!((0.0..=1.0).contains(&found.unwrap()));
            // Finer groups are never nearer than one group.
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let of_one = expected_calibration_error(&predictions, 1).unwrap();
            prop_assert!(found.unwrap() + 1e-12 >= of_one);
            let right: Vec<f64> = outcomes.iter().map(|&o| f64::from(u8::from(o))).collect();
            prop_assert_eq!(error(&outcomes, &right), Ok(0.0));
        }
    }
}
