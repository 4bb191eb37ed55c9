//! A first risk model. You write `fitted_risks` (tasks 1 and 2) and `risks` (task 3).

// linfa's `Dataset`, and the trait that brings `.fit(...)`.
use medlab::linfa::prelude::*;
use medlab::linfa_logistic::LogisticRegression;
// `Table` and `Column`, `Array1`, `Array2` and `Axis`.
use medlab::prelude::*;

/// Fits a logistic model without a penalty to earlier patients, and gives new patients their risk.
///
/// `known` has a row for each earlier patient and a column for each predictor, `sepsis` says which
/// of them had sepsis, `new` has the same columns. Nothing is missing in either. Returns the risk
/// of sepsis of each row of `new`, in the range 0 to 1.
pub fn fitted_risks(known: &Array2<f64>, sepsis: &[bool], new: &Array2<f64>) -> Vec<f64> {
    let _ = (known, sepsis, new);
    let _ = LogisticRegression::<f64>::default();
    todo!("fit a logistic model, and give the risk of sepsis")
}

/// Gives each of `patients`, in order, the risk that sepsis is recorded, learnt from `train`.
///
/// `train` is your `training.csv`. `patients` has the same columns; what is known only later than
/// one hour after arrival is empty there for everybody.
pub fn risks(train: &Table, patients: &Table) -> Vec<f64> {
    let _ = (train, patients);
    todo!("choose predictors, fill gaps, and call fitted_risks")
}
