//! Functions that fit a model and give patients their risks.

use medlab_cohort::{Column, Dataset, Kind, Table};
use medlab_protocol::{Field, Value};

use super::caller::Caller;
use super::failure::Failure;
use super::judged::{STEADY, Tables};
use super::trial::Tried;
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::Exercise;
use crate::predictions::Predicted;
use crate::recipes::RISK;

/// The table to fit on, and the patients to predict, as their program gets them.
pub(super) fn tables(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    Tables { trains_on, predicts }: &Tables,
) -> Result<(Value, Value), CourseError> {
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see [[function]]");
    let train = assignment.shown(trains_on).map_err(wrong)?;
    let patients = assignment.at_prediction(dataset, predicts).map_err(wrong)?;
    Ok((value(&train), value(&patients)))
}

/// Fits and predicts.
pub(super) fn predicted(
    caller: &mut Caller,
    (train, patients): (Value, Value),
    tables: &Tables,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let rows = rows(&patients);
    let inputs: [Field; 2] = [("train".into(), train), ("patients".into(), patients)];
    held(caller, &inputs, rows, &tables.predicts, tried).map(|_| ())
}

/// Calls a function twice, which must give the same risks, and keeps them as what is predicted.
pub(super) fn held(
    caller: &mut Caller,
    inputs: &[Field],
    rows: usize,
    table: &str,
    tried: &mut Tried,
) -> Result<Option<Vec<f64>>, NoEvidence> {
    let first = caller.call(inputs)?;
    let mut risks = first.value.clone().and_then(|value| read(value, rows));
    let mut steady = false;
    if risks.is_ok() {
        steady = called(caller, inputs, rows)? == risks;
        if !steady {
            risks = Err(Failure::Unsteady);
        }
    }
    let name = &caller.spec.name;
    let mut number = |name: String, yes: bool| {
        tried.evidence.insert(name, Found::Number(f64::from(u8::from(yes))));
    };
    number(format!("code.{name}"), risks.is_ok());
    number(format!("code.{name}.{STEADY}"), steady);
    match risks {
        Ok(risks) => {
            let kind = Kind::Number { decimals: None };
            let column = Column::values_of(RISK, kind, risks.clone());
            tried.predicted = Some(Predicted::of_recipe(table, vec![column]));
            Ok(Some(risks))
        }
        Err(failure) => {
            let shape = Value::Numbers(vec![0.0; rows]);
            let expected = (failure == Failure::WrongShape).then_some(&shape);
            let failed = caller.failed("ordinary", failure, inputs, &first, expected);
            tried.failed.push(failed);
            Ok(None)
        }
    }
}

/// The risks that one call gives, or what is wrong with them.
pub(super) fn called(
    caller: &mut Caller,
    inputs: &[Field],
    rows: usize,
) -> Result<Result<Vec<f64>, Failure>, NoEvidence> {
    Ok(caller.call(inputs)?.value.and_then(|value| read(value, rows)))
}

/// So many risks, each in the range 0..=1.
pub(super) fn read(value: Value, rows: usize) -> Result<Vec<f64>, Failure> {
    let Value::Numbers(risks) = value else { return Err(Failure::WrongShape) };
    match () {
        () if risks.len() != rows => Err(Failure::WrongShape),
        () if risks.iter().any(|risk| risk.is_nan()) => Err(Failure::NotANumber),
        () if risks.iter().any(|risk| !(0.0..=1.0).contains(risk)) => {
            Err(Failure::NoRisk)
        }
        () => Ok(risks),
    }
}

/// A table by its columns: numbers, and texts of whatever is not one.
pub(super) fn value(table: &Table) -> Value {
    let column = |column: &Column| {
        let values = match (column.values(), &column.kind) {
            (Some(numbers), Kind::Number { .. } | Kind::Flag | Kind::Time { .. }) => {
                Value::Numbers(numbers.to_vec())
            }
            _ => Value::Texts(
                (0..column.rows()).map(|row| column.text(row).into_owned()).collect(),
            ),
        };
        (column.name.clone(), values)
    };
    Value::Record(table.columns().iter().map(column).collect())
}

fn rows(table: &Value) -> usize {
    match table {
        Value::Record(columns) => match columns.first() {
            Some((_, Value::Numbers(numbers))) => numbers.len(),
            Some((_, Value::Texts(texts))) => texts.len(),
            _ => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_risks_are_risks() {
        let numbers = |values: &[f64]| Value::Numbers(values.to_vec());
        let cases = [
            (numbers(&[0.0, 0.5, 1.0]), Ok(vec![0.0, 0.5, 1.0])),
            (numbers(&[0.0, 0.5]), Err(Failure::WrongShape)),
            (numbers(&[0.0, f64::NAN, 1.0]), Err(Failure::NotANumber)),
            (numbers(&[0.0, 1.5, 1.0]), Err(Failure::NoRisk)),
            (numbers(&[0.0, -0.1, f64::INFINITY]), Err(Failure::NoRisk)),
            (Value::Missing, Err(Failure::WrongShape)),
        ];
        for (value, expected) in cases {
            assert_eq!(read(value, 3), expected);
        }
    }
}
