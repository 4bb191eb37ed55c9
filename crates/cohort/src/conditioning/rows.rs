//! The rows to condition on: true values of what is on record, and what is on record.

use crate::column::Column;
use crate::dataset::Dataset;
use crate::generate::Cohort;

/// Values and masks of rows, node by node. Latent values are there for what is no reader
/// of the record; conditioning never reads them.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// For each node its values.
    pub(crate) values: Vec<Vec<f64>>,
    /// For each node that can go missing, 1 where it is on record.
    pub(crate) masks: Vec<Vec<f64>>,
    pub(crate) count: usize,
}

impl Rows {
    /// Rows of a cohort's record, its faults undone.
    pub(crate) fn of(dataset: &Dataset, cohort: &Cohort, rows: &[usize]) -> Self {
        let values = dataset.nodes.iter().map(|node| {
            let truth = &cohort.truth;
            let column = truth.latent(&node.name).or(truth.unmasked(&node.name));
            let values =
                column.or(cohort.table.column(&node.name)).and_then(Column::values);
            let values = values.unwrap_or_default();
            rows.iter().map(|row| values[*row]).collect()
        });
        let masks = dataset.nodes.iter().map(|node| {
            let column = cohort.table.column(&node.name);
            let known = |column: &Column, row: usize| {
                f64::from(u8::from(!column.is_withheld(row)))
            };
            match (column, &node.missing) {
                (Some(column), Some(_)) => {
                    rows.iter().map(|row| known(column, *row)).collect()
                }
                _ => Vec::new(),
            }
        });
        Self { values: values.collect(), masks: masks.collect(), count: rows.len() }
    }

    /// Some of the rows, in this order.
    pub(crate) fn take(&self, rows: &[usize]) -> Self {
        let take = |columns: &[Vec<f64>]| {
            let column = |column: &Vec<f64>| match column.as_slice() {
                [] => Vec::new(),
                column => rows.iter().map(|row| column[*row]).collect(),
            };
            columns.iter().map(column).collect()
        };
        Self { values: take(&self.values), masks: take(&self.masks), count: rows.len() }
    }
}
