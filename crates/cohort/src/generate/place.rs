//! Places: of which cluster each row is, and the how manieth of it.
//!
//! Each cluster has room for as many rows as any can have, so the words that a row draws
//! depend on no other's. Without clusters each row is a cluster of one. What is per cluster
//! is drawn in each of its rows, from one word and the same causes, so it is the same.

use super::draw::Workspace;
use super::{Generation, GenerationError, Plan};
use crate::dataset::{Dataset, Per, RowCount};
use crate::expression::BLOCK;
use crate::key::Key;
use crate::sample::Stream;

/// The places of a block of rows, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// The first row, counted from 0 through the cohort.
    pub(crate) first: u64,
    /// Each row's cluster, from 0.
    pub(crate) clusters: Vec<u64>,
    /// The number of each row in its cluster, from 0.
    pub(crate) numbers: Vec<u64>,
    room: u64,
}

/// Where in a cohort the next row is.
pub(crate) struct Layout<'a> {
    dataset: &'a Dataset,
    plan: Option<&'a Plan>,
    workspace: Workspace,
    /// How many rows some clusters have, and the first of these clusters.
    counts: (u64, Vec<u64>),
    row: u64,
    cluster: u64,
    number: u64,
}

impl Places {
    /// How many rows.
    pub(crate) fn count(&self) -> usize {
        self.clusters.len()
    }

    /// The uniform number of each row; those of a cluster have one between them where it
    /// is drawn per cluster.
    pub(crate) fn uniforms(&self, stream: &mut Stream, per: Per, out: &mut [f64]) {
        let word = |row: usize| match per {
            Per::Row => self.clusters[row] * self.room + self.numbers[row],
            Per::Cluster => self.clusters[row],
        };
        let mut from = 0;
        while from < out.len() {
            // Words side by side are read at once; those that stand twice are copied.
            let start = word(from);
            let run = (from..out.len())
                .take_while(|row| word(*row) == start + (*row - from) as u64)
                .count();
            stream.uniforms(start, &mut out[from..from + run]);
            from += run;
            while from < out.len() && word(from) == word(from - 1) {
                out[from] = out[from - 1];
                from += 1;
            }
        }
    }
}

impl<'a> Layout<'a> {
    /// The rows of a cohort from its first on.
    pub(crate) fn new(generation: &'a Generation<'_>, key: &Key) -> Self {
        let dataset = generation.dataset;
        let plan = generation.counts.as_ref();
        let none = Plan { steps: Vec::new() };
        Self {
            dataset,
            plan,
            workspace: Workspace::new(dataset, plan.unwrap_or(&none), key),
            counts: (0, Vec::new()),
            row: 0,
            cluster: 0,
            number: 0,
        }
    }

    /// Goes on to a row, which is not before the next.
    pub(crate) fn go_to(&mut self, row: u64) -> Result<(), GenerationError> {
        if self.plan.is_none() {
            let room = self.dataset.room();
            (self.row, self.cluster, self.number) = (row, row / room, row % room);
            return Ok(());
        }
        while self.row < row {
            let left = self.rows_of(self.cluster)? - self.number;
            let step = left.min(row - self.row);
            self.advance(step, left);
        }
        Ok(())
    }

    /// The next rows.
    pub(crate) fn take(&mut self, count: usize) -> Result<Places, GenerationError> {
        let mut places =
            Places { first: self.row, room: self.dataset.room(), ..Default::default() };
        while places.count() < count {
            let left = self.rows_of(self.cluster)? - self.number;
            let step = left.min((count - places.count()) as u64);
            for number in self.number..self.number + step {
                places.clusters.push(self.cluster);
                places.numbers.push(number);
            }
            self.advance(step, left);
        }
        Ok(places)
    }

    /// The first row, this one or later, that begins a cluster.
    pub(crate) fn cluster_start(&mut self) -> Result<u64, GenerationError> {
        match self.number {
            0 => Ok(self.row),
            number => Ok(self.row + self.rows_of(self.cluster)? - number),
        }
    }

    fn advance(&mut self, step: u64, left: u64) {
        self.row += step;
        self.number += step;
        if step == left {
            self.cluster += 1;
            self.number = 0;
        }
    }

    /// How many rows a cluster has.
    fn rows_of(&mut self, cluster: u64) -> Result<u64, GenerationError> {
        let Some(plan) = self.plan else { return Ok(self.dataset.room()) };
        let (first, counts) = &self.counts;
        let known = cluster.checked_sub(*first).and_then(|at| counts.get(at as usize));
        if let Some(count) = known {
            return Ok(*count);
        }
        let places = Places {
            first: cluster,
            clusters: (cluster..cluster + BLOCK as u64).collect(),
            numbers: vec![0; BLOCK],
            room: self.dataset.room(),
        };
        plan.draw(self.dataset, &mut self.workspace, &places)?;
        let values = &self.workspace.buffers[counted(self.dataset).unwrap_or_default()];
        if let Some(at) = values.iter().position(|rows| rows.is_nan()) {
            return Err(GenerationError::Rows { cluster: cluster + at as u64 });
        }
        self.counts = (cluster, values.iter().map(|rows| *rows as u64).collect());
        Ok(self.counts.1[0])
    }
}

/// The node that says how many rows a cluster has, where it is not always the same.
pub(super) fn counted(dataset: &Dataset) -> Option<usize> {
    match &dataset.cluster.as_ref()?.rows {
        RowCount::Always(_) => None,
        RowCount::Node { name, .. } => dataset.position(name),
    }
}
