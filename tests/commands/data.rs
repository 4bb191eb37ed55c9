//! `medlab data`: datasets and their patients.

use crate::bench::Bench;

#[test]
fn lists_have_the_contracts_keys() {
    let bench = Bench::new();
    let datasets = bench.run(["data", "list", "--format", "json"]).expect(0).json();
    for dataset in datasets.as_array().unwrap() {
        for key in ["name", "version", "title", "patients", "columns"] {
            assert!(!dataset[key].is_null(), "{key}");
        }
    }
    let exercises = bench.run(["list", "--format", "json"]).expect(0).json();
    assert!(exercises.as_array().unwrap().len() >= 3);
    for exercise in exercises.as_array().unwrap() {
        for key in ["id", "unit", "title", "artifacts", "minutes", "points", "version"] {
            assert!(!exercise[key].is_null(), "{key}");
        }
    }
}

#[test]
fn a_longer_cohort_starts_with_the_shorter() {
    let bench = Bench::new();
    let make = |rows: &str, out: &str| {
        let arguments = ["data", "generate", "sepsis-ward", "--rows", rows];
        let arguments = arguments.into_iter().chain(["--seed", "7", "--out", out]);
        bench.run(arguments.chain(["--truth"])).expect(0);
    };
    make("100", "short");
    make("20000", "long");
    for file in ["cohort.csv", "truth.csv"] {
        let (short, long) =
            (bench.read(&format!("short/{file}")), bench.read(&format!("long/{file}")));
        assert_eq!(short.lines().count(), 101);
        assert_eq!(long.lines().count(), 20_001);
        assert!(long.starts_with(&short), "{file}");
    }
    assert!(bench.read("short/datapackage.json").contains("\"cohort.csv\""));
    let again = ["data", "generate", "sepsis-ward", "--rows", "5", "--seed", "7"];
    bench.run(again.into_iter().chain(["--out", "short"])).expect(2);
}

#[test]
fn several_rows_of_a_patient_are_counted_as_rows() {
    let bench = Bench::new();
    for (dataset, cluster) in [("readmission", "patient"), ("ward-falls", "shift")] {
        let make = |rows: &str, out: &str| {
            let arguments = ["data", "generate", dataset, "--rows", rows, "--seed", "7"];
            bench.run(arguments.into_iter().chain(["--out", out, "--truth"])).expect(0);
        };
        let (short, long) = (format!("{dataset}-1"), format!("{dataset}-2"));
        make("1001", &short);
        make("20000", &long);
        for file in ["cohort.csv", "truth.csv"] {
            let short = bench.read(&format!("{short}/{file}"));
            assert_eq!(short.lines().count(), 1_002);
            assert!(bench.read(&format!("{long}/{file}")).starts_with(&short));
        }
        let head = bench.read(&format!("{short}/cohort.csv"));
        assert_eq!(head.split(',').nth(1), Some(cluster));
        let package = bench.read(&format!("{short}/datapackage.json"));
        assert!(package.contains(&format!("\"name\": \"{cluster}\"")));
        let shown = bench.run(["data", "show", dataset]).expect(0).out;
        assert!(shown.contains(&format!("Which {cluster} the")), "{shown}");
    }
}

#[test]
fn an_unknown_dataset_names_the_nearest() {
    let bench = Bench::new();
    let ended = bench.run(["data", "show", "sepsis-wrad"]).expect(2);
    assert!(ended.err.contains("did you mean sepsis-ward"), "{ended:?}");
    assert!(bench.run(["data", "show", "sepsis-ward"]).expect(0).out.contains("lactate"));
}

/// As the contract shows them, for those who read the text.
#[test]
fn lists_have_their_keys_in_order() {
    let bench = Bench::new();
    let in_order = |arguments: &[&str], keys: &[&str]| {
        let text = bench.run(arguments.iter().chain(&["--format", "json"])).expect(0).out;
        let first = text.split('}').next().unwrap();
        let place = |key: &&str| first.find(&format!("\"{key}\":")).unwrap();
        assert!(keys.iter().map(place).is_sorted(), "{first}");
    };
    in_order(&["data", "list"], &["name", "version", "title", "patients", "columns"]);
    let keys = ["id", "unit", "title", "artifacts", "minutes", "points", "version"];
    in_order(&["list"], &keys);
}

/// As docs/writing-datasets.md names them.
#[test]
fn the_keys_of_a_dataset_stand_in_their_order() {
    let bench = Bench::new();
    let shown = bench.run(["data", "show", "readmission", "--format", "json"]).expect(0);
    let text = &shown.out;
    let places = |keys: &[&str], from: usize| -> Vec<usize> {
        let at =
            |key: &&str| from + text[from..].find(&format!("\"{key}\":")).expect(key);
        keys.iter().map(at).collect()
    };
    let keys = [
        "format",
        "name",
        "version",
        "title",
        "row",
        "prediction_time",
        "outcome",
        "id",
        "cluster",
        "columns",
    ];
    let of_file = places(&keys, 0);
    assert!(of_file.is_sorted(), "{of_file:?}");
    let keys = [
        "name",
        "label",
        "unit",
        "values",
        "range",
        "available_at",
        "known",
        "family",
        "missing",
        "source",
    ];
    let of_column = places(&keys, of_file[9]);
    assert!(of_column.is_sorted(), "{of_column:?}");
    let document = shown.json();
    assert_eq!(document["cluster"], "patient");
    assert_eq!(document["columns"][0].as_object().unwrap().len(), keys.len());
}

/// A feed in three formats, each with the same results.
#[test]
fn a_feed_is_written_in_three_formats() {
    let bench = Bench::new();
    let make = |rows: &str, formats: &str, out: &str| {
        let arguments = ["data", "generate", "lab-feed", "--rows", rows, "--seed", "7"];
        let arguments = arguments.into_iter().chain(["--as", formats, "--out", out]);
        bench.run(arguments.chain(["--truth"])).expect(0);
    };
    make("997", "csv,fhir,hl7", "all");
    make("40000", "csv,hl7,csv", "long");
    let table = bench.read("all/cohort.csv");
    assert_eq!(table.lines().count(), 998);
    assert!(bench.read("long/cohort.csv").starts_with(&table));
    assert_eq!(bench.read("all/truth.csv").lines().count(), 998);
    let count = |text: &str, part: &str| text.matches(part).count();
    let fhir = bench.read("all/cohort.ndjson");
    assert_eq!(count(&fhir, "\"resourceType\":\"Observation\""), 997);
    assert_eq!(count(&bench.read("all/cohort.hl7"), "\rOBX|"), 997);
    assert_eq!(count(&bench.read("long/cohort.hl7"), "\rOBX|"), 40_000);
    // The ledger names rows of the file, in later blocks too.
    let long = bench.read("long/cohort.csv");
    let rows: Vec<&str> = long.lines().collect();
    let faults = bench.read("long/faults.csv");
    for fault in faults.lines().skip(1) {
        let (row, rest) = fault.split_once(',').unwrap();
        let id = rest.split(',').next().unwrap();
        assert!(rows[row.parse::<usize>().unwrap()].starts_with(id), "{fault}");
    }
    assert!(faults.lines().count() > 3000);
    let ended = ["data", "generate", "sepsis-ward", "--rows", "5", "--seed", "7"];
    let ended = bench.run(ended.into_iter().chain(["--as", "fhir", "--out", "no"]));
    assert!(ended.expect(2).err.contains("sepsis-ward"));
}
