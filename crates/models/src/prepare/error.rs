//! Why a table cannot be prepared.

use medlab_cohort::TableError;
use thiserror::Error;

use crate::Spline;

/// The reason why columns do not become numbers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrepareError {
    /// No column is named.
    #[error("expected at least one column, found none")]
    NoColumns,
    /// There is no row to learn from.
    #[error("expected rows to learn from, found none")]
    NoRows,
    /// A column is named twice.
    #[error("expected each column once, found `{column}` again at place {place}")]
    Repeated {
        /// The column.
        column: String,
        /// Where it is named again, counted from 0.
        place: usize,
    },
    /// The table has no such column.
    #[error("{0}")]
    Unknown(#[from] TableError),
    /// Texts are no predictors.
    #[error("expected numbers, flags or categories in `{column}`, found texts")]
    Text {
        /// The column.
        column: String,
    },
    /// Times are refused unless asked for as hours.
    #[error("expected numbers, flags or categories in `{column}`, found times")]
    Time {
        /// The column.
        column: String,
    },
    /// Nothing is known in the rows to learn from.
    #[error("expected known values in `{column}`, found none in the rows to learn from")]
    NoKnownValue {
        /// The column.
        column: String,
    },
    /// All that is known in the rows to learn from is one value.
    #[error("expected values that differ in `{column}`, found one value in all rows")]
    Constant {
        /// The column.
        column: String,
    },
    /// A number is infinite.
    #[error("expected finite numbers in `{column}`, found an infinite one")]
    NotFinite {
        /// The column.
        column: String,
    },
    /// A spline is asked for a column that is not used.
    #[error("expected splines of columns in use, found one of `{column}`")]
    SplineUnused {
        /// The column.
        column: String,
    },
    /// Only numbers can have a spline.
    #[error("expected a spline of numbers, found one of `{column}`")]
    SplineOfNoNumber {
        /// The column.
        column: String,
    },
    /// A spline has too few or too many knots.
    #[error(
        "expected {} to {} knots for `{column}`, found {found}",
        Spline::KNOTS.start(), Spline::KNOTS.end()
    )]
    Knots {
        /// The column.
        column: String,
        /// Knots asked for.
        found: usize,
    },
    /// So many knots fall together because values are few or tied.
    #[error("expected values for {knots} different knots in `{column}`, found too few")]
    TooFewValues {
        /// The column.
        column: String,
        /// Knots asked for.
        knots: usize,
    },
    /// The column was of another kind when learning.
    #[error("expected {expected} in `{column}` as when learning, found {found}")]
    Kind {
        /// The column.
        column: String,
        /// What it was.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
}

impl PrepareError {
    /// The name used in files: lower case, words joined by underscores, never changed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoColumns => "no_columns",
            Self::NoRows => "no_rows",
            Self::Repeated { .. } => "repeated_column",
            Self::Unknown(_) => "unknown_column",
            Self::Text { .. } => "text_column",
            Self::Time { .. } => "time_column",
            Self::NoKnownValue { .. } => "no_known_value",
            Self::Constant { .. } => "constant_column",
            Self::NotFinite { .. } => "not_finite",
            Self::SplineUnused { .. } => "spline_unused",
            Self::SplineOfNoNumber { .. } => "spline_of_no_number",
            Self::Knots { .. } => "knots",
            Self::TooFewValues { .. } => "too_few_values",
            Self::Kind { .. } => "other_kind",
        }
    }

    /// The column at fault, where there is one.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::NoColumns | Self::NoRows => None,
            Self::Unknown(TableError::Unknown { name, .. }) => Some(name),
            Self::Unknown(_) => None,
            Self::Repeated { column, .. }
            | Self::Text { column }
            | Self::Time { column }
            | Self::NoKnownValue { column }
            | Self::Constant { column }
            | Self::NotFinite { column }
            | Self::SplineUnused { column }
            | Self::SplineOfNoNumber { column }
            | Self::Knots { column, .. }
            | Self::TooFewValues { column, .. }
            | Self::Kind { column, .. } => Some(column),
        }
    }
}
