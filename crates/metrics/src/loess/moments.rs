//! A tree of moments over sorted points, for sums of tricube weights in a neighbourhood.
//!
//! On one side of a place the weight `(1 - |u|³)³` is a polynomial, so its sums over a run of
//! points follow from their power sums. These are kept about the middle of each run and in
//! units of its half width, and shifted to the place when asked for: nothing large cancels,
//! unlike in differences of running totals. A neighbourhood is some thirty runs.

use core::ops::Range;

use super::{Pile, tricube};

/// Points in the smallest runs.
const LEAF: usize = 16;
/// Powers 0 to 13: a parabola's square under the weight's ninth power.
const COUNTS: usize = 14;
/// Powers 0 to 11: a parabola times a response under the same.
const RESPONSES: usize = 12;
/// Smaller shares of a column left unexplained by the others are left to the direct fit.
const RELIABLE: f64 = 1e-9;

pub(super) struct Tree<'a> {
    piles: &'a [Pile],
    /// Runs of `LEAF` points, then of twice as many, and so on.
    levels: Vec<Vec<Run>>,
}

/// Power sums of consecutive points in `t = (x - middle) / reach`.
#[derive(Clone, Copy)]
struct Run {
    middle: f64,
    reach: f64,
    powers: Powers,
}

#[derive(Clone, Copy)]
struct Powers {
    counts: [f64; COUNTS],
    responses: [f64; RESPONSES],
}

/// Weighted sums of `u⁰` to `u⁴`, and of the response times `u⁰` to `u²`.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    counts: [f64; 5],
    responses: [f64; 3],
}

impl<'a> Tree<'a> {
    pub(super) fn new(piles: &'a [Pile]) -> Tree<'a> {
        let leaves: Vec<Run> = piles.chunks(LEAF).map(Run::of).collect();
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let above = below.chunks(2).map(|pair| pair[0].joined(pair.get(1))).collect();
            levels.push(above);
        }
        Tree { piles, levels }
    }

    /// Sums over the piles in `range`, which holds `at`, with weight ending `width` from it.
    pub(super) fn sums(&self, at: usize, range: Range<usize>, width: f64) -> Sums {
        let own = self.piles[at];
        let mut sums = Sums { counts: [0.0; 5], responses: [0.0; 3] };
        sums.counts[0] = own.count as f64;
        sums.responses[0] = own.sum;
        for (side, sign) in [(range.start..at, -1.0), (at + 1..range.end, 1.0)] {
            let mut powers = Powers::ZERO;
            self.over_runs(side, |run| match run {
                Covered::Run(run) => powers.add(&run.seen_from(own.x, width)),
                Covered::Piles(piles) => {
                    for pile in piles {
                        sums.add_directly((pile.x - own.x) / width, pile);
                    }
                }
            });
            sums.add_polynomial(&powers, sign);
        }
        sums
    }

    /// Visits the fewest runs that make up `range`, and the piles at its ends.
    fn over_runs(&self, range: Range<usize>, mut visit: impl FnMut(Covered)) {
        let (mut low, mut high) = (range.start.div_ceil(LEAF), range.end / LEAF);
        if low >= high {
            visit(Covered::Piles(&self.piles[range]));
            return;
        }
        visit(Covered::Piles(&self.piles[range.start..low * LEAF]));
        visit(Covered::Piles(&self.piles[high * LEAF..range.end]));
        for level in &self.levels {
            if low >= high {
                break;
            }
            if low % 2 == 1 {
                visit(Covered::Run(&level[low]));
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                visit(Covered::Run(&level[high]));
            }
            (low, high) = (low / 2, high / 2);
        }
    }
}

