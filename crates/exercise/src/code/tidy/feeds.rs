//! Feeds: what was sent, as the texts that a learner's function gets.
//!
//! Each format brings a stretch of the results by itself; then each message comes by one of the
//! three, so that a preliminary result and the final one may come by different ways. The same is
//! sent once more by other ways and in another order, of one patient with the line ends of other
//! machines, and as nothing at all.

use std::collections::BTreeMap;

use medlab_cohort::sample::Stream;
use medlab_cohort::{Dataset, Table, csv, fhir, hl7};
use medlab_protocol::{Field, Value};

use super::clean::Clean;
use crate::code::cases::{order, pick};

/// The formats, as the inputs are called.
pub(super) const FORMATS: [&str; 3] = ["csv", "fhir", "hl7"];

/// How many characters of a text are shown where no row of it is known to be the cause.
const START: usize = 200;

/// What a function gets in one call, and the results that stand in it.
pub(super) struct Feed {
    /// One of the kinds of input.
    pub(super) kind: &'static str,
    /// A text of each format.
    pub(super) texts: [String; 3],
    /// The places of its results in the clean table.
    pub(super) results: Vec<usize>,
}

impl Feed {
    /// Whether every fault occurs in it, and nothing else is in the way.
    pub(super) fn is_large(&self) -> bool {
        !["permuted", "degenerate"].contains(&self.kind)
    }

    /// What the function is called with.
    pub(super) fn inputs(&self) -> Vec<Field> {
        let named = FORMATS.iter().zip(&self.texts);
        named.map(|(name, text)| (name.to_string(), Value::Text(text.clone()))).collect()
    }

    /// The start of each text that holds anything, for people, with its carriage returns.
    pub(super) fn starts(&self) -> Vec<Field> {
        let named = FORMATS.iter().zip(&self.texts).filter(|(_, text)| !text.is_empty());
        let start = |text: &str| {
            let start: String = text.chars().take(START).collect();
            start.replace('\r', "\\r").replace('\n', "\\n")
        };
        named.map(|(name, text)| (name.to_string(), Value::Text(start(text)))).collect()
    }
}

/// The feeds of one cohort.
pub(super) fn drawn(
    dataset: &Dataset,
    table: &Table,
    clean: &Clean,
    stream: &mut Stream,
) -> Result<Vec<Feed>, String> {
    let writer = Writer { dataset, table };
    let all: Vec<usize> = (0..clean.results.len()).collect();
    let mut feeds = Vec::new();
    for (format, kind) in FORMATS.into_iter().enumerate() {
        let stretch = |at: &usize| *at * FORMATS.len() / all.len() == format;
        let results: Vec<usize> = all.iter().copied().filter(stretch).collect();
        let texts = writer.by(&rows(clean, &results), |_| format)?;
        feeds.push(Feed { kind, texts, results });
    }
    let messages = table.require("message").map_err(|error| error.to_string())?;
    for kind in ["ordinary", "permuted"] {
        let mut ways = BTreeMap::new();
        for row in 0..table.rows() {
            let way = || pick(stream, FORMATS.len());
            ways.entry(messages.text(row)).or_insert_with(way);
        }
        let way = |row: usize| ways.get(&messages.text(row)).copied().unwrap_or(0);
        let texts = writer.by(&rows(clean, &all), way)?;
        let texts = if kind == "permuted" { shuffled(&texts, stream) } else { texts };
        feeds.push(Feed { kind, texts, results: all.clone() });
    }
    let patients = writer.patients()?;
    let one = |at: &usize| {
        clean.results[*at].sent.first().is_some_and(|row| patients[*row] == patients[0])
    };
    let one: Vec<usize> = all.iter().copied().filter(one).collect();
    for format in 0..FORMATS.len() {
        let mut texts = writer.by(&rows(clean, &one), |_| format)?;
        texts[format] = texts[format].replace('\r', "\n").replace('\n', "\r\n");
        feeds.push(Feed { kind: "degenerate", texts, results: one.clone() });
    }
    let [head, fhir, hl7] = writer.by(&[], |_| 0)?;
    for texts in [[head, fhir, hl7], Default::default()] {
        feeds.push(Feed { kind: "degenerate", texts, results: Vec::new() });
    }
    Ok(feeds)
}

