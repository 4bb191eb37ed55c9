//! Weighted sums over parts of a neighbourhood, and the local fit that follows from them.

use super::{Pile, tricube};

/// Where less than this share of a column is left unexplained by the others, plain sums lose
/// too many digits.
const RELIABLE: f64 = 1e-6;

/// The same where a column is this much smaller than the rounding of what it was summed from.
const ABOVE_ROUNDING: f64 = 1e8 * f64::EPSILON;

/// Weighted sums over a run of points, where `u = middle + reach * t`: of `t⁰` to `t⁴`, and of
/// the response times `t⁰` to `t²`. A single point has no reach.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) middle: f64,
    pub(super) reach: f64,
    pub(super) counts: [f64; 5],
    pub(super) responses: [f64; 3],
}

/// Weighted sums over a neighbourhood of `u⁰` to `u⁴`, and of the response times `u⁰` to `u²`.
#[derive(Default)]
pub(super) struct Sums {
    counts: [f64; 5],
    responses: [f64; 3],
    /// What rounding grows with.
    summed: f64,
}

/// `a + b u + c u²`, or the same in `t`.
pub(super) type Parabola = [f64; 3];

impl Sums {
    pub(super) fn add_pile(&mut self, pile: &Pile, u: f64) {
        let weight = tricube(u);
        let mut count = weight * pile.count as f64;
        let mut response = weight * pile.sum;
        for sum in &mut self.counts {
            *sum += count;
            count *= u;
        }
        for sum in &mut self.responses {
            *sum += response;
            response *= u;
        }
    }

    /// Adds a part of so many points.
    pub(super) fn add_part(&mut self, part: &Part, points: f64) {
        let (m, r) = (part.middle, part.reach);
        let [s0, s1, s2, s3, s4] = part.counts;
        let (r1, r2, r3, r4) = (r * s1, r * r * s2, r * r * r * s3, r * r * r * r * s4);
        self.counts[0] += s0;
        self.counts[1] += m * s0 + r1;
        self.counts[2] += m * (m * s0 + 2.0 * r1) + r2;
        self.counts[3] += m * (m * (m * s0 + 3.0 * r1) + 3.0 * r2) + r3;
        self.counts[4] += m * (m * (m * (m * s0 + 4.0 * r1) + 6.0 * r2) + 4.0 * r3) + r4;
        let [t0, t1, t2] = part.responses;
        self.responses[0] += t0;
        self.responses[1] += m * t0 + r * t1;
        self.responses[2] += m * (m * t0 + 2.0 * r * t1) + r * r * t2;
        let farthest = m.abs() + r;
        self.summed += points * (farthest * farthest);
    }

    /// The fit's value at `u = 0`, given its kernel.
    pub(super) fn value(&self, [a, b, c]: Parabola) -> f64 {
        let [t0, t1, t2] = self.responses;
        a * t0 + b * t1 + c * t2
    }

    /// The kernel of the fit at `u = 0`: the parabola that, times its weight, tells what each
    /// point counts for there. None where these sums cannot carry it.
    pub(super) fn kernel(&self) -> Option<Parabola> {
        let [s0, s1, s2, s3, s4] = self.counts;
        // Columns 1, u, u² made orthogonal in turn: u - mean, and u² - mean_square less slope
        // times that.
        let (mean, mean_square) = (s1 / s0, s2 / s0);
        let (line, cross) = (s2 - s1 * mean, s3 - s2 * mean);
        let slope = cross / line;
        let parabola = s4 - s2 * mean_square - cross * slope;
        let rounding = ABOVE_ROUNDING * self.summed;
        let reliable = line > RELIABLE * s2 && parabola > RELIABLE * s4;
        if !(reliable && line > rounding && parabola > rounding) {
            return None;
        }
        // Each polynomial times its own value at 0, over its squared norm.
        let constant = slope * mean - mean_square;
        let (first, second) = (-mean / line, constant / parabola);
        Some([
            1.0 / s0 - first * mean + second * constant,
            first - second * slope,
            second,
        ])
    }
}

impl Part {
    pub(super) fn of(pile: &Pile, u: f64) -> Part {
        let weight = tricube(u);
        Part {
            middle: u,
            reach: 0.0,
            counts: [weight * pile.count as f64, 0.0, 0.0, 0.0, 0.0],
            responses: [weight * pile.sum, 0.0, 0.0],
        }
    }

    /// A parabola in `u` as one in `t`.
    fn here(&self, [a, b, c]: Parabola) -> Parabola {
        let (m, r) = (self.middle, self.reach);
        [a + m * (b + c * m), r * (b + 2.0 * c * m), c * r * r]
    }

    /// Sum of the product of two parabolas in `u`.
    fn product(&self, p: Parabola, q: Parabola) -> f64 {
        let ([a, b, c], [d, e, f]) = (self.here(p), self.here(q));
        let [s0, s1, s2, s3, s4] = self.counts;
        a * d * s0
            + (a * e + b * d) * s1
            + (a * f + b * e + c * d) * s2
            + (b * f + c * e) * s3
            + c * f * s4
    }

    /// Sum of the response times a parabola in `u`.
    fn response(&self, p: Parabola) -> f64 {
        let ([a, b, c], [t0, t1, t2]) = (self.here(p), self.responses);
        a * t0 + b * t1 + c * t2
    }
}

/// The kernel at `u = 0` from polynomials that are made orthogonal part by part: as sound as
/// visiting each point, where the parts are short.
pub(super) fn kernel(parts: &[Part]) -> Parabola {
    let sum = |p: Parabola, q: Parabola| -> f64 {
        parts.iter().map(|part| part.product(p, q)).sum()
    };
    let mut kernel = [0.0; 3];
    let mut lower: [(Parabola, f64); 3] = [([0.0; 3], 0.0); 3];
    for degree in 0..3 {
        let mut polynomial = [0.0; 3];
        polynomial[degree] = 1.0;
        let before = sum(polynomial, polynomial);
        // Twice is enough to be orthogonal to the last bit.
        for (other, norm) in lower[..degree].iter().chain(&lower[..degree]) {
            if *norm > 0.0 {
                let share = sum(polynomial, *other) / norm;
                for (to, from) in polynomial.iter_mut().zip(other) {
                    *to -= share * from;
                }
            }
        }
        let norm = sum(polynomial, polynomial);
        // Else it is mere rounding: the parabola is a line here, or the line a constant.
        if norm > 1e-28 * before {
            lower[degree] = (polynomial, norm);
            for (to, from) in kernel.iter_mut().zip(polynomial) {
                *to += polynomial[0] / norm * from;
            }
        }
    }
    kernel
}

/// The fit's value at `u = 0`, given its kernel.
pub(super) fn value(parts: &[Part], kernel: Parabola) -> f64 {
    parts.iter().map(|part| part.response(kernel)).sum()
}
