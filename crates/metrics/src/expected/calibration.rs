//! Calibration in the large and its slope, expected over outcomes.

use super::checked;
use crate::calibration::{Logits, in_the_large_of, slope_of};
use crate::undefined::Undefined;

/// Events expected of the truth for each one predicted: sum of p / sum of r.
///
/// Above 1, more happens than was foretold. Undefined (`no_expected`) where the predicted
/// risks sum to 0.
///
/// ```
/// use medlab_metrics::expected;
///
/// assert_eq!(expected::observed_expected(&[0.5, 0.25], &[0.25, 0.125])?, 2.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn observed_expected(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    let foretold: f64 = predicted.iter().sum();
    if foretold <= 0.0 {
        return Err(Undefined::NoExpected);
    }
    Ok(truth.iter().sum::<f64>() / foretold)
}

/// The calibration intercept (in the large), from true risks in place of outcomes.
///
/// The shift a in logit(p) = a + logit(r) of greatest expected likelihood: that at which the
/// shifted risks sum to the true ones. 0 is perfect, above 0 the risks are too low. Risks are
/// clipped to 1e-10..=1 - 1e-10. It is the limit of the ordinary estimate in many patients;
/// where every p is 0 or 1 it is that estimate. Undefined (`one_class`) where every true risk
/// is 0 or every one is 1.
///
/// Source: D. Cox, Biometrika 45:562 (1958).
///
/// ```
/// use medlab_metrics::expected;
///
/// let truth = [0.2, 0.4, 0.6];
/// assert!(expected::in_the_large(&truth, &truth)?.abs() < 1e-12);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn in_the_large(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    Ok(in_the_large_of(truth, &Logits::of(predicted).values, None)?.value)
}

/// The calibration slope, from true risks in place of outcomes.
///
/// The coefficient b in logit(p) = a + b logit(r) of greatest expected likelihood. 1 is
/// perfect; below 1 the risks are too extreme, as those of an overfitted model are. Risks are
/// clipped to 1e-10..=1 - 1e-10. Undefined (`constant_risk`) where all predicted risks are
/// equal, (`one_class`) where every true risk is 0 or every one is 1, and (`separated`) where
/// every p is 0 or 1 and the predicted risks tell them apart perfectly.
///
/// Source: D. Cox, Biometrika 45:562 (1958).
///
/// ```
/// use medlab_metrics::expected;
///
/// // Each logit is twice what it should be, so half of it would be right.
/// let logistic = |x: f64| 1.0 / (1.0 + libm::exp(-x));
/// let truth: Vec<f64> = [-1.0, 0.0, 2.0].map(logistic).into();
/// let extreme: Vec<f64> = [-2.0, 0.0, 4.0].map(logistic).into();
/// assert!((expected::slope(&truth, &extreme)? - 0.5).abs() < 1e-12);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn slope(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    Ok(slope_of(truth, &Logits::of(predicted).values, None)?.value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn logistic(x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-x))
    }

    #[test]
    fn what_has_no_calibration() {
        assert_eq!(observed_expected(&[0.5], &[0.0]), Err(Undefined::NoExpected));
        assert_eq!(slope(&[0.5, 0.1], &[0.2, 0.2]), Err(Undefined::ConstantRisk));
        assert_eq!(in_the_large(&[0.0, 0.0], &[0.2, 0.2]), Err(Undefined::OneClass));
        assert_eq!(slope(&[1.0, 1.0], &[0.2, 0.3]), Err(Undefined::OneClass));
        let separated = slope(&[0.0, 0.0, 1.0, 1.0], &[0.1, 0.2, 0.3, 0.4]);
        assert_eq!(separated, Err(Undefined::Separated));
    }

    proptest! {
        #[test]
        fn the_truth_is_calibrated(
            truth in prop::collection::vec(0.01..0.99, 3..60)
        ) {
            prop_assert!((observed_expected(&truth, &truth).unwrap() - 1.0).abs() < 1e-12);
            prop_assert!(in_the_large(&truth, &truth).unwrap().abs() < 1e-9);
            prop_assert!((slope(&truth, &truth).unwrap() - 1.0).abs() < 1e-6);
        }

        /// Risks bent on the logit scale are seen to be bent by just as much.
        #[test]
        fn a_shift_and_a_stretch_are_found(
            logits in prop::collection::vec(-3.0_f64..3.0, 5..60),
            shift in -1.0_f64..1.0,
            stretch in 0.5_f64..2.0,
        ) {
            let truth: Vec<f64> = logits.iter().map(|x| logistic(*x)).collect();
            let shifted: Vec<f64> = logits.iter().map(|x| logistic(x + shift)).collect();
            prop_assert!((in_the_large(&truth, &shifted).unwrap() + shift).abs() < 1e-8);
            let bent: Vec<f64> = logits.iter().map(|x| logistic(shift + stretch * x)).collect();
            prop_assert!((slope(&truth, &bent).unwrap() - 1.0 / stretch).abs() < 1e-6);
        }

        /// The definition of the intercept: shifted risks sum to the true ones.
        #[test]
        fn the_shifted_risks_sum_to_the_truth(
            patients in prop::collection::vec((0.01_f64..0.99, 0.01_f64..0.99), 1..40)
        ) {
            let (truth, predicted): (Vec<f64>, Vec<f64>) = patients.into_iter().unzip();
            let shift = in_the_large(&truth, &predicted).unwrap();
            let shifted: f64 =
                predicted.iter().map(|r| logistic(libm::log(r / (1.0 - r)) + shift)).sum();
            prop_assert!((shifted - truth.iter().sum::<f64>()).abs() < 1e-8);
        }
    }
}
