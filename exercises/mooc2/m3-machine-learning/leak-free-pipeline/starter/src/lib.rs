//! A pipeline from the ward's table to risks of sepsis. You write what is in `Pipeline`, `fit` and
//! `predict`.

use medlab::prelude::*;

/// All that a fit has learned: what fills the gaps, what brings numbers to one scale, what stands
/// for each code of `chance` (if you use it), and the model.
pub struct Pipeline {}

/// Learns from the rows `train_rows` of `table`, and from no other row.
///
/// The table has everybody in it, also those who are to be predicted, with their outcomes in
/// `sepsis`. What is known only later than one hour after arrival is empty. Row 0 is the first.
pub fn fit(table: &Table, train_rows: &[usize]) -> Pipeline {
    let _ = (table, train_rows);
    todo!("learn what the pipeline needs")
}

/// Gives each of `rows` its risk of sepsis, from 0 to 1, in the order of `rows`.
pub fn predict(pipeline: &Pipeline, table: &Table, rows: &[usize]) -> Vec<f64> {
    let _ = (pipeline, table, rows);
    todo!("apply what was learned")
}
