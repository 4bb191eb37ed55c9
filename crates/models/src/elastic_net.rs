//! Elastic net: logistic regression that pays for large coefficients and for their number.
//!
//! H. Zou, T. Hastie, Journal of the Royal Statistical Society B 67 (2005) 301-320. Fitted by
//! Newton's method on the likelihood, each step solved by coordinate descent: J. Friedman,
//! T. Hastie, R. Tibshirani, Journal of Statistical Software 33:1 (2010).

use medlab_metrics::Undefined;
use medlab_metrics::logistic::{expit, logit};
use medlab_metrics::sums::{dot, sum};

use crate::ridge::unscaled;
use crate::standard;
use crate::{Bound, FitError, Linear, Matrix, outcomes};

/// Logistic regression less `penalty * Σ (mix |coefficient| + (1 - mix) / 2 coefficient²)`,
/// the coefficients being those of columns in standard deviations; the intercept is free.
///
/// The penalty does not grow with the rows: with scikit-learn's `LogisticRegression` behind
/// its `StandardScaler` it is `1 / C`, and `mix` is `l1_ratio`; with R's glmnet it is
/// `n * lambda`, and `mix` is `alpha`.
///
/// ```
/// use medlab_models::{ElasticNet, Matrix};
/// let [age, noise] = [[1., 2., 3., 4., 5., 6.], [2., 1., 1., 1., 2., 1.]];
/// let names = vec!["age".into(), "noise".into()];
/// let matrix = Matrix::new(names, vec![age.to_vec(), noise.to_vec()])?;
/// let lasso = ElasticNet { penalty: 1.0, mix: 1.0 };
/// let model = lasso.fit(&matrix, &[0., 0., 1., 0., 1., 1.])?;
/// assert!(model.coefficients[0] > 0.0);
/// assert_eq!(model.coefficients[1], 0.0);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElasticNet {
    /// How much coefficients cost.
    pub penalty: f64,
    /// How much of it is for their size (1: the lasso) instead of their square (0: ridge).
    pub mix: f64,
}

/// Many times what is needed where a penalty holds the coefficients.
const MAX_STEPS: usize = 100;

/// After so many rounds a step is taken as it is; the next one goes on from there.
const MAX_ROUNDS: usize = 2000;

/// After a step this small, in standard deviations, the next would be about its square.
const LAST_STEP: f64 = 1e-8;

impl ElasticNet {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 2] =
        [Bound::number("penalty", 1e-2, 1e6, 1.0), Bound::number("mix", 0.0, 1.0, 0.5)];

    /// Fits outcomes between 0 and 1.
    ///
    /// A column of equal values gets the coefficient 0. Of equal columns the lasso keeps the
    /// first, less of it their likes. The order of the rows matters to about 1e-9 of a
    /// coefficient.
    ///
    /// Refused where a setting is out of its bound, without rows (`empty`), where rows and
    /// outcomes differ in number (`lengths`), outcomes are not in the range 0..=1
    /// (`out_of_range`) or are all the same (`one_class`), or the steps do not settle
    /// (`not_converged`).
    pub fn fit(&self, matrix: &Matrix, outcomes: &[f64]) -> Result<Linear, FitError> {
        Self::BOUNDS[0].check(self.penalty)?;
        Self::BOUNDS[1].check(self.mix)?;
        outcomes::check(matrix, outcomes)?;
        let (standards, columns) = standard::columns(matrix);
        let problem = Problem {
            columns,
            outcomes,
            size: self.penalty * self.mix,
            square: self.penalty * (1.0 - self.mix),
        };
        let (intercept, coefficients) = problem.solve()?;
        Ok(unscaled(matrix, &standards, intercept, &coefficients))
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        8.0 * rows * (columns * columns + 10.0 * columns + 30.0)
            + 6000.0 * columns * columns
    }
}

struct Problem<'a> {
    /// In standard units.
    columns: Vec<Vec<f64>>,
    outcomes: &'a [f64],
    /// What a coefficient's size costs.
    size: f64,
    /// What half its square costs.
    square: f64,
}

/// A model and what it costs: minus the log likelihood and the penalty.
struct Point {
    intercept: f64,
    coefficients: Vec<f64>,
    log_odds: Vec<f64>,
    cost: f64,
}

