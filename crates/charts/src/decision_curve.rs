//! The decision curve: what a model is worth over the range of risks from which on one
//! might act, beside acting for everybody and for nobody.
//!
//! Net benefit counts one patient found as one, and a false alarm as `t / (1 - t)`, the
//! price that somebody who acts from a risk of `t` on is willing to pay (Vickers and Elkin,
//! Medical Decision Making 26 (2006) 565-574).

use medlab_metrics::Z95;
use medlab_metrics::threshold::Counts;

use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::{decimal, percent};
use crate::panel::{Frame, Scaled};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::{Key, draw};
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What a decision curve shows.
#[derive(Clone, Copy, Debug)]
pub struct DecisionCurve<'a> {
    /// Rising thresholds in (0, 1), and patients by call and outcome at each.
    pub points: &'a [(f64, Counts)],
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// Net benefits at one threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Benefit {
    threshold: f64,
    model: f64,
    lower: f64,
    upper: f64,
    everybody: f64,
}

/// Draws the curve.
pub fn decision_curve(
    curve: &DecisionCurve<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let benefits: Vec<Benefit> =
        curve.points.iter().filter_map(|(t, counts)| Benefit::of(*t, counts)).collect();
    let outcome = ("outcome", curve.outcome.into());
    let title = words.say("decision-title", &[]);
    let description = description(&benefits, curve.outcome, words);
    let axes = axes(&benefits, words);
    let size = (640, 446);
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let below = sheet.legend(
            (16, 50),
            &[
                (Ink::Model, Key::LineInBand, words.say("decision-model", &[])),
                (Ink::Alarm, Key::Line, words.say("decision-everybody", &[])),
                (Ink::Nobody, Key::Line, words.say("decision-nobody", &[])),
            ],
        );
        let frame = Frame { left: 84, top: 50 + below, width: 530, height: 300 };
        let x_text = |value: f64| percent(value, usize::from(axes[0].to < 0.05));
        let places = if axes[1].to < 0.02 { 3 } else { 2 };
        let y_text = |value: f64| decimal(value, places);
        let panel = sheet.panel(
            frame,
            &Scaled {
                axis: &axes[0],
                ticks: ticks(axes[0].from, axes[0].to, 6),
                tick_text: &x_text,
            },
            &Scaled {
                axis: &axes[1],
                ticks: ticks(axes[1].from, axes[1].to, 5),
                tick_text: &y_text,
            },
        );
        let line = |value: fn(&Benefit) -> f64| -> Vec<(f64, f64)> {
            benefits.iter().map(|b| (b.threshold, value(b))).collect()
        };
        let band: Vec<_> =
            benefits.iter().map(|b| (b.threshold, b.lower, b.upper)).collect();
        panel.band(&band, Ink::Model);
        panel.line(&line(|b| b.everybody), Ink::Alarm);
        panel.line(&line(|_| 0.0), Ink::Nobody);
        panel.line(&line(|b| b.model), Ink::Model);
    });
    let table = table(&benefits, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("decision-caption", &[outcome]);
    Figure { title, description, svg, size, table, caption, spec }
}

impl Benefit {
    /// Net benefit is a mean over patients of 1 for a patient found, of `-w` for a false
    /// alarm and of 0 otherwise, with `w = t / (1 - t)`; its limits are those of a mean:
    /// `±z * sqrt((tp + w² fp) / n - net benefit²) / sqrt(n)`.
    fn of(threshold: f64, counts: &Counts) -> Option<Self> {
        let model = counts.net_benefit(threshold).ok()?;
        let everybody = counts.net_benefit_treat_all(threshold).ok()?;
        let weight = threshold / (1.0 - threshold);
        let n = counts.total() as f64;
        let square = (counts.tp as f64 + weight * weight * counts.fp as f64) / n;
        let half = Z95 * ((square - model * model).max(0.0) / n).sqrt();
        Some(Self {
            threshold,
            model,
            lower: model - half,
            upper: model + half,
            everybody,
        })
    }

    fn is_useful(&self) -> bool {
        self.model > self.everybody && self.model > 0.0
    }
}

fn description(benefits: &[Benefit], outcome: &str, words: &Messages) -> String {
    let useful: Vec<&Benefit> = benefits.iter().filter(|b| b.is_useful()).collect();
    let highest = benefits.iter().map(|b| b.model).fold(0.0, f64::max);
    let outcome = ("outcome", outcome.into());
    let highest = ("highest", decimal(highest, 3).into());
    match (useful.first(), useful.last()) {
        (Some(first), Some(last)) => words.say(
            "decision-description",
            &[
                outcome,
                highest,
                ("from", percent(first.threshold, 0).into()),
                ("to", percent(last.threshold, 0).into()),
            ],
        ),
        _ => words.say("decision-description-useless", &[outcome, highest]),
    }
}

fn axes(benefits: &[Benefit], words: &Messages) -> [Axis; 2] {
    let highest = benefits.iter().map(|b| b.model.max(b.everybody)).fold(0.0, f64::max);
    let highest = if highest > 0.0 { highest } else { 0.01 };
    let axis = |side, id, from, to| Axis {
        side,
        label: words.say(id, &[]),
        unit: "1".into(),
        from,
        to,
        categories: false,
    };
    let ends = (benefits.first(), benefits.last());
    let (first, last) = match ends {
        (Some(first), Some(last)) => (first.threshold, last.threshold),
        _ => (0.0, 1.0),
    };
    [
        axis(Side::X, "decision-x", 0.0_f64.min(first), last),
        axis(Side::Y, "decision-y", -0.3 * highest, 1.1 * highest),
    ]
}

fn marks() -> Vec<Mark> {
    let mark = |name: &str, ink: Ink, uncertainty| Mark {
        name: name.into(),
        form: Form::Line,
        colour: ink.colour(),
        told_by: Some(Distinction::Dash),
        uncertainty,
    };
    vec![
        mark("model", Ink::Model, Uncertainty::Drawn),
        mark("everybody", Ink::Alarm, Uncertainty::NotAnEstimate),
        mark("nobody", Ink::Nobody, Uncertainty::NotAnEstimate),
    ]
}

/// At most a dozen of the thresholds, evenly spread.
fn table(benefits: &[Benefit], words: &Messages) -> DataTable {
    let head = ["threshold", "model", "interval", "everybody"]
        .map(|column| words.say(&format!("decision-column-{column}"), &[]));
    let mut table = DataTable::new(head);
    for benefit in benefits.iter().step_by(benefits.len().div_ceil(12).max(1)) {
        table.row([
            decimal(benefit.threshold, 3),
            decimal(benefit.model, 4),
            words.say(
                "from-to",
                &[
                    ("from", decimal(benefit.lower, 4).into()),
                    ("to", decimal(benefit.upper, 4).into()),
                ],
            ),
            decimal(benefit.everybody, 4),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_a_mean() {
        // By hand: 100 patients at t = 0.5 score 1 (20 of them), -1 (10) and 0 (70): mean
        // 0.1, mean square 0.3, variance 0.29, standard error 0.053852.
        let counts = Counts { tp: 20, fp: 10, fn_: 5, tn: 65 };
        let benefit = Benefit::of(0.5, &counts).unwrap();
        assert!((benefit.model - 0.1).abs() < 1e-12);
        assert!((benefit.upper - benefit.model - Z95 * 0.053_851_648).abs() < 1e-8);
        assert!((benefit.everybody - -0.5).abs() < 1e-12);
    }
}
