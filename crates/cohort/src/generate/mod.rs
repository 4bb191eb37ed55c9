//! From a dataset, a variant and a key to patients, their record and their truth.
//!
//! A patient is drawn vertex by vertex in the order of causes. Values are clipped and
//! rounded when drawn, before anything reads them, so the truth can be recomputed from
//! what is written. Gaps and faults come after: they change the record, never the patient.

mod block;
mod draw;
mod error;
mod place;
mod plan;
mod record;

pub use error::GenerationError;

pub(crate) use plan::Plan;

use std::ops::Range;

use place::Layout;

use crate::dataset::{Dataset, Variant};
use crate::expression::Expression;
use crate::key::Key;
use crate::ledger::Ledger;
use crate::table::Table;
use crate::truth::Truth;

/// Patients as recorded, and the truth about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// The record: the ID first, then every recorded column in the dataset's order.
    pub table: Table,
    /// The truth, row by row of the table.
    pub truth: Truth,
    /// Every fault in the record.
    pub ledger: Ledger,
}

impl Cohort {
    /// The first rows, with their truth and their faults.
    #[must_use]
    pub fn first(mut self, rows: usize) -> Self {
        let kept: Vec<usize> = (0..rows.min(self.table.rows())).collect();
        self.table = self.table.take(&kept);
        self.truth = self.truth.take(&kept);
        self.ledger.entries.retain(|entry| entry.row < kept.len());
        self
    }
}

/// A dataset bound to a variant, ready to make patients.
#[derive(Clone, Debug)]
pub struct Generation<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) variant: Variant,
    interventions: Vec<(String, Expression)>,
    gaps: bool,
    faults: Vec<bool>,
    /// What says how many rows each cluster has, where it is not always the same; as it
    /// is without interventions, so that the same rows can be compared.
    counts: Option<Plan>,
    pub(crate) plan: Plan,
    worlds: Vec<Plan>,
    pub(crate) rates: Vec<crate::expression::Bound>,
}

impl Dataset {
    /// Makes the rows of a range, counted from 0, as the variant and the key have them;
    /// without clusters each is a patient, else a cluster's rows stand together.
    ///
    /// A longer range from the same start begins with the same rows.
    pub fn generate(
        &self,
        variant: &Variant,
        key: &Key,
        rows: Range<u64>,
    ) -> Result<Cohort, GenerationError> {
        self.generation(variant)?.cohort(key, rows)
    }

    /// Binds the dataset to a variant.
    pub fn generation(
        &self,
        variant: &Variant,
    ) -> Result<Generation<'_>, GenerationError> {
        Generation::new(self, variant.clone(), Vec::new())
    }
}

impl<'a> Generation<'a> {
    fn new(
        dataset: &'a Dataset,
        variant: Variant,
        interventions: Vec<(String, Expression)>,
    ) -> Result<Self, GenerationError> {
        let plan = Plan::new(dataset, &variant, &interventions, None)?;
        let mut worlds = Vec::new();
        for world in &dataset.worlds {
            let mut set = interventions.clone();
            set.extend(world.set.iter().cloned());
            worlds.push(Plan::new(dataset, &variant, &set, dataset.outcome.as_deref())?);
        }
        let counted = place::counted(dataset).map(|node| &dataset.nodes[node].name);
        let counts = counted
            .map(|name| Plan::new(dataset, &variant, &[], Some(name)))
            .transpose()?;
        let rates = dataset
            .faults
            .iter()
            .map(|fault| plan::bind(dataset, &variant, &fault.rate.expression))
            .collect::<Result<_, _>>()?;
        let faults = vec![true; dataset.faults.len()];
        Ok(Self {
            dataset,
            variant,
            interventions,
            gaps: true,
            faults,
            counts,
            plan,
            worlds,
            rates,
        })
    }

    /// The same patients had a node been set: `do(node = formula)`.
    ///
    /// The noise is the same, so this gives counterfactuals. The formula may name the node
    /// itself, which is the value it would have had, and whatever does not depend on it.
    pub fn intervene(
        self,
        node: &str,
        formula: Expression,
    ) -> Result<Self, GenerationError> {
        let mut interventions = self.interventions;
        interventions.push((node.to_owned(), formula));
        let mut changed = Self::new(self.dataset, self.variant, interventions)?;
        changed.gaps = self.gaps;
        changed.faults = self.faults;
        Ok(changed)
    }

