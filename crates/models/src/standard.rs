//! Standard units: a column without its mean, in standard deviations.

use crate::Matrix;

/// Mean and standard deviation of a column, by which it is brought to standard units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standard {
    pub(crate) mean: f64,
    /// Over `n`, as scikit-learn's StandardScaler has it; 1 where all values are equal.
    pub(crate) deviation: f64,
}

impl Standard {
    /// Those of a column that has rows. Sums run down the rows.
    pub(crate) fn of(column: &[f64]) -> Self {
        let rows = column.len() as f64;
        // A sum of equal numbers is rounded, and would leave them a deviation.
        if column.iter().all(|value| value.to_bits() == column[0].to_bits()) {
            return Self { mean: column[0], deviation: 1.0 };
        }
        let mean = column.iter().sum::<f64>() / rows;
        let squares = column.iter().map(|value| (value - mean) * (value - mean));
        Self { mean, deviation: (squares.sum::<f64>() / rows).sqrt() }
    }

    /// A value in standard units.
    pub(crate) fn apply(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }

    /// A whole column in standard units.
    pub(crate) fn column(&self, column: &[f64]) -> Vec<f64> {
        column.iter().map(|value| self.apply(*value)).collect()
    }
}

/// All columns of a matrix in standard units, and what made them so.
pub(crate) fn columns(matrix: &Matrix) -> (Vec<Standard>, Vec<Vec<f64>>) {
    let standard = |column: &Vec<f64>| {
        let standard = Standard::of(column);
        (standard, standard.column(column))
    };
    matrix.columns().iter().map(standard).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_become_nothing() {
        let standard = Standard::of(&[0.1; 7]);
        assert_eq!(standard.column(&[0.1, 1.1]), [0.0, 1.0]);
        let standard = Standard::of(&[1.0, 3.0]);
        assert_eq!(standard.column(&[1.0, 3.0, 4.0]), [-1.0, 1.0, 2.0]);
    }
}
