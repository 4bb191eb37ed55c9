//! The commands, one a file.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod data;
pub(crate) mod doctor;
pub(crate) mod evaluate;
pub(crate) mod grade;
pub(crate) mod init;
pub(crate) mod issue;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod release;
pub(crate) mod run;
pub(crate) mod tour;
pub(crate) mod verify;

use medlab_exercise::{CourseError, Exercise};
use medlab_report::{ExerciseWords, Words};

use crate::stop::Stop;

/// The words of an exercise, with its title.
fn words<'w>(words: &'w Words, exercise: &Exercise) -> Result<ExerciseWords<'w>, Stop> {
    let file = "feedback.en.ftl";
    let spoken = words.exercise(exercise.text(file)).map_err(|error| {
        let path = format!("{}/{file}", exercise.folder);
        CourseError::new(&path, error.to_string(), "see the syntax of Fluent files")
    })?;
    Ok(spoken.titled(&exercise.file.title))
}
