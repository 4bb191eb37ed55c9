//! What lies beside each `dataset.toml`: a sample, a summary, and hashes of whole cohorts.
//!
//! All are made by the generator. After a change that is meant,
//! `cargo test -p medlab-cohort --test datasets -- --ignored` writes them anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use medlab_cohort::{Cohort, Column, Dataset, Kind, csv, round};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::shipped::{SHIPPED, cohort, dataset, key};
use crate::statistics::{mean, sd};

const SAMPLE_ROWS: u64 = 20;
const SUMMARY_ROWS: u64 = 20_000;
const HASHED_ROWS: u64 = 1000;
const SEEDS: [u64; 3] = [1, 2, 3];

#[derive(Serialize)]
struct Summary<'a> {
    dataset: &'a str,
    version: u32,
    variant: &'static str,
    seed: u64,
    rows: usize,
    columns: Vec<ColumnSummary<'a>>,
}

/// A column in figures, over the rows where it is known.
#[derive(Serialize)]
struct ColumnSummary<'a> {
    name: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// Hours from the prediction time.
    known_at: f64,
    missing: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sd: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levels: Vec<(&'a str, f64)>,
}

/// By dataset, then by variant (`reference`, or `drawn` from the seed's key), then by seed.
type Hashes = BTreeMap<String, BTreeMap<String, BTreeMap<u64, String>>>;

#[derive(Deserialize, Serialize)]
struct Golden {
    rows: u64,
    sha256: Hashes,
}

#[test]
fn samples_are_the_first_patients() {
    for (name, _) in SHIPPED {
        assert_eq!(read(&beside(name, "sample.csv")), sample(&dataset(name)), "{name}");
    }
}

#[test]
fn summaries_are_of_the_generator() {
    for (name, _) in SHIPPED {
        assert_eq!(read(&beside(name, "summary.json")), summary(&dataset(name)), "{name}");
    }
}

#[test]
fn cohorts_are_the_same_to_the_byte() {
    let golden: Golden = serde_json::from_str(&read(&golden_file())).unwrap();
    let found = golden_hashes();
    assert_eq!(golden.rows, found.rows);
    assert_eq!(golden.sha256, found.sha256);
}

#[test]
#[ignore = "writes samples, summaries and hashes anew"]
fn write_anew() {
    for (name, _) in SHIPPED {
        write(&beside(name, "sample.csv"), &sample(&dataset(name)));
        write(&beside(name, "summary.json"), &summary(&dataset(name)));
    }
    write(&golden_file(), &(serde_json::to_string_pretty(&golden_hashes()).unwrap() + "\n"));
}

fn text(cohort: &Cohort) -> String {
    let mut bytes = Vec::new();
    csv::write(&cohort.table, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn sample(dataset: &Dataset) -> String {
    text(&cohort(dataset, &dataset.reference_variant(), 1, SAMPLE_ROWS))
}

fn golden_hashes() -> Golden {
    let mut sha256 = Hashes::new();
    for (name, _) in SHIPPED {
        let dataset = dataset(name);
        let variants = sha256.entry(name.to_owned()).or_default();
        for seed in SEEDS {
            let drawn = dataset.variant(&key(&dataset, seed));
            for (kind, variant) in [("reference", dataset.reference_variant()), ("drawn", drawn)] {
                let file = text(&cohort(&dataset, &variant, seed, HASHED_ROWS));
                let hash = Sha256::digest(file.as_bytes());
                let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                variants.entry(kind.to_owned()).or_default().insert(seed, hash);
            }
        }
    }
    Golden { rows: HASHED_ROWS, sha256 }
}

fn summary(dataset: &Dataset) -> String {
    let cohort = cohort(dataset, &dataset.reference_variant(), 1, SUMMARY_ROWS);
    let columns = cohort.table.columns().iter().filter(|column| column.values().is_some());
    let summary = Summary {
        dataset: &dataset.name,
        version: dataset.version,
        variant: "reference",
        seed: 1,
        rows: cohort.table.rows(),
        columns: columns.map(|column| column_summary(dataset, column)).collect(),
    };
    serde_json::to_string_pretty(&summary).unwrap() + "\n"
}

fn column_summary<'a>(dataset: &Dataset, column: &'a Column) -> ColumnSummary<'a> {
    let values = column.values().unwrap();
    let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    let rounded = |value: f64| round::to(value, 4);
    let number = matches!(column.kind, Kind::Number { .. });
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let share_of = |level: usize| {
        let count = known.iter().filter(|value| **value as usize == level).count();
        rounded(count as f64 / known.len() as f64)
    };
    let levels = column.levels().iter().enumerate();
    ColumnSummary {
        name: &column.name,
        label: &column.label,
        unit: column.unit.as_deref(),
        known_at: dataset.node(&column.name).unwrap().available_at,
        missing: rounded(column.count_missing() as f64 / values.len() as f64),
        mean: number.then(|| rounded(mean(&known))),
        sd: number.then(|| rounded(sd(&known))),
        range: number.then_some([least, most]),
        share: matches!(column.kind, Kind::Flag).then(|| rounded(mean(&known))),
        levels: levels.map(|(place, level)| (level.as_str(), share_of(place))).collect(),
    }
}

fn beside(dataset: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets").join(dataset).join(file)
}

fn golden_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden_hashes.json")
}

#[expect(clippy::disallowed_methods, reason = "compares with the files that are shipped")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "makes the files that are shipped")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
