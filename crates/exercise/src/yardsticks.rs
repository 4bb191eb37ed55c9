//! Yardsticks: what the ideal and the attainable risk would have reached on the patients judged.
//!
//! They are shown beside the marks of those who practise, and never judged by.

use std::borrow::Cow;
use std::collections::BTreeMap;

use medlab_cohort::Dataset;

use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::Found;
use crate::exercise::Exercise;
use crate::grade::Marks;
use crate::measure;
use crate::predictions;

/// What the ideal and the attainable risk would have reached on the predicted patients,
/// as `ideal auroc` and `attainable auroc`, for every measure of risks that is judged.
pub(crate) fn of(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
) -> Result<BTreeMap<String, f64>, CourseError> {
    let mut found = BTreeMap::new();
    let Some(table) = predictions::judged_table(&exercise.file) else { return Ok(found) };
    if !predictions::has_risk(&exercise.file) {
        return Ok(found);
    }
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see exercise.toml");
    let ideal = assignment.given(table).map_err(wrong)?.ideal();
    let attainable = assignment.attainable(dataset, table)?;
    for criterion in &exercise.file.criteria {
        let measure = &criterion.measure;
        for (name, risks) in [("ideal", &*ideal), ("attainable", attainable)] {
            if let Some(Found::Number(value)) = measure::of_risks(measure, &ideal, risks)
            {
                found.insert(format!("{name} {measure}"), value);
            }
        }
    }
    Ok(found)
}

/// Adds the yardsticks to the marks that they belong to.
pub(crate) fn add(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    marks: &mut Marks,
) -> Result<(), CourseError> {
    let known = match &assignment.yardsticks {
        Some(stored) => Cow::Borrowed(stored),
        None => Cow::Owned(of(exercise, dataset, assignment)?),
    };
    for (mark, criterion) in marks.criteria.iter_mut().zip(&exercise.file.criteria) {
        for name in ["ideal", "attainable"] {
            if let Some(value) = known.get(&format!("{name} {}", criterion.measure)) {
                mark.arguments.insert(name.into(), Found::Number(*value));
            }
        }
    }
    Ok(())
}
