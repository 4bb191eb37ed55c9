//! Evidence: what was measured in a submission, by name.
//!
//! Evidence knows nothing of points. The same measures are taken of the reference
//! solution, and stored as plain numbers in the released course.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One measured thing.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum Found {
    /// A number, in the unit that the measure names.
    Number(f64),
    /// A choice or an ordering, as the learner gave it.
    Text(String),
    /// Not to be had, and why: the code of a reason, such as `one_class`.
    Undefined(String),
}

impl Found {
    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }
}

/// Everything measured in one submission, by the measure's name.
pub type Evidence = BTreeMap<String, Found>;
