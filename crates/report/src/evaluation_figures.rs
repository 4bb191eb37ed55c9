//! The figures of an evaluation, drawn from what was measured.

use medlab_charts::{
    Calibrated, Calibration, CalibrationPoint, DecisionCurve, Figure, Forest,
    ForestGroup, Patients, People, Roc, RocThreshold, calibration, confusion_people,
    decision_curve, forest, roc,
};
use medlab_metrics::calibration_curve::{CurveMethod, CurvePoint};
use medlab_metrics::evaluation::{AtThreshold, Evaluation, Group};
use medlab_metrics::{Counts, Estimate, Predictions, Ranking, Undefined};

use crate::measures::{About, group_name};
use crate::words::Words;

/// How finely the decision curve is drawn.
const DECISION_STEPS: u32 = 120;

/// The figures of an evaluation: ROC curve, calibration, decision curve, a hundred people
/// at each threshold, and forest plots where there are groups. Readers without technical
/// background get those that count patients.
pub fn evaluation_figures(
    evaluation: &Evaluation,
    about: About<'_>,
    predictions: &Predictions<'_>,
    words: &Words,
) -> Vec<Figure> {
    let outcome = about.outcome(words);
    let artist =
        Artist { evaluation, outcome: &outcome, patients: about.patients, words };
    let ranking = Ranking::new(predictions.outcomes(), predictions.risks());
    let mut figures = match words.is_vocational() {
        true => vec![artist.calibration(predictions)],
        false => vec![
            artist.roc(&ranking),
            artist.calibration(predictions),
            artist.decisions(&ranking, predictions),
        ],
    };
    figures.extend(evaluation.thresholds.iter().map(|at| artist.people(at)));
    if !evaluation.groups.is_empty() {
        figures.extend(artist.forests());
    }
    figures
}

/// The same patients' risks before and after recalibration.
#[derive(Clone, Copy, Debug)]
pub struct Recalibrated<'a> {
    /// The risks before, and how good they were.
    pub before: (&'a Predictions<'a>, &'a Evaluation),
    /// The risks after it, and how good they are.
    pub after: (&'a Predictions<'a>, &'a Evaluation),
    /// How it was done, in a sentence.
    pub how: &'a str,
}

/// Calibration and decision curve before and after recalibration.
pub fn recalibration_figures(
    recalibrated: Recalibrated<'_>,
    about: About<'_>,
    words: &Words,
) -> [Figure; 2] {
    let outcome = about.outcome(words);
    let Recalibrated { before, after, how } = recalibrated;
    let [points_before, points_after] = [before, after].map(|(_, of)| points_of(of));
    let plot = Calibration {
        risks: calibrated(after.1, &points_after, after.0),
        before: Some((calibrated(before.1, &points_before, before.0), how)),
        outcomes: after.0.outcomes(),
        outcome: &outcome,
    };
    let ends = [before, after].map(|(predictions, of)| end_of_decisions(of, predictions));
    let end = ends[0].max(ends[1]);
    let [decided_before, decided_after] = [before, after].map(|(predictions, _)| {
        decided(&Ranking::new(predictions.outcomes(), predictions.risks()), end)
    });
    let curve = DecisionCurve {
        points: &decided_after,
        before: Some((&decided_before, how)),
        outcome: &outcome,
    };
    let messages = words.messages();
    [
        calibration(&plot, about.patients, messages),
        decision_curve(&curve, about.patients, messages),
    ]
}

fn points_of(evaluation: &Evaluation) -> Vec<CalibrationPoint> {
    let point = |point: &CurvePoint| CalibrationPoint {
        risk: point.risk,
        observed: point.observed,
        limits: Some((point.lower, point.upper)),
    };
    evaluation.curve.points.iter().map(point).collect()
}

fn calibrated<'a>(
    evaluation: &'a Evaluation,
    points: &'a [CalibrationPoint],
    predictions: &'a Predictions<'_>,
) -> Calibrated<'a> {
    Calibrated {
        points,
        grouped: evaluation.curve.method != CurveMethod::Loess,
        observed_expected: &evaluation.calibration.observed_expected,
        slope: &evaluation.calibration.slope,
        risks: predictions.risks(),
    }
}

