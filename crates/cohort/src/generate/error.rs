//! What can go wrong when patients are made: always the dataset's fault.

use crate::expression::ExpressionError;

/// A dataset that cannot make a patient.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GenerationError {
    /// A parameter came out impossible for a patient.
    #[error(
        "node `{node}`, line {line}: expected {expected} for `{parameter}`, found {found} \
         for patient {patient}"
    )]
    Parameter {
        /// The node.
        node: String,
        /// The line of the dataset's file at which the node begins.
        line: usize,
        /// The parameter.
        parameter: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it was.
        found: f64,
        /// For which patient, from 0.
        patient: u64,
    },
    /// A cluster came out without any number of rows.
    #[error("expected a number of rows, found none for cluster {cluster}")]
    Rows {
        /// Which cluster, from 0.
        cluster: u64,
    },
    /// A formula does not fit the dataset; only an intervention's can still fail here.
    #[error("in `{formula}`: {error}")]
    Formula {
        /// The formula.
        formula: String,
        /// What is wrong with it.
        error: ExpressionError,
    },
    /// A reference range of a feed cannot be worked out.
    #[error("reference range `{formula}`: {error}")]
    Range {
        /// The formula.
        formula: String,
        /// What is wrong with it.
        error: String,
    },
    /// An intervention sets a node that does not exist.
    #[error("expected a node to set, found `{name}`")]
    UnknownNode {
        /// The name asked for.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// An intervention sets a node to something that depends on the node.
    #[error("expected a formula that does not depend on `{node}`, found {formula}")]
    Circle {
        /// The node.
        node: String,
        /// The formula.
        formula: String,
    },
    /// A fault's rate came out impossible for a patient.
    #[error(
        "fault `{fault}`: expected a probability from 0 to 1 for `rate`, found {found} for \
         patient {patient}"
    )]
    Rate {
        /// The fault.
        fault: String,
        /// What the rate was.
        found: f64,
        /// For which patient, from 0.
        patient: u64,
    },
}
