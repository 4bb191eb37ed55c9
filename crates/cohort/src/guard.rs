//! Guards of the readers of FHIR and HL7: how much is read, and what is wrong and where.

use std::fmt;

use crate::problem::Problem;
use crate::problems;

/// How much of a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of the file.
    pub bytes: usize,
    /// The most bytes of one line or segment.
    pub line_bytes: usize,
    /// The most lines or segments.
    pub lines: u64,
    /// How deep values may lie in one another.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20, line_bytes: 1 << 20, lines: 10_000_000, depth: 16 }
    }
}

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// What is wrong.
    pub kind: FormatProblem,
    /// The line or segment, from 1.
    pub line: u64,
    /// Where in it: an element of FHIR or a field of HL7, such as `OBX-5`.
    pub field: Option<String>,
}

problems! {
    /// What is wrong with a file of FHIR or HL7.
    pub enum FormatProblem {
        /// The dataset has no feed, so nothing of it is sent in this format.
        NoFeed = "format_no_feed",
        /// More bytes than allowed.
        TooLarge { limit: usize } = "format_too_large",
        /// A line longer than allowed.
        LineTooLong { limit: usize } = "format_line_too_long",
        /// More lines than allowed.
        TooManyLines { limit: u64 } = "format_too_many_lines",
        /// Values that lie deeper in one another than allowed.
        TooDeep { limit: usize } = "format_too_deep",
        /// Not UTF-8.
        NotUtf8 = "format_not_utf8",
        /// No JSON; `at` counts bytes of the line from 1.
        NotJson { at: usize } = "format_not_json",
        /// A key that stands twice.
        KeyTwice { key: String } = "format_key_twice",
        /// Another resource or segment than this feed has.
        Unknown { found: String } = "format_unknown",
        /// Something that has to be there is not.
        Missing { name: &'static str } = "format_missing",
        /// A value of another kind than expected.
        Unexpected { found: String } = "format_unexpected",
        /// A reference to what was not sent before.
        Dangling { reference: String } = "format_dangling",
        /// An ID that stands twice.
        IdTwice { id: String } = "format_id_twice",
        /// An escape that HL7 does not have.
        Escape { found: String } = "format_escape",
    }
}

impl FormatProblem {
    /// The problem at a line.
    pub(crate) fn at(self, line: u64) -> FormatError {
        FormatError { kind: self, line, field: None }
    }

    /// The problem at a field of a line.
    pub(crate) fn in_field(self, line: u64, field: &str) -> FormatError {
        FormatError { kind: self, line, field: Some(field.to_owned()) }
    }
}

impl std::error::Error for FormatError {}

impl fmt::Display for FormatError {
    /// For programmers: the place and the problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, ", self.line)?;
        if let Some(field) = &self.field {
            write!(f, "{field}, ")?;
        }
        write!(f, "{}", Problem::from(self.kind.clone()))
    }
}

/// A text short enough for a message.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// The lines of a file, within limits, empty ones left out, each with its number from 1.
pub(crate) fn lines<'a>(
    file: &'a [u8],
    ends: fn(u8) -> bool,
    limits: &Limits,
) -> Result<Vec<(u64, &'a str)>, FormatError> {
    if file.len() > limits.bytes {
        return Err(FormatProblem::TooLarge { limit: limits.bytes }.at(1));
    }
    let mut found = Vec::new();
    // A line feed after a carriage return ends no line of its own.
    let mut number = 0;
    let mut rest = file;
    while !rest.is_empty() {
        number += 1;
        if number > limits.lines {
            return Err(FormatProblem::TooManyLines { limit: limits.lines }.at(number));
        }
        let end = rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        let step = match after {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        rest = &after[step..];
        if line.len() > limits.line_bytes {
            let limit = limits.line_bytes;
            return Err(FormatProblem::LineTooLong { limit }.at(number));
        }
        let text =
            std::str::from_utf8(line).map_err(|_| FormatProblem::NotUtf8.at(number))?;
        if !text.trim().is_empty() {
            found.push((number, text));
        }
    }
    Ok(found)
}
