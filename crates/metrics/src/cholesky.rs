//! Cholesky factors of small symmetric matrices, stored as rows one after the other.

use crate::undefined::Undefined;

/// The lower factor `L` of `A = L L'`.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors `matrix`, reading its lower triangle. Collinear when a pivot falls below
    /// `tolerance` times its diagonal element: what is left of a column is then rounding.
    pub(crate) fn new(
        matrix: &[f64],
        size: usize,
        tolerance: f64,
    ) -> Result<Cholesky, Undefined> {
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let mut rest = matrix[row * size + column];
                for k in 0..column {
                    rest -= lower[row * size + k] * lower[column * size + k];
                }
                if row == column {
                    let diagonal = matrix[row * size + row];
                    if rest.is_nan() || rest <= tolerance * diagonal || diagonal <= 0.0 {
                        return Err(Undefined::Collinear);
                    }
                    lower[row * size + row] = rest.sqrt();
                } else {
                    lower[row * size + column] = rest / lower[column * size + column];
                }
            }
        }
        Ok(Cholesky { size, lower })
    }

    /// The solution `x` of `A x = right`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let (n, lower) = (self.size, &self.lower);
        let mut x = right.to_vec();
        for i in 0..n {
            for k in 0..i {
                x[i] -= lower[i * n + k] * x[k];
            }
            x[i] /= lower[i * n + i];
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                x[i] -= lower[k * n + i] * x[k];
            }
            x[i] /= lower[i * n + i];
        }
        x
    }

    /// The inverse of `A`.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let n = self.size;
        let mut inverse = vec![0.0; n * n];
        let mut unit = vec![0.0; n];
        for column in 0..n {
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[row * n + column] = value;
            }
            unit[column] = 0.0;
        }
        inverse
    }
}
