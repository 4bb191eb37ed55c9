//! The clean table: one row a result, in the nodes' own units and in UTC, with nothing that
//! was sent twice or wrongly.

use crate::column::{Column, Kind};
use crate::dataset::Dataset;
use crate::generate::Cohort;
use crate::table::{Table, TableError};

impl Cohort {
    /// The tidy table that a careful reader makes of a feed; none without one.
    ///
    /// A value is empty where none was sent, whether a reason stands there or not. Faults
    /// that cannot be seen are mended all the same: leave out their rows where a reader is
    /// judged.
    pub fn clean(&self, dataset: &Dataset) -> Result<Option<Table>, TableError> {
        if dataset.feed.is_none() {
            return Ok(None);
        }
        let twice = self.truth.latent("duplicate").and_then(Column::values);
        let twice = twice.unwrap_or_default();
        let rows: Vec<usize> =
            (0..self.table.rows()).filter(|row| twice[*row] < 0.5).collect();
        let mut columns = Vec::new();
        for column in self.table.columns() {
            let name = column.name.as_str();
            if ["message", "low", "high", "previous", "note"].contains(&name) {
                continue;
            }
            let truth = self.truth.unmasked(name).unwrap_or(column);
            columns.push(if name == "value" {
                sent(truth, column)
            } else {
                truth.clone()
            });
        }
        Ok(Some(Table::new(columns)?.take(&rows)))
    }
}

/// The true values of what was sent.
fn sent(truth: &Column, recorded: &Column) -> Column {
    let (Some(values), Some(recorded)) = (truth.values(), recorded.values()) else {
        return truth.clone();
    };
    let values = values
        .iter()
        .zip(recorded)
        .map(|(value, recorded)| if recorded.is_nan() { f64::NAN } else { *value })
        .collect();
    let exact = Kind::Number { decimals: None };
    Column::values_of(&truth.name, exact, values).with_places(truth.places.clone())
}
