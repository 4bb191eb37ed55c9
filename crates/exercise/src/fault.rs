//! A fault: what is wrong with something handed in, and where.
//!
//! It holds no prose. Its problem is a code with the values that the words need, so that
//! language changes how a fault reads and not what it is.

use medlab_cohort::Problem;
use medlab_cohort::csv::ReadError;
use serde::{Deserialize, Serialize};

/// Why something handed in cannot be used: which rule it breaks, in which file and line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fault {
    /// What is wrong.
    #[serde(with = "crate::told")]
    pub problem: Problem,
    /// The file, relative to the submission.
    pub file: Option<String>,
    /// The data row, from 1.
    pub row: Option<u64>,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column's or key's name.
    pub column: Option<String>,
    /// The other files that are not looked at as long as this is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<String>,
}

impl Fault {
    /// A fault that is nowhere in a file.
    pub fn new(problem: impl Into<Problem>) -> Self {
        let problem = problem.into();
        Self {
            problem,
            file: None,
            row: None,
            line: None,
            column: None,
            waiting: Vec::new(),
        }
    }

    /// Its stable code, such as `missing_column`.
    pub fn code(&self) -> &'static str {
        self.problem.code
    }

    /// The same, in a file.
    #[must_use]
    pub fn in_file(self, file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..self }
    }

    /// The same, on a line.
    #[must_use]
    pub fn on_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same, in a column or at a key.
    #[must_use]
    pub fn at_column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        let ReadError { kind, row, line, column } = error;
        Self { row, line, column, ..Self::new(kind) }
    }
}
