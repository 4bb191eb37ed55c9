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

/// What was seen of the truth over several draws.
#[derive(Debug, Default)]
pub(super) struct Truth {
    findings: Vec<Finding>,
    /// By criterion, the standard errors of differences that the margin decides about.
    errors: BTreeMap<String, Vec<f64>>,
}

impl Truth {
    /// Looks at one draw, whose solution handed in `solved`.
    pub(super) fn see(
        &mut self,
        exercise: &Exercise,
        dataset: &Dataset,
        drawn: &Assignment,
        solved: &Submission,
    ) -> Result<(), CourseError> {
        let Some(table) = predictions::judged_table(&exercise.file) else {
            return Ok(());
        };
        let wrong =
            |m: String| CourseError::new(&exercise.folder, m, "see exercise.toml");
        let ideal = drawn.given(table).map_err(wrong)?.ideal();
        let attainable = drawn.attainable(dataset, table)?;
        let something_hidden = dataset.nodes.iter().any(|node| {
            node.hidden || (node.is_known_in_time() && node.missing.is_some())
        });
        let same = ideal.iter().zip(attainable).all(|(a, b)| (a - b).abs() < 1e-9);
        if something_hidden && same && self.findings.is_empty() {
            let message = "expected the attainable risk to differ from the ideal, as \
                           something is hidden; found the same";
            let file = format!("datasets/{}/dataset.toml", dataset.name);
            self.findings.push(Finding::new("attainable-below-ideal", &file, message));
        }
        if let Ok(Some(predicted)) = measured::predicted(exercise, dataset, drawn, solved)
            && let Some(risks) = predicted.risks()
        {
            for criterion in &exercise.file.criteria {
                if let Some(error) = error(criterion, &ideal, risks, attainable) {
                    self.errors.entry(criterion.id.clone()).or_default().push(error);
                }
            }
        }
        Ok(())
    }

    /// What is wrong.
    pub(super) fn findings(mut self, exercise: &Exercise) -> Vec<Finding> {
        for criterion in &exercise.file.criteria {
            let Some(errors) = self.errors.get(&criterion.id) else { continue };
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            if mean > PRECISION * criterion.margin {
                let message = format!(
                    "{}: expected a standard error of at most a quarter of the margin \
                     {}, found {mean:.5} on average; judge more patients or widen it",
                    criterion.id, criterion.margin
                );
                let finding = Finding::new("enough-patients", &exercise.folder, message);
                self.findings.push(finding);
            }
        }
        self.findings
    }
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
