//! The simplest failing case: all that can be as in a case that was right, is.
//!
//! A patient with eight unusual values tells nobody which of them went wrong. So each input of a
//! failing case is put back to that of a right one, as long as the function fails in the same way.
//! What is left differs from the right case in little more than what the function gets wrong.

use medlab_protocol::{Field, Value};

use super::caller::{Caller, Came};
use super::cases::Case;
use super::failure::Failure;
use super::held::wrong;
use crate::course::CourseError;
use crate::evidence::NoEvidence;

/// More inputs than these next to each other no longer tell what is wrong.
const MOST_BESIDE: usize = 2;

/// What a right function gives.
pub(super) type Expected<'a> = &'a dyn Fn(&[Field]) -> Result<Value, CourseError>;

/// A case on which a function fails, made as simple as it can be.
pub(super) struct Simplest {
    pub(super) inputs: Vec<Field>,
    pub(super) expected: Value,
    pub(super) came: Came,
    /// What stands in their place where the function is right, if that is few inputs.
    pub(super) beside: Vec<Field>,
}

/// The case of a right one that is the plainest: the one that gives the least.
pub(super) fn plainest<'a>(right: impl Iterator<Item = &'a Case>) -> Option<&'a Case> {
    let gives = |case: &Case| match case.expected {
        Value::Number(number) => number.abs(),
        Value::Missing => f64::INFINITY,
        _ => 0.0,
    };
    right.min_by(|a, b| gives(a).total_cmp(&gives(b)))
}

/// Puts the inputs of a failing case back to those of a right one.
pub(super) fn simplest(
    caller: &mut Caller,
    failing: &Case,
    failure: Failure,
    right: &Case,
    expected: Expected,
) -> Result<Option<Simplest>, NoEvidence> {
    let by = caller.tolerance();
    let mut inputs = failing.inputs.clone();
    let mut found = None;
    for at in 0..inputs.len() {
        let (Some(plain), true) =
            (right.inputs.get(at), right.inputs.len() == inputs.len())
        else {
            return Ok(None);
        };
        if inputs[at] == *plain {
            continue;
        }
        let before = std::mem::replace(&mut inputs[at], plain.clone());
        let gives = expected(&inputs)?;
        let came = caller.call(&inputs)?;
        let now = match &came.value {
            Ok(value) => wrong(value, &gives, by),
            Err(failure) => Some(*failure),
        };
        match now == Some(failure) {
            true => found = Some((gives, came)),
            false => inputs[at] = before,
        }
    }
    Ok(found.map(|(expected, came)| {
        let differ =
            inputs.iter().zip(&right.inputs).filter(|(ours, plain)| ours != plain);
        let mut beside: Vec<Field> = differ.map(|(_, plain)| plain.clone()).collect();
        if beside.len() > MOST_BESIDE {
            beside.clear();
        }
        Simplest { inputs, expected, came, beside }
    }))
}