enum Covered<'a> {
    Run(&'a Run),
    Piles(&'a [Pile]),
}

impl Run {
    fn of(piles: &[Pile]) -> Run {
        let (first, last) = (piles[0].x, piles[piles.len() - 1].x);
        let mut run = Run::between(first, last);
        for pile in piles {
            let t = (pile.x - run.middle) / run.reach;
            run.powers.add_point(t, pile.count as f64, pile.sum);
        }
        run
    }

    fn between(first: f64, last: f64) -> Run {
        let reach = 0.5 * (last - first);
        let reach = if reach > 0.0 { reach } else { 1.0 };
        Run { middle: first + 0.5 * (last - first), reach, powers: Powers::ZERO }
    }

    /// This run and the one that follows it, if any.
    fn joined(&self, next: Option<&Run>) -> Run {
        let Some(next) = next else { return *self };
        let mut run = Run::between(self.middle - self.reach, next.middle + next.reach);
        for part in [self, next] {
            run.powers.add(&part.seen_from(run.middle, run.reach));
        }
        run
    }

    /// The power sums in `u = (x - place) / width`.
    fn seen_from(&self, place: f64, width: f64) -> Powers {
        let mut powers = self.powers;
        let stretch = self.reach / width;
        let shift = (self.middle - place) / width;
        stretched_and_shifted(&mut powers.counts, stretch, shift);
        stretched_and_shifted(&mut powers.responses, stretch, shift);
        powers
    }
}

/// Power sums of `stretch * t + shift` from those of `t`, by the binomial theorem in place.
fn stretched_and_shifted<const N: usize>(sums: &mut [f64; N], stretch: f64, shift: f64) {
    let mut factor = 1.0;
    for sum in sums.iter_mut() {
        *sum *= factor;
        factor *= stretch;
    }
    for first in 1..N {
        for power in (first..N).rev() {
            sums[power] += shift * sums[power - 1];
        }
    }
}

impl Powers {
    const ZERO: Powers = Powers { counts: [0.0; COUNTS], responses: [0.0; RESPONSES] };

    fn add_point(&mut self, t: f64, count: f64, response: f64) {
        let (mut count, mut response) = (count, response);
        for sum in &mut self.counts {
            *sum += count;
            count *= t;
        }
        for sum in &mut self.responses {
            *sum += response;
            response *= t;
        }
    }

    fn add(&mut self, other: &Powers) {
        for (sum, other) in self.counts.iter_mut().zip(&other.counts) {
            *sum += other;
        }
        for (sum, other) in self.responses.iter_mut().zip(&other.responses) {
            *sum += other;
        }
    }
}

impl Sums {
    fn add_directly(&mut self, u: f64, pile: &Pile) {
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

    /// `(1 - s u³)³ = 1 - 3 s u³ + 3 u⁶ - s u⁹`, with `s` the sign of `u`.
    fn add_polynomial(&mut self, powers: &Powers, sign: f64) {
        let weighted = |sums: &[f64], k: usize| {
            (sums[k] + 3.0 * sums[k + 6]) - sign * (3.0 * sums[k + 3] + sums[k + 9])
        };
        for (k, sum) in self.counts.iter_mut().enumerate() {
            *sum += weighted(&powers.counts, k);
        }
        for (k, sum) in self.responses.iter_mut().enumerate() {
            *sum += weighted(&powers.responses, k);
        }
    }

    /// The parabola's value at `u = 0`, or none where too little of a column is left for
    /// these sums to carry it.
    pub(super) fn value(&self) -> Option<f64> {
        let [s0, s1, s2, s3, s4] = self.counts;
        let [t0, t1, t2] = self.responses;
        // Columns 1, u, u² made orthogonal in turn.
        let mean = s1 / s0;
        let line = s2 - s1 * mean;
        let (cross, square) = (s3 - s2 * mean, s4 - s2 * (s2 / s0));
        let slope = cross / line;
        let parabola = square - cross * slope;
        if !(line > RELIABLE * s2 && parabola > RELIABLE * s4) {
            return None;
        }
        let rise = (t1 - t0 * mean) / line;
        let bend = ((t2 - t0 * (s2 / s0)) - (t1 - t0 * mean) * slope) / parabola;
        let line_here = -mean;
        let parabola_here = -(s2 / s0) - slope * line_here;
        Some(t0 / s0 + rise * line_here + bend * parabola_here)
    }
}
