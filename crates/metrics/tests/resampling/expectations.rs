//! Measures over a known true risk, by their definitions in numpy, statsmodels and R.

use medlab_metrics::expected;

use crate::{close, column, number, numbers, python, r};

#[test]
fn of_one_prediction() {
    let oracle = &python()["expected"];
    let (truth, predicted) = (column("truth", "truth"), column("truth", "predicted"));
    type Measure = fn(&[f64], &[f64]) -> Result<f64, medlab_metrics::Undefined>;
    let measures: [(&str, Measure, f64); 7] = [
        ("auroc", expected::auroc, 1e-13),
        ("observed_expected", expected::observed_expected, 1e-13),
        ("in_the_large", expected::in_the_large, 1e-9),
        ("slope", expected::slope, 1e-9),
        ("brier", expected::brier, 1e-13),
        ("scaled_brier", expected::scaled_brier, 1e-13),
        ("log_loss", expected::log_loss, 1e-13),
    ];
    for (name, measure, tolerance) in measures {
        close(
            measure(&truth, &predicted).unwrap(),
            number(&oracle[name]),
            tolerance,
            name,
        );
    }
}

#[test]
fn at_thresholds() {
    let oracle = &python()["expected"];
    let (truth, predicted) = (column("truth", "truth"), column("truth", "predicted"));
    type Measure = fn(&[f64], &[f64], f64) -> Result<f64, medlab_metrics::Undefined>;
    let measures: [(&str, Measure); 6] = [
        ("net_benefit", expected::net_benefit),
        ("sensitivity", expected::sensitivity),
        ("specificity", expected::specificity),
        ("ppv", expected::ppv),
        ("npv", expected::npv),
        ("alert_rate", expected::alert_rate),
    ];
    for at in oracle["thresholds"].as_array().unwrap() {
        let threshold = number(&at["threshold"]);
        for (name, measure) in measures {
            let found = measure(&truth, &predicted, threshold).unwrap();
            close(found, number(&at[name]), 1e-13, name);
        }
    }
}

#[test]
fn of_two_predictions() {
    let oracle = &python()["expected"];
    let truth = column("truth", "truth");
    let (a, b) = (column("truth", "predicted"), column("truth", "other"));
    let found = expected::paired_auroc_difference(&truth, &a, &b).unwrap();
    close(found.value, number(&oracle["auroc_difference"]), 1e-13, "AUROC difference");
    // The jackknife leaves each patient out in turn; the influences are its limit.
    let jackknife = number(&oracle["auroc_difference_jackknife"]);
    close(found.standard_error / jackknife, 1.0, 0.01, "its standard error");
    let exact = |found: expected::Difference, expected: Vec<f64>| {
        close(found.value, expected[0], 1e-13, "difference");
        close(found.standard_error, expected[1], 1e-13, "its standard error");
    };
    let brier = expected::paired_brier_difference(&truth, &a, &b).unwrap();
    exact(brier, numbers(&oracle["brier_difference"]));
    for at in oracle["thresholds"].as_array().unwrap() {
        let threshold = number(&at["threshold"]);
        let found = expected::paired_net_benefit_difference(&truth, &a, &b, threshold);
        exact(found.unwrap(), numbers(&at["net_benefit_difference"]));
    }
}

#[test]
fn calibration_error_by_loess_in_r() {
    let oracle = &r()["calibration_error"];
    let truth = column("truth", "truth");
    for name in ["predicted", "other"] {
        let found = expected::calibration_error(&truth, &column("truth", name)).unwrap();
        close(found, number(&oracle[name]), 1e-9, name);
    }
}
