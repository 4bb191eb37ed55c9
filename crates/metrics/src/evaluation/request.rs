//! A request: what a report of predictions is to hold beside the measures of the whole.

use std::collections::BTreeMap;

use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// What to report beside the measures of the whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// Thresholds strictly between 0 and 1, in the order of the report.
    pub thresholds: &'a [f64],
    /// Columns by which patients are grouped, in the order of the report.
    pub groups: &'a [Grouping<'a>],
    /// For each row the number of its patient, when patients have several rows: intervals
    /// then come from a bootstrap that draws patients.
    pub clusters: Option<&'a [u32]>,
}

/// A column that groups patients.
#[derive(Debug, Clone, Copy)]
pub struct Grouping<'a> {
    /// The column's name.
    pub column: &'a str,
    /// Its value for each patient.
    pub values: &'a [&'a str],
}

impl Request<'_> {
    pub(super) fn check(&self, predictions: &Predictions) -> Result<(), Undefined> {
        if !predictions.has_both_classes() {
            return Err(Undefined::OneClass);
        }
        if !self.thresholds.iter().all(|&t| 0.0 < t && t < 1.0) {
            return Err(Undefined::OutOfRange);
        }
        let of_groups = self.groups.iter().map(|grouping| grouping.values.len());
        let mut lengths = of_groups.chain(self.clusters.map(<[u32]>::len));
        if lengths.any(|length| length != predictions.len()) {
            return Err(Undefined::Lengths);
        }
        Ok(())
    }
}

impl<'a> Grouping<'a> {
    /// The rows of each value, values in order.
    pub(super) fn rows(&self) -> BTreeMap<&'a str, Vec<u32>> {
        let mut rows: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (row, value) in (0..).zip(self.values) {
            rows.entry(value).or_default().push(row);
        }
        rows
    }
}
