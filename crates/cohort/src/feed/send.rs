//! Sending: each sample becomes its results, each with what the sender writes beside it.
//!
//! A result that is sent twice stands twice: a preliminary value before the final one, a
//! repetition after it. The ledger then tells which row to leave out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::STATUS;
use super::written::{Style, local};
use crate::column::{Column, Kind};
use crate::dataset::{Dataset, FaultKind, Feed};
use crate::generate::{Cohort, Generation, GenerationError};
use crate::ledger::{Entry, Ledger};
use crate::scalar::Scalars;
use crate::table::Table;
use crate::truth::Truth;

/// Which message of a sample brings a row: before the others, with them, or once more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Message {
    Preliminary = 1,
    Main = 2,
    Again = 3,
}

/// One row that is sent.
struct Line {
    sample: usize,
    test: usize,
    message: Message,
}

/// The results of samples, of those in a range of results.
pub(crate) fn send(
    generation: &Generation<'_>,
    feed: &Feed,
    samples: Cohort,
    rows: Range<u64>,
) -> Result<Cohort, GenerationError> {
    let sender = Sender::new(generation.dataset, feed, samples, rows)?;
    Ok(sender.cohort())
}

struct Sender<'a> {
    dataset: &'a Dataset,
    feed: &'a Feed,
    samples: Cohort,
    /// The place of the first sample in the cohort.
    first: u64,
    lines: Vec<Line>,
    /// What is at fault, by sample and node.
    faults: BTreeMap<(usize, String), usize>,
    /// Each test's reference range, sample by sample.
    ranges: Vec<[Vec<f64>; 2]>,
}

impl<'a> Sender<'a> {
    fn new(
        dataset: &'a Dataset,
        feed: &'a Feed,
        samples: Cohort,
        rows: Range<u64>,
    ) -> Result<Self, GenerationError> {
        let tests = feed.results.len() as u64;
        let first = rows.start / tests;
        let mut faults = BTreeMap::new();
        for (index, entry) in samples.ledger.entries.iter().enumerate() {
            if let Some(column) = &entry.column {
                faults.insert((entry.row, column.clone()), index);
            }
        }
        let mut ranges = Vec::new();
        for result in &feed.results {
            let mut ends = [Vec::new(), Vec::new()];
            for (end, formula) in ends.iter_mut().zip([&result.low, &result.high]) {
                let Some(formula) = formula else { continue };
                let values = formula.over(&samples.table, &Scalars::new());
                let values = values.map_err(|error| GenerationError::Range {
                    formula: formula.source().to_owned(),
                    error: error.to_string(),
                })?;
                *end = values.values().to_vec();
            }
            ranges.push(ends);
        }
        let mut sender =
            Self { dataset, feed, samples, first, lines: Vec::new(), faults, ranges };
        for sample in 0..sender.samples.table.rows() {
            for test in 0..feed.results.len() {
                let place = (first + sample as u64) * tests + test as u64;
                if rows.contains(&place) {
                    sender.lines_of(sample, test);
                }
            }
        }
        Ok(sender)
    }

    /// The rows in which one result stands.
    fn lines_of(&mut self, sample: usize, test: usize) {
        let kind = self.fault(sample, &self.feed.results[test].node).map(|(_, k)| k);
        let line = |message| Line { sample, test, message };
        if matches!(kind, Some(FaultKind::Preliminary { .. })) {
            self.lines.push(line(Message::Preliminary));
        }
        self.lines.push(line(Message::Main));
        if kind == Some(FaultKind::Resent) {
            self.lines.push(line(Message::Again));
        }
    }

    /// The fault of a cell of a sample.
    fn fault(&self, sample: usize, node: &str) -> Option<(&Entry, FaultKind)> {
        let index = self.faults.get(&(sample, node.to_owned()))?;
        let entry = &self.samples.ledger.entries[*index];
        let fault = self.dataset.faults.iter().find(|f| f.name == entry.fault)?;
        Some((entry, fault.kind))
    }

    fn column(&self, node: &str) -> Option<&Column> {
        self.samples.table.column(node)
    }

    /// A recorded number of a sample.
    fn number(&self, node: &str, sample: usize) -> f64 {
        let values = self.column(node).and_then(Column::values);
        values.map_or(f64::NAN, |values| values[sample])
    }

    /// What is true of a sample, on record or not.
    fn truth(&self, node: &str, sample: usize) -> f64 {
        let unmasked = self.samples.truth.unmasked(node).and_then(Column::values);
        unmasked.map_or_else(|| self.number(node, sample), |values| values[sample])
    }

    /// Whether the sender of a sample is one of these.
    fn sent_by(&self, sample: usize, senders: &[String]) -> bool {
        let sender = self.column(&self.feed.sender).map(|column| column.text(sample));
        sender.is_some_and(|sender| senders.iter().any(|known| **known == *sender))
    }

