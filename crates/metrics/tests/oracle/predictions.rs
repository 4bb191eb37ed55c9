//! Measures of predicted risks, one data set after the other.

use medlab_metrics::average_precision::average_precision;
use medlab_metrics::calibration::{Logits, in_the_large, slope};
use medlab_metrics::delong::paired;
use medlab_metrics::expected_calibration_error::expected_calibration_error;
use medlab_metrics::overall::{brier, log_loss, scaled_brier};
use medlab_metrics::partial::{Part, partial_auroc};
use medlab_metrics::roc::roc;
use medlab_metrics::spiegelhalter::spiegelhalter;
use medlab_metrics::{Counts, Predictions, Ranking, Undefined, auroc, auroc_of_scores};
use serde_json::Value;

use crate::inputs::{column, outcomes};
use crate::{close, numbers, python, r};

#[test]
fn measures_are_those_of_r() {
    for expected in r()["predictions"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let (outcomes, risks) = (outcomes(name), column(name, "risk"));
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        discrimination(name, &predictions, expected);
        calibration(name, &predictions, expected);
    }
}

fn discrimination(name: &str, predictions: &Predictions, expected: &Value) {
    let found = auroc(predictions).unwrap();
    close(found.value, expected["auroc"].as_f64().unwrap(), 1e-12, name);
    match expected.get("auroc_limits") {
        Some(limits) => {
            let limits = numbers(limits);
            close(found.limits.unwrap().lower, limits[0], 1e-12, name);
            close(found.limits.unwrap().upper, limits[1], 1e-12, name);
        }
        None => assert_eq!(found.limits, Err(Undefined::TooFew), "{name}"),
    }
    let ranking = Ranking::new(predictions.outcomes(), predictions.risks());
    let parts = [
        ("partial_specificity", Part::Specificity(0.9, 1.0)),
        ("partial_sensitivity", Part::Sensitivity(0.8, 1.0)),
    ];
    for (key, part) in parts {
        let found = partial_auroc(&ranking, part).unwrap();
        let values = numbers(&expected[key]);
        close(found.area, values[0], 1e-12, &format!("{name} {key}"));
        close(found.corrected, values[1], 1e-12, &format!("{name} {key}"));
    }
}

fn calibration(name: &str, predictions: &Predictions, expected: &Value) {
    let check = |found: Result<medlab_metrics::Estimate, Undefined>, key: &str| {
        let values = numbers(&expected[key]);
        let found = found.unwrap();
        // Where risks are 0 and 1, glm stops with a score of 5e-7 where ours is 1e-15.
        let tolerance = if name == "ends" { 1e-7 } else { 1e-9 };
        close(found.value, values[0], tolerance, &format!("{name} {key}"));
        let limits = found.limits.unwrap();
        let error = (limits.upper - limits.lower) / (2.0 * medlab_metrics::Z95);
        close(error, values[1], 1e-7, &format!("{name} {key} standard error"));
    };
    check(in_the_large(predictions), "intercept");
    match name {
        "constant" => assert_eq!(slope(predictions), Err(Undefined::ConstantRisk)),
        "separated" | "touching" => {
            assert_eq!(slope(predictions), Err(Undefined::Separated));
        }
        _ => check(slope(predictions), "slope"),
    }
    // With one risk for all, rms returns fewer values than it names.
    if name != "constant" {
        let found = spiegelhalter(predictions).unwrap();
        let values = numbers(&expected["spiegelhalter"]);
        // rms was given clipped risks.
        close(found.z, values[0], 1e-7, name);
        close(found.p, values[1], 1e-7, name);
    }
}

