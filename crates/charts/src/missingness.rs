//! Missingness: how often each column has no value, by outcome.
//!
//! What is measured more often in the sick is no accident, and the two bars of a column
//! show it.

use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::percent;
use crate::panel::{Frame, Scaled};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::{Key, draw};
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What the figure shows.
#[derive(Clone, Copy, Debug)]
pub struct Missingness<'a> {
    /// The columns, in order.
    pub columns: &'a [MissingColumn<'a>],
    /// Patients with the outcome, and without it.
    pub patients: (usize, usize),
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// One column's gaps.
#[derive(Clone, Copy, Debug)]
pub struct MissingColumn<'a> {
    /// Its name.
    pub name: &'a str,
    /// Patients with the outcome, and without it, who have no value.
    pub missing: (usize, usize),
}

const ROW: i32 = 34;

/// Draws the figure.
pub fn missingness(
    gaps: &Missingness<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let outcome = ("outcome", gaps.outcome.into());
    let title = words.say("missing-title", &[]);
    let description = description(gaps, words);
    let axes = axes(gaps, words);
    let height = ROW * i32::try_from(gaps.columns.len().max(1)).unwrap_or(1);
    let size = (640, 146 + height.unsigned_abs());
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let below = sheet.legend(
            (16, 50),
            &[
                (
                    Ink::Alarm,
                    Key::Box,
                    words.say("column-with", std::slice::from_ref(&outcome)),
                ),
                (
                    Ink::Model,
                    Key::OutlinedBox,
                    words.say("column-without", std::slice::from_ref(&outcome)),
                ),
            ],
        );
        let frame = Frame { left: 210, top: 48 + below, width: 390, height };
        let silent = |_: f64| String::new();
        let x_text = |value: f64| percent(value, 0);
        let panel = sheet.panel(
            frame,
            &Scaled {
                axis: &axes[0],
                ticks: ticks(0.0, axes[0].to, 5),
                tick_text: &x_text,
            },
            &Scaled { axis: &axes[1], ticks: Vec::new(), tick_text: &silent },
        );
        for (row, column) in gaps.columns.iter().enumerate() {
            let top = axes[1].to - row as f64;
            let (with, without) = gaps.shares(column);
            panel.bar_across((top - 0.48, top - 0.14), with, Ink::Alarm);
            panel.outlined_bar_across((top - 0.86, top - 0.52), without, Ink::Model);
            let line = frame.top + ROW / 2 + ROW * row as i32;
            sheet.label((frame.left - 10, line), column.name, Hang::Left);
        }
    });
    let table = table(gaps, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("missing-caption", &[outcome]);
    Figure { title, description, svg, size, table, caption, spec }
}

impl Missingness<'_> {
    fn shares(&self, column: &MissingColumn<'_>) -> (f64, f64) {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        (
            share(column.missing.0, self.patients.0),
            share(column.missing.1, self.patients.1),
        )
    }
}

fn description(gaps: &Missingness<'_>, words: &Messages) -> String {
    let columns: Vec<String> = gaps
        .columns
        .iter()
        .map(|column| {
            let (with, without) = gaps.shares(column);
            words.say(
                "missing-description-column",
                &[
                    ("column", column.name.into()),
                    ("with", percent(with, 0).into()),
                    ("without", percent(without, 0).into()),
                ],
            )
        })
        .collect();
    words.say(
        "missing-description",
        &[("outcome", gaps.outcome.into()), ("columns", columns.join("; ").into())],
    )
}

fn axes(gaps: &Missingness<'_>, words: &Messages) -> [Axis; 2] {
    let most = gaps
        .columns
        .iter()
        .map(|column| gaps.shares(column))
        .fold(0.0, |most: f64, (with, without)| most.max(with).max(without));
    let ends = [0.05, 0.1, 0.25, 0.5];
    let x = Axis {
        side: Side::X,
        label: words.say("missing-x", &[]),
        unit: "1".into(),
        from: 0.0,
        to: ends.into_iter().find(|end| most <= *end).unwrap_or(1.0),
        categories: false,
    };
    let y = Axis {
        side: Side::Y,
        label: words.say("missing-column-name", &[]),
        unit: String::new(),
        from: 0.0,
        to: gaps.columns.len().max(1) as f64,
        categories: true,
    };
    [x, y]
}

fn marks() -> Vec<Mark> {
    let mark = |name: &str, ink: Ink| Mark {
        name: name.into(),
        form: Form::Bars,
        colour: ink.colour(),
        told_by: Some(Distinction::Shape),
        uncertainty: Uncertainty::NotAnEstimate,
    };
    vec![mark("with", Ink::Alarm), mark("without", Ink::Model)]
}

fn table(gaps: &Missingness<'_>, words: &Messages) -> DataTable {
    let outcome = ("outcome", gaps.outcome.into());
    let mut table = DataTable::new([
        words.say("missing-column-name", &[]),
        words.say("missing-column-with", std::slice::from_ref(&outcome)),
        words.say("missing-column-without", &[outcome]),
    ]);
    for column in gaps.columns {
        let (with, without) = gaps.shares(column);
        table.row([
            column.name.to_owned(),
            words.say(
                "missing-cell",
                &[
                    ("n", column.missing.0.to_string().into()),
                    ("share", percent(with, 1).into()),
                ],
            ),
            words.say(
                "missing-cell",
                &[
                    ("n", column.missing.1.to_string().into()),
                    ("share", percent(without, 1).into()),
                ],
            ),
        ]);
    }
    table
}
