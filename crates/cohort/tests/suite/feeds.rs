//! Feeds: what makes one, and that its faults do what they say.

use medlab_cohort::{Cohort, Dataset, Generation, csv};

use crate::datasets::{key, parse};

const FEED: &str = r#"
format = 1
name = "small-feed"
version = 1
title = "Small"
row = "result"
prediction_time = "noon"
id = { name = "result", prefix = "R" }
cluster = { name = "patient", prefix = "P", rows = 2 }

[[node]]
name = "sex"
per = "cluster"
family = "categorical"
levels = ["female", "male"]
weights = [1, 1]
available_at = 0

[[node]]
name = "birth_year"
per = "cluster"
family = "uniform"
low = 1940
high = 2000
unit = "a"
decimals = 0
available_at = 0

[[node]]
name = "reason"
per = "cluster"
family = "categorical"
levels = ["infection", "fall"]
weights = [1, 1]
available_at = 0

[[node]]
name = "number"
family = "row"
unit = "1"
available_at = 0

[[node]]
name = "laboratory"
family = "categorical"
levels = ["here", "there"]
weights = [1, 1]
available_at = 0

[[node]]
name = "collected"
family = "uniform"
low = "24 * number - 1"
high = "24 * number + 1"
time_from = "2025-03-03T00:00"
available_at = 0

[[node]]
name = "received"
family = "uniform"
low = "collected + 0.1"
high = "collected + 0.5"
time_from = "2025-03-03T00:00"
available_at = 0

[[node]]
name = "glucose"
family = "normal"
mean = 6
sd = 0.5
unit = "mmol/L"
range = [1, 40]
decimals = 1
available_at = 0
missing = { kind = "MCAR", probability = 0.1, reason = "clotted" }

[[node]]
name = "sodium"
family = "normal"
mean = 140
sd = 3
unit = "mmol/L"
range = [100, 180]
decimals = 0
available_at = 0

[feed]
sample = { name = "sample", prefix = "S", digits = 4 }
sex = "sex"
birth_year = "birth_year"
reason = "reason"
sender = "laboratory"
collected = "collected"
received = "received"
offset = -300
other_units = ["there"]
utc = ["there"]

[[feed.result]]
node = "glucose"
code = "14749-6"
display = "Glucose [Moles/volume] in Serum or Plasma"
low = 4
high = "if(sex == 'male', 7.8, 7.6)"
other = { code = "2345-7", display = "Glucose [Mass/volume] in Serum or Plasma", unit = "mg/dL", factor = 18, decimals = 0 }

[[feed.result]]
node = "sodium"
code = "2951-2"
display = "Sodium [Moles/volume] in Serum or Plasma"
high = 145
"#;

fn with(fault: &str) -> Dataset {
    parse(&format!("{FEED}\n[[fault]]\nname = \"it\"\n{fault}\n"))
}

fn made(dataset: &Dataset) -> Cohort {
    generation(dataset).cohort(&key(3), 0..400).unwrap()
}

fn generation(dataset: &Dataset) -> Generation<'_> {
    dataset.generation(&dataset.reference_variant()).unwrap()
}

fn text(cohort: &Cohort, row: usize, column: &str) -> String {
    cohort.table.require(column).unwrap().text(row).into_owned()
}

#[test]
fn senders_write_their_own_units_and_times() {
    let dataset = parse(FEED);
    let cohort = made(&dataset);
    assert_eq!(cohort.table.rows(), 400);
    assert!(cohort.ledger.entries.is_empty());
    let (mut here, mut there) = (0, 0);
    for row in (0..400).step_by(2) {
        let is = |column: &str, expected: &str| {
            assert_eq!(text(&cohort, row, column), expected, "{column}");
        };
        let high = if text(&cohort, row, "sex") == "male" { 7.8 } else { 7.6 };
        let absent = text(&cohort, row, "absent_reason");
        is("status", if absent.is_empty() { "final" } else { "cancelled" });
        let truth = cohort.truth.unmasked("value").unwrap().values().unwrap()[row];
        let value = text(&cohort, row, "value");
        assert_eq!(value.is_empty(), absent == "clotted");
        let collected = text(&cohort, row, "collected");
        if text(&cohort, row, "laboratory") == "here" {
            is("loinc", "14749-6");
            is("unit", "mmol/L");
            is("low", "4.0");
            is("high", &format!("{high:.1}"));
            assert!(collected.ends_with("-05:00"), "{collected}");
            assert!(value.is_empty() || value == format!("{truth:.1}"));
            here += 1;
        } else {
            is("loinc", "2345-7");
            is("unit", "mg/dL");
            is("low", "72");
            is("high", &format!("{:.0}", high * 18.0));
            assert!(collected.ends_with('Z'), "{collected}");
            assert!(value.is_empty() || value == format!("{:.0}", truth * 18.0));
            // Midnight there is five in UTC.
            let hour: u32 = collected[11..13].parse().unwrap();
            assert!((4..=6).contains(&hour), "{collected}");
            there += 1;
        }
        let in_utc = cohort.truth.unmasked("collected").unwrap().text(row);
        let hour: u32 = in_utc[11..13].parse().unwrap();
        assert!((4..=6).contains(&hour), "{in_utc}");
    }
    assert!(here > 50 && there > 50);
}

