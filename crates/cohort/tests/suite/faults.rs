//! Faults: the ledger tells all of them, the rest of the record is as it was, and what is
//! called detectable is.

use medlab_cohort::{Cohort, csv};

use crate::datasets::{dataset, key, ward};

fn made(without: Option<&str>) -> Cohort {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap();
    let generation = match without {
        Some("all") => generation.without_faults(),
        Some(fault) => generation.without_fault(fault),
        None => generation,
    };
    generation.cohort(&key(21), 0..5_000).unwrap()
}

#[test]
fn the_ledger_accounts_for_every_difference() {
    let (faulty, clean) = (made(None), made(Some("all")));
    assert!(clean.ledger.entries.is_empty());
    assert_eq!(clean.table.rows(), 5_000);
    let twice =
        faulty.ledger.entries.iter().filter(|entry| entry.column.is_none()).count();
    assert!(twice > 20);
    assert_eq!(faulty.table.rows(), 5_000 + twice);
    let mut found = 0;
    for row in 0..faulty.table.rows() {
        let patient = faulty.truth.rows[row] as usize;
        assert_eq!(faulty.truth.ideal[row], clean.truth.ideal[patient]);
        for column in faulty.table.columns() {
            let sound = clean.table.column(&column.name).unwrap();
            match faulty.ledger.cell(row, &column.name) {
                None => assert_eq!(column.text(row), sound.text(patient)),
                Some(entry) => {
                    assert_ne!(column.text(row), sound.text(patient));
                    let values = column.values().unwrap();
                    assert_eq!(Some(values[row]), entry.recorded);
                    assert_eq!(sound.values().map(|v| v[patient]), entry.true_value);
                    assert_eq!(
                        entry.id,
                        faulty.table.column("patient").unwrap().text(row)
                    );
                    found += 1;
                }
            }
        }
    }
    // Faults in a row that stands twice are in the ledger for the first writing.
    assert!(found + twice >= faulty.ledger.entries.len());
}

#[test]
fn the_true_values_do_not_know_of_faults() {
    let (faulty, clean) = (made(None), made(Some("all")));
    for name in ["lactate", "pulse", "respiratory_rate"] {
        let a = faulty.truth.unmasked(name).unwrap();
        let b = clean.truth.unmasked(name).unwrap();
        for row in 0..faulty.table.rows() {
            assert_eq!(a.text(row), b.text(faulty.truth.rows[row] as usize));
        }
    }
}

#[test]
fn one_fault_off_leaves_the_others() {
    let (all, some) = (made(None), made(Some("pulse-digits")));
    let others = |cohort: &Cohort| {
        let entries = cohort.ledger.entries.iter();
        entries.filter(|e| e.fault != "pulse-digits").cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&all), some.ledger.entries);
    assert!(all.ledger.entries.len() > some.ledger.entries.len() + 50);
}

#[test]
fn rows_written_twice_stand_together() {
    let cohort = made(None);
    let id = cohort.table.column("patient").unwrap();
    for entry in cohort.ledger.entries.iter().filter(|entry| entry.column.is_none()) {
        assert_eq!(id.text(entry.row), id.text(entry.row - 1));
        assert!(entry.detectable());
    }
    let mut file = Vec::new();
    csv::write(&cohort.ledger.table("patient"), &mut file).unwrap();
    let text = String::from_utf8(file).unwrap();
    assert!(text.starts_with(
        "row,patient,column,kind,fault,true_value,recorded,posterior,detectable\n"
    ));
}

#[test]
fn what_is_detectable() {
    let cohort = made(None);
    let of = |fault: &str| {
        let entries: Vec<_> =
            cohort.ledger.entries.iter().filter(|entry| entry.fault == fault).collect();
        let seen = entries.iter().filter(|entry| entry.detectable()).count();
        (entries, seen)
    };
    let (impossible, seen) = of("impossible-rate");
    assert!(impossible.len() > 20 && seen == impossible.len());
    // Lactate times nine: most are far out of what anyone has, the lowest are not.
    let (units, seen) = of("lactate-in-mg-per-dl");
    assert!(
        seen * 10 > units.len() * 7 && seen < units.len(),
        "{seen} of {}",
        units.len()
    );
    // Swapped digits of a pulse: seen when wild, not when plausible.
    let (digits, seen) = of("pulse-digits");
    assert!(seen > 5 && seen < digits.len(), "{seen} of {}", digits.len());
    for entry in digits {
        let (truth, recorded) = (entry.true_value.unwrap(), entry.recorded.unwrap());
        if recorded > 220.0 {
            assert!(entry.detectable());
        }
        // The points, worked out from the true pulse, give away a change of band.
        let band =
            |pulse: f64| [90.0, 110.0, 130.0].iter().filter(|b| pulse > **b).count();
        if recorded <= 110.0 && truth <= 110.0 && recorded > 60.0 {
            let seen = band(truth) != band(recorded);
            assert_eq!(
                entry.detectable(),
                seen,
                "{truth} {recorded} {}",
                entry.posterior
            );
        }
    }
}

