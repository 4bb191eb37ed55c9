//! A reader of records, one at a time, within bounds.

mod header;
mod parse;

use std::io::Read;

use super::error::shortened;
use super::number::number;
use super::record::Record;
use super::{ErrorKind, Options, ReadError};
use crate::nearest::nearest;

/// A reader of records from a source of bytes.
///
/// ```
/// use medlab_cohort::csv::{Options, Reader, Record};
/// let file = "id,risk\nP1,0.25\nP2,high\n";
/// let mut reader = Reader::open(file.as_bytes(), Options::default())?;
/// let risk = reader.column("risk")?;
/// let mut record = Record::default();
/// assert!(reader.next(&mut record)?);
/// assert_eq!(reader.number(&record, risk), Ok(0.25));
/// assert!(reader.next(&mut record)?);
/// assert_eq!(
///     reader.number(&record, risk).unwrap_err().to_string(),
///     "row 2, line 3, column `risk`, not_a_number text: found \"high\"",
/// );
/// # Ok::<(), medlab_cohort::csv::ReadError>(())
/// ```
pub struct Reader<R> {
    source: R,
    options: Options,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    read: u64,
    ended: bool,
    line: u64,
    row: u64,
    /// The line of the first of the empty lines just read.
    blank: Option<u64>,
    header: Vec<String>,
    /// Bytes at which a run of plain text ends.
    special: [bool; 256],
}

const CHUNK: usize = 64 * 1024;

impl<R: Read> Reader<R> {
    /// Reads the header.
    pub fn open(source: R, options: Options) -> Result<Self, ReadError> {
        let mut special = [false; 256];
        for byte in [options.delimiter, b'"', b'\n', b'\r', 0] {
            special[usize::from(byte)] = true;
        }
        let mut reader = Self {
            source,
            options,
            buffer: vec![0; CHUNK].into_boxed_slice(),
            from: 0,
            to: 0,
            read: 0,
            ended: false,
            line: 1,
            row: 0,
            blank: None,
            header: Vec::new(),
            special,
        };
        reader.begin()?;
        reader.read_header()?;
        Ok(reader)
    }

    /// The columns' names.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Result<usize, ReadError> {
        self.header.iter().position(|known| known == name).ok_or_else(|| {
            let near = nearest(name, self.header.iter().map(String::as_str));
            let kind = ErrorKind::MissingColumn {
                name: shortened(name),
                near: near.map(shortened),
            };
            ReadError::new(kind).at(0, 1).in_column(name)
        })
    }

    /// How the file is read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads the next record into `record`; false at the end of the file.
    ///
    /// Empty lines at the end are no records.
    pub fn next(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        loop {
            if !self.parse(record)? {
                if self.row == 0 && !self.options.allow_no_rows {
                    return Err(ReadError::new(ErrorKind::NoRows));
                }
                return Ok(false);
            }
            if record.is_blank() {
                self.blank.get_or_insert(record.line);
                continue;
            }
            self.row += 1;
            record.row = self.row;
            if let Some(line) = self.blank {
                return Err(ReadError::new(ErrorKind::BlankLine).at(self.row, line));
            }
            if self.row > self.options.rows {
                let limit = self.options.rows;
                return Err(ReadError::new(ErrorKind::TooManyRows { limit })
                    .at(self.row, record.line));
            }
            if record.len() != self.header.len() {
                let (expected, found) = (self.header.len(), record.len());
                let kind = if found < expected {
                    ErrorKind::TooFewValues { expected, found }
                } else {
                    ErrorKind::TooManyValues { expected, found }
                };
                return Err(ReadError::new(kind).at(self.row, record.line));
            }
            return Ok(true);
        }
    }

    /// A record's value as a finite number, by the file's decimal mark.
    pub fn number(&self, record: &Record, position: usize) -> Result<f64, ReadError> {
        let text = record.get(position).unwrap_or("");
        number(text, self.options.decimal)
            .map_err(|error| self.error(record, position, ErrorKind::number(error, text)))
    }

    /// An error in a record's value.
    pub fn error(&self, record: &Record, position: usize, kind: ErrorKind) -> ReadError {
        let name = self.header.get(position).map_or("", String::as_str);
        ReadError::new(kind).at(record.row, record.line).in_column(name)
    }

    /// Reads more bytes behind those from `kept` on, which stay.
    fn fill_after(&mut self, kept: usize) -> Result<(), ReadError> {
        let got = loop {
            match self.source.read(&mut self.buffer[kept..]) {
                Ok(got) => break got,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let kind = ErrorKind::Unreadable { detail: error.to_string() };
                    return Err(ReadError::new(kind).at(0, self.line));
                }
            }
        };
        self.ended = got == 0;
        self.to = kept + got;
        self.read += got as u64;
        if self.read > self.options.bytes {
            let limit = self.options.bytes;
            return Err(ReadError::new(ErrorKind::TooLarge { limit }).at(0, self.line));
        }
        Ok(())
    }

    /// The data row being read; 0 while it is the header.
    fn row_here(&self) -> u64 {
        if self.header.is_empty() { 0 } else { self.row + 1 }
    }

    fn here(&self, kind: ErrorKind) -> ReadError {
        ReadError::new(kind).at(self.row_here(), self.line)
    }
}
