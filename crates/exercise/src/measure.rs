//! Measuring: from what was handed in to evidence.
//!
//! Risks are held against the true risk of each patient, never against what happened to
//! be drawn: luck neither passes nor fails anyone. Everything else is a declared formula
//! over the rows of the predictions' table.

use std::collections::BTreeSet;

use medlab_cohort::{Column, Expression, Kind, Scalars, Table};
use medlab_metrics::expected;

use crate::aggregate::{Rows, aggregate};
use crate::course::CourseError;
use crate::evidence::{Evidence, Found};
use crate::exercise::formula;
use crate::format::{Aggregate, ExerciseFile, MeasureSpec};
use crate::recipes;

/// The measures of a `risk` column that need no threshold.
pub const OF_RISKS: [&str; 8] = [
    "auroc",
    "observed_expected",
    "calibration_in_the_large",
    "calibration_slope",
    "calibration_slope_error",
    "calibration_error",
    "brier",
    "log_loss",
];

/// The measures of a `risk` column at a threshold, written `net_benefit@0.10`.
pub const AT_THRESHOLD: [&str; 6] =
    ["net_benefit", "sensitivity", "specificity", "ppv", "npv", "alert_rate"];

/// The column of true risks in formulas over rows.
pub const TRUE_RISK: &str = "risk_true";

/// What stands before the names of the truth's columns in formulas over rows.
pub const TRUTH: &str = "true.";

/// The column of attainable risks in formulas over rows.
pub const ATTAINABLE: &str = "attainable";

/// The formulas of an exercise, parsed.
#[derive(Clone, Debug)]
pub(crate) struct Formulas {
    rows: Vec<(String, Expression)>,
    measures: Vec<Measure>,
    never: Vec<(String, Expression)>,
    never_when: Vec<(String, Expression)>,
    pub(crate) needs_attainable: bool,
    /// The columns of the truth that they name, without the `true.` in front.
    pub(crate) truths: Vec<String>,
    /// Whether alerts are judged, so that a recipe needs a policy.
    pub(crate) needs_alerts: bool,
}

#[derive(Clone, Debug)]
struct Measure {
    name: String,
    from: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    /// Rows of the predictions' table.
    Rows(Box<OfRows>),
    /// Earlier measures.
    Measures(Expression),
}

#[derive(Clone, Debug)]
struct OfRows {
    how: Aggregate,
    of: Expression,
    only: Option<Expression>,
    by: Option<Expression>,
}

impl Origin {
    fn read(path: &str, spec: &MeasureSpec) -> Result<Self, CourseError> {
        let place = format!("measure {}", spec.name);
        let parse = |text: &str| formula(path, &place, text);
        match (&spec.value, spec.how, &spec.of) {
            (Some(value), None, None) => Ok(Self::Measures(parse(value)?)),
            (None, Some(how), Some(of)) => Ok(Self::Rows(Box::new(OfRows {
                how,
                of: parse(of)?,
                only: spec.only.as_deref().map(parse).transpose()?,
                by: spec.by.as_deref().map(parse).transpose()?,
            }))),
            _ => {
                let message = format!("{place}: expected either value, or how and of");
                Err(CourseError::new(path, message, "write one of the two"))
            }
        }
    }

    fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Measures(value) => vec![value],
            Self::Rows(rows) => [Some(&rows.of), rows.only.as_ref(), rows.by.as_ref()]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

/// The rows of a never event: how many, and the first few by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NeverRows {
    pub(crate) id: String,
    pub(crate) rows: Vec<usize>,
}

