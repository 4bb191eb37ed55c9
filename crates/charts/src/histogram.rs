//! A histogram by outcome: where patients with and without it lie on one measurement.
//!
//! The two groups stand above each other, each as shares of itself, because one is often
//! twenty times the other. Patients without a value are counted in words, never dropped.

use crate::bins::Bins;
use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::{count, decimal, percent};
use crate::panel::{Frame, Scaled};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::draw;
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// What the histogram shows.
#[derive(Clone, Copy, Debug)]
pub struct Histogram<'a> {
    /// What is measured, such as `Lactate`.
    pub measurement: &'a str,
    /// Its unit; `1` where it has none.
    pub unit: &'a str,
    /// The counts.
    pub bins: &'a Bins,
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// Draws the histogram.
pub fn histogram_by_outcome(
    histogram: &Histogram<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let title = words.say(
        "histogram-title",
        &[
            ("measurement", histogram.measurement.into()),
            ("outcome", histogram.outcome.into()),
        ],
    );
    let description = description(histogram, words);
    let bins = histogram.bins;
    let axes = axes(histogram, words);
    let size = (640, 450);
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let rows = [
            (&bins.with, bins.missing.0, Ink::Alarm, "group-with"),
            (&bins.without, bins.missing.1, Ink::Model, "group-without"),
        ];
        for (row, (counts, missing, ink, id)) in (0..).zip(rows) {
            let frame = Frame { left: 84, top: 68 + row * 176, width: 530, height: 130 };
            let x_text = |value: f64| crate::number::readable(value);
            let y_text = |value: f64| percent(value, 0);
            let mut x = axes[0].clone();
            if row == 0 {
                x.label.clear();
            }
            let panel = sheet.panel(
                frame,
                &Scaled { axis: &x, ticks: ticks(x.from, x.to, 8), tick_text: &x_text },
                &Scaled {
                    axis: &axes[1],
                    ticks: ticks(0.0, axes[1].to, 4),
                    tick_text: &y_text,
                },
            );
            for (stretch, share) in bins.shares(counts) {
                match row {
                    _ if share <= 0.0 => {}
                    0 => panel.bar(stretch, share, ink),
                    _ => panel.outlined_bar(stretch, share, ink),
                }
            }
            let n: usize = counts.iter().sum();
            let label = words.say(
                id,
                &[("outcome", histogram.outcome.into()), ("n", (n + missing).into())],
            );
            let not_measured = words.say(
                "histogram-missing",
                &[
                    ("missing", count(missing).into()),
                    (
                        "share",
                        percent(missing as f64 / (n + missing).max(1) as f64, 0).into(),
                    ),
                ],
            );
            let at = (frame.left + frame.width, frame.top - 10);
            sheet.label(at, &format!("{label}; {not_measured}"), Hang::Left);
        }
    });
    let table = table(histogram, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: axes.to_vec(),
        marks: marks(),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("histogram-caption", &[]);
    Figure { title, description, svg, size, table, caption, spec }
}

fn description(histogram: &Histogram<'_>, words: &Messages) -> String {
    let bins = histogram.bins;
    let middle = |counts: &[usize]| {
        let half = counts.iter().sum::<usize>() / 2;
        let mut seen = 0;
        let at = counts.iter().position(|n| {
            seen += n;
            seen > half
        });
        let edges = at.and_then(|i| Some((bins.edges.get(i)?, bins.edges.get(i + 1)?)));
        edges.map_or("-".to_owned(), |(a, b)| {
            crate::number::readable(f64::midpoint(*a, *b))
        })
    };
    let missing = |missing: usize, counts: &[usize]| {
        let all = missing + counts.iter().sum::<usize>();
        percent(missing as f64 / all.max(1) as f64, 0)
    };
    words.say(
        "histogram-description",
        &[
            ("measurement", histogram.measurement.into()),
            ("outcome", histogram.outcome.into()),
            ("unit", if histogram.unit == "1" { "" } else { histogram.unit }.into()),
            ("with", middle(&bins.with).into()),
            ("without", middle(&bins.without).into()),
            ("missing-with", missing(bins.missing.0, &bins.with).into()),
            ("missing-without", missing(bins.missing.1, &bins.without).into()),
        ],
    )
}

fn axes(histogram: &Histogram<'_>, words: &Messages) -> [Axis; 2] {
    let bins = histogram.bins;
    let top = [&bins.with, &bins.without]
        .into_iter()
        .flat_map(|counts| bins.shares(counts))
        .map(|(_, share)| share)
        .fold(0.0, f64::max);
    let x = Axis {
        side: Side::X,
        label: histogram.measurement.to_owned(),
        unit: histogram.unit.to_owned(),
        from: bins.edges.first().copied().unwrap_or(0.0),
        to: bins.edges.last().copied().unwrap_or(1.0),
        categories: false,
    };
    let y = Axis {
        side: Side::Y,
        label: words.say("histogram-y", &[]),
        unit: "1".into(),
        from: 0.0,
        to: if top > 0.0 { top * 1.05 } else { 1.0 },
        categories: false,
    };
    [x, y]
}

fn marks() -> Vec<Mark> {
    let mark = |name: &str, ink: Ink| Mark {
        name: name.into(),
        form: Form::Bars,
        colour: ink.colour(),
        told_by: Some(Distinction::Place),
        uncertainty: Uncertainty::NotAnEstimate,
    };
    vec![mark("with", Ink::Alarm), mark("without", Ink::Model)]
}

fn table(histogram: &Histogram<'_>, words: &Messages) -> DataTable {
    let bins = histogram.bins;
    let outcome = ("outcome", histogram.outcome.into());
    let mut table = DataTable::new([
        histogram.measurement.to_owned(),
        words.say("column-with", std::slice::from_ref(&outcome)),
        words.say("column-without", &[outcome]),
    ]);
    for ((edge, with), without) in
        bins.edges.windows(2).zip(&bins.with).zip(&bins.without)
    {
        let stretch = words.say(
            "from-to",
            &[("from", decimal(edge[0], 2).into()), ("to", decimal(edge[1], 2).into())],
        );
        table.row([stretch, with.to_string(), without.to_string()]);
    }
    table.row([
        words.say("not-measured", &[]),
        bins.missing.0.to_string(),
        bins.missing.1.to_string(),
    ]);
    table
}
