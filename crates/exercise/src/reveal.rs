//! What practice reveals: the predicted risks beside what happened to the patients.
//!
//! Figures are drawn from it. It is made for practice variants only: of a teacher's pack
//! nothing is revealed.

use medlab_cohort::Dataset;

use crate::assignment::Assignment;
use crate::exercise::Exercise;
use crate::measured;
use crate::submission::Submission;
use crate::variant::VariantId;

/// Predicted risks beside what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Revealed {
    /// What happened to each patient.
    pub outcomes: Vec<bool>,
    /// The risk predicted for each.
    pub risks: Vec<f64>,
    /// What the outcome is called.
    pub outcome: String,
}

/// What practice reveals of a submission; nothing if it predicts no risks, cannot be read
/// or is about a pack.
pub fn reveal(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
) -> Option<Revealed> {
    let VariantId::Practice(_) = assignment.variant else { return None };
    let predicted =
        measured::predicted(exercise, dataset, assignment, submission).ok().flatten()?;
    let risks = predicted.risks()?.to_vec();
    let outcome = dataset.outcome.as_deref()?;
    let record = assignment.given(&predicted.table).ok()?.record();
    let outcomes = record.numbers(outcome).ok()??.iter().map(|y| *y > 0.5).collect();
    let outcome = outcome.replace('_', " ");
    Some(Revealed { outcomes, risks, outcome })
}
