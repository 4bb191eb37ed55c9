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
    for (at, plain) in right.inputs.iter().enumerate().take(failing.inputs.len()) {
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

#[cfg(test)]
mod tests {
    use medlab_cohort::Key;
    use medlab_protocol::Call;
    use medlab_protocol::session::{End, Ran, Run};

    use super::*;
    use crate::code::solver::{Solver, Unsolved};
    use crate::code::spec::{CodeSpec, FunctionSpec};

    /// The sum of its inputs, but for one pressure.
    struct WrongAtHundred;

    fn sum(inputs: &[Field]) -> f64 {
        let number = |(_, value): &Field| match value {
            Value::Number(number) => *number,
            _ => f64::NAN,
        };
        inputs.iter().map(number).sum()
    }

    impl Solver for WrongAtHundred {
        fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
            let call = Call::decode(&run.input).map_err(|_| Unsolved)?;
            let Some(Value::Record(inputs)) = call.inputs.first() else {
                return Err(Unsolved);
            };
            let off = inputs[1].1 == Value::Number(100.0);
            let answer = Value::Number(sum(inputs) - f64::from(u8::from(off))).encode();
            Ok(Ran { end: End::Returned, fuel: 1, answer, printed: Vec::new() })
        }

        fn counts_fuel(&self) -> bool {
            true
        }
    }

    fn case(values: [f64; 3]) -> Case {
        let named = ["rate", "systolic", "pulse"].into_iter().zip(values);
        let inputs: Vec<Field> =
            named.map(|(name, value)| (name.into(), Value::Number(value))).collect();
        let expected = Value::Number(sum(&inputs));
        Case { kind: "ordinary", inputs, expected }
    }

    #[test]
    fn what_is_left_is_what_the_function_gets_wrong() {
        let spec: FunctionSpec =
            toml::from_str("name = \"news2\"\nlabel = \"x\"\nexpected = \"1\"").unwrap();
        let code = CodeSpec { fuel: 1, memory: 1 };
        let mut program = WrongAtHundred;
        let mut caller = Caller::new(&mut program, &spec, code, &Key::new([7; 32]));
        let right = [case([40.0, 215.0, 190.0]), case([10.0, 120.0, 80.0])];
        let plain = plainest(right.iter()).unwrap();
        assert_eq!(plain.inputs, right[1].inputs);
        let failing = case([30.0, 100.0, 166.0]);
        let expected = |inputs: &[Field]| Ok(Value::Number(sum(inputs)));
        let found =
            simplest(&mut caller, &failing, Failure::WrongValue, plain, &expected);
        let found = found.unwrap().unwrap();
        assert_eq!(found.inputs, case([10.0, 100.0, 80.0]).inputs);
        assert_eq!(found.expected, Value::Number(190.0));
        assert_eq!(found.came.value, Ok(Value::Number(189.0)));
        assert_eq!(found.beside, [("systolic".to_string(), Value::Number(120.0))]);
    }
}
