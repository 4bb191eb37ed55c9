//! An evaluation: everything that is reported about a model's predicted risks, as values.
//!
//! It decides what belongs to a report and in which order; the measures are defined in their
//! own modules, and words and files are made elsewhere.

mod clustered;
mod warning;

use std::collections::BTreeMap;

use crate::auroc::auroc;
use crate::average_precision::average_precision;
use crate::calibration::{
    Logits, in_the_large_of, observed_expected, outcomes, slope_of,
};
use crate::calibration_curve::{CalibrationCurve, CurveMethod};
use crate::estimate::Estimate;
use crate::overall::{brier, log_loss, scaled_brier};
use crate::predictions::Predictions;
use crate::ranking::Ranking;
use crate::threshold::Counts;
use crate::undefined::Undefined;

pub use warning::Warning;

/// What to report beside the measures of the whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// Thresholds strictly between 0 and 1, in the order of the report.
    pub thresholds: &'a [f64],
    /// Columns by which patients are grouped, in the order of the report.
    pub groups: &'a [Grouping<'a>],
    /// For each row the number of its patient, when patients have several rows: intervals
    /// then come from a bootstrap that draws patients.
    pub clusters: Option<&'a [u32]>,
}

/// A column that groups patients.
#[derive(Debug, Clone, Copy)]
pub struct Grouping<'a> {
    /// The column's name.
    pub column: &'a str,
    /// Its value for each patient.
    pub values: &'a [&'a str],
}

/// All that is reported.
///
/// ```
/// use medlab_metrics::{Predictions, evaluation::{Evaluation, Request}};
/// let outcomes = [true, false, true, false, true, false];
/// let predictions = Predictions::new(&outcomes, &[0.8, 0.3, 0.6, 0.4, 0.3, 0.1])?;
/// let request = Request { thresholds: &[0.5], ..Request::default() };
/// let evaluation = Evaluation::of(&predictions, &request)?;
/// assert_eq!(evaluation.thresholds[0].counts.tp, 2);
/// assert_eq!(evaluation.curve.method.name(), "grouped");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Patients (rows, where patients have several).
    pub n: usize,
    /// Of these with the event.
    pub events: usize,
    /// Their share.
    pub prevalence: f64,
    /// See [`auroc`].
    pub auroc: Result<Estimate, Undefined>,
    /// See [`average_precision`].
    pub average_precision: f64,
    /// Calibration as three numbers.
    pub calibration: Calibration,
    /// The flexible curve, with ICI, E50 and E90.
    pub curve: CalibrationCurve,
    /// Overall measures.
    pub overall: Overall,
    /// One entry for each threshold asked for.
    pub thresholds: Vec<AtThreshold>,
    /// Groups, by column as asked for and by value in order.
    pub groups: Vec<Group>,
    /// Where the intervals come from.
    pub interval_method: IntervalMethod,
    /// What a reader has to know beside the numbers.
    pub warnings: Vec<Warning>,
}

/// Calibration as three numbers; see [`calibration`](crate::calibration).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Calibration in the large.
    pub intercept: Result<Estimate, Undefined>,
    /// Calibration slope.
    pub slope: Result<Estimate, Undefined>,
    /// Observed over expected.
    pub observed_expected: Result<Estimate, Undefined>,
}

/// Overall measures; see [`overall`](crate::overall).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overall {
    /// Brier score.
    pub brier: f64,
    /// Its scaled form.
    pub scaled_brier: f64,
    /// Logarithmic loss.
    pub log_loss: f64,
}

/// What follows from calling positive at or above a threshold; see
/// [`Counts`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtThreshold {
    /// The threshold.
    pub threshold: f64,
    /// Patients by call and outcome.
    pub counts: Counts,
    /// Share of events called.
    pub sensitivity: Result<Estimate, Undefined>,
    /// Share of non-events not called.
    pub specificity: Result<Estimate, Undefined>,
    /// Share of events among the called.
    pub ppv: Result<Estimate, Undefined>,
    /// Share of non-events among the others.
    pub npv: Result<Estimate, Undefined>,
    /// Share called.
    pub alert_rate: f64,
    /// Net benefit of the model.
    pub net_benefit: f64,
    /// Net benefit of calling everybody.
    pub net_benefit_treat_all: f64,
}

/// The measures of one group of patients.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The column that groups.
    pub column: String,
    /// The group's value; may be empty.
    pub value: String,
    /// Patients of the group.
    pub n: usize,
    /// Of these with the event.
    pub events: usize,
    /// See [`auroc`].
    pub auroc: Result<Estimate, Undefined>,
    /// Calibration as three numbers.
    pub calibration: Calibration,
    /// One entry for each threshold asked for.
    pub thresholds: Vec<AtThreshold>,
}

/// Where intervals come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalMethod {
    /// From formulas.
    Analytic,
    /// Percentiles of a bootstrap that draws patients with all their rows.
    ClusterBootstrap,
}

impl IntervalMethod {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            IntervalMethod::Analytic => "analytic",
            IntervalMethod::ClusterBootstrap => "cluster_bootstrap",
        }
    }
}

