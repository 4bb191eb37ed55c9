//! Recipes: `recipe.toml`, carried out by the judge on the learner's tables, and tried on
//! patients whom the learner never sees.
//!
//! Evidence comes from three places: from the rows themselves (`process.…`), from what the
//! recipe claims on rows with drawn outcomes (`claimed.…`), and from the hidden patients,
//! whose true risk is known. What is only known after the prediction time is empty in the
//! hidden patients, as it would be at the bedside: a model that leans on it falls.

use std::collections::BTreeSet;

use medlab_cohort::{Column, Dataset, Kind};
use medlab_metrics::{
    Counts, Predictions, Undefined, auroc_of_scores, calibration, overall,
};
use medlab_models::recipe::{Execution, Recipe, RecipeError, Source};

use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::document;
use crate::evidence::{Evidence, Found, NoEvidence};
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::format::{ExerciseFile, RecipeSpec};
use crate::own::OwnTables;
use crate::predictions::Predicted;
use crate::recipe_rule::RecipeRule;

/// The file's name.
pub const FILE: &str = "recipe.toml";

/// What is measured of a recipe beside its risks on hidden patients.
pub const OF_RECIPES: [&str; 29] = [
    "process.fitted_on_claimed",
    "process.tuned_on_claimed",
    "process.calibrated_on_claimed",
    "process.prepared_on_claimed",
    "process.patients_on_both_sides",
    "process.compared_on_claimed",
    "process.compared",
    "process.columns_from_later",
    "process.prediction_time",
    "process.predictors",
    "process.instability",
    "process.kinds",
    "claimed.from",
    "claimed.table",
    "claimed.auroc",
    "claimed.observed_expected",
    "claimed.calibration_slope",
    "claimed.brier",
    "claimed.log_loss",
    "claimed.raw.observed_expected",
    "claimed.raw.calibration_slope",
    "claimed.alert_rate",
    "claimed.net_benefit",
    "claimed.rows",
    "claimed.events",
    "chosen.model",
    "chosen.complexity",
    "policy.level",
    "policy.alerts",
];

/// The measures of which the claimed value is held against the true one.
pub const OPTIMISM: [&str; 4] = [
    "optimism.auroc",
    "optimism.observed_expected",
    "optimism.brier",
    "optimism.log_loss",
];

/// The columns that a recipe gives hidden patients.
pub(crate) const RISK: &str = "risk";
pub(crate) const ALERT: &str = "alert";

/// A recipe carried out: what is measured of it, and what it predicts.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What is known of it before its predictions are judged.
    pub evidence: Evidence,
    /// What it gives the patients whom the learner never sees.
    pub predicted: Predicted,
}

/// Carries a learner's recipe out, on the learner's tables and on hidden patients.
pub fn attempt(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    bytes: &[u8],
) -> Result<Attempt, NoEvidence> {
    let recipe = read(bytes)?;
    if exercise.formulas.needs_alerts && recipe.policy.is_none() {
        let (key, because) = ("policy".to_string(), "recipe".to_string());
        return Err(fault(RecipeError::Missing { key, because }, bytes).into());
    }
    let execution = execute(&exercise.file, assignment, &recipe, bytes)?;
    let mut evidence = known(&recipe, &execution, dataset);
    let predicted = predicted(exercise, dataset, assignment, &execution, bytes)?;
    if let Some(moved) = instability(exercise, dataset, assignment, &recipe, &execution)?
    {
        evidence.insert("process.instability".into(), Found::Number(moved));
    }
    Ok(Attempt { evidence, predicted })
}

/// Reads a learner's recipe.
pub fn read(bytes: &[u8]) -> Result<Recipe, Fault> {
    document::read(FILE, bytes)
}

/// Carries a recipe out on the learner's own tables.
pub fn execute(
    file: &ExerciseFile,
    assignment: &Assignment,
    recipe: &Recipe,
    bytes: &[u8],
) -> Result<Execution, NoEvidence> {
    let own = OwnTables::of(file, assignment)?;
    execute_on(spec(file)?, &own, recipe, bytes)
}

