//! The record: what of a block is written, with gaps and faults, and the truth beside it.

use super::block::Block;
use super::{Cohort, Generation};
use crate::column::{Cells, Column, Kind, Missing};
use crate::dataset::{FaultKind, Id, Node};
use crate::ledger::{Entry, Ledger};
use crate::table::Table;
use crate::truth::{PotentialOutcome, Truth};
use crate::{round, time};

/// The reason of a cell whose formula has nothing to go by.
const NOT_CALCULABLE: &str = "not calculable";

/// Gathers blocks into a cohort.
pub(super) struct Recorder<'a> {
    generation: &'a Generation<'a>,
    outcome: Option<usize>,
    rows: Vec<u64>,
    clusters: Vec<u64>,
    columns: Vec<(usize, Column)>,
    truth: Truth,
    entries: Vec<Entry>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(generation: &'a Generation<'a>, rows: usize) -> Self {
        let dataset = generation.dataset;
        // More rows than this get their room as they come.
        let rows = rows.min(1 << 20);
        let mut truth = Truth::default();
        let mut columns = Vec::new();
        for (position, node) in dataset.nodes.iter().enumerate() {
            if node.hidden {
                truth.latent.push(column(node, rows));
                continue;
            }
            let mut recorded = column(node, rows);
            recorded.missing.reasons = reasons(node);
            columns.push((position, recorded));
            if dataset.can_be_masked(node) {
                truth.unmasked.push(column(node, rows));
            }
            if node.missing.is_some() {
                let exact = Kind::Number { decimals: None };
                let chance =
                    Column::values_of(&node.name, exact, Vec::with_capacity(rows));
                truth.missing_probability.push(chance.in_unit("1"));
            }
        }
        truth.worlds = dataset
            .worlds
            .iter()
            .map(|world| PotentialOutcome {
                world: world.name.clone(),
                ..Default::default()
            })
            .collect();
        let outcome = dataset.outcome.as_deref().and_then(|name| dataset.position(name));
        Self {
            generation,
            outcome,
            rows: Vec::with_capacity(rows),
            clusters: Vec::with_capacity(rows),
            columns,
            truth,
            entries: Vec::new(),
        }
    }

    /// Adds a block.
    pub(super) fn block(&mut self, block: &Block<'_>) {
        let dataset = self.generation.dataset;
        let before = self.rows.len();
        let places = block.places;
        self.rows.extend((0..places.count() as u64).map(|row| places.first + row));
        self.clusters.extend(&places.clusters);
        for (position, column) in &mut self.columns {
            record(column, block.values(*position), block.known(*position));
        }
        for column in self.truth.latent.iter_mut().chain(&mut self.truth.unmasked) {
            if let Some(position) = dataset.position(&column.name) {
                extend(column, block.values(position));
            }
        }
        for column in &mut self.truth.missing_probability {
            if let Some(position) = dataset.position(&column.name) {
                extend(column, block.missing_probability(position));
            }
        }
        if let Some(outcome) = self.outcome {
            self.truth.ideal.extend_from_slice(block.probability(outcome));
        }
        for (world, (outcome, risk)) in self.truth.worlds.iter_mut().zip(&block.worlds) {
            world.outcome.extend_from_slice(outcome);
            world.risk.extend_from_slice(risk);
        }
        for (index, rows) in block.faults.iter().enumerate() {
            for (row, uniform) in rows {
                self.fault(index, before + row, *uniform);
            }
        }
    }

    /// Puts a fault into the record, where there is something to spoil.
    fn fault(&mut self, index: usize, row: usize, uniform: f64) {
        let dataset = self.generation.dataset;
        let fault = &dataset.faults[index];
        let mut entry = Entry {
            row,
            id: dataset.id.text(self.rows[row]),
            column: fault.column.clone(),
            kind: fault.kind.name(),
            fault: fault.name.clone(),
            true_value: None,
            recorded: None,
            posterior: 1.0,
        };
        if let Some(name) = &fault.column {
            // One cell has one fault: the first declared.
            let taken = |e: &Entry| e.row == row && e.column.as_ref() == Some(name);
            if self.entries.iter().rev().any(taken) {
                return;
            }
            let Some((_, column)) =
                self.columns.iter_mut().find(|(_, c)| c.name == *name)
            else {
                return;
            };
            let decimals = match column.kind {
                Kind::Number { decimals: Some(decimals) } => decimals,
                Kind::Time { .. } => 0,
                _ => return,
            };
            let Cells::Values(values) = &mut column.cells else { return };
            let truth = values[row];
            let Some(spoiled) = spoil(fault.kind, truth, decimals, uniform) else {
                return;
            };
            entry.true_value = Some(truth);
            match spoiled {
                Spoiled::Value(value) => {
                    values[row] = value;
                    entry.recorded = Some(value);
                }
                Spoiled::Lost => values[row] = f64::NAN,
                // The cell itself stays as it was.
                Spoiled::Beside(value) => entry.recorded = Some(value),
                Spoiled::Not => {}
            }
        }
        self.entries.push(entry);
    }

    /// The cohort; rows that are written twice come right after the first.
    pub(super) fn finish(mut self) -> Cohort {
        let dataset = self.generation.dataset;
        let mut columns = vec![names(&dataset.id, &self.rows)];
        columns.extend(dataset.cluster.iter().map(|c| names(&c.id, &self.clusters)));
        columns.extend(self.columns.into_iter().map(|(_, column)| column));
        // Names are different, as the dataset's reader saw to.
        let mut table = Table::new(columns).unwrap_or_default();
        self.truth.rows = self.rows;
        self.truth.clusters = self.clusters;
        self.entries.sort_by_key(|entry| entry.row);
        let twice: Vec<usize> = {
            let mut rows: Vec<usize> = self
                .entries
                .iter()
                .filter(|e| e.column.is_none())
                .map(|e| e.row)
                .collect();
            rows.dedup();
            rows
        };
        if !twice.is_empty() {
            let rows = with_repeats(table.rows(), &twice);
            table = table.take(&rows);
            self.truth = self.truth.take(&rows);
            for entry in &mut self.entries {
                let earlier = twice.partition_point(|row| *row < entry.row);
                // The second writing is the fault, not the first.
                entry.row += earlier + usize::from(entry.column.is_none());
            }
            self.entries.sort_by_key(|entry| entry.row);
        }
        Cohort { table, truth: self.truth, ledger: Ledger { entries: self.entries } }
    }
}

