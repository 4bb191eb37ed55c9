//! How far predicted risks lie from the true risk of patients who are told the same.

use super::checked;
use crate::calibration_curve::DISTINCT_FOR_LOESS;
use crate::loess::Loess;
use crate::undefined::Undefined;

/// The calibration error: mean over patients of |E[p | r] - r|.
///
/// E[p | r], the mean true risk of those told r, is smoothed by local regression of the true
/// on the predicted risks (span 0.75, degree 2), as the integrated calibration index smooths
/// outcomes. With fewer than 10 distinct predicted risks, or too few in a neighbourhood, it
/// is the mean true risk at each. An honest model that sees less than the truth has error 0,
/// although it differs from the true risk of nearly every patient.
///
/// Source: P. Austin, E. Steyerberg, Statistics in Medicine 38:4051 (2019).
///
/// ```
/// use medlab_metrics::expected;
///
/// // Told 0.3 are patients at 0.1 and at 0.5: right on average, so calibrated.
/// let error = expected::calibration_error(&[0.1, 0.5, 0.9], &[0.3, 0.3, 0.8])?;
/// assert!((error - 0.1 / 3.0).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn calibration_error(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    let loess = Loess::new(predicted, truth)?;
    let told = loess.piles();
    let smoothed =
        if told.len() < DISTINCT_FOR_LOESS { None } else { loess.fitted().ok() };
    let mean_truth = smoothed.unwrap_or_else(|| {
        told.iter().map(|pile| pile.sum / pile.count as f64).collect()
    });
    let distances = told.iter().zip(&mean_truth);
    let total: f64 =
        distances.map(|(pile, mean)| pile.count as f64 * (mean - pile.x).abs()).sum();
    Ok(total / truth.len() as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_honest_model_that_sees_less_is_not_punished() {
        // Two kinds of patients told the same, 0.1 below and 0.1 above their true risks.
        let predicted: Vec<f64> =
            (0..400).map(|i| 0.1 + 0.002 * f64::from(i / 2)).collect();
        let truth: Vec<f64> = predicted
            .iter()
            .enumerate()
            .map(|(i, r)| if i % 2 == 0 { r - 0.1 } else { r + 0.1 })
            .collect();
        assert!(calibration_error(&truth, &predicted).unwrap() < 1e-12);
    }

    #[test]
    fn a_few_distinct_risks_are_groups() {
        let error =
            calibration_error(&[0.0, 0.4, 0.6, 1.0], &[0.1, 0.1, 0.9, 0.9]).unwrap();
        assert!((error - 0.1).abs() < 1e-15);
    }

    proptest! {
        /// A parabola is smoothed into itself, so its distance is known.
        #[test]
        fn a_parabola_is_measured_exactly(
            predicted in prop::collection::vec(0.0_f64..1.0, 30..200), bend in 0.0_f64..0.9
        ) {
            let truth: Vec<f64> =
                predicted.iter().map(|r| r + bend * r * (1.0 - r)).collect();
            let distance: f64 = truth.iter().zip(&predicted).map(|(p, r)| p - r).sum();
            let error = calibration_error(&truth, &predicted).unwrap();
            prop_assert!((error - distance / truth.len() as f64).abs() < 1e-6);
        }

        #[test]
        fn order_of_patients_changes_no_bit(
            patients in prop::collection::vec((0.0..1.0, 0.0..1.0), 20..60), by in 0_usize..20
        ) {
            let (mut truth, mut predicted): (Vec<f64>, Vec<f64>) =
                patients.into_iter().unzip();
            let error = calibration_error(&truth, &predicted);
            truth.rotate_left(by);
            predicted.rotate_left(by);
            prop_assert_eq!(error, calibration_error(&truth, &predicted));
        }

        #[test]
        fn the_truth_has_no_error(truth in prop::collection::vec(0.0..1.0, 1..100)) {
            prop_assert!(calibration_error(&truth, &truth).unwrap() < 1e-7);
        }
    }
}
