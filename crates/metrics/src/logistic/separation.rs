//! Separation: a combination of the columns that never speaks against an outcome.
//!
//! Then the likelihood rises for ever along that combination and no maximum exists. The
//! condition: some direction `d`, with the intercept, has `x'd >= 0` for every event and
//! `x'd <= 0` for every non-event, and not all of these are zero.

use super::design::Design;

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

/// Whether this direction separates, up to rounding.
pub(super) fn by_direction(design: &Design, direction: &[f64]) -> bool {
    const ROUNDING: f64 = 1e-9;
    let along = design.predictor(direction);
    let largest = along.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    along.iter().zip(design.outcomes).enumerate().all(|(row, (&value, &outcome))| {
        let margin = if outcome >= 1.0 {
            value
        } else if outcome <= 0.0 {
            -value
        } else {
            -value.abs()
        };
        design.weight(row) == 0.0 || margin >= -ROUNDING * largest
    })
}
