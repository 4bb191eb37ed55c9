//! Whole tables from files, and the columns of a dataset in them.

use std::io::Read;

use super::{Decimal, ErrorKind, Options, ReadError, Reader, Record};
use super::{error::quoted, number};
use crate::column::{Column, Kind};
use crate::dataset::Dataset;
use crate::table::Table;
use crate::time;

/// Reads a file as a table of texts; an empty cell is missing.
///
/// It holds the whole file: set [`Options::bytes`] for a source that is not trusted.
pub fn read_table(source: impl Read, options: Options) -> Result<Table, ReadError> {
    let mut reader = Reader::open(source, options)?;
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); reader.header().len()];
    let mut record = Record::default();
    while reader.next(&mut record)? {
        for (column, text) in cells.iter_mut().zip(record.iter()) {
            column.push(text.to_owned());
        }
    }
    let columns = reader.header().iter().zip(cells);
    let columns = columns.map(|(name, texts)| Column::texts_of(name, texts)).collect();
    // Names are different, as the reader saw to.
    Ok(Table::new(columns).unwrap_or_default())
}

impl Dataset {
    /// A table of texts, its columns read as this dataset declares them. Columns that it
    /// does not know stay texts. Ranges are not checked: a record may be at fault.
    pub fn read_columns(
        &self,
        table: Table,
        decimal: Decimal,
    ) -> Result<Table, ReadError> {
        let columns = table.columns().iter().map(|column| {
            let Some(node) = self.node(&column.name) else { return Ok(column.clone()) };
            let mut read = column.read_as(&node.kind, decimal)?;
            read.label.clone_from(&node.label);
            read.unit.clone_from(&node.unit);
            Ok(read)
        });
        let columns: Result<Vec<Column>, ReadError> = columns.collect();
        Ok(Table::new(columns?).unwrap_or_default())
    }
}

impl Column {
    /// A column of texts, read as another kind. One that holds no texts stays what it is.
    pub fn read_as(&self, kind: &Kind, decimal: Decimal) -> Result<Self, ReadError> {
        let Some(texts) = self.texts() else { return Ok(self.clone()) };
        let mut values = Vec::with_capacity(texts.len());
        for (row, text) in texts.iter().enumerate() {
            let value = value(kind, text, decimal).map_err(|kind| {
                let mut error = ReadError::new(kind).in_column(&self.name);
                error.row = Some(row as u64 + 1);
                error
            })?;
            values.push(value);
        }
        Ok(Self::values_of(&self.name, kind.clone(), values))
    }
}

fn value(kind: &Kind, text: &str, decimal: Decimal) -> Result<f64, ErrorKind> {
    if text.is_empty() {
        return Ok(f64::NAN);
    }
    let found = || quoted(text);
    match kind {
        Kind::Flag => match text {
            "0" | "false" => Ok(0.0),
            "1" | "true" => Ok(1.0),
            _ => Err(ErrorKind::NotAFlag { found: found() }),
        },
        Kind::Category { levels } => levels
            .iter()
            .position(|level| level == text)
            .map(|level| level as f64)
            .ok_or_else(|| ErrorKind::NotALevel {
                levels: levels.clone(),
                found: found(),
            }),
        Kind::Time { origin } => time::parse(text)
            .map(|minutes| (minutes - origin) as f64 / 60.0)
            .ok_or_else(|| ErrorKind::NotATime { found: found() }),
        Kind::Number { .. } | Kind::Text => {
            number(text, decimal).map_err(|error| ErrorKind::number(error, text))
        }
    }
}
