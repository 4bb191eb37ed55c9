//! What can be wrong with a file of comma-separated values, where, and the way out.

use super::NumberError;

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{kind}", self.place())]
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

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// Nothing in it.
    #[error("expected a header and rows, found an empty file")]
    Empty,
    /// No row below the header.
    #[error("expected at least one row below the header, found none")]
    NoRows,
    /// The source failed.
    #[error("expected a readable file, found this: {0}")]
    Unreadable(String),
    /// Bytes that are not UTF-8.
    #[error("expected text in UTF-8, found {0}")]
    NotUtf8(String),
    /// Another kind of file.
    #[error("expected comma-separated text, found {0}")]
    NotText(&'static str),
    /// A byte 0.
    #[error("expected text, found a NUL byte")]
    Nul,
    /// Two columns have one name.
    #[error("expected different column names, found `{0}` twice in the header")]
    DuplicateHeader(String),
    /// A column has no name.
    #[error("expected a name for every column, found none for column {0}")]
    EmptyHeader(usize),
    /// More columns than allowed.
    #[error("expected at most {limit} columns, found more")]
    TooManyColumns {
        /// The most allowed.
        limit: usize,
    },
    /// More rows than allowed.
    #[error("expected at most {limit} rows, found more")]
    TooManyRows {
        /// The most allowed.
        limit: u64,
    },
    /// More bytes than allowed.
    #[error("expected at most {limit} bytes, found more")]
    TooLarge {
        /// The most allowed.
        limit: u64,
    },
    /// A record longer than allowed.
    #[error("expected records of at most {limit} bytes, found a longer one")]
    RecordTooLong {
        /// The most allowed.
        limit: usize,
        /// The line of a quote that was still open.
        quote: Option<u64>,
    },
    /// A quoted value that never ends.
    #[error("expected a closing quote, found the end of the file")]
    UnclosedQuote,
    /// A quote inside a value that does not begin with one.
    #[error("expected no quote inside a value without quotes around it, found one")]
    StrayQuote,
    /// Text after a quoted value.
    #[error("expected a delimiter after a closing quote, found {0:?}")]
    AfterQuote(char),
    /// A carriage return without a line feed.
    #[error("expected lines that end with LF or CRLF, found a lone carriage return")]
    LoneCarriageReturn,
    /// The header has one column and looks as if it were split by something else.
    #[error("expected columns split by {}, found {}", shown(*expected), shown(*found))]
    WrongDelimiter {
        /// The delimiter asked for.
        expected: char,
        /// The delimiter that stands in the header.
        found: char,
    },
    /// A row with more or fewer values than columns.
    #[error("expected {expected} values, one for each column, found {found}")]
    RaggedRow {
        /// The number of columns.
        expected: usize,
        /// The number of values.
        found: usize,
    },
    /// An empty line between rows.
    #[error("expected a row, found an empty line before the last row")]
    BlankLine,
    /// A column that is asked for is not there.
    #[error("expected a column `{name}`, found none of that name")]
    MissingColumn {
        /// The name asked for.
        name: String,
        /// The nearest name in the header.
        nearest: Option<String>,
    },
    /// A value that is not a finite decimal number.
    #[error("expected a number, found {found}: {error}")]
    Number {
        /// What is wrong with it.
        error: NumberError,
        /// The value, shortened and in quotes.
        found: String,
    },
    /// A value that is none of those allowed.
    #[error("expected {expected}, found {found}")]
    Value {
        /// What is allowed.
        expected: String,
        /// The value, shortened and in quotes.
        found: String,
    },
}

impl ReadError {
    /// An error without a place.
    pub fn new(kind: ErrorKind) -> Self {
        Self { kind, row: None, line: None, column: None }
    }

