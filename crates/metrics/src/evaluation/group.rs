//! A group of patients, as reported: the measures that make sense of a part.

use super::at_threshold::at_thresholds;
use super::{AtThreshold, Calibration, Request};
use crate::auroc::auroc;
use crate::calibration::Logits;
use crate::estimate::Estimate;
use crate::predictions::Predictions;
use crate::ranking::Ranking;
use crate::threshold::Counts;
use crate::undefined::Undefined;

/// The measures of one group of patients.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The column that groups.
    pub column: String,
    /// The group's value; may be empty.
    pub value: String,
    /// Patients of the group.
    pub n: usize,
    /// Of these with the event.
    pub events: usize,
    /// See [`auroc`].
    pub auroc: Result<Estimate, Undefined>,
    /// Calibration as three numbers.
    pub calibration: Calibration,
    /// One entry for each threshold asked for.
    pub thresholds: Vec<AtThreshold>,
}

pub(super) fn groups(
    predictions: &Predictions,
    request: &Request,
) -> Result<Vec<Group>, Undefined> {
    let mut groups = Vec::new();
    for grouping in request.groups {
        for (value, rows) in grouping.rows() {
            let outcomes: Vec<bool> =
                rows.iter().map(|&row| predictions.outcomes()[row as usize]).collect();
            let risks: Vec<f64> =
                rows.iter().map(|&row| predictions.risks()[row as usize]).collect();
            let of_group =
                Predictions::new(&outcomes, &risks).map_err(|_| Undefined::Empty)?;
            let counts =
                Counts::over(&Ranking::new(&outcomes, &risks), request.thresholds);
            groups.push(Group {
                column: grouping.column.to_owned(),
                value: value.to_owned(),
                n: of_group.len(),
                events: of_group.events(),
                auroc: auroc(&of_group),
                calibration: Calibration::of(&of_group, &Logits::of(&risks)),
                thresholds: at_thresholds(request.thresholds, &counts)?,
            });
        }
    }
    Ok(groups)
}
