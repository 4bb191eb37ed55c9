//! What an alert at a threshold would find, miss and cost, expected over outcomes.

use super::checked;
use crate::undefined::Undefined;

/// The net benefit of acting at threshold t, per patient, expected over outcomes.
///
/// Mean over all patients of p - (1 - p) t / (1 - t) for those flagged (r >= t), 0 for the
/// others. The odds t / (1 - t) say how many needless actions are worth one needed one.
///
/// Source: A. Vickers, E. Elkin, Medical Decision Making 26:565 (2006).
///
/// ```
/// use medlab_metrics::expected;
///
/// // One of two patients is flagged, with true risk 0.5: 0.5 - 0.5 / 4, over two patients.
/// let benefit = expected::net_benefit(&[0.5, 0.1], &[0.3, 0.1], 0.2)?;
/// assert!((benefit - 0.1875).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn net_benefit(
    truth: &[f64],
    predicted: &[f64],
    threshold: f64,
) -> Result<f64, Undefined> {
    let counts = Counts::of(truth, predicted, threshold)?;
    let patients = truth.len() as f64;
    let odds = threshold / (1.0 - threshold);
    Ok(counts.true_alerts / patients - counts.false_alerts / patients * odds)
}

/// The share of events that are flagged: sum of p over flagged patients / sum of p over all.
///
/// Undefined (`empty_denominator`) where no patient is at any risk.
///
/// ```
/// use medlab_metrics::expected;
///
/// let sensitivity = expected::sensitivity(&[0.6, 0.2], &[0.5, 0.1], 0.5)?;
/// assert!((sensitivity - 0.75).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn sensitivity(
    truth: &[f64],
    predicted: &[f64],
    threshold: f64,
) -> Result<f64, Undefined> {
    let counts = Counts::of(truth, predicted, threshold)?;
    share(counts.true_alerts, counts.missed)
}

/// The share of non-events that are left in peace.
///
/// Sum of 1 - p over patients not flagged / sum of 1 - p over all. Undefined
/// (`empty_denominator`) where everybody is sure to have the event.
///
/// ```
/// use medlab_metrics::expected;
///
/// let specificity = expected::specificity(&[0.6, 0.2], &[0.5, 0.1], 0.5)?;
/// assert!((specificity - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn specificity(
    truth: &[f64],
    predicted: &[f64],
    threshold: f64,
) -> Result<f64, Undefined> {
    let counts = Counts::of(truth, predicted, threshold)?;
    share(counts.left_in_peace, counts.false_alerts)
}

/// The share of alerts that are right: the mean true risk of the flagged patients.
///
/// Undefined (`empty_denominator`) where nobody is flagged.
///
/// ```
/// use medlab_metrics::expected;
///
/// assert_eq!(expected::ppv(&[0.5, 0.25, 0.1], &[0.5, 0.5, 0.1], 0.5)?, 0.375);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn ppv(truth: &[f64], predicted: &[f64], threshold: f64) -> Result<f64, Undefined> {
    let counts = Counts::of(truth, predicted, threshold)?;
    share(counts.true_alerts, counts.false_alerts)
}

/// The share of patients not flagged who stay free of the event.
///
/// Undefined (`empty_denominator`) where everybody is flagged.
///
/// ```
/// use medlab_metrics::expected;
///
/// assert_eq!(expected::npv(&[0.5, 0.25], &[0.5, 0.1], 0.5)?, 0.75);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn npv(truth: &[f64], predicted: &[f64], threshold: f64) -> Result<f64, Undefined> {
    let counts = Counts::of(truth, predicted, threshold)?;
    share(counts.left_in_peace, counts.missed)
}

/// The share of patients who are flagged. True risks play no part in it; they are taken so
/// that the call looks like its neighbours.
///
/// ```
/// use medlab_metrics::expected;
///
/// assert_eq!(expected::alert_rate(&[0.5, 0.25], &[0.5, 0.1], 0.5)?, 0.5);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn alert_rate(
    truth: &[f64],
    predicted: &[f64],
    threshold: f64,
) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    checked::threshold(threshold)?;
    let flagged = predicted.iter().filter(|&&r| r >= threshold).count();
    Ok(flagged as f64 / predicted.len() as f64)
}

