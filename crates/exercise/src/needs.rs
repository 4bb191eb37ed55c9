//! Needs: the work of another exercise that this one rests on.
//!
//! A submission carries it under `needs/<exercise>/`, so that it can be judged by itself. A
//! recipe that is needed is carried out again on this exercise's own tables, so that what is
//! said of it here can be measured. Only recipes can be needed: of other work nothing can be
//! measured on other patients.

use std::collections::BTreeMap;

use medlab_cohort::{Dataset, nearest};

use crate::assignment::Assignment;
use crate::course::{CourseError, Files};
use crate::document;
use crate::evidence::NoEvidence;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::format::{Artifact, ExerciseFile, NeedSpec};
use crate::make::Making;
use crate::recipes::{self, Attempt};
use crate::rule::Rule;
use crate::submission::Submission;

/// The folder of a submission in which other exercises' work lies.
pub const FOLDER: &str = "needs";

impl NeedSpec {
    /// Where the file lies in a submission.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}/{}", self.exercise, self.artifact.file())
    }
}

/// Where a submission has the recipe that an exercise carries out; none where it asks for
/// none.
pub fn recipe_path(file: &ExerciseFile) -> Option<String> {
    if file.artifacts.contains(&Artifact::Recipe) {
        return Some(recipes::FILE.to_string());
    }
    file.needs.first().map(NeedSpec::path)
}

/// The recipe that an exercise carries out, the learner's own or the one it needs, and where
/// it lies.
pub fn recipe<'a>(
    file: &ExerciseFile,
    submission: &'a Submission,
) -> Result<(String, &'a [u8]), Fault> {
    let Some(path) = recipe_path(file) else {
        return Ok((recipes::FILE.to_string(), submission.file(recipes::FILE)?));
    };
    let bytes = submission.file(&path).map_err(|fault| match file.needs.first() {
        Some(need) if ["", "none"].contains(&fault.problem.case) => {
            let (exercise, name) =
                (need.exercise.clone(), need.artifact.file().to_string());
            let rule = Rule::MissingNeed { path: path.clone(), exercise, name };
            Fault::new(rule).in_file(&path)
        }
        _ => fault,
    })?;
    Ok((path, bytes))
}

/// Carries out what an exercise needs; nothing where it needs nothing.
pub(crate) fn attempt(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
) -> Result<Option<Attempt>, NoEvidence> {
    if exercise.file.needs.is_empty() {
        return Ok(None);
    }
    let (path, bytes) = recipe(&exercise.file, submission)?;
    match recipes::attempt(exercise, dataset, assignment, bytes) {
        Ok(attempt) => Ok(Some(attempt)),
        Err(NoEvidence::Submission(fault)) => Err(fault.in_file(path).into()),
        Err(course) => Err(course),
    }
}

/// What an exercise may say of its needs by itself.
pub(crate) fn check(path: &str, file: &ExerciseFile) -> Result<(), CourseError> {
    let Some(need) = file.needs.first() else { return Ok(()) };
    let wrong = |message: String, hint: &str| Err(CourseError::new(path, message, hint));
    if file.needs.len() > 1 {
        let found = file.needs.len();
        let message = format!("needs: expected one file at most, found {found}");
        return wrong(message, "of two recipes, nothing could tell which is measured");
    }
    if need.artifact != Artifact::Recipe {
        let message =
            format!("needs: expected recipe.toml, found {}", need.artifact.file());
        return wrong(message, "only a recipe can be carried out on other patients");
    }
    if file.recipe.is_none() {
        let message = "needs: expected [recipe], found none".to_string();
        return wrong(message, "say on what the needed recipe is carried out and judged");
    }
    for own in [Artifact::Recipe, Artifact::Predictions] {
        if file.artifacts.contains(&own) {
            let message = format!("needs: expected no {} beside it", own.file());
            return wrong(message, "what is measured must come from one of them");
        }
    }
    if need.exercise == file.id {
        return wrong("needs: expected another exercise".into(), "name another");
    }
    Ok(())
}

/// What must hold between exercises: the one that is needed is there, asks for that file, and
/// is about the same dataset.
pub(crate) fn hold(exercises: &[Exercise]) -> Result<(), CourseError> {
    let of: BTreeMap<&str, &ExerciseFile> =
        exercises.iter().map(|e| (e.file.id.as_str(), &e.file)).collect();
    for exercise in exercises {
        let path = format!("{}/exercise.toml", exercise.folder);
        for NeedSpec { exercise: id, artifact } in &exercise.file.needs {
            let Some(needed) = of.get(id.as_str()) else {
                let near = nearest(id, of.keys().copied());
                let hint = near.map_or("write that exercise first".to_string(), |near| {
                    format!("did you mean \"{near}\"?")
                });
                let message = format!("needs: expected an exercise, found \"{id}\"");
                return Err(CourseError::new(&path, message, hint));
            };
            if !needed.artifacts.contains(artifact) {
                let message = format!("needs: {id} does not ask for {}", artifact.file());
                return Err(CourseError::new(&path, message, "name a file it asks for"));
            }
            if needed.dataset != exercise.file.dataset {
                let message = format!(
                    "needs: expected the same dataset, found {} there and {} here",
                    needed.dataset, exercise.file.dataset
                );
                let hint = "a recipe knows the columns of its own dataset only";
                return Err(CourseError::new(&path, message, hint));
            }
        }
    }
    Ok(())
}

/// How the solution of the needed exercise is made; none where nothing is needed, or in a
/// released course.
pub(crate) fn lender(
    file: &ExerciseFile,
    course: &Files,
) -> Result<Option<Making>, CourseError> {
    let Some(need) = file.needs.first() else { return Ok(None) };
    for (path, bytes) in course.range("exercises/".to_string()..) {
        let Some(folder) = path.strip_suffix("/exercise.toml") else { continue };
        let other: ExerciseFile = document::read(path, bytes)?;
        if other.id != need.exercise {
            continue;
        }
        let [making, recipe] =
            ["make.toml", recipes::FILE].map(|name| format!("{folder}/solution/{name}"));
        let Some(bytes) = course.get(&making) else { return Ok(None) };
        let recipe = course.get(&recipe).map(Vec::as_slice);
        return Making::read(&making, bytes, recipe, &other).map(Some);
    }
    Ok(None)
}
