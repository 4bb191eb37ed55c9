//! What an expectation needs of its input, checked once at each door.

use crate::undefined::Undefined;

/// Accepts true and predicted risks of the same patients, at least one, each from 0 to 1.
pub(super) fn risks(truth: &[f64], predicted: &[f64]) -> Result<(), Undefined> {
    if truth.len() != predicted.len() {
        return Err(Undefined::Lengths);
    }
    if truth.is_empty() {
        return Err(Undefined::Empty);
    }
    for risk in truth.iter().chain(predicted) {
        if !risk.is_finite() {
            return Err(Undefined::NotFinite);
        }
        if !(0.0..=1.0).contains(risk) {
            return Err(Undefined::OutOfRange);
        }
    }
    Ok(())
}

/// Accepts a threshold strictly between 0 and 1.
pub(super) fn threshold(threshold: f64) -> Result<(), Undefined> {
    if threshold > 0.0 && threshold < 1.0 { Ok(()) } else { Err(Undefined::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_named() {
        assert_eq!(risks(&[], &[]), Err(Undefined::Empty));
        assert_eq!(risks(&[0.1], &[]), Err(Undefined::Lengths));
        assert_eq!(risks(&[f64::NAN], &[0.1]), Err(Undefined::NotFinite));
        assert_eq!(risks(&[0.1], &[f64::INFINITY]), Err(Undefined::NotFinite));
        assert_eq!(risks(&[1.1], &[0.1]), Err(Undefined::OutOfRange));
        assert_eq!(risks(&[0.1], &[-0.1]), Err(Undefined::OutOfRange));
        assert_eq!(risks(&[0.0, 1.0], &[1.0, 0.0]), Ok(()));
        for outside in [0.0, 1.0, -0.1, f64::NAN] {
            assert_eq!(threshold(outside), Err(Undefined::OutOfRange));
        }
        assert_eq!(threshold(0.1), Ok(()));
    }
}
