//! An evaluation as JSON: names and shapes that scripts rely on.
//!
//! What is undefined is null and says why. Words are those of the base language.

use medlab_metrics::evaluation::{AtThreshold, Calibration, Evaluation, Group, Warning};
use medlab_metrics::{Estimate, Undefined};
use serde::Serialize;

use crate::json;
use crate::measures::warning;
use crate::words::Words;

/// The document over several lines; `dropped` rows had no outcome or no risk.
pub fn evaluation_json(evaluation: &Evaluation, dropped: usize) -> String {
    json::document(&Document::of(evaluation, dropped))
}

/// The document itself, which may also stand in another.
#[derive(Serialize)]
pub(crate) struct Document<'a> {
    format: u32,
    n: usize,
    events: usize,
    prevalence: f64,
    dropped: usize,
    discrimination: DiscriminationObject,
    calibration: CalibrationObject,
    overall: OverallObject,
    thresholds: Vec<ThresholdObject>,
    groups: Vec<GroupObject<'a>>,
    interval_method: &'static str,
    warnings: Vec<WarningObject>,
}

#[derive(Serialize)]
struct DiscriminationObject {
    auroc: EstimateObject,
    average_precision: f64,
}

#[derive(Serialize)]
struct CalibrationObject {
    intercept: EstimateObject,
    slope: EstimateObject,
    observed_expected: EstimateObject,
    ici: f64,
    e50: f64,
    e90: f64,
    curve_method: &'static str,
}

#[derive(Serialize)]
struct OverallObject {
    brier: f64,
    scaled_brier: f64,
    log_loss: f64,
}

#[derive(Serialize)]
struct ThresholdObject {
    threshold: f64,
    tp: usize,
    fp: usize,
    #[serde(rename = "fn")]
    fn_: usize,
    tn: usize,
    sensitivity: EstimateObject,
    specificity: EstimateObject,
    ppv: EstimateObject,
    npv: EstimateObject,
    alert_rate: f64,
    net_benefit: f64,
    net_benefit_treat_all: f64,
}

#[derive(Serialize)]
struct GroupObject<'a> {
    column: &'a str,
    value: &'a str,
    n: usize,
    events: usize,
    auroc: EstimateObject,
    calibration: GroupCalibrationObject,
    thresholds: Vec<ThresholdObject>,
}

#[derive(Serialize)]
struct GroupCalibrationObject {
    intercept: EstimateObject,
    slope: EstimateObject,
    observed_expected: EstimateObject,
}

#[derive(Serialize)]
struct EstimateObject {
    estimate: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct WarningObject {
    code: &'static str,
    message: String,
    count: Option<usize>,
}

impl<'a> Document<'a> {
    pub(crate) fn of(evaluation: &'a Evaluation, dropped: usize) -> Self {
        let Calibration { intercept, slope, observed_expected } = evaluation.calibration;
        let curve = &evaluation.curve;
        let words = Words::english();
        Self {
            format: 1,
            n: evaluation.n,
            events: evaluation.events,
            prevalence: evaluation.prevalence,
            dropped,
            discrimination: DiscriminationObject {
                auroc: evaluation.auroc.into(),
                average_precision: evaluation.average_precision,
            },
            calibration: CalibrationObject {
                intercept: intercept.into(),
                slope: slope.into(),
                observed_expected: observed_expected.into(),
                ici: curve.ici,
                e50: curve.e50,
                e90: curve.e90,
                curve_method: curve.method.name(),
            },
            overall: OverallObject {
                brier: evaluation.overall.brier,
                scaled_brier: evaluation.overall.scaled_brier,
                log_loss: evaluation.overall.log_loss,
            },
            thresholds: thresholds(&evaluation.thresholds),
            groups: evaluation.groups.iter().map(group).collect(),
            interval_method: evaluation.interval_method.name(),
            warnings: evaluation
                .warnings
                .iter()
                .map(|found: &Warning| WarningObject {
                    code: found.code(),
                    message: warning(found, &words),
                    count: found.count(),
                })
                .collect(),
        }
    }
}

fn thresholds(all: &[AtThreshold]) -> Vec<ThresholdObject> {
    let object = |at: &AtThreshold| ThresholdObject {
        threshold: at.threshold,
        tp: at.counts.tp,
        fp: at.counts.fp,
        fn_: at.counts.fn_,
        tn: at.counts.tn,
        sensitivity: at.sensitivity.into(),
        specificity: at.specificity.into(),
        ppv: at.ppv.into(),
        npv: at.npv.into(),
        alert_rate: at.alert_rate,
        net_benefit: at.net_benefit,
        net_benefit_treat_all: at.net_benefit_treat_all,
    };
    all.iter().map(object).collect()
}

fn group(group: &Group) -> GroupObject<'_> {
    let Calibration { intercept, slope, observed_expected } = group.calibration;
    GroupObject {
        column: &group.column,
        value: &group.value,
        n: group.n,
        events: group.events,
        auroc: group.auroc.into(),
        calibration: GroupCalibrationObject {
            intercept: intercept.into(),
            slope: slope.into(),
            observed_expected: observed_expected.into(),
        },
        thresholds: thresholds(&group.thresholds),
    }
}

impl From<Result<Estimate, Undefined>> for EstimateObject {
    fn from(found: Result<Estimate, Undefined>) -> Self {
        let nothing = Self { estimate: None, lower: None, upper: None, why: None };
        match found {
            Err(why) => Self { why: Some(why.code()), ..nothing },
            Ok(Estimate { value, limits: Err(why) }) => {
                Self { estimate: Some(value), why: Some(why.code()), ..nothing }
            }
            Ok(Estimate { value, limits: Ok(limits) }) => Self {
                estimate: Some(value),
                lower: Some(limits.lower),
                upper: Some(limits.upper),
                why: None,
            },
        }
    }
}
