//! A logistic fit moved a little, by the powers of the move.
//!
//! Around the fit of all patients, a resample's score (the derivative of its log likelihood) is
//! a power series in the move of the coefficients, whose terms are sums over patients of known
//! numbers. Summed over each cluster once, they give any resample's score, up to the fifth
//! power of the move, without looking at a patient.

/// A fourth power that moves a coefficient by less leaves out a fifth of some 1e-9: far below
/// what a percentile could show.
const FOURTH: f64 = 1e-7;

/// The same for the third power, asked for as well because either can cancel by chance.
const THIRD: f64 = 1e-5;

/// The series itself is solved to this, each step gaining a factor as large as the move is
/// small.
const SOLVED: f64 = 1e-13;

/// More steps than a small move needs.
const MOST_STEPS: usize = 30;

/// Where a resample's coefficients lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moved<const N: usize> {
    /// The coefficients.
    pub(super) coefficients: [f64; N],
    /// Whether the last powers no longer mattered. If not, they are only a place to start from.
    pub(super) settled: bool,
}

/// The first four derivatives of the logistic function, where it is `risk`.
fn derivatives(risk: f64) -> [f64; 4] {
    let first = risk * (1.0 - risk);
    let skew = 1.0 - 2.0 * risk;
    [
        first,
        first * skew,
        first * (1.0 - 6.0 * first),
        first * skew * (1.0 - 12.0 * first),
    ]
}

/// An intercept: each cluster's residuals and first to fourth derivatives.
pub(super) struct Shift {
    pub(super) fit: f64,
    pub(super) of_cluster: Vec<[f64; 5]>,
}

impl Shift {
    /// What a patient adds to the cluster.
    pub(super) fn of_patient(outcome: f64, risk: f64) -> [f64; 5] {
        let [first, second, third, fourth] = derivatives(risk);
        [outcome - risk, first, second, third, fourth]
    }

    /// The intercept where each cluster is drawn so often.
    pub(super) fn moved(&self, counts: &[u8]) -> Moved<1> {
        let [residual, first, second, third, fourth] = summed(&self.of_cluster, counts);
        let cubes = |a: f64| third * (a * a * a) / 6.0;
        let last = |a: f64| fourth * (a * a) * (a * a) / 24.0;
        let score =
            |a: f64| residual - a * (first + a * (second / 2.0)) - cubes(a) - last(a);
        let mut shift = residual / first;
        let mut settled = false;
        for _ in 0..MOST_STEPS {
            let step = score(shift) / first;
            shift += step;
            if step.abs() < SOLVED {
                settled = (last(shift) / first).abs() < FOURTH
                    && (cubes(shift) / first).abs() < THIRD;
                break;
            }
        }
        Moved { coefficients: [self.fit + shift], settled }
    }
}

/// An intercept and a coefficient: each cluster's residuals and derivatives, all multiplied by
/// the powers of x that they meet.
pub(super) struct Line {
    pub(super) fit: [f64; 2],
    pub(super) of_cluster: Vec<[f64; 20]>,
}

impl Line {
    /// What a patient adds to the cluster: residual times 1, x; the k-th derivative times
    /// 1, x, ... to the power k + 1.
    pub(super) fn of_patient(outcome: f64, risk: f64, x: f64) -> [f64; 20] {
        let [first, second, third, fourth] = derivatives(risk);
        let (x2, residual) = (x * x, outcome - risk);
        let (x3, x4) = (x2 * x, x2 * x2);
        let x5 = x4 * x;
        [
            residual,
            residual * x,
            first,
            first * x,
            first * x2,
            second,
            second * x,
            second * x2,
            second * x3,
            third,
            third * x,
            third * x2,
            third * x3,
            third * x4,
            fourth,
            fourth * x,
            fourth * x2,
            fourth * x3,
            fourth * x4,
            fourth * x5,
        ]
    }

