//! Naive Bayes: the risk as if columns were normal and independent among ill and well.
//!
//! Where columns repeat each other, their evidence is counted twice: risks then lie too near
//! 0 and 1, which is what this model is here to show.

use medlab_metrics::Undefined;
use medlab_metrics::logistic::{expit, logit};

use crate::{Bound, FitError, Matrix, outcomes};

/// Gaussian naive Bayes, as scikit-learn's `GaussianNB`.
///
/// ```
/// use medlab_models::{Matrix, NaiveBayes};
/// let lactate = vec![1.0, 2.0, 3.0, 3.0, 4.0, 5.0];
/// let matrix = Matrix::new(vec!["lactate".into()], vec![lactate])?;
/// let model = NaiveBayes { var_smoothing: 1e-9 }.fit(&matrix, &[0., 0., 0., 1., 1., 1.])?;
/// assert!((model.predict(&matrix)[2] - 0.5).abs() < 0.5);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NaiveBayes {
    /// The share of the largest variance of any column that is added to each variance, so
    /// that none is 0.
    pub var_smoothing: f64,
}

/// What naive Bayes learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedNaiveBayes {
    /// What each column is called.
    pub columns: Vec<String>,
    /// The share of events.
    pub prevalence: f64,
    /// Each column among those without the event.
    pub without: Vec<Normal>,
    /// Each column among those with the event.
    pub with: Vec<Normal>,
}

/// A normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    /// Its mean.
    pub mean: f64,
    /// Its variance, over `n`, smoothing added.
    pub variance: f64,
}

impl NaiveBayes {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 1] = [Bound::number("var_smoothing", 1e-12, 1.0, 1e-9)];

    /// Learns from outcomes, 0 or 1.
    ///
    /// Refused where a setting is out of its bound, without rows (`empty`), where rows and
    /// outcomes differ in number (`lengths`), an outcome is neither 0 nor 1
    /// (`out_of_range`), all are the same (`one_class`), or all columns are constant
    /// (`collinear`), where scikit-learn answers with numbers that are none. Rows in another
    /// order change a risk by rounding only.
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
    ) -> Result<FittedNaiveBayes, FitError> {
        Self::BOUNDS[0].check(self.var_smoothing)?;
        let [without, with] = classes(matrix, outcomes)?;
        let all: Vec<usize> = (0..matrix.rows()).collect();
        let largest = matrix
            .columns()
            .iter()
            .map(|column| Normal::of(column, &all).variance)
            .fold(0.0, f64::max);
        if largest == 0.0 {
            return Err(Undefined::Collinear.into());
        }
        let normals = |rows: &[usize]| {
            let normal = |column: &Vec<f64>| {
                let Normal { mean, variance } = Normal::of(column, rows);
                Normal { mean, variance: variance + self.var_smoothing * largest }
            };
            matrix.columns().iter().map(normal).collect()
        };
        Ok(FittedNaiveBayes {
            columns: matrix.names().to_vec(),
            prevalence: with.len() as f64 / matrix.rows() as f64,
            without: normals(&without),
            with: normals(&with),
        })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        10.0 * rows as f64 * columns as f64
    }
}

impl FittedNaiveBayes {
    /// The risk of each row, in the range 0..=1. About 5 ns a row and column.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        let mut log_odds = vec![logit(self.prevalence); matrix.rows()];
        let normals = self.without.iter().zip(&self.with);
        for (column, (without, with)) in matrix.columns().iter().zip(normals) {
            let scale = 0.5 * libm::log(without.variance / with.variance);
            for (log_odds, value) in log_odds.iter_mut().zip(column) {
                *log_odds += scale + without.distance(*value) - with.distance(*value);
            }
        }
        log_odds.into_iter().map(expit).collect()
    }
}

impl Normal {
    fn of(column: &[f64], rows: &[usize]) -> Self {
        let first = column[rows[0]];
        // A sum of equal numbers is rounded, and would leave them a variance.
        if rows.iter().all(|row| column[*row].to_bits() == first.to_bits()) {
            return Self { mean: first, variance: 0.0 };
        }
        let count = rows.len() as f64;
        let mean = rows.iter().map(|row| column[*row]).sum::<f64>() / count;
        let squares =
            rows.iter().map(|row| (column[*row] - mean) * (column[*row] - mean));
        Self { mean, variance: squares.sum::<f64>() / count }
    }

    /// Half the squared distance from the mean in standard deviations.
    fn distance(&self, value: f64) -> f64 {
        let away = value - self.mean;
        0.5 * away * away / self.variance
    }
}

/// The rows without the event and those with it.
fn classes(matrix: &Matrix, outcomes: &[f64]) -> Result<[Vec<usize>; 2], FitError> {
    outcomes::check(matrix, outcomes)?;
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for (row, outcome) in outcomes.iter().enumerate() {
        match *outcome {
            0.0 => without.push(row),
            1.0 => with.push(row),
            _ => return Err(Undefined::OutOfRange.into()),
        }
    }
    Ok([without, with])
}
