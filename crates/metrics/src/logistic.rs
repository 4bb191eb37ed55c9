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

/// Where a maximum exists, Newton's method finds it before: an overlap of the outcomes by a
/// share `e` of the spread costs about `ln(1 / e)` steps, and doubles hold no `e` below 1e-16.
const SEPARATION_SHOWS: usize = 50;

/// A step this small, in standard deviations of the columns, is rounding.
const STEP_TOLERANCE: f64 = 1e-12;

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
            let before = last.map_or(f64::INFINITY, |step| magnitude(&step.change));
            // A step that no longer shrinks although tiny is all rounding.
            let stalled = size < 1e-8 && size >= before;
            if stalled || size <= STEP_TOLERANCE * (1.0 + magnitude(&point.coefficients))
            {
                return curvature.report(&design, &point, iteration);
            }
            if self.ridge == 0.0
                && iteration % SEPARATION_SHOWS == 0
                && separation::by_direction(&design, &step.change)
            {
                return Err(Undefined::Separated);
            }
            point = ascend(&design, point, &step);
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

/// The step, or as much of it as raises the likelihood in proportion (Armijo's rule).
fn ascend(design: &Design, from: Point, step: &Step) -> Point {
    let rounding = 1e-13 * (1.0 + from.objective.abs());
    let mut length = 1.0;
    while length > 1e-18 {
        let moved =
            from.coefficients.iter().zip(&step.change).map(|(b, d)| b + length * d);
        let to = design.at(moved.collect());
        if to.objective >= from.objective + 1e-4 * length * step.gain - rounding {
            return to;
        }
        length *= 0.5;
    }
    from
}

fn magnitude(coefficients: &[f64]) -> f64 {
    coefficients.iter().map(|value| value.abs()).sum()
}