#[test]
fn a_result_can_be_sent_twice() {
    for (fault, extra, status) in [
        ("column = \"sodium\"\nkind = \"resent\"\nrate = 0.2", 1, "final"),
        (
            "column = \"sodium\"\nkind = \"preliminary\"\nspread = 0.1\nrate = 0.2",
            0,
            "preliminary",
        ),
    ] {
        let cohort = made(&with(fault));
        let entries = &cohort.ledger.entries;
        assert!(entries.len() > 20);
        assert_eq!(cohort.table.rows(), 400 + entries.len());
        for entry in entries {
            assert_eq!((entry.kind, &entry.column), ("duplicate", &None));
            assert_eq!(text(&cohort, entry.row, "result"), entry.id);
            let other = entry.row + 1 - 2 * extra;
            assert_eq!(text(&cohort, other, "result"), entry.id);
            assert_eq!(text(&cohort, entry.row, "status"), status);
            assert_eq!(text(&cohort, other, "status"), "final");
            assert_ne!(
                text(&cohort, entry.row, "message"),
                text(&cohort, other, "message")
            );
        }
        let marked = cohort.truth.latent("duplicate").unwrap().values().unwrap();
        assert_eq!(marked.iter().sum::<f64>() as usize, entries.len());
    }
}

#[test]
fn codes_clocks_and_values_go_wrong_as_declared() {
    let code = made(&with(
        "column = \"sodium\"\nkind = \"code\"\nlike = \"glucose\"\nrate = 0.2",
    ));
    for entry in &code.ledger.entries {
        let here = text(&code, entry.row, "laboratory") == "here";
        let expected = if here { "14749-6" } else { "2345-7" };
        assert_eq!(text(&code, entry.row, "loinc"), expected);
        assert_eq!(code.truth.unmasked("loinc").unwrap().text(entry.row), "2951-2");
    }
    let other = made(&with(
        "column = \"glucose\"\nkind = \"code\"\nlike = \"other\"\nrate = 0.2",
    ));
    for entry in &other.ledger.entries {
        let here = text(&other, entry.row, "laboratory") == "here";
        let expected = if here { "2345-7" } else { "14749-6" };
        assert_eq!(text(&other, entry.row, "loinc"), expected);
    }
    let lost = made(&with("column = \"glucose\"\nkind = \"lost\"\nrate = 0.2"));
    for entry in &lost.ledger.entries {
        assert_eq!(entry.kind, "missing");
        assert!(entry.true_value.is_some() && entry.recorded.is_none());
        for column in ["value", "absent_reason"] {
            assert_eq!(text(&lost, entry.row, column), "");
        }
    }
    let clock =
        made(&with("column = \"collected\"\nkind = \"zone\"\nhours = 1\nrate = 0.2"));
    for entry in &clock.ledger.entries {
        assert_eq!((entry.kind, entry.column.as_deref()), ("zone", Some("collected")));
        assert!(entry.detectable(), "an hour is longer than any way");
    }
    for cohort in [&code, &other, &lost, &clock] {
        assert!(cohort.ledger.entries.len() > 20);
    }
    // Half an hour may be a long way, and some of those that are seen may not.
    let half =
        made(&with("column = \"collected\"\nkind = \"zone\"\nhours = -0.25\nrate = 0.2"));
    let seen = half.ledger.entries.iter().filter(|e| e.detectable()).count();
    assert!(seen > 20 && seen < half.ledger.entries.len());
}

