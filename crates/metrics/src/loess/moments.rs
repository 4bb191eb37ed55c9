//! A tree of moments over sorted points, for local fits without visiting each neighbour.
//!
//! On one side of a place the weight `(1 - |u|³)³` is a polynomial, so its sums over a run of
//! points follow from their power sums. These are kept about the middle of each run and in
//! units of its half width, and the weight is written in the same terms: nothing large
//! cancels, unlike in differences of running totals. Places next to each other share most of
//! their neighbours, which are joined to one run on each side.

use core::ops::Range;

use super::parts::{self, Part, Sums};
use super::{Neighbourhood, Pile};

/// Points in the smallest runs, and places that are fitted together.
const LEAF: usize = 16;
/// Powers 0 to 13: a parabola's square under the weight's ninth power.
const COUNTS: usize = 14;
/// Powers 0 to 11: a parabola times a response under the same.
const RESPONSES: usize = 12;
/// Where plain sums lose too many digits, runs are no longer than this part of the
/// neighbourhood: then no run spans a gap between clumps of points.
const SHORT: f64 = 1e-3;

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
    counts: [f64; COUNTS],
    responses: [f64; RESPONSES],
}

enum Covered<'a> {
    Run(&'a Run),
    Piles(&'a [Pile]),
}

impl<'a> Tree<'a> {
    pub(super) fn new(piles: &'a [Pile]) -> Tree<'a> {
        let mut levels = vec![piles.chunks(LEAF).map(Run::of).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let above = below.chunks(2).map(|pair| pair[0].joined(pair.get(1))).collect();
            levels.push(above);
        }
        Tree { piles, levels }
    }

    /// The local parabolas at all piles, each with its own neighbourhood.
    pub(super) fn values(&self, neighbourhoods: &[Neighbourhood]) -> Vec<f64> {
        let mut values = Vec::with_capacity(neighbourhoods.len());
        for (leaf, near) in neighbourhoods.chunks(LEAF).enumerate() {
            let places = leaf * LEAF..leaf * LEAF + near.len();
            // Neighbourhoods move on with their places, so the last one's start and the first
            // one's end bound what all of them hold.
            let left = near[near.len() - 1].first.min(places.start)..places.start;
            let right = places.end..near[0].end.max(places.end);
            let (of_left, of_right) =
                (self.united(left.clone()), self.united(right.clone()));
            for (at, near) in places.clone().zip(near) {
                let mut sums = Sums::default();
                sums.add_pile(&self.piles[at], 0.0);
                let (first, end) = (near.first.min(left.start), near.end.max(right.end));
                for (united, sign) in [(&of_left, -1.0), (&of_right, 1.0)] {
                    if let Some(run) = united {
                        run.add_to(&mut sums, self.piles[at].x, near.width, sign);
                    }
                }
                let around = [
                    (first..left.start, -1.0),
                    (near.first.max(places.start)..at, -1.0),
                    (at + 1..near.end.min(places.end), 1.0),
                    (right.end..end, 1.0),
                ];
                for (range, sign) in around {
                    self.add_to(&mut sums, at, range, near.width, sign);
                }
                values.push(match sums.kernel() {
                    Some(kernel) => sums.value(kernel),
                    None => self.careful_value(at, near),
                });
            }
        }
        values
    }

    fn add_to(
        &self,
        sums: &mut Sums,
        at: usize,
        range: Range<usize>,
        width: f64,
        sign: f64,
    ) {
        let place = self.piles[at].x;
        self.over_runs(range, f64::INFINITY, &mut |covered| match covered {
            Covered::Run(run) => run.add_to(sums, place, width, sign),
            Covered::Piles(piles) => {
                for pile in piles {
                    sums.add_pile(pile, (pile.x - place) / width);
                }
            }
        });
    }

    /// The same fit from short runs and polynomials that are small on each.
    fn careful_value(&self, at: usize, near: &Neighbourhood) -> f64 {
        let place = self.piles[at].x;
        let mut parts = vec![Part::of(&self.piles[at], 0.0)];
        for (range, sign) in [(near.first..at, -1.0), (at + 1..near.end, 1.0)] {
            self.over_runs(range, SHORT * near.width, &mut |covered| match covered {
                Covered::Run(run) => parts.push(run.weighted(place, near.width, sign)),
                Covered::Piles(piles) => parts.extend(
                    piles
                        .iter()
                        .map(|pile| Part::of(pile, (pile.x - place) / near.width)),
                ),
            });
        }
        parts::value(&parts, parts::kernel(&parts))
    }

    /// All piles of a range as one run; none of an empty one.
    fn united(&self, range: Range<usize>) -> Option<Run> {
        if range.is_empty() {
            return None;
        }
        let mut united =
            Run::between(self.piles[range.start].x, self.piles[range.end - 1].x);
        self.over_runs(range, f64::INFINITY, &mut |covered| match covered {
            Covered::Run(run) => united.add_run(run),
            Covered::Piles(piles) => piles.iter().for_each(|pile| united.add_pile(pile)),
        });
        Some(united)
    }

    /// Visits the fewest runs that make up `range`, none with a greater reach, and the piles
    /// that are in none of them.
    fn over_runs(
        &self,
        range: Range<usize>,
        longest: f64,
        visit: &mut impl FnMut(Covered),
    ) {
        let (mut low, mut high) = (range.start.div_ceil(LEAF), range.end / LEAF);
        if low >= high {
            if !range.is_empty() {
                visit(Covered::Piles(&self.piles[range]));
            }
            return;
        }
        visit(Covered::Piles(&self.piles[range.start..low * LEAF]));
        visit(Covered::Piles(&self.piles[high * LEAF..range.end]));
        for level in 0..self.levels.len() {
            if low >= high {
                break;
            }
            if low % 2 == 1 {
                self.over_run(level, low, longest, visit);
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                self.over_run(level, high, longest, visit);
            }
            (low, high) = (low / 2, high / 2);
        }
    }

    fn over_run(
        &self,
        level: usize,
        index: usize,
        longest: f64,
        visit: &mut impl FnMut(Covered),
    ) {
        let run = &self.levels[level][index];
        if run.reach <= longest {
            visit(Covered::Run(run));
        } else if level == 0 {
            let piles = &self.piles[index * LEAF..];
            visit(Covered::Piles(&piles[..LEAF.min(piles.len())]));
        } else {
            self.over_run(level - 1, 2 * index, longest, visit);
            if 2 * index + 1 < self.levels[level - 1].len() {
                self.over_run(level - 1, 2 * index + 1, longest, visit);
            }
        }
    }
}

impl Run {
    fn of(piles: &[Pile]) -> Run {
        let mut run = Run::between(piles[0].x, piles[piles.len() - 1].x);
        piles.iter().for_each(|pile| run.add_pile(pile));
        run
    }

    /// A run without points yet.
    fn between(first: f64, last: f64) -> Run {
        let reach = 0.5 * (last - first);
        Run {
            middle: first + reach,
            reach: if reach > 0.0 { reach } else { 1.0 },
            counts: [0.0; COUNTS],
            responses: [0.0; RESPONSES],
        }
    }

    /// This run and the one that follows it, if any.
    fn joined(&self, next: Option<&Run>) -> Run {
        let Some(next) = next else { return *self };
        let mut run = Run::between(self.middle - self.reach, next.middle + next.reach);
        run.add_run(self);
        run.add_run(next);
        run
    }

    fn add_pile(&mut self, pile: &Pile) {
        let t = (pile.x - self.middle) / self.reach;
        let (mut count, mut response) = (pile.count as f64, pile.sum);
        for sum in &mut self.counts {
            *sum += count;
            count *= t;
        }
        for sum in &mut self.responses {
            *sum += response;
            response *= t;
        }
    }

    fn add_run(&mut self, part: &Run) {
        let stretch = part.reach / self.reach;
        let shift = (part.middle - self.middle) / self.reach;
        add_moved(&mut self.counts, &part.counts, stretch, shift);
        add_moved(&mut self.responses, &part.responses, stretch, shift);
    }

    fn add_to(&self, sums: &mut Sums, place: f64, width: f64, sign: f64) {
        sums.add_part(&self.weighted(place, width, sign), self.counts[0]);
    }

    /// Sums under the weight at a place on the side where `u` has this sign.
    fn weighted(&self, place: f64, width: f64, sign: f64) -> Part {
        let (middle, reach) = ((self.middle - place) / width, self.reach / width);
        // 1 - |u|³ in powers of t, and its cube.
        let (m, r) = (sign * middle, sign * reach);
        let rest = [
            (1.0 - m) * (1.0 + m + m * m),
            -3.0 * m * m * r,
            -3.0 * m * r * r,
            -r * r * r,
        ];
        let weight: [f64; 10] = product(&product::<4, 4, 7>(&rest, &rest), &rest);
        let mut part = Part { middle, reach, counts: [0.0; 5], responses: [0.0; 3] };
        for (i, weight) in weight.iter().enumerate() {
            for (power, sum) in part.counts.iter_mut().enumerate() {
                *sum += weight * self.counts[i + power];
            }
            for (power, sum) in part.responses.iter_mut().enumerate() {
                *sum += weight * self.responses[i + power];
            }
        }
        part
    }
}

/// The product of two polynomials.
fn product<const A: usize, const B: usize, const C: usize>(
    a: &[f64; A],
    b: &[f64; B],
) -> [f64; C] {
    let mut c = [0.0; C];
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            c[i + j] += a * b;
        }
    }
    c
}

/// Adds the power sums of `stretch * t + shift`, given those of `t`: the binomial theorem.
fn add_moved<const N: usize>(
    to: &mut [f64; N],
    from: &[f64; N],
    stretch: f64,
    shift: f64,
) {
    let mut moved = *from;
    let mut factor = 1.0;
    for sum in &mut moved {
        *sum *= factor;
        factor *= stretch;
    }
    for first in 1..N {
        for power in (first..N).rev() {
            moved[power] += shift * moved[power - 1];
        }
    }
    for (to, moved) in to.iter_mut().zip(moved) {
        *to += moved;
    }
}
