//! The catalogue: which course a command works with.

use medlab_exercise::{Course, Exercise, Files};

use crate::arguments::Common;
use crate::files;
use crate::reason::Reason;
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
        let (found, near) = (id.to_string(), near.map(str::to_string));
        Stop::usage(Reason::UnknownExercise { found, near })
    })
}

/// Refuses an exercise of a released course: what a teacher needs is not in it.
pub(crate) fn full(exercise: &Exercise) -> Result<(), Stop> {
    if exercise.solution.is_none() && exercise.practice.is_some() {
        return Err(Stop::usage(Reason::ReleasedCourse));
    }
    Ok(())
}