impl Formulas {
    pub(crate) fn read(path: &str, file: &ExerciseFile) -> Result<Self, CourseError> {
        let parse = |place: String, text: &str| formula(path, &place, text);
        let mut rows = Vec::new();
        for row in &file.rows {
            let place = format!("row {}", row.name);
            rows.push((row.name.clone(), parse(place, &row.value)?));
        }
        let mut measures = Vec::new();
        for spec in &file.measures {
            let from = Origin::read(path, spec)?;
            measures.push(Measure { name: spec.name.clone(), from });
        }
        let mut never = Vec::new();
        let mut never_when = Vec::new();
        for spec in &file.never {
            let place = format!("never {}", spec.id);
            match (&spec.rows, &spec.when) {
                (Some(rows), None) => never.push((spec.id.clone(), parse(place, rows)?)),
                (None, Some(when)) => {
                    never_when.push((spec.id.clone(), parse(place, when)?));
                }
                _ => {
                    let message = format!("{place}: expected either rows or when");
                    return Err(CourseError::new(path, message, "write one of the two"));
                }
            }
        }
        let never_rows = never.iter().map(|(_, e)| e);
        let of_measures = measures.iter().flat_map(|m: &Measure| m.from.expressions());
        let of_rows = rows.iter().map(|(_, e)| e).chain(never_rows).chain(of_measures);
        let named: BTreeSet<String> =
            of_rows.flat_map(Expression::names).cloned().collect();
        let needs_attainable = named.contains(ATTAINABLE);
        let truths = named.iter().filter_map(|name| name.strip_prefix(TRUTH));
        let truths = truths.map(str::to_string).collect();
        let needs_alerts = file.recipe.is_some() && named.contains(recipes::ALERT);
        Ok(Self {
            rows,
            measures,
            never,
            never_when,
            needs_attainable,
            truths,
            needs_alerts,
        })
    }

    /// The never events that happened according to the evidence; one that rests on something
    /// undefined did not.
    pub(crate) fn never_when(
        &self,
        path: &str,
        vary: &Scalars,
        evidence: &Evidence,
    ) -> Result<Vec<NeverRows>, CourseError> {
        let mut never = Vec::new();
        for (id, condition) in &self.never_when {
            let broken = of_measures(path, condition, evidence, vary)?;
            if broken.number().is_some_and(|value| value.abs() > 0.0) {
                never.push(NeverRows { id: id.clone(), rows: Vec::new() });
            }
        }
        Ok(never)
    }

    /// The names of the measures that rest on patients judged one by one.
    pub(crate) fn over_rows(&self) -> impl Iterator<Item = &str> {
        let rows = |measure: &&Measure| matches!(measure.from, Origin::Rows(_));
        self.measures.iter().filter(rows).map(|measure| measure.name.as_str())
    }

    /// Evaluates the declared measures over earlier evidence, where no patients are judged
    /// one by one; those over rows are in it, as undefined.
    pub(crate) fn without_rows(
        &self,
        path: &str,
        vary: &Scalars,
        evidence: &mut Evidence,
    ) -> Result<(), CourseError> {
        for measure in &self.measures {
            if let Origin::Measures(value) = &measure.from {
                let found = of_answers(path, value, evidence, vary)?;
                evidence.insert(measure.name.clone(), found);
            }
        }
        Ok(())
    }

    /// A measure and all those that it rests on.
    pub(crate) fn behind(&self, measure: &str) -> BTreeSet<String> {
        let mut behind = BTreeSet::from([measure.to_string()]);
        // A measure rests on earlier ones only.
        for declared in self.measures.iter().rev() {
            if let Origin::Measures(value) = &declared.from
                && behind.contains(&declared.name)
            {
                behind.extend(value.names().iter().cloned());
            }
        }
        behind
    }

    /// Evaluates the declared measures over rows and over earlier evidence, and adds them to
    /// it; gives the rows of never events.
    pub(crate) fn apply(
        &self,
        path: &str,
        mut table: Table,
        vary: &Scalars,
        evidence: &mut Evidence,
    ) -> Result<Vec<NeverRows>, CourseError> {
        for (name, value) in &self.rows {
            let values = over(path, value, &table, vary)?;
            let column = match values.kind() {
                medlab_cohort::expression::Kind::Text(levels) => {
                    let kind = Kind::Category { levels: levels.clone() };
                    Column::values_of(name, kind, values.values().to_vec())
                }
                _ => {
                    let kind = Kind::Number { decimals: None };
                    Column::values_of(name, kind, values.values().to_vec())
                }
            };
            table = table.with_column(column).map_err(|error| {
                CourseError::new(path, error.to_string(), "choose another name")
            })?;
        }
        for measure in &self.measures {
            let values = |expression: &Expression| {
                over(path, expression, &table, vary).map(|v| v.values().to_vec())
            };
            let found = match &measure.from {
                Origin::Rows(rows) => {
                    let of = values(&rows.of)?;
                    let only = rows.only.as_ref().map(values).transpose()?;
                    let by = rows.by.as_ref().map(values).transpose()?;
                    let how = rows.how;
                    let rows = Rows { of: &of, only: only.as_deref(), by: by.as_deref() };
                    aggregate(how, rows)
                }
                Origin::Measures(value) => of_answers(path, value, evidence, vary)?,
            };
            evidence.insert(measure.name.clone(), found);
        }
        let mut never = Vec::new();
        for (id, condition) in &self.never {
            let broken = over(path, condition, &table, vary)?;
            let rows: Vec<usize> = (0..table.rows())
                .filter(|&row| broken.values()[row].abs() > 0.0)
                .collect();
            if !rows.is_empty() {
                never.push(NeverRows { id: id.clone(), rows });
            }
        }
        Ok(never)
    }
}

