//! A writer of tables: UTF-8, LF, fixed decimals, quotes only where they are needed.

use std::io::{self, Write};

use crate::column::{Cells, Column};
use crate::table::Table;

/// Writes a table with its header.
///
/// ```
/// use medlab_cohort::{Column, Kind, Table, csv};
/// let temperature = Kind::Number { decimals: Some(1) };
/// let table = Table::new(vec![
///     Column::texts_of("id", vec!["P1".into(), "P2".into()]),
///     Column::values_of("temperature", temperature, vec![37.0, f64::NAN]),
/// ])?;
/// let mut file = Vec::new();
/// csv::write(&table, &mut file)?;
/// assert_eq!(file, b"id,temperature\nP1,37.0\nP2,\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(table: &Table, out: impl Write) -> io::Result<()> {
    let mut writer = Writer::new(out);
    writer.table(table)?;
    writer.finish().map(drop)
}

/// Writes tables of the same columns one below the other.
pub struct Writer<W> {
    out: W,
    buffer: Vec<u8>,
    begun: bool,
    left: u64,
}

const CHUNK: usize = 64 * 1024;

impl<W: Write> Writer<W> {
    /// A writer of any number of rows.
    pub fn new(out: W) -> Self {
        Self::of_rows(out, u64::MAX)
    }

    /// A writer that leaves out what would be more than so many rows.
    pub fn of_rows(out: W, rows: u64) -> Self {
        Self { out, buffer: Vec::with_capacity(CHUNK + 1024), begun: false, left: rows }
    }

    /// Writes the rows of a table, before the first of them the header.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        let columns = table.columns();
        let alone = columns.len() == 1;
        if !self.begun {
            self.begun = true;
            for (position, column) in columns.iter().enumerate() {
                self.delimit(position);
                text(&column.name, alone, &mut self.buffer);
            }
            self.buffer.push(b'\n');
        }
        let rows = (table.rows() as u64).min(self.left) as usize;
        self.left -= rows as u64;
        for row in 0..rows {
            for (position, column) in columns.iter().enumerate() {
                self.delimit(position);
                cell(column, row, alone, &mut self.buffer);
            }
            self.buffer.push(b'\n');
            if self.buffer.len() >= CHUNK {
                self.out.write_all(&self.buffer)?;
                self.buffer.clear();
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.buffer)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn delimit(&mut self, position: usize) {
        if position > 0 {
            self.buffer.push(b',');
        }
    }
}

fn cell(column: &Column, row: usize, alone: bool, out: &mut Vec<u8>) {
    match &column.cells {
        Cells::Texts(texts) => text(&texts[row], alone, out),
        Cells::Values(values) => match column.levels() {
            [] => {
                let before = out.len();
                column.write(row, out);
                if alone && out.len() == before {
                    out.extend_from_slice(b"\"\"");
                }
            }
            levels => {
                let level =
                    (!values[row].is_nan()).then(|| levels.get(values[row] as usize));
                text(level.flatten().map_or("", |l| l), alone, out);
            }
        },
    }
}

/// Appends a text, in quotes where it would not be read back as it is.
fn text(text: &str, alone: bool, out: &mut Vec<u8>) {
    let special = |b: u8| matches!(b, b',' | b'"' | b';' | b'|') || b < b' ';
    // An empty line is no row, and a byte order mark no text.
    let lost = (alone && text.is_empty()) || text.starts_with('\u{feff}');
    if !lost && !text.bytes().any(special) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
