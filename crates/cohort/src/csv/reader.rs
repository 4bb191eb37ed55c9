//! A reader of records, one at a time, within bounds.

use std::io::Read;

use super::error::shortened;
use super::number::{Decimal, number};
use super::record::Record;
use super::{ErrorKind, ReadError, sniff};
use crate::nearest::nearest;

/// How a file is written, and how much of it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What splits columns; an ASCII character that is no quote, line end or NUL.
    pub delimiter: u8,
    /// The decimal mark.
    pub decimal: Decimal,
    /// The most bytes of one record.
    pub record_bytes: usize,
    /// The most columns.
    pub columns: usize,
    /// The most rows.
    pub rows: u64,
    /// The most bytes of the file.
    pub bytes: u64,
    /// Whether a file without any row is in order.
    pub allow_no_rows: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            delimiter: b',',
            decimal: Decimal::Point,
            record_bytes: 1024 * 1024,
            columns: 10_000,
            rows: u64::MAX,
            bytes: u64::MAX,
            allow_no_rows: false,
        }
    }
}

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

/// Where in a record the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    ValueStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    AfterReturn,
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

    /// Refuses what is no text at all, and steps over a byte order mark.
    fn begin(&mut self) -> Result<(), ReadError> {
        while self.to < 1024 && !self.ended {
            self.fill_after(self.to)?;
        }
        self.from = sniff::start_of_text(&self.buffer[..self.to]).map_err(|kind| {
            let error = ReadError::new(kind);
            if error.kind == ErrorKind::Utf16 { error.at(0, 1) } else { error }
        })?;
        Ok(())
    }

    fn read_header(&mut self) -> Result<(), ReadError> {
        let mut record = Record::default();
        while self.parse(&mut record)? {
            // Empty lines before anything are an empty file, or a header without names.
            if record.is_blank() {
                self.blank.get_or_insert(record.line);
                continue;
            }
            if self.blank.is_some() {
                return Err(ReadError::new(ErrorKind::EmptyHeader { number: 1 }).at(0, 1));
            }
            return self.take_header(&record);
        }
        Err(ReadError::new(ErrorKind::Empty))
    }

    fn take_header(&mut self, record: &Record) -> Result<(), ReadError> {
        let at = |kind| ReadError::new(kind).at(0, record.line);
        if let (1, Some(name), false) = (record.len(), record.get(0), record.quoted) {
            let split = [',', ';', '\t', '|'].into_iter().find(|c| name.contains(*c));
            if let Some(found) = split {
                return Err(at(ErrorKind::delimiter(self.options.delimiter, found)));
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for (position, name) in record.iter().enumerate() {
            if name.trim().is_empty() {
                return Err(at(ErrorKind::EmptyHeader { number: position + 1 }));
            }
            if !seen.insert(name) {
                let kind = ErrorKind::DuplicateHeader { name: shortened(name) };
                return Err(at(kind).in_column(name));
            }
        }
        self.header = record.iter().map(str::to_owned).collect();
        Ok(())
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

    /// Reads one record, whatever its number of values; false at the end of the file.
    fn parse(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        let mut text = std::mem::take(&mut record.text).into_bytes();
        text.clear();
        record.ends.clear();
        record.line = self.line;
        record.quoted = false;
        record.row = self.row + 1;
        let more = self.parse_into(&mut text, record)?;
        if more {
            record.text = self.decoded(text, record)?;
        }
        Ok(more)
    }

    fn parse_into(
        &mut self,
        text: &mut Vec<u8>,
        record: &mut Record,
    ) -> Result<bool, ReadError> {
        let mut state = State::ValueStart;
        let mut length = 0;
        let mut quote = self.line;
        loop {
            if self.from == self.to {
                self.from = 0;
                if !self.ended {
                    self.fill_after(0)?;
                }
                if self.ended {
                    self.to = 0;
                    return self.end(state, length, quote, text, record);
                }
            }
            let byte = self.buffer[self.from];
            // The longest run of bytes that mean nothing but themselves.
            let run = match state {
                State::ValueStart | State::Plain => self.run(|s, b| s[usize::from(b)]),
                State::Quoted => self.run(|_, b| matches!(b, b'"' | b'\n' | 0)),
                _ => 0,
            };
            if run > 0 {
                length += run;
                self.within(length, (state == State::Quoted).then_some(quote), record)?;
                text.extend_from_slice(&self.buffer[self.from..self.from + run]);
                self.from += run;
                if state == State::ValueStart {
                    state = State::Plain;
                }
                continue;
            }
            self.from += 1;
            length += 1;
            self.within(length, (state == State::Quoted).then_some(quote), record)?;
            if byte == 0 {
                return Err(self.here(ErrorKind::Nul));
            }
            match state {
                State::Quoted if byte == b'"' => state = State::QuoteInQuoted,
                State::Quoted => {
                    // Only a line feed is left.
                    self.line += 1;
                    text.push(byte);
                }
                State::QuoteInQuoted if byte == b'"' => {
                    text.push(byte);
                    state = State::Quoted;
                }
                State::AfterReturn if byte != b'\n' => {
                    return Err(self.here(ErrorKind::LoneCarriageReturn));
                }
                _ if byte == b'\n' => {
                    self.line += 1;
                    self.value(text.len(), record)?;
                    return Ok(true);
                }
                _ if byte == b'\r' => state = State::AfterReturn,
                _ if byte == self.options.delimiter => {
                    self.value(text.len(), record)?;
                    state = State::ValueStart;
                }
                State::ValueStart if byte == b'"' => {
                    record.quoted = true;
                    quote = self.line;
                    state = State::Quoted;
                }
                State::QuoteInQuoted => {
                    let found =
                        if byte.is_ascii() { char::from(byte) } else { '\u{fffd}' };
                    // A quoted header split by another delimiter, as R's write.csv2 makes it.
                    let splits = [',', ';', '\t', '|'].contains(&found);
                    if self.header.is_empty() && splits {
                        let expected = self.options.delimiter;
                        return Err(self.here(ErrorKind::delimiter(expected, found)));
                    }
                    return Err(self.here(ErrorKind::AfterQuote { found }));
                }
                _ => return Err(self.here(ErrorKind::StrayQuote)),
            }
        }
    }

    /// The end of the file, which also ends a last line without a line feed.
    fn end(
        &self,
        state: State,
        length: usize,
        quote: u64,
        text: &[u8],
        record: &mut Record,
    ) -> Result<bool, ReadError> {
        match state {
            State::Quoted => {
                Err(ReadError::new(ErrorKind::UnclosedQuote).at(self.row_here(), quote))
            }
            State::AfterReturn => Err(self.here(ErrorKind::LoneCarriageReturn)),
            State::ValueStart if length == 0 => Ok(false),
            _ => {
                self.value(text.len(), record)?;
                Ok(true)
            }
        }
    }

    fn run(&self, stop: impl Fn(&[bool; 256], u8) -> bool) -> usize {
        let rest = &self.buffer[self.from..self.to];
        rest.iter().position(|b| stop(&self.special, *b)).unwrap_or(rest.len())
    }

    fn within(
        &self,
        length: usize,
        quote: Option<u64>,
        record: &Record,
    ) -> Result<(), ReadError> {
        let limit = self.options.record_bytes;
        if length <= limit {
            return Ok(());
        }
        let kind = match quote {
            Some(quote) => ErrorKind::OpenQuote { limit, quote },
            None => ErrorKind::RecordTooLong { limit },
        };
        Err(ReadError::new(kind).at(self.row_here(), record.line))
    }

    /// A value ends.
    fn value(&self, end: usize, record: &mut Record) -> Result<(), ReadError> {
        if record.ends.len() == self.options.columns {
            let limit = self.options.columns;
            return Err(ReadError::new(ErrorKind::TooManyColumns { limit })
                .at(self.row_here(), record.line));
        }
        record.ends.push(end);
        Ok(())
    }

    /// The record's text, if it is UTF-8 and every value of it is.
    fn decoded(&self, text: Vec<u8>, record: &Record) -> Result<String, ReadError> {
        let error = match String::from_utf8(text) {
            Ok(text) => {
                // A character cut by a delimiter is none, though its halves meet here.
                let Some(cut) = record.ends.iter().find(|e| !text.is_char_boundary(**e))
                else {
                    return Ok(text);
                };
                (*cut - 1, text.into_bytes())
            }
            Err(error) => (error.utf8_error().valid_up_to(), error.into_bytes()),
        };
        let (at, bytes) = error;
        let position = record.ends.partition_point(|end| *end <= at);
        let kind = sniff::looks_like(bytes[at]);
        let error = ReadError::new(kind).at(self.row_here(), record.line);
        Err(match self.header.get(position) {
            Some(name) => error.in_column(name),
            None => error,
        })
    }

    /// The data row being read; 0 while it is the header.
    fn row_here(&self) -> u64 {
        if self.header.is_empty() { 0 } else { self.row + 1 }
    }

    fn here(&self, kind: ErrorKind) -> ReadError {
        ReadError::new(kind).at(self.row_here(), self.line)
    }
}
