//! Cross-validates by patient, so that nobody is on both sides, and forgets the years.

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

/// What models of four fifths of the patients do on the other fifth, all years together.
pub fn estimate(past: &Table) -> Estimate {
    let patients = past.column("patient").expect("the column is there");
    let fold = |row: usize| patients.text(row).bytes().map(usize::from).sum::<usize>() % 5;
    let mut risks = vec![0.0; past.rows()];
    for left_out in 0..5 {
        let model = fit(&rows(past, |row| fold(row) != left_out));
        let tested: Vec<usize> = (0..past.rows()).filter(|row| fold(*row) == left_out).collect();
        for (row, risk) in tested.iter().zip(predict(&model, &past.take(&tested))) {
            risks[*row] = risk;
        }
    }
    Estimate { auroc: area(past, &risks), observed_expected: ratio(past, &risks) }
}

/// Observed over expected, with an interval for chance alone.
fn ratio(tested: &Table, risks: &[f64]) -> Interval {
    let observed: f64 = numbers(tested, "readmitted").iter().sum();
    let value = observed / risks.iter().sum::<f64>();
    let half = 1.96 / observed.sqrt();
    Interval { low: value * (-half).exp(), value, high: value * half.exp() }
}

/// The AUROC, with DeLong's interval.
fn area(tested: &Table, risks: &[f64]) -> Interval {
    let events: Vec<bool> = numbers(tested, "readmitted").iter().map(|y| *y == 1.0).collect();
    let area = auroc_of_scores(&events, risks).expect("some came back and some did not");
    let limits = area.limits.expect("more than one did");
    Interval { low: limits.lower, value: area.value, high: limits.upper }
}

/// The rows of which something holds.
fn rows(table: &Table, keep: impl Fn(usize) -> bool) -> Table {
    table.take(&(0..table.rows()).filter(|row| keep(*row)).collect::<Vec<_>>())
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("a column of numbers of this name")
}
