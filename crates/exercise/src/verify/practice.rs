//! Practice-1: on its patients each flawed submission earns exactly what it promises.

use std::collections::BTreeMap;

use medlab_cohort::Dataset;

use super::Finding;
use super::draw::{Pair, submit};
use crate::assignment::Assignment;
use crate::code::Programs;
use crate::course::CourseError;
use crate::exercise::{Exercise, ExpectStatus};
use crate::grade::Status;

/// The points of each flawed submission, to the half point; none where it is not gradable.
pub type AtPractice1 = BTreeMap<String, Option<f64>>;

/// What each flawed submission earns, and where that is not as promised.
pub(super) fn tried(
    exercise: &Exercise,
    dataset: &Dataset,
    programs: &dyn Programs,
) -> Result<(AtPractice1, Vec<Finding>), CourseError> {
    let at = Pair {
        own: Assignment::practice(exercise, dataset, 1)?.remembering(),
        next: Assignment::practice(exercise, dataset, 2)?,
    };
    let (mut earned, mut findings) = (AtPractice1::new(), Vec::new());
    for (name, flawed) in &exercise.flawed {
        let grade = submit(exercise, dataset, &flawed.making, &at, programs)?;
        let path = format!("{}/flawed/{name}/expect.toml", exercise.folder);
        let mut find = |message: String| {
            findings.push(Finding::new("flawed-as-expected", &path, message));
        };
        let points = grade.marks().map(|marks| marks.points.shown());
        earned.insert(name.clone(), points);
        if points != flawed.expect.points {
            find(format!(
                "expected points = {} on practice-1, found {}",
                shown(flawed.expect.points),
                shown(points)
            ));
        }
        match (&grade.status, flawed.expect.status) {
            (Status::Graded(marks), ExpectStatus::Graded) => {
                let never: Vec<&str> =
                    marks.never_events.iter().map(|event| event.id.as_str()).collect();
                if never != flawed.expect.never {
                    let expected = &flawed.expect.never;
                    find(format!("expected never = {expected:?}, found {never:?}"));
                }
            }
            (Status::NotGradable(fault), ExpectStatus::NotGradable) => {
                if flawed.expect.code.as_deref() != Some(fault.code()) {
                    find(format!("expected code = \"{}\"", fault.code()));
                }
            }
            (status, expected) => {
                find(format!("expected {expected:?}, found {status:?}"));
            }
        }
    }
    Ok((earned, findings))
}

fn shown(points: Option<f64>) -> String {
    points.map_or("none".into(), |points| points.to_string())
}