/// The same on tables that were drawn or read before.
pub(crate) fn execute_on(
    spec: &RecipeSpec,
    own: &OwnTables,
    recipe: &Recipe,
    bytes: &[u8],
) -> Result<Execution, NoEvidence> {
    let executed = recipe.execute(own.material(spec), spec.work);
    executed.map_err(|error| fault(error, bytes).into())
}

/// The predictors that are known only after the prediction has to be made.
pub(crate) fn from_later<'a>(recipe: &'a Recipe, dataset: &Dataset) -> Vec<&'a str> {
    let later =
        |name: &&str| dataset.node(name).is_some_and(|node| node.available_at > 0.0);
    recipe.data.predictors.iter().map(String::as_str).filter(later).collect()
}

/// What a learner can know of an execution: its process, its claims, its choice.
pub fn known(recipe: &Recipe, execution: &Execution, dataset: &Dataset) -> Evidence {
    let mut evidence = Evidence::new();
    let mut number = |name: &str, value: f64| {
        evidence.insert(name.into(), Found::Number(value));
    };
    let process = &execution.process;
    number("process.fitted_on_claimed", process.fitted_on_claimed);
    number("process.tuned_on_claimed", process.tuned_on_claimed);
    number("process.calibrated_on_claimed", process.calibrated_on_claimed);
    number(
        "process.prepared_on_claimed",
        f64::from(u8::from(process.prepared_on_claimed)),
    );
    number("process.patients_on_both_sides", process.patients_on_both_sides);
    number("process.compared_on_claimed", process.compared_on_claimed as f64);
    number("process.compared", process.compared as f64);
    let kinds = execution.tried.iter().map(|tried| tried.model.complexity());
    number("process.kinds", kinds.collect::<BTreeSet<_>>().len() as f64);
    let from_later = from_later(recipe, dataset).len();
    number("process.columns_from_later", from_later as f64);
    number("process.prediction_time", recipe.data.prediction_time);
    number("process.predictors", recipe.data.predictors.len() as f64);
    if let Some(policy) = &recipe.policy {
        number("policy.level", policy.level());
        if let Some(alerts) = policy.alerts {
            number("policy.alerts", alerts);
        }
    }
    let outcomes = &execution.claimed.outcomes;
    number("claimed.rows", outcomes.len() as f64);
    number("claimed.events", outcomes.iter().sum());
    evidence.extend(claimed(&execution.claimed));
    if let Some(policy) = recipe.policy.as_ref().filter(|policy| policy.alerts.is_none())
    {
        evidence.extend(acted_on(&execution.claimed, policy.level()));
    }
    let chosen = &execution.tried[execution.chosen];
    evidence.insert("chosen.model".into(), Found::Text(chosen.model.to_string()));
    let complexity = chosen.model.complexity() as f64;
    evidence.insert("chosen.complexity".into(), Found::Number(complexity));
    evidence
}

/// What the recipe gives the hidden patients: risks, and alerts where it has a policy.
fn predicted(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    execution: &Execution,
    bytes: &[u8],
) -> Result<Predicted, NoEvidence> {
    let spec = spec(&exercise.file)?;
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see [recipe]");
    let table = assignment.at_prediction(dataset, &spec.judged_on).map_err(wrong)?;
    let risks = execution.deployed.risks(&table).map_err(|error| fault(error, bytes))?;
    let shifts = table.column(assignment.patient_column()).map(|column| {
        (0..table.rows()).map(|row| column.text(row).into_owned()).collect::<Vec<_>>()
    });
    let alerts = execution.deployed.alerts(&risks, &shifts.unwrap_or_default());
    let number = Kind::Number { decimals: None };
    let mut columns = vec![Column::values_of(RISK, number, risks)];
    if let Some(alerts) = alerts {
        let alerts = alerts.into_iter().map(|alert| f64::from(u8::from(alert))).collect();
        columns.push(Column::values_of(ALERT, Kind::Flag, alerts));
    }
    Ok(Predicted::of_recipe(&spec.judged_on, columns))
}

