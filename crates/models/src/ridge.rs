//! Ridge: logistic regression that pays for large coefficients.
//!
//! S. le Cessie, J. C. van Houwelingen, Applied Statistics 41 (1992) 191-201.

use medlab_metrics::Logistic;

use crate::standard::{self, Standard};
use crate::{Bound, FitError, Linear, Matrix, outcomes};

/// Logistic regression less `penalty / 2 * Σ coefficient²`, the coefficients being those of
/// columns in standard deviations; the intercept is free.
///
/// The penalty does not grow with the rows: it is `1 / C` of scikit-learn's
/// `LogisticRegression` behind its `StandardScaler`, and `n * lambda` of R's glmnet with
/// `alpha = 0`.
///
/// ```
/// use medlab_models::{Matrix, Ridge};
/// let matrix = Matrix::new(vec!["fever".into()], vec![vec![0., 0., 0., 1., 1., 1.]])?;
/// // Without a penalty this coefficient would be infinite: fever separates the outcomes.
/// let model = Ridge { penalty: 1.0 }.fit(&matrix, &[0., 0., 0., 1., 1., 1.])?;
/// let [well, .., ill] = model.predict(&matrix)[..] else { unreachable!() };
/// assert!(0.0 < well && well < 0.5 && 0.5 < ill && ill < 1.0);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ridge {
    /// How much a large coefficient costs.
    pub penalty: f64,
}

impl Ridge {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 1] = [Bound::number("penalty", 1e-4, 1e6, 1.0)];

    /// Fits outcomes between 0 and 1.
    ///
    /// A column of equal values gets the coefficient 0, columns that follow from each other
    /// share theirs. The order of the rows matters to about 1e-10 of a coefficient.
    ///
    /// Refused where a setting is out of its bound, without rows (`empty`), where rows and
    /// outcomes differ in number (`lengths`), outcomes are not in the range 0..=1
    /// (`out_of_range`) or are all the same (`one_class`).
    pub fn fit(&self, matrix: &Matrix, outcomes: &[f64]) -> Result<Linear, FitError> {
        Self::BOUNDS[0].check(self.penalty)?;
        outcomes::check(matrix, outcomes)?;
        let (standards, scaled) = standard::columns(matrix);
        let slices: Vec<&[f64]> = scaled.iter().map(Vec::as_slice).collect();
        let fit = Logistic::new(&slices).ridge(self.penalty).fit(outcomes)?;
        Ok(unscaled(matrix, &standards, fit.coefficients[0], &fit.coefficients[1..]))
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        8.0 * rows * columns * (columns + 10.0) + 15.0 * columns * columns * columns
    }
}

/// The model on the columns as given, of coefficients on standard ones.
pub(crate) fn unscaled(
    matrix: &Matrix,
    standards: &[Standard],
    mut intercept: f64,
    coefficients: &[f64],
) -> Linear {
    let coefficients =
        coefficients.iter().zip(standards).map(|(coefficient, standard)| {
            let coefficient = coefficient / standard.deviation;
            intercept -= coefficient * standard.mean;
            coefficient
        });
    let coefficients = coefficients.collect();
    let columns = matrix.names().to_vec();
    Linear { columns, intercept, coefficients, errors: None }
}
