//! `lab-feed`: enough faults of each kind, each to be found by rules that know nothing of how
//! they were made, and no sick patient's true extreme among what they find.

use std::collections::{BTreeMap, BTreeSet};

use medlab_cohort::{Cohort, Dataset, Variant, csv};

use crate::lab_rules::{Sent, findings};
use crate::shipped::{cohort, dataset, key};

/// The size an exercise has.
const ORDINARY: u64 = 3000;
const SEEDS: u64 = 12;
const KINDS: [&str; 7] =
    ["unit", "digits", "impossible", "duplicate", "code", "zone", "missing"];

fn drawn(dataset: &Dataset, seed: u64) -> Cohort {
    let variant: Variant = dataset.variant(&key(dataset, seed));
    cohort(dataset, &variant, seed, ORDINARY)
}

fn sent(cohort: &Cohort) -> Vec<Sent> {
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    Sent::all(&String::from_utf8(file).unwrap())
}

/// How many faults of a kind can be seen; a clock in the wrong zone is one for its sample.
fn seen(cohort: &Cohort, rows: &[Sent]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    let mut clocks = BTreeSet::new();
    for entry in cohort.ledger.entries.iter().filter(|entry| entry.detectable()) {
        let sample = &rows[entry.row].sample;
        if entry.kind != "zone" || clocks.insert(sample.clone()) {
            *counts.entry(entry.kind).or_default() += 1;
        }
    }
    counts
}

#[test]
fn there_are_at_least_eight_faults_of_each_kind() {
    let dataset = dataset("lab-feed");
    for seed in 1..=SEEDS {
        let cohort = drawn(&dataset, seed);
        let rows = sent(&cohort);
        let counts = seen(&cohort, &rows);
        for kind in KINDS {
            let count = counts.get(kind).copied().unwrap_or(0);
            assert!(count >= 8, "seed {seed}: {count} of {kind}");
        }
        // And of what is missing for a reason, which is no fault.
        let reasoned = rows.iter().filter(|row| !row.absent_reason.is_empty()).count();
        assert!(reasoned >= 8, "seed {seed}: {reasoned} with a reason");
        let all = cohort.ledger.entries.len();
        let hidden = cohort.ledger.entries.iter().filter(|e| !e.detectable()).count();
        assert!(hidden * 50 < all, "seed {seed}: {hidden} of {all} cannot be seen");
    }
}

