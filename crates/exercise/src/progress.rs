//! Progress: what a learner has reached in each exercise of a lab folder.
//!
//! It is for the learner alone: nothing in it is graded, and a lost or edited file only
//! means that the program has forgotten.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::grade::{Grade, Verdict};

/// The file's name, within the lab folder.
pub const FILE: &str = ".medlab/progress.json";

/// The version of the file.
const FORMAT: u32 = 1;

/// How many failures on a criterion it takes until a question helps.
const FAILURES_BEFORE_QUESTION: u32 = 2;

/// What was reached, by exercise.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Progress {
    format: u32,
    exercises: BTreeMap<String, Reached>,
}

/// What was reached in one exercise.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Reached {
    /// How often it was checked and could be judged.
    pub tries: u32,
    /// The best points, in hundredths.
    pub best: u32,
    /// Whether it was ever passed.
    pub passed: bool,
    failures: BTreeMap<String, u32>,
}

impl Default for Progress {
    /// Nothing reached yet.
    fn default() -> Self {
        Self { format: FORMAT, exercises: BTreeMap::new() }
    }
}

impl Progress {
    /// Reads the file; one that cannot be read is an empty start.
    pub fn read(bytes: &[u8]) -> Self {
        let read: Option<Self> = serde_json::from_slice(bytes).ok();
        read.filter(|progress| progress.format == FORMAT).unwrap_or_default()
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What was reached in an exercise, if it was ever judged.
    pub fn reached(&self, exercise: &str) -> Option<&Reached> {
        self.exercises.get(exercise)
    }

    /// Remembers a grade.
    pub fn remember(&mut self, grade: &Grade) {
        let Some(marks) = grade.marks() else { return };
        let reached = self.exercises.entry(grade.exercise.clone()).or_default();
        reached.tries += 1;
        reached.best = reached.best.max(marks.points.hundredths());
        reached.passed |= marks.passed;
        for mark in &marks.criteria {
            match mark.verdict {
                Verdict::Met => {
                    reached.failures.remove(&mark.id);
                }
                Verdict::Partial | Verdict::NotMet | Verdict::NotJudged => {
                    *reached.failures.entry(mark.id.clone()).or_insert(0) += 1;
                }
            }
        }
    }

    /// The criteria on which a small question should help by now.
    pub fn stuck(&self, exercise: &str) -> Vec<&str> {
        let failures = self.exercises.get(exercise).map(|reached| &reached.failures);
        failures
            .into_iter()
            .flatten()
            .filter(|(_, failures)| **failures >= FAILURES_BEFORE_QUESTION)
            .map(|(id, _)| id.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CriterionMark, Digest, Found, Marks, Mode, Points, Status};

    fn grade(hundredths: u32, verdict: Verdict) -> Grade {
        let points = Points::from_hundredths(hundredths);
        let mark = CriterionMark {
            id: "c".into(),
            points,
            max_points: Points::from_hundredths(400),
            verdict,
            outcome: "o".into(),
            found: Found::Number(1.0),
            reference: None,
            message_id: "c-met".into(),
            decimals: None,
            arguments: BTreeMap::new(),
        };
        let passed = verdict == Verdict::Met;
        let marks = Marks {
            failed: Vec::new(),
            texts: Vec::new(),
            points,
            max_points: mark.max_points,
            passed,
            never_events: Vec::new(),
            criteria: vec![mark],
        };
        Grade {
            exercise: "e".into(),
            exercise_version: 1,
            submission: "s".into(),
            learner: None,
            variant: None,
            mode: Mode::Practice,
            custody: None,
            status: Status::Graded(marks),
            digest: Digest::default(),
        }
    }

    #[test]
    fn two_failures_ask_for_help_and_success_ends_it() {
        let mut progress = Progress::default();
        progress.remember(&grade(0, Verdict::NotMet));
        assert!(progress.stuck("e").is_empty());
        progress.remember(&grade(100, Verdict::Partial));
        assert_eq!(progress.stuck("e"), ["c"]);
        progress.remember(&grade(400, Verdict::Met));
        assert!(progress.stuck("e").is_empty());
        let reached = progress.reached("e").unwrap();
        assert_eq!((reached.tries, reached.best, reached.passed), (3, 400, true));
        let read = Progress::read(progress.write().as_bytes());
        assert_eq!(read.exercises, progress.exercises);
    }

    #[test]
    fn a_broken_file_is_an_empty_start() {
        assert_eq!(Progress::read(b"{"), Progress::default());
    }
}