/// A column of IDs.
fn names(id: &Id, places: &[u64]) -> Column {
    let texts = places.iter().map(|place| id.text(*place)).collect();
    let mut column = Column::texts_of(&id.name, texts);
    column.label = id.name.replace('_', " ");
    column
}

fn column(node: &Node, rows: usize) -> Column {
    let mut column =
        Column::values_of(&node.name, node.kind.clone(), Vec::with_capacity(rows));
    column.label.clone_from(&node.label);
    column.unit.clone_from(&node.unit);
    column
}

fn reasons(node: &Node) -> Vec<String> {
    let declared = node.missing.as_ref().map(|missing| missing.reason.clone());
    vec![declared.unwrap_or_default(), NOT_CALCULABLE.to_owned()]
}

fn extend(column: &mut Column, more: &[f64]) {
    if let Cells::Values(values) = &mut column.cells {
        values.extend_from_slice(more);
    }
}

/// Appends cells to a recorded column, empty where they are not on record.
fn record(column: &mut Column, more: &[f64], known: Option<&[f64]>) {
    let Cells::Values(values) = &mut column.cells else { return };
    let before = values.len();
    values.extend_from_slice(more);
    let blank = more.iter().any(|value| value.is_nan());
    if let Some(known) = known {
        for (value, known) in values[before..].iter_mut().zip(known) {
            if *known < 0.5 {
                *value = f64::NAN;
            }
        }
    }
    if known.is_none() && !blank && column.missing.rows.is_empty() {
        return;
    }
    let Missing { rows, .. } = &mut column.missing;
    rows.resize(before, 0);
    rows.extend(values[before..].iter().zip(more).map(|(recorded, value)| {
        if value.is_nan() { 2 } else { u8::from(recorded.is_nan()) }
    }));
}

/// What a fault makes of a cell.
enum Spoiled {
    /// Another value.
    Value(f64),
    /// No value.
    Lost,
    /// What it was, with another value sent before.
    Beside(f64),
    /// What it was: something else about it is wrong.
    Not,
}

/// What a fault makes of a value; none where there is no value or no change.
fn spoil(kind: FaultKind, value: f64, decimals: u32, uniform: f64) -> Option<Spoiled> {
    if value.is_nan() {
        return None;
    }
    let spoiled = match kind {
        FaultKind::Unit { factor, decimals: written } => {
            round::to(value * factor, written.unwrap_or(decimals))
        }
        FaultKind::Impossible { value } => value,
        FaultKind::Sign => round::to(-value, decimals),
        FaultKind::Digits => {
            let swaps = crate::digits::swaps(value, decimals);
            *swaps.get((uniform * swaps.len() as f64) as usize)?
        }
        FaultKind::Zone { hours } => time::to_minute(value + hours),
        FaultKind::Lost => return Some(Spoiled::Lost),
        FaultKind::Resent | FaultKind::Code { .. } => return Some(Spoiled::Not),
        FaultKind::Preliminary { spread } => {
            let share = 1.0 + spread * (2.0 * uniform - 1.0);
            return Some(Spoiled::Beside(round::to(value * share, decimals)));
        }
        FaultKind::Duplicate => return None,
    };
    ((spoiled - value).abs() > 0.0).then_some(Spoiled::Value(spoiled))
}

/// Every row, and those of a sorted list twice.
fn with_repeats(rows: usize, twice: &[usize]) -> Vec<usize> {
    let mut all = Vec::with_capacity(rows + twice.len());
    let mut next = twice.iter().peekable();
    for row in 0..rows {
        all.push(row);
        if next.next_if(|twice| **twice == row).is_some() {
            all.push(row);
        }
    }
    all
}
