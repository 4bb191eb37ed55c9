//! Verifying: a course's own content, held to what it promises.
//!
//! Every exercise is tried on many draws: its solution must reach full points, its
//! starter nothing, and each flawed submission must fail the way it was written to fail.
//! Texts are held to their form. What is found is a list of findings, never a panic:
//! the course's author mends it.

mod content;
mod metered;
mod trial;
mod truth;

use crate::code::Programs;
use crate::course::{Course, CourseError};
use crate::exercise::Exercise;

pub use content::BANNED_WORDS;
pub use metered::Fuel;
pub use trial::{FlawedRow, Table};

/// Something that is wrong with a course's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it breaks, such as `solution-full-points`.
    pub rule: &'static str,
    /// The file or folder it is about.
    pub file: String,
    /// What was expected and what was found.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(
        rule: &'static str,
        file: &str,
        message: impl Into<String>,
    ) -> Self {
        Self { rule, file: file.to_string(), message: message.into() }
    }
}

/// What trying one exercise found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What each submission earned over the draws; none in a released course.
    pub table: Option<Table>,
}

/// Verifies one exercise of a full course over so many draws.
pub fn exercise(
    course: &Course,
    exercise: &Exercise,
    seeds: u32,
    programs: &dyn Programs,
) -> Result<Verified, CourseError> {
    let mut findings = content::check(course, exercise);
    let (table, more) = trial::run(exercise, course.dataset(exercise)?, seeds, programs)?;
    findings.extend(more);
    Ok(Verified { findings, table: Some(table) })
}