    /// A stable code, such as `ragged_row`.
    pub fn code(&self) -> &'static str {
        match &self.kind {
            ErrorKind::Empty => "empty",
            ErrorKind::NoRows => "no_rows",
            ErrorKind::Unreadable(_) => "unreadable",
            ErrorKind::NotUtf8(_) => "not_utf8",
            ErrorKind::NotText(_) => "not_text",
            ErrorKind::Nul => "nul",
            ErrorKind::DuplicateHeader(_) => "duplicate_header",
            ErrorKind::EmptyHeader(_) => "empty_header",
            ErrorKind::TooManyColumns { .. } => "too_many_columns",
            ErrorKind::TooManyRows { .. } => "too_many_rows",
            ErrorKind::TooLarge { .. } => "too_large",
            ErrorKind::RecordTooLong { .. } => "record_too_long",
            ErrorKind::UnclosedQuote => "unclosed_quote",
            ErrorKind::StrayQuote | ErrorKind::AfterQuote(_) => "stray_quote",
            ErrorKind::LoneCarriageReturn => "lone_carriage_return",
            ErrorKind::WrongDelimiter { .. } => "wrong_delimiter",
            ErrorKind::RaggedRow { .. } => "ragged_row",
            ErrorKind::BlankLine => "blank_line",
            ErrorKind::MissingColumn { .. } => "missing_column",
            ErrorKind::Number { error, .. } => error.code(),
            ErrorKind::Value { .. } => "unexpected_value",
        }
    }

    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.kind {
            ErrorKind::NotUtf8(_) => {
                "save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)"
                    .to_owned()
            }
            ErrorKind::NotText(_) => "export it as CSV UTF-8".to_owned(),
            ErrorKind::WrongDelimiter { found, .. } => {
                format!(
                    "if that is how columns are split, say --delimiter '{}'",
                    escaped(*found)
                )
            }
            ErrorKind::Number { error: NumberError::DecimalComma, .. } => {
                "if commas are decimal marks, say --decimal ','".to_owned()
            }
            ErrorKind::Number { error: NumberError::DecimalPoint, .. } => {
                "if points are decimal marks, say --decimal '.'".to_owned()
            }
            ErrorKind::RaggedRow { expected, found } if found > expected => {
                "a value with the delimiter in it needs quotes around it; with decimal \
                 commas, columns have to be split by `;`"
                    .to_owned()
            }
            ErrorKind::RaggedRow { .. } => {
                "a value that is not known still needs its delimiter".to_owned()
            }
            ErrorKind::RecordTooLong { quote: Some(line), .. } => {
                format!("the quote that opens in line {line} may never be closed")
            }
            ErrorKind::UnclosedQuote => {
                "the file may have been cut off; a quote inside quotes is written twice"
                    .to_owned()
            }
            ErrorKind::StrayQuote | ErrorKind::AfterQuote(_) => {
                "put quotes around the whole value, and write quotes inside it twice"
                    .to_owned()
            }
            ErrorKind::LoneCarriageReturn => {
                "save the file with Unix or Windows line ends".to_owned()
            }
            ErrorKind::DuplicateHeader(_) => "rename or remove one of them".to_owned(),
            ErrorKind::MissingColumn { nearest: Some(name), .. } => {
                format!("did you mean `{name}`?")
            }
            _ => return None,
        })
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

    fn place(&self) -> String {
        let mut parts = Vec::new();
        if let Some(row) = self.row {
            parts.push(format!("row {row}"));
        }
        if let Some(line) = self.line {
            parts.push(format!("line {line}"));
        }
        if let Some(column) = &self.column {
            parts.push(format!("column `{column}`"));
        }
        if parts.is_empty() { String::new() } else { parts.join(", ") + ": " }
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

fn shown(delimiter: char) -> String {
    match delimiter {
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        '\t' => "tabs".to_owned(),
        other => format!("`{other}`"),
    }
}

fn escaped(delimiter: char) -> String {
    if delimiter == '\t' { "\\t".to_owned() } else { delimiter.to_string() }
}
