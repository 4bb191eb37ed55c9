//! Loess: a smooth curve through points, fitted anew at each of them to its neighbours.
//!
//! One predictor, span 0.75, degree 2, tricube weights, one pass: as
//! `loess(y ~ x, control = loess.control(surface = "direct"))` in R. No interpolation between
//! a few fits, and no robustness passes.
//!
//! W. S. Cleveland, S. J. Devlin, Journal of the American Statistical Association 83 (1988)
//! 596-610.

mod local;
mod moments;

use crate::undefined::Undefined;
use local::Local;
use moments::Tree;

/// Share of the points that each local fit looks at.
pub const SPAN: f64 = 0.75;

/// With no more distinct values than this, all fits are made directly: the tree would cost
/// more than it saves.
const DIRECT: usize = 256;

/// Points sorted and gathered by their predictor, ready to be smoothed.
#[derive(Debug, Clone)]
pub struct Loess {
    /// The predictor of each point, ascending.
    sorted: Vec<f64>,
    /// Its distinct values.
    distinct: Vec<Pile>,
    /// How many of the nearest points belong to a neighbourhood.
    nearest: usize,
}

/// The points that share one value of the predictor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pile {
    /// The value.
    pub x: f64,
    /// How many points.
    pub count: usize,
    /// The sum of their responses.
    pub sum: f64,
}

/// The distinct values with weight at one place, and the distance at which weight ends.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Neighbourhood {
    first: usize,
    end: usize,
    width: f64,
}

impl Loess {
    /// Prepares points for smoothing.
    ///
    /// Undefined without points (`empty`), with unlike lengths (`lengths`) or a number that is
    /// not finite (`not_finite`).
    pub fn new(x: &[f64], y: &[f64]) -> Result<Loess, Undefined> {
        if x.len() != y.len() {
            return Err(Undefined::Lengths);
        }
        if x.is_empty() {
            return Err(Undefined::Empty);
        }
        if !x.iter().chain(y).all(|value| value.is_finite()) {
            return Err(Undefined::NotFinite);
        }
        let mut points: Vec<(f64, f64)> =
            x.iter().map(|x| x + 0.0).zip(y.iter().copied()).collect();
        // Responses are ordered as well, so that the order of patients cannot change a sum.
        points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let sorted: Vec<f64> = points.iter().map(|point| point.0).collect();
        let piles =
            points.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()).map(|pile| Pile {
                x: pile[0].0,
                count: pile.len(),
                sum: pile.iter().map(|point| point.1).sum(),
            });
        let distinct = piles.collect();
        let nearest = (SPAN * sorted.len() as f64 + 1e-5).floor() as usize;
        Ok(Loess { sorted, distinct, nearest })
    }

    /// The distinct values of the predictor, ascending, with the points at each.
    pub fn piles(&self) -> &[Pile] {
        &self.distinct
    }

    /// The curve at each distinct value.
    ///
    /// Undefined (`no_neighbourhood`) where the nearest points of some value all share it, or
    /// hold fewer than three distinct values with any weight: there is then no parabola.
    ///
    /// Sums over a neighbourhood come from a tree of moments, which is exact but for rounding;
    /// where rounding could show, and for few distinct values, they are taken directly.
    ///
    /// ```
    /// use medlab_metrics::loess::Loess;
    /// // A parabola is its own smooth.
    /// let x: Vec<f64> = (0..20).map(f64::from).collect();
    /// let y: Vec<f64> = x.iter().map(|x| 1.0 + x * x).collect();
    /// let fitted = Loess::new(&x, &y)?.fitted()?;
    /// assert!(fitted.iter().zip(&y).all(|(fit, y)| (fit - y).abs() < 1e-9));
    /// # Ok::<(), medlab_metrics::Undefined>(())
    /// ```
    pub fn fitted(&self) -> Result<Vec<f64>, Undefined> {
        let neighbourhoods: Result<Vec<_>, _> =
            self.distinct.iter().map(|pile| self.neighbourhood(pile.x)).collect();
        let neighbourhoods = neighbourhoods?;
        if self.distinct.len() <= DIRECT {
            let direct =
                |(at, &near): (usize, &Neighbourhood)| self.local(at, near).value();
            return Ok(neighbourhoods.iter().enumerate().map(direct).collect());
        }
        let tree = Tree::new(&self.distinct);
        let fit = |(at, &near): (usize, &Neighbourhood)| {
            let sums = tree.sums(at, near.first..near.end, near.width);
            sums.value().unwrap_or_else(|| self.local(at, near).value())
        };
        Ok(neighbourhoods.iter().enumerate().map(fit).collect())
    }

    /// The curve at distinct value number `at`, and the weight it gives to the mean response
    /// of each distinct value: number of the first of these, then the weights.
    pub fn operator(&self, at: usize) -> Result<(f64, usize, Vec<f64>), Undefined> {
        let near = self.neighbourhood(self.distinct[at].x)?;
        let local = self.local(at, near);
        Ok((local.value(), near.first, local.operator()))
    }

    fn local(&self, at: usize, near: Neighbourhood) -> Local<'_> {
        let piles = &self.distinct[near.first..near.end];
        Local::new(self.distinct[at].x, near.width, piles)
    }

    fn neighbourhood(&self, x: f64) -> Result<Neighbourhood, Undefined> {
        let n = self.sorted.len();
        if self.nearest == 0 {
            return Err(Undefined::NoNeighbourhood);
        }
        // The nearest points are consecutive; the first possible start from which moving on
        // would not come nearer is found by halving.
        let (mut low, mut high) = (0, n - self.nearest);
        while low < high {
            let middle = (low + high) / 2;
            if x - self.sorted[middle] <= self.sorted[middle + self.nearest] - x {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let width = (x - self.sorted[low]).max(self.sorted[low + self.nearest - 1] - x);
        let first = self.distinct.partition_point(|pile| x - pile.x >= width);
        let end = self.distinct.partition_point(|pile| pile.x - x < width);
        if width <= 0.0 || end < first + 3 {
            return Err(Undefined::NoNeighbourhood);
        }
        Ok(Neighbourhood { first, end, width })
    }
}

/// `(1 - |u|³)³` inside `(-1, 1)`.
fn tricube(u: f64) -> f64 {
    let cube = (u * u * u).abs();
    let rest = 1.0 - cube;
    rest * rest * rest
}
