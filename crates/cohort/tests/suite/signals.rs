//! Signals: one column for each sample of a curve, and what a signal cannot be.

use medlab_cohort::{Cohort, Dataset, csv};

use crate::datasets::{dataset, key, text};

const HEIGHT: &str = r#"
[[node]]
name = "height"
family = "normal"
mean = 10
sd = 2
unit = "1"
hidden = true
"#;

const CURVE: &str = r#"
[[signal]]
name = "v"
label = "Voltage"
samples = 4
rate = 8
from = -0.25
family = "normal"
mean = "height + 100 * sample.time"
sd = 0.001
unit = "mV"
decimals = 1
available_at = 0.0
"#;

fn cohort(dataset: &Dataset, rows: u64) -> Cohort {
    dataset.generate(&dataset.reference_variant(), &key(3), 0..rows).unwrap()
}

#[test]
fn a_signal_is_a_column_for_each_sample() {
    let dataset = dataset(None, &[HEIGHT, CURVE].concat());
    let cohort = cohort(&dataset, 200);
    let columns: Vec<(&str, &str)> = cohort
        .table
        .columns()
        .iter()
        .skip(1)
        .map(|column| (column.name.as_str(), column.label.as_str()))
        .collect();
    let expected = [
        ("v000", "Voltage (-250 ms)"),
        ("v001", "Voltage (-125 ms)"),
        ("v002", "Voltage (0 ms)"),
        ("v003", "Voltage (125 ms)"),
    ];
    assert_eq!(columns, expected);
    let height = cohort.truth.latent("height").unwrap().values().unwrap();
    for (sample, (name, _)) in expected.iter().enumerate() {
        let values = cohort.table.numbers(name).unwrap().unwrap();
        for (found, height) in values.iter().zip(height) {
            let mean = height + 100.0 * (-0.25 + 0.125 * sample as f64);
            assert!((found - mean).abs() < 0.056, "{name}: {found}, {mean}");
        }
    }
}

/// Each sample has a stream of its own: a longer signal starts with the shorter, and what comes
/// before it stays as it was.
#[test]
fn more_samples_change_no_other() {
    let noisy = CURVE.replace("sd = 0.001", "sd = 5");
    let longer = noisy.replace("samples = 4", "samples = 9");
    let [short, long] = [noisy, longer]
        .map(|curve| cohort(&dataset(None, &[HEIGHT, curve.as_str()].concat()), 50));
    for column in short.table.columns() {
        assert_eq!(long.table.column(&column.name), Some(column));
    }
    let values = |name: &str| short.table.numbers(name).unwrap().unwrap().to_vec();
    let (a, b) = (values("v000"), values("v001"));
    // Noise of neighbours is their own.
    assert!(a.iter().zip(&b).any(|(a, b)| (b - a - 12.5).abs() > 5.0));
    let mut file = Vec::new();
    csv::write(&long.table, &mut file).unwrap();
    assert!(String::from_utf8(file).unwrap().starts_with("patient,v000,v001,"));
}

#[test]
fn what_a_signal_cannot_be() {
    let gap = "missing = { kind = \"MCAR\", probability = 0.1 }\nunit = \"mV\"";
    let level = "family = \"categorical\"\nlevels = [\"a\", \"b\"]\nweights = [1, 1]\n";
    let place = "signal `v`: ";
    for (from, to, code, message) in [
        ("samples = 4", "", "missing_key", "expected `samples`"),
        (
            "samples = 4",
            "samples = 1",
            "wrong_type",
            "expected a whole number from 2 to 1000",
        ),
        ("samples = 4", "samples = 1001", "wrong_type", "expected a whole number from 2"),
        ("rate = 8", "rate = 0", "parameter", "expected a number above 0 for `rate`"),
        ("from = -0.25", "", "missing_key", "expected `from`"),
        ("from = -0.25", "form = -0.25", "unknown_key", "found `form`"),
        ("unit = \"mV\"", gap, "signal", "without gaps, found `missing`"),
        ("sample.time", "sample.tme", "unknown_name", "found `sample.tme`"),
        ("name = \"height\"", "name = \"v002\"", "duplicate", "found `v002` again"),
    ] {
        let nodes = [HEIGHT, CURVE].concat();
        assert!(nodes.contains(from), "{from}");
        let error = Dataset::parse("d.toml", &text(None, &nodes.replace(from, to)));
        let error = error.unwrap_err();
        assert!(error.to_string().contains(message), "{from}, {to}: {error}");
        assert_eq!(error.code, code, "{from}, {to}: {error}");
    }
    // Only in a signal is there a sample.
    let nodes = HEIGHT.replace("mean = 10", "mean = \"sample.time\"");
    let error = Dataset::parse("d.toml", &text(None, &nodes)).unwrap_err();
    assert_eq!(error.code, "unknown_name");
    // A class is no curve.
    let start = CURVE.find("family").unwrap();
    let curve = format!("{}{level}available_at = 0.0\n", &CURVE[..start]);
    let error = Dataset::parse("d.toml", &text(None, &curve)).unwrap_err();
    assert_eq!(error.code, "signal");
    assert!(
        error.to_string().contains(place) && error.to_string().ends_with("categorical")
    );
}
