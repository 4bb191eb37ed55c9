//! Binary outcomes, as trees and what is made of trees take them.

use medlab_metrics::Undefined;

use crate::{FitError, Matrix};

/// The outcomes of the rows as events, where two leaves of so many rows can be made of them.
///
/// Refused where there are no rows or no columns (`empty`), where rows and outcomes differ in
/// number (`lengths`), there are fewer rows than two leaves need (`too_few`), an outcome is
/// neither 0 nor 1 (`out_of_range`), or all are the same (`one_class`).
pub(crate) fn outcomes(
    matrix: &Matrix,
    outcomes: &[f64],
    leaf: u32,
) -> Result<Vec<bool>, FitError> {
    if matrix.rows() == 0 {
        return Err(Undefined::Empty.into());
    }
    if matrix.rows() != outcomes.len() {
        return Err(Undefined::Lengths.into());
    }
    if matrix.rows() < 2 * leaf as usize {
        return Err(Undefined::TooFew.into());
    }
    let event = |outcome: &f64| match *outcome {
        0.0 => Ok(false),
        1.0 => Ok(true),
        _ => Err(Undefined::OutOfRange),
    };
    let events: Vec<bool> = outcomes.iter().map(event).collect::<Result<_, _>>()?;
    if events.iter().all(|event| *event == events[0]) {
        return Err(Undefined::OneClass.into());
    }
    Ok(events)
}