#[test]
fn the_posterior_is_that_of_bayes() {
    // One column, nothing else to go by: the posterior is a ratio of two normals.
    let nodes = r#"
[[node]]
name = "weight"
family = "normal"
mean = 80
sd = 15
unit = "kg"
range = [30, 200]
decimals = 0
available_at = 0

[[fault]]
name = "pounds"
column = "weight"
kind = "unit"
factor = 2.2046
rate = 0.05
"#;
    let dataset = dataset(None, nodes);
    let cohort =
        dataset.generate(&dataset.reference_variant(), &key(3), 0..20_000).unwrap();
    let density = |x: f64| libm::exp(-0.5 * ((x - 80.0) / 15.0) * ((x - 80.0) / 15.0));
    let mut both = [0, 0];
    for entry in &cohort.ledger.entries {
        let (truth, recorded) = (entry.true_value.unwrap(), entry.recorded.unwrap());
        let sound = if recorded > 200.0 { 0.0 } else { 0.95 * density(recorded) };
        let fault = 0.05 * density(truth);
        let expected = fault / (fault + sound);
        assert!((entry.posterior - expected).abs() < 2e-3, "{entry:?} {expected}");
        both[usize::from(entry.detectable())] += 1;
    }
    assert!(both[0] > 10 && both[1] > 500, "{both:?}");
}

#[test]
fn the_posterior_is_honest() {
    // Among cells that look equally suspicious, as many are at fault as the posterior
    // says: sum the posterior over the ledger and compare with how often a fault with
    // such a posterior occurs. Over many rows, 1 - posterior of the faults is the share
    // of sound cells that look like them.
    let nodes = r#"
[[node]]
name = "true_size"
family = "normal"
mean = 0
sd = 1
unit = "1"
hidden = true

[[node]]
name = "height"
family = "normal"
mean = "170 + 8 * true_size"
sd = 2
unit = "cm"
range = [100, 250]
decimals = 0
available_at = 0

[[node]]
name = "weight"
family = "normal"
mean = "75 + 9 * true_size"
sd = 4
unit = "kg"
range = [30, 200]
decimals = 0
available_at = 0

[[fault]]
name = "swapped"
column = "weight"
kind = "digits"
rate = 0.3
"#;
    let dataset = dataset(None, nodes);
    let cohort =
        dataset.generate(&dataset.reference_variant(), &key(3), 0..30_000).unwrap();
    let faults = &cohort.ledger.entries;
    // A height tells much of a weight, so most swaps are seen.
    let seen = faults.iter().filter(|entry| entry.detectable()).count();
    assert!(seen * 10 > faults.len() * 8, "{seen} of {}", faults.len());
    // Among faults with posterior q there are (1 - q) / q sound cells for each: estimate
    // the sound cells that look like the weight 57 of someone tall, by counting.
    let height = cohort.table.numbers("height").unwrap().unwrap();
    let weight = cohort.table.numbers("weight").unwrap().unwrap();
    for recorded in [67.0, 76.0, 78.0, 87.0, 68.0, 86.0] {
        let rows: Vec<usize> = (0..weight.len())
            .filter(|row| {
                weight[*row] == recorded && (166.0..=174.0).contains(&height[*row])
            })
            .collect();
        let of_fault: Vec<f64> = rows
            .iter()
            .filter_map(|row| cohort.ledger.cell(*row, "weight").map(|e| e.posterior))
            .collect();
        let sound = (rows.len() - of_fault.len()) as f64;
        let expected: f64 = of_fault.iter().map(|q| (1.0 - q) / q).sum();
        let spread: f64 = of_fault.iter().map(|q| ((1.0 - q) / q) * (1.0 / q)).sum();
        if of_fault.len() > 30 {
            let z = (sound - expected) / (spread + sound).sqrt();
            assert!(
                z.abs() < 4.5,
                "{recorded}: {sound} sound, {expected} expected, z {z}"
            );
        }
    }
}
