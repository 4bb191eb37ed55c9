//! One local fit made directly, to hold the faster ones against: a weighted parabola by
//! orthogonal polynomials.
//!
//! As sound as a QR decomposition: each polynomial is computed at the points and made
//! orthogonal to the ones before, so nothing is squared before it is small.

use super::{Pile, tricube};

pub(super) struct Local<'a> {
    piles: &'a [Pile],
    /// Points at each pile times the tricube weight.
    weights: Vec<f64>,
    /// The polynomials of degree 0, 1 and 2 at each pile; orthogonal under the weights.
    basis: [Vec<f64>; 3],
    /// What each pile's response weighs in the curve's value, per unit of its weight, is
    /// `Σ basis * at_place`.
    at_place: [f64; 3],
}

impl<'a> Local<'a> {
    pub(super) fn new(x: f64, width: f64, piles: &'a [Pile]) -> Local<'a> {
        let place: Vec<f64> = piles.iter().map(|pile| (pile.x - x) / width).collect();
        let weights: Vec<f64> = piles
            .iter()
            .zip(&place)
            .map(|(pile, &u)| pile.count as f64 * tricube(u))
            .collect();
        let product = |a: &[f64], b: &[f64]| -> f64 {
            weights.iter().zip(a.iter().zip(b)).map(|(w, (a, b))| w * a * b).sum()
        };
        let constant = vec![1.0; piles.len()];
        let weight = product(&constant, &constant);
        let square: Vec<f64> = place.iter().map(|u| u * u).collect();
        // Beside each polynomial its value at u = 0, which is where the curve is wanted.
        let (line, line_here, line_norm) =
            orthogonal(&product, place, &[(&constant, 1.0, weight)]);
        let lower = [(&constant[..], 1.0, weight), (&line[..], line_here, line_norm)];
        let (parabola, parabola_here, parabola_norm) =
            orthogonal(&product, square, &lower);
        let norms = [weight, line_norm, parabola_norm];
        let here = [1.0, line_here, parabola_here];
        let basis = [constant, line, parabola];
        let mut at_place = [0.0; 3];
        for degree in 0..3 {
            if norms[degree] > 0.0 {
                at_place[degree] = here[degree] / norms[degree];
            }
        }
        Local { piles, weights, basis, at_place }
    }

    /// The parabola's value where it was wanted.
    pub(super) fn value(&self) -> f64 {
        let mut total = 0.0;
        for (index, pile) in self.piles.iter().enumerate() {
            total += self.share(index) / pile.count as f64 * pile.sum;
        }
        total
    }

    fn share(&self, index: usize) -> f64 {
        let [constant, line, parabola] = &self.basis;
        let [a, b, c] = self.at_place;
        self.weights[index]
            * (a * constant[index] + b * line[index] + c * parabola[index])
    }
}

/// Makes a polynomial that is 0 at the place orthogonal to lower ones, each given with its
/// value there and its squared norm. A norm that is mere rounding comes back as 0: the
/// parabola is a line here, or the line a constant.
fn orthogonal(
    product: &impl Fn(&[f64], &[f64]) -> f64,
    mut polynomial: Vec<f64>,
    lower: &[(&[f64], f64, f64)],
) -> (Vec<f64>, f64, f64) {
    let before = product(&polynomial, &polynomial);
    let mut here = 0.0;
    // Twice is enough to be orthogonal to the last bit.
    for &(other, other_here, norm) in lower.iter().chain(lower) {
        if norm > 0.0 {
            let share = product(&polynomial, other) / norm;
            for (value, other) in polynomial.iter_mut().zip(other) {
                *value -= share * other;
            }
            here -= share * other_here;
        }
    }
    let norm = product(&polynomial, &polynomial);
    (polynomial, here, if norm > 1e-28 * before { norm } else { 0.0 })
}