impl Evaluation {
    /// Evaluates predictions.
    ///
    /// Undefined with one class only (`one_class`), a threshold not strictly between 0 and 1
    /// (`out_of_range`), or a column that has not one value for each patient (`lengths`).
    pub fn of(
        predictions: &Predictions,
        request: &Request,
    ) -> Result<Evaluation, Undefined> {
        request.check(predictions)?;
        let ranking = Ranking::new(predictions.outcomes(), predictions.risks());
        let logits = Logits::of(predictions.risks());
        let curve = CalibrationCurve::of(predictions)?;
        let counts = Counts::over(&ranking, request.thresholds);
        let mut evaluation = Evaluation {
            n: predictions.len(),
            events: predictions.events(),
            prevalence: predictions.prevalence(),
            auroc: auroc(predictions),
            average_precision: average_precision(&ranking)?,
            calibration: Calibration::of(predictions, &logits),
            overall: Overall {
                brier: brier(predictions),
                scaled_brier: scaled_brier(predictions)?,
                log_loss: log_loss(predictions),
            },
            thresholds: at_thresholds(request.thresholds, &counts)?,
            groups: groups(predictions, request)?,
            interval_method: IntervalMethod::Analytic,
            warnings: warnings(&logits, curve.method),
            curve,
        };
        if let Some(clusters) = request.clusters {
            clustered::replace_limits(&mut evaluation, predictions, request, clusters);
        }
        Ok(evaluation)
    }
}

impl Request<'_> {
    fn check(&self, predictions: &Predictions) -> Result<(), Undefined> {
        if !predictions.has_both_classes() {
            return Err(Undefined::OneClass);
        }
        if !self.thresholds.iter().all(|&t| 0.0 < t && t < 1.0) {
            return Err(Undefined::OutOfRange);
        }
        let of_groups = self.groups.iter().map(|grouping| grouping.values.len());
        let mut lengths = of_groups.chain(self.clusters.map(<[u32]>::len));
        if lengths.any(|length| length != predictions.len()) {
            return Err(Undefined::Lengths);
        }
        Ok(())
    }
}

impl Calibration {
    fn of(predictions: &Predictions, logits: &Logits) -> Calibration {
        let outcomes = outcomes(predictions);
        Calibration {
            intercept: in_the_large_of(&outcomes, &logits.values, None),
            slope: slope_of(&outcomes, &logits.values, None),
            observed_expected: observed_expected(predictions),
        }
    }
}

impl AtThreshold {
    fn new(threshold: f64, counts: Counts) -> Result<AtThreshold, Undefined> {
        Ok(AtThreshold {
            threshold,
            counts,
            sensitivity: counts.sensitivity(),
            specificity: counts.specificity(),
            ppv: counts.ppv(),
            npv: counts.npv(),
            alert_rate: counts.alert_rate()?,
            net_benefit: counts.net_benefit(threshold)?,
            net_benefit_treat_all: counts.net_benefit_treat_all(threshold)?,
        })
    }
}

fn at_thresholds(
    thresholds: &[f64],
    counts: &[Counts],
) -> Result<Vec<AtThreshold>, Undefined> {
    let pairs = thresholds.iter().zip(counts);
    pairs.map(|(&threshold, &counts)| AtThreshold::new(threshold, counts)).collect()
}

fn groups(predictions: &Predictions, request: &Request) -> Result<Vec<Group>, Undefined> {
    let mut groups = Vec::new();
    for grouping in request.groups {
        for (value, rows) in grouping.rows() {
            let outcomes: Vec<bool> =
                rows.iter().map(|&row| predictions.outcomes()[row as usize]).collect();
            let risks: Vec<f64> =
                rows.iter().map(|&row| predictions.risks()[row as usize]).collect();
            let of_group =
                Predictions::new(&outcomes, &risks).map_err(|_| Undefined::Empty)?;
            let counts =
                Counts::over(&Ranking::new(&outcomes, &risks), request.thresholds);
            groups.push(Group {
                column: grouping.column.to_owned(),
                value: value.to_owned(),
                n: of_group.len(),
                events: of_group.events(),
                auroc: auroc(&of_group),
                calibration: Calibration::of(&of_group, &Logits::of(&risks)),
                thresholds: at_thresholds(request.thresholds, &counts)?,
            });
        }
    }
    Ok(groups)
}

impl<'a> Grouping<'a> {
    /// The rows of each value, values in order.
    fn rows(&self) -> BTreeMap<&'a str, Vec<u32>> {
        let mut rows: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (row, value) in (0..).zip(self.values) {
            rows.entry(value).or_default().push(row);
        }
        rows
    }
}

fn warnings(logits: &Logits, method: CurveMethod) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if logits.clipped > 0 {
        warnings.push(Warning::RisksClipped { count: logits.clipped });
    }
    match method {
        CurveMethod::Loess => {}
        CurveMethod::FewDistinctRisks => warnings.push(Warning::FewDistinctRisks),
        CurveMethod::LoessUndefined => warnings.push(Warning::LoessUndefined),
    }
    warnings
}
