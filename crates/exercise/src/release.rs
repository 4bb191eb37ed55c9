//! A release: the learners' course, made from a full one.
//!
//! Solutions, flawed submissions and the teachers' part of the datasets' cards stay
//! behind. In their place stands what the reference measured on each practice variant,
//! so that practice can be judged without it.

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

/// What the reference reached on one practice variant.
pub type OneVariant = Result<Practised, CourseError>;

/// Does a piece of work for each number below a count, and gives the results in that order: one
/// after another, or on several threads.
pub type Many<'a> =
    &'a dyn Fn(usize, &(dyn Fn(usize) -> OneVariant + Sync)) -> Vec<OneVariant>;

/// The files of the learners' course.
///
/// Measuring the references takes most of the time; numbers of an earlier release are taken
/// over where neither the exercise, its dataset nor what is measured has changed since. How it
/// is measured may have: after changes to medlab itself, release without an earlier one.
pub fn release(files: &Files, earlier: &Files, many: Many) -> Result<Files, CourseError> {
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
    let mut due = Vec::new();
    for exercise in &course.exercises {
        let path = format!("{}/{}", exercise.folder, practice::FILE);
        let of = measured_on(files, &course, exercise)?;
        let known = earlier.get(&path).and_then(|b| PracticeNumbers::read(&path, b).ok());
        match known.filter(|known| known.of() == of) {
            Some(known) => {
                released.insert(path, known.write().into_bytes());
            }
            None => due.push((exercise, path, of)),
        }
        let story = exercise.text("solution/solution.md");
        if !story.is_empty() {
            let path = format!("{}/{STORY}", exercise.folder);
            released.insert(path, story.as_bytes().to_vec());
        }
    }
    let variants = usize::from(PRACTICE_VARIANTS);
    let work = |at: usize| {
        let number = (at % variants) as u8 + 1;
        practised(&course, due[at / variants].0, number)
    };
    let mut measured = many(due.len() * variants, &work).into_iter();
    for (_, path, of) in due {
        let found: Result<Vec<Practised>, _> = measured.by_ref().take(variants).collect();
        let numbers = PracticeNumbers::new(of, (1..).zip(found?).collect());
        released.insert(path, numbers.write().into_bytes());
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
    // Another version of medlab may measure more of the same exercise.
    for name in exercise.measures() {
        hash.update(name);
        hash.update([0]);
    }
    Ok(format!("sha256:{}", hex::encode(&hash.finalize())))
}

/// The reference's evidence on one practice variant.
fn practised(course: &Course, exercise: &Exercise, number: u8) -> OneVariant {
    let dataset = course.dataset(exercise)?;
    let drawn = Assignment::practice(exercise, dataset, number)?;
    let yardsticks = yardsticks::of(exercise, dataset, &drawn)?;
    Ok(Practised { attempt: drawn.attempt, yardsticks, evidence: drawn.reference })
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
