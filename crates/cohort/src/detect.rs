//! Whether a fault can be seen: the probability that a cell is at fault, to a reader who
//! knows how patients come about and how often which fault happens.
//!
//! The reader sees everything on record in the row, later columns too, and takes the other
//! cells as right. Each way in which the cell can have come about is a row with the value
//! that would then be true; what the rows' probabilities say is Bayes' rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::conditioning::{Model, Observed, Rows, Wanted, estimate};
use crate::dataset::{Dataset, Fault, FaultKind, Vertex};
use crate::digits::swaps;
use crate::expression::Scratch;
use crate::generate::{Cohort, Generation, GenerationError};
use crate::ledger::Entry;
use crate::{round, time};

/// A value that may be the true one: by which fault it became what stands there, if any.
struct Candidate {
    entry: usize,
    row: usize,
    value: f64,
    /// The probability that what stands there comes of it: that of the fault and of its
    /// doing just this.
    weight: f64,
    is_fault: bool,
}

/// Fills in the posterior of every fault in a cohort's ledger.
pub(crate) fn assess(
    generation: &Generation<'_>,
    cohort: &mut Cohort,
) -> Result<(), GenerationError> {
    let dataset = generation.dataset;
    // Which candidates are of the same column and have the same gaps.
    let mut groups: BTreeMap<(usize, BTreeSet<usize>), Vec<Candidate>> = BTreeMap::new();
    let cells: Vec<(usize, usize, usize, f64)> = cohort
        .ledger
        .entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let node = dataset.position(entry.column.as_deref()?)?;
            let fault = dataset.faults.iter().find(|fault| fault.name == entry.fault)?;
            let value = entry.recorded.filter(|_| fault.kind.changes_value())?;
            Some((index, entry.row, node, value))
        })
        .collect();
    if cells.is_empty() {
        return Ok(());
    }
    let faulty: Vec<usize> = cells.iter().map(|(_, row, ..)| *row).collect();
    let rows = Rows::of(dataset, cohort, &faulty);
    let rates = rates(generation, &rows);
    let lost = lost(dataset, cohort);
    for (row, (entry, _, node, recorded)) in cells.iter().enumerate() {
        let gaps = (0..dataset.nodes.len())
            .filter(|gap| {
                rows.masks[*gap].get(row).is_some_and(|known| *known < 0.5)
                    || lost.contains(&(faulty[row], *gap))
            })
            .collect();
        let decimals = dataset.nodes[*node].decimals().unwrap_or(0);
        let name = &dataset.nodes[*node].name;
        let group = groups.entry((*node, gaps)).or_default();
        let mut sound = 1.0;
        for (fault, rates) in dataset.faults.iter().zip(&rates) {
            if fault.column.as_ref() != Some(name) || !fault.kind.changes_value() {
                continue;
            }
            sound -= rates[row];
            for (value, share) in origins(fault, *recorded, decimals) {
                let weight = rates[row] * share;
                group.push(Candidate {
                    entry: *entry,
                    row,
                    value,
                    weight,
                    is_fault: true,
                });
            }
        }
        let weight = sound.max(0.0);
        let value = *recorded;
        group.push(Candidate { entry: *entry, row, value, weight, is_fault: false });
    }
    for ((node, gaps), candidates) in groups {
        for (entry, posterior) in posteriors(generation, &rows, node, &gaps, &candidates)?
        {
            cohort.ledger.entries[entry].posterior = posterior;
        }
    }
    Ok(())
}

