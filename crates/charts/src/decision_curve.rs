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
    /// The same by the risks before recalibration, and in a sentence how it was done.
    pub before: Option<(&'a [(f64, Counts)], &'a str)>,
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
    let benefits = Benefit::all(curve.points);
    let before = curve.before.map(|(points, _)| Benefit::all(points));
    let id = |id: &str| match before {
        Some(_) => format!("{id}-both"),
        None => id.to_owned(),
    };
    let outcome = ("outcome", curve.outcome.into());
    let title = words.say(&id("decision-title"), &[]);
    let description = match &before {
        None => description(&benefits, curve.outcome, words),
        Some(before) => {
            let of = |benefits: &[Benefit]| description(benefits, curve.outcome, words);
            let (after, before) = (("after", of(&benefits).into()), of(before).into());
            words.say("decision-description-both", &[after, ("before", before)])
        }
    };
    let axes = axes(&benefits, words);
    let size = (640, if before.is_some() { 465 } else { 446 });
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let below = sheet.legend((16, 50), &legend(before.is_some(), words));
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
        let band = |benefits: &[Benefit], ink| {
            let edge = |b: &Benefit| (b.threshold, b.lower, b.upper);
            panel.band(&benefits.iter().map(edge).collect::<Vec<_>>(), ink);
        };
        if let Some(before) = &before {
            band(before, Ink::Second);
        }
        band(&benefits, Ink::Model);
        if let Some(before) = &before {
            let line: Vec<_> = before.iter().map(|b| (b.threshold, b.model)).collect();
            panel.line(&line, Ink::Second);
        }
        panel.line(&line(|b| b.everybody), Ink::Alarm);
        panel.line(&line(|_| 0.0), Ink::Nobody);
        panel.line(&line(|b| b.model), Ink::Model);
    });
    let table = table(&benefits, before.as_deref(), words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(before.is_some()),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let (_, how) = curve.before.unzip();
    let how = ("how", how.unwrap_or_default().into());
    let caption = words.say(&id("decision-caption"), &[outcome, how]);
    Figure { title, description, svg, size, table, caption, spec }
}

fn legend(both: bool, words: &Messages) -> Vec<(Ink, Key, String)> {
    let (id, before) = match both {
        false => ("decision-model", None),
        true => {
            let before = words.say("decision-before", &[]);
            ("decision-after", Some((Ink::Second, Key::LineInBand, before)))
        }
    };
    let mut entries = vec![(Ink::Model, Key::LineInBand, words.say(id, &[]))];
    entries.extend(before);
    entries.push((Ink::Alarm, Key::Line, words.say("decision-everybody", &[])));
    entries.push((Ink::Nobody, Key::Line, words.say("decision-nobody", &[])));
    entries
}

impl Benefit {
    fn all(points: &[(f64, Counts)]) -> Vec<Self> {
        points.iter().filter_map(|(t, counts)| Self::of(*t, counts)).collect()
    }

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

fn marks(both: bool) -> Vec<Mark> {
    let mark = |name: &str, ink: Ink, uncertainty| Mark {
        name: name.into(),
        form: Form::Line,
        colour: ink.colour(),
        told_by: Some(Distinction::Dash),
        uncertainty,
    };
    let mut marks = vec![
        mark("model", Ink::Model, Uncertainty::Drawn),
        mark("everybody", Ink::Alarm, Uncertainty::NotAnEstimate),
        mark("nobody", Ink::Nobody, Uncertainty::NotAnEstimate),
    ];
    marks.extend(both.then(|| mark("before", Ink::Second, Uncertainty::Drawn)));
    marks
}

/// At most a dozen of the thresholds, evenly spread.
fn table(
    benefits: &[Benefit],
    before: Option<&[Benefit]>,
    words: &Messages,
) -> DataTable {
    let columns = ["threshold", "model", "interval", "everybody", "before"];
    let shown = if before.is_some() { 5 } else { 4 };
    let head = columns
        .iter()
        .take(shown)
        .map(|column| words.say(&format!("decision-column-{column}"), &[]));
    let mut table = DataTable::new(head);
    let step = benefits.len().div_ceil(12).max(1);
    for (at, benefit) in benefits.iter().enumerate().step_by(step) {
        let ends = [
            ("from", decimal(benefit.lower, 4).into()),
            ("to", decimal(benefit.upper, 4).into()),
        ];
        let mut row = vec![
            decimal(benefit.threshold, 3),
            decimal(benefit.model, 4),
            words.say("from-to", &ends),
            decimal(benefit.everybody, 4),
        ];
        let before = before.and_then(|before| before.get(at));
        row.extend(before.map(|before| decimal(before.model, 4)));
        table.row(row);
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
