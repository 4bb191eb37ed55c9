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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::logistic::expit;
    use crate::made_up::{complement, patients, reversed};

    fn made(outcomes: &[bool], risks: &[f64]) -> [Result<Estimate, Undefined>; 3] {
        let predictions = Predictions::new(outcomes, risks).unwrap();
        [in_the_large(&predictions), slope(&predictions), observed_expected(&predictions)]
    }

    #[test]
    fn what_has_no_calibration_says_why() {
        let check =
            |outcomes: &[bool], risks: &[f64], expected: [Option<Undefined>; 3]| {
                let found = made(outcomes, risks).map(Result::err);
                assert_eq!(found, expected, "{outcomes:?} {risks:?}");
            };
        use Undefined::{ConstantRisk, NoExpected, OneClass, Separated};
        let one_class = [Some(OneClass), Some(OneClass), None];
        check(&[true, true, true], &[0.1, 0.2, 0.3], one_class);
        check(&[false, false], &[0.1, 0.2], one_class);
        check(&[true], &[0.5], one_class);
        check(
            &[false, false],
            &[0.0, 0.0],
            [Some(OneClass), Some(OneClass), Some(NoExpected)],
        );
        check(&[true, false], &[0.0, 0.0], [None, Some(ConstantRisk), Some(NoExpected)]);
        check(&[true, false, true], &[0.2, 0.2, 0.2], [None, Some(ConstantRisk), None]);
        // Both are 1e-10 once clipped.
        check(&[true, false], &[0.0, 1e-12], [None, Some(ConstantRisk), None]);
        let separated = [None, Some(Separated), None];
        check(&[false, false, true, true], &[0.1, 0.2, 0.8, 0.9], separated);
        check(&[true, true, false, false], &[0.1, 0.2, 0.8, 0.9], separated);
        check(&[false, false, true, true], &[0.0, 0.5, 0.5, 1.0], separated);
        check(&[true, false], &[0.5, 0.4], separated);
        // A single pair in the wrong order, however near.
        let next = 0.5_f64.next_up();
        check(&[false, true, false, true], &[0.1, 0.5, next, 0.9], [None, None, None]);
    }

    #[test]
    fn no_event_leaves_the_ratio_without_limits() {
        let predictions = Predictions::new(&[false, false], &[0.1, 0.3]).unwrap();
        let found = observed_expected(&predictions).unwrap();
        assert_eq!((found.value, found.limits), (0.0, Err(Undefined::NoEvents)));
        // All events: no doubt is left by this formula.
        let predictions = Predictions::new(&[true, true], &[0.5, 0.5]).unwrap();
        let found = observed_expected(&predictions).unwrap();
        assert_eq!(found.limits, Ok(Limits { lower: 2.0, upper: 2.0 }));
    }

    #[test]
    fn clipping_is_counted_where_it_changes_something() {
        let check = |risk: f64, clipped: usize| {
            assert_eq!(Logits::of(&[risk]).clipped, clipped, "{risk}");
        };
        let inside = [1e-10, 0.5, 1.0 - 1e-10];
        inside.into_iter().for_each(|risk| check(risk, 0));
        let outside = [0.0, -0.0, 9e-11, 1.0 - 9e-11, 1.0];
        outside.into_iter().for_each(|risk| check(risk, 1));
    }

    #[test]
    fn hopeless_risks_still_have_an_intercept() {
        // All far too low, all far too high, and certain the wrong way round.
        for risks in [[1e-10; 4], [1.0; 4], [1.0, 0.0, 0.0, 1.0]] {
            let predictions =
                Predictions::new(&[false, true, true, false], &risks).unwrap();
            let found = in_the_large(&predictions).unwrap().value;
            let expected: f64 =
                Logits::of(&risks).values.iter().map(|x| expit(x + found)).sum();
            assert!((expected - 2.0).abs() < 1e-9, "{risks:?}: {found}");
        }
        // Some hopeless, some not: plateaus of the likelihood with a cliff between.
        for wrong in 1..40 {
            let risks: Vec<f64> = (0..60)
                .map(|row| if row < wrong { 1.0 } else { 0.01 * f64::from(row) })
                .collect();
            let outcomes: Vec<bool> = (0..60).map(|row| row == 0 || row == 59).collect();
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let found = in_the_large(&predictions).unwrap().value;
            let expected: f64 =
                Logits::of(&risks).values.iter().map(|x| expit(x + found)).sum();
            assert!((expected - 2.0).abs() < 1e-8, "{wrong}: {found}");
        }
        // Certain and wrong for many, so that residuals are large where weights are tiny.
        let outcomes: Vec<bool> = (0..3001).map(|row| row % 3 == 0).collect();
        let risks: Vec<f64> =
            outcomes.iter().map(|&outcome| if outcome { 0.0 } else { 1.0 }).collect();
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let found = in_the_large(&predictions).unwrap().value;
        // Non-events have all the risk that 1,001 events of 2,000 would give them.
        let expected = logit(1e-10) + logit(1001.0 / 2000.0);
        assert!((found - expected).abs() < 1e-6, "{found}");
    }

    proptest! {
        #[test]
        fn order_and_naming_of_classes_do_not_matter((outcomes, risks) in patients()) {
            let found = made(&outcomes, &risks);
            let turned: Vec<f64> = risks.iter().map(|risk| 1.0 - risk).collect();
            let other = made(&reversed(&outcomes), &reversed(&risks));
            let renamed = made(&complement(&outcomes), &turned);
            let near = |a: Result<Estimate, Undefined>, b: Result<Estimate, Undefined>, sign: f64| {
                match (a, b) {
                    (Ok(a), Ok(b)) => (a.value - sign * b.value).abs() < 1e-5 * (1.0 + a.value.abs()),
                    (a, b) => a.err() == b.err(),
                }
            };
            for (a, b) in found.iter().zip(other) {
                prop_assert!(near(*a, b, 1.0), "{a:?} {b:?}");
            }
            prop_assert!(near(found[0], renamed[0], -1.0));
            // Taking 1 - risk may tie or untie risks near the ends of the clipping.
            if risks.iter().all(|risk| (0.001..0.999).contains(risk)) {
                prop_assert!(near(found[1], renamed[1], 1.0));
            }
        }

        /// Risks moved on the log odds scale are found to be moved so far.
        #[test]
        fn a_shift_and_a_stretch_are_found(
            (outcomes, risks) in patients(), shift in -1.0_f64..1.0, stretch in 0.5_f64..2.0
        ) {
            prop_assume!(risks.iter().all(|risk| (0.001..0.999).contains(risk)));
            let shifted: Vec<f64> = risks.iter().map(|&p| expit(logit(p) + shift)).collect();
            let stretched: Vec<f64> = risks.iter().map(|&p| expit(logit(p) * stretch)).collect();
            let found = made(&outcomes, &risks);
            let moved = made(&outcomes, &shifted)[0].unwrap().value;
            prop_assert!((found[0].unwrap().value - moved - shift).abs() < 1e-8);
            if let (Ok(before), Ok(after)) = (found[1], made(&outcomes, &stretched)[1]) {
                let expected = before.value / stretch;
                prop_assert!((after.value - expected).abs() < 1e-7 * (1.0 + expected.abs()));
            }
        }

        /// With the intercept added, risks sum to the events: the score equation.
        #[test]
        fn the_intercept_makes_sums_meet((outcomes, risks) in patients()) {
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let shift = in_the_large(&predictions).unwrap().value;
            let expected: f64 = Logits::of(&risks).values.iter().map(|x| expit(x + shift)).sum();
            prop_assert!((expected - predictions.events() as f64).abs() < 1e-8);
        }

        #[test]
        fn halving_risks_doubles_the_ratio((outcomes, risks) in patients()) {
            let halved: Vec<f64> = risks.iter().map(|risk| 0.5 * risk).collect();
            if let (Ok(one), Ok(two)) = (made(&outcomes, &risks)[2], made(&outcomes, &halved)[2]) {
                prop_assert!((2.0 * one.value - two.value).abs() < 1e-12 * two.value);
                let (one, two) = (one.limits.unwrap(), two.limits.unwrap());
                prop_assert!((2.0 * one.upper - two.upper).abs() < 1e-12 * two.upper);
            }
        }
    }
}
