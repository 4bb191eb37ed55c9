//! Why a recipe cannot be carried out: always its author's to mend.
//!
//! Each error knows the key of the recipe that it is about; what is said of it to people is
//! rendered elsewhere, from its code and its arguments.

use medlab_metrics::split::SplitError;
use thiserror::Error;

use crate::{Bound, FitError, PrepareError};

/// Why a recipe cannot be carried out.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum RecipeError {
    /// A table that was not given out.
    #[error("{key}: expected one of {}, found {found}", known.join(", "))]
    UnknownTable {
        /// The recipe's key.
        key: String,
        /// What it says.
        found: String,
        /// The tables there are.
        known: Vec<String>,
    },
    /// A column that no table has.
    #[error("{key}: expected a column, found {found}")]
    UnknownColumn {
        /// The recipe's key.
        key: String,
        /// What it says.
        found: String,
        /// The nearest column there is.
        nearest: Option<String>,
        /// The columns that would do, where few can; empty where any may.
        known: Vec<String>,
    },
    /// The outcome does not hold 0 and 1 in every row.
    #[error("{key}: expected a column of 0 and 1 without gaps, found {found}")]
    NotAnOutcome {
        /// The recipe's key.
        key: String,
        /// The column.
        found: String,
    },
    /// Predicting something from itself.
    #[error("{key}: expected other columns than the outcome, found {found}")]
    OutcomeAsPredictor {
        /// The recipe's key.
        key: String,
        /// The column.
        found: String,
    },
    /// A column twice.
    #[error("{key}: expected each column once, found {found} twice")]
    Twice {
        /// The recipe's key.
        key: String,
        /// The column.
        found: String,
    },
    /// The column cannot be used for what it is used for.
    #[error("{key}: {found} cannot be used: {code}")]
    Unusable {
        /// The recipe's key.
        key: String,
        /// The column.
        found: String,
        /// Why not, as a code.
        code: &'static str,
    },
    /// The columns cannot be turned into numbers.
    #[error("{key}: {error}")]
    Unprepared {
        /// The recipe's key.
        key: String,
        /// Why not.
        error: PrepareError,
    },
    /// A kind of model that does not exist.
    #[error("{key}: expected a model, found {found}")]
    UnknownModel {
        /// The recipe's key.
        key: String,
        /// What it says.
        found: String,
    },
    /// A setting that the model does not have.
    #[error("{key}: {model} has no {setting}")]
    SettingElsewhere {
        /// The recipe's key.
        key: String,
        /// The model.
        model: String,
        /// The setting.
        setting: String,
        /// The settings it has.
        known: Vec<&'static str>,
    },
    /// A setting outside its bound.
    #[error("{key}: expected {} to {}, found {found}", bound.low, bound.high)]
    Setting {
        /// The recipe's key.
        key: String,
        /// What is allowed.
        bound: Bound,
        /// What it says.
        found: f64,
    },
    /// More models than one recipe may compare.
    #[error("{key}: expected 1 to {} candidates, found {found}", super::MOST_CANDIDATES)]
    TooManyCandidates {
        /// The recipe's key.
        key: String,
        /// How many.
        found: usize,
    },
    /// Something that another key asks for is not there.
    #[error("{key}: expected, because of {because}, found none")]
    Missing {
        /// The key that is missing.
        key: String,
        /// What asks for it.
        because: String,
    },
    /// A part without rows.
    #[error("{key}: expected rows, found none")]
    NoRows {
        /// The recipe's key.
        key: String,
    },
    /// The rows cannot be divided into such folds.
    #[error("{key}: {error}")]
    Folds {
        /// The recipe's key.
        key: String,
        /// Why not.
        error: SplitError,
    },
    /// No model comes of these rows.
    #[error("{key}: {error}")]
    Fit {
        /// The recipe's key.
        key: String,
        /// Which model.
        model: String,
        /// Why not.
        error: FitError,
        /// The column to blame, where one alone can be known to be.
        column: Option<String>,
    },
    /// More work than the exercise allows.
    #[error("expected at most {budget} s of work, found about {work} s")]
    TooMuchWork {
        /// The work, in seconds on an ordinary core.
        work: f64,
        /// The most that is allowed, in seconds.
        budget: f64,
        /// Each candidate with its settings, and its part of the work in seconds.
        each: Vec<(String, f64)>,
    },
}

impl RecipeError {
    /// The name used in files: lower case, words joined by underscores, never changed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownTable { .. } => "unknown_table",
            Self::UnknownColumn { .. } => "unknown_column",
            Self::NotAnOutcome { .. } => "not_an_outcome",
            Self::OutcomeAsPredictor { .. } => "outcome_as_predictor",
            Self::Twice { .. } => "twice",
            Self::Unusable { .. } => "unusable_column",
            Self::Unprepared { .. } => "unprepared",
            Self::UnknownModel { .. } => "unknown_model",
            Self::SettingElsewhere { .. } => "setting_elsewhere",
            Self::Setting { .. } => "setting",
            Self::TooManyCandidates { .. } => "too_many_candidates",
            Self::Missing { .. } => "missing",
            Self::NoRows { .. } => "no_rows",
            Self::Folds { .. } => "folds",
            Self::Fit { .. } => "fit",
            Self::TooMuchWork { .. } => "too_much_work",
        }
    }

    /// The key of the recipe that it is about, such as `rows.fit.from` or
    /// `candidate.0.trees`; none where it is about the whole.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::UnknownTable { key, .. }
            | Self::UnknownColumn { key, .. }
            | Self::NotAnOutcome { key, .. }
            | Self::OutcomeAsPredictor { key, .. }
            | Self::Twice { key, .. }
            | Self::Unusable { key, .. }
            | Self::Unprepared { key, .. }
            | Self::UnknownModel { key, .. }
            | Self::SettingElsewhere { key, .. }
            | Self::Setting { key, .. }
            | Self::TooManyCandidates { key, .. }
            | Self::Missing { key, .. }
            | Self::NoRows { key }
            | Self::Folds { key, .. }
            | Self::Fit { key, .. } => Some(key),
            Self::TooMuchWork { .. } => None,
        }
    }
}
