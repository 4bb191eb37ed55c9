//! Evidence: what was measured in a submission, by name.
//!
//! Evidence knows nothing of points. The same measures are taken of the reference
//! solution, and stored as plain numbers in the released course.

use std::collections::BTreeMap;

use medlab_cohort::Scalar;
use medlab_metrics::Undefined;
use serde::{Deserialize, Serialize};

use crate::course::CourseError;
use crate::fault::Fault;

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

    /// A formula's value; undefined for the reason given where it is missing.
    pub(crate) fn of_scalar(value: Scalar, why: &str) -> Self {
        match value {
            Scalar::Number(value) => Self::Number(value),
            Scalar::Text(text) => Self::Text(text),
            Scalar::Missing => Self::Undefined(why.into()),
        }
    }

    /// As a value for formulas; what is undefined is missing.
    pub(crate) fn scalar(&self) -> Scalar {
        match self {
            Self::Number(value) => Scalar::Number(*value),
            Self::Text(text) => Scalar::Text(text.clone()),
            Self::Undefined(_) => Scalar::Missing,
        }
    }
}

impl From<Result<f64, Undefined>> for Found {
    fn from(found: Result<f64, Undefined>) -> Self {
        match found {
            Ok(value) => Self::Number(value),
            Err(undefined) => Self::Undefined(undefined.code().into()),
        }
    }
}

/// Everything measured in one submission, by the measure's name.
pub type Evidence = BTreeMap<String, Found>;

/// Whose fault it is that there is no evidence.
#[derive(Debug)]
pub enum NoEvidence {
    /// The learner's: the submission is not gradable.
    Submission(Box<Fault>),
    /// The course's own.
    Course(CourseError),
    /// The grader's: it could not run what was handed in.
    Grader,
}

impl From<Fault> for NoEvidence {
    fn from(fault: Fault) -> Self {
        Self::Submission(Box::new(fault))
    }
}

impl From<CourseError> for NoEvidence {
    fn from(error: CourseError) -> Self {
        Self::Course(error)
    }
}
