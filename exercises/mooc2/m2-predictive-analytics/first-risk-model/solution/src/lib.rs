//! A logistic model of the risk of sepsis, fitted with linfa and asked for the right class.

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

/// Numbers and flags that are known one hour after arrival and never missing.
const COMPLETE: [&str; 9] = [
    "age",
    "immunosuppressed",
    "news2",
    "respiratory_rate",
    "temperature",
    "pulse",
    "on_oxygen",
    "blood_culture_taken",
    "antibiotics_first_hour",
];

/// Blood results. That one is missing says something, too.
const WITH_GAPS: [&str; 4] = ["lactate", "crp", "white_cells", "creatinine"];

/// Gives each of `patients` the risk that sepsis is recorded, learnt from `train`.
pub fn risks(train: &Table, patients: &Table) -> Vec<f64> {
    let medians = WITH_GAPS.map(|name| median(numbers(train, name)));
    let sepsis: Vec<bool> = numbers(train, "sepsis").iter().map(|y| *y == 1.0).collect();
    fitted_risks(&predictors(train, &medians), &sepsis, &predictors(patients, &medians))
}

/// A row for each patient, without a gap.
fn predictors(table: &Table, medians: &[f64; 4]) -> Array2<f64> {
    let is = |name: &str, level: &str| -> Vec<f64> {
        let column = table.column(name).expect("the column is there");
        (0..table.rows()).map(|row| f64::from(column.text(row) == level)).collect()
    };
    let mut columns = vec![is("site", "Northmere"), is("sex", "male")];
    columns.extend(COMPLETE.map(|name| numbers(table, name).to_vec()));
    for (name, median) in WITH_GAPS.iter().zip(medians) {
        let found = numbers(table, name);
        columns.push(found.iter().map(|x| f64::from(x.is_nan())).collect());
        columns.push(found.iter().map(|x| if x.is_nan() { *median } else { *x }).collect());
    }
    Array2::from_shape_fn((table.rows(), columns.len()), |(row, column)| columns[column][row])
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("the column is there")
}

/// The middle one of the numbers that are there.
fn median(numbers: &[f64]) -> f64 {
    let mut found: Vec<f64> = numbers.iter().copied().filter(|x| !x.is_nan()).collect();
    found.sort_by(f64::total_cmp);
    (found[(found.len() - 1) / 2] + found[found.len() / 2]) / 2.0
}
