//! The ROC curve: patients found against false alarms, over all alarm levels.
//!
//! It ranks patients and says nothing of whether the risks are right; the caption says so.

use medlab_metrics::{Estimate, Undefined};

use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::measured::in_words;
use crate::messages::Messages;
use crate::number::decimal;
use crate::panel::{Frame, Scaled, Symbol};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::{Key, draw};
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What a ROC curve shows.
#[derive(Clone, Copy, Debug)]
pub struct Roc<'a> {
    /// The curve: share of false alarms, share found; from (0, 0) to (1, 1).
    pub points: &'a [(f64, f64)],
    /// The area under it.
    pub auroc: &'a Result<Estimate, Undefined>,
    /// Alarm levels to mark on the curve.
    pub thresholds: &'a [RocThreshold],
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// One alarm level on the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocThreshold {
    /// The risk from which on there is an alarm.
    pub threshold: f64,
    /// Share of people without the outcome who get one.
    pub false_alarms: f64,
    /// Share of people with the outcome who get one.
    pub found: f64,
}

/// Draws the curve.
pub fn roc(curve: &Roc<'_>, patients: Patients, words: &Messages) -> Figure {
    let outcome = ("outcome", curve.outcome.into());
    let auroc = in_words(curve.auroc, 2, words);
    let title = words.say("roc-title", &[]);
    let at = ("found", found_at(curve.points, 0.1).into());
    let description = words
        .say("roc-description", &[outcome.clone(), ("auroc", auroc.clone().into()), at]);
    let axes = axes(words, curve.outcome);
    let size = (520, 556);
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let below = sheet.legend(
            (16, 50),
            &[
                (
                    Ink::Model,
                    Key::Line,
                    words.say("roc-model", &[("auroc", auroc.into())]),
                ),
                (Ink::Comparison, Key::Line, words.say("roc-chance", &[])),
            ],
        );
        let frame = Frame { left: 78, top: 50 + below, width: 410, height: 410 };
        let tick_text = |value: f64| decimal(value, 1);
        let scaled =
            |axis| Scaled { axis, ticks: ticks(0.0, 1.0, 5), tick_text: &tick_text };
        let panel = sheet.panel(frame, &scaled(&axes[0]), &scaled(&axes[1]));
        panel.thin_line(&[(0.0, 0.0), (1.0, 1.0)], Ink::Comparison);
        panel.line(curve.points, Ink::Model);
        for mark in curve.thresholds {
            let point = (mark.false_alarms, mark.found);
            panel.symbol(point, Symbol::Disc, Ink::Nobody);
            let label = words.say(
                "roc-threshold",
                &[("threshold", decimal(mark.threshold, 2).into())],
            );
            panel.text(point, (10, 8), &label, Ink::Text, Hang::Right);
        }
    });
    let table = table(curve, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(curve.auroc.is_ok()),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("roc-caption", &[outcome]);
    Figure { title, description, svg, size, table, caption, spec }
}

fn axes(words: &Messages, outcome: &str) -> [Axis; 2] {
    let axis = |side, id| Axis {
        side,
        label: words.say(id, &[("outcome", outcome.into())]),
        unit: "1".into(),
        from: 0.0,
        to: 1.0,
        categories: false,
    };
    [axis(Side::X, "roc-x"), axis(Side::Y, "roc-y")]
}

fn marks(defined: bool) -> Vec<Mark> {
    let mark = |name: &str, form, ink: Ink, told_by, uncertainty| Mark {
        name: name.into(),
        form,
        colour: ink.colour(),
        told_by: Some(told_by),
        uncertainty,
    };
    let stated = if defined { Uncertainty::Stated } else { Uncertainty::NotAnEstimate };
    vec![
        mark("model", Form::Line, Ink::Model, Distinction::Dash, stated),
        mark(
            "chance",
            Form::Line,
            Ink::Comparison,
            Distinction::Dash,
            Uncertainty::NotAnEstimate,
        ),
        mark(
            "thresholds",
            Form::Points,
            Ink::Nobody,
            Distinction::Label,
            Uncertainty::NotAnEstimate,
        ),
    ]
}

fn table(curve: &Roc<'_>, words: &Messages) -> DataTable {
    let mut table = DataTable::new([
        words.say("roc-column-threshold", &[]),
        words.say("roc-column-false-alarms", &[]),
        words.say("roc-column-found", &[]),
    ]);
    for mark in curve.thresholds {
        table.row([
            decimal(mark.threshold, 3),
            decimal(mark.false_alarms, 3),
            decimal(mark.found, 3),
        ]);
    }
    for step in 0..=10 {
        let false_alarms = f64::from(step) / 10.0;
        let found = found_at(curve.points, false_alarms);
        table.row([String::from("-"), decimal(false_alarms, 3), decimal(found, 3)]);
    }
    table
}

/// The height of the curve over a share of false alarms: on a vertical step its top, and
/// a straight line between points.
fn found_at(points: &[(f64, f64)], false_alarms: f64) -> f64 {
    let after = points.partition_point(|(x, _)| *x <= false_alarms);
    match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
        (Some((x0, y0)), Some((x1, y1))) => {
            y0 + (y1 - y0) * (false_alarms - x0) / (x1 - x0)
        }
        (Some((_, y)), None) => *y,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_read_off_the_curve() {
        let points = [(0.0, 0.0), (0.0, 0.25), (0.5, 0.75), (1.0, 1.0)];
        for (at, height) in
            [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 0.875), (1.0, 1.0)]
        {
            assert!((found_at(&points, at) - height).abs() < 1e-12, "{at}");
        }
    }
}
