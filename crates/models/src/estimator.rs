//! An estimator: a way to learn risks from rows, with its settings; fitted, it predicts.

use medlab_metrics::Logistic;

use crate::{Bound, FitError, FittedNaiveBayes, Linear, Matrix, NaiveBayes, Ridge};

/// A way to learn risks, with its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimator {
    /// Logistic regression by maximum likelihood.
    Logistic,
    /// Logistic regression that pays for large coefficients.
    Ridge(Ridge),
    /// Every column on its own, as if the others said nothing of it.
    NaiveBayes(NaiveBayes),
}

/// A fitted estimator.
#[derive(Clone, Debug, PartialEq)]
pub enum Fitted {
    /// An intercept and a coefficient for each column.
    Linear(Linear),
    /// A normal curve for each column and outcome.
    NaiveBayes(FittedNaiveBayes),
}

/// The names of all estimators, from the simplest to the most complex.
pub const NAMES: [&str; 3] = ["logistic", "ridge", "naive_bayes"];

impl Estimator {
    /// The settings of the estimator of this name; none where there is no such estimator.
    pub fn bounds(name: &str) -> Option<&'static [Bound]> {
        match name {
            "logistic" | "naive_bayes" => Some(&[]),
            "ridge" => Some(&Ridge::BOUNDS),
            _ => None,
        }
    }

    /// The estimator of this name with its settings; none where there is no such estimator.
    pub fn with(name: &str, setting: impl Fn(&str) -> f64) -> Option<Self> {
        Some(match name {
            "logistic" => Self::Logistic,
            "ridge" => Self::Ridge(Ridge { penalty: setting("penalty") }),
            "naive_bayes" => {
                let [smoothing] = NaiveBayes::BOUNDS;
                Self::NaiveBayes(NaiveBayes { var_smoothing: smoothing.usual })
            }
            _ => return None,
        })
    }

    /// Its name, as recipes write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Logistic => "logistic",
            Self::Ridge(_) => "ridge",
            Self::NaiveBayes(_) => "naive_bayes",
        }
    }

    /// Its place from the simplest, 0, to the most complex.
    pub fn complexity(&self) -> usize {
        NAMES.iter().position(|name| *name == self.name()).unwrap_or(NAMES.len())
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
        Ok(match self {
            Self::Logistic => {
                let fit = Logistic::new(&matrix.slices()).fit(outcomes)?;
                Fitted::Linear(Linear::of(matrix, &fit))
            }
            Self::Ridge(ridge) => Fitted::Linear(ridge.fit(matrix, outcomes)?),
            Self::NaiveBayes(bayes) => Fitted::NaiveBayes(bayes.fit(matrix, outcomes)?),
        })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        match self {
            Self::Logistic => {
                let (rows, columns) = (rows as f64, columns as f64);
                8.0 * rows * columns * (columns + 10.0)
            }
            Self::Ridge(ridge) => ridge.work(rows, columns),
            Self::NaiveBayes(bayes) => bayes.work(rows, columns),
        }
    }

    /// About how many nanoseconds it takes to predict so many rows, having learned from
    /// others.
    pub fn predict_work(&self, _learned: usize, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        match self {
            Self::Logistic | Self::Ridge(_) => rows * (10.0 + 2.0 * columns),
            Self::NaiveBayes(_) => rows * (10.0 + 20.0 * columns),
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
            Self::Linear(linear) => linear.predict(matrix),
            Self::NaiveBayes(bayes) => bayes.predict(matrix),
        }
    }
}
