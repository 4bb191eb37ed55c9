//! Sums in a fixed order: several running sums side by side, then these added up.
//!
//! The order is part of the result, and this one lets a processor add several at a time
//! without changing a bit between machines.

/// `Σ a`.
///
/// ```
/// assert_eq!(medlab_metrics::sums::sum(&[1.0, 2.0, 3.5]), 6.5);
/// ```
pub fn sum(a: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (whole, rest) = a.as_chunks::<8>();
    for a in whole {
        for lane in 0..8 {
            lanes[lane] += a[lane];
        }
    }
    rest.iter().fold(fold(lanes), |total, a| total + a)
}

/// `Σ a * b`, as far as the shorter reaches.
///
/// ```
/// assert_eq!(medlab_metrics::sums::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (a_whole, a_rest) = a.as_chunks::<8>();
    let (b_whole, b_rest) = b.as_chunks::<8>();
    for (a, b) in a_whole.iter().zip(b_whole) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest = a_rest.iter().zip(b_rest);
    rest.fold(fold(lanes), |total, (a, b)| total + a * b)
}

/// `Σ a * b` for four `b` at once, each of which reads `a` only once.
pub(crate) fn four_dots(a: &[f64], b: [&[f64]; 4]) -> [f64; 4] {
    let mut lanes = [[0.0; 4]; 4];
    let (a_whole, a_rest) = a.as_chunks::<4>();
    let chunks = b.map(|b| &b.as_chunks::<4>().0[..a_whole.len()]);
    for (index, a) in a_whole.iter().enumerate() {
        for (lanes, b) in lanes.iter_mut().zip(&chunks) {
            for lane in 0..4 {
                lanes[lane] += a[lane] * b[index][lane];
            }
        }
    }
    let done = a.len() - a_rest.len();
    core::array::from_fn(|which| {
        let [p, q, r, s] = lanes[which];
        let rest = a_rest.iter().zip(&b[which][done..]);
        rest.fold((p + r) + (q + s), |total, (a, b)| total + a * b)
    })
}

fn fold(lanes: [f64; 8]) -> f64 {
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_summed_exactly_whatever_is_left_over() {
        for length in 0..40 {
            let a: Vec<f64> = (0..length).map(f64::from).collect();
            let squares: f64 = a.iter().map(|a| a * a).sum();
            assert_eq!(sum(&a).to_bits(), a.iter().fold(0.0, |t, a| t + a).to_bits());
            assert_eq!(dot(&a, &a).to_bits(), (squares + 0.0).to_bits());
            let [first, .., last] = four_dots(&a, [&a, &a, &a, &a]);
            assert_eq!([first, last].map(f64::to_bits), [(squares + 0.0).to_bits(); 2]);
        }
    }
}
