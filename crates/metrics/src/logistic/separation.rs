//! Separation: a combination of the columns that never speaks against an outcome.
//!
//! Then the likelihood rises for ever along that combination and no maximum exists. The
//! condition: some direction `d`, with the intercept, has `x'd >= 0` for every event and
//! `x'd <= 0` for every non-event, and not all of these are zero.

use super::design::Design;
use crate::sums::dot;

/// Whether a single column separates: exact, by comparing its extremes in the two classes.
/// It covers ties at the border, and decides alone when there is one column.
pub(super) fn by_one_column(design: &Design) -> bool {
    design.scaled.iter().any(|column| {
        let (mut event_low, mut event_high) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut other_low, mut other_high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (row, (&value, &outcome)) in column.iter().zip(design.outcomes).enumerate() {
            if design.weight(row) == 0.0 {
                continue;
            }
            // A fractional outcome is a bit of both.
            if outcome > 0.0 {
                event_low = event_low.min(value);
                event_high = event_high.max(value);
            }
            if outcome < 1.0 {
                other_low = other_low.min(value);
                other_high = other_high.max(value);
            }
        }
        event_low >= other_high || event_high <= other_low
    })
}

/// Whether this direction, or one next to it, separates.
///
/// Newton's steps turn towards a separating direction when there is one, but patients on the
/// border reach it only in the limit. So the direction is first made orthogonal to all that
/// are nearly on it; what then still separates is a proof.
pub(super) fn by_direction(design: &Design, direction: &[f64]) -> bool {
    if design.size() <= 2 {
        return by_one_column(design);
    }
    const NEARLY: f64 = 1e-6;
    const ROUNDING: f64 = 1e-12;
    let along = design.predictor(direction);
    let border = NEARLY * greatest(&along);
    let on_border = (0..along.len()).filter(|&row| along[row].abs() <= border);
    let turned = without(direction, on_border.map(|row| design.row(row)));
    let along = design.predictor(&turned);
    let rounding = ROUNDING * greatest(&along);
    rounding > 0.0
        && along.iter().zip(design.outcomes).enumerate().all(
            |(row, (&value, &outcome))| {
                let margin = if outcome >= 1.0 {
                    value
                } else if outcome <= 0.0 {
                    -value
                } else {
                    -value.abs()
                };
                design.weight(row) == 0.0 || margin >= -rounding
            },
        )
}

fn greatest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, value| value.abs().max(most))
}

/// What is left of a direction without its parts along some others, by Gram and Schmidt; zero
/// where that is mere rounding.
fn without(direction: &[f64], others: impl Iterator<Item = Vec<f64>>) -> Vec<f64> {
    const NEW: f64 = 1e-13;
    const LEFT: f64 = 1e-6;
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for mut other in others {
        let before = dot(&other, &other);
        clear(&mut other, &basis);
        let after = dot(&other, &other);
        if after > NEW * NEW * before && basis.len() < direction.len() {
            let length = after.sqrt();
            other.iter_mut().for_each(|value| *value /= length);
            basis.push(other);
        }
    }
    let mut rest = direction.to_vec();
    clear(&mut rest, &basis);
    let vanished = dot(&rest, &rest) <= LEFT * LEFT * dot(direction, direction);
    if vanished { vec![0.0; direction.len()] } else { rest }
}

/// Takes out the parts along orthonormal directions, twice to be sure of the last bits.
fn clear(vector: &mut [f64], basis: &[Vec<f64>]) {
    for along in basis.iter().chain(basis) {
        let share = dot(vector, along);
        for (value, along) in vector.iter_mut().zip(along) {
            *value -= share * along;
        }
    }
}
