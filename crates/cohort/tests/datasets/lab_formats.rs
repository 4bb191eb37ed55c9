//! `lab-feed` in FHIR and HL7: the same bytes everywhere, what was written is read back, and
//! what cannot be read is refused with its place.

use std::path::{Path, PathBuf};

use medlab_cohort::guard::{FormatError, Limits};
use medlab_cohort::{Cohort, Column, Dataset, Table, csv, fhir, hl7};
use serde_json::{Map, json};
use sha2::{Digest, Sha256};

use crate::files::{beside, pretty, read};
use crate::shipped::{cohort, dataset, key};

const HASHED: u64 = 1000;
const SAMPLE: u64 = 20;

fn made(rows: u64, seed: u64) -> (Dataset, Cohort) {
    let dataset = dataset("lab-feed");
    let cohort = cohort(&dataset, &dataset.variant(&key(&dataset, seed)), seed, rows);
    (dataset, cohort)
}

fn as_csv(_: &Dataset, table: &Table) -> Vec<u8> {
    let mut file = Vec::new();
    csv::write(table, &mut file).unwrap();
    file
}

fn as_fhir(dataset: &Dataset, table: &Table) -> Vec<u8> {
    let mut file = Vec::new();
    fhir::write(dataset, table, &mut file).unwrap();
    file
}

fn as_hl7(dataset: &Dataset, table: &Table) -> Vec<u8> {
    let mut file = Vec::new();
    hl7::write(dataset, table, &mut file).unwrap();
    file
}

type Written = fn(&Dataset, &Table) -> Vec<u8>;
type Read = fn(&Dataset, &[u8], &Limits) -> Result<Table, FormatError>;

fn hashes() -> String {
    let mut formats = Map::new();
    let all: [(&str, Written); 3] = [("csv", as_csv), ("fhir", as_fhir), ("hl7", as_hl7)];
    for (name, written) in all {
        let mut seeds = Map::new();
        for seed in 1..=3 {
            let (dataset, cohort) = made(HASHED, seed);
            let hash = Sha256::digest(written(&dataset, &cohort.table));
            let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            seeds.insert(seed.to_string(), hash.into());
        }
        formats.insert(name.to_owned(), seeds.into());
    }
    pretty(&json!({ "rows": HASHED, "variant": "drawn", "sha256": formats }))
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden_formats.json")
}

fn samples() -> [(PathBuf, String); 2] {
    let dataset = dataset("lab-feed");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 1, SAMPLE);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    [
        (beside("lab-feed", "sample.ndjson"), text(as_fhir(&dataset, &cohort.table))),
        (beside("lab-feed", "sample.hl7"), text(as_hl7(&dataset, &cohort.table))),
    ]
}

pub(crate) fn write_anew(write: fn(&Path, &str)) {
    write(&golden(), &hashes());
    for (path, text) in samples() {
        write(&path, &text);
    }
}

#[test]
fn each_format_is_the_same_to_the_byte() {
    assert_eq!(read(&golden()), hashes());
    for (path, text) in samples() {
        assert_eq!(read(&path), text, "{}", path.display());
    }
}

/// The rows as texts, in an order that each format can give.
fn rows(table: &Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = (0..table.rows())
        .map(|row| table.columns().iter().map(|c| c.text(row).into_owned()).collect())
        .collect();
    rows.sort();
    rows
}

fn comes_back(dataset: &Dataset, table: &Table) {
    let formats: [(Written, Read); 2] = [(as_fhir, fhir::read), (as_hl7, hl7::read)];
    for (written, read) in formats {
        let file = written(dataset, table);
        let found = read(dataset, &file, &Limits::default()).unwrap();
        let names = |table: &Table| {
            table.columns().iter().map(|c| c.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&found), names(table));
        for (found, expected) in rows(&found).iter().zip(rows(table)) {
            assert_eq!(*found, expected);
        }
        assert_eq!(found.rows(), table.rows());
    }
}

#[test]
fn what_is_written_is_read_back() {
    for seed in 1..=3 {
        let (dataset, cohort) = made(3000, seed);
        comes_back(&dataset, &cohort.table);
    }
}

#[test]
fn separators_and_scripts_survive() {
    let (dataset, cohort) = made(60, 4);
    let nasty = [
        "a|b^c~d&e\\f",
        "\"quoted\" and \\u0041 \u{1F489}",
        "two\r\nlines\tand a tab",
        "µmol, 漢字, é",
        "\\F\\",
    ];
    let texts = (0..cohort.table.rows()).map(|row| nasty[row % nasty.len()].to_owned());
    let table =
        cohort.table.with_column(Column::texts_of("note", texts.collect())).unwrap();
    comes_back(&dataset, &table);
}

