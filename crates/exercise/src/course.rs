//! A course: datasets, exercises and learning outcomes, read from a folder's files.
//!
//! A full course is what teachers write; a released one is what learners get: without
//! solutions and flawed submissions, with the reference's evidence for each practice
//! variant instead. Both are read here, from names and bytes.

use std::collections::{BTreeMap, BTreeSet};

use medlab_cohort::{Dataset, GenerationError, Problem, SpecError, nearest};
use serde::Deserialize;
use thiserror::Error;

use crate::document;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::needs;
use crate::rule::Rule;

/// The file that makes a folder a course.
pub const FILE: &str = "course.toml";

/// The file of learning outcomes, within a course.
pub const OUTCOMES: &str = "exercises/outcomes.toml";

/// Files by their path within a folder, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A course.
#[derive(Clone, Debug)]
pub struct Course {
    /// Its title.
    pub title: String,
    /// What a newcomer is shown first.
    pub tour: Tour,
    /// Its exercises, sorted by id.
    pub exercises: Vec<Exercise>,
    /// Its datasets by name.
    pub datasets: BTreeMap<String, Dataset>,
    /// Its learning outcomes by id.
    pub outcomes: BTreeMap<String, Outcome>,
}

/// What a newcomer is shown first: a flawed and a good submission of one exercise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tour {
    /// The exercise's id.
    pub exercise: String,
    /// The name of one of its flawed submissions.
    pub flawed: String,
}

/// A learning outcome, which criteria show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its id, such as `M5.3.2-b`.
    pub id: String,
    /// The unit it belongs to.
    pub unit: String,
    /// What a learner who reached it can do.
    pub text: String,
}

/// Why a course cannot be used. It is the course's fault, never a learner's.
///
/// What only its author meets is said in English where it is found; a document that cannot
/// be read is said as a learner's is.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{file}{}: {problem}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct CourseError {
    /// The file within the course.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: Problem,
}

impl CourseError {
    /// An error about a file as a whole.
    pub fn new(file: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), hint.into());
        let problem = Rule::Course { message, hint }.into();
        Self { file: file.to_string(), line: None, problem }
    }
}

impl From<Fault> for CourseError {
    fn from(fault: Fault) -> Self {
        let Fault { problem, file, line, .. } = fault;
        Self { file: file.unwrap_or_default(), line, problem }
    }
}

impl From<SpecError> for CourseError {
    fn from(error: SpecError) -> Self {
        let place =
            error.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let message =
            format!("{place}expected {}, found {}", error.expected, error.found);
        let hint = error.hint.clone();
        let hint = hint.unwrap_or_else(|| "see the dataset's format".to_string());
        let line = Some(error.line as u64);
        Self { line, ..Self::new(&error.file, message, hint) }
    }
}

impl From<GenerationError> for CourseError {
    fn from(error: GenerationError) -> Self {
        let hint = "see the dataset's card and its variants";
        Self::new("dataset.toml", error.to_string(), hint)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourseFile {
    #[serde(rename = "format")]
    _format: u32,
    title: String,
    tour: Tour,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomesFile {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default, rename = "outcome")]
    outcomes: Vec<Outcome>,
}

impl Course {
    /// Reads a course.
    pub fn read(files: &Files) -> Result<Self, CourseError> {
        let file: CourseFile = document::read(FILE, need(files, FILE)?)?;
        let mut datasets = BTreeMap::new();
        for (path, bytes) in files.range("datasets/".to_string()..) {
            if let Some(folder) = within(path, "datasets/", "/dataset.toml") {
                let dataset = Dataset::parse(path, document::text(path, bytes)?)?;
                if dataset.name != folder {
                    let message = format!(
                        "expected name = \"{folder}\" as the folder, found \"{}\"",
                        dataset.name
                    );
                    return Err(CourseError::new(path, message, "rename one of the two"));
                }
                datasets.insert(folder.to_string(), dataset);
            }
        }
        let mut exercises = Vec::new();
        for path in files.keys() {
            if let Some(folder) = within(path, "exercises/", "/exercise.toml") {
                let folder = format!("exercises/{folder}");
                exercises.push(Exercise::read(&folder, files, &datasets)?);
            }
        }
        exercises.sort_by(|a: &Exercise, b| a.file.id.cmp(&b.file.id));
        let mut ids = BTreeSet::new();
        for exercise in &exercises {
            if !ids.insert(&exercise.file.id) {
                let message =
                    format!("expected an id of its own, found {}", exercise.file.id);
                let file = format!("{}/exercise.toml", exercise.folder);
                return Err(CourseError::new(&file, message, "another exercise has it"));
            }
        }
        needs::hold(&exercises)?;
        let outcomes: OutcomesFile = document::read(OUTCOMES, need(files, OUTCOMES)?)?;
        let outcomes = outcomes.outcomes.into_iter().map(|o| (o.id.clone(), o)).collect();
        Ok(Self { title: file.title, tour: file.tour, exercises, datasets, outcomes })
    }

    /// The exercise of this id; otherwise the id that is spelt most like it.
    pub fn exercise(&self, id: &str) -> Result<&Exercise, Option<&str>> {
        self.exercises.iter().find(|exercise| exercise.file.id == id).ok_or_else(|| {
            nearest(id, self.exercises.iter().map(|exercise| exercise.file.id.as_str()))
        })
    }

    /// The dataset of an exercise.
    pub fn dataset(&self, exercise: &Exercise) -> Result<&Dataset, CourseError> {
        self.datasets.get(&exercise.file.dataset).ok_or_else(|| {
            let file = format!("{}/exercise.toml", exercise.folder);
            let message = format!("expected a dataset, found {}", exercise.file.dataset);
            CourseError::new(&file, message, "the course has no such dataset")
        })
    }
}

/// A file that a course must have.
pub(crate) fn need<'a>(files: &'a Files, path: &str) -> Result<&'a [u8], CourseError> {
    files.get(path).map(Vec::as_slice).ok_or_else(|| {
        CourseError::new(path, "expected this file, found none", "add it to the course")
    })
}

fn within<'a>(path: &'a str, start: &str, end: &str) -> Option<&'a str> {
    path.strip_prefix(start)?.strip_suffix(end)
}