/// The rows in which results were sent, in the order of sending.
fn rows(clean: &Clean, results: &[usize]) -> Vec<usize> {
    let mut rows: Vec<usize> =
        results.iter().flat_map(|at| clean.results[*at].sent.iter().copied()).collect();
    rows.sort_unstable();
    rows
}

struct Writer<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
}

impl Writer<'_> {
    /// Each of these rows in the format that it comes by; of a format without rows, nothing
    /// but a CSV's header.
    fn by(
        &self,
        rows: &[usize],
        way: impl Fn(usize) -> usize,
    ) -> Result<[String; 3], String> {
        let mut texts: [String; 3] = Default::default();
        for (format, text) in texts.iter_mut().enumerate() {
            let mine: Vec<usize> =
                rows.iter().copied().filter(|row| way(*row) == format).collect();
            if mine.is_empty() && !rows.is_empty() {
                continue;
            }
            let (table, mut bytes) = (self.table.take(&mine), Vec::new());
            let written = match format {
                0 => csv::write(&table, &mut bytes),
                1 => fhir::write(self.dataset, &table, &mut bytes),
                _ => hl7::write(self.dataset, &table, &mut bytes),
            };
            written.map_err(|error| error.to_string())?;
            *text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        }
        Ok(texts)
    }

    /// Whose each row is.
    fn patients(&self) -> Result<Vec<String>, String> {
        let cluster = self.dataset.cluster.as_ref();
        let name = cluster.map_or(&self.dataset.id.name, |cluster| &cluster.id.name);
        let column = self.table.require(name).map_err(|error| error.to_string())?;
        Ok((0..column.rows()).map(|row| column.text(row).into_owned()).collect())
    }
}

/// The same in another order: rows and columns of the CSV, resources and their codings, messages.
fn shuffled([csv, fhir, hl7]: &[String; 3], stream: &mut Stream) -> [String; 3] {
    let mut mixed = |parts: Vec<String>| -> Vec<String> {
        order(stream, parts.len()).into_iter().map(|at| parts[at].clone()).collect()
    };
    let mut lines = csv.lines().map(str::to_owned);
    let head = lines.next().unwrap_or_default();
    let csv: Vec<String> = std::iter::once(head).chain(mixed(lines.collect())).collect();
    let fhir = mixed(fhir.lines().map(codings_turned).collect());
    let starts: Vec<usize> = hl7.match_indices("MSH|").map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([hl7.len()]);
    let messages = starts.iter().zip(ends).map(|(start, end)| hl7[*start..end].into());
    let hl7 = mixed(messages.collect());
    [turned(&csv, stream), fhir.join("\n") + "\n", hl7.concat()]
}

/// A resource with its codings and identifiers the other way round; as it is where it has none.
fn codings_turned(line: &str) -> String {
    let Ok(mut resource) = serde_json::from_str::<serde_json::Value>(line) else {
        return line.to_owned();
    };
    for list in ["/code/coding", "/identifier"] {
        let list = resource.pointer_mut(list).and_then(serde_json::Value::as_array_mut);
        list.into_iter().for_each(|list| list.reverse());
    }
    resource.to_string()
}

/// The lines of a CSV with its columns in another order; as they are where a quoted cell holds
/// what would have to be understood first.
fn turned(lines: &[String], stream: &mut Stream) -> String {
    let columns = lines.first().map_or(0, |head| head.split(',').count());
    let order = order(stream, columns);
    let plain = lines.iter().all(|l| !l.contains('"') && l.split(',').count() == columns);
    let line = |line: &String| {
        let cells: Vec<&str> = line.split(',').collect();
        match plain {
            true => order.iter().map(|at| cells[*at]).collect::<Vec<_>>().join(","),
            false => line.clone(),
        }
    };
    lines.iter().map(|text| line(text) + "\n").collect()
}
