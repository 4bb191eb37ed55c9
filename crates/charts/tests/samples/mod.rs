//! Every figure, drawn from made-up numbers.

use medlab_charts::{
    Bins, Calibrated, Calibration, CalibrationPoint, Contributed, Contributions,
    DecisionCurve, Figure, Forest, ForestGroup, Histogram, LearnedFrom, Messages,
    MissingColumn, Missingness, OddsRatio, OddsRatios, Patients, People, Roc,
    RocThreshold, calibration, confusion_people, contributions, decision_curve, forest,
    histogram_by_outcome, learning_curve, missingness, odds_ratios, roc,
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
        sample_calibration(words, false, false),
        sample_calibration(words, true, false),
        sample_calibration(words, false, true),
        sample_calibration(words, true, true),
        sample_decision_curve(words, false),
        sample_decision_curve(words, true),
        sample_people(words),
        sample_forest(words),
        sample_histogram(words),
        sample_missingness(words),
        sample_odds_ratios(words, true),
        sample_odds_ratios(words, false),
        sample_contributions(words, Contributed::Importance),
        sample_contributions(words, Contributed::Points),
        sample_learning_curve(words),
    ]
}

const ESTIMATES: [Result<Estimate, Undefined>; 2] = [
    Ok(Estimate { value: 1.18, limits: Ok(Limits { lower: 1.05, upper: 1.33 }) }),
    Ok(Estimate { value: 0.93, limits: Ok(Limits { lower: 0.81, upper: 1.06 }) }),
];

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

fn sample_calibration((words, patients): &Setting, grouped: bool, both: bool) -> Figure {
    let (risks, outcomes) = risks();
    let step = if grouped { 6 } else { 60 };
    let points = |off: f64| -> Vec<CalibrationPoint> {
        (0..=step)
            .map(|i| {
                let risk = 0.005 + 0.38 * f64::from(i) / f64::from(step);
                let observed = off * risk - 0.3 * risk * risk;
                let half = 0.008 + 0.25 * risk;
                CalibrationPoint {
                    risk,
                    observed,
                    limits: Some(((observed - half).max(0.0), observed + half)),
                }
            })
            .collect()
    };
    let (now, then) = (points(1.25), points(0.7));
    let shown = |points| Calibrated {
        points,
        grouped,
        observed_expected: &ESTIMATES[0],
        slope: &ESTIMATES[1],
        risks: &risks,
    };
    let before = both.then(|| (shown(&then), "After: mended on other rows."));
    calibration(
        &Calibration {
            risks: shown(&now),
            before,
            outcomes: &outcomes,
            outcome: "sepsis",
        },
        *patients,
        words,
    )
}

fn sample_decision_curve((words, patients): &Setting, both: bool) -> Figure {
    let (risks, outcomes) = risks();
    let points = |risks: &[f64]| -> Vec<(f64, Counts)> {
        let predictions =
            Predictions::new(&outcomes, risks).expect("the sample is valid");
        (1..=100)
            .map(|i| f64::from(i) / 250.0)
            .map(|threshold| (threshold, Counts::at(&predictions, threshold)))
            .collect()
    };
    let halved: Vec<f64> = risks.iter().map(|risk| risk / 2.0).collect();
    let (now, then) = (points(&risks), points(&halved));
    let before = both.then_some((then.as_slice(), "After: mended on other rows."));
    decision_curve(
        &DecisionCurve { points: &now, before, outcome: "sepsis" },
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

fn sample_odds_ratios((words, patients): &Setting, limited: bool) -> Figure {
    let ratio = |column, ratio, lower, upper| OddsRatio {
        column,
        ratio,
        limits: limited.then_some(Limits { lower, upper }),
    };
    let ratios = [
        ratio("age", 1.012, 0.998, 1.026),
        ratio("consciousness = confused", 3.4, 1.9, 6.1),
        ratio("temperature", 0.77, 0.58, 1.03),
        ratio("white_cells missing", 0.4, 0.001, 190.0),
    ];
    odds_ratios(&OddsRatios { ratios: &ratios, outcome: "sepsis" }, *patients, words)
}

fn sample_contributions((words, patients): &Setting, of: Contributed) -> Figure {
    let bars = match of {
        Contributed::Importance => [("lactate", 0.48), ("age", 0.41), ("sex", 0.11)],
        Contributed::Points => {
            [("age below 50", 0.0), ("age 50 to below 70", 2.0), ("age 70 and more", 5.0)]
        }
    };
    contributions(&Contributions { of, bars: &bars, outcome: "sepsis" }, *patients, words)
}

fn sample_learning_curve((words, patients): &Setting) -> Figure {
    let point = |rows, loss: f64, area: f64, half: f64| LearnedFrom {
        rows,
        log_loss: estimate(loss, loss - half, loss + half),
        auroc: estimate(area, area - half, area + half),
    };
    let points = [
        point(150, 0.31, 0.66, 0.08),
        point(300, 0.22, 0.73, 0.06),
        point(600, 0.19, 0.78, 0.05),
        point(900, 0.17, 0.80, 0.05),
        point(1500, 0.165, 0.81, 0.05),
    ];
    learning_curve(&points, *patients, words)
}
