//! A run: a learner's recipe carried out on their own tables, and what can be seen of it
//! there. Nothing is judged.

use std::collections::BTreeMap;

use medlab_cohort::Dataset;
use medlab_metrics::evaluation::{Evaluation, Request};
use medlab_metrics::{Predictions, Undefined};
use medlab_models::recipe::{Execution, LearningPoint, Policy, Recipe, Source};

use crate::evidence::NoEvidence;
use crate::exercise::Exercise;
use crate::own::OwnTables;
use crate::recipes;

/// A recipe carried out on its learner's own tables.
#[derive(Clone, Debug)]
pub struct Run {
    /// The recipe as it was read.
    pub recipe: Recipe,
    /// What came of it.
    pub execution: Execution,
    /// The performance that it claims, on the rows behind the claim.
    pub claimed: Result<Evaluation, Undefined>,
    /// The same before risks were mended, where they were.
    pub before: Option<Evaluation>,
    /// Whom its policy acts on among the rows behind the claim, where it has one.
    pub acted: Option<Acted>,
    /// The most work that the exercise allows, in seconds on an ordinary core.
    pub budget: f64,
    /// The predictors that are known only after the prediction has to be made.
    pub from_later: Vec<String>,
}

/// Whom a policy acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acted {
    /// All rows.
    pub rows: usize,
    /// Those with the outcome.
    pub events: usize,
    /// Those that get an alert.
    pub alerts: usize,
    /// Those with the outcome that get one.
    pub found: usize,
    /// How many shifts, or patients, the rows are of.
    pub shifts: usize,
}

impl Run {
    /// Carries a recipe out.
    pub fn of(
        exercise: &Exercise,
        dataset: &Dataset,
        own: &OwnTables,
        bytes: &[u8],
    ) -> Result<Self, NoEvidence> {
        let spec = recipes::spec(&exercise.file)?;
        let recipe = recipes::read(bytes)?;
        let execution = recipes::execute_on(spec, own, &recipe, bytes)?;
        let from_later = recipes::from_later(&recipe, dataset);
        let from_later = from_later.into_iter().map(str::to_string).collect();
        let source = &execution.claimed;
        let level = recipe.policy.as_ref().map(Policy::level);
        let claimed = evaluated(source, &source.risks, level);
        let mended = source.risks != source.raw;
        let before = mended.then(|| evaluated(source, &source.raw, None).ok()).flatten();
        let acted = recipe.policy.as_ref().map(|policy| Acted::of(policy, source));
        let budget = spec.work;
        Ok(Self { recipe, execution, claimed, before, acted, budget, from_later })
    }

    /// The learning curve of the chosen model, for up to ten times the work of a recipe; empty
    /// where it learns nothing or would take longer.
    pub fn learning_curve(
        &self,
        exercise: &Exercise,
        own: &OwnTables,
    ) -> Vec<LearningPoint> {
        let Ok(spec) = recipes::spec(&exercise.file) else { return Vec::new() };
        let (material, budget) = (own.material(spec), 10.0 * self.budget);
        let curve = self.recipe.learning_curve(material, self.execution.chosen, budget);
        curve.unwrap_or_default()
    }
}

impl Acted {
    fn of(policy: &Policy, source: &Source) -> Self {
        let alerts = policy.alerts(&source.risks, &source.patients);
        let ill = |row: &usize| source.outcomes[*row] > 0.5;
        let alerted: Vec<usize> = (0..alerts.len()).filter(|row| alerts[*row]).collect();
        Self {
            rows: alerts.len(),
            events: (0..alerts.len()).filter(ill).count(),
            alerts: alerted.len(),
            found: alerted.into_iter().filter(|row| ill(row)).count(),
            shifts: numbered(&source.patients).1,
        }
    }
}

/// Everything measured of risks on the rows behind a claim; where patients have several,
/// intervals draw patients.
fn evaluated(
    source: &Source,
    risks: &[f64],
    level: Option<f64>,
) -> Result<Evaluation, Undefined> {
    let outcomes: Vec<bool> = source.outcomes.iter().map(|y| *y > 0.5).collect();
    let predictions =
        Predictions::new(&outcomes, risks).map_err(|_| Undefined::OutOfRange)?;
    let (numbers, patients) = numbered(&source.patients);
    let level = level.filter(|level| *level > 0.0 && *level < 1.0);
    let request = Request {
        thresholds: level.as_slice(),
        clusters: (patients < numbers.len()).then_some(&numbers),
        ..Request::default()
    };
    Evaluation::of(&predictions, &request)
}

/// The number of each row's patient, and how many patients there are.
fn numbered(patients: &[String]) -> (Vec<u32>, usize) {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(patients.len());
    for patient in patients {
        let next = known.len() as u32;
        numbers.push(*known.entry(patient).or_insert(next));
    }
    (numbers, known.len())
}
