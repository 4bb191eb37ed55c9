//! Verifying: a course's own content, held to what it promises.
//!
//! Every exercise is tried on many draws: its solution must reach full points, its
//! starter nothing, and each flawed submission must fail the way it was written to fail.
//! Texts are held to their form. What is found is a list of findings, never a panic:
//! the course's author mends it.

mod content;
mod draw;
mod metered;
mod practice;
mod table;
mod truth;

use std::ops::Range;

use medlab_cohort::Dataset;

use crate::code::Programs;
use crate::course::{Course, CourseError};
use crate::exercise::Exercise;

pub use content::BANNED_WORDS;
pub use draw::Drawn;
pub use practice::AtPractice1;
pub use table::{FlawedRow, Fuel, Table};

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
    /// What each submission earned over the draws.
    pub table: Table,
}

/// One exercise of a full course, to be verified piece by piece: in any order, several at once.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    course: &'a Course,
    exercise: &'a Exercise,
    dataset: &'a Dataset,
    programs: &'a (dyn Programs + Sync),
}

/// A piece of the work on one exercise.
#[derive(Clone, Debug)]
pub enum Piece {
    /// What is written, and practice-1.
    Content,
    /// Some of the draws, by their numbers.
    Draws(Range<u32>),
}

/// What came of one piece.
#[derive(Clone, Debug)]
pub enum Done {
    /// Whether texts keep to their form, and what each flawed submission earned on practice-1.
    Content(Vec<Finding>, AtPractice1),
    /// What was earned on each draw.
    Draws(Vec<Drawn>),
}

impl<'a> Trial<'a> {
    /// The trial of an exercise.
    pub fn new(
        course: &'a Course,
        exercise: &'a Exercise,
        programs: &'a (dyn Programs + Sync),
    ) -> Result<Self, CourseError> {
        let dataset = course.dataset(exercise)?;
        Ok(Self { course, exercise, dataset, programs })
    }

    /// All pieces, for so many draws.
    ///
    /// Several draws are one piece, as the neighbour of each is drawn, too. Beside calls of
    /// programs that costs little.
    pub fn pieces(&self, draws: u32) -> Vec<Piece> {
        let at_once = if self.exercise.judges_code() { 1 } else { 5 };
        let starts = (0..draws).step_by(at_once as usize);
        let pieces = starts.map(|from| Piece::Draws(from..draws.min(from + at_once)));
        [Piece::Content].into_iter().chain(pieces).collect()
    }

    /// Does one piece.
    pub fn done(&self, piece: &Piece) -> Result<Done, CourseError> {
        let Self { course, exercise, dataset, programs } = *self;
        match piece {
            Piece::Content => {
                let mut findings = content::check(course, exercise);
                let (earned, more) = practice::tried(exercise, dataset, programs)?;
                findings.extend(more);
                Ok(Done::Content(findings, earned))
            }
            Piece::Draws(seeds) => {
                draw::tried(exercise, dataset, seeds.clone(), programs).map(Done::Draws)
            }
        }
    }

    /// Sums up what came of all pieces, in their order.
    pub fn summed(&self, pieces: impl IntoIterator<Item = Done>) -> Verified {
        let (mut findings, mut at_practice_1) = (Vec::new(), AtPractice1::new());
        let mut draws = Vec::new();
        for piece in pieces {
            match piece {
                Done::Content(found, earned) => {
                    findings.extend(found);
                    at_practice_1.extend(earned);
                }
                Done::Draws(more) => draws.extend(more),
            }
        }
        let table = Table::of(self.exercise, &draws, &at_practice_1);
        findings.extend(table.findings(self.exercise));
        let seen = draws.iter().filter_map(|drawn| drawn.truth.as_ref());
        findings.extend(truth::findings(self.exercise, self.dataset, seen));
        Verified { findings, table }
    }
}
