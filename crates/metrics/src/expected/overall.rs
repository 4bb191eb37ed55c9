//! Distance of predicted risks from outcomes, expected over outcomes.

use libm::{log, log1p};

use super::checked;
use crate::calibration::CLIP;
use crate::undefined::Undefined;

/// The Brier score, expected over outcomes.
///
/// Mean of p (1 - r)² + (1 - p) r². A perfect forecast does not reach 0: what is left, the
/// mean of p (1 - p), is chance itself.
///
/// Source: G. Brier, Monthly Weather Review 78:1 (1950).
///
/// ```
/// use medlab_metrics::expected;
///
/// let brier = expected::brier(&[0.5, 0.0], &[0.5, 0.0])?;
/// assert_eq!(brier, 0.125);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn brier(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    Ok(mean(truth, predicted, squared_error))
}

/// The scaled Brier score (index of prediction accuracy), expected over outcomes.
///
/// 1 - B / B0, with B the expected Brier score and B0 the one expected of telling each
/// patient the prevalence that will be observed, m (1 - m) - sum p (1 - p) / n² with m the
/// mean true risk. The second term is there because the observed prevalence itself follows
/// the outcomes; it is of the order 1 / n. Undefined (`one_class`) where B0 is 0: all true
/// risks 0, or all 1, or a single patient.
///
/// Source: M. Kattan, T. Gerds, Diagnostic and Prognostic Research 2:7 (2018).
///
/// ```
/// use medlab_metrics::expected;
///
/// let scaled = expected::scaled_brier(&[1.0, 0.0], &[1.0, 0.0])?;
/// assert_eq!(scaled, 1.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn scaled_brier(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    let n = truth.len() as f64;
    let prevalence = truth.iter().sum::<f64>() / n;
    let chance = truth.iter().map(|p| p * (1.0 - p)).sum::<f64>() / (n * n);
    let of_prevalence = prevalence * (1.0 - prevalence) - chance;
    if prevalence <= 0.0 || prevalence >= 1.0 || truth.len() < 2 {
        return Err(Undefined::OneClass);
    }
    Ok(1.0 - mean(truth, predicted, squared_error) / of_prevalence)
}

/// The logarithmic loss, expected over outcomes.
///
/// Mean of -p ln r - (1 - p) ln(1 - r), natural logarithm, predicted risks clipped to
/// 1e-10..=1 - 1e-10.
///
/// Source: I. Good, Journal of the Royal Statistical Society B 14:107 (1952).
///
/// ```
/// use medlab_metrics::expected;
///
/// let loss = expected::log_loss(&[0.3, 0.9], &[0.5, 0.5])?;
/// assert!((loss - std::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn log_loss(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    Ok(mean(truth, predicted, |p, r| {
        let r = r.clamp(CLIP, 1.0 - CLIP);
        -(p * log(r) + (1.0 - p) * log1p(-r))
    }))
}

/// One patient's expected squared error.
pub(super) fn squared_error(p: f64, r: f64) -> f64 {
    p * ((1.0 - r) * (1.0 - r)) + (1.0 - p) * (r * r)
}

fn mean(truth: &[f64], predicted: &[f64], loss: impl Fn(f64, f64) -> f64) -> f64 {
    let sum: f64 = truth.iter().zip(predicted).map(|(&p, &r)| loss(p, r)).sum();
    sum / truth.len() as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_single_patient_has_no_prevalence_to_beat() {
        let undefined = Err(Undefined::OneClass);
        assert_eq!(scaled_brier(&[0.5], &[0.5]), undefined);
        assert_eq!(scaled_brier(&[0.0, 0.0], &[0.5, 0.1]), undefined);
        assert_eq!(scaled_brier(&[1.0, 1.0], &[0.5, 0.1]), undefined);
    }

    proptest! {
        /// Proper scores: nobody does better than the truth.
        #[test]
        fn the_truth_scores_best(
            patients in prop::collection::vec((0.0..=1.0, 0.0..=1.0), 2..40)
        ) {
            let (truth, other): (Vec<f64>, Vec<f64>) = patients.into_iter().unzip();
            prop_assert!(
                brier(&truth, &truth).unwrap() <= brier(&truth, &other).unwrap() + 1e-15
            );
            prop_assert!(
                log_loss(&truth, &truth).unwrap() <= log_loss(&truth, &other).unwrap() + 1e-9
            );
        }

        #[test]
        fn turning_events_into_non_events_changes_nothing(
            patients in prop::collection::vec((0.0..=1.0, 0.0..=1.0), 2..40)
        ) {
            let (truth, predicted): (Vec<f64>, Vec<f64>) = patients.into_iter().unzip();
            let turned = |risks: &[f64]| risks.iter().map(|r| 1.0 - r).collect::<Vec<_>>();
            let (not_truth, not_predicted) = (turned(&truth), turned(&predicted));
            for measure in [brier, log_loss, scaled_brier] {
                let (a, b) = (measure(&truth, &predicted), measure(&not_truth, &not_predicted));
                let (a, b) = (a.unwrap(), b.unwrap());
                prop_assert!((a - b).abs() < 1e-6 * (1.0 + a.abs()));
            }
        }
    }
}
