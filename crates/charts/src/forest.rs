//! A forest plot: one measure with its interval, group by group.
//!
//! Groups differ by chance too; the intervals are there so that this is seen. A group in
//! which the measure is undefined keeps its line and says why.

use medlab_metrics::{Estimate, Undefined};

use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::measured::in_words;
use crate::messages::Messages;
use crate::number::{count, decimal};
use crate::panel::{Frame, Scaled, Symbol};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::draw;
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What a forest plot shows.
#[derive(Clone, Copy, Debug)]
pub struct Forest<'a> {
    /// The measure's name, such as `AUROC`.
    pub measure: &'a str,
    /// Its unit; `1` where it has none.
    pub unit: &'a str,
    /// The value to compare with, and its name: that of all patients, or the ideal one.
    pub comparison: (f64, &'a str),
    /// The groups, in order.
    pub groups: &'a [ForestGroup<'a>],
}

/// One group.
#[derive(Clone, Copy, Debug)]
pub struct ForestGroup<'a> {
    /// Its name.
    pub name: &'a str,
    /// Patients in it.
    pub patients: usize,
    /// Of these with the outcome.
    pub events: usize,
    /// The measure in it.
    pub estimate: Result<Estimate, Undefined>,
}

const ROW: i32 = 26;

/// Draws the plot.
pub fn forest(forest: &Forest<'_>, patients: Patients, words: &Messages) -> Figure {
    let measure = ("measure", forest.measure.into());
    let title = words.say("forest-title", std::slice::from_ref(&measure));
    let description = description(forest, words);
    let axes = axes(forest, words);
    let height = ROW * i32::try_from(forest.groups.len().max(1)).unwrap_or(1);
    let size = (840, 146 + height.unsigned_abs());
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let frame = Frame { left: 250, top: 66, width: 250, height };
        let silent = |_: f64| String::new();
        let x_text = |value: f64| decimal(value, 2);
        let panel = sheet.panel(
            frame,
            &Scaled {
                axis: &axes[0],
                ticks: ticks(axes[0].from, axes[0].to, 4),
                tick_text: &x_text,
            },
            &Scaled { axis: &axes[1], ticks: Vec::new(), tick_text: &silent },
        );
        let (value, name) = forest.comparison;
        panel.thin_line(&[(value, 0.0), (value, axes[1].to)], Ink::Comparison);
        panel.text((value, axes[1].to), (0, -9), name, Ink::Quiet, Hang::Middle);
        for (row, group) in forest.groups.iter().enumerate() {
            let y = axes[1].to - row as f64 - 0.5;
            let line = frame.top + ROW / 2 + ROW * row as i32;
            sheet.label((16, line), group.name, Hang::Right);
            let events = words.say(
                "forest-events",
                &[
                    ("events", count(group.events).into()),
                    ("patients", count(group.patients).into()),
                ],
            );
            sheet.text((242, line), &events, Ink::Quiet, 11.0, Hang::Left);
            let found = in_words(&group.estimate, 2, words);
            sheet.text((512, line), &found, Ink::Text, 11.0, Hang::Right);
            if let Ok(estimate) = group.estimate {
                if let Ok(limits) = estimate.limits {
                    panel.line(&[(limits.lower, y), (limits.upper, y)], Ink::Model);
                }
                if estimate.value >= axes[0].from && estimate.value <= axes[0].to {
                    panel.symbol((estimate.value, y), Symbol::Square, Ink::Model);
                }
            }
        }
    });
    let table = table(forest, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("forest-caption", &[measure]);
    Figure { title, description, svg, size, table, caption, spec }
}

fn description(forest: &Forest<'_>, words: &Messages) -> String {
    let groups: Vec<String> = forest
        .groups
        .iter()
        .map(|group| {
            let found = in_words(&group.estimate, 2, words);
            words.say(
                "forest-description-group",
                &[("group", group.name.into()), ("found", found.into())],
            )
        })
        .collect();
    words.say(
        "forest-description",
        &[
            ("measure", forest.measure.into()),
            ("comparison", forest.comparison.1.into()),
            ("value", decimal(forest.comparison.0, 2).into()),
            ("groups", groups.join("; ").into()),
        ],
    )
}

/// Wide enough for the values and for limits that are not absurdly far away.
fn axes(forest: &Forest<'_>, words: &Messages) -> [Axis; 2] {
    let values = forest.groups.iter().filter_map(|group| group.estimate.ok());
    let (mut from, mut to) = (forest.comparison.0, forest.comparison.0);
    for estimate in values {
        let limits = estimate.limits.map_or((estimate.value, estimate.value), |limits| {
            (limits.lower, limits.upper)
        });
        let reach = 1.5 + estimate.value.abs();
        from = from.min(estimate.value).min(limits.0.max(estimate.value - reach));
        to = to.max(estimate.value).max(limits.1.min(estimate.value + reach));
    }
    let room = (0.06 * (to - from)).max(0.02);
    let label = words.say("forest-x", &[("measure", forest.measure.into())]);
    let x = Axis {
        side: Side::X,
        label,
        unit: forest.unit.to_owned(),
        from: from - room,
        to: to + room,
        categories: false,
    };
    let rows = forest.groups.len().max(1) as f64;
    let label = words.say("forest-column-group", &[]);
    let y = Axis {
        side: Side::Y,
        label,
        unit: String::new(),
        from: 0.0,
        to: rows,
        categories: true,
    };
    [x, y]
}

fn marks() -> Vec<Mark> {
    let groups = Mark {
        name: "groups".into(),
        form: Form::Points,
        colour: Ink::Model.colour(),
        told_by: Some(Distinction::Place),
        uncertainty: Uncertainty::Drawn,
    };
    let comparison = Mark {
        name: "comparison".into(),
        form: Form::Line,
        colour: Ink::Comparison.colour(),
        told_by: Some(Distinction::Dash),
        uncertainty: Uncertainty::NotAnEstimate,
    };
    vec![groups, comparison]
}

fn table(forest: &Forest<'_>, words: &Messages) -> DataTable {
    let mut table = DataTable::new([
        words.say("forest-column-group", &[]),
        words.say("forest-column-patients", &[]),
        words.say("forest-column-events", &[]),
        forest.measure.to_owned(),
    ]);
    for group in forest.groups {
        table.row([
            group.name.to_owned(),
            group.patients.to_string(),
            group.events.to_string(),
            in_words(&group.estimate, 3, words),
        ]);
    }
    table
}
