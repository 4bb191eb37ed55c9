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

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example: of 40 confused patients 10 had sepsis, of 160 others 8.
    #[test]
    fn a_case_counted_by_hand() {
        let groups = [(1.0, true, 10), (1.0, false, 30), (0.0, true, 8), (0.0, false, 152)];
        let each = |(sign, sepsis, patients)| vec![(sign, sepsis); patients];
        let (signs, sepsis): (Vec<f64>, Vec<bool>) = groups.into_iter().flat_map(each).unzip();
        let known = Array1::from(signs).insert_axis(Axis(1));
        let risks = fitted_risks(&known, &sepsis, &array![[1.0], [0.0]]);
        println!("{risks:?}, and by hand 0.25 and 0.05");
        assert!((risks[0] - 0.25).abs() < 0.002 && (risks[1] - 0.05).abs() < 0.002);
    }

    /// Learnt from 2,000 patients, tried on 1,000 others: cargo test my_model -- --nocapture
    /// The judge empties what is known only later; here it is filled.
    #[test]
    fn my_model_on_my_patients() {
        let all = medlab::practice::table("training.csv");
        let (train, rest) = (0..2_000, 2_000..all.rows());
        let train = all.take(&train.collect::<Vec<_>>());
        let patients = all.take(&rest.collect::<Vec<_>>());
        let risks = risks(&train, &patients);
        let sepsis = patients.column("sepsis").and_then(Column::values).expect("it is there");
        let sepsis: Vec<bool> = sepsis.iter().map(|y| *y == 1.0).collect();
        let auroc = auroc_of_scores(&sepsis, &risks).expect("a risk for each, and both classes");
        let cases = sepsis.iter().filter(|ill| **ill).count() as f64;
        let promised: f64 = risks.iter().sum();
        println!("AUROC {:.3}, observed : expected {:.2}", auroc.value, cases / promised);
    }
}
