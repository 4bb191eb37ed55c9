//! What can be wrong with a file of comma-separated values, and where.

use std::fmt;

use super::NumberError;
use crate::problem::Problem;
use crate::problems;

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The data row, from 1.
    pub row: Option<u64>,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
}

problems! {
    /// What is wrong with a file.
    pub enum ErrorKind {
        /// Nothing in it.
        Empty = "empty",
        /// No row below the header.
        NoRows = "no_rows",
        /// The source failed; `detail` is the system's.
        Unreadable { detail: String } = "unreadable" "midway",
        /// UTF-16.
        Utf16 = "not_utf8" "utf16",
        /// A byte that is a letter in Latin-1.
        Latin1 { byte: String, letter: char } = "not_utf8" "latin1",
        /// Another byte that is not UTF-8.
        NotUtf8 { byte: String } = "not_utf8",
        /// Another kind of file, such as `zip`.
        NotText { kind: &'static str } = "not_text",
        /// A byte 0.
        Nul = "nul",
        /// Two columns have one name.
        DuplicateHeader { name: String } = "duplicate_header",
        /// A column has no name; columns count from 1.
        EmptyHeader { number: usize } = "empty_header",
        /// More columns than allowed.
        TooManyColumns { limit: usize } = "too_many_columns",
        /// More rows than allowed.
        TooManyRows { limit: u64 } = "too_many_rows",
        /// More bytes than allowed.
        TooLarge { limit: u64 } = "too_large" "endless",
        /// A record longer than allowed.
        RecordTooLong { limit: usize } = "record_too_long",
        /// The same, with a quote still open.
        OpenQuote { limit: usize, quote: u64 } = "record_too_long" "quote",
        /// A quoted value that never ends.
        UnclosedQuote = "unclosed_quote",
        /// A quote inside a value that does not begin with one.
        StrayQuote = "stray_quote",
        /// Text after a quoted value.
        AfterQuote { found: char } = "stray_quote" "after",
        /// A carriage return without a line feed.
        LoneCarriageReturn = "lone_carriage_return",
        /// The header looks as if it were split by something else.
        WrongDelimiter { expected: String, found: String } = "wrong_delimiter",
        /// A row with fewer values than columns.
        TooFewValues { expected: usize, found: usize } = "ragged_row" "short",
        /// A row with more values than columns.
        TooManyValues { expected: usize, found: usize } = "ragged_row" "long",
        /// An empty line between rows.
        BlankLine = "blank_line",
        /// A column that is asked for is not there; `near` is spelt most like it.
        MissingColumn { name: String, near: Option<String> } = "missing_column",
        /// Nothing where a number is asked for.
        EmptyCell = "empty_cell" "number",
        /// A word for what is not a number, or not finite.
        NotFinite { found: String } = "not_finite",
        /// A number beyond the largest that a computer holds.
        TooLargeNumber { found: String } = "too_large_number",
        /// A decimal comma where points are expected.
        DecimalComma { found: String } = "wrong_decimal" "comma",
        /// A decimal point where commas are expected.
        DecimalPoint { found: String } = "wrong_decimal" "point",
        /// Something between digits to group them.
        Grouped { found: String } = "not_a_number" "grouped",
        /// Digits of another script.
        OtherDigits { found: String } = "not_a_number" "script",
        /// Hexadecimal and the like.
        NotDecimal { found: String } = "not_a_number" "base",
        /// A number and a percent sign.
        Percentage { found: String } = "not_a_number" "percent",
        /// Text where a number is asked for.
        Text { found: String } = "not_a_number" "text",
        /// Neither 0 nor 1.
        NotAFlag { found: String } = "unexpected_value" "flag",
        /// None of a category's levels.
        NotALevel { levels: Vec<String>, found: String } = "unexpected_value" "level",
        /// No time.
        NotATime { found: String } = "unexpected_value" "time",
    }
}

impl ReadError {
    /// An error without a place.
    pub fn new(kind: ErrorKind) -> Self {
        Self { kind, row: None, line: None, column: None }
    }

    /// A stable code, such as `ragged_row`.
    pub fn code(&self) -> &'static str {
        Problem::from(self.kind.clone()).code
    }

    /// The error in a row.
    pub(super) fn at(mut self, row: u64, line: u64) -> Self {
        self.row = (row > 0).then_some(row);
        self.line = Some(line);
        self
    }

    /// The error in a column.
    pub(super) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(shortened(column));
        self
    }
}

impl ErrorKind {
    /// Why a text is no number.
    pub(super) fn number(error: NumberError, text: &str) -> Self {
        let found = quoted(text);
        match error {
            NumberError::Empty => Self::EmptyCell,
            NumberError::NotFinite => Self::NotFinite { found },
            NumberError::TooLarge => Self::TooLargeNumber { found },
            NumberError::DecimalComma => Self::DecimalComma { found },
            NumberError::DecimalPoint => Self::DecimalPoint { found },
            NumberError::Grouped => Self::Grouped { found },
            NumberError::OtherDigits => Self::OtherDigits { found },
            NumberError::NotDecimal => Self::NotDecimal { found },
            NumberError::Percent => Self::Percentage { found },
            NumberError::Text => Self::Text { found },
        }
    }

    /// A delimiter where another is expected.
    pub(super) fn delimiter(expected: u8, found: char) -> Self {
        let expected = delimiter(char::from(expected));
        Self::WrongDelimiter { expected, found: delimiter(found) }
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for ReadError {
    /// For programmers: the place and the problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}, ")?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "column `{column}`, ")?;
        }
        write!(f, "{}", Problem::from(self.kind.clone()))
    }
}

/// A text short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().take(MOST + 1).count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// The same in quotes, so that it is seen where it begins and ends.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// A delimiter by a name that words can choose by; an unusual one is itself.
fn delimiter(delimiter: char) -> String {
    match delimiter {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        other => other.to_string(),
    }
}
