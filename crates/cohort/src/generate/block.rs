//! Patients in blocks that stay in cache.

use super::draw::Workspace;
use super::place::{Layout, Places};
use super::plan::{mask, missing_probability, probability};
use super::{Generation, GenerationError};
use crate::dataset::Per;
use crate::expression::{BLOCK, Bound};
use crate::key::Key;
use crate::sample::Stream;

/// A block of patients: every node's value, mask and probabilities.
pub(super) struct Block<'a> {
    pub(super) places: &'a Places,
    rows: usize,
    generation: &'a Generation<'a>,
    workspace: &'a Workspace,
    /// Outcome and risk in each declared world.
    pub(super) worlds: Vec<(&'a [f64], &'a [f64])>,
    /// Which faults befall which rows, fault by fault, with a second uniform number each.
    pub(super) faults: &'a [Vec<(usize, f64)>],
}

impl Block<'_> {
    pub(super) fn values(&self, node: usize) -> &[f64] {
        &self.workspace.buffers[node][..self.rows]
    }

    /// Whether each value is on record; none where all are.
    pub(super) fn known(&self, node: usize) -> Option<&[f64]> {
        let dataset = self.generation.dataset;
        dataset.nodes[node].missing.as_ref()?;
        self.generation
            .gaps
            .then(|| &self.workspace.buffers[mask(dataset, node)][..self.rows])
    }

    pub(super) fn missing_probability(&self, node: usize) -> &[f64] {
        let buffer = missing_probability(self.generation.dataset, node);
        &self.workspace.buffers[buffer][..self.rows]
    }

    pub(super) fn probability(&self, node: usize) -> &[f64] {
        let buffer = probability(self.generation.dataset, node);
        &self.workspace.buffers[buffer][..self.rows]
    }
}

impl Generation<'_> {
    /// Draws the next rows of a layout, block by block.
    pub(super) fn each_block(
        &self,
        key: &Key,
        layout: &mut Layout<'_>,
        rows: u64,
        take: &mut dyn FnMut(&Block<'_>),
    ) -> Result<(), GenerationError> {
        let dataset = self.dataset;
        let mut workspace = Workspace::new(dataset, &self.plan, key);
        let mut worlds: Vec<Workspace> =
            self.worlds.iter().map(|plan| Workspace::new(dataset, plan, key)).collect();
        let mut chances: Vec<[Stream; 2]> = dataset
            .faults
            .iter()
            .map(|fault| {
                let label = format!("fault:{}", fault.name);
                [label.clone(), format!("{label}:which")]
                    .map(|label| Stream::new(&key.derive(&label)))
            })
            .collect();
        let outcome = dataset.outcome.as_deref().and_then(|name| dataset.position(name));
        let mut left = rows;
        while left > 0 {
            let rows = left.min(BLOCK as u64) as usize;
            let places = layout.take(rows)?;
            self.plan.draw(dataset, &mut workspace, &places)?;
            for (plan, world) in self.worlds.iter().zip(&mut worlds) {
                plan.draw(dataset, world, &places)?;
            }
            let mut faults = Vec::with_capacity(dataset.faults.len());
            for (index, rate) in self.rates.iter().enumerate() {
                let streams = &mut chances[index];
                faults.push(self.befallen(
                    index,
                    rate,
                    streams,
                    &mut workspace,
                    &places,
                )?);
            }
            let worlds = match outcome {
                Some(outcome) => worlds
                    .iter()
                    .map(|world| {
                        let risk = &world.buffers[probability(dataset, outcome)][..rows];
                        (&world.buffers[outcome][..rows], risk)
                    })
                    .collect(),
                None => Vec::new(),
            };
            take(&Block {
                places: &places,
                rows,
                generation: self,
                workspace: &workspace,
                worlds,
                faults: &faults,
            });
            left -= rows as u64;
        }
        Ok(())
    }

    /// The rows that a fault befalls, each with a uniform number for what else is chance.
    fn befallen(
        &self,
        index: usize,
        rate: &Bound,
        [stream, which]: &mut [Stream; 2],
        workspace: &mut Workspace,
        places: &Places,
    ) -> Result<Vec<(usize, f64)>, GenerationError> {
        if !self.faults[index] {
            return Ok(Vec::new());
        }
        let rows = places.count();
        let mut rates = vec![0.0; rows];
        rate.evaluate(&workspace.buffers, &mut workspace.scratch, &mut rates);
        if let Some(row) = rates.iter().position(|rate| !(0.0..=1.0).contains(rate)) {
            return Err(GenerationError::Rate {
                fault: self.dataset.faults[index].name.clone(),
                found: rates[row],
                patient: places.first + row as u64,
            });
        }
        let (mut uniforms, mut more) = (vec![0.0; rows], vec![0.0; rows]);
        places.uniforms(stream, Per::Row, &mut uniforms);
        places.uniforms(which, Per::Row, &mut more);
        let hit = |row: &usize| uniforms[*row] < rates[*row];
        Ok((0..rows).filter(hit).map(|row| (row, more[row])).collect())
    }
}
