//! A model of readmission, and what past years say of how it will do next year.

use medlab::metrics::logistic::{expit, logit};
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

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.96;

/// By how much, as a standard deviation, a year differs from another beyond chance.
const AUROC_DIFFERS: f64 = 0.025;
const RATIO_DIFFERS: f64 = 0.07;

/// Says how the model that `fit` gives for `past` will do on the patients of the year after.
pub fn estimate(past: &Table) -> Estimate {
    Estimate { auroc: auroc(past), observed_expected: observed_expected(past) }
}

/// The AUROC of each of the last three years, by a model of the years before it, pooled by how
/// precisely each is known.
fn auroc(past: &Table) -> Interval {
    let years = numbers(past, "year");
    let last = years.iter().copied().fold(f64::MIN, f64::max);
    let (mut sum, mut precision) = (0.0, 0.0);
    for year in [last - 2.0, last - 1.0, last] {
        let model = fit(&rows(past, |row| years[row] < year));
        let tested = rows(past, |row| years[row] == year);
        let area = auroc_of_scores(&events(&tested), &predict(&model, &tested));
        let area = area.expect("some came back and some did not");
        let limits = area.limits.expect("more than one did");
        let error = (limits.upper - limits.lower) / (2.0 * Z);
        sum += area.value / (error * error);
        precision += 1.0 / (error * error);
    }
    let value = sum / precision;
    let half = Z * (1.0 / precision + AUROC_DIFFERS * AUROC_DIFFERS).sqrt();
    Interval { low: value - half, value, high: value + half }
}

/// How the years drift beside what the model says, drawn out by one year.
fn observed_expected(past: &Table) -> Interval {
    let risks = predict(&fit(past), past);
    let logits: Vec<f64> = risks.iter().map(|p| logit(*p)).collect();
    let years = numbers(past, "year");
    let next = years.iter().copied().fold(f64::MIN, f64::max) + 1.0;
    // Years until the next one: its intercept is what is added to each logit then.
    let until: Vec<f64> = years.iter().map(|year| year - next).collect();
    let drift = Logistic::new(&[&until]).offset(&logits).fit(numbers(past, "readmitted"));
    let drift = drift.expect("there are several years");
    let then: Vec<f64> = logits.iter().map(|x| expit(x + drift.coefficients[0])).collect();
    let (observed, expected) = (then.iter().sum::<f64>(), risks.iter().sum::<f64>());
    // By how much the logarithm of the ratio moves with the intercept.
    let slope = then.iter().map(|p| p * (1.0 - p)).sum::<f64>() / observed;
    let error = drift.standard_errors[0] * slope;
    let half = Z * (error * error + RATIO_DIFFERS * RATIO_DIFFERS).sqrt();
    let value = observed / expected;
    Interval { low: value * (-half).exp(), value, high: value * half.exp() }
}

/// The rows of which something holds.
fn rows(table: &Table, keep: impl Fn(usize) -> bool) -> Table {
    table.take(&(0..table.rows()).filter(|row| keep(*row)).collect::<Vec<_>>())
}

/// Who died or came back.
fn events(table: &Table) -> Vec<bool> {
    numbers(table, "readmitted").iter().map(|y| *y == 1.0).collect()
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("a column of numbers of this name")
}
