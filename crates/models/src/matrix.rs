//! A matrix: what an estimator sees of patients, columns of finite numbers.

use crate::FitError;
use medlab_metrics::Undefined;

/// Columns of finite numbers, all of one length, one row a patient or an episode.
///
/// ```
/// use medlab_models::Matrix;
/// let matrix = Matrix::new(vec!["age".into()], vec![vec![70.0, 81.0]])?;
/// assert_eq!(matrix.rows(), 2);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    names: Vec<String>,
    columns: Vec<Vec<f64>>,
    rows: usize,
}

impl Matrix {
    /// Columns and their names.
    ///
    /// Refused where names and columns differ in number, columns differ in length
    /// (`lengths`) or a number is not finite (`not_finite`).
    pub fn new(names: Vec<String>, columns: Vec<Vec<f64>>) -> Result<Self, FitError> {
        let rows = columns.first().map_or(0, Vec::len);
        if names.len() != columns.len() || columns.iter().any(|c| c.len() != rows) {
            return Err(Undefined::Lengths.into());
        }
        if columns.iter().flatten().any(|value| !value.is_finite()) {
            return Err(Undefined::NotFinite.into());
        }
        Ok(Self { names, columns, rows })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// What each column is called.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The columns.
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// The columns as slices, as regressions take them.
    pub fn slices(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    /// Some of the rows, in the order given, which may repeat.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        let pick = |column: &Vec<f64>| rows.iter().map(|row| column[*row]).collect();
        Self {
            names: self.names.clone(),
            columns: self.columns.iter().map(pick).collect(),
            rows: rows.len(),
        }
    }
}