/// How far a refit on other patients would move a patient's risk: the mean over hidden
/// patients of the standard deviation over refits.
fn instability(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    recipe: &Recipe,
    execution: &Execution,
) -> Result<Option<f64>, NoEvidence> {
    let spec = spec(&exercise.file)?;
    if spec.refits == 0 {
        return Ok(None);
    }
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see [recipe]");
    let table = assignment.at_prediction(dataset, &spec.judged_on).map_err(wrong)?;
    let own = OwnTables::of(&exercise.file, assignment)?;
    Ok(recipe.instability(own.material(spec), execution, &table, spec.refits).ok())
}

/// How far what is claimed lies from what is true, by name.
pub(crate) fn optimism(evidence: &Evidence, truth: &[f64], risks: &[f64]) -> Evidence {
    let difference = |name: &&str| {
        let measure = name.strip_prefix("optimism.")?;
        let claimed = evidence.get(&format!("claimed.{measure}"))?;
        let true_value = crate::measure::of_risks(measure, truth, risks)?;
        let found = match (claimed, true_value) {
            (Found::Number(claimed), Found::Number(value)) => {
                Found::Number(claimed - value)
            }
            (Found::Undefined(why), _) => Found::Undefined(why.clone()),
            (_, undefined) => undefined,
        };
        Some(((*name).to_string(), found))
    };
    OPTIMISM.iter().filter_map(difference).collect()
}

/// The measures of the rows on which a recipe claims its performance.
fn claimed(source: &Source) -> Evidence {
    let from = source.from.code();
    let mut evidence = Evidence::new();
    evidence.insert("claimed.from".into(), Found::Text(from.into()));
    evidence.insert("claimed.table".into(), Found::Text(source.table.clone()));
    let events: Vec<bool> = source.outcomes.iter().map(|y| *y > 0.5).collect();
    let mut add = |name: &str, found: Result<f64, Undefined>| {
        evidence.insert(format!("claimed.{name}"), found.into());
    };
    let Ok(predictions) = Predictions::new(&events, &source.risks) else {
        return evidence;
    };
    add("auroc", auroc_of_scores(&events, &source.risks).map(|area| area.value));
    add(
        "observed_expected",
        calibration::observed_expected(&predictions).map(|o| o.value),
    );
    add("calibration_slope", calibration::slope(&predictions).map(|slope| slope.value));
    if let Ok(raw) = Predictions::new(&events, &source.raw) {
        let expected = calibration::observed_expected(&raw).map(|o| o.value);
        add("raw.observed_expected", expected);
        add("raw.calibration_slope", calibration::slope(&raw).map(|slope| slope.value));
    }
    add("brier", Ok(overall::brier(&predictions)));
    add("log_loss", Ok(overall::log_loss(&predictions)));
    evidence
}

/// What acting from a level on would do on the rows of the claim.
fn acted_on(source: &Source, level: f64) -> Evidence {
    let events: Vec<bool> = source.outcomes.iter().map(|y| *y > 0.5).collect();
    let mut evidence = Evidence::new();
    let Ok(predictions) = Predictions::new(&events, &source.risks) else {
        return evidence;
    };
    let counts = Counts::at(&predictions, level);
    let measured = [
        ("claimed.alert_rate", counts.alert_rate()),
        ("claimed.net_benefit", counts.net_benefit(level)),
    ];
    for (name, found) in measured {
        evidence.insert(name.into(), found.into());
    }
    evidence
}

/// The `[recipe]` of an exercise.
pub(crate) fn spec(file: &ExerciseFile) -> Result<&RecipeSpec, CourseError> {
    file.recipe.as_ref().ok_or_else(|| {
        let message = "expected [recipe], found none";
        CourseError::new(&file.id, message, "say on what recipes are judged")
    })
}

/// What is wrong with a recipe is the learner's to mend.
fn fault(error: RecipeError, bytes: &[u8]) -> Fault {
    let key = error.key().map(str::to_string);
    let text = String::from_utf8_lossy(bytes);
    let line = key.as_deref().and_then(|key| document::line_of_key(&text, key));
    let fault = Fault::new(RecipeRule::from(error)).in_file(FILE);
    Fault { line, column: key, ..fault }
}
