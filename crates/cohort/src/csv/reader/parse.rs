//! The state machine: from bytes to one record, stricter than the format asks for.

use std::io::Read;

use super::Reader;
use crate::csv::{ErrorKind, ReadError, Record, sniff};

/// Where in a record the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    ValueStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    AfterReturn,
}

impl<R: Read> Reader<R> {
    /// Reads one record, whatever its number of values; false at the end of the file.
    pub(super) fn parse(&mut self, record: &mut Record) -> Result<bool, ReadError> {
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
}
