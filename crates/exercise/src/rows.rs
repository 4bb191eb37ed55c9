//! Rows of text as a CSV file, for files that are made rather than recorded.

use medlab_cohort::{Column, Table, csv};

/// The file of a header and lines; every line has a cell for each column.
pub(crate) fn write(header: &[String], lines: &[Vec<String>]) -> Vec<u8> {
    let columns = header.iter().enumerate().map(|(at, name)| {
        let cell = |line: &Vec<String>| line.get(at).cloned().unwrap_or_default();
        Column::texts_of(name, lines.iter().map(cell).collect())
    });
    table(&Table::new(columns.collect()).unwrap_or_default())
}

/// The file of a table.
pub(crate) fn table(table: &Table) -> Vec<u8> {
    let mut bytes = Vec::new();
    match csv::write(table, &mut bytes) {
        Ok(()) => bytes,
        Err(error) => unreachable!("writing to memory: {error}"),
    }
}
