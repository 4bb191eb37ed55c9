//! Grades: the solution of every exercise, fitted and judged on practice patients.

use medlab_exercise::code::NoPrograms;
use medlab_exercise::format::Artifact;
use medlab_exercise::submission::{HANDIN, Handin, Submission};
use medlab_exercise::{Assignment, Course, judge};
use medlab_report::{Words, grade_json};

use crate::{Row, Rows};

const VARIANT: u8 = 7;

pub(crate) fn rows(course: &Course) -> Rows {
    let words = Words::english();
    let mut rows = Vec::new();
    for exercise in &course.exercises {
        let file = &exercise.file;
        // Code is judged by what a program gives back, which is run elsewhere.
        if file.artifacts.contains(&Artifact::Code) {
            continue;
        }
        let dataset = course.dataset(exercise)?;
        let drawn = Assignment::practice(exercise, dataset, VARIANT)?;
        let solution = exercise.solution.as_ref().ok_or("expected a full course")?;
        let mut files = solution.make(file, dataset, &drawn, &drawn)?;
        let (id, version) = (file.id.clone(), file.version);
        let handin = Handin { exercise: id, version, variant: drawn.variant };
        files.insert(HANDIN.into(), handin.write().into_bytes());
        let submission = Submission { path: "solution".into(), files: Ok(files) };
        // Without yardsticks: risks that are attainable are a row of their own.
        let grade =
            judge::grade(exercise, dataset, &drawn, &submission, &NoPrograms, false)?;
        let spoken = words.exercise(exercise.text("feedback.en.ftl"))?;
        rows.push(Row::of(format!("grade of {}", file.id), grade_json(&grade, &spoken)));
    }
    Ok(rows)
}
