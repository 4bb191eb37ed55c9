//! Loess: a smooth curve through points, fitted anew at each of them to its neighbours.
//!
//! One predictor, span 0.75, degree 2, tricube weights, one pass: as
//! `loess(y ~ x, control = loess.control(surface = "direct"))` in R. No interpolation between
//! a few fits, and no robustness passes.
//!
//! W. S. Cleveland, S. J. Devlin, Journal of the American Statistical Association 83 (1988)
//! 596-610.

#[cfg(test)]
mod local;
mod moments;
mod parts;

use crate::undefined::Undefined;
use moments::Tree;
use parts::{Parabola, Part, Sums};

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
    /// With many distinct values, sums over a neighbourhood come from a tree of moments instead
    /// of from each point: the same fit but for rounding.
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
            let value = |(at, &near): (usize, &Neighbourhood)| self.direct(at, near).1;
            return Ok(neighbourhoods.iter().enumerate().map(value).collect());
        }
        Ok(Tree::new(&self.distinct).values(&neighbourhoods))
    }

    /// What the mean response of each distinct value weighs in the curve at value number
    /// `at`: the number of the first that weighs anything, then the weights, which add up to 1.
    pub fn operator(&self, at: usize) -> Result<(usize, Vec<f64>), Undefined> {
        let x = self.distinct[at].x;
        let near = self.neighbourhood(x)?;
        let ([a, b, c], _) = self.direct(at, near);
        let weight = |pile: &Pile| {
            let u = (pile.x - x) / near.width;
            tricube(u) * pile.count as f64 * (a + u * (b + u * c))
        };
        Ok((near.first, self.distinct[near.first..near.end].iter().map(weight).collect()))
    }

    /// The kernel and the value of the fit, from each point of the neighbourhood.
    fn direct(&self, at: usize, near: Neighbourhood) -> (Parabola, f64) {
        let piles = &self.distinct[near.first..near.end];
        let place = |pile: &Pile| (pile.x - self.distinct[at].x) / near.width;
        let mut sums = Sums::default();
        for pile in piles {
            sums.add_pile(pile, place(pile));
        }
        if let Some(kernel) = sums.kernel() {
            return (kernel, sums.value(kernel));
        }
        let parts: Vec<Part> =
            piles.iter().map(|pile| Part::of(pile, place(pile))).collect();
        let kernel = parts::kernel(&parts);
        (kernel, parts::value(&parts, kernel))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::local::Local;
    use super::*;
    use crate::random::Random;

    /// Local fits by orthogonal polynomials at each point.
    fn direct(loess: &Loess) -> Vec<f64> {
        let piles = loess.piles();
        let fit = |pile: &Pile| {
            let near = loess.neighbourhood(pile.x).unwrap();
            Local::new(pile.x, near.width, &piles[near.first..near.end]).value()
        };
        piles.iter().map(fit).collect()
    }

    /// The greatest distance between the tree's fits and direct ones.
    fn error(x: &[f64], random: &mut Random) -> f64 {
        let y: Vec<f64> = x.iter().map(|x| f64::from(random.uniform() < *x)).collect();
        let loess = Loess::new(x, &y).unwrap();
        assert!(loess.piles().len() > DIRECT, "the tree would not be used");
        let fitted = loess.fitted().unwrap();
        let pairs = fitted.iter().zip(direct(&loess));
        pairs.map(|(tree, direct)| (tree - direct).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn the_tree_gives_direct_fits_on_nasty_data() {
        let uniform = |r: &mut Random| r.uniform();
        type Draw = fn(&mut Random) -> f64;
        let shapes: [(&str, Draw, f64); 10] = [
            ("uniform", uniform, 1e-11),
            ("skewed", |r| libm::pow(r.uniform(), 12.0), 1e-11),
            ("very skewed", |r| libm::exp(-20.0 * r.uniform()), 1e-11),
            ("few digits", |r| libm::round(1e3 * r.uniform()) / 1e3, 1e-11),
            (
                "mostly tied",
                |r| if r.uniform() < 0.7 { 0.05 } else { r.uniform() },
                1e-11,
            ),
            ("two clumps", |r| 0.1 + 1e-4 * r.uniform() + clump(r, 0.7, 2.0), 1e-9),
            ("three clumps", |r| 0.1 + 1e-6 * r.uniform() + clump(r, 0.3, 3.0), 1e-7),
            ("ten clumps", |r| 0.1 + 1e-6 * r.uniform() + clump(r, 0.08, 10.0), 1e-9),
            (
                "a far few",
                |r| if r.uniform() < 0.99 { 1e-3 * r.uniform() } else { r.uniform() },
                1e-9,
            ),
            ("narrow", |r| 0.3 + 1e-9 * r.uniform(), 1e-9),
        ];
        let mut random = Random::new(11);
        for (name, draw, tolerance) in shapes {
            let x: Vec<f64> = (0..2500).map(|_| draw(&mut random)).collect();
            let error = error(&x, &mut random);
            assert!(error < tolerance, "{name}: {error:e}");
        }
    }

    fn clump(random: &mut Random, apart: f64, clumps: f64) -> f64 {
        apart * (clumps * random.uniform()).floor()
    }

    #[test]
    fn undefined_where_there_is_no_parabola() {
        let check = |x: &[f64], defined: bool| {
            let y: Vec<f64> = (0..x.len()).map(|row| f64::from(row % 2 == 0)).collect();
            assert_eq!(Loess::new(x, &y).unwrap().fitted().is_ok(), defined, "{x:?}");
        };
        check(&[0.5], false);
        check(&[0.1, 0.2], false);
        check(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], true);
        // Six of the eight nearest are one value.
        check(&[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.7, 0.8], false);
        // The border has no weight, so two values are left.
        check(&[0.1, 0.1, 0.1, 0.1, 0.3, 0.5, 0.7, 0.9], false);
    }

    proptest! {
        #[test]
        fn order_of_points_changes_no_bit(
            points in prop::collection::vec((0_u8..40, 0.0_f64..1.0), 20..60), turn in 0_usize..60
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                points.iter().map(|&(x, y)| (f64::from(x), y)).unzip();
            let (mut turned_x, mut turned_y) = (x.clone(), y.clone());
            turned_x.rotate_left(turn % x.len());
            turned_y.rotate_left(turn % x.len());
            let fitted = |x: &[f64], y: &[f64]| Loess::new(x, y).unwrap().fitted();
            prop_assert_eq!(fitted(&x, &y), fitted(&turned_x, &turned_y));
        }

        #[test]
        fn a_parabola_is_kept_and_scales_do_not_matter(
            x in prop::collection::vec(0.0_f64..1.0, 20..400),
            (a, b, c) in (-2.0_f64..2.0, -2.0_f64..2.0, -2.0_f64..2.0),
            scale in 0.01_f64..100.0,
        ) {
            let y: Vec<f64> = x.iter().map(|x| a + x * (b + c * x)).collect();
            let scaled: Vec<f64> = x.iter().map(|x| scale * (x - 0.3)).collect();
            let loess = Loess::new(&scaled, &y).unwrap();
            for (pile, fit) in loess.piles().iter().zip(loess.fitted().unwrap()) {
                prop_assert!((fit - pile.sum / pile.count as f64).abs() < 1e-8);
            }
        }

        #[test]
        fn the_operator_is_the_curve(
            points in prop::collection::vec((0_u8..60, any::<bool>()), 30..80)
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                points.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).unzip();
            let loess = Loess::new(&x, &y).unwrap();
            if let Ok(fitted) = loess.fitted() {
                for (at, fit) in fitted.into_iter().enumerate() {
                    let (first, operator) = loess.operator(at).unwrap();
                    let piles = loess.piles()[first..].iter();
                    let applied: f64 = operator
                        .iter()
                        .zip(piles)
                        .map(|(weight, pile)| weight * pile.sum / pile.count as f64)
                        .sum();
                    prop_assert!((applied - fit).abs() < 1e-9);
                    prop_assert!((operator.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                }
            }
        }
    }
}
