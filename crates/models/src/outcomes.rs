//! Outcomes that a model can be learnt from.

use medlab_metrics::Undefined;

use crate::Matrix;

/// Refuses a matrix without rows (`empty`), another number of outcomes (`lengths`), outcomes
/// outside of 0..=1 (`out_of_range`), and only events or only others (`one_class`).
pub(crate) fn check(matrix: &Matrix, outcomes: &[f64]) -> Result<(), Undefined> {
    if matrix.rows() == 0 {
        return Err(Undefined::Empty);
    }
    if matrix.rows() != outcomes.len() {
        return Err(Undefined::Lengths);
    }
    check_alone(outcomes)
}

/// The outcomes as events, where each is 0 or 1, `out_of_range` else, and two leaves of so
/// many rows can be made of them, `too_few` else.
pub(crate) fn events(
    matrix: &Matrix,
    outcomes: &[f64],
    leaf: u32,
) -> Result<Vec<bool>, Undefined> {
    check(matrix, outcomes)?;
    if matrix.rows() < 2 * leaf as usize {
        return Err(Undefined::TooFew);
    }
    let event = |outcome: &f64| match *outcome {
        0.0 => Ok(false),
        1.0 => Ok(true),
        _ => Err(Undefined::OutOfRange),
    };
    outcomes.iter().map(event).collect()
}

/// The same as [`check`] of outcomes without a matrix.
pub(crate) fn check_alone(outcomes: &[f64]) -> Result<(), Undefined> {
    if outcomes.is_empty() {
        return Err(Undefined::Empty);
    }
    if !outcomes.iter().all(|outcome| (0.0..=1.0).contains(outcome)) {
        return Err(Undefined::OutOfRange);
    }
    let all = |what: fn(&f64) -> bool| outcomes.iter().all(what);
    if all(|outcome| *outcome <= 0.0) || all(|outcome| *outcome >= 1.0) {
        return Err(Undefined::OneClass);
    }
    Ok(())
}
