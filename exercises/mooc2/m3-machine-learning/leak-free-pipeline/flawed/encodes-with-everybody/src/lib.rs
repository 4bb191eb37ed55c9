//! Each code stands for the share with sepsis in the whole table, those to be predicted included.

use std::collections::BTreeMap;

use medlab::metrics::LogisticFit;
use medlab::prelude::*;

/// Numbers and flags that are known one hour after arrival.
const NUMBERS: [&str; 18] = [
    "age",
    "care_home",
    "immunosuppressed",
    "respiratory_rate",
    "temperature",
    "systolic_pressure",
    "pulse",
    "on_oxygen",
    "oxygen_saturation",
    "news2",
    "lactate",
    "white_cells",
    "crp",
    "creatinine",
    "platelets",
    "blood_culture_taken",
    "antibiotics_first_hour",
    "diastolic_pressure",
];

/// That one of these is missing says something, too.
const WITH_GAPS: [&str; 5] = ["lactate", "white_cells", "crp", "creatinine", "platelets"];

/// Words, as questions that are answered yes or no.
const QUESTIONS: [(&str, &str); 3] =
    [("site", "Northmere"), ("sex", "male"), ("consciousness", "alert")];

/// How strongly effects are drawn to zero.
const PENALTY: f64 = 10.0;

/// All that a fit has learned.
pub struct Pipeline {
    medians: Vec<f64>,
    codes: Codes,
    scales: Vec<Scale>,
    model: LogisticFit,
}

/// Learns from the rows `train_rows` of `table`, and from no other row.
pub fn fit(table: &Table, train_rows: &[usize]) -> Pipeline {
    let medians: Vec<f64> =
        NUMBERS.iter().map(|name| median(&values(table, name, train_rows))).collect();
    let outcomes = values(table, "sepsis", train_rows);
    let chance = texts(table, "chance", train_rows);

    let mut columns = filled(table, train_rows, &medians);
    let everybody: Vec<usize> = (0..table.rows()).collect();
    let codes =
        Codes::of(&texts(table, "chance", &everybody), &values(table, "sepsis", &everybody));
    columns.push(chance.iter().map(|code| codes.risk(code)).collect());

    let scales: Vec<Scale> = columns.iter().map(|column| Scale::of(column)).collect();
    let scaled = scaled(&columns, &scales);
    let slices: Vec<&[f64]> = scaled.iter().map(Vec::as_slice).collect();
    let model = Logistic::new(&slices)
        .ridge(PENALTY)
        .fit(&outcomes)
        .expect("some had sepsis and some had not");
    Pipeline { medians, codes, scales, model }
}

/// Gives each of `rows` its risk of sepsis, in the order of `rows`.
pub fn predict(pipeline: &Pipeline, table: &Table, rows: &[usize]) -> Vec<f64> {
    let mut columns = filled(table, rows, &pipeline.medians);
    let chance = texts(table, "chance", rows);
    columns.push(chance.iter().map(|code| pipeline.codes.risk(code)).collect());
    let scaled = scaled(&columns, &pipeline.scales);
    let slices: Vec<&[f64]> = scaled.iter().map(Vec::as_slice).collect();
    pipeline.model.predict(&slices)
}

/// The predictors of these rows, without a gap and without the codes.
fn filled(table: &Table, rows: &[usize], medians: &[f64]) -> Vec<Vec<f64>> {
    let mut columns = Vec::new();
    for (name, median) in NUMBERS.iter().zip(medians) {
        let found = values(table, name, rows);
        if WITH_GAPS.contains(name) {
            columns.push(found.iter().map(|x| f64::from(u8::from(x.is_nan()))).collect());
        }
        columns.push(found.iter().map(|x| if x.is_nan() { *median } else { *x }).collect());
    }
    for (name, word) in QUESTIONS {
        let found = texts(table, name, rows);
        columns.push(found.iter().map(|text| f64::from(u8::from(text == word))).collect());
    }
    columns
}

/// How often each code went with sepsis.
struct Codes {
    of_all: f64,
    of_each: BTreeMap<String, f64>,
}

impl Codes {
    fn of(codes: &[String], outcomes: &[f64]) -> Self {
        let (mut events, mut patients) = (0.0, 0.0);
        let mut counts: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for place in 0..codes.len() {
            let count = counts.entry(codes[place].clone()).or_default();
            count.0 += outcomes[place];
            count.1 += 1.0;
            events += outcomes[place];
            patients += 1.0;
        }
        let of_all = events / patients;
        let share = |(events, patients): (f64, f64)| events / patients;
        let of_each = counts.into_iter().map(|(code, count)| (code, share(count))).collect();
        Self { of_all, of_each }
    }

    /// What stands for a code; a code that nobody had gets the mean of all.
    fn risk(&self, code: &str) -> f64 {
        self.of_each.get(code).copied().unwrap_or(self.of_all)
    }
}

/// What brings a column to mean 0 and standard deviation 1.
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(column: &[f64]) -> Self {
        let mean = mean(column);
        let squares: Vec<f64> = column.iter().map(|x| (x - mean) * (x - mean)).collect();
        let deviation = self::mean(&squares).sqrt();
        Self { mean, deviation: if deviation > 1e-9 { deviation } else { 1.0 } }
    }
}

fn scaled(columns: &[Vec<f64>], scales: &[Scale]) -> Vec<Vec<f64>> {
    let scaled = |(column, scale): (&Vec<f64>, &Scale)| {
        column.iter().map(|x| (x - scale.mean) / scale.deviation).collect()
    };
    columns.iter().zip(scales).map(scaled).collect()
}

/// A column's numbers in these rows, NaN where one is missing.
fn values(table: &Table, name: &str, rows: &[usize]) -> Vec<f64> {
    let column = table.column(name).and_then(Column::values).expect("the column is there");
    rows.iter().map(|row| column[*row]).collect()
}

/// A column's words in these rows.
fn texts(table: &Table, name: &str, rows: &[usize]) -> Vec<String> {
    let column = table.column(name).expect("the column is there");
    rows.iter().map(|row| column.text(*row).into_owned()).collect()
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// The middle one of the numbers that are there; 0 where there is none.
fn median(numbers: &[f64]) -> f64 {
    let mut found: Vec<f64> = numbers.iter().copied().filter(|x| !x.is_nan()).collect();
    found.sort_by(f64::total_cmp);
    match found.len() {
        0 => 0.0,
        patients => (found[(patients - 1) / 2] + found[patients / 2]) / 2.0,
    }
}
