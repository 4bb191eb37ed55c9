//! Percentile intervals against a plain loop in Python that repeats rows and sorts anew.
//!
//! Both sides draw at random. The limits of B resamples have a standard error of about
//! 2.7 standard deviations / root of B, where an interval spans 3.9 of them.

use medlab_metrics::Predictions;
use medlab_metrics::bootstrap::Bootstrap;
use medlab_metrics::{Limits, Undefined};

use crate::{close, column, number, numbers, outcomes, python};

/// Within four standard errors of both sides' repetitions.
#[track_caller]
fn agree(found: Result<Limits, Undefined>, expected: &[f64], resamples: f64, name: &str) {
    let found = found.unwrap();
    let deviation = (expected[1] - expected[0]) / 3.92;
    let error = 2.7 * deviation * (1.0 / resamples + 1.0 / 10_000.0).sqrt();
    close(found.lower, expected[0], 4.0 * error, name);
    close(found.upper, expected[1], 4.0 * error, name);
}

#[test]
fn rows_alone() {
    let oracle = &python()["bootstrap"];
    let (outcomes, risks) = (outcomes("clusters"), column("clusters", "risk"));
    let predictions = Predictions::new(&outcomes, &risks).unwrap();
    let found = Bootstrap { resamples: 10_000, seed: 1 }.auroc(&predictions);
    agree(found, &numbers(&oracle["plain_auroc"]), 10_000.0, "AUROC");
}

#[test]
fn whole_clusters() {
    let oracle = &python()["bootstrap"];
    let (outcomes, risks) = (outcomes("clusters"), column("clusters", "risk"));
    let predictions = Predictions::new(&outcomes, &risks).unwrap();
    let patients: Vec<u32> =
        column("clusters", "patient").iter().map(|&patient| patient as u32).collect();
    let threshold = number(&oracle["threshold"]);
    let found = Bootstrap { resamples: 10_000, seed: 2 }
        .clustered(&predictions, &patients, &[threshold])
        .unwrap();
    let at = &found.thresholds[0];
    for (name, limits) in [
        ("auroc", found.auroc),
        ("intercept", found.intercept),
        ("slope", found.slope),
        ("observed_expected", found.observed_expected),
        ("sensitivity", at.sensitivity),
        ("specificity", at.specificity),
        ("ppv", at.ppv),
        ("npv", at.npv),
    ] {
        agree(limits, &numbers(&oracle["clusters"][name]), 6000.0, name);
    }
}
