//! Sums in a fixed order: eight running sums side by side, then these added up.
//!
//! The order is part of the result, and this one lets a processor add several at a time
//! without changing a bit between machines.

const LANES: usize = 8;

/// `Σ a * b`.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (a_whole, a_rest) = a.as_chunks::<LANES>();
    let (b_whole, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a_whole.iter().zip(b_whole) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let mut total = fold(lanes);
    for (a, b) in a_rest.iter().zip(b_rest) {
        total += a * b;
    }
    total
}

fn fold(lanes: [f64; LANES]) -> f64 {
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
}
