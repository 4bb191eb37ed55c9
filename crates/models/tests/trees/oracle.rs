//! What scikit-learn makes of the same rows: `tests/oracles/models/trees.py`.

use medlab_metrics::{Predictions, auroc};
use medlab_models::{Boosting, Forest, Impurity, Matrix, Tree};
use serde_json::Value;

fn expected() -> Value {
    let text = include_str!("../../../../tests/oracles/models/trees.json");
    serde_json::from_str(text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn whole(value: &Value) -> u32 {
    value.as_u64().unwrap().try_into().unwrap()
}

/// The columns, told as whole numbers over 64.
fn matrix(columns: &Value) -> Matrix {
    let columns = columns.as_array().unwrap().iter().map(numbers);
    let columns: Vec<Vec<f64>> =
        columns.map(|column| column.iter().map(|value| value / 64.0).collect()).collect();
    let names = (0..columns.len()).map(|column| format!("x{column}")).collect();
    Matrix::new(names, columns).unwrap()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let off = (found - expected).abs();
        assert!(off <= tolerance, "expected {expected}, found {found}, off by {off:e}");
    }
}

#[test]
fn trees_without_ties_are_the_same() {
    let expected = &expected()["trees"];
    let new = matrix(&expected["new"]);
    for case in expected["cases"].as_array().unwrap() {
        let impurity = match case["impurity"].as_str().unwrap() {
            "gini" => Impurity::Gini,
            _ => Impurity::LogLoss,
        };
        let tree =
            Tree { depth: whole(&case["depth"]), leaf: whole(&case["leaf"]), impurity };
        let outcomes = numbers(&case["outcomes"]);
        let fitted = tree.fit(&matrix(&case["columns"]), &outcomes).unwrap();
        let nodes = case["nodes"].as_array().unwrap();
        assert_eq!(fitted.nodes.len(), nodes.len());
        for (found, expected) in fitted.nodes.iter().zip(nodes) {
            assert_eq!(found.rows, whole(&expected[2]));
            let column = found.split.map(|split| u64::from(split.column));
            assert_eq!(column, expected[0].as_u64());
            if let Some(split) = found.split {
                close(&[split.threshold], &[expected[1].as_f64().unwrap()], 0.0);
            }
        }
        close(&fitted.predict(&new), &numbers(&case["risks"]), 1e-15);
        close(&fitted.importance, &numbers(&case["importance"]), 1e-12);
    }
}

/// scikit-learn keeps derivatives in 32 bits. In the first round of these data these hold
/// them; after that it rounds them, and no better agreement can be asked for.
#[test]
fn boosting_is_the_same() {
    let expected = &expected()["boosting"];
    let new = matrix(&expected["new"]);
    for case in expected["cases"].as_array().unwrap() {
        let boosting = Boosting {
            rounds: whole(&case["rounds"]),
            rate: case["rate"].as_f64().unwrap(),
            leaves: whole(&case["leaves"]),
            leaf: whole(&case["leaf"]),
            l2: case["l2"].as_f64().unwrap(),
        };
        let outcomes = numbers(&case["outcomes"]);
        let fitted = boosting.fit(&matrix(&case["columns"]), &outcomes, 0).unwrap();
        let tolerance = if boosting.rounds == 1 { 1e-12 } else { 1e-6 };
        close(&fitted.predict(&new), &numbers(&case["risks"]), tolerance);
    }
}

/// In the mean over seeds, within four standard errors.
#[test]
fn forests_are_as_good() {
    let expected = &expected()["forests"];
    let (matrix, new) =
        (matrix(&expected["fit"]["columns"]), matrix(&expected["new"]["columns"]));
    let outcomes = numbers(&expected["fit"]["outcomes"]);
    let new_outcomes = numbers(&expected["new"]["outcomes"]);
    let seeds = whole(&expected["seeds"]);
    for case in expected["cases"].as_array().unwrap() {
        let forest = Forest {
            trees: whole(&expected["trees"]),
            depth: whole(&case["depth"]),
            leaf: whole(&case["leaf"]),
            features: whole(&case["features"]),
        };
        let mut sums = vec![0.0; numbers(&case["mean"]).len()];
        for seed in 0..seeds {
            let fitted = forest.fit(&matrix, &outcomes, u64::from(seed)).unwrap();
            let unseen: Vec<f64> =
                fitted.out_of_bag(&matrix).into_iter().map(Option::unwrap).collect();
            let found = measures(&new_outcomes, &fitted.predict(&new))
                .into_iter()
                .chain(measures(&outcomes, &unseen))
                .chain(fitted.importance.iter().copied());
            sums.iter_mut().zip(found).for_each(|(sum, found)| *sum += found);
        }
        let expected =
            numbers(&case["mean"]).into_iter().zip(numbers(&case["deviation"]));
        for (index, (sum, (mean, deviation))) in sums.iter().zip(expected).enumerate() {
            let error = deviation * libm::sqrt(2.0 / f64::from(seeds));
            let off = (sum / f64::from(seeds) - mean) / error;
            assert!(off.abs() < 4.0, "{forest:?}: number {index} off by {off} errors");
        }
    }
}

/// AUROC, and log loss with risks kept from 0 and 1 by half a tree.
fn measures(outcomes: &[f64], risks: &[f64]) -> [f64; 2] {
    let events: Vec<bool> = outcomes.iter().map(|outcome| *outcome > 0.5).collect();
    let area = auroc(&Predictions::new(&events, risks).unwrap()).unwrap().value;
    let loss = |(event, risk): (&bool, &f64)| {
        let risk = risk.clamp(0.01, 0.99);
        -libm::log(if *event { risk } else { 1.0 - risk })
    };
    let losses = events.iter().zip(risks).map(loss);
    [area, losses.sum::<f64>() / outcomes.len() as f64]
}
