//! Every figure, drawn from made-up numbers.

use medlab_charts::{
    Bins, Calibration, CalibrationPoint, DecisionCurve, Figure, Forest, ForestGroup,
    Histogram, Messages, MissingColumn, Missingness, Patients, People, Roc, RocThreshold,
    calibration, confusion_people, decision_curve, forest, histogram_by_outcome,
    missingness, roc,
};
use medlab_metrics::threshold::Counts;
use medlab_metrics::{Estimate, Limits, Predictions, Undefined};

/// The words of a figure, and whose patients it shows.
type Setting = (Messages, Patients);

/// Every figure, of synthetic patients.
pub(crate) fn all() -> Vec<Figure> {
    all_of(Patients::Synthetic)
}

/// Every figure, of these patients.
pub(crate) fn all_of(patients: Patients) -> Vec<Figure> {
    let words = &(Messages::english(), patients);
    vec![
        sample_roc(words, "sepsis"),
        sample_calibration(words, false),
        sample_calibration(words, true),
        sample_decision_curve(words),
        sample_people(words),
        sample_forest(words),
        sample_histogram(words),
        sample_missingness(words),
    ]
}

pub(crate) fn estimate(
    value: f64,
    lower: f64,
    upper: f64,
) -> Result<Estimate, Undefined> {
    Ok(Estimate { value, limits: Ok(Limits { lower, upper }) })
}

/// A figure whose outcome has this name.
pub(crate) fn named(outcome: &str) -> Figure {
    sample_roc(&(Messages::english(), Patients::Synthetic), outcome)
}

fn sample_roc((words, patients): &Setting, outcome: &str) -> Figure {
    let points: Vec<(f64, f64)> = (0..=200)
        .map(|i| f64::from(i) / 200.0)
        .map(|x| (x, libm::pow(x, 0.28)))
        .collect();
    let thresholds = [
        RocThreshold { threshold: 0.2, false_alarms: 0.05, found: libm::pow(0.05, 0.28) },
        RocThreshold { threshold: 0.1, false_alarms: 0.18, found: libm::pow(0.18, 0.28) },
    ];
    roc(
        &Roc {
            points: &points,
            auroc: &estimate(0.781, 0.752, 0.81),
            thresholds: &thresholds,
            outcome,
        },
        *patients,
        words,
    )
}

/// Risks on a fixed grid, denser where they are small.
pub(crate) fn risks() -> (Vec<f64>, Vec<bool>) {
    let risks: Vec<f64> =
        (0..2000).map(|i| 0.38 * libm::pow(f64::from(i) / 2000.0, 3.0) + 0.005).collect();
    let outcomes = risks
        .iter()
        .enumerate()
        .map(|(i, risk)| (i * 7919 % 1000) as f64 <= risk * 1400.0);
    let outcomes = outcomes.collect();
    (risks, outcomes)
}

fn sample_calibration((words, patients): &Setting, grouped: bool) -> Figure {
    let (risks, outcomes) = risks();
    let step = if grouped { 6 } else { 60 };
    let points: Vec<CalibrationPoint> = (0..=step)
        .map(|i| {
            let risk = 0.005 + 0.38 * f64::from(i) / f64::from(step);
            let observed = 1.25 * risk - 0.3 * risk * risk;
            let half = 0.008 + 0.25 * risk;
            CalibrationPoint {
                risk,
                observed,
                limits: Some(((observed - half).max(0.0), observed + half)),
            }
        })
        .collect();
    calibration(
        &Calibration {
            points: &points,
            grouped,
            observed_expected: &estimate(1.18, 1.05, 1.33),
            slope: &estimate(0.93, 0.81, 1.06),
            risks: &risks,
            outcomes: &outcomes,
            outcome: "sepsis",
        },
        *patients,
        words,
    )
}

fn sample_decision_curve((words, patients): &Setting) -> Figure {
    let (risks, outcomes) = risks();
    let predictions = Predictions::new(&outcomes, &risks).expect("the sample is valid");
    let points: Vec<(f64, Counts)> = (1..=100)
        .map(|i| f64::from(i) / 250.0)
        .map(|threshold| (threshold, Counts::at(&predictions, threshold)))
        .collect();
    decision_curve(
        &DecisionCurve { points: &points, outcome: "sepsis" },
        *patients,
        words,
    )
}

fn sample_people((words, patients): &Setting) -> Figure {
    let counts = Counts { tp: 118, fp: 302, fn_: 52, tn: 1528 };
    let people = People { counts: &counts, threshold: 0.1, outcome: "sepsis" };
    confusion_people(&people, *patients, words)
}

fn sample_forest((words, patients): &Setting) -> Figure {
    let group = |name, patients, events, estimate| ForestGroup {
        name,
        patients,
        events,
        estimate,
    };
    let one_sided = Estimate { value: 0.9, limits: Err(Undefined::TooFew) };
    let groups = [
        group("sex: F", 1034, 82, estimate(0.80, 0.75, 0.85)),
        group("sex: M", 966, 88, estimate(0.76, 0.71, 0.81)),
        group("site: North", 1210, 61, estimate(0.73, 0.66, 0.79)),
        group("site: South, of the river", 790, 109, estimate(0.83, 0.79, 0.87)),
        group("site: (empty)", 12, 1, Ok(one_sided)),
        group("site: East", 7, 0, Err(Undefined::OneClass)),
    ];
    let plot = Forest {
        measure: "AUROC",
        unit: "1",
        comparison: (0.78, "All patients"),
        groups: &groups,
    };
    forest(&plot, *patients, words)
}

fn sample_histogram((words, patients): &Setting) -> Figure {
    let (risks, outcomes) = risks();
    let lactate: Vec<f64> = risks
        .iter()
        .enumerate()
        .map(|(i, risk)| match i % 3 {
            0 if *risk < 0.2 => f64::NAN,
            _ => 0.6 + 9.0 * risk + (i * 37 % 100) as f64 / 60.0,
        })
        .collect();
    let bins = Bins::of(&outcomes, &lactate, (0.0, 6.0), 24);
    let histogram = Histogram {
        measurement: "Lactate",
        unit: "mmol/L",
        bins: &bins,
        outcome: "sepsis",
    };
    histogram_by_outcome(&histogram, *patients, words)
}

fn sample_missingness((words, patients): &Setting) -> Figure {
    let column = |name, with, without| MissingColumn { name, missing: (with, without) };
    let columns = [
        column("Lactate", 34, 1208),
        column("Systolic blood pressure", 2, 41),
        column("Temperature", 9, 190),
        column("C-reactive protein", 41, 960),
    ];
    let gaps =
        Missingness { columns: &columns, patients: (170, 1830), outcome: "sepsis" };
    missingness(&gaps, *patients, words)
}
