//! A row of a feed as texts, for the writers and from the readers of other formats.

use super::columns;
use crate::column::Column;
use crate::dataset::{Dataset, Feed};
use crate::table::{Table, TableError};

/// One result as a file of any format has it; what is not there is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) result: String,
    pub(crate) patient: String,
    pub(crate) sample: String,
    pub(crate) message: String,
    pub(crate) sex: String,
    pub(crate) birth_year: String,
    pub(crate) reason: String,
    pub(crate) sender: String,
    pub(crate) test: String,
    pub(crate) loinc: String,
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) low: String,
    pub(crate) high: String,
    pub(crate) previous: String,
    pub(crate) collected: String,
    pub(crate) received: String,
    pub(crate) status: String,
    pub(crate) absent_reason: String,
    pub(crate) note: String,
}

impl Row {
    /// The cells in the order of the feed's columns.
    fn cells(&mut self) -> [&mut String; 20] {
        [
            &mut self.result,
            &mut self.patient,
            &mut self.sample,
            &mut self.message,
            &mut self.sex,
            &mut self.birth_year,
            &mut self.reason,
            &mut self.sender,
            &mut self.test,
            &mut self.loinc,
            &mut self.value,
            &mut self.unit,
            &mut self.low,
            &mut self.high,
            &mut self.previous,
            &mut self.collected,
            &mut self.received,
            &mut self.status,
            &mut self.absent_reason,
            &mut self.note,
        ]
    }

    /// The rows of a feed's table.
    pub(crate) fn all(
        dataset: &Dataset,
        feed: &Feed,
        table: &Table,
    ) -> Result<Vec<Self>, TableError> {
        let mut rows = vec![Self::default(); table.rows()];
        for (place, name) in columns::names(dataset, feed).iter().enumerate() {
            let column = table.require(name)?;
            for (at, row) in rows.iter_mut().enumerate() {
                row.cells()[place].push_str(&column.text(at));
            }
        }
        Ok(rows)
    }

    /// The table of rows: every column a text, as it stood in the file.
    pub(crate) fn table(dataset: &Dataset, feed: &Feed, mut rows: Vec<Self>) -> Table {
        let names = columns::names(dataset, feed);
        let column = |(place, name): (usize, &String)| {
            let texts = rows.iter_mut().map(|row| std::mem::take(row.cells()[place]));
            Column::texts_of(name, texts.collect())
        };
        // The dataset's reader has seen to it that names are different.
        Table::new(names.iter().enumerate().map(column).collect()).unwrap_or_default()
    }
}

impl Feed {
    /// LOINC's name of a code that the feed sends.
    pub(crate) fn display(&self, code: &str) -> &str {
        for result in &self.results {
            if result.code == code {
                return &result.display;
            }
            if let Some(other) = result.other.as_ref().filter(|other| other.code == code)
            {
                return &other.display;
            }
        }
        ""
    }
}
