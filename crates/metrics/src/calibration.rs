//! Calibration as three numbers: in the large, slope, observed over expected.
//!
//! The flexible curve is in [`calibration_curve`](crate::calibration_curve).

use crate::estimate::{Estimate, Limits, Z95};
use crate::logistic::{Logistic, logit};
use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// Where a logarithm is taken, risks are kept this far from 0 and 1.
pub const CLIP: f64 = 1e-10;

/// Log odds of risks, and how many had to be clipped for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Logits {
    /// One for each risk.
    pub values: Vec<f64>,
    /// Risks outside `[1e-10, 1 - 1e-10]`.
    pub clipped: usize,
}

impl Logits {
    /// Log odds of risks in `[0, 1]`.
    pub fn of(risks: &[f64]) -> Logits {
        let mut clipped = 0;
        let values = risks.iter().map(|&risk| {
            let kept = risk.clamp(CLIP, 1.0 - CLIP);
            clipped += usize::from(kept.to_bits() != risk.to_bits());
            logit(kept)
        });
        let values = values.collect();
        Logits { values, clipped }
    }
}

/// Calibration in the large: the intercept of a logistic regression of the outcome with
/// `logit(risk)` as offset. 0 is right; above 0 the risks are too low on average.
///
/// Undefined (`one_class`) with one class only. Wald interval.
///
/// D. R. Cox, Biometrika 45 (1958) 562-565.
///
/// ```
/// use medlab_metrics::{Predictions, calibration::in_the_large};
/// let outcomes = [true, false, false, false];
/// let predictions = Predictions::new(&outcomes, &[0.5; 4])?;
/// // One event in four where two were foretold: ln(1 / 3).
/// assert!((in_the_large(&predictions)?.value - libm::log(1.0 / 3.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn in_the_large(predictions: &Predictions) -> Result<Estimate, Undefined> {
    let logits = Logits::of(predictions.risks());
    in_the_large_of(&outcomes(predictions), &logits.values, None)
}

/// Calibration slope: the coefficient of `logit(risk)` in a logistic regression of the outcome
/// on it, without a penalty. 1 is right; below 1 the risks are too extreme.
///
/// Undefined with one class only (`one_class`), equal risks (`constant_risk`), or risks that
/// tell the outcomes apart without error (`separated`). Wald interval.
///
/// D. R. Cox, Biometrika 45 (1958) 562-565; B. Van Calster et al., BMC Medicine 17 (2019) 230.
///
/// ```
/// use medlab_metrics::{Predictions, calibration::slope};
/// let outcomes = [true, true, true, false, true, false, false, false];
/// let risks = [0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1];
/// let predictions = Predictions::new(&outcomes, &risks)?;
/// // Odds are 3 and 1/3 where 9 and 1/9 were foretold: half as far on the log scale.
/// assert!((slope(&predictions)?.value - 0.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn slope(predictions: &Predictions) -> Result<Estimate, Undefined> {
    let logits = Logits::of(predictions.risks());
    slope_of(&outcomes(predictions), &logits.values, None)
}

/// Observed over expected: events over the sum of risks. 1 is right; above 1 the risks are too
/// low on average. Interval `O/E * exp(±z * sqrt((1 - prevalence) / events))`.
///
/// Undefined (`no_expected`) when all risks are 0; without an event it is 0 and its limits are
/// undefined (`no_events`).
///
/// T. P. A. Debray et al., BMJ 356 (2017) i6460.
///
/// ```
/// use medlab_metrics::{Predictions, calibration::observed_expected};
/// let predictions = Predictions::new(&[true, false], &[0.25, 0.25])?;
/// assert_eq!(observed_expected(&predictions)?.value, 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn observed_expected(predictions: &Predictions) -> Result<Estimate, Undefined> {
    let mut expected = 0.0;
    for risk in predictions.risks() {
        expected += risk;
    }
    if expected == 0.0 {
        return Err(Undefined::NoExpected);
    }
    let events = predictions.events() as f64;
    let value = events / expected;
    if predictions.events() == 0 {
        return Ok(Estimate { value, limits: Err(Undefined::NoEvents) });
    }
    let factor = libm::exp(Z95 * ((1.0 - predictions.prevalence()) / events).sqrt());
    let limits = Ok(Limits { lower: value / factor, upper: value * factor });
    Ok(Estimate { value, limits })
}

/// Outcomes as the numbers a regression takes.
pub(crate) fn outcomes(predictions: &Predictions) -> Vec<f64> {
    predictions.outcomes().iter().map(|&outcome| f64::from(u8::from(outcome))).collect()
}

pub(crate) fn in_the_large_of(
    outcomes: &[f64],
    logits: &[f64],
    weights: Option<&[f64]>,
) -> Result<Estimate, Undefined> {
    let mut regression = Logistic::new(&[]).offset(logits);
    if let Some(weights) = weights {
        regression = regression.weights(weights);
    }
    let fit = regression.fit(outcomes)?;
    Ok(Estimate::wald(fit.coefficients[0], fit.standard_errors[0]))
}

pub(crate) fn slope_of(
    outcomes: &[f64],
    logits: &[f64],
    weights: Option<&[f64]>,
) -> Result<Estimate, Undefined> {
    let columns = [logits];
    let mut regression = Logistic::new(&columns);
    if let Some(weights) = weights {
        regression = regression.weights(weights);
    }
    let fit = regression.fit(outcomes).map_err(|why| match why {
        Undefined::Collinear => Undefined::ConstantRisk,
        other => other,
    })?;
    Ok(Estimate::wald(fit.coefficients[1], fit.standard_errors[1]))
}
