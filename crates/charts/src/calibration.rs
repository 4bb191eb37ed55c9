//! The calibration plot: what was seen against what was promised, with its band, and
//! below it where the patients lie.
//!
//! The curve is fitted elsewhere. The axes end where the risks do, not at one, because
//! most clinical risks are small; both have one scale, so that the line of perfect
//! calibration is the diagonal.

use medlab_metrics::{Estimate, Undefined};

use crate::argument::Argument;
use crate::bins::Bins;
use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::measured::in_words;
use crate::messages::Messages;
use crate::number::{decimal, percent};
use crate::panel::{Frame, Panel, Scaled, Symbol};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::{Key, Sheet, draw};
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What a calibration plot shows.
#[derive(Clone, Copy, Debug)]
pub struct Calibration<'a> {
    /// The risks, and how they are calibrated.
    pub risks: Calibrated<'a>,
    /// The same patients' risks before recalibration, and in a sentence how it was done.
    pub before: Option<(Calibrated<'a>, &'a str)>,
    /// Each patient's outcome.
    pub outcomes: &'a [bool],
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// Risks with their calibration.
#[derive(Clone, Copy, Debug)]
pub struct Calibrated<'a> {
    /// The curve, by rising risk; groups of equal risk where `grouped`.
    pub points: &'a [CalibrationPoint],
    /// Whether the points are observed proportions at distinct risks, not a smooth curve.
    pub grouped: bool,
    /// Observed events for each expected one.
    pub observed_expected: &'a Result<Estimate, Undefined>,
    /// The calibration slope.
    pub slope: &'a Result<Estimate, Undefined>,
    /// Each patient's predicted risk.
    pub risks: &'a [f64],
}

/// One point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationPoint {
    /// The predicted risk.
    pub risk: f64,
    /// The proportion seen among patients of that risk.
    pub observed: f64,
    /// The 95 % limits of it at that risk, where there are any.
    pub limits: Option<(f64, f64)>,
}

/// Draws the plot.
pub fn calibration(
    plot: &Calibration<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let title = words.say(&plot.id("calibration-title"), &[]);
    let description = description(plot, words);
    let end = end_of_scale(plot);
    let axes = axes(plot, end, words);
    // Two curves need two lines more of legend.
    let size = (520, if plot.before.is_some() { 728 } else { 690 });
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let below = sheet.legend((16, 50), &legend(plot, words));
        let frame = Frame { left: 78, top: 50 + below, width: 410, height: 410 };
        let places = if end <= 0.2 { 2 } else { 1 };
        let tick_text = |value: f64| decimal(value, places);
        let scaled =
            |axis| Scaled { axis, ticks: ticks(0.0, end, 5), tick_text: &tick_text };
        let panel = sheet.panel(frame, &scaled(&axes[0]), &scaled(&axes[1]));
        curves(&panel, plot, end);
        distribution(sheet, plot, end, frame, words);
    });
    let table = table(plot, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(plot),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let (_, how) = plot.before.unzip();
    let caption = words.say(
        &plot.id("calibration-caption"),
        &[("outcome", plot.outcome.into()), ("how", how.unwrap_or_default().into())],
    );
    Figure { title, description, svg, size, table, caption, spec }
}

impl Calibration<'_> {
    /// The id of a message, which is another where there is a curve before recalibration.
    fn id(&self, id: &str) -> String {
        if self.before.is_some() { format!("{id}-both") } else { id.to_owned() }
    }
}

