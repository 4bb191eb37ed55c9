//! Contributions: how much each column, or each line of a score, adds, as bars from zero.

use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::{percent, readable};
use crate::panel::{Frame, Scaled};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::draw;
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What the bars show.
#[derive(Clone, Copy, Debug)]
pub struct Contributions<'a> {
    /// What is added up.
    pub of: Contributed,
    /// Each bar's name and its length, 0 or more, in order.
    pub bars: &'a [(&'a str, f64)],
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contributed {
    /// Shares in what all columns contribute to a model's fit.
    Importance,
    /// Points of a score.
    Points,
}

const ROW: i32 = 26;

/// Draws the bars.
pub fn contributions(
    plot: &Contributions<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let outcome = ("outcome", plot.outcome.into());
    let [title, description, x, column, caption] = plot.of.messages();
    let spoken = |id: &str, more: &[(&str, crate::Argument)]| {
        words.say(id, &[std::slice::from_ref(&outcome), more].concat())
    };
    let columns: Vec<String> = plot
        .bars
        .iter()
        .map(|(column, value)| {
            let value = ("value", plot.of.in_words(*value).into());
            words.say("bars-description-column", &[("column", (*column).into()), value])
        })
        .collect();
    let title = spoken(title, &[]);
    let description = spoken(description, &[("columns", columns.join("; ").into())]);
    let axes = axes(plot, spoken(x, &[]), words);
    let height = ROW * i32::try_from(plot.bars.len().max(1)).unwrap_or(1);
    let size = (640, 120 + height.unsigned_abs());
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let frame = Frame { left: 250, top: 44, width: 320, height };
        let silent = |_: f64| String::new();
        let x_text = |value: f64| plot.of.in_words(value);
        let panel = sheet.panel(
            frame,
            &Scaled {
                axis: &axes[0],
                ticks: ticks(0.0, axes[0].to, 4),
                tick_text: &x_text,
            },
            &Scaled { axis: &axes[1], ticks: Vec::new(), tick_text: &silent },
        );
        for (row, (column, value)) in plot.bars.iter().enumerate() {
            let top = axes[1].to - row as f64;
            panel.bar_across((top - 0.8, top - 0.2), *value, Ink::Model);
            let line = frame.top + ROW / 2 + ROW * row as i32;
            sheet.label((frame.left - 10, line), column, Hang::Left);
            let said = plot.of.in_words(*value);
            panel.text((*value, top - 0.5), (6, 0), &said, Ink::Text, Hang::Right);
        }
    });
    let head = [words.say("bars-column-name", &[]), spoken(column, &[])];
    let mut table = DataTable::new(head);
    for (column, value) in plot.bars {
        table.row([(*column).to_owned(), plot.of.in_words(*value)]);
    }
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: vec![Mark {
            name: "contributions".into(),
            form: Form::Bars,
            colour: Ink::Model.colour(),
            told_by: Some(Distinction::Place),
            // What a fitted model does with a column is known, not estimated.
            uncertainty: Uncertainty::NotAnEstimate,
        }],
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = spoken(caption, &[]);
    Figure { title, description, svg, size, table, caption, spec }
}

impl Contributed {
    /// The ids of title, description, axis, column and caption.
    fn messages(self) -> [&'static str; 5] {
        match self {
            Self::Importance => [
                "importance-title",
                "importance-description",
                "importance-x",
                "importance-column",
                "importance-caption",
            ],
            Self::Points => [
                "points-title",
                "points-description",
                "points-x",
                "points-column",
                "points-caption",
            ],
        }
    }

    fn in_words(self, value: f64) -> String {
        match self {
            Self::Importance => percent(value, 0),
            Self::Points => readable(value),
        }
    }
}

fn axes(plot: &Contributions<'_>, label: String, words: &Messages) -> [Axis; 2] {
    let most = plot.bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let x = Axis {
        side: Side::X,
        label,
        unit: "1".into(),
        from: 0.0,
        to: if most > 0.0 { 1.05 * most } else { 1.0 },
        categories: false,
    };
    let y = Axis {
        side: Side::Y,
        label: words.say("bars-column-name", &[]),
        unit: String::new(),
        from: 0.0,
        to: plot.bars.len().max(1) as f64,
        categories: true,
    };
    [x, y]
}