/// A measure over earlier ones, which is unanswered where all that it rests on is, or where
/// nothing comes of it because something is.
fn of_answers(
    path: &str,
    value: &Expression,
    evidence: &Evidence,
    vary: &Scalars,
) -> Result<Found, CourseError> {
    let found = of_measures(path, value, evidence, vary)?;
    let unanswered = || Found::Undefined("unanswered".into());
    let named = value.names().iter().filter_map(|name| evidence.get(name));
    let (open, given): (Vec<&Found>, Vec<&Found>) =
        named.partition(|found| **found == unanswered());
    let nothing = matches!(found, Found::Undefined(_)) || given.is_empty();
    Ok(if !open.is_empty() && nothing { unanswered() } else { found })
}

/// A formula over earlier measures; undefined where one of them is, and for its reason.
fn of_measures(
    path: &str,
    value: &Expression,
    evidence: &Evidence,
    vary: &Scalars,
) -> Result<Found, CourseError> {
    let mut known = vary.clone();
    for (name, found) in evidence {
        known.insert(name.clone(), found.scalar());
    }
    let scalar = value.scalar(&known).map_err(|error| {
        let hint = error.hint().unwrap_or("name earlier measures only").to_string();
        CourseError::new(path, error.to_string(), hint)
    })?;
    let reason = value.names().iter().find_map(|name| match evidence.get(name) {
        Some(Found::Undefined(why)) => Some(why.as_str()),
        _ => None,
    });
    Ok(Found::of_scalar(scalar, reason.unwrap_or("not_measured")))
}

/// One built-in measure of risks, as an expectation over the true risk.
pub fn of_risks(name: &str, truth: &[f64], risks: &[f64]) -> Option<Found> {
    let found = if let Some((name, t)) = at_threshold(name) {
        match name {
            "net_benefit" => expected::net_benefit(truth, risks, t),
            "sensitivity" => expected::sensitivity(truth, risks, t),
            "specificity" => expected::specificity(truth, risks, t),
            "ppv" => expected::ppv(truth, risks, t),
            "npv" => expected::npv(truth, risks, t),
            "alert_rate" => expected::alert_rate(truth, risks, t),
            _ => return None,
        }
    } else {
        match name {
            "auroc" => expected::auroc(truth, risks),
            "observed_expected" => expected::observed_expected(truth, risks),
            "calibration_in_the_large" => expected::in_the_large(truth, risks),
            "calibration_slope" => expected::slope(truth, risks),
            "calibration_slope_error" => {
                expected::slope(truth, risks).map(|slope| (slope - 1.0).abs())
            }
            "calibration_error" => expected::calibration_error(truth, risks),
            "brier" => expected::brier(truth, risks),
            "log_loss" => expected::log_loss(truth, risks),
            _ => return None,
        }
    };
    Some(found.into())
}

/// The parts of a measure such as `net_benefit@0.10`.
pub fn at_threshold(name: &str) -> Option<(&str, f64)> {
    let (name, threshold) = name.split_once('@')?;
    let threshold: f64 = threshold.parse().ok()?;
    let known = AT_THRESHOLD.contains(&name) && threshold > 0.0 && threshold < 1.0;
    known.then_some((name, threshold))
}

/// A formula over a table, or the course's fault.
pub(crate) fn over(
    path: &str,
    expression: &Expression,
    table: &Table,
    scalars: &Scalars,
) -> Result<medlab_cohort::ColumnValues, CourseError> {
    expression.over(table, scalars).map_err(|error| {
        let hint = error.hint().unwrap_or("check the formula's names").to_string();
        CourseError::new(path, error.to_string(), hint)
    })
}