/// Patients by call and outcome, on a grid of thresholds up to `end`.
fn decided(ranking: &Ranking, end: f64) -> Vec<(f64, Counts)> {
    let grid: Vec<f64> = (1..=DECISION_STEPS)
        .map(|step| end * f64::from(step) / f64::from(DECISION_STEPS))
        .collect();
    let counts = Counts::over(ranking, &grid);
    grid.into_iter().zip(counts).collect()
}

/// What all figures of one evaluation share.
struct Artist<'a> {
    evaluation: &'a Evaluation,
    outcome: &'a str,
    patients: Patients,
    words: &'a Words,
}

impl Artist<'_> {
    fn roc(&self, ranking: &Ranking) -> Figure {
        let points = medlab_metrics::roc::roc(ranking).unwrap_or_default();
        let points: Vec<(f64, f64)> = points
            .iter()
            .map(|point| (1.0 - point.specificity, point.sensitivity))
            .collect();
        let marked = self.evaluation.thresholds.iter().filter_map(|at| {
            Some(RocThreshold {
                threshold: at.threshold,
                false_alarms: 1.0 - at.specificity.ok()?.value,
                found: at.sensitivity.ok()?.value,
            })
        });
        let curve = Roc {
            points: &points,
            auroc: &self.evaluation.auroc,
            thresholds: &marked.collect::<Vec<_>>(),
            outcome: self.outcome,
        };
        roc(&curve, self.patients, self.words.messages())
    }

    fn calibration(&self, predictions: &Predictions<'_>) -> Figure {
        let points = points_of(self.evaluation);
        let plot = Calibration {
            risks: calibrated(self.evaluation, &points, predictions),
            before: None,
            outcomes: predictions.outcomes(),
            outcome: self.outcome,
        };
        calibration(&plot, self.patients, self.words.messages())
    }

    fn decisions(&self, ranking: &Ranking, predictions: &Predictions<'_>) -> Figure {
        let points = decided(ranking, end_of_decisions(self.evaluation, predictions));
        let curve =
            DecisionCurve { points: &points, before: None, outcome: self.outcome };
        decision_curve(&curve, self.patients, self.words.messages())
    }

    fn people(&self, at: &AtThreshold) -> Figure {
        let outcome = self.outcome;
        let people = People { counts: &at.counts, threshold: at.threshold, outcome };
        confusion_people(&people, self.patients, self.words.messages())
    }

    fn forests(&self) -> [Figure; 2] {
        let Self { evaluation, words, .. } = self;
        let all = evaluation.auroc.map_or(0.5, |estimate| estimate.value);
        let everybody = words.say("all-patients", &[]);
        let ideal = words.say("as-expected", &[]);
        let auroc = words.say("auroc", &[]);
        let ratio = words.say("observed-expected", &[]);
        [
            self.forest(&auroc, (all, &everybody), |group| group.auroc),
            self.forest(&ratio, (1.0, &ideal), |group| {
                group.calibration.observed_expected
            }),
        ]
    }

    fn forest(
        &self,
        measure: &str,
        comparison: (f64, &str),
        of: fn(&Group) -> Result<Estimate, Undefined>,
    ) -> Figure {
        let groups = &self.evaluation.groups;
        let names: Vec<String> =
            groups.iter().map(|group| group_name(group, self.words)).collect();
        let groups: Vec<ForestGroup<'_>> = names
            .iter()
            .zip(groups)
            .map(|(name, group)| ForestGroup {
                name,
                patients: group.n,
                events: group.events,
                estimate: of(group),
            })
            .collect();
        let plot = Forest { measure, unit: "1", comparison, groups: &groups };
        forest(&plot, self.patients, self.words.messages())
    }
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