#[test]
fn decimals_stay_as_given() {
    let (dataset, cohort) = made(1000, 1);
    let text = String::from_utf8(as_fhir(&dataset, &cohort.table)).unwrap();
    assert!(text.contains(r#""valueQuantity":{"value":4.0,"#), "4.0 is not 4");
    assert!(text.contains(r#""low":{"value":2.20,"#));
    let message = String::from_utf8(as_hl7(&dataset, &cohort.table)).unwrap();
    assert!(message.contains("|2.20-2.60|"));
    // Without a value there is its reason, or, where it was lost, none.
    let empty = cohort.table.require("value").unwrap().count_missing();
    let reasons = cohort.table.require("absent_reason").unwrap();
    let reasoned = reasons.rows() - reasons.count_missing();
    let count = |part: &str| text.matches(part).count();
    assert!(reasoned > 0 && reasoned < empty);
    assert_eq!(count(r#""dataAbsentReason":"#), reasoned);
    assert_eq!(count(r#""status":"cancelled""#), reasoned);
    let quantities = count(r#""}],"valueQuantity":"#);
    assert_eq!(quantities, cohort.table.rows() - empty);
    assert_eq!(message.matches("||||X|||").count(), reasoned);
}

#[test]
fn nothing_breaks_a_reader() {
    let (dataset, cohort) = made(30, 2);
    let formats: [(Written, Read); 2] = [(as_fhir, fhir::read), (as_hl7, hl7::read)];
    let limits = Limits::default();
    for (written, read) in formats {
        let file = written(&dataset, &cohort.table);
        // Cut anywhere, or with any byte changed, it is read or refused, never more.
        for end in (0..file.len()).step_by(53) {
            let _ = read(&dataset, &file[..end], &limits);
        }
        for at in (0..file.len()).step_by(37) {
            for byte in [0, b'"', b'\\', b'|', b'{', 0xff] {
                let mut broken = file.clone();
                broken[at] = byte;
                let _ = read(&dataset, &broken, &limits);
            }
        }
        let small = [
            Limits { bytes: 100, ..limits.clone() },
            Limits { line_bytes: 20, ..limits.clone() },
            Limits { lines: 3, ..limits.clone() },
        ];
        for (limits, code) in small.iter().zip([
            "format_too_large",
            "format_line_too_long",
            "format_too_many",
        ]) {
            let error = read(&dataset, &file, limits).unwrap_err().to_string();
            assert!(error.contains(code), "{error}");
        }
        let not_text = [&file[..], &[0xff, 0xfe][..]].concat();
        assert!(read(&dataset, &not_text, &limits).is_err());
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let (dataset, cohort) = made(30, 2);
    let told = |read: Read, written: Written, from: &str, to: &str| {
        let file = String::from_utf8(written(&dataset, &cohort.table)).unwrap();
        assert!(file.contains(from), "{from}");
        let file = file.replacen(from, to, 1);
        read(&dataset, file.as_bytes(), &Limits::default()).unwrap_err().to_string()
    };
    let cases = [
        (
            r#""resourceType":"Specimen""#,
            r#""resourceType":"Sample""#,
            "line 3, resourceType, format_unknown: found Sample",
        ),
        (
            "Specimen/S00001",
            "Specimen/S9",
            "line 4, specimen, format_dangling: reference S9",
        ),
        ("unitsofmeasure", "units", "format_unexpected"),
        (
            r#""system":"http://loinc.org""#,
            r#""system":"x""#,
            "line 4, code, format_missing: name code",
        ),
        (r#""gender":"#, r#""sex":"#, "line 1, gender, format_missing: name gender"),
    ];
    for (from, to, expected) in cases {
        let error = told(fhir::read, as_fhir, from, to);
        assert!(error.contains(expected), "{error}");
    }
    let cases = [
        ("MSH|^~\\&", "MSH|*~\\&", "line 1, MSH-2, format_unexpected: found *~\\&"),
        ("ORU^R01", "ADT^A01", "line 1, MSH-9, format_unexpected: found ADT^A01^ORU_R01"),
        ("PV1|", "ZZZ|", "line 3, format_unknown: found ZZZ"),
        ("PV2|", "NTE|", "line 4, format_missing: name OBX"),
        ("|NM|14749-6", "|NM|", "line 6, OBX-3, format_missing: name the code"),
        ("|P00001^", "|P\\Q\\1^", "line 2, PID-3, format_escape: found \\Q\\"),
        ("S00002-2", "S00001-2", "MSH-10, format_id_twice: id S00001-2"),
    ];
    for (from, to, expected) in cases {
        let error = told(hl7::read, as_hl7, from, to);
        assert!(error.contains(expected), "{error}");
    }
    let other = crate::shipped::dataset("ward-falls");
    for read in [fhir::read as Read, hl7::read] {
        let error = read(&other, b"", &Limits::default()).unwrap_err();
        assert_eq!(error.to_string(), "line 1, format_no_feed");
    }
}
