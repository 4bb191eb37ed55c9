//! Whole evaluations of small nasty data sets, against definitions written out plainly.

use medlab_metrics::{Estimate, Evaluation, Predictions, Request, Undefined};
use serde_json::Value;

use crate::{close, numbers};

#[test]
fn evaluations_are_those_of_the_definitions() {
    let text = include_str!("../../../../tests/oracles/metrics/nasty.json");
    let cases: Value = serde_json::from_str(text).unwrap();
    for case in cases.as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let outcomes: Vec<bool> =
            numbers(&case["outcomes"]).iter().map(|&outcome| outcome > 0.5).collect();
        let risks = numbers(&case["risks"]);
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let found = Evaluation::of(&predictions, &Request::default()).unwrap();
        check(name, &found, &case["expected"]);
    }
}

fn check(name: &str, found: &Evaluation, expected: &Value) {
    estimate(name, found.auroc, &expected["auroc"]);
    estimate(name, found.calibration.intercept, &expected["intercept"]);
    estimate(name, found.calibration.slope, &expected["slope"]);
    estimate(name, found.calibration.observed_expected, &expected["observed_expected"]);
    assert_eq!(found.curve.method.name(), expected["method"], "{name}");
    let values = [
        (found.average_precision, "average_precision"),
        (found.curve.ici, "ici"),
        (found.curve.e50, "e50"),
        (found.curve.e90, "e90"),
        (found.overall.brier, "brier"),
        (found.overall.scaled_brier, "scaled_brier"),
        (found.overall.log_loss, "log_loss"),
    ];
    for (found, key) in values {
        close(found, expected[key].as_f64().unwrap(), 1e-9, &format!("{name}: {key}"));
    }
    let clipped = found.warnings.iter().find(|warning| warning.code() == "risks_clipped");
    let clipped = clipped.and_then(|warning| warning.count()).unwrap_or(0);
    assert_eq!(clipped as u64, expected["clipped"].as_u64().unwrap(), "{name}");
}

fn estimate(name: &str, found: Result<Estimate, Undefined>, expected: &Value) {
    match found {
        Err(why) => assert_eq!(why.code(), expected, "{name}"),
        Ok(found) => {
            let expected = numbers(expected);
            close(found.value, expected[0], 1e-7, name);
            match found.limits {
                Err(why) => {
                    assert_eq!((why, expected.len()), (Undefined::TooFew, 1), "{name}")
                }
                Ok(limits) => {
                    close(limits.lower, expected[1], 1e-6, name);
                    close(limits.upper, expected[2], 1e-6, name);
                }
            }
        }
    }
}
