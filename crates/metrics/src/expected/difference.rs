//! Two models on the same patients: how far apart, and how sure that is.

use libm::sqrt;

use super::auroc::placements;
use super::checked;
use super::overall::squared_error;
use crate::undefined::Undefined;

/// A difference between two models on the same patients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// First minus second model.
    pub value: f64,
    /// Its standard error over patients, true risks known.
    pub standard_error: f64,
}

/// The AUROC of `a` minus that of `b`, expected over outcomes.
///
/// The standard error comes from each patient's influence on the difference, the placements
/// of DeLong with true risks as weights: the root of n / (n - 1) times the sum of squared
/// influences. Where every true risk is 0 or 1 it is DeLong's but for the divisors n(1) and
/// n(0) in place of n(1) - 1 and n(0) - 1. Undefined as [`super::auroc`] is.
///
/// Source: E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44:837 (1988).
///
/// ```
/// use medlab_metrics::expected;
///
/// let truth = [0.9, 0.6, 0.3, 0.1];
/// let difference = expected::paired_auroc_difference(&truth, &truth, &[0.1, 0.3, 0.6, 0.9])?;
/// assert!(difference.value > 0.0 && difference.standard_error > 0.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn paired_auroc_difference(
    truth: &[f64],
    a: &[f64],
    b: &[f64],
) -> Result<Difference, Undefined> {
    checked::risks(truth, a)?;
    checked::risks(truth, b)?;
    let (of_a, of_b) = (placements(truth, a)?, placements(truth, b)?);
    let n = truth.len() as f64;
    let squares: f64 = of_a
        .influences(truth)
        .iter()
        .zip(of_b.influences(truth))
        .map(|(of_a, of_b)| (of_a - of_b) * (of_a - of_b))
        .sum();
    Ok(Difference {
        value: of_a.auroc() - of_b.auroc(),
        standard_error: sqrt(squares * n / (n - 1.0)),
    })
}

/// The net benefit of `a` minus that of `b` at a threshold, expected over outcomes.
///
/// Only patients whom one model flags and the other does not make a difference. Undefined
/// (`too_few`) with a single patient.
///
/// ```
/// use medlab_metrics::expected;
///
/// let truth = [0.9, 0.6, 0.3, 0.1];
/// let difference = expected::paired_net_benefit_difference(&truth, &truth, &[0.5; 4], 0.5)?;
/// // Those at 0.3 and 0.1 are rightly left alone: 0.4 and 0.8, over four patients.
/// assert!((difference.value - 0.3).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn paired_net_benefit_difference(
    truth: &[f64],
    a: &[f64],
    b: &[f64],
    threshold: f64,
) -> Result<Difference, Undefined> {
    checked::threshold(threshold)?;
    let odds = threshold / (1.0 - threshold);
    let benefit =
        |p: f64, r: f64| if r >= threshold { p - (1.0 - p) * odds } else { 0.0 };
    mean_difference(truth, a, b, benefit)
}

/// The Brier score of `a` minus that of `b`, expected over outcomes; negative where `a` is
/// the better.
///
/// Undefined (`too_few`) with a single patient.
///
/// ```
/// use medlab_metrics::expected;
///
/// let truth = [0.9, 0.6, 0.3, 0.1];
/// let difference = expected::paired_brier_difference(&truth, &truth, &[0.5; 4])?;
/// assert!(difference.value < 0.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn paired_brier_difference(
    truth: &[f64],
    a: &[f64],
    b: &[f64],
) -> Result<Difference, Undefined> {
    mean_difference(truth, a, b, squared_error)
}

/// The mean difference of what each patient contributes, with the error of a mean.
fn mean_difference(
    truth: &[f64],
    a: &[f64],
    b: &[f64],
    of_patient: impl Fn(f64, f64) -> f64,
) -> Result<Difference, Undefined> {
    checked::risks(truth, a)?;
    checked::risks(truth, b)?;
    if truth.len() < 2 {
        return Err(Undefined::TooFew);
    }
    let n = truth.len() as f64;
    let differences: Vec<f64> = truth
        .iter()
        .zip(a.iter().zip(b))
        .map(|(&p, (&a, &b))| of_patient(p, a) - of_patient(p, b))
        .collect();
    let value = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|d| (d - value) * (d - value)).sum();
    Ok(Difference { value, standard_error: sqrt(squares / (n - 1.0) / n) })
}
