//! Ranks: a column as places in the order of its distinct values.
//!
//! Trees ask only which value is larger, so they are grown from ranks, and values come back
//! in the thresholds.

use crate::Matrix;
use crate::tree::node::halfway;

/// A column's distinct values in order, and the place of each row's value among them.
pub(crate) struct Ranks {
    values: Vec<f64>,
    of_rows: Vec<u32>,
}

impl Ranks {
    /// The ranks of all columns.
    pub(crate) fn of(matrix: &Matrix) -> Vec<Self> {
        matrix.columns().iter().map(|column| Self::of_column(column)).collect()
    }

    pub(crate) fn of_column(column: &[f64]) -> Self {
        let rows = column.iter().zip(0..);
        let mut sorted: Vec<(f64, u32)> =
            rows.map(|(value, row)| (*value, row)).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut values = Vec::new();
        let mut of_rows = vec![0; column.len()];
        for (value, row) in sorted {
            // The two zeros differ in their order, but neither is less.
            if values.last().is_none_or(|last| *last < value) {
                values.push(value);
            }
            of_rows[row as usize] = values.len() as u32 - 1;
        }
        Self { values, of_rows }
    }

    /// How many distinct values there are.
    pub(crate) fn distinct(&self) -> usize {
        self.values.len()
    }

    /// The rank of each row's value.
    pub(crate) fn of_rows(&self) -> &[u32] {
        &self.of_rows
    }

    /// The distinct values in order.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The threshold between the values of two ranks.
    pub(crate) fn between(&self, low: u32, high: u32) -> f64 {
        halfway(self.values[low as usize], self.values[high as usize])
    }
}