#[test]
fn measures_are_those_of_scikit_learn() {
    for expected in python()["predictions"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let (outcomes, risks) = (outcomes(name), column(name, "risk"));
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let ranking = Ranking::new(&outcomes, &risks);
        let check = |found: f64, key: &str, tolerance: f64| {
            close(
                found,
                expected[key].as_f64().unwrap(),
                tolerance,
                &format!("{name} {key}"),
            );
        };
        check(auroc(&predictions).unwrap().value, "auroc", 1e-12);
        check(average_precision(&ranking).unwrap(), "average_precision", 1e-12);
        check(brier(&predictions), "brier", 1e-12);
        check(log_loss(&predictions), "log_loss", 1e-8);
        let variance = predictions.prevalence() * (1.0 - predictions.prevalence());
        let scaled = 1.0 - expected["brier"].as_f64().unwrap() / variance;
        close(scaled_brier(&predictions).unwrap(), scaled, 1e-12, name);
        assert_eq!(
            Logits::of(&risks).clipped as u64,
            expected["clipped"].as_u64().unwrap()
        );
        for (groups, value) in expected["ece"].as_object().unwrap() {
            let groups = groups.parse().unwrap();
            let found = expected_calibration_error(&predictions, groups).unwrap();
            close(found, value.as_f64().unwrap(), 1e-12, &format!("{name} ece"));
        }
        let points = roc(&ranking).unwrap();
        assert_eq!(points.len() as u64, expected["roc_points"].as_u64().unwrap());
        let sums = numbers(&expected["roc_sum"]);
        let false_positive: f64 =
            points.iter().map(|point| 1.0 - point.specificity).sum();
        close(false_positive, sums[0], 1e-12, name);
        close(points.iter().map(|point| point.sensitivity).sum(), sums[1], 1e-12, name);
        thresholds(name, &predictions, &ranking, &expected["thresholds"]);
    }
}

fn thresholds(
    name: &str,
    predictions: &Predictions,
    ranking: &Ranking,
    expected: &Value,
) {
    for expected in expected.as_array().unwrap() {
        let threshold = expected["threshold"].as_f64().unwrap();
        let counts = Counts::at(predictions, threshold);
        let Counts { tp, fp, fn_, tn } = counts;
        let found = [tp, fp, fn_, tn].map(|count| count as f64);
        assert_eq!(found.to_vec(), numbers(&expected["counts"]), "{name} {threshold}");
        assert_eq!(Counts::over(ranking, &[threshold]), [counts], "{name} {threshold}");
        let check = |found: f64, key: &str| {
            let what = format!("{name} {key} at {threshold}");
            close(found, expected[key].as_f64().unwrap(), 1e-12, &what);
        };
        check(counts.net_benefit(threshold).unwrap(), "net_benefit");
        check(counts.net_benefit_treat_all(threshold).unwrap(), "treat_all");
        check(counts.youden().unwrap(), "youden");
        // Scikit-learn calls the undefined 0.
        check(counts.matthews().unwrap_or(0.0), "matthews");
    }
}

#[test]
fn paired_tests_are_those_of_proc() {
    let outcomes = outcomes("markers");
    for expected in r()["pairs"].as_array().unwrap() {
        let names = ["first", "second"].map(|key| expected[key].as_str().unwrap());
        let [a, b] = names.map(|name| column("markers", name));
        let what = names.join(" and ");
        let found = paired(&outcomes, &a, &b).unwrap();
        let aurocs = numbers(&expected["aurocs"]);
        close(found.first, aurocs[0], 1e-12, &what);
        close(found.second, aurocs[1], 1e-12, &what);
        close(found.covariance, expected["covariance"].as_f64().unwrap(), 1e-12, &what);
        let test = found.test.unwrap();
        close(test.z, expected["z"].as_f64().unwrap(), 1e-10, &what);
        close(test.p, expected["p"].as_f64().unwrap(), 1e-10, &what);
        let limits = numbers(&expected["limits_of_difference"]);
        close(found.difference.limits.unwrap().lower, limits[0], 1e-10, &what);
        close(found.difference.limits.unwrap().upper, limits[1], 1e-10, &what);
        for (score, row) in [a, b].iter().zip(expected["limits"].as_array().unwrap()) {
            let alone = auroc_of_scores(&outcomes, score).unwrap().limits.unwrap();
            close(alone.lower, numbers(row)[0], 1e-12, &what);
            close(alone.upper, numbers(row)[1], 1e-12, &what);
        }
    }
}
