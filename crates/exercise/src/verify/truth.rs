//! The truth behind an exercise: the attainable risk is less than the ideal where
//! something is hidden, and enough patients are judged to tell models apart.

use medlab_cohort::Dataset;
use medlab_metrics::expected;

use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::exercise::Exercise;
use crate::format::CriterionSpec;
use crate::measure::at_threshold;
use crate::predictions;

use super::Finding;

/// The largest standard error of a difference between two models, as a share of the
/// margin that decides about it.
const PRECISION: f64 = 0.25;

/// The findings on one draw, whose solution handed in `solved`.
pub(super) fn check(
    exercise: &Exercise,
    dataset: &Dataset,
    drawn: &Assignment,
    solved: &[u8],
) -> Result<Vec<Finding>, CourseError> {
    let Some(spec) = &exercise.file.predictions else { return Ok(Vec::new()) };
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see exercise.toml");
    let ideal = drawn.given(&spec.table).map_err(wrong)?.ideal();
    let attainable = drawn.attainable(dataset, &spec.table)?;
    let mut findings = Vec::new();
    let something_hidden = dataset
        .nodes
        .iter()
        .any(|node| node.hidden || (node.is_known_in_time() && node.missing.is_some()));
    let same = ideal.iter().zip(attainable).all(|(a, b)| (a - b).abs() < 1e-9);
    if something_hidden && same {
        let message = "expected the attainable risk to differ from the ideal, as \
                       something is hidden; found the same";
        let file = format!("datasets/{}/dataset.toml", dataset.name);
        findings.push(Finding::new("attainable-below-ideal", &file, message));
    }
    if let Ok(predicted) = predictions::read(exercise, drawn, solved)
        && let Some(risks) = predicted.risks()
    {
        for criterion in &exercise.file.criteria {
            findings.extend(precision(exercise, criterion, &ideal, risks, attainable));
        }
    }
    Ok(findings)
}

/// Whether the patients are enough to tell the solution from the best there is.
fn precision(
    exercise: &Exercise,
    criterion: &CriterionSpec,
    truth: &[f64],
    solution: &[f64],
    attainable: &[f64],
) -> Option<Finding> {
    let difference = match (criterion.measure.as_str(), at_threshold(&criterion.measure))
    {
        ("auroc", _) => expected::paired_auroc_difference(truth, solution, attainable),
        ("brier", _) => expected::paired_brier_difference(truth, solution, attainable),
        (_, Some(("net_benefit", threshold))) => expected::paired_net_benefit_difference(
            truth, solution, attainable, threshold,
        ),
        _ => return None,
    };
    let error = difference.ok()?.standard_error;
    (error > PRECISION * criterion.margin).then(|| {
        let message = format!(
            "{}: expected a standard error of at most a quarter of the margin {}, \
             found {error:.5}; judge more patients or widen the margin",
            criterion.id, criterion.margin
        );
        Finding::new("enough-patients", &exercise.folder, message)
    })
}
