//! The points over which what is hidden is summed.

use crate::dataset::Family;
use crate::normal;

use super::model::Term;

/// A grid over hidden vertices: the product of a few points each, or a low-discrepancy
/// sequence where that would be too many.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub(crate) points: usize,
    pub(crate) axes: Vec<Axis>,
    /// The weight of each point, before what depends on the row.
    pub(crate) weights: Vec<f64>,
    pub(crate) method: Method,
}

/// How a sum over what is hidden is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Nothing is hidden that matters.
    Exact,
    /// A grid of this many points.
    Quadrature {
        /// Points for each row.
        points: usize,
    },
    /// This many draws from a fixed low-discrepancy sequence, weighted by the likelihood.
    LikelihoodWeighting {
        /// Draws for each row.
        points: usize,
    },
}

/// Where the points of a grid lie along one hidden vertex.
#[derive(Clone, Debug)]
pub(crate) enum Axis {
    /// No chance in it.
    Formula,
    /// Each level, weighted by its probability.
    Levels(Vec<usize>),
    /// Standard normal scores and their probabilities, for a number at full precision.
    Scores(Vec<(f64, f64)>),
    /// Cells of standard normal scores, for a rounded number or a count: its ends and its
    /// middle.
    Cells(Vec<Cell>),
    /// Uniform numbers and their normal scores.
    Draws(Vec<(f64, f64)>),
}

/// A cell of standard normal scores.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) low: (f64, f64),
    pub(crate) middle: (f64, f64),
    pub(crate) high: (f64, f64),
}

/// Scores beyond this have no weight worth summing.
const FARTHEST: f64 = 6.4;

/// A product grid has at most so many points.
const MOST: usize = 1 << 14;

impl Grid {
    /// A grid of about `2^level` points along each continuous vertex.
    pub(crate) fn new(hidden: &[Term], level: u32) -> Self {
        let along = (1 << level) + 1;
        let sizes = hidden.iter().map(|term| match (term.family, term.levels()) {
            (Family::Formula, _) => 1,
            (_, Some(levels)) => levels,
            _ => along,
        });
        let sizes: Vec<usize> = sizes.collect();
        let points = sizes.iter().try_fold(1_usize, |product, size| {
            Some(product.checked_mul(*size)?).filter(|product| *product <= MOST)
        });
        match points {
            Some(points) => product(hidden, &sizes, points),
            None => sequence(hidden, 1 << (level + 6)),
        }
    }
}

/// Every combination of the points along each vertex.
fn product(hidden: &[Term], sizes: &[usize], points: usize) -> Grid {
    let mut weights = vec![1.0; points];
    let mut stride = 1;
    let mut axes = Vec::with_capacity(hidden.len());
    for (term, size) in hidden.iter().zip(sizes) {
        let place = |point: usize| point / stride % size;
        let places = (0..points).map(place);
        axes.push(match (term.family, term.levels()) {
            (Family::Formula, _) => Axis::Formula,
            (_, Some(_)) => Axis::Levels(places.collect()),
            _ if term.step > 0.0 => {
                let cells = cells(*size);
                Axis::Cells(places.map(|place| cells[place]).collect())
            }
            _ => {
                // The trapezoid rule: for what fades as fast as a normal density does, its
                // error falls faster than any power of the step.
                let width = 2.0 * FARTHEST / (*size as f64 - 1.0);
                let score = |place: usize| place as f64 * width - FARTHEST;
                for (point, weight) in weights.iter_mut().enumerate() {
                    *weight *= width * normal::density(score(place(point)));
                }
                Axis::Scores(
                    places.map(score).map(|score| (score, normal::cdf(score))).collect(),
                )
            }
        });
        stride *= size;
    }
    let method = if points == 1 { Method::Exact } else { Method::Quadrature { points } };
    Grid { points, axes, weights, method }
}

/// Cells that cover all scores; where they are finer than the record, each recorded value
/// has its exact probability.
fn cells(size: usize) -> Vec<Cell> {
    let width = 2.0 * FARTHEST / size as f64;
    let with_probability = |score: f64| (score, normal::cdf(score));
    (0..size)
        .map(|place| {
            let start = place as f64 * width - FARTHEST;
            let low = if place == 0 { f64::NEG_INFINITY } else { start };
            let high = if place + 1 == size { f64::INFINITY } else { start + width };
            Cell {
                low: with_probability(low),
                middle: with_probability(start + 0.5 * width),
                high: with_probability(high),
            }
        })
        .collect()
}

/// Roberts' additive recurrence: steps by powers of the root of `x^(d+1) = x + 1`.
fn sequence(hidden: &[Term], points: usize) -> Grid {
    let chance = hidden.iter().filter(|term| term.family != Family::Formula).count();
    let mut root = 1.5;
    for _ in 0..60 {
        root = libm::pow(1.0 + root, 1.0 / (chance as f64 + 1.0));
    }
    let mut step = 1.0;
    let axes = hidden.iter().map(|term| {
        if term.family == Family::Formula {
            return Axis::Formula;
        }
        step /= root;
        let draws = (0..points).map(|point| {
            let place = (0.5 + step * (point as f64 + 1.0)) % 1.0;
            let place = place.clamp(1e-12, 1.0 - 1e-12);
            (place, normal::quantile(place))
        });
        Axis::Draws(draws.collect())
    });
    Grid {
        points,
        axes: axes.collect(),
        weights: vec![1.0 / points as f64; points],
        method: Method::LikelihoodWeighting { points },
    }
}
