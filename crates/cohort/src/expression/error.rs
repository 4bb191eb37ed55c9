//! What can be wrong with a formula.

use std::ops::Range;

/// A formula that cannot be read, or does not fit what it names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExpressionError {
    /// What was expected and what was found.
    pub message: String,
    /// Where, in bytes of the formula.
    pub at: Range<usize>,
    /// The way out, where there is one to name.
    pub hint: Option<String>,
}

impl ExpressionError {
    pub(super) fn new(at: &Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), at: at.clone(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A formula that cannot be evaluated over a table or scalars.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The formula does not fit what it names.
    #[error("in `{formula}`: {error}")]
    Formula {
        /// The formula.
        formula: String,
        /// What is wrong with it.
        error: ExpressionError,
    },
}

impl EvaluationError {
    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Formula { error, .. } => error.hint.as_deref(),
        }
    }
}
