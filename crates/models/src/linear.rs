//! A linear model of log odds: an intercept, and for each column what one unit of it adds.

use medlab_metrics::logistic::expit;
use medlab_metrics::{Limits, LogisticFit, Z95};

use crate::Matrix;

/// Log odds as `intercept + Σ coefficient * column`, on the columns as they were given.
///
/// ```
/// use medlab_models::{Linear, Matrix};
/// let model = Linear {
///     columns: vec!["age".into()],
///     intercept: -7.0,
///     coefficients: vec![0.1],
///     errors: None,
/// };
/// let patients = Matrix::new(vec!["age".into()], vec![vec![70.0]])?;
/// assert_eq!(model.predict(&patients), [0.5]);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// What each column is called.
    pub columns: Vec<String>,
    /// Log odds where all columns are 0.
    pub intercept: f64,
    /// What one unit more of each column adds to the log odds.
    pub coefficients: Vec<f64>,
    /// The standard error of each; none where they are drawn to zero, which leaves none that
    /// could be trusted.
    pub errors: Option<Vec<f64>>,
}

impl Linear {
    /// What an unpenalised regression on a matrix found.
    pub fn of(matrix: &Matrix, fit: &LogisticFit) -> Self {
        Self {
            columns: matrix.names().to_vec(),
            intercept: fit.coefficients[0],
            coefficients: fit.coefficients[1..].to_vec(),
            errors: Some(fit.standard_errors[1..].to_vec()),
        }
    }

    /// By what one unit more of each column multiplies the odds.
    pub fn odds_ratios(&self) -> Vec<f64> {
        self.coefficients.iter().map(|coefficient| libm::exp(*coefficient)).collect()
    }

    /// The 95 % limits of these (Wald), where there are any.
    pub fn odds_ratio_limits(&self) -> Option<Vec<Limits>> {
        let limits = |(coefficient, error): (&f64, &f64)| {
            let limit = |z: f64| libm::exp(coefficient + z * error);
            Limits { lower: limit(-Z95), upper: limit(Z95) }
        };
        let errors = self.errors.as_ref()?;
        Some(self.coefficients.iter().zip(errors).map(limits).collect())
    }

    /// The log odds of each row.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn log_odds(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        let mut total = vec![self.intercept; matrix.rows()];
        for (column, coefficient) in matrix.columns().iter().zip(&self.coefficients) {
            for (total, value) in total.iter_mut().zip(column) {
                *total += coefficient * value;
            }
        }
        total
    }

    /// The risk of each row, in the range 0..=1. About 2 ns a row and column, and 10 a row.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        self.log_odds(matrix).into_iter().map(expit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_metrics::Logistic;

    #[test]
    fn limits_are_those_of_the_fit() {
        // A two by two table of 30, 10, 20 and 40: the odds ratio is 6, and the standard
        // error of its logarithm the root of 1/30 + 1/10 + 1/20 + 1/40.
        let cells = [(1.0, 1.0, 30), (1.0, 0.0, 10), (0.0, 1.0, 20), (0.0, 0.0, 40)];
        let rows = |of: fn(&(f64, f64, usize)) -> f64| -> Vec<f64> {
            cells.iter().flat_map(|cell| vec![of(cell); cell.2]).collect()
        };
        let (exposed, ill) = (rows(|cell| cell.0), rows(|cell| cell.1));
        let matrix = Matrix::new(vec!["exposed".into()], vec![exposed]).unwrap();
        let fit = Logistic::new(&matrix.slices()).fit(&ill).unwrap();
        let model = Linear::of(&matrix, &fit);
        assert!((model.odds_ratios()[0] - 6.0).abs() < 1e-9);
        let error = libm::sqrt(1.0 / 30.0 + 0.1 + 0.05 + 0.025);
        let upper = 6.0 * libm::exp(Z95 * error);
        let limits = model.odds_ratio_limits().unwrap()[0];
        assert!((limits.upper / upper - 1.0).abs() < 1e-8, "{limits:?}");
        assert!((limits.lower * upper / 36.0 - 1.0).abs() < 1e-8, "{limits:?}");
    }
}
