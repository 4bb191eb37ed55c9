//! Every figure, drawn from made-up numbers.

use medlab_charts::{
    Calibration, CalibrationPoint, Figure, Messages, Roc, RocThreshold, calibration, roc,
};
use medlab_metrics::{Estimate, Limits, Undefined};

pub(crate) fn all() -> Vec<Figure> {
    let words = Messages::english();
    vec![
        sample_roc(&words),
        sample_calibration(&words, false),
        sample_calibration(&words, true),
    ]
}

pub(crate) fn estimate(
    value: f64,
    lower: f64,
    upper: f64,
) -> Result<Estimate, Undefined> {
    Ok(Estimate { value, limits: Ok(Limits { lower, upper }) })
}

fn sample_roc(words: &Messages) -> Figure {
    let points: Vec<(f64, f64)> = (0..=200)
        .map(|i| f64::from(i) / 200.0)
        .map(|x| (x, libm::pow(x, 0.28)))
        .collect();
    let thresholds = [
        RocThreshold { threshold: 0.2, false_alarms: 0.05, found: libm::pow(0.05, 0.28) },
        RocThreshold { threshold: 0.1, false_alarms: 0.18, found: libm::pow(0.18, 0.28) },
    ];
    roc(
        &Roc {
            points: &points,
            auroc: &estimate(0.781, 0.752, 0.81),
            thresholds: &thresholds,
            outcome: "sepsis",
        },
        words,
    )
}

/// Risks on a fixed grid, denser where they are small.
pub(crate) fn risks() -> (Vec<f64>, Vec<bool>) {
    let risks: Vec<f64> =
        (0..2000).map(|i| 0.38 * libm::pow(f64::from(i) / 2000.0, 3.0) + 0.005).collect();
    let outcomes = risks
        .iter()
        .enumerate()
        .map(|(i, risk)| (i * 7919 % 1000) as f64 <= risk * 1400.0);
    let outcomes = outcomes.collect();
    (risks, outcomes)
}

fn sample_calibration(words: &Messages, grouped: bool) -> Figure {
    let (risks, outcomes) = risks();
    let step = if grouped { 6 } else { 60 };
    let points: Vec<CalibrationPoint> = (0..=step)
        .map(|i| {
            let risk = 0.005 + 0.38 * f64::from(i) / f64::from(step);
            let observed = 1.25 * risk - 0.3 * risk * risk;
            let half = 0.008 + 0.25 * risk;
            CalibrationPoint {
                risk,
                observed,
                limits: Some(((observed - half).max(0.0), observed + half)),
            }
        })
        .collect();
    calibration(
        &Calibration {
            points: &points,
            grouped,
            observed_expected: &estimate(1.18, 1.05, 1.33),
            slope: &estimate(0.93, 0.81, 1.06),
            risks: &risks,
            outcomes: &outcomes,
            outcome: "sepsis",
        },
        words,
    )
}