    fn style(&self, line: &Line) -> Style<'a> {
        let other = self.sent_by(line.sample, &self.feed.other_units);
        Style::of(self.dataset, &self.feed.results[line.test], other)
    }

    /// Why there is no value; none where there is one or it was lost.
    fn absent(&self, line: &Line) -> Option<String> {
        let column = self.column(&self.feed.results[line.test].node)?;
        column.reason(line.sample).filter(|r| !r.is_empty()).map(str::to_owned)
    }

    /// The value that stands in a line, with its decimals.
    fn value(&self, line: &Line) -> (f64, u32) {
        let node = &self.feed.results[line.test].node;
        let style = self.style(line);
        let recorded = self.number(node, line.sample);
        match self.fault(line.sample, node) {
            Some((entry, FaultKind::Preliminary { .. }))
                if line.message == Message::Preliminary =>
            {
                (style.value(entry.recorded.unwrap_or(f64::NAN)), style.decimals)
            }
            Some((_, FaultKind::Unit { decimals: Some(decimals), .. })) => {
                (recorded, decimals)
            }
            _ => (style.value(recorded), style.decimals),
        }
    }

    fn code(&self, line: &Line) -> String {
        let result = &self.feed.results[line.test];
        let other = self.sent_by(line.sample, &self.feed.other_units);
        let style = match self.fault(line.sample, &result.node) {
            Some((_, FaultKind::Code { like: Some(like) })) => {
                Style::of(self.dataset, &self.feed.results[like], other)
            }
            Some((_, FaultKind::Code { like: None })) => {
                Style::of(self.dataset, result, !other)
            }
            _ => self.style(line),
        };
        style.code.to_owned()
    }

    /// What the laboratory remarks: the true value, where it measured once more.
    fn note(&self, line: &Line) -> String {
        let result = &self.feed.results[line.test];
        let Some(repeated) = &result.repeated else { return String::new() };
        let again = self.number(repeated, line.sample) > 0.5;
        if !again || self.absent(line).is_some() || line.message == Message::Preliminary {
            return String::new();
        }
        let truth = self.truth(&result.node, line.sample);
        if truth.is_nan() {
            return String::new();
        }
        format!("measured again: {}", self.style(line).text(truth))
    }

    fn time(&self, node: &str, line: &Line) -> String {
        let Some(column) = self.column(node) else { return String::new() };
        let (Kind::Time { origin }, Some(values)) = (&column.kind, column.values())
        else {
            return String::new();
        };
        let utc = self.sent_by(line.sample, &self.feed.utc);
        local(self.feed, *origin, values[line.sample], utc)
    }

    fn texts(&self, name: &str, text: impl Fn(&Line) -> String) -> Column {
        Column::texts_of(name, self.lines.iter().map(text).collect())
    }

    fn numbers(&self, name: &str, number: impl Fn(&Line) -> (f64, u32)) -> Column {
        let (values, places): (Vec<f64>, Vec<u32>) =
            self.lines.iter().map(number).unzip();
        let exact = Kind::Number { decimals: None };
        Column::values_of(name, exact, values).with_places(places)
    }

    /// A column of the samples, in each line of theirs.
    fn context(&self, name: &str) -> Column {
        let rows: Vec<usize> = self.lines.iter().map(|line| line.sample).collect();
        let column = self.column(name).map(|column| column.take(&rows));
        column.unwrap_or_else(|| Column::texts_of(name, vec![String::new(); rows.len()]))
    }

    fn place(&self, line: &Line) -> u64 {
        (self.first + line.sample as u64) * self.feed.results.len() as u64
            + line.test as u64
    }

    fn sample(&self, line: &Line) -> String {
        self.feed.sample.text(self.first + line.sample as u64)
    }

    fn columns(&self) -> Vec<Column> {
        let (feed, dataset) = (self.feed, self.dataset);
        let range = |end: usize| {
            move |line: &Line| {
                let style = self.style(line);
                let value = self.ranges[line.test][end].get(line.sample);
                (value.map_or(f64::NAN, |value| style.value(*value)), style.decimals)
            }
        };
        let previous = |line: &Line| {
            let style = self.style(line);
            let node = feed.results[line.test].previous.as_deref();
            let value = node.map_or(f64::NAN, |node| self.number(node, line.sample));
            (style.value(value), style.decimals)
        };
        let status = |line: &Line| match line.message {
            Message::Preliminary => 0.0,
            _ if self.absent(line).is_some() => 2.0,
            _ => 1.0,
        };
        let mut columns =
            vec![self.texts(&dataset.id.name, |line| dataset.id.text(self.place(line)))];
        columns.extend(dataset.cluster.iter().map(|cluster| {
            let of = &self.samples.truth.clusters;
            self.texts(&cluster.id.name, |line| cluster.id.text(of[line.sample]))
        }));
        columns.push(self.texts(&feed.sample.name, |line| self.sample(line)));
        columns.push(self.texts("message", |line| {
            format!("{}-{}", self.sample(line), line.message as u8)
        }));
        for node in [&feed.sex, &feed.birth_year, &feed.reason, &feed.sender] {
            columns.push(self.context(node));
        }
        columns.push(self.texts("test", |line| feed.results[line.test].node.clone()));
        columns.push(self.texts("loinc", |line| self.code(line)));
        columns.push(self.numbers("value", |line| self.value(line)));
        columns.push(self.texts("unit", |line| self.style(line).unit.to_owned()));
        columns.push(self.numbers("low", range(0)));
        columns.push(self.numbers("high", range(1)));
        columns.push(self.numbers("previous", previous));
        for node in [&feed.collected, &feed.received] {
            columns.push(self.texts(node, |line| self.time(node, line)));
        }
        let levels = STATUS.iter().map(|status| (*status).to_owned()).collect();
        columns.push(Column::values_of(
            "status",
            Kind::Category { levels },
            self.lines.iter().map(status).collect(),
        ));
        columns.push(
            self.texts("absent_reason", |line| self.absent(line).unwrap_or_default()),
        );
        columns.push(self.texts("note", |line| self.note(line)));
        columns
    }

    /// What is true of each line: its value in the node's own unit, its right code, and
    /// when, in UTC; and whether the line is one too many.
    fn truths(&self) -> Truth {
        let feed = self.feed;
        let rows: Vec<usize> = self.lines.iter().map(|line| line.sample).collect();
        let own = |line: &Line| Style::of(self.dataset, &feed.results[line.test], false);
        let mut truth = Truth {
            rows: self.lines.iter().map(|line| self.place(line)).collect(),
            clusters: rows.iter().map(|s| self.samples.truth.clusters[*s]).collect(),
            ..Truth::default()
        };
        let latent = self.samples.truth.latent.iter();
        truth.latent = latent.map(|column| column.take(&rows)).collect();
        let extra = |line: &Line| {
            let kind = self.fault(line.sample, &feed.results[line.test].node);
            f64::from(u8::from(is_extra(line.message, kind.map(|(_, kind)| kind))))
        };
        let extra = self.lines.iter().map(extra).collect();
        truth.latent.push(Column::values_of("duplicate", Kind::Flag, extra));
        let value = |line: &Line| {
            let node = &feed.results[line.test].node;
            (self.truth(node, line.sample), own(line).decimals)
        };
        truth.unmasked = vec![
            self.texts("loinc", |line| own(line).code.to_owned()),
            self.numbers("value", value),
            self.texts("unit", |line| own(line).unit.to_owned()),
        ];
        for node in [&feed.collected, &feed.received] {
            let Some(Kind::Time { origin }) = self.column(node).map(|c| &c.kind) else {
                continue;
            };
            let hours = self.lines.iter().map(|line| self.truth(node, line.sample));
            let in_utc = Kind::Time { origin: origin - feed.offset };
            truth.unmasked.push(Column::values_of(node, in_utc, hours.collect()));
        }
        truth
    }

    /// The ledger, line by line.
    fn ledger(&self) -> Ledger {
        let mut entries = Vec::new();
        for (row, line) in self.lines.iter().enumerate() {
            let node = &self.feed.results[line.test].node;
            let id = self.dataset.id.text(self.place(line));
            if let Some((entry, kind)) = self.fault(line.sample, node)
                && let Some(column) = self.faulty(line, kind)
            {
                let mut entry = Entry { row, id: id.clone(), column, ..entry.clone() };
                if entry.column.as_deref() != Some("value") {
                    (entry.true_value, entry.recorded) = (None, None);
                }
                // A second measurement that is written beside it gives any slip away.
                if entry.recorded.is_some() && !self.note(line).is_empty() {
                    entry.posterior = 1.0;
                }
                entries.push(entry);
            }
            if let Some((entry, _)) = self.fault(line.sample, &self.feed.collected) {
                let column = entry.column.clone();
                let (true_value, recorded) = (None, None);
                entries.push(Entry {
                    row,
                    id,
                    column,
                    true_value,
                    recorded,
                    ..entry.clone()
                });
            }
        }
        Ledger { entries }
    }

    /// The column in which a line shows a fault, none for the whole of it; or nothing,
    /// where the fault shows in another line.
    fn faulty(&self, line: &Line, kind: FaultKind) -> Option<Option<String>> {
        let named = |name: &str| Some(Some(name.to_owned()));
        match kind {
            FaultKind::Code { .. } => named("loinc"),
            FaultKind::Resent | FaultKind::Preliminary { .. } => {
                is_extra(line.message, Some(kind)).then_some(None)
            }
            _ => named("value"),
        }
    }

    fn cohort(self) -> Cohort {
        // Names are different, as the dataset's reader saw to.
        let table = Table::new(self.columns()).unwrap_or_default();
        Cohort { table, truth: self.truths(), ledger: self.ledger() }
    }
}

/// Whether a row is one too many: the preliminary one, or the second of two.
fn is_extra(message: Message, kind: Option<FaultKind>) -> bool {
    match kind {
        Some(FaultKind::Preliminary { .. }) => message == Message::Preliminary,
        Some(FaultKind::Resent) => message == Message::Again,
        _ => false,
    }
}
