//! Options: how a file is written, and how much of it is read.

use super::Decimal;

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