/// The posterior of each entry in a group.
fn posteriors(
    generation: &Generation<'_>,
    rows: &Rows,
    node: usize,
    gaps: &BTreeSet<usize>,
    candidates: &[Candidate],
) -> Result<Vec<(usize, f64)>, GenerationError> {
    let dataset = generation.dataset;
    let mut observed = BTreeSet::new();
    for (position, other) in dataset.nodes.iter().enumerate() {
        if other.hidden {
            continue;
        }
        if other.missing.is_some() {
            observed.insert(Vertex::Known(position));
        }
        if !gaps.contains(&position) {
            observed.insert(Vertex::Value(position));
        }
    }
    let wanted = Wanted::Evidence(node);
    let variant = &generation.variant;
    let model = Model::new(dataset, variant, &Observed(observed), gaps, wanted)?;
    let order: Vec<usize> = candidates.iter().map(|candidate| candidate.row).collect();
    let mut rows = rows.take(&order);
    rows.values[node] = candidates.iter().map(|candidate| candidate.value).collect();
    let evidence = estimate(&model, &rows).evidence;
    let mut found = Vec::new();
    let mut from = 0;
    while from < candidates.len() {
        let entry = candidates[from].entry;
        let count = candidates[from..].iter().take_while(|c| c.entry == entry).count();
        let range = from..from + count;
        let largest =
            evidence[range.clone()].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut fault, mut all) = (0.0, 0.0);
        for (candidate, log) in candidates[range.clone()].iter().zip(&evidence[range]) {
            let weight = candidate.weight * libm::exp(log - largest);
            all += weight;
            fault += if candidate.is_fault { weight } else { 0.0 };
        }
        // What no patient could have is at fault, whatever it came of.
        found.push((entry, if all > 0.0 { fault / all } else { 1.0 }));
        from += count;
    }
    Ok(found)
}

/// The values from which a fault makes what is recorded, each with the share of its
/// faults that do.
fn origins(fault: &Fault, recorded: f64, decimals: u32) -> Vec<(f64, f64)> {
    let same = |value: f64| (value - recorded).abs() <= 0.0;
    match fault.kind {
        FaultKind::Unit { factor, decimals: written } => {
            let scale = round::scale(decimals);
            let written = written.unwrap_or(decimals);
            let half = 0.5 / round::scale(written);
            let first = ((recorded - half) / factor * scale).floor();
            let last = ((recorded + half) / factor * scale).ceil();
            let count = (last - first).clamp(0.0, 1000.0) as usize;
            (0..=count)
                .map(|k| round::to((first + k as f64) / scale, decimals))
                .filter(|value| same(round::to(value * factor, written)) && !same(*value))
                .map(|value| (value, 1.0))
                .collect()
        }
        FaultKind::Zone { hours } => vec![(time::to_minute(recorded - hours), 1.0)],
        FaultKind::Sign => vec![(round::to(-recorded, decimals), 1.0)],
        FaultKind::Digits => swaps(recorded, decimals)
            .into_iter()
            .map(|value| {
                let others = swaps(value, decimals);
                let hits = others.iter().filter(|other| same(**other)).count();
                (value, hits as f64 / others.len().max(1) as f64)
            })
            .collect(),
        // Outside the range, so no sound value contends with it.
        FaultKind::Impossible { .. }
        | FaultKind::Duplicate
        | FaultKind::Resent
        | FaultKind::Preliminary { .. }
        | FaultKind::Lost
        | FaultKind::Code { .. } => Vec::new(),
    }
}

/// The cells that were lost: measured, and not on record.
fn lost(dataset: &Dataset, cohort: &Cohort) -> BTreeSet<(usize, usize)> {
    let lost = |entry: &Entry| {
        let fault = dataset.faults.iter().find(|fault| fault.name == entry.fault)?;
        let node = dataset.position(entry.column.as_deref()?)?;
        (fault.kind == FaultKind::Lost).then_some((entry.row, node))
    };
    cohort.ledger.entries.iter().filter_map(lost).collect()
}

/// Each fault's rate in each row.
fn rates(generation: &Generation<'_>, rows: &Rows) -> Vec<Vec<f64>> {
    let columns: Vec<&[f64]> =
        rows.values.iter().chain(&rows.masks).map(Vec::as_slice).collect();
    let mut scratch = Scratch::default();
    generation
        .rates
        .iter()
        .map(|rate| {
            let mut rates = vec![0.0; rows.count];
            let block = crate::expression::BLOCK;
            for (index, out) in rates.chunks_mut(block).enumerate() {
                let from = index * block;
                let slices: Vec<&[f64]> = columns
                    .iter()
                    .map(|c| c.get(from..from + out.len()).unwrap_or(&[]))
                    .collect();
                rate.evaluate(&slices, &mut scratch, out);
            }
            rates
        })
        .collect()
}
