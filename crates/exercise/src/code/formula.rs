//! Functions that are held against a formula over their inputs.

use medlab_cohort::sample::Stream;
use medlab_cohort::{Expression, Scalar, Scalars};
use medlab_protocol::{Field, Value};

use super::cases::{Case, declared};
use super::spec::FunctionSpec;
use crate::course::CourseError;

/// The kinds of its cases.
pub(super) fn kinds(spec: &FunctionSpec) -> impl Iterator<Item = &'static str> {
    let edges = (!spec.inputs.is_empty()).then_some("boundary");
    let missing = spec.inputs.iter().any(|input| input.may_be_missing);
    ["ordinary"].into_iter().chain(edges).chain(missing.then_some("missing"))
}

/// The cases of a function, with what the formula gives on each.
pub(super) fn cases(
    path: &str,
    spec: &FunctionSpec,
    expected: &Expression,
    vary: &Scalars,
    stream: &mut Stream,
) -> Result<Vec<Case>, CourseError> {
    let drawn = declared(&spec.inputs, spec.ordinary, stream).into_iter();
    let case = |(kind, inputs): (&'static str, Vec<Field>)| {
        let expected = value(path, expected, &inputs, vary)?;
        Ok(Case { kind, inputs, expected })
    };
    drawn.map(case).collect()
}

/// What the formula gives; nothing where it rests on what is missing.
pub(super) fn value(
    path: &str,
    expected: &Expression,
    inputs: &[Field],
    vary: &Scalars,
) -> Result<Value, CourseError> {
    let mut known = vary.clone();
    for (name, value) in inputs {
        let scalar = match value {
            Value::Number(number) => Scalar::Number(*number),
            Value::Flag(flag) => Scalar::Number(f64::from(u8::from(*flag))),
            Value::Text(text) => Scalar::Text(text.clone()),
            _ => Scalar::Missing,
        };
        known.insert(name.clone(), scalar);
    }
    let found = expected.scalar(&known).map_err(|error| {
        let hint = error.hint().unwrap_or("name inputs and vary.* only").to_string();
        CourseError::new(path, error.to_string(), hint)
    })?;
    Ok(match found {
        Scalar::Number(number) => Value::Number(number),
        Scalar::Text(text) => Value::Text(text),
        Scalar::Missing => Value::Missing,
    })
}
