//! The truth behind an exercise: the attainable risk is less than the ideal where
//! something is hidden, and enough patients are judged to tell models apart.

use std::collections::BTreeMap;

use medlab_cohort::Dataset;
use medlab_metrics::expected;

use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::exercise::Exercise;
use crate::format::CriterionSpec;
use crate::measure::at_threshold;
use crate::submission::Submission;
use crate::{measured, predictions};

use super::Finding;

/// The largest standard error of a difference between two models, as a share of the
/// margin that decides about it.
const PRECISION: f64 = 0.25;

/// What was seen of the truth on one draw.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Whether something is hidden and the attainable risk is the ideal all the same.
    nothing_lost: bool,
    /// By criterion, the standard error of a difference that the margin decides about.
    errors: BTreeMap<String, f64>,
}

impl Seen {
    /// Looks at one draw, whose solution handed in `solved`.
    pub(super) fn on(
        exercise: &Exercise,
        dataset: &Dataset,
        drawn: &Assignment,
        solved: &Submission,
    ) -> Result<Self, CourseError> {
        let Some(table) = predictions::judged_table(&exercise.file) else {
            return Ok(Self::default());
        };
        let wrong =
            |m: String| CourseError::new(&exercise.folder, m, "see exercise.toml");
        let ideal = drawn.given(table).map_err(wrong)?.ideal();
        let attainable = drawn.attainable(dataset, table)?;
        let something_hidden = dataset.nodes.iter().any(|node| {
            node.hidden || (node.is_known_in_time() && node.missing.is_some())
        });
        let same = ideal.iter().zip(attainable).all(|(a, b)| (a - b).abs() < 1e-9);
        let mut errors = BTreeMap::new();
        if let Ok(Some(predicted)) = measured::predicted(exercise, dataset, drawn, solved)
            && let Some(risks) = predicted.risks()
        {
            for criterion in &exercise.file.criteria {
                if let Some(error) = error(criterion, &ideal, risks, attainable) {
                    errors.insert(criterion.id.clone(), error);
                }
            }
        }
        Ok(Self { nothing_lost: something_hidden && same, errors })
    }
}

/// What is wrong by what was seen on several draws.
pub(super) fn findings<'a>(
    exercise: &Exercise,
    dataset: &Dataset,
    seen: impl Iterator<Item = &'a Seen> + Clone,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if seen.clone().any(|seen| seen.nothing_lost) {
        let message = "expected the attainable risk to differ from the ideal, as \
                       something is hidden; found the same";
        let file = format!("datasets/{}/dataset.toml", dataset.name);
        findings.push(Finding::new("attainable-below-ideal", &file, message));
    }
    for criterion in &exercise.file.criteria {
        let errors = seen.clone().filter_map(|seen| seen.errors.get(&criterion.id));
        let (sum, count) =
            errors.fold((0.0, 0.0), |(sum, count), error| (sum + error, count + 1.0));
        let mean = sum / count;
        if mean > PRECISION * criterion.margin {
            let message = format!(
                "{}: expected a standard error of at most a quarter of the margin \
                 {}, found {mean:.5} on average; judge more patients or widen it",
                criterion.id, criterion.margin
            );
            findings.push(Finding::new("enough-patients", &exercise.folder, message));
        }
    }
    findings
}

/// The standard error of the difference between the solution and the best there is, where
/// that difference is one that the margin decides about.
fn error(
    criterion: &CriterionSpec,
    truth: &[f64],
    solution: &[f64],
    attainable: &[f64],
) -> Option<f64> {
    let difference = match (criterion.measure.as_str(), at_threshold(&criterion.measure))
    {
        ("auroc", _) => expected::paired_auroc_difference(truth, solution, attainable),
        ("brier", _) => expected::paired_brier_difference(truth, solution, attainable),
        (_, Some(("net_benefit", threshold))) => expected::paired_net_benefit_difference(
            truth, solution, attainable, threshold,
        ),
        _ => return None,
    };
    let difference = difference.ok()?;
    let decided = difference.value.abs() <= 3.0 * criterion.margin;
    decided.then_some(difference.standard_error)
}
