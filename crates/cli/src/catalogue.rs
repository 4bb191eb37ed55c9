//! The catalogue: which course a command works with.

use medlab_exercise::{Course, Exercise, Files};
use medlab_report::Exit;

use crate::arguments::Common;
use crate::files;
use crate::stop::Stop;

/// The files of the chosen course: the named one, the one this folder lies in, or the
/// built-in one.
pub(crate) fn files(common: &Common) -> Result<Files, Stop> {
    match common.course.clone().or_else(files::course_above) {
        Some(root) => files::course(&root),
        None => Ok(built_in()),
    }
}

/// The chosen course.
pub(crate) fn course(common: &Common) -> Result<Course, Stop> {
    Ok(Course::read(&files(common)?)?)
}

/// The files of the built-in course.
pub(crate) fn built_in() -> Files {
    medlab_course::files()
}

/// An exercise by its id.
pub(crate) fn exercise<'a>(course: &'a Course, id: &str) -> Result<&'a Exercise, Stop> {
    course.exercise(id).map_err(|near| {
        let hint = match near {
            Some(near) => format!("did you mean {near}? `medlab list` shows them all"),
            None => "`medlab list` shows them all".to_string(),
        };
        let message = format!("expected the id of an exercise, found {id}");
        Stop::failed(Exit::Usage, "unknown_exercise", message, hint)
    })
}

/// Refuses an exercise of a released course: what a teacher needs is not in it.
pub(crate) fn full(exercise: &Exercise) -> Result<(), Stop> {
    if exercise.solution.is_none() && exercise.practice.is_some() {
        let message =
            "expected a full course, found a released one, which is for practice";
        let hint = "name the full course with --course DIR; a checkout of medlab is one";
        return Err(Stop::usage("released_course", message, hint));
    }
    Ok(())
}
