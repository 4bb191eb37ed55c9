//! A learning curve: how a model does when it may learn from fewer rows.
//!
//! Two measures have two scales, so each has a panel of its own.

use medlab_metrics::{Estimate, Undefined};

use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::measured::in_words;
use crate::messages::Messages;
use crate::number::{count, readable};
use crate::panel::{Frame, Scaled, Symbol};
use crate::patients::Patients;
use crate::scale::ticks;
use crate::sheet::{Sheet, draw};
use crate::spec::{
    Axis, ColourScale, Distinction, FigureSpec, Form, Mark, Side, Uncertainty,
};

/// A point of a learning curve.
#[derive(Clone, Copy, Debug)]
pub struct LearnedFrom {
    /// How many rows the model learned from.
    pub rows: usize,
    /// The mean log loss on rows that it did not learn from.
    pub log_loss: Result<Estimate, Undefined>,
    /// The area under the ROC curve there.
    pub auroc: Result<Estimate, Undefined>,
}

/// One of the two measures.
type Measured = fn(&LearnedFrom) -> Result<Estimate, Undefined>;

/// Draws the curve, by rising rows.
pub fn learning_curve(
    points: &[LearnedFrom],
    patients: Patients,
    words: &Messages,
) -> Figure {
    let title = words.say("learning-title", &[]);
    let description = description(points, words);
    let measures: [(&str, Measured); 2] =
        [("learning-loss", |point| point.log_loss), ("learning-auroc", |p| p.auroc)];
    let x = rows_axis(points, words);
    let [loss, auroc] = measures.map(|(id, of)| axis(points, words.say(id, &[]), of));
    let size = (640, 560);
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let frame = Frame { left: 84, top: 48, width: 530, height: 185 };
        let unlabelled = Axis { label: String::new(), ..x.clone() };
        panel(sheet, points, frame, [&unlabelled, &loss], measures[0].1);
        let below = Frame { top: frame.top + frame.height + 40, ..frame };
        panel(sheet, points, below, [&x, &auroc], measures[1].1);
    });
    let table = table(points, words);
    let line = |name: &str| Mark {
        name: name.into(),
        form: Form::Line,
        colour: Ink::Model.colour(),
        told_by: Some(Distinction::Place),
        uncertainty: Uncertainty::Drawn,
    };
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: vec![x, loss, auroc],
        marks: vec![line("log loss"), line("auroc")],
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let caption = words.say("learning-caption", &[]);
    Figure { title, description, svg, size, table, caption, spec }
}

fn panel(
    sheet: &Sheet<'_>,
    points: &[LearnedFrom],
    frame: Frame,
    [x, y]: [&Axis; 2],
    of: Measured,
) {
    let x_text = |value: f64| readable(value);
    // A tick may lie at 0.175.
    let y_text = |value: f64| (libm::round(value * 1000.0) / 1000.0).to_string();
    let panel = sheet.panel(
        frame,
        &Scaled { axis: x, ticks: ticks(x.from, x.to, 6), tick_text: &x_text },
        &Scaled { axis: y, ticks: ticks(y.from, y.to, 4), tick_text: &y_text },
    );
    let found: Vec<(f64, Estimate)> =
        points.iter().filter_map(|p| Some((p.rows as f64, of(p).ok()?))).collect();
    for (rows, estimate) in &found {
        if let Ok(limits) = estimate.limits {
            let ends = [(*rows, limits.lower), (*rows, limits.upper)];
            panel.thin_line(&ends, Ink::Model);
        }
    }
    let line: Vec<_> =
        found.iter().map(|(rows, estimate)| (*rows, estimate.value)).collect();
    panel.line(&line, Ink::Model);
    for point in line {
        panel.symbol(point, Symbol::Disc, Ink::Model);
    }
}

fn description(points: &[LearnedFrom], words: &Messages) -> String {
    let of = |point: Option<&LearnedFrom>, of: Measured| {
        let found = point.map_or(Err(Undefined::Empty), of);
        crate::Argument::from(in_words(&found, 3, words))
    };
    let rows = |point: Option<&LearnedFrom>| {
        crate::Argument::from(count(point.map_or(0, |point| point.rows)))
    };
    let (first, last) = (points.first(), points.last());
    words.say(
        "learning-description",
        &[
            ("first-rows", rows(first)),
            ("last-rows", rows(last)),
            ("first-loss", of(first, |point| point.log_loss)),
            ("last-loss", of(last, |point| point.log_loss)),
            ("first-auroc", of(first, |point| point.auroc)),
            ("last-auroc", of(last, |point| point.auroc)),
        ],
    )
}

fn rows_axis(points: &[LearnedFrom], words: &Messages) -> Axis {
    let most = points.iter().map(|point| point.rows).max().unwrap_or(1);
    Axis {
        side: Side::X,
        label: words.say("learning-x", &[]),
        unit: "1".into(),
        from: 0.0,
        to: 1.05 * most as f64,
        categories: false,
    }
}

/// Around all estimates, and of their limits what is not absurdly far away.
fn axis(points: &[LearnedFrom], label: String, of: Measured) -> Axis {
    let found: Vec<Estimate> = points.iter().filter_map(|p| of(p).ok()).collect();
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), value| {
            (from.min(value), to.max(value))
        })
    };
    let (least, most) = ends(&mut found.iter().map(|estimate| estimate.value));
    let reach = 0.1_f64.max(1.5 * (most - least));
    let limits = found.iter().filter_map(|estimate| estimate.limits.ok());
    let limits = limits.flat_map(|limits| [limits.lower, limits.upper]);
    let (lower, upper) = ends(&mut limits.chain([least, most]));
    let (from, to) = (lower.max(least - reach), upper.min(most + reach));
    let (from, to) = if from < to { (from, to) } else { (0.0, 1.0) };
    let room = 0.06 * (to - from);
    let (from, to) = (from - room, to + room);
    Axis { side: Side::Y, label, unit: "1".into(), from, to, categories: false }
}

fn table(points: &[LearnedFrom], words: &Messages) -> DataTable {
    let head = ["learning-column-rows", "learning-loss", "learning-auroc"];
    let mut table = DataTable::new(head.map(|id| words.say(id, &[])));
    for point in points {
        table.row([
            count(point.rows),
            in_words(&point.log_loss, 4, words),
            in_words(&point.auroc, 3, words),
        ]);
    }
    table
}
