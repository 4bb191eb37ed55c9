//! A release: the learners' course, made from a full one.
//!
//! Solutions, flawed submissions and the teachers' part of the datasets' cards stay
//! behind. In their place stands what the reference measured on each practice variant,
//! so that practice can be judged without it.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::assignment::Assignment;
use crate::course::{Course, CourseError, Files};
use crate::exercise::Exercise;
use crate::practice::{self, PracticeNumbers, Practised};
use crate::submission::{HANDIN, Handin};
use crate::variant::PRACTICE_VARIANTS;
use crate::{hex, yardsticks};

/// The heading of the part of a dataset's card that only teachers read.
pub const TEACHERS_PART: &str = "## For teachers";

/// What a learner reads after passing, where the solution was.
pub const STORY: &str = "story.en.md";

/// The folders and files of an exercise that stay with the teacher.
const KEPT_BACK: [&str; 4] = ["solution/", "flawed/", "design.md", "verify.json"];

/// The files of the learners' course.
///
/// Measuring the references takes most of the time; numbers of an earlier release are taken
/// over where neither the exercise nor its dataset has changed since.
pub fn release(files: &Files, earlier: &Files) -> Result<Files, CourseError> {
    let course = Course::read(files)?;
    let mut released = Files::new();
    for (path, bytes) in files {
        let folder = course
            .exercises
            .iter()
            .map(|exercise| &exercise.folder)
            .find(|folder| path.starts_with(&format!("{folder}/")));
        match folder {
            Some(folder) => {
                let within = &path[folder.len() + 1..];
                if !KEPT_BACK.iter().any(|kept| within.starts_with(kept)) {
                    released.insert(path.clone(), bytes.clone());
                }
            }
            None if path.ends_with("/card.md") => {
                released.insert(path.clone(), without_teachers_part(bytes));
            }
            None => {
                released.insert(path.clone(), bytes.clone());
            }
        }
    }
    for exercise in &course.exercises {
        let path = format!("{}/{}", exercise.folder, practice::FILE);
        let of = measured_on(files, &course, exercise)?;
        let known = earlier.get(&path).and_then(|b| PracticeNumbers::read(&path, b).ok());
        let numbers = match known.filter(|known| known.of() == of) {
            Some(known) => known,
            None => numbers(&course, exercise, of)?,
        };
        released.insert(path, numbers.write().into_bytes());
        let story = exercise.text("solution/solution.md");
        if !story.is_empty() {
            let path = format!("{}/{STORY}", exercise.folder);
            released.insert(path, story.as_bytes().to_vec());
        }
    }
    Ok(released)
}

/// The two submissions that `medlab tour` grades, made on practice-1 of the exercise that
/// `course.toml` names: `tour/good/` and `tour/flawed/`.
pub fn tour(files: &Files) -> Result<Files, CourseError> {
    let course = Course::read(files)?;
    let wrong = |message: String| {
        let hint = "name an exercise and one of its flawed submissions under [tour]";
        CourseError::new(crate::course::FILE, message, hint)
    };
    let exercise = course
        .exercise(&course.tour.exercise)
        .map_err(|_| wrong(format!("found no exercise {}", course.tour.exercise)))?;
    let flawed = exercise
        .flawed
        .get(&course.tour.flawed)
        .ok_or_else(|| wrong(format!("found no flawed {}", course.tour.flawed)))?;
    let solution = exercise
        .solution
        .as_ref()
        .ok_or_else(|| wrong("expected a full course".to_string()))?;
    let dataset = course.dataset(exercise)?;
    let drawn = Assignment::practice(exercise, dataset, 1)?;
    let handin = Handin {
        exercise: exercise.file.id.clone(),
        version: exercise.file.version,
        variant: drawn.variant,
    };
    let mut pair = Files::new();
    for (name, making) in [("good", solution), ("flawed", &flawed.making)] {
        for (file, bytes) in making.make(&exercise.file, dataset, &drawn, &drawn)? {
            pair.insert(format!("tour/{name}/{file}"), bytes);
        }
        let path = format!("tour/{name}/{HANDIN}");
        pair.insert(path, handin.write().into_bytes());
    }
    Ok(pair)
}

/// SHA-256 of everything that the reference's evidence follows from.
fn measured_on(
    files: &Files,
    course: &Course,
    exercise: &Exercise,
) -> Result<String, CourseError> {
    let dataset = course.dataset(exercise)?;
    let mut hash = Sha256::new();
    hash.update(exercise.digest(dataset));
    let path = format!("datasets/{}/dataset.toml", dataset.name);
    hash.update(files.get(&path).map(Vec::as_slice).unwrap_or_default());
    Ok(format!("sha256:{}", hex::encode(&hash.finalize())))
}

/// The reference's evidence on every practice variant.
fn numbers(
    course: &Course,
    exercise: &Exercise,
    of: String,
) -> Result<PracticeNumbers, CourseError> {
    let dataset = course.dataset(exercise)?;
    let mut variants = BTreeMap::new();
    for number in 1..=PRACTICE_VARIANTS {
        let drawn = Assignment::practice(exercise, dataset, number)?;
        let yardsticks = yardsticks::of(exercise, dataset, &drawn)?;
        let practised =
            Practised { attempt: drawn.attempt, yardsticks, evidence: drawn.reference };
        variants.insert(number, practised);
    }
    Ok(PracticeNumbers::new(of, variants))
}

fn without_teachers_part(card: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(card);
    let end = text
        .lines()
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        })
        .find(|(_, line)| line.trim_end() == TEACHERS_PART)
        .map_or(text.len(), |(start, _)| start);
    let kept = text[..end].trim_end();
    format!("{kept}\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_teachers_part_stays_behind() {
        let card = b"# Card\n\n## Uses\n\ntext\n\n## For teachers\n\nthe leak\n";
        assert_eq!(without_teachers_part(card), b"# Card\n\n## Uses\n\ntext\n");
        assert_eq!(without_teachers_part(b"a\n"), b"a\n");
    }
}
