//! Logistic regression by maximum likelihood, as calibration and simple models need it.
//!
//! Newton's method (iteratively reweighted least squares) on centred and scaled columns, with
//! shorter steps where a full one would lose likelihood. No penalty unless asked for; no
//! selection, no factors: columns are numbers. The intercept always comes first.

mod curvature;
mod design;
mod separation;

use crate::undefined::Undefined;

use curvature::Step;
use design::{Design, Point};

/// A regression to be fitted: `logit P(outcome) = intercept + Σ coefficient * column + offset`.
///
/// ```
/// use medlab_metrics::Logistic;
/// // A two by two table: the coefficient is the log odds ratio, ln((3 * 3) / (1 * 1)).
/// let exposed = [1., 1., 1., 1., 0., 0., 0., 0.];
/// let ill = [1., 1., 1., 0., 1., 0., 0., 0.];
/// let fit = Logistic::new(&[&exposed]).fit(&ill)?;
/// assert!((fit.coefficients[1] - libm::log(9.0)).abs() < 1e-12);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Logistic<'a> {
    columns: &'a [&'a [f64]],
    offset: Option<&'a [f64]>,
    weights: Option<&'a [f64]>,
    ridge: f64,
}

/// What a regression found.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticFit {
    /// The intercept, then one coefficient for each column.
    pub coefficients: Vec<f64>,
    /// Square roots of the diagonal of `covariance`.
    pub standard_errors: Vec<f64>,
    /// Inverse of the (penalised) information, one row after the other.
    pub covariance: Vec<f64>,
    /// Log likelihood at the coefficients, without the penalty.
    pub log_likelihood: f64,
    /// Newton steps taken.
    pub iterations: usize,
}

/// Many times what a fit needs that has a maximum; one that has none is told by its direction.
const MAX_ITERATIONS: usize = 200;

/// After so many steps, and again after as many, it is asked whether the outcomes are separated.
const SEPARATION_SHOWS: usize = 10;

/// After a step this small, in standard deviations of the columns, the next would be about
/// its square: rounding.
const LAST_STEP: f64 = 1e-8;

impl<'a> Logistic<'a> {
    /// A regression on these columns; none means an intercept alone.
    pub fn new(columns: &'a [&'a [f64]]) -> Self {
        Logistic { columns, offset: None, weights: None, ridge: 0.0 }
    }

    /// Adds a term whose coefficient is held at one.
    pub fn offset(mut self, offset: &'a [f64]) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Counts each patient this often; zero leaves one out.
    pub fn weights(mut self, weights: &'a [f64]) -> Self {
        self.weights = Some(weights);
        self
    }

    /// Subtracts `lambda / 2 * Σ coefficient²` from the log likelihood, sparing the intercept,
    /// on the scale of the columns as given. Scikit-learn's `C` is `1 / lambda`.
    pub fn ridge(mut self, lambda: f64) -> Self {
        self.ridge = lambda;
        self
    }

    /// Fits outcomes between 0 and 1; one in between counts as partly an event.
    ///
    /// Undefined when there are no patients (`empty`), columns and outcomes differ in length
    /// (`lengths`), a number is not finite or a weight negative (`not_finite`,
    /// `out_of_range`), all outcomes are equal (`one_class`), a column follows from others
    /// (`collinear`), or the outcomes are separated, completely or with ties at the border
    /// (`separated`): then no maximum exists. With a ridge the last two cannot happen.
    ///
    /// A. Albert, J. A. Anderson, Biometrika 71 (1984) 1-10, on separation.
    pub fn fit(&self, outcomes: &[f64]) -> Result<LogisticFit, Undefined> {
        let design = Design::new(self, outcomes)?;
        if self.ridge == 0.0 && separation::by_one_column(&design) {
            return Err(Undefined::Separated);
        }
        let mut point = design.start();
        let mut last: Option<Step> = None;
        for iteration in 1..=MAX_ITERATIONS {
            let curvature = design.curvature(&point);
            let Ok(step) = curvature.newton() else {
                return Err(match last {
                    // At the start all patients still count, so the columns are at fault.
                    None => Undefined::Collinear,
                    Some(step) if separation::by_direction(&design, &step.change) => {
                        Undefined::Separated
                    }
                    Some(_) => Undefined::NotConverged,
                });
            };
            let size = magnitude(&step.change);
            // Where certain risks are wrong, rounding alone makes steps, which then stop
            // getting smaller.
            let before = last.map_or(f64::INFINITY, |step| magnitude(&step.change));
            let stalled = size < 1e-5 && size >= before;
            if stalled || size <= LAST_STEP * (1.0 + magnitude(&point.coefficients)) {
                return curvature.report(&design, &point, &step, iteration);
            }
            if self.ridge == 0.0
                && iteration % SEPARATION_SHOWS == 0
                && separation::by_direction(&design, &step.change)
            {
                return Err(Undefined::Separated);
            }
            point = ascend(&design, &point, &step);
            last = Some(step);
        }
        Err(Undefined::NotConverged)
    }
}

