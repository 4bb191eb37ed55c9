//! Odds ratios: by what one unit more of each column multiplies the odds, in one model.
//!
//! The scale is logarithmic, so that doubling and halving are equally far from 1.

use medlab_metrics::Limits;

use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::readable;
use crate::panel::{Frame, Scaled, Symbol};
use crate::patients::Patients;
use crate::sheet::draw;
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What a plot of odds ratios shows.
#[derive(Clone, Copy, Debug)]
pub struct OddsRatios<'a> {
    /// The columns, in order.
    pub ratios: &'a [OddsRatio<'a>],
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct OddsRatio<'a> {
    /// Its name.
    pub column: &'a str,
    /// By what one unit more multiplies the odds.
    pub ratio: f64,
    /// Its 95 % limits, where there are any.
    pub limits: Option<Limits>,
}

const ROW: i32 = 26;

/// What multiplies or divides the odds by more lies beyond the edge, and is only written.
const FURTHEST: f64 = 64.0;

/// Ratios that get a tick, where they are seen.
const TICKS: [f64; 9] = [0.1, 0.2, 0.5, 0.75, 1.0, 1.5, 2.0, 5.0, 10.0];

/// The same on a long scale.
const FEWER_TICKS: [f64; 5] = [0.02, 0.1, 1.0, 10.0, 50.0];

/// From so long a scale on, as a logarithm, there are fewer ticks.
const LONG: f64 = 4.0;

/// Draws the plot.
pub fn odds_ratios(
    plot: &OddsRatios<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let outcome = ("outcome", plot.outcome.into());
    let title = words.say("odds-title", std::slice::from_ref(&outcome));
    let description = description(plot, words);
    let axes = axes(plot, words);
    let height = ROW * i32::try_from(plot.ratios.len().max(1)).unwrap_or(1);
    let size = (840, 146 + height.unsigned_abs());
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let frame = Frame { left: 230, top: 66, width: 330, height };
        let (from, to) = (axes[0].from, axes[0].to);
        let seen = |ratio: &f64| (from..=to).contains(&libm::log(*ratio));
        let all: &[f64] = if to - from > LONG { &FEWER_TICKS } else { &TICKS };
        let ticks = all.iter().copied().filter(seen).map(libm::log).collect();
        let silent = |_: f64| String::new();
        let x_text =
            |value: f64| (libm::round(libm::exp(value) * 100.0) / 100.0).to_string();
        let panel = sheet.panel(
            frame,
            &Scaled { axis: &axes[0], ticks, tick_text: &x_text },
            &Scaled { axis: &axes[1], ticks: Vec::new(), tick_text: &silent },
        );
        panel.thin_line(&[(0.0, 0.0), (0.0, axes[1].to)], Ink::Comparison);
        let one = words.say("odds-no-effect", &[]);
        panel.text((0.0, axes[1].to), (0, -9), &one, Ink::Quiet, Hang::Middle);
        for (row, ratio) in plot.ratios.iter().enumerate() {
            let y = axes[1].to - row as f64 - 0.5;
            let line = frame.top + ROW / 2 + ROW * row as i32;
            sheet.label((frame.left - 10, line), ratio.column, Hang::Left);
            let found = found(ratio, words);
            sheet.text((572, line), &found, Ink::Text, 11.0, Hang::Right);
            if let Some(limits) = ratio.limits {
                let ends = [(libm::log(limits.lower), y), (libm::log(limits.upper), y)];
                panel.line(&ends, Ink::Model);
            }
            if seen(&ratio.ratio) {
                panel.symbol((libm::log(ratio.ratio), y), Symbol::Square, Ink::Model);
            }
        }
    });
    let limited = plot.ratios.iter().any(|ratio| ratio.limits.is_some());
    let table = table(plot, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(limited),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let id = if limited { "odds-caption" } else { "odds-caption-drawn" };
    let caption = words.say(id, &[outcome]);
    Figure { title, description, svg, size, table, caption, spec }
}

/// `1.08 (1.02 to 1.14)`.
fn found(ratio: &OddsRatio<'_>, words: &Messages) -> String {
    let value = readable(ratio.ratio);
    match ratio.limits {
        None => value,
        Some(Limits { lower, upper }) => words.say(
            "estimate",
            &[
                ("value", value.into()),
                ("lower", readable(lower).into()),
                ("upper", readable(upper).into()),
            ],
        ),
    }
}

fn description(plot: &OddsRatios<'_>, words: &Messages) -> String {
    let column = |ratio: &OddsRatio<'_>| {
        let found = ("found", found(ratio, words).into());
        words.say("odds-description-column", &[("column", ratio.column.into()), found])
    };
    let columns: Vec<String> = plot.ratios.iter().map(column).collect();
    words.say(
        "odds-description",
        &[("outcome", plot.outcome.into()), ("columns", columns.join("; ").into())],
    )
}

/// From below the least to above the greatest, 1 always among them, on the logarithm.
fn axes(plot: &OddsRatios<'_>, words: &Messages) -> [Axis; 2] {
    let furthest = libm::log(FURTHEST);
    let seen = plot.ratios.iter().flat_map(|ratio| {
        let limits = ratio.limits.map(|limits| [limits.lower, limits.upper]);
        limits.into_iter().flatten().chain([ratio.ratio])
    });
    let logs = seen.map(libm::log).map(|log| log.clamp(-furthest, furthest));
    let (from, to) = logs
        .filter(|log| log.is_finite())
        .fold((-0.3, 0.3), |(from, to): (f64, f64), log| (from.min(log), to.max(log)));
    let room = 0.05 * (to - from);
    let x = Axis {
        side: Side::X,
        label: words.say("odds-x", &[]),
        unit: "1".into(),
        from: from - room,
        to: to + room,
        categories: false,
    };
    let y = Axis {
        side: Side::Y,
        label: words.say("odds-column-name", &[]),
        unit: String::new(),
        from: 0.0,
        to: plot.ratios.len().max(1) as f64,
        categories: true,
    };
    [x, y]
}

/// Without limits the squares say what the model does, which is known; nothing is estimated
/// by them.
fn marks(limited: bool) -> Vec<Mark> {
    let ratios = Mark {
        name: "ratios".into(),
        form: Form::Points,
        colour: Ink::Model.colour(),
        told_by: Some(Distinction::Place),
        uncertainty: if limited {
            Uncertainty::Drawn
        } else {
            Uncertainty::NotAnEstimate
        },
    };
    let one = Mark {
        name: "no effect".into(),
        form: Form::Line,
        colour: Ink::Comparison.colour(),
        told_by: Some(Distinction::Dash),
        uncertainty: Uncertainty::NotAnEstimate,
    };
    vec![ratios, one]
}

fn table(plot: &OddsRatios<'_>, words: &Messages) -> DataTable {
    let mut table =
        DataTable::new(["odds-column-name", "odds-x"].map(|id| words.say(id, &[])));
    for ratio in plot.ratios {
        table.row([ratio.column.to_owned(), found(ratio, words)]);
    }
    table
}
