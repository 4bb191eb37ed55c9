//! Blame: which column it is because of which a model cannot be fitted, where the rows tell.
//!
//! Only what one column does by itself is told. Columns that separate the outcomes together
//! have no one of them to blame, and none is named.

use medlab_metrics::Undefined;

use crate::{FitError, Matrix};

/// The least part of a column's length that must be left when the others are taken out of
/// it; below, it follows from them.
const LEFT: f64 = 1e-8;

/// The column to blame for an error, none where no single one can be known to be.
pub(super) fn culprit(
    error: FitError,
    matrix: &Matrix,
    outcomes: &[f64],
) -> Option<String> {
    let at = match error {
        FitError::Undefined(Undefined::Separated) => separating(matrix, outcomes),
        FitError::Undefined(Undefined::Collinear) => following(matrix),
        _ => None,
    };
    at.and_then(|at| matrix.names().get(at)).cloned()
}

/// The only column by which alone, from some value on, everybody has the one outcome and up
/// to it everybody the other, but for those at that value.
fn separating(matrix: &Matrix, outcomes: &[f64]) -> Option<usize> {
    let alone = |values: &Vec<f64>| {
        let of = |event: bool| {
            let rows = values.iter().zip(outcomes);
            let own = rows.filter(move |(_, y)| (**y > 0.5) == event);
            own.map(|(value, _)| *value).fold(None, |ends, value| match ends {
                None => Some((value, value)),
                Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
            })
        };
        let (Some(with), Some(without)) = (of(true), of(false)) else { return false };
        let varies = f64::max(with.1, without.1) > f64::min(with.0, without.0);
        varies && (with.1 <= without.0 || without.1 <= with.0)
    };
    let mut found =
        (0..matrix.columns().len()).filter(|at| alone(&matrix.columns()[*at]));
    found.next().filter(|_| found.next().is_none())
}

/// The first column that follows from those before it: what is left of it when they are
/// taken out, each in turn (modified Gram-Schmidt, with a column of ones first).
fn following(matrix: &Matrix) -> Option<usize> {
    let length = |values: &[f64]| libm::sqrt(values.iter().map(|v| v * v).sum());
    let ones = 1.0 / libm::sqrt(matrix.rows().max(1) as f64);
    let mut basis = vec![vec![ones; matrix.rows()]];
    for (at, column) in matrix.columns().iter().enumerate() {
        let whole = length(column);
        let mut left = column.clone();
        for known in &basis {
            let along: f64 = known.iter().zip(&left).map(|(k, v)| k * v).sum();
            for (value, known) in left.iter_mut().zip(known) {
                *value -= along * known;
            }
        }
        let rest = length(&left);
        if rest <= LEFT * whole {
            return Some(at);
        }
        basis.push(left.into_iter().map(|value| value / rest).collect());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(columns: &[&[f64]]) -> Matrix {
        let names = (0..columns.len()).map(|at| format!("x{at}")).collect();
        Matrix::new(names, columns.iter().map(|c| c.to_vec()).collect()).unwrap()
    }

    #[test]
    fn a_column_that_knows_the_outcome_is_named() {
        let separated = FitError::Undefined(Undefined::Separated);
        let outcomes = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        let age: &[f64] = &[1.0, 5.0, 2.0, 3.0, 4.0, 1.5];
        let ward: &[f64] = &[0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
        let named = |columns: &[&[f64]]| culprit(separated, &matrix(columns), &outcomes);
        assert_eq!(named(&[age, ward]).as_deref(), Some("x1"));
        // The other way round is the same.
        let home: Vec<f64> = ward.iter().map(|value| 1.0 - value).collect();
        assert_eq!(named(&[&home, age]).as_deref(), Some("x0"));
        // Nobody is blamed for what two do, or for what none does alone.
        assert_eq!(named(&[ward, &home]), None);
        assert_eq!(named(&[age, age]), None);
    }

    #[test]
    fn a_column_that_follows_from_others_is_named() {
        let collinear = FitError::Undefined(Undefined::Collinear);
        let a: &[f64] = &[1.0, 2.0, 4.0, 8.0];
        let b: &[f64] = &[3.0, -1.0, 2.0, 5.0];
        let sum: Vec<f64> = a.iter().zip(b).map(|(a, b)| 2.0 * a - b + 7.0).collect();
        let named = |columns: &[&[f64]]| culprit(collinear, &matrix(columns), &[]);
        assert_eq!(named(&[a, b, &sum]).as_deref(), Some("x2"));
        assert_eq!(named(&[a, b]), None);
    }
}