impl LogisticFit {
    /// Predicted probabilities for patients with these columns, in the order of the fit.
    pub fn predict(&self, columns: &[&[f64]]) -> Vec<f64> {
        let mut predicted = self.linear_predictor(columns);
        for value in &mut predicted {
            *value = expit(*value);
        }
        predicted
    }

    /// `intercept + Σ coefficient * column`, without an offset. Empty without columns.
    pub fn linear_predictor(&self, columns: &[&[f64]]) -> Vec<f64> {
        let rows = columns.first().map_or(0, |column| column.len());
        let mut total = vec![self.coefficients[0]; rows];
        for (column, coefficient) in columns.iter().zip(&self.coefficients[1..]) {
            for (total, value) in total.iter_mut().zip(*column) {
                *total += coefficient * value;
            }
        }
        total
    }
}

/// `1 / (1 + exp(-x))`, exact in both tails.
///
/// ```
/// assert_eq!(medlab_metrics::logistic::expit(0.0), 0.5);
/// ```
pub fn expit(x: f64) -> f64 {
    let small = libm::exp(-x.abs());
    if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// `ln(p / (1 - p))`; infinite at 0 and 1.
///
/// ```
/// assert_eq!(medlab_metrics::logistic::logit(0.5), 0.0);
/// ```
pub fn logit(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}

/// The step where it raises the likelihood as it should (Armijo's rule); else as much of it as
/// nearly reaches the highest place on its way, found by halving, as the likelihood is concave.
fn ascend(design: &Design, from: &Point, step: &Step) -> Point {
    let moved = |length: f64| {
        let pairs = from.coefficients.iter().zip(&step.change);
        design.at(pairs.map(|(b, d)| b + length * d).collect())
    };
    let whole = moved(1.0);
    let rounding = 1e-13 * (1.0 + from.objective.abs());
    if whole.objective >= from.objective + 1e-4 * step.gain - rounding {
        return whole;
    }
    let along = design.predictor(&step.change);
    let (mut low, mut high, mut middle) = (0.0, 1.0, 0.5);
    while low < middle && middle < high {
        let slope = design.slope(from, step, &along, middle);
        if slope < 0.0 {
            high = middle;
        } else if slope <= 0.3 * step.gain {
            break;
        } else {
            low = middle;
        }
        middle = 0.5 * (low + high);
    }
    moved(middle)
}

fn magnitude(coefficients: &[f64]) -> f64 {
    coefficients.iter().map(|value| value.abs()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::Random;

    fn normal(random: &mut Random) -> f64 {
        (0..12).map(|_| random.uniform()).sum::<f64>() - 6.0
    }

    #[test]
    fn what_cannot_be_fitted_says_why() {
        use Undefined::{
            Collinear, Empty, Lengths, NotFinite, OneClass, OutOfRange, Separated,
        };
        let check = |columns: &[&[f64]], outcomes: &[f64], expected: Undefined| {
            let found = Logistic::new(columns).fit(outcomes);
            assert_eq!(found.map(|fit| fit.coefficients), Err(expected), "{columns:?}");
        };
        check(&[], &[], Empty);
        check(&[&[1.0]], &[0.0, 1.0], Lengths);
        check(&[&[1.0, f64::NAN]], &[0.0, 1.0], NotFinite);
        check(&[], &[0.0, 1.5], OutOfRange);
        check(&[], &[1.0, 1.0], OneClass);
        check(&[], &[0.0], OneClass);
        let outcomes = [0.0, 1.0, 0.0, 1.0, 1.0];
        let (a, b) = ([1.0, 2.0, 5.0, 3.0, 4.0], [3.0, 5.0, 11.0, 7.0, 9.0]);
        check(&[&[2.0; 5]], &outcomes, Collinear);
        check(&[&a, &b], &outcomes, Collinear);
        check(&[&[0.0, 1.0, 0.0, 1.0, 1.0]], &outcomes, Separated);
        // A rare finding that all with it share an outcome.
        check(&[&[0.0, 0.0, 0.0, 0.0, 1.0]], &outcomes, Separated);
        let weights = [0.0, 0.0, 0.0, 1.0, 1.0];
        let fit = Logistic::new(&[&a]).weights(&weights).fit(&outcomes);
        assert_eq!(fit, Err(OneClass));
        assert_eq!(
            Logistic::new(&[&a]).weights(&[-1.0; 5]).fit(&outcomes),
            Err(OutOfRange)
        );
    }

    /// No single column separates, their sum does: far apart, or touching on a line.
    #[test]
    fn separation_by_a_combination_is_found() {
        let mut random = Random::new(3);
        for (gap, touching) in [(0.5, 0), (1e-6, 0), (0.0, 40), (0.5, 40)] {
            let (mut a, mut b, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
            for row in 0..200 {
                let (x, side) = (4.0 * normal(&mut random), f64::from(row % 2));
                let away = gap + random.uniform();
                let sum = if row < touching { 0.0 } else { (2.0 * side - 1.0) * away };
                // Halves of whole numbers keep the sum exact.
                let (x, sum) =
                    ((x * 64.0).round() / 64.0, (sum * 1e7).round() / 67108864.0);
                a.push(x);
                b.push(sum - x);
                outcomes.push(side);
            }
            let fit = Logistic::new(&[&a, &b]).fit(&outcomes).map(|fit| fit.coefficients);
            assert_eq!(fit, Err(Undefined::Separated), "gap {gap}, touching {touching}");
            // A penalty makes it defined, and one outcome exchanged does.
            assert!(Logistic::new(&[&a, &b]).ridge(1e-3).fit(&outcomes).is_ok());
            outcomes[198] = 1.0 - outcomes[198];
            let fit = Logistic::new(&[&a, &b]).fit(&outcomes).map(|fit| fit.iterations);
            assert!(fit.is_ok(), "gap {gap}, touching {touching}: {fit:?}");
        }
    }

    /// An overlap by next to nothing is an overlap: the maximum is far away but exists.
    #[test]
    fn an_overlap_however_small_is_no_separation() {
        for overlap in [1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12] {
            let x = [-1.0, overlap, 0.0, 1.0];
            let fit = Logistic::new(&[&x]).fit(&[0.0, 0.0, 1.0, 1.0]).unwrap();
            // Two residuals of about a half over `overlap` balance two of exp(-slope).
            let slope = fit.coefficients[1];
            let balance = overlap * expit(slope * overlap * 0.5) - 2.0 * expit(-slope);
            assert!(slope > 4.0 && balance.abs() < 0.1 * overlap, "{overlap}: {slope}");
        }
    }

    proptest! {
        /// At the maximum residuals are orthogonal to every column.
        #[test]
        fn the_score_is_zero(seed in any::<u64>(), rows in 40_usize..120, ridge in 0.0_f64..2.0) {
            let mut random = Random::new(seed);
            let mut draw = || (0..rows).map(|_| normal(&mut random)).collect::<Vec<f64>>();
            let (a, b, noise, offset) = (draw(), draw(), draw(), draw());
            let outcomes: Vec<f64> =
                (0..rows).map(|row| f64::from(a[row] + 2.0 * noise[row] > 0.3)).collect();
            let columns: [&[f64]; 2] = [&a, &b];
            let regression = Logistic::new(&columns).offset(&offset).ridge(ridge);
            if let Ok(fit) = regression.fit(&outcomes) {
                let eta = fit.linear_predictor(&columns);
                let mut score = [0.0, -ridge * fit.coefficients[1], -ridge * fit.coefficients[2]];
                for row in 0..rows {
                    let residual = outcomes[row] - expit(eta[row] + offset[row]);
                    score[0] += residual;
                    score[1] += residual * a[row];
                    score[2] += residual * b[row];
                }
                prop_assert!(score.iter().all(|score| score.abs() < 1e-8), "{score:?}");
            }
        }

        /// Units and zero points of columns change coefficients as they should.
        #[test]
        fn units_do_not_matter(seed in any::<u64>(), scale in 1e-6_f64..1e6, zero in -1e3_f64..1e3) {
            let mut random = Random::new(seed);
            let x: Vec<f64> = (0..60).map(|_| normal(&mut random)).collect();
            let outcomes: Vec<f64> =
                x.iter().map(|x| f64::from(x + 1.5 * normal(&mut random) > 0.0)).collect();
            let moved: Vec<f64> = x.iter().map(|x| scale * (x + zero)).collect();
            let one = Logistic::new(&[&x]).fit(&outcomes);
            let two = Logistic::new(&[&moved]).fit(&outcomes);
            if let (Ok(one), Ok(two)) = (one, two) {
                let near = |a: f64, b: f64| (a - b).abs() < 1e-7 * (1.0 + a.abs());
                prop_assert!(near(one.coefficients[1], scale * two.coefficients[1]));
                prop_assert!(near(one.standard_errors[1], scale * two.standard_errors[1]));
                prop_assert!(near(one.log_likelihood, two.log_likelihood));
            }
        }

        /// A weight of three is three patients, and half an event is one of two.
        #[test]
        fn weights_repeat_and_shares_split(
            patients in prop::collection::vec((-3_i8..4, any::<bool>(), 0_u8..4), 12..40)
        ) {
            let x: Vec<f64> = patients.iter().map(|p| f64::from(p.0)).collect();
            let outcomes: Vec<f64> = patients.iter().map(|p| f64::from(p.1)).collect();
            let weights: Vec<f64> = patients.iter().map(|p| f64::from(p.2)).collect();
            let repeat = |values: &[f64]| -> Vec<f64> {
                let all = values.iter().zip(&patients);
                all.flat_map(|(&value, p)| vec![value; usize::from(p.2)]).collect()
            };
            let weighted = Logistic::new(&[&x]).weights(&weights).fit(&outcomes);
            let repeated = Logistic::new(&[&repeat(&x)]).fit(&repeat(&outcomes));
            match (weighted, repeated) {
                (Ok(one), Ok(two)) => {
                    for (a, b) in one.coefficients.iter().zip(&two.coefficients) {
                        prop_assert!((a - b).abs() < 1e-8 * (1.0 + a.abs()));
                    }
                }
                (one, two) => prop_assert_eq!(one.err(), two.err()),
            }
        }
    }
}
