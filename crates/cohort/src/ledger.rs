//! The ledger: every fault in a record, what stood there before, and whether a careful
//! reader can see it.

use crate::column::{Column, Kind};
use crate::table::Table;

/// The columns of [`Ledger::table`], the ID apart.
pub(crate) const COLUMNS: [&str; 8] = [
    "row",
    "column",
    "kind",
    "fault",
    "true_value",
    "recorded",
    "posterior",
    "detectable",
];

/// Every fault of a cohort, in the order of its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The row of the table, from 0.
    pub row: usize,
    /// The patient's ID.
    pub id: String,
    /// The column; none where a whole row is written twice.
    pub column: Option<String>,
    /// What the fault did: `unit`, `digits`, `impossible`, `sign`, `duplicate`,
    /// `missing`, `code` or `zone`.
    pub kind: &'static str,
    /// The fault's name in the dataset.
    pub fault: String,
    /// The value as it was.
    pub true_value: Option<f64>,
    /// The value that stands there.
    pub recorded: Option<f64>,
    /// The probability that this is a fault, to a reader who knows how patients come about
    /// and how often which fault happens, given all that stands in the row.
    pub posterior: f64,
}

impl Entry {
    /// Whether a careful reader can see the fault; only such a fault may be asked for.
    pub fn detectable(&self) -> bool {
        self.posterior >= 0.9
    }
}

impl Ledger {
    /// The entry of a cell, if it is at fault.
    pub fn cell(&self, row: usize, column: &str) -> Option<&Entry> {
        let of_row = |entry: &&Entry| entry.row == row;
        self.entries
            .iter()
            .filter(of_row)
            .find(|entry| entry.column.as_deref() == Some(column))
    }

    /// The ledger as a table; rows are counted from 1, as everywhere that people read.
    pub fn table(&self, id: &str) -> Table {
        let text = |f: &dyn Fn(&Entry) -> String| self.entries.iter().map(f).collect();
        let number = |f: &dyn Fn(&Entry) -> f64| self.entries.iter().map(f).collect();
        let exact = Kind::Number { decimals: None };
        let value = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let columns = vec![
            Column::values_of(
                "row",
                Kind::Number { decimals: Some(0) },
                number(&|e| e.row as f64 + 1.0),
            ),
            Column::texts_of(id, text(&|e| e.id.clone())),
            Column::texts_of("column", text(&|e| e.column.clone().unwrap_or_default())),
            Column::texts_of("kind", text(&|e| e.kind.to_owned())),
            Column::texts_of("fault", text(&|e| e.fault.clone())),
            Column::values_of(
                "true_value",
                exact.clone(),
                number(&|e| value(e.true_value)),
            ),
            Column::values_of("recorded", exact.clone(), number(&|e| value(e.recorded))),
            Column::values_of("posterior", exact, number(&|e| e.posterior)),
            Column::values_of(
                "detectable",
                Kind::Flag,
                number(&|e| f64::from(u8::from(e.detectable()))),
            ),
        ];
        // The dataset's reader has seen to it that the ID is not called like another.
        Table::new(columns).unwrap_or_default()
    }
}
