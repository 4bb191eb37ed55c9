//! The header: the start of the text, and a name of its own for every column.

use std::io::Read;

use super::Reader;
use crate::csv::error::shortened;
use crate::csv::{ErrorKind, ReadError, Record, sniff};

impl<R: Read> Reader<R> {
    /// Refuses what is no text at all, and steps over a byte order mark.
    pub(super) fn begin(&mut self) -> Result<(), ReadError> {
        while self.to < 1024 && !self.ended {
            self.fill_after(self.to)?;
        }
        self.from = sniff::start_of_text(&self.buffer[..self.to]).map_err(|kind| {
            let error = ReadError::new(kind);
            if error.kind == ErrorKind::Utf16 { error.at(0, 1) } else { error }
        })?;
        Ok(())
    }

    pub(super) fn read_header(&mut self) -> Result<(), ReadError> {
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
}
