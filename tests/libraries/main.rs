//! Two libraries beside our own models: linfa 0.8.1 and smartcore 0.7.0.
//!
//! Where they are right they must agree with us; where they are wrong it is pinned how, so
//! that a new version that mends it is noticed. No result of theirs is shown or graded with.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agreement;
mod faults;
#[path = "../../crates/models/tests/linear/inputs.rs"]
mod inputs;

use linfa::DatasetBase;
use medlab_models::Matrix;
use ndarray::{Array1, Array2};
use smartcore::linalg::basic::matrix::DenseMatrix;

/// As linfa takes them.
fn records(matrix: &Matrix) -> Array2<f64> {
    let shape = (matrix.rows(), matrix.columns().len());
    Array2::from_shape_fn(shape, |(row, column)| matrix.columns()[column][row])
}

/// With outcomes as `false` and `true`.
fn dataset(matrix: &Matrix, outcomes: &[f64]) -> DatasetBase<Array2<f64>, Array1<bool>> {
    DatasetBase::new(records(matrix), outcomes.iter().map(|y| *y > 0.5).collect())
}

/// As smartcore takes them.
fn dense(matrix: &Matrix) -> DenseMatrix<f64> {
    let row = |row: usize| matrix.columns().iter().map(|column| column[row]).collect();
    DenseMatrix::from_2d_vec(&(0..matrix.rows()).map(row).collect::<Vec<_>>()).unwrap()
}

fn classes(outcomes: &[f64]) -> Vec<u32> {
    outcomes.iter().map(|outcome| u32::from(*outcome > 0.5)).collect()
}

/// Columns with mean 0 and standard deviation 1; equal values become 0.
fn standard(matrix: &Matrix) -> Matrix {
    let columns = matrix.columns().iter().map(|column| {
        let rows = column.len() as f64;
        let mean = column.iter().sum::<f64>() / rows;
        let squares = column.iter().map(|value| (value - mean) * (value - mean));
        let deviation = (squares.sum::<f64>() / rows).sqrt();
        let scale = if deviation < 1e-12 { 0.0 } else { 1.0 / deviation };
        column.iter().map(|value| (value - mean) * scale).collect()
    });
    Matrix::new(matrix.names().to_vec(), columns.collect()).unwrap()
}

/// The greatest difference.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
