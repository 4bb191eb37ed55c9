//! The clean table that a feed is held against, cell by cell: what stands in each, how far a
//! number may lie off, and what a careless reader gets wrong there.

use std::collections::{BTreeMap, BTreeSet};

use medlab_cohort::dataset::Feed;
use medlab_cohort::{Cohort, Column, Dataset, Kind, Table, nearest, round};
use medlab_protocol::Value;

use crate::code::held::Tolerance;

/// A clean table; the truth behind what was sent.
pub(super) struct Clean {
    /// The column that tells results apart.
    pub(super) key: String,
    /// The other columns that are asked for, and whether each holds numbers.
    pub(super) columns: Vec<(String, bool)>,
    /// The results.
    pub(super) results: Vec<Entry>,
}

/// One result.
pub(super) struct Entry {
    /// Its name.
    pub(super) key: String,
    /// Its cells, in the order of the columns.
    pub(super) cells: Vec<Cell>,
    /// The rows in which it was sent.
    pub(super) sent: Vec<usize>,
}

/// One cell.
pub(super) struct Cell {
    /// A number, a text, or nothing.
    pub(super) expected: Value,
    /// By how much a number may lie off.
    pub(super) by: Tolerance,
    /// What makes it hard, each one of [`CHECKS`](super::CHECKS).
    pub(super) hard: Vec<&'static str>,
    /// Whether it counts: a value that was sent wrongly is another task than reading it.
    pub(super) counts: bool,
}

impl Entry {
    /// Whether there is no value, so that whoever has no use for gaps may have left it out.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().any(|cell| cell.hard.contains(&"missing"))
    }
}

/// What was sent, looked at while cells are made.
struct Sent<'a> {
    feed: &'a Feed,
    clean: &'a Table,
    table: &'a Table,
    /// The names of results at fault, by the column and the kind of fault.
    faults: BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>,
}

impl Clean {
    /// The clean table of a cohort, with these of its columns, the key first.
    pub(super) fn new(
        dataset: &Dataset,
        cohort: &Cohort,
        names: &[String],
        by: Tolerance,
    ) -> Result<Self, String> {
        let none = || format!("expected a dataset with a feed, found {}", dataset.name);
        let feed = dataset.feed.as_ref().ok_or_else(none)?;
        let clean = cohort.clean(dataset).map_err(|error| error.to_string())?;
        let clean = clean.ok_or_else(none)?;
        let (key, rest) = names.split_first().ok_or("expected columns, found none")?;
        let known = clean.columns().iter().map(|column| column.name.as_str());
        let column = |name: &String| {
            clean.column(name).ok_or_else(|| {
                let near = nearest(name, known.clone()).unwrap_or("value");
                format!("tidies: expected a column of the clean table, found \"{name}\"; did you mean \"{near}\"?")
            })
        };
        let (keys, columns) = (column(key)?, rest.iter().map(column));
        let columns = columns.collect::<Result<Vec<&Column>, _>>()?;
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let sent = cohort.table.require(key).map_err(|error| error.to_string())?;
        for row in 0..sent.rows() {
            rows.entry(sent.text(row).into_owned()).or_default().push(row);
        }
        let mut faults: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for entry in &cohort.ledger.entries {
            let column = entry.column.as_deref().unwrap_or_default();
            faults.entry((column, entry.kind)).or_default().insert(&entry.id);
        }
        let twice = cohort.truth.latent("duplicate").and_then(Column::values);
        let twice = twice.unwrap_or_default();
        let kept = (0..cohort.table.rows()).filter(|row| twice[*row] < 0.5);
        let looked_at = Sent { feed, clean: &clean, table: &cohort.table, faults };
        let results = kept.enumerate().map(|(at, row)| {
            let key = keys.text(at).into_owned();
            let sent = rows.get(&key).cloned().unwrap_or_default();
            let cell = |column: &&Column| {
                looked_at.cell(column, at, row, &key, sent.len() > 1, by)
            };
            Entry { cells: columns.iter().map(cell).collect(), key, sent }
        });
        let results = results.collect();
        let columns = columns.iter().map(|c| (c.name.clone(), is_number(c))).collect();
        Ok(Self { key: key.clone(), columns, results })
    }
}

impl Sent<'_> {
    /// A cell of the clean table, from the row of what was sent that is not one too many.
    fn cell(
        &self,
        column: &Column,
        at: usize,
        row: usize,
        key: &str,
        again: bool,
        by: Tolerance,
    ) -> Cell {
        let name = column.name.as_str();
        let now = |name| self.clean.column(name).map(|column| column.text(at));
        let then = |name| self.table.column(name).map(|column| column.text(row));
        let is_at = |name, kind| {
            self.faults.get(&(name, kind)).is_some_and(|known| known.contains(key))
        };
        let other_unit = now("unit") != then("unit");
        let empty = self.clean.column("value").is_some_and(|c| c.is_missing(at));
        let (collected, received) =
            (self.feed.collected.as_str(), self.feed.received.as_str());
        let is_value = name == "value";
        // A format may send no unit where it sends no value.
        let unit = name == "unit";
        let absent = is_value || name == "absent_reason" || unit && !other_unit;
        let is_time = name == collected || name == received;
        let off = name == collected && is_at(collected, "zone");
        let wrong_code = is_value && is_at("loinc", "code");
        let hard = match empty && absent {
            true => vec!["missing"],
            false => [
                ("duplicates", (is_value || name == "status") && again),
                ("units", (is_value || unit) && other_unit),
                ("codes", wrong_code || name == "loinc" && now(name) != then(name)),
                ("clocks", off),
                ("zones", is_time && !off),
            ]
            .into_iter()
            .filter_map(|(check, holds)| holds.then_some(check))
            .collect(),
        };
        let within = match other_unit && is_value {
            true => by.within + self.rounding(at),
            false => by.within,
        };
        let mended = ["unit", "digits", "impossible"];
        let counts = !is_value || !mended.iter().any(|kind| is_at(name, kind));
        Cell {
            expected: expected(column, at),
            by: Tolerance { within, ..by },
            hard,
            counts,
        }
    }

    /// What the sender's rounding leaves of a value, in the node's unit: half of the last
    /// decimal.
    fn rounding(&self, at: usize) -> f64 {
        let test = self.clean.column("test").map(|column| column.text(at));
        let place = test.and_then(|test| self.feed.position(&test));
        let other = place.and_then(|place| self.feed.results[place].other.as_ref());
        other.map_or(0.0, |unit| 0.5 / round::scale(unit.decimals) / unit.factor)
    }
}

fn is_number(column: &Column) -> bool {
    matches!(column.kind, Kind::Number { .. } | Kind::Flag)
}

/// What stands in a cell of the clean table; times are in UTC and say so.
fn expected(column: &Column, row: usize) -> Value {
    if column.is_missing(row) {
        return Value::Missing;
    }
    match (column.values(), &column.kind) {
        (Some(values), Kind::Number { .. } | Kind::Flag) => Value::Number(values[row]),
        (_, Kind::Time { .. }) => Value::Text(column.text(row).into_owned() + "Z"),
        _ => Value::Text(column.text(row).into_owned()),
    }
}
