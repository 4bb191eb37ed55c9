//! An evaluation as a page with figures.

use medlab_charts::{
    Calibration, CalibrationPoint, DecisionCurve, Figure, Forest, ForestGroup, People,
    Roc, RocThreshold, calibration, confusion_people, decision_curve, forest, roc,
};
use medlab_metrics::calibration_curve::CurveMethod;
use medlab_metrics::evaluation::{Evaluation, Group};
use medlab_metrics::{Counts, Estimate, Predictions, Ranking, Undefined};
use minijinja::context;
use minijinja::value::{Serde, Value};

use crate::html::{ShownFigure, page};
use crate::measures::{About, group_name, method, notes, sections, summary, warning};
use crate::words::Words;

/// How finely the decision curve is drawn.
const DECISION_STEPS: u32 = 120;

/// Everything measured, with its figures; `predictions` are those evaluated.
pub fn evaluation_html<'a>(
    evaluation: &Evaluation,
    about: impl Into<About<'a>>,
    predictions: &Predictions<'_>,
    words: &Words,
) -> String {
    let about = about.into();
    let figures = evaluation_figures(evaluation, about, predictions, words);
    let figures: Vec<ShownFigure> = figures.iter().map(ShownFigure::from).collect();
    let outcome = about.outcome(words);
    let warnings: Vec<String> =
        evaluation.warnings.iter().map(|found| warning(found, words)).collect();
    let values = context! {
        title => words.say("evaluation-title", &[("outcome", outcome.into())]),
        summary => summary(evaluation, &about, words),
        notes => notes(&about, words),
        warnings,
        figures => Value::from(Serde(figures)),
        sections => Value::from(Serde(sections(evaluation, &about, words))),
        method => method(evaluation, words),
    };
    page("evaluation.html", words, values)
}

/// The figures of an evaluation: ROC curve, calibration, decision curve, a hundred people
/// at each threshold, and forest plots where there are groups.
pub fn evaluation_figures<'a>(
    evaluation: &Evaluation,
    about: impl Into<About<'a>>,
    predictions: &Predictions<'_>,
    words: &Words,
) -> Vec<Figure> {
    let outcome = about.into().outcome(words);
    let ranking = Ranking::new(predictions.outcomes(), predictions.risks());
    let mut figures = vec![
        roc_figure(evaluation, &ranking, &outcome, words),
        calibration_figure(evaluation, predictions, &outcome, words),
        decision_figure(evaluation, &ranking, predictions, &outcome, words),
    ];
    for at in &evaluation.thresholds {
        let people =
            People { counts: &at.counts, threshold: at.threshold, outcome: &outcome };
        figures.push(confusion_people(&people, words.messages()));
    }
    if !evaluation.groups.is_empty() {
        figures.extend(forests(evaluation, words));
    }
    figures
}

fn roc_figure(
    evaluation: &Evaluation,
    ranking: &Ranking,
    outcome: &str,
    words: &Words,
) -> Figure {
    let points = medlab_metrics::roc::roc(ranking).unwrap_or_default();
    let points: Vec<(f64, f64)> =
        points.iter().map(|point| (1.0 - point.specificity, point.sensitivity)).collect();
    let thresholds: Vec<RocThreshold> = evaluation
        .thresholds
        .iter()
        .filter_map(|at| {
            Some(RocThreshold {
                threshold: at.threshold,
                false_alarms: 1.0 - at.specificity.ok()?.value,
                found: at.sensitivity.ok()?.value,
            })
        })
        .collect();
    let curve = Roc {
        points: &points,
        auroc: &evaluation.auroc,
        thresholds: &thresholds,
        outcome,
    };
    roc(&curve, words.messages())
}

fn calibration_figure(
    evaluation: &Evaluation,
    predictions: &Predictions<'_>,
    outcome: &str,
    words: &Words,
) -> Figure {
    let point =
        |point: &medlab_metrics::calibration_curve::CurvePoint| CalibrationPoint {
            risk: point.risk,
            observed: point.observed,
            limits: Some((point.lower, point.upper)),
        };
    let points: Vec<CalibrationPoint> =
        evaluation.curve.points.iter().map(point).collect();
    let plot = Calibration {
        points: &points,
        grouped: evaluation.curve.method != CurveMethod::Loess,
        observed_expected: &evaluation.calibration.observed_expected,
        slope: &evaluation.calibration.slope,
        risks: predictions.risks(),
        outcomes: predictions.outcomes(),
        outcome,
    };
    calibration(&plot, words.messages())
}

fn decision_figure(
    evaluation: &Evaluation,
    ranking: &Ranking,
    predictions: &Predictions<'_>,
    outcome: &str,
    words: &Words,
) -> Figure {
    let end = end_of_decisions(evaluation, predictions);
    let grid: Vec<f64> = (1..=DECISION_STEPS)
        .map(|step| end * f64::from(step) / f64::from(DECISION_STEPS))
        .collect();
    let counts = Counts::over(ranking, &grid);
    let points: Vec<(f64, Counts)> = grid.into_iter().zip(counts).collect();
    decision_curve(&DecisionCurve { points: &points, outcome }, words.messages())
}

/// Where decisions are drawn up to: past the thresholds asked for and nearly all risks,
/// and far enough for the line of acting for everybody to come down.
fn end_of_decisions(evaluation: &Evaluation, predictions: &Predictions<'_>) -> f64 {
    let mut risks = predictions.risks().to_vec();
    risks.sort_unstable_by(f64::total_cmp);
    let high = risks.get(risks.len() * 99 / 100).copied().unwrap_or(1.0);
    let asked = evaluation.thresholds.iter().map(|at| at.threshold).fold(0.0, f64::max);
    let needed = high.max(1.25 * asked).max(1.5 * evaluation.prevalence);
    let ends = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8];
    ends.into_iter().find(|end| needed <= *end).unwrap_or(0.99)
}

fn forests(evaluation: &Evaluation, words: &Words) -> [Figure; 2] {
    let names: Vec<String> =
        evaluation.groups.iter().map(|group| group_name(group, words)).collect();
    let all = evaluation.auroc.map_or(0.5, |estimate| estimate.value);
    let plot = |measure: &str, comparison: (f64, &str), of: Measure| {
        let groups: Vec<ForestGroup<'_>> = names
            .iter()
            .zip(&evaluation.groups)
            .map(|(name, group)| ForestGroup {
                name,
                patients: group.n,
                events: group.events,
                estimate: of(group),
            })
            .collect();
        let plot = Forest { measure, unit: "1", comparison, groups: &groups };
        forest(&plot, words.messages())
    };
    let everybody = words.say("all-patients", &[]);
    let ideal = words.say("as-expected", &[]);
    [
        plot(&words.say("auroc", &[]), (all, &everybody), |group| group.auroc),
        plot(&words.say("observed-expected", &[]), (1.0, &ideal), |group| {
            group.calibration.observed_expected
        }),
    ]
}

type Measure = fn(&Group) -> Result<Estimate, Undefined>;