    /// The coefficients where each cluster is drawn so often.
    pub(super) fn moved(&self, counts: &[u8]) -> Moved<2> {
        let sums = summed(&self.of_cluster, counts);
        let information = [sums[2], sums[3], sums[4]];
        let cubes = |[a, b]: [f64; 2]| {
            let by = [a * a * a, 3.0 * a * a * b, 3.0 * a * b * b, b * b * b];
            [0, 1].map(|j| dot(&by, &sums[9 + j..]) / 6.0)
        };
        let last = |[a, b]: [f64; 2]| {
            let (a2, b2) = (a * a, b * b);
            let by =
                [a2 * a2, 4.0 * a2 * a * b, 6.0 * a2 * b2, 4.0 * a * b2 * b, b2 * b2];
            [0, 1].map(|j| dot(&by, &sums[14 + j..]) / 24.0)
        };
        let score = |[a, b]: [f64; 2]| {
            let (cubes, last) = (cubes([a, b]), last([a, b]));
            [0, 1].map(|j| {
                let first = dot(&[a, b], &sums[2 + j..]);
                let second = dot(&[a * a, 2.0 * a * b, b * b], &sums[5 + j..]) / 2.0;
                sums[j] - (first + second + cubes[j] + last[j])
            })
        };
        let mut by = solved(information, [sums[0], sums[1]]);
        let mut settled = false;
        for _ in 0..MOST_STEPS {
            let step = solved(information, score(by));
            by = [by[0] + step[0], by[1] + step[1]];
            if small(step, SOLVED) {
                settled = small(solved(information, last(by)), FOURTH)
                    && small(solved(information, cubes(by)), THIRD);
                break;
            }
        }
        Moved { coefficients: [self.fit[0] + by[0], self.fit[1] + by[1]], settled }
    }
}

/// Solves the symmetric pair of equations with matrix `[[h0, h1], [h1, h2]]`.
#[inline]
pub(super) fn solved([h0, h1, h2]: [f64; 3], [s0, s1]: [f64; 2]) -> [f64; 2] {
    let determinant = h0 * h2 - h1 * h1;
    [(h2 * s0 - h1 * s1) / determinant, (h0 * s1 - h1 * s0) / determinant]
}

/// Whether both are; what is not a number is not.
pub(super) fn small(step: [f64; 2], limit: f64) -> bool {
    step[0].abs() < limit && step[1].abs() < limit
}

fn summed<const N: usize>(of_cluster: &[[f64; N]], counts: &[u8]) -> [f64; N] {
    let mut sums = [0.0; N];
    for (of_cluster, &count) in of_cluster.iter().zip(counts) {
        let count = f64::from(count);
        for (sum, term) in sums.iter_mut().zip(of_cluster) {
            *sum += count * term;
        }
    }
    sums
}

fn dot<const N: usize>(factors: &[f64; N], sums: &[f64]) -> f64 {
    factors.iter().zip(sums).map(|(factor, sum)| factor * sum).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn logistic(x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-x))
    }

    proptest! {
        #[test]
        fn derivatives_are_those_of_the_logistic_function(x in -4.0_f64..4.0) {
            let by_difference = |at: usize| {
                let (before, after) = (logistic(x - 1e-5), logistic(x + 1e-5));
                let of = |risk: f64| if at == 0 { risk } else { derivatives(risk)[at - 1] };
                (of(after) - of(before)) / 2e-5
            };
            for (at, found) in derivatives(logistic(x)).into_iter().enumerate() {
                prop_assert!((found - by_difference(at)).abs() < 1e-8);
            }
        }

        /// Patients who follow another line than the one that was fitted: the move is found to
        /// the power promised.
        #[test]
        fn a_small_move_is_found(
            x in prop::collection::vec(-3.0_f64..3.0, 20..40),
            a in -0.02_f64..0.02,
            b in -0.01_f64..0.01,
        ) {
            let of = |x: &f64| {
                Line::of_patient(logistic(0.3 + a + (0.8 + b) * x), logistic(0.3 + 0.8 * x), *x)
            };
            let line = Line { fit: [0.3, 0.8], of_cluster: x.iter().map(of).collect() };
            let moved = line.moved(&vec![1; x.len()]);
            prop_assert!(moved.settled);
            prop_assert!((moved.coefficients[0] - 0.3 - a).abs() < 1e-8);
            prop_assert!((moved.coefficients[1] - 0.8 - b).abs() < 1e-8);
            let of = |x: &f64| Shift::of_patient(logistic(0.3 + a + x), logistic(0.3 + x));
            let shift = Shift { fit: 0.3, of_cluster: x.iter().map(of).collect() };
            let moved = shift.moved(&vec![2; x.len()]);
            prop_assert!(moved.settled && (moved.coefficients[0] - 0.3 - a).abs() < 1e-9);
        }

        #[test]
        fn a_large_move_does_not_settle(x in prop::collection::vec(-3.0_f64..3.0, 20..40)) {
            let of = |x: &f64| Line::of_patient(logistic(1.5 + x), logistic(0.5 * x), *x);
            let line = Line { fit: [0.0, 0.5], of_cluster: x.iter().map(of).collect() };
            prop_assert!(!line.moved(&vec![1; x.len()]).settled);
        }
    }
}
