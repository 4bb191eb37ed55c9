//! A formula from somewhere else for the patients, beside a model that nobody asks.

use medlab::linfa::prelude::*;
use medlab::linfa_logistic::LogisticRegression;
use medlab::prelude::*;

/// Fits a logistic model without a penalty to earlier patients, and gives new patients their risk.
///
/// `known` has a row for each earlier patient and a column for each predictor, `sepsis` says which
/// of them had sepsis, `new` has the same columns. Nothing is missing in either.
pub fn fitted_risks(known: &Array2<f64>, sepsis: &[bool], new: &Array2<f64>) -> Vec<f64> {
    // One scale for all predictors, that of the earlier patients. Otherwise the solver's steps are
    // too long for one column and too short for another, and it may stop before it has arrived.
    let mean = known.mean_axis(Axis(0)).expect("there are earlier patients");
    let spread = known.std_axis(Axis(0), 0.0).mapv(|sd| if sd > 0.0 { sd } else { 1.0 });
    let scaled = |table: &Array2<f64>| (table - &mean) / &spread;

    let earlier = Dataset::new(scaled(known), Array1::from(sepsis.to_vec()));
    let model = LogisticRegression::default()
        .alpha(0.0)
        .max_iterations(1_000)
        .fit(&earlier)
        .expect("no gaps, and both classes");

    // linfa calls the more frequent class the positive one.
    let positive = model.predict_probabilities(&scaled(new));
    let sepsis_is_positive = model.labels().pos.class;
    positive.iter().map(|p| if sepsis_is_positive { *p } else { 1.0 - p }).collect()
}

/// Gives each of `patients` a risk by a fixed formula.
pub fn risks(_train: &Table, patients: &Table) -> Vec<f64> {
    let news2 = patients.column("news2").and_then(Column::values).expect("the column is there");
    news2.iter().map(|score| 1.0 / (1.0 + (3.6 - 0.28 * score).exp())).collect()
}