    /// The same patients with nothing missing from the record.
    #[must_use]
    pub fn without_gaps(mut self) -> Self {
        self.gaps = false;
        self
    }

    /// The same patients without any fault in the record.
    #[must_use]
    pub fn without_faults(mut self) -> Self {
        self.faults.fill(false);
        self
    }

    /// The same patients without one of the faults; an unknown name changes nothing.
    #[must_use]
    pub fn without_fault(mut self, name: &str) -> Self {
        for (on, fault) in self.faults.iter_mut().zip(&self.dataset.faults) {
            *on &= fault.name != name;
        }
        self
    }

    /// The rows of a range, counted from 0.
    pub fn cohort(&self, key: &Key, rows: Range<u64>) -> Result<Cohort, GenerationError> {
        let mut layout = Layout::new(self, key);
        layout.go_to(rows.start / self.results())?;
        self.next_cohort(key, &mut layout, rows)
    }

    /// The samples of a range, counted from 0, before a feed makes results of them: the
    /// rows of the model. Without a feed they are the cohort.
    pub fn samples(
        &self,
        key: &Key,
        samples: Range<u64>,
    ) -> Result<Cohort, GenerationError> {
        let mut layout = Layout::new(self, key);
        layout.go_to(samples.start)?;
        self.next_samples(key, &mut layout, samples.end.saturating_sub(samples.start))
    }

    /// How many rows of the record each row of the model makes, what is sent twice apart.
    fn results(&self) -> u64 {
        self.dataset.feed.as_ref().map_or(1, |feed| feed.results.len() as u64)
    }

    /// The first row, the given one or later, that begins a cluster: what comes from it on
    /// shares no cluster with what comes before.
    pub fn cluster_start(&self, key: &Key, row: u64) -> Result<u64, GenerationError> {
        let mut layout = Layout::new(self, key);
        layout.go_to(row.div_ceil(self.results()))?;
        Ok(layout.cluster_start()? * self.results())
    }

    /// The next rows of a layout.
    fn next_cohort(
        &self,
        key: &Key,
        layout: &mut Layout<'_>,
        rows: Range<u64>,
    ) -> Result<Cohort, GenerationError> {
        let (first, end) =
            (rows.start / self.results(), rows.end.div_ceil(self.results()));
        let samples = self.next_samples(key, layout, end.saturating_sub(first))?;
        match &self.dataset.feed {
            Some(feed) => crate::feed::send(self, feed, samples, rows),
            None => Ok(samples),
        }
    }

    fn next_samples(
        &self,
        key: &Key,
        layout: &mut Layout<'_>,
        rows: u64,
    ) -> Result<Cohort, GenerationError> {
        let mut recorder = record::Recorder::new(self, rows as usize);
        self.each_block(key, layout, rows, &mut |block| recorder.block(block))?;
        let mut cohort = recorder.finish();
        crate::detect::assess(self, &mut cohort)?;
        Ok(cohort)
    }

    /// The rows of a range in cohorts of at most so many rows, so that any number
    /// of them can be written in little memory.
    pub fn cohorts<'b>(
        &'b self,
        key: &'b Key,
        rows: Range<u64>,
        at_once: u64,
    ) -> impl Iterator<Item = Result<Cohort, GenerationError>> + 'b {
        // A sample's results stay together.
        let step = at_once.max(1).next_multiple_of(self.results());
        let mut layout = Layout::new(self, key);
        let mut from = rows.start;
        std::iter::from_fn(move || {
            if from >= rows.end {
                return None;
            }
            let whole = from / self.results() * self.results();
            let to = rows.end.min(whole.saturating_add(step));
            let cohort = layout
                .go_to(from / self.results())
                .and_then(|()| self.next_cohort(key, &mut layout, from..to));
            from = to;
            Some(cohort)
        })
    }
}
