//! Holds resampling and expectations against R and Python, whose scripts and output are in
//! `tests/oracles/resampling`. Needs neither.
#![expect(clippy::unwrap_used, reason = "a test may stop at a malformed oracle")]

mod agreement;
mod bootstrapped;
mod expectations;
mod validated;

use serde_json::Value;

/// What R found.
fn r() -> Value {
    let text = include_str!("../../../../tests/oracles/resampling/expected_r.json");
    serde_json::from_str(text).unwrap()
}

/// What Python found.
fn python() -> Value {
    let text = include_str!("../../../../tests/oracles/resampling/expected_python.json");
    serde_json::from_str(text).unwrap()
}

/// A named column of a named input.
fn column(file: &str, name: &str) -> Vec<f64> {
    let text = match file {
        "truth" => include_str!("../../../../tests/oracles/resampling/inputs/truth.csv"),
        "development" => {
            include_str!("../../../../tests/oracles/resampling/inputs/development.csv")
        }
        "clusters" => {
            include_str!("../../../../tests/oracles/resampling/inputs/clusters.csv")
        }
        other => panic!("no input named {other}"),
    };
    let mut lines = text.lines();
    let names = lines.next().unwrap();
    let place = names.split(',').position(|column| column == name).unwrap();
    lines.map(|line| line.split(',').nth(place).unwrap().parse().unwrap()).collect()
}

fn outcomes(file: &str) -> Vec<bool> {
    column(file, "outcome").iter().map(|&outcome| outcome > 0.5).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn whole_numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|value| value.as_i64().unwrap()).collect()
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let off = (found - expected).abs();
    assert!(off <= tolerance, "{what}: expected {expected}, found {found}");
}
