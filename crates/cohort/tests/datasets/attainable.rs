//! What can be known of the shipped datasets' patients at the prediction time, and that it is
//! less than the truth.

use medlab_cohort::{Scalar, Scalars};
use serde_json::Value;

use crate::shipped::{SHIPPED, cohort, dataset, key};
use crate::statistics::{auroc, mean, sd};

/// The same by brute force, outside: `tests/oracles/datasets/attainable_samples.py`.
const ORACLE: &str = include_str!("../../../../tests/oracles/datasets/attainable.json");

#[test]
fn an_outside_sum_agrees() {
    let oracle: Value = serde_json::from_str(ORACLE).unwrap();
    for (name, _) in SHIPPED {
        let dataset = dataset(name);
        if dataset.outcome.is_none() {
            continue;
        }
        let variant = dataset.reference_variant();
        let expected: Vec<f64> = oracle[name]
            .as_array()
            .unwrap()
            .iter()
            .map(|risk| risk.as_f64().unwrap())
            .collect();
        let patients = cohort(&dataset, &variant, 1, expected.len() as u64);
        let found = patients.attainable(&dataset, &variant).unwrap();
        for (row, (found, expected)) in found.risk.iter().zip(&expected).enumerate() {
            let off = (found - expected).abs();
            // A lipid that was not ordered would have been rounded coarsely, and a grid of
            // smooth points steps over the steps: within what the grid promises.
            let enough = if name == "cvd-risk" { 1e-4 } else { 2e-5 };
            assert!(off < enough, "{name} row {row}: {found}, outside {expected}");
        }
    }
}

#[test]
fn the_truth_is_out_of_reach() {
    // Patients, and what of the ideal AUROC cannot be had at the least.
    let expected = [
        ("sepsis-ward", 4000, 0.01),
        ("ward-alerts", 4000, 0.005),
        ("breast-screening", 20_000, 0.02),
        ("readmission", 4000, 0.05),
        ("ward-falls", 20_000, 0.03),
        ("cvd-risk", 4000, 0.03),
    ];
    for (name, patients, gap) in expected {
        let dataset = dataset(name);
        let variant = dataset.reference_variant();
        let cohort = cohort(&dataset, &variant, 7, patients);
        let attainable = cohort.attainable(&dataset, &variant).unwrap();
        let ideal = &cohort.truth.ideal;
        assert!(attainable.error < 1e-4, "{name}: {}", attainable.error);
        let (best, known) = (auroc(ideal, ideal), auroc(&attainable.risk, ideal));
        assert!(known < best - gap, "{name}: attainable {known}, ideal {best}");
        assert!(known > 0.7, "{name}: attainable {known}");
        // It is an expectation of the truth: right on average.
        let off: Vec<f64> =
            ideal.iter().zip(&attainable.risk).map(|(p, q)| p - q).collect();
        let error = sd(&off) / (off.len() as f64).sqrt();
        assert!(mean(&off).abs() < 4.0 * error, "{name}: {}", mean(&off));
    }
}

/// Every learner's patients are about as hard.
#[test]
fn variants_are_about_equally_hard() {
    let dataset = dataset("sepsis-ward");
    for (interaction, band) in [(0.0, 0.79..0.86), (1.0, 0.865..0.925)] {
        for seed in 0..4 {
            let drawn = dataset.variant(&key(&dataset, seed));
            let set =
                Scalars::from([("interaction".to_owned(), Scalar::from(interaction))]);
            let drawn = dataset.variant_with(drawn, &set).unwrap();
            let cohort = cohort(&dataset, &drawn, seed, 4000);
            let attainable = cohort.attainable(&dataset, &drawn).unwrap();
            let found = auroc(&attainable.risk, &cohort.truth.ideal);
            assert!(band.contains(&found), "{found} {drawn:?}");
        }
    }
}