impl Problem<'_> {
    fn solve(&self) -> Result<(f64, Vec<f64>), FitError> {
        let prevalence = sum(self.outcomes) / self.outcomes.len() as f64;
        let mut point = self.at(logit(prevalence), vec![0.0; self.columns.len()]);
        for _ in 0..MAX_STEPS {
            let target = self.newton(&point);
            let pairs = target.coefficients.iter().zip(&point.coefficients);
            let change = pairs
                .map(|(to, from)| (to - from).abs())
                .fold((target.intercept - point.intercept).abs(), f64::max);
            let largest = point.coefficients.iter().fold(1.0, |a, b| b.abs().max(a));
            if change <= LAST_STEP * largest {
                return Ok((target.intercept, target.coefficients));
            }
            point = self.descend(point, &target)?;
        }
        Err(Undefined::NotConverged.into())
    }

    fn at(&self, intercept: f64, coefficients: Vec<f64>) -> Point {
        let mut log_odds = vec![intercept; self.outcomes.len()];
        for (column, coefficient) in self.columns.iter().zip(&coefficients) {
            for (total, value) in log_odds.iter_mut().zip(column) {
                *total += coefficient * value;
            }
        }
        let losses = log_odds.iter().zip(self.outcomes).map(|(eta, outcome)| {
            let against = if *eta > 0.0 { 1.0 - outcome } else { *outcome };
            against * eta.abs() + libm::log1p(libm::exp(-eta.abs()))
        });
        let cost = losses.sum::<f64>() + self.penalty(&coefficients);
        Point { intercept, coefficients, log_odds, cost }
    }

    fn penalty(&self, coefficients: &[f64]) -> f64 {
        let of = |b: &f64| self.size * b.abs() + 0.5 * self.square * b * b;
        coefficients.iter().map(of).sum()
    }

    /// The lowest place of the parabola that lies on the likelihood at a point.
    fn newton(&self, from: &Point) -> Target {
        let risks: Vec<f64> = from.log_odds.iter().map(|eta| expit(*eta)).collect();
        let weights: Vec<f64> = risks.iter().map(|risk| risk * (1.0 - risk)).collect();
        let pairs = self.outcomes.iter().zip(&risks);
        let residuals: Vec<f64> = pairs.map(|(outcome, risk)| outcome - risk).collect();
        // Certain risks weigh nothing; the step is then long, and shortened after.
        let weight = sum(&weights).max(f64::MIN_POSITIVE);
        let residual = sum(&residuals);
        let means: Vec<f64> =
            self.columns.iter().map(|column| dot(&weights, column) / weight).collect();
        let slopes: Vec<f64> = self
            .columns
            .iter()
            .zip(&means)
            .map(|(column, mean)| dot(&residuals, column) - mean * residual)
            .collect();
        let curvature = self.curvature(&weights, &means);
        let coefficients = self.descent(&slopes, &curvature, &from.coefficients);
        let mut intercept = from.intercept + residual / weight;
        for (column, mean) in means.iter().enumerate() {
            intercept -= mean * (coefficients[column] - from.coefficients[column]);
        }
        let gain = dot_of_change(&slopes, &coefficients, &from.coefficients)
            + residual * residual / weight
            + self.penalty(&from.coefficients)
            - self.penalty(&coefficients);
        Target { intercept, coefficients, gain }
    }

    /// `Σ weight * (column j - mean j) * (column k - mean k)`, row after row.
    fn curvature(&self, weights: &[f64], means: &[f64]) -> Vec<Vec<f64>> {
        let size = means.len();
        let mut products = vec![vec![0.0; size]; size];
        for j in 0..size {
            let weighted: Vec<f64> = self.columns[j]
                .iter()
                .zip(weights)
                .map(|(value, weight)| weight * (value - means[j]))
                .collect();
            let total = sum(&weighted);
            for k in 0..=j {
                products[j][k] = dot(&weighted, &self.columns[k]) - means[k] * total;
                products[k][j] = products[j][k];
            }
        }
        products
    }

    /// Coordinate descent on the parabola: each coefficient in turn, until none moves.
    fn descent(&self, slopes: &[f64], curvature: &[Vec<f64>], from: &[f64]) -> Vec<f64> {
        let mut coefficients = from.to_vec();
        // The slopes at the coefficients so far.
        let mut slopes = slopes.to_vec();
        for _ in 0..MAX_ROUNDS {
            let (mut moved, mut largest) = (0.0_f64, 1.0_f64);
            for j in 0..coefficients.len() {
                let old = coefficients[j];
                let own = curvature[j][j];
                let pull = own * old + slopes[j];
                let beyond = pull.abs() - self.size;
                let new = if beyond > 0.0 && own > 0.0 {
                    beyond.copysign(pull) / (own + self.square)
                } else {
                    0.0
                };
                largest = largest.max(new.abs());
                let change = new - old;
                if change != 0.0 {
                    coefficients[j] = new;
                    moved = moved.max(change.abs());
                    for (slope, product) in slopes.iter_mut().zip(&curvature[j]) {
                        *slope -= product * change;
                    }
                }
            }
            if moved <= 1e-13 * largest {
                break;
            }
        }
        coefficients
    }

    /// The whole step where the cost falls as it should, else the first half, quarter ... of
    /// it with which it does (Armijo's rule).
    fn descend(&self, from: Point, target: &Target) -> Result<Point, FitError> {
        let rounding = 1e-13 * (1.0 + from.cost);
        let mut length = 1.0;
        while length > 1e-12 {
            let part = |from: f64, to: f64| {
                if length < 1.0 { from + length * (to - from) } else { to }
            };
            let pairs = from.coefficients.iter().zip(&target.coefficients);
            let coefficients = pairs.map(|(from, to)| part(*from, *to)).collect();
            let point = self.at(part(from.intercept, target.intercept), coefficients);
            if point.cost <= from.cost - 1e-4 * length * target.gain + rounding {
                return Ok(point);
            }
            length *= 0.5;
        }
        Err(Undefined::NotConverged.into())
    }
}

/// Where a step leads, and how fast the cost falls at its start.
struct Target {
    intercept: f64,
    coefficients: Vec<f64>,
    gain: f64,
}

fn dot_of_change(slopes: &[f64], to: &[f64], from: &[f64]) -> f64 {
    let changes: Vec<f64> = to.iter().zip(from).map(|(to, from)| to - from).collect();
    dot(slopes, &changes)
}
