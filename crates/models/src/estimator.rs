//! An estimator: a way to learn risks from rows, with its settings; fitted, it predicts.

use medlab_metrics::{Logistic, LogisticFit};

use crate::{Bound, FitError, Matrix};

/// A way to learn risks, with its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimator {
    /// Logistic regression by maximum likelihood.
    Logistic,
}

/// A fitted estimator.
#[derive(Clone, Debug, PartialEq)]
pub enum Fitted {
    /// Coefficients of a logistic regression.
    Logistic(LogisticFit),
}

impl Estimator {
    /// The settings of the estimator of this name; none where there is no such estimator.
    pub fn bounds(name: &str) -> Option<&'static [Bound]> {
        match name {
            "logistic" => Some(&[]),
            _ => None,
        }
    }

    /// Learns risks from rows and their outcomes, 0 or 1.
    ///
    /// The seed matters only to estimators that draw. Refused where the rows do not
    /// determine the model, see [`FitError`].
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
        _seed: u64,
    ) -> Result<Fitted, FitError> {
        match self {
            Self::Logistic => {
                let fit = Logistic::new(&matrix.slices()).fit(outcomes)?;
                Ok(Fitted::Logistic(fit))
            }
        }
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        match self {
            Self::Logistic => 8.0 * rows * columns * (columns + 10.0),
        }
    }
}

impl Fitted {
    /// The risk of each row, in the range 0..=1.
    ///
    /// # Panics
    /// Where the matrix has other columns than the one it was fitted to.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        match self {
            Self::Logistic(fit) => fit.predict(&matrix.slices()),
        }
    }
}
