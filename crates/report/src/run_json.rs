//! A run as JSON: names and shapes that scripts rely on.
//!
//! What is undefined is null and says why. The claim is an evaluation, as `evaluate` writes it.

use std::collections::BTreeMap;

use medlab_exercise::Run;
use medlab_exercise::run::Acted;
use medlab_models::Effects;
use medlab_models::recipe::{Counted, How, Process, Tried};
use serde::Serialize;

use crate::evaluation_json::Document as EvaluationDocument;
use crate::json;

/// The document over several lines.
pub fn run_json(run: &Run, exercise: &str) -> String {
    let execution = &run.execution;
    json::document(&Document {
        format: 1,
        exercise,
        work: execution.work,
        budget: run.budget,
        rows: execution.rows.iter().map(RowsObject::from).collect(),
        candidates: execution.tried.iter().map(CandidateObject::from).collect(),
        chosen: execution.chosen,
        claimed: ClaimObject {
            from: execution.claimed.from.code(),
            why: run.claimed.as_ref().err().map(|why| why.code()),
            evaluation: run.claimed.as_ref().ok().map(|of| EvaluationDocument::of(of, 0)),
        },
        process: ProcessObject::of(&execution.process, run),
        policy: policy(run),
        effects: effects(run),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    exercise: &'a str,
    work: f64,
    budget: f64,
    rows: Vec<RowsObject<'a>>,
    candidates: Vec<CandidateObject>,
    chosen: usize,
    claimed: ClaimObject<'a>,
    process: ProcessObject<'a>,
    policy: Option<PolicyObject>,
    effects: Vec<EffectObject>,
}

#[derive(Serialize)]
struct RowsObject<'a> {
    role: &'static str,
    table: &'a str,
    rows: usize,
    events: usize,
    patients: usize,
}

#[derive(Serialize)]
struct CandidateObject {
    model: String,
    settings: BTreeMap<&'static str, f64>,
    value: Option<f64>,
    worse_by: Option<f64>,
    worse_by_at_most: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct ClaimObject<'a> {
    from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    #[serde(flatten)]
    evaluation: Option<EvaluationDocument<'a>>,
}

#[derive(Serialize)]
struct ProcessObject<'a> {
    fitted_on_claimed: f64,
    tuned_on_claimed: f64,
    calibrated_on_claimed: f64,
    prepared_on_claimed: bool,
    patients_on_both_sides: f64,
    compared_on_claimed: usize,
    compared: usize,
    columns_from_later: &'a [String],
}

#[derive(Serialize)]
struct PolicyObject {
    how: &'static str,
    level: f64,
    alerts_a_shift: Option<f64>,
    rows: usize,
    events: usize,
    alerts: usize,
    found: usize,
    shifts: usize,
}

#[derive(Serialize)]
struct EffectObject {
    column: String,
    kind: &'static str,
    value: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

impl<'a> From<&'a Counted> for RowsObject<'a> {
    fn from(counted: &'a Counted) -> Self {
        let Counted { role, file, rows, events, patients } = counted;
        let role = role.key().trim_start_matches("rows.");
        Self { role, table: file, rows: *rows, events: *events, patients: *patients }
    }
}

impl From<&Tried> for CandidateObject {
    fn from(tried: &Tried) -> Self {
        let found = tried.estimated.as_ref();
        let estimated = found.and_then(|found| found.as_ref().ok());
        Self {
            model: tried.model.to_string(),
            settings: tried.settings.iter().copied().collect(),
            value: estimated.map(|found| found.value),
            worse_by: estimated.map(|found| found.worse_by),
            worse_by_at_most: estimated.map(|found| found.worse_by_at_most),
            why: found.and_then(|found| found.as_ref().err()).map(|error| error.code()),
        }
    }
}

impl<'a> ProcessObject<'a> {
    fn of(process: &Process, run: &'a Run) -> Self {
        Self {
            fitted_on_claimed: process.fitted_on_claimed,
            tuned_on_claimed: process.tuned_on_claimed,
            calibrated_on_claimed: process.calibrated_on_claimed,
            prepared_on_claimed: process.prepared_on_claimed,
            patients_on_both_sides: process.patients_on_both_sides,
            compared_on_claimed: process.compared_on_claimed,
            compared: process.compared,
            columns_from_later: &run.from_later,
        }
    }
}

fn policy(run: &Run) -> Option<PolicyObject> {
    let policy = run.recipe.policy.as_ref()?;
    let Acted { rows, events, alerts, found, shifts } = run.acted?;
    let how = match policy.how {
        How::Fixed => "fixed",
        How::HarmRatio => "harm_ratio",
        How::Top => "top",
    };
    let (level, alerts_a_shift) = (policy.level(), policy.alerts);
    Some(PolicyObject { how, level, alerts_a_shift, rows, events, alerts, found, shifts })
}

fn effects(run: &Run) -> Vec<EffectObject> {
    let Some((fitted, _)) = run.execution.deployed.learned() else { return Vec::new() };
    let effect = |column, kind, value| EffectObject {
        column,
        kind,
        value,
        lower: None,
        upper: None,
    };
    match fitted.effects() {
        Effects::Unknown => Vec::new(),
        Effects::OddsRatios(ratios) => ratios
            .into_iter()
            .map(|(column, ratio, limits)| EffectObject {
                lower: limits.map(|limits| limits.lower),
                upper: limits.map(|limits| limits.upper),
                ..effect(column, "odds_ratio", ratio)
            })
            .collect(),
        Effects::Importance(shares) => shares
            .into_iter()
            .map(|(column, share)| effect(column, "importance", share))
            .collect(),
        // Limits are here those of the bin that gets the points.
        Effects::Points(lines) => lines
            .into_iter()
            .map(|line| EffectObject {
                lower: line.from,
                upper: line.to,
                ..effect(line.column, "points", f64::from(line.points))
            })
            .collect(),
    }
}
