//! Holds every measure against R and Python, whose scripts and output are in
//! `tests/oracles/metrics`. Needs neither.
#![expect(clippy::unwrap_used, reason = "a test may stop at a malformed oracle")]

mod curves;
mod inputs;
mod nasty;
mod predictions;
mod proportions;
mod regressions;

use serde_json::Value;

/// What R found.
fn r() -> Value {
    let text = include_str!("../../../../tests/oracles/metrics/expected_r.json");
    serde_json::from_str(text).unwrap()
}

/// What Python found.
fn python() -> Value {
    let text = include_str!("../../../../tests/oracles/metrics/expected_python.json");
    serde_json::from_str(text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// Within a share of the larger of 1 and the expected value.
#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let off = (found - expected).abs() / expected.abs().max(1.0);
    assert!(off <= tolerance, "{what}: expected {expected}, found {found}");
}
