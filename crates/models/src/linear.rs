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
