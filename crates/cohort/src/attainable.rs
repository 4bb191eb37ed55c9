//! The attainable risk: the best that the visible columns allow at the prediction time.
//!
//! It is E[true risk | what is on record by then], gaps included: which values are missing
//! says something too. Faults are undone first: this is what a reader of a clean record
//! could know.

use std::collections::{BTreeMap, BTreeSet};

pub use crate::conditioning::Method;
use crate::conditioning::{Model, Observed, Rows, Wanted, estimate};
use crate::dataset::{Dataset, Variant, Vertex};
use crate::generate::{Cohort, GenerationError};

/// The attainable risk of every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Attainable {
    /// The risk, row by row; empty in a dataset without an outcome.
    pub risk: Vec<f64>,
    /// How far it may be off: the root mean square by which half as many points differ.
    pub error: f64,
    /// How the sum over what is hidden was made, for the rows where it is hardest.
    pub method: Method,
}

impl Cohort {
    /// The attainable risk of every row of a cohort that this dataset and variant made,
    /// with its gaps and without interventions.
    pub fn attainable(
        &self,
        dataset: &Dataset,
        variant: &Variant,
    ) -> Result<Attainable, GenerationError> {
        let mut attainable =
            Attainable { risk: Vec::new(), error: 0.0, method: Method::Exact };
        let outcome = dataset.outcome.as_deref().and_then(|name| dataset.position(name));
        let Some(outcome) = outcome else { return Ok(attainable) };
        let all: Vec<usize> = (0..self.table.rows()).collect();
        let rows = Rows::of(dataset, self, &all);
        attainable.risk.resize(rows.count, f64::NAN);
        let mut squares = 0.0;
        for (unrecorded, members) in patterns(dataset, &rows) {
            let observed = Observed(observed_in_time(dataset, &unrecorded));
            let wanted = Wanted::Probability(outcome);
            let model = Model::new(dataset, variant, &observed, &unrecorded, wanted)?;
            let estimates = estimate(&model, &rows.take(&members));
            for (row, risk) in members.iter().zip(&estimates.means) {
                attainable.risk[*row] = *risk;
            }
            squares += estimates.error * estimates.error * members.len() as f64;
            attainable.method = attainable.method.max(estimates.method);
        }
        attainable.error = (squares / rows.count.max(1) as f64).sqrt();
        Ok(attainable)
    }
}

/// The rows by which columns, of those known in time, are not on record.
fn patterns(dataset: &Dataset, rows: &Rows) -> BTreeMap<BTreeSet<usize>, Vec<usize>> {
    let gappy: Vec<usize> = (0..dataset.nodes.len())
        .filter(|node| dataset.nodes[*node].missing.is_some())
        .filter(|node| dataset.nodes[*node].is_known_in_time())
        .collect();
    let mut patterns: BTreeMap<BTreeSet<usize>, Vec<usize>> = BTreeMap::new();
    for row in 0..rows.count {
        let unrecorded =
            gappy.iter().copied().filter(|node| rows.masks[*node][row] < 0.5).collect();
        patterns.entry(unrecorded).or_default().push(row);
    }
    patterns
}

/// What is observed of a row at the prediction time.
fn observed_in_time(dataset: &Dataset, unrecorded: &BTreeSet<usize>) -> BTreeSet<Vertex> {
    let mut observed = BTreeSet::new();
    for (position, node) in dataset.nodes.iter().enumerate() {
        if !node.is_known_in_time() {
            continue;
        }
        if node.missing.is_some() {
            observed.insert(Vertex::Known(position));
        }
        if !unrecorded.contains(&position) {
            observed.insert(Vertex::Value(position));
        }
    }
    observed
}