/// Patients by alert and outcome, each counted by the probability of the outcome.
struct Counts {
    true_alerts: f64,
    false_alerts: f64,
    missed: f64,
    left_in_peace: f64,
}

impl Counts {
    fn of(truth: &[f64], predicted: &[f64], threshold: f64) -> Result<Self, Undefined> {
        checked::risks(truth, predicted)?;
        checked::threshold(threshold)?;
        let mut counts =
            Self { true_alerts: 0.0, false_alerts: 0.0, missed: 0.0, left_in_peace: 0.0 };
        for (&p, &r) in truth.iter().zip(predicted) {
            let (events, non_events) = if r >= threshold {
                (&mut counts.true_alerts, &mut counts.false_alerts)
            } else {
                (&mut counts.missed, &mut counts.left_in_peace)
            };
            *events += p;
            *non_events += 1.0 - p;
        }
        Ok(counts)
    }
}

/// One part of two as a share of both.
fn share(part: f64, rest: f64) -> Result<f64, Undefined> {
    let whole = part + rest;
    if whole <= 0.0 {
        return Err(Undefined::EmptyDenominator);
    }
    Ok(part / whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn undefined_where_nobody_could_be_counted() {
        let empty = Err(Undefined::EmptyDenominator);
        assert_eq!(sensitivity(&[0.0], &[0.5], 0.2), empty);
        assert_eq!(specificity(&[1.0], &[0.5], 0.2), empty);
        assert_eq!(ppv(&[0.5], &[0.1], 0.2), empty);
        assert_eq!(npv(&[0.5], &[0.5], 0.2), empty);
        assert_eq!(net_benefit(&[0.5], &[0.1], 0.2), Ok(0.0));
        assert_eq!(ppv(&[0.5], &[0.2], 0.2), Ok(0.5));
    }

    proptest! {
        /// Bayes: the shares and the alert rate fit together.
        #[test]
        fn the_shares_fit_together(
            patients in prop::collection::vec((0.01..0.99, 0.0..=1.0), 1..40), t in 0.01..0.99
        ) {
            let (truth, predicted): (Vec<f64>, Vec<f64>) = patients.into_iter().unzip();
            let prevalence = truth.iter().sum::<f64>() / truth.len() as f64;
            let alerts = alert_rate(&truth, &predicted, t).unwrap();
            let found = sensitivity(&truth, &predicted, t).unwrap() * prevalence;
            let bothered =
                (1.0 - specificity(&truth, &predicted, t).unwrap()) * (1.0 - prevalence);
            prop_assert!((found + bothered - alerts).abs() < 1e-12);
            let benefit = net_benefit(&truth, &predicted, t).unwrap();
            prop_assert!((found - bothered * t / (1.0 - t) - benefit).abs() < 1e-10);
            if let Ok(right) = ppv(&truth, &predicted, t) {
                prop_assert!((right * alerts - found).abs() < 1e-12);
            }
            if let Ok(safe) = npv(&truth, &predicted, t) {
                prop_assert!((safe * (1.0 - alerts) - (1.0 - prevalence - bothered)).abs() < 1e-12);
            }
        }

        /// Nobody gains more at a threshold than who knows the truth.
        #[test]
        fn the_truth_gains_most(
            patients in prop::collection::vec((0.0..=1.0, 0.0..=1.0), 1..40), t in 0.01..0.99
        ) {
            let (truth, predicted): (Vec<f64>, Vec<f64>) = patients.into_iter().unzip();
            let best = net_benefit(&truth, &truth, t).unwrap();
            prop_assert!(net_benefit(&truth, &predicted, t).unwrap() <= best + 1e-12);
        }
    }
}
