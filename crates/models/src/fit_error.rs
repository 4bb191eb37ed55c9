//! Why a model cannot be fitted.

use medlab_metrics::Undefined;
use thiserror::Error;

/// The reason why these rows give no such model.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum FitError {
    /// The rows do not determine the model.
    #[error("{0}")]
    Undefined(#[from] Undefined),
    /// A setting lies outside its bound.
    #[error("expected {name} from {low} to {high}, found {found}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// The least it may be.
        low: f64,
        /// The most it may be.
        high: f64,
        /// What it is.
        found: f64,
    },
}

impl FitError {
    /// The name used in files: lower case, words joined by underscores, never changed.
    pub fn code(self) -> &'static str {
        match self {
            Self::Undefined(undefined) => undefined.code(),
            Self::Setting { .. } => "setting",
        }
    }
}
