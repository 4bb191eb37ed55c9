//! A formula over a table, or over scalars alone.

use super::{
    BLOCK, EvaluationError, Expression, ExpressionError, Kind, Meaning, OnRecord, Scratch,
};
use crate::nearest::nearest;
use crate::scalar::{Scalar, Scalars};
use crate::table::Table;

/// What a formula gave, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnValues {
    kind: Kind,
    values: Vec<f64>,
}

impl ColumnValues {
    /// What kind of values they are.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The values: numbers, 1 and 0, or positions among the levels; NaN where missing.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Whether each row is true; a missing value is none.
    pub fn truths(&self) -> impl Iterator<Item = Option<bool>> + '_ {
        self.values.iter().map(|x| (!x.is_nan()).then_some(x.abs() > 0.0))
    }

    /// The value of one row.
    pub fn scalar(&self, row: usize) -> Scalar {
        scalar(&self.kind, self.values[row])
    }
}

impl Expression {
    /// Evaluates the formula in every row of a table; `scalars` are the same in each row.
    pub fn over(
        &self,
        table: &Table,
        scalars: &Scalars,
    ) -> Result<ColumnValues, EvaluationError> {
        let mut columns: Vec<std::borrow::Cow<'_, [f64]>> = Vec::new();
        let mut meanings = std::collections::BTreeMap::new();
        for name in self.names() {
            let meaning = match (scalars.get(name), table.column(name)) {
                (Some(scalar), _) => Meaning::Constant(scalar.clone()),
                (None, Some(column)) => {
                    let (values, kind) = column.operand();
                    columns.push(values);
                    Meaning::Column {
                        values: columns.len() - 1,
                        kind,
                        known: OnRecord::UnlessNan,
                    }
                }
                (None, None) => {
                    let known = table.columns().iter().map(|c| c.name.as_str());
                    let known = known.chain(scalars.keys().map(String::as_str));
                    return Err(self.unknown(name, nearest(name, known)));
                }
            };
            meanings.insert(name.as_str(), meaning);
        }
        let bound = self
            .bind(&|name| meanings.get(name).cloned())
            .map_err(|error| self.failed(error))?;
        let mut values = vec![0.0; table.rows()];
        let mut scratch = Scratch::default();
        for (block, out) in values.chunks_mut(BLOCK).enumerate() {
            let from = block * BLOCK;
            let slices: Vec<&[f64]> =
                columns.iter().map(|c| &c[from..from + out.len()]).collect();
            bound.evaluate(&slices, &mut scratch, out);
        }
        Ok(ColumnValues { kind: bound.kind().clone(), values })
    }

    /// Evaluates a formula that names scalars only.
    pub fn scalar(&self, scalars: &Scalars) -> Result<Scalar, EvaluationError> {
        for name in self.names() {
            if !scalars.contains_key(name) {
                let near = nearest(name, scalars.keys().map(String::as_str));
                return Err(self.unknown(name, near));
            }
        }
        let bound = self
            .bind(&|name| scalars.get(name).cloned().map(Meaning::Constant))
            .map_err(|error| self.failed(error))?;
        Ok(scalar(bound.kind(), bound.constant().unwrap_or(f64::NAN)))
    }

    fn failed(&self, error: ExpressionError) -> EvaluationError {
        EvaluationError::Formula { formula: self.source.clone(), error }
    }

    fn unknown(&self, name: &str, near: Option<&str>) -> EvaluationError {
        let error = ExpressionError::new(
            &self.position(name).unwrap_or(0..0),
            format!("expected a known name, found `{name}`"),
        );
        self.failed(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error,
        })
    }
}

fn scalar(kind: &Kind, value: f64) -> Scalar {
    if value.is_nan() {
        return Scalar::Missing;
    }
    match kind {
        Kind::Text(levels) => {
            levels.get(value as usize).map_or(Scalar::Missing, |l| l.as_str().into())
        }
        _ => Scalar::Number(value),
    }
}