fn description(plot: &Calibration<'_>, words: &Messages) -> String {
    let shown = plot.risks;
    let near = |risk: f64| {
        let distance = |point: &&CalibrationPoint| (point.risk - risk).abs();
        shown.points.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let (low, high) = (quantile(shown.risks, 0.25), quantile(shown.risks, 0.95));
    let value =
        |value: Option<f64>| Argument::Text(percent(value.unwrap_or(f64::NAN), 1));
    let (before, _) = plot.before.unzip();
    let before = before.unwrap_or(shown);
    words.say(
        &plot.id("calibration-description"),
        &[
            ("outcome", plot.outcome.into()),
            ("ratio", in_words(shown.observed_expected, 2, words).into()),
            ("slope", in_words(shown.slope, 2, words).into()),
            ("ratio-before", in_words(before.observed_expected, 2, words).into()),
            ("slope-before", in_words(before.slope, 2, words).into()),
            ("low", value(near(low).map(|point| point.risk))),
            ("low-seen", value(near(low).map(|point| point.observed))),
            ("high", value(near(high).map(|point| point.risk))),
            ("high-seen", value(near(high).map(|point| point.observed))),
        ],
    )
}

fn curves(panel: &Panel<'_, '_>, plot: &Calibration<'_>, end: f64) {
    panel.thin_line(&[(0.0, 0.0), (end, end)], Ink::Comparison);
    if let Some((before, _)) = &plot.before {
        curve(panel, before, end, (Symbol::Disc, Ink::Second));
    }
    curve(panel, &plot.risks, end, (Symbol::Square, Ink::Model));
}

fn curve(
    panel: &Panel<'_, '_>,
    shown: &Calibrated<'_>,
    end: f64,
    (symbol, ink): (Symbol, Ink),
) {
    if shown.grouped {
        for point in shown.points {
            if let Some((lower, upper)) = point.limits {
                panel.thin_line(&[(point.risk, lower), (point.risk, upper)], ink);
            }
            if point.observed <= end {
                panel.symbol((point.risk, point.observed), symbol, ink);
            }
        }
        return;
    }
    let band: Vec<_> = shown
        .points
        .iter()
        .filter_map(|p| p.limits.map(|(lower, upper)| (p.risk, lower, upper)))
        .collect();
    panel.band(&band, ink);
    let line: Vec<_> = shown.points.iter().map(|p| (p.risk, p.observed)).collect();
    panel.line(&line, ink);
}

/// Two rows of bars below the curve: people with the outcome and people without, each as
/// shares of their own group, because one group is often twenty times the other.
fn distribution(
    sheet: &Sheet<'_>,
    plot: &Calibration<'_>,
    end: f64,
    above: Frame,
    words: &Messages,
) {
    let bins = Bins::of(plot.outcomes, plot.risks.risks, (0.0, end), 40);
    let rows = [
        (&bins.with, Ink::Alarm, "group-with", true),
        (&bins.without, Ink::Model, "group-without", false),
    ];
    for ((counts, ink, id, filled), row) in rows.into_iter().zip(0..) {
        let top_share = largest_share(counts);
        let top = above.top + above.height + 72 + row * 68;
        let frame = Frame { top, height: 44, ..above };
        let hidden = |side| Axis {
            side,
            label: String::new(),
            unit: String::new(),
            from: 0.0,
            to: if side == Side::X { end } else { top_share },
            categories: false,
        };
        let (x, y) = (hidden(Side::X), hidden(Side::Y));
        let silent = |_: f64| String::new();
        let shown = |share: f64| percent(share, 0);
        let panel = sheet.panel(
            frame,
            &Scaled { axis: &x, ticks: Vec::new(), tick_text: &silent },
            &Scaled { axis: &y, ticks: vec![0.0, top_share], tick_text: &shown },
        );
        for (stretch, share) in bins.shares(counts) {
            if share > 0.0 && filled {
                panel.bar(stretch, share, ink);
            } else if share > 0.0 {
                panel.outlined_bar(stretch, share, ink);
            }
        }
        let n: usize = counts.iter().sum();
        let label = words.say(id, &[("outcome", plot.outcome.into()), ("n", n.into())]);
        sheet.label((above.left + above.width, top - 8), &label, Hang::Left);
    }
}

fn legend(plot: &Calibration<'_>, words: &Messages) -> Vec<(Ink, Key, String)> {
    let entry = |shown: &Calibrated<'_>, ink, [groups, model]: [&str; 2]| {
        let (key, id) = match shown.grouped {
            true => (Key::Box, groups),
            false => (Key::LineInBand, model),
        };
        (ink, key, words.say(id, &[]))
    };
    let alone = ["calibration-groups", "calibration-model"];
    let after = ["calibration-groups-after", "calibration-model-after"];
    let earlier = ["calibration-groups-before", "calibration-model-before"];
    let mut entries = match &plot.before {
        None => vec![entry(&plot.risks, Ink::Model, alone)],
        Some((before, _)) => vec![
            entry(&plot.risks, Ink::Model, after),
            entry(before, Ink::Second, earlier),
        ],
    };
    let perfect = words.say("calibration-perfect", &[]);
    entries.push((Ink::Comparison, Key::Line, perfect));
    entries
}

fn axes(plot: &Calibration<'_>, end: f64, words: &Messages) -> [Axis; 2] {
    let axis = |side, id| Axis {
        side,
        label: words.say(id, &[("outcome", plot.outcome.into())]),
        unit: "1".into(),
        from: 0.0,
        to: end,
        categories: false,
    };
    [axis(Side::X, "calibration-x"), axis(Side::Y, "calibration-y")]
}

