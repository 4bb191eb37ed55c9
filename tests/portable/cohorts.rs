//! Cohorts: the first patients of each dataset, their truth, their faults, and the risks
//! that are attainable for them.

use medlab_cohort::{Key, csv, fhir, hl7};
use medlab_exercise::Course;

use crate::{Row, Rows};

const SEED: u64 = 1;
const PATIENTS: u64 = 300;

/// The attainable risk costs more than all the rest.
const FEW: u64 = 60;

pub(crate) fn rows(course: &Course) -> Rows {
    let mut rows = Vec::new();
    for (name, dataset) in &course.datasets {
        let key = Key::open(name, dataset.version, SEED);
        let variant = dataset.variant(&key);
        let cohort = dataset.generate(&variant, &key, 0..PATIENTS)?;
        let truth = cohort.truth.table(cohort.table.columns()[0].clone());
        let faults = cohort.ledger.table(&dataset.id.name);
        let tables = [("cohort", &cohort.table), ("truth", &truth), ("faults", &faults)];
        for (what, table) in tables {
            let mut file = Vec::new();
            csv::write(table, &mut file)?;
            rows.push(Row::of(format!("{what} of {name}"), file));
        }
        if dataset.feed.is_some() {
            let (mut resources, mut messages) = (Vec::new(), Vec::new());
            fhir::write(dataset, &cohort.table, &mut resources)?;
            hl7::write(dataset, &cohort.table, &mut messages)?;
            rows.push(Row::of(format!("{name} in FHIR"), resources));
            rows.push(Row::of(format!("{name} in HL7"), messages));
        }
        let few = dataset.generate(&variant, &key, 0..FEW)?;
        let attainable = few.attainable(dataset, &variant)?;
        rows.push(Row::of(
            format!("attainable risks of {name}"),
            format!("{attainable:?}"),
        ));
    }
    Ok(rows)
}