#[test]
fn rules_find_every_fault_that_can_be_seen() {
    let dataset = dataset("lab-feed");
    let (mut missed, mut wrong, mut all) = (Vec::new(), Vec::new(), 0);
    for seed in 1..=SEEDS {
        let cohort = drawn(&dataset, seed);
        let rows = sent(&cohort);
        let found = findings(&rows);
        let planted: BTreeSet<(usize, &str)> =
            cohort.ledger.entries.iter().map(|entry| (entry.row, entry.kind)).collect();
        for entry in cohort.ledger.entries.iter().filter(|entry| entry.detectable()) {
            all += 1;
            if !found.contains(&(entry.row, entry.kind)) {
                missed.push(format!("{seed} {entry:?}\n  {:?}", rows[entry.row]));
            }
        }
        for (row, kind) in &found {
            if !planted.contains(&(*row, *kind)) {
                wrong.push(format!("{seed} {kind} {:?}", rows[*row]));
            }
        }
    }
    assert!(all > 3000);
    assert!(missed.is_empty(), "{} of {all}:\n{}", missed.len(), missed.join("\n"));
    // A rule of thumb may suspect a sound result now and then.
    assert!(wrong.len() * 500 < all, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_sick_have_true_extremes_that_no_rule_flags() {
    let dataset = dataset("lab-feed");
    let mut extremes = 0;
    for seed in 1..=SEEDS {
        let cohort = drawn(&dataset, seed);
        let rows = sent(&cohort);
        let found = findings(&rows);
        let mut of_seed = 0;
        for (row, sent) in rows.iter().enumerate() {
            if cohort.ledger.entries.iter().any(|entry| entry.row == row) {
                continue;
            }
            let Some(value) = sent.si() else { continue };
            let extreme = match sent.test.as_str() {
                "glucose" => value > 25.0,
                "creatinine" => value > 500.0,
                "potassium" => !(2.6..=6.5).contains(&value),
                "sodium" => value < 123.0,
                "haemoglobin" => value < 75.0,
                "urea" => value > 25.0,
                "crp" => value > 250.0,
                _ => false,
            };
            of_seed += usize::from(extreme);
            let flagged = found.iter().find(|(at, _)| *at == row);
            assert!(!extreme || flagged.is_none(), "{flagged:?} {sent:?}");
        }
        assert!(of_seed > 20, "seed {seed}: {of_seed}");
        extremes += of_seed;
    }
    assert!(extremes > 300, "{extremes}");
}

#[test]
fn the_clean_table_is_the_truth_once() {
    let dataset = dataset("lab-feed");
    let cohort = drawn(&dataset, 3);
    let clean = cohort.clean(&dataset).unwrap().unwrap();
    assert_eq!(clean.rows() as u64, ORDINARY);
    let ids = clean.index("result").unwrap();
    assert_eq!(ids.len() as u64, ORDINARY);
    let unit = clean.require("unit").unwrap();
    assert!((0..clean.rows()).all(|row| unit.text(row) != "mg/dL"));
    let rows = sent(&cohort);
    let values = clean.require("value").unwrap();
    let mut of_sound = 0;
    for (row, sent) in rows.iter().enumerate() {
        if cohort.ledger.entries.iter().any(|entry| entry.row == row) {
            continue;
        }
        let at = ids[sent.result.as_str()][0];
        match sent.value {
            None => assert!(values.is_missing(at)),
            Some(_) if sent.laboratory == "core" => {
                assert_eq!(values.text(at), sent.value_text);
            }
            Some(_) => {
                let true_value = values.values().unwrap()[at];
                let share = sent.si().unwrap() / true_value;
                assert!((0.93..1.07).contains(&share), "{sent:?} {true_value}");
            }
        }
        of_sound += 1;
    }
    assert!(of_sound > 2000);
}

#[test]
fn values_go_wrong_at_the_core_laboratory_only() {
    let dataset = dataset("lab-feed");
    for seed in 1..=3 {
        let cohort = drawn(&dataset, seed);
        let rows = sent(&cohort);
        for entry in &cohort.ledger.entries {
            if ["unit", "digits", "impossible"].contains(&entry.kind) {
                assert_eq!(rows[entry.row].laboratory, "core");
            }
        }
    }
}

#[test]
fn a_longer_feed_begins_with_the_shorter() {
    let dataset = dataset("lab-feed");
    let variant = dataset.reference_variant();
    let text = |rows| {
        let mut file = Vec::new();
        csv::write(&cohort(&dataset, &variant, 5, rows).table, &mut file).unwrap();
        String::from_utf8(file).unwrap()
    };
    let long = text(400);
    // Cut inside a sample, at its end and after its first result.
    for rows in [7, 30, 201] {
        assert!(long.starts_with(&text(rows)), "{rows}");
    }
    // In blocks as in one go.
    let generation = dataset.generation(&variant).unwrap();
    let key = key(&dataset, 5);
    let blocks = generation.cohorts(&key, 3..400, 64).map(|block| block.unwrap());
    let rows: usize = blocks.map(|block| block.table.rows()).sum();
    let whole = generation.cohort(&key, 3..400).unwrap();
    assert_eq!(rows, whole.table.rows());
    assert_eq!(generation.cluster_start(&key, 1).unwrap() % 10, 0);
}

#[test]
fn the_posterior_of_a_swap_is_that_of_bayes() {
    // Potassium has no companion: the last result, the spread and the note are all there is.
    let dataset = dataset("lab-feed");
    let variant = dataset.reference_variant();
    let density = |x: f64, mean: f64| libm::exp(-0.5 * (x - mean) * (x - mean) / 0.0484);
    let within = |value: f64, mean: f64| {
        let steps = (0..100).map(|step| value - 0.05 + (f64::from(step) + 0.5) / 1000.0);
        steps.map(|x| density(x, mean)).sum::<f64>()
    };
    let unnoted = |value: f64| if (2.8..=6.0).contains(&value) { 0.98 } else { 0.3 };
    let (mut compared, mut unseen) = (0, 0);
    for seed in 1..=20 {
        let cohort = cohort(&dataset, &variant, seed, ORDINARY);
        let rows = sent(&cohort);
        for entry in &cohort.ledger.entries {
            let row = &rows[entry.row];
            let ill = ["kidney failure", "vomiting"].contains(&row.reason.as_str());
            if entry.fault != "potassium-digits" || ill || !row.note.is_empty() {
                continue;
            }
            let (truth, recorded) = (entry.true_value.unwrap(), entry.recorded.unwrap());
            let previous = row.previous.unwrap();
            let of_swap = 0.045 * within(truth, previous) * unnoted(truth);
            let possible = (1.5..=9.5).contains(&recorded);
            let of_none = 0.93 * within(recorded, previous) * unnoted(recorded);
            let of_none = if possible { of_none } else { 0.0 };
            let expected = of_swap / (of_swap + of_none);
            assert!((entry.posterior - expected).abs() < 1e-4, "{entry:?} {expected}");
            compared += 1;
            unseen += usize::from(!entry.detectable());
        }
    }
    assert!(compared > 100 && unseen > 0, "{compared} {unseen}");
}
