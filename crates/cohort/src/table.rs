//! A table: named columns of the same length, with units, and with why a cell is empty.
//!
//! A table knows nothing of where it came from: not of causes, not of files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::column::{Cells, Column};
use crate::nearest::nearest;

/// Named columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

/// Columns that do not make a table, or a column that is not in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Two columns have one name.
    #[error("expected different column names, found `{0}` twice")]
    Duplicate(String),
    /// A column has another length than the first.
    #[error("expected {expected} rows in column `{name}`, found {found}")]
    Length {
        /// The column.
        name: String,
        /// Rows of the other columns.
        expected: usize,
        /// Its rows.
        found: usize,
    },
    /// No column has this name.
    #[error("expected a column `{name}`, found none")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
}

impl TableError {
    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { nearest: Some(name), .. } => {
                Some(format!("did you mean `{name}`?"))
            }
            _ => None,
        }
    }
}

impl Table {
    /// A table of these columns.
    pub fn new(columns: Vec<Column>) -> Result<Self, TableError> {
        let rows = columns.first().map_or(0, Column::rows);
        let mut names = std::collections::BTreeSet::new();
        for column in &columns {
            if !names.insert(column.name.as_str()) {
                return Err(TableError::Duplicate(column.name.clone()));
            }
            if column.rows() != rows {
                return Err(TableError::Length {
                    name: column.name.clone(),
                    expected: rows,
                    found: column.rows(),
                });
            }
        }
        Ok(Self { columns, rows })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column of a name, or an error that names the nearest.
    pub fn require(&self, name: &str) -> Result<&Column, TableError> {
        self.column(name).ok_or_else(|| TableError::Unknown {
            name: name.to_owned(),
            nearest: nearest(name, self.columns.iter().map(|c| c.name.as_str()))
                .map(str::to_owned),
        })
    }

    /// The values of a column, NaN where missing: numbers, 1 and 0 for flags, positions
    /// among the levels for categories, hours for times. None for a text column.
    pub fn numbers(&self, name: &str) -> Result<Option<&[f64]>, TableError> {
        Ok(self.require(name)?.values())
    }

    /// These columns, in this order.
    pub fn select(&self, names: &[&str]) -> Result<Self, TableError> {
        let columns = names
            .iter()
            .map(|name| self.require(name).cloned())
            .collect::<Result<_, _>>();
        Ok(Self { columns: columns?, rows: self.rows })
    }

    /// These rows, in this order; a row may be taken twice.
    ///
    /// # Panics
    /// When a row is not in the table.
    pub fn take(&self, rows: &[usize]) -> Self {
        let columns = self.columns.iter().map(|column| column.take(rows)).collect();
        Self { columns, rows: rows.len() }
    }

    /// The table with one column added, or replaced if there is one of its name.
    pub fn with_column(mut self, column: Column) -> Result<Self, TableError> {
        match self.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => *known = column,
            None => self.columns.push(column),
        }
        Self::new(self.columns)
    }

    /// The rows at which each text of a column stands, for joining by id.
    pub fn index(
        &self,
        name: &str,
    ) -> Result<BTreeMap<Cow<'_, str>, Vec<usize>>, TableError> {
        let column = self.require(name)?;
        let mut index: BTreeMap<Cow<'_, str>, Vec<usize>> = BTreeMap::new();
        for row in 0..self.rows {
            index.entry(column.text(row)).or_default().push(row);
        }
        Ok(index)
    }
}

impl Column {
    /// The column as an operand of a formula.
    pub(crate) fn operand(&self) -> (Cow<'_, [f64]>, crate::expression::Kind) {
        use crate::column::Kind;
        use crate::expression::Kind as Operand;
        match (&self.cells, &self.kind) {
            (Cells::Values(values), Kind::Category { levels }) => {
                (Cow::Borrowed(values), Operand::Text(levels.clone()))
            }
            (Cells::Values(values), Kind::Flag) => {
                (Cow::Borrowed(values), Operand::Truth)
            }
            (Cells::Values(values), _) => (Cow::Borrowed(values), Operand::Number),
            (Cells::Texts(texts), _) => {
                let levels: std::collections::BTreeSet<&str> =
                    texts.iter().map(String::as_str).collect();
                let levels: Vec<String> = levels.into_iter().map(str::to_owned).collect();
                let codes = texts.iter().enumerate().map(|(row, text)| {
                    match levels.binary_search(text) {
                        Ok(level) if !self.is_missing(row) => level as f64,
                        _ => f64::NAN,
                    }
                });
                (Cow::Owned(codes.collect()), Operand::Text(levels))
            }
        }
    }
}