fn marks(plot: &Calibration<'_>) -> Vec<Mark> {
    let mark = |name: &str, form, ink: Ink, told_by, uncertainty| Mark {
        name: name.into(),
        form,
        colour: ink.colour(),
        told_by: Some(told_by),
        uncertainty,
    };
    let curve = |name, shown: &Calibrated<'_>, ink| {
        let limited = shown.points.iter().any(|point| point.limits.is_some());
        let (form, told_by) = match shown.grouped {
            true => (Form::Points, Distinction::Shape),
            false => (Form::Line, Distinction::Dash),
        };
        let uncertainty = if limited { Uncertainty::Drawn } else { Uncertainty::Stated };
        mark(name, form, ink, told_by, uncertainty)
    };
    let none = Uncertainty::NotAnEstimate;
    let before = plot.before.map(|(before, _)| curve("before", &before, Ink::Second));
    let mut marks = vec![curve("model", &plot.risks, Ink::Model)];
    marks.extend(before);
    marks.extend([
        mark("perfect", Form::Line, Ink::Comparison, Distinction::Dash, none),
        mark("with", Form::Bars, Ink::Alarm, Distinction::Place, none),
        mark("without", Form::Bars, Ink::Model, Distinction::Place, none),
    ]);
    marks
}

/// Ten stretches of equal width: who is there, what was promised, what was seen.
fn table(plot: &Calibration<'_>, words: &Messages) -> DataTable {
    let before = plot.before.map(|(before, _)| before);
    let columns = ["risk", "patients", "events", "curve", "band", "before"];
    let shown = if before.is_some() { 6 } else { 5 };
    let head = columns
        .iter()
        .take(shown)
        .map(|column| words.say(&format!("calibration-column-{column}"), &[]));
    let mut table = DataTable::new(head);
    let from_to = |(from, to): (f64, f64)| {
        let ends = [("from", decimal(from, 3).into()), ("to", decimal(to, 3).into())];
        words.say("from-to", &ends)
    };
    let cell = |point: &CalibrationPoint| {
        let observed = ("observed", decimal(point.observed, 3).into());
        words
            .say("calibration-cell", &[observed, ("risk", decimal(point.risk, 3).into())])
    };
    let end = end_of_scale(plot);
    let bins = Bins::of(plot.outcomes, plot.risks.risks, (0.0, end), 10);
    for (i, edge) in bins.edges.windows(2).enumerate() {
        let inside = (edge[0], edge[1]);
        let point = plot.risks.middle_of(inside);
        let (with, without) = (bins.with[i], bins.without[i]);
        let band = point.and_then(|p| p.limits);
        let mut row = vec![
            from_to(inside),
            (with + without).to_string(),
            with.to_string(),
            point.map_or("-".into(), cell),
            band.map_or("-".into(), from_to),
        ];
        if let Some(before) = &before {
            row.push(before.middle_of(inside).map_or("-".into(), cell));
        }
        table.row(row);
    }
    table
}

impl Calibrated<'_> {
    /// The point nearest to the middle of a stretch of risks, of those inside it.
    fn middle_of(&self, (from, to): (f64, f64)) -> Option<&CalibrationPoint> {
        let middle = f64::midpoint(from, to);
        let distance = |p: &&CalibrationPoint| (p.risk - middle).abs();
        let inside = self.points.iter().filter(|p| p.risk >= from && p.risk < to);
        inside.min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The highest risk or proportion that is to be seen.
    fn highest(&self) -> f64 {
        let seen = self.points.iter().map(|p| p.risk.max(p.observed)).fold(0.0, f64::max);
        seen.max(quantile(self.risks, 1.0))
    }
}

/// The first round number above nearly all that is to be seen.
fn end_of_scale(plot: &Calibration<'_>) -> f64 {
    let before = plot.before.map_or(0.0, |(before, _)| before.highest());
    let needed = plot.risks.highest().max(before);
    let ends = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8];
    ends.into_iter().find(|end| needed <= *end).unwrap_or(1.0)
}

/// The largest share of a group that one stretch holds; never nothing.
fn largest_share(counts: &[usize]) -> f64 {
    let all: usize = counts.iter().sum();
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 { 1.0 } else { most as f64 / all as f64 }
}

fn quantile(values: &[f64], at: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((at * last as f64).round() as usize).copied().unwrap_or(0.0)
}