#[test]
fn the_record_beside_the_fault_stays() {
    let clean = made(&parse(FEED));
    let faulty = made(&with("column = \"glucose\"\nkind = \"lost\"\nrate = 0.2"));
    for row in 0..400 {
        for column in faulty.table.columns() {
            let at_fault = faulty.ledger.cell(row, &column.name).is_some();
            let same = column.text(row) == text(&clean, row, &column.name);
            assert_eq!(same, !at_fault, "{} {row}", column.name);
        }
    }
    let mut file = Vec::new();
    csv::write(&faulty.table, &mut file).unwrap();
    let cut = faulty.first(7);
    assert_eq!((cut.table.rows(), cut.truth.rows.len()), (7, 7));
    assert!(cut.ledger.entries.iter().all(|entry| entry.row < 7));
}

#[test]
fn a_feed_that_makes_no_sense_is_refused() {
    let cases = [
        ("sex = \"sex\"", "sex = \"reason\"", "feed_node"),
        ("sex = \"sex\"", "sex = \"sexx\"", "unknown_name"),
        ("offset = -300", "offset = 0.5", "feed_offset"),
        ("other_units = [\"there\"]", "other_units = [\"nowhere\"]", "levels"),
        ("code = \"2951-2\"", "code = \"2951-3\"", "feed_code"),
        ("reason = \"clotted\"", "reason = \"\"", "feed_reason"),
        ("node = \"sodium\"\ncode", "node = \"glucose\"\ncode", "feed_node"),
        ("high = 145", "high = \"glucose\"", "feed_range"),
        ("high = 145", "hihg = 145", "unknown_key"),
        ("offset = -300", "", "missing_key"),
        ("factor = 18", "factor = 0", "factor"),
        ("cluster = { name = \"patient\", prefix = \"P\", rows = 2 }", "", "cluster"),
        ("name = \"birth_year\"", "name = \"value\"", "unknown_name"),
        ("sample = { name = \"sample\"", "sample = { name = \"unit\"", "duplicate"),
        ("collected = \"collected\"", "collected = \"sodium\"", "feed_node"),
    ];
    for (from, to, code) in cases {
        assert!(FEED.contains(from), "{from}");
        let text = FEED.replacen(from, to, 1);
        let error = Dataset::parse("dataset.toml", &text).unwrap_err();
        assert_eq!(error.code, code, "{from} -> {to}: {error}");
    }
    let unseen = FEED.replace(
        "[feed]",
        "[[node]]\nname = \"mood\"\nfamily = \"bernoulli\"\nprobability = 0.5\n\
         available_at = 0\n\n[feed]",
    );
    let error = Dataset::parse("dataset.toml", &unseen).unwrap_err();
    assert_eq!(error.code, "feed_unseen", "{error}");
    let faults = [
        ("column = \"sodium\"\nkind = \"duplicate\"\nrate = 0.1", "fault_kind"),
        ("column = \"sodium\"\nkind = \"zone\"\nhours = 1\nrate = 0.1", "fault_column"),
        ("column = \"collected\"\nkind = \"lost\"\nrate = 0.1", "fault_column"),
        (
            "column = \"sodium\"\nkind = \"code\"\nlike = \"other\"\nrate = 0.1",
            "fault_column",
        ),
        (
            "column = \"sodium\"\nkind = \"code\"\nlike = \"sodium\"\nrate = 0.1",
            "fault_column",
        ),
        (
            "column = \"sodium\"\nkind = \"code\"\nlike = \"iron\"\nrate = 0.1",
            "unknown_name",
        ),
        ("column = \"collected\"\nkind = \"zone\"\nhours = 0\nrate = 0.1", "hours"),
        ("column = \"sodium\"\nkind = \"preliminary\"\nspread = 1\nrate = 0.1", "spread"),
        ("column = \"sodium\"\nkind = \"lsot\"\nrate = 0.1", "fault_kind"),
    ];
    for (fault, code) in faults {
        let text = format!("{FEED}\n[[fault]]\nname = \"it\"\n{fault}\n");
        let error = Dataset::parse("dataset.toml", &text).unwrap_err();
        assert_eq!(error.code, code, "{fault}: {error}");
    }
    let ward = crate::datasets::WARD;
    let text = format!(
        "{ward}\n[[fault]]\nname = \"it\"\ncolumn = \"lactate\"\nkind = \"lost\"\nrate = 0.1\n"
    );
    let error = Dataset::parse("dataset.toml", &text).unwrap_err();
    assert_eq!(error.code, "fault_kind", "{error}");
}
