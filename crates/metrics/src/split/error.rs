//! Why rows cannot be split as asked, and the way out.

use thiserror::Error;

/// Why there is no such split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SplitError {
    /// Fewer than two folds.
    #[error("expected at least 2 folds, found {folds}")]
    TooFewFolds {
        /// Folds asked for.
        folds: usize,
    },
    /// Some fold would be empty.
    #[error("expected at least {folds} {what} for as many folds, found {found}")]
    TooFew {
        /// Folds asked for.
        folds: usize,
        /// What is dealt to the folds: rows, groups or sites.
        what: &'static str,
        /// How many there are.
        found: usize,
    },
    /// One side of a split in time would be empty.
    #[error(
        "expected rows on both sides of the cut, found {before} before and {after} after"
    )]
    OneSided {
        /// Rows up to the cut.
        before: usize,
        /// Rows after it.
        after: usize,
    },
    /// A time that cannot be ordered.
    #[error("expected a time in every row, found none in row {row}")]
    NoTime {
        /// The row, counted from 0.
        row: usize,
    },
}

impl SplitError {
    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooFewFolds { .. } => "ask for 5 or 10 folds",
            Self::TooFew { .. } => "ask for fewer folds",
            Self::OneSided { .. } => "choose a cut between the first and the last time",
            Self::NoTime { .. } => "leave out rows without a time, or fill it in",
        }
    }
}
