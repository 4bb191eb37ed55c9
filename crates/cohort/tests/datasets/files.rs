//! What lies beside each `dataset.toml`: a sample, a summary, and hashes of whole cohorts.
//!
//! All are made by the generator. After a change that is meant,
//! `cargo test -p medlab-cohort --test datasets -- --ignored` writes them anew.

use std::path::{Path, PathBuf};

use medlab_cohort::{Cohort, Column, Dataset, Kind, Variant, csv, round};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::shipped::{SHIPPED, cohort, dataset, key};
use crate::statistics::{mean, sd};

const SAMPLE_ROWS: u64 = 20;
const SUMMARY_ROWS: u64 = 20_000;
const HASHED_ROWS: u64 = 1000;
const SEEDS: [u64; 3] = [1, 2, 3];

#[test]
fn samples_are_the_first_patients() {
    for (name, _) in SHIPPED {
        assert_eq!(read(&beside(name, "sample.csv")), sample(&dataset(name)), "{name}");
    }
}

#[test]
fn summaries_are_of_the_generator() {
    for (name, _) in SHIPPED {
        assert_eq!(
            read(&beside(name, "summary.json")),
            summary(&dataset(name)),
            "{name}"
        );
    }
}

#[test]
fn cohorts_are_the_same_to_the_byte() {
    assert_eq!(read(&golden_file()), golden_hashes());
}

#[test]
#[ignore = "writes samples, summaries and hashes anew"]
fn write_anew() {
    for (name, _) in SHIPPED {
        write(&beside(name, "sample.csv"), &sample(&dataset(name)));
        write(&beside(name, "summary.json"), &summary(&dataset(name)));
    }
    write(&golden_file(), &golden_hashes());
    crate::lab_formats::write_anew(write);
}

fn text(cohort: &Cohort) -> String {
    let mut bytes = Vec::new();
    csv::write(&cohort.table, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn sample(dataset: &Dataset) -> String {
    text(&cohort(dataset, &dataset.reference_variant(), 1, SAMPLE_ROWS))
}

/// By dataset, then by variant (`reference`, or `drawn` from the seed's key), then by seed.
fn golden_hashes() -> String {
    let mut hashes = Map::new();
    for (name, _) in SHIPPED {
        let dataset = dataset(name);
        let (mut reference, mut drawn) = (Map::new(), Map::new());
        for seed in SEEDS {
            let hash = |variant: &Variant| -> Value {
                let file = text(&cohort(&dataset, variant, seed, HASHED_ROWS));
                let hash = Sha256::digest(file.as_bytes());
                hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
            };
            reference.insert(seed.to_string(), hash(&dataset.reference_variant()));
            drawn.insert(seed.to_string(), hash(&dataset.variant(&key(&dataset, seed))));
        }
        hashes.insert(name.to_owned(), json!({ "reference": reference, "drawn": drawn }));
    }
    pretty(&json!({ "rows": HASHED_ROWS, "sha256": hashes }))
}

fn summary(dataset: &Dataset) -> String {
    // Of a feed, the samples as they are: a mean over tests means nothing.
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let cohort = generation.samples(&key(dataset, 1), 0..SUMMARY_ROWS).unwrap();
    let columns =
        cohort.table.columns().iter().filter(|column| column.values().is_some());
    pretty(&json!({
        "dataset": dataset.name,
        "version": dataset.version,
        "variant": "reference",
        "seed": 1,
        "rows": cohort.table.rows(),
        "columns": columns.map(|column| of_column(dataset, column)).collect::<Vec<_>>(),
    }))
}

/// A column in figures, over the rows where it is known.
fn of_column(dataset: &Dataset, column: &Column) -> Value {
    let values = column.values().unwrap();
    let known: Vec<f64> =
        values.iter().copied().filter(|value| !value.is_nan()).collect();
    let rounded = |value: f64| round::to(value, 4);
    let mut of = json!({
        "name": column.name,
        "label": column.label,
        "known_at_hours": dataset.node(&column.name).unwrap().available_at,
        "share_missing": rounded(column.count_missing() as f64 / values.len() as f64),
    });
    if let Some(unit) = &column.unit {
        of["unit"] = json!(unit);
    }
    match column.kind {
        Kind::Flag => of["share"] = json!(rounded(mean(&known))),
        Kind::Category { .. } => {
            for (place, level) in column.levels().iter().enumerate() {
                let is = known.iter().filter(|value| **value as usize == place).count();
                of["shares"][level] = json!(rounded(is as f64 / known.len() as f64));
            }
        }
        _ => {
            of["mean"] = json!(rounded(mean(&known)));
            of["sd"] = json!(rounded(sd(&known)));
            of["least"] = json!(known.iter().copied().fold(f64::INFINITY, f64::min));
            of["most"] = json!(known.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        }
    }
    of
}

pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

pub(crate) fn beside(dataset: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets").join(dataset).join(file)
}

fn golden_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden_hashes.json")
}

#[expect(clippy::disallowed_methods, reason = "compares with the files that are shipped")]
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "makes the files that are shipped")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
