//! A model of readmission, and what it will do next year. The model is written; you write
//! `estimate`.

use medlab::metrics::LogisticFit;
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

/// Says how the model that `fit` gives for `past` will do on the patients of the year after.
///
/// `past` has all past years and no patient of the next one.
pub fn estimate(past: &Table) -> Estimate {
    let _ = past;
    todo!("say what next year will show, and how sure you are")
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("the column is there")
}
