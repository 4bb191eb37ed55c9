//! Functions that are compared, case by case, with what a right one gives.

use medlab_protocol::Value;

use super::caller::{Caller, MOST_COSTLY, MOST_FUEL, REPEATED};
use super::cases::{Case, KINDS, order};
use super::failure::{self, FailedCase, Failure};
use super::held::wrong;
use super::judged::STEADY;
use super::simplest::{Expected, plainest, simplest};
use super::trial::Tried;
use crate::evidence::{Found, NoEvidence};

/// Calls a function on every case, some twice, and counts what was right. Of the cases on which it
/// fails the smallest is kept; where it is known what a right function gives on any inputs, that one
/// is made simpler.
pub(super) fn compared(
    caller: &mut Caller,
    cases: &[Case],
    expected: Option<Expected>,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let by = caller.tolerance();
    let mut calls = order(&mut caller.order, cases.len());
    let again: Vec<usize> = calls.iter().copied().take(REPEATED).collect();
    calls.extend(again);
    let mut answers: Vec<Option<[u8; 32]>> = vec![None; cases.len()];
    let mut right = vec![false; cases.len()];
    let mut steady = true;
    let mut costly = 0;
    let mut fuel = 0_u64;
    let mut smallest: Option<((usize, usize), Failing)> = None;
    for at in calls {
        if costly == MOST_COSTLY {
            break;
        }
        let case = &cases[at];
        let came = caller.call(&case.inputs)?;
        let mut failure = match &came.value {
            Ok(value) => wrong(value, &case.expected, by),
            Err(failure) => Some(*failure),
        };
        costly += usize::from(failure.is_some_and(Failure::is_costly));
        fuel = fuel.saturating_add(came.fuel);
        if fuel > caller.limits.fuel.saturating_mul(MOST_FUEL) {
            failure = Some(Failure::TookTooLong);
            costly = MOST_COSTLY;
        }
        let answer = came.digest();
        if answers[at].is_some_and(|first| first != answer) {
            steady = false;
            failure = Some(Failure::Unsteady);
        }
        right[at] = failure.is_none();
        answers[at] = Some(answer);
        let Some(failure) = failure else { continue };
        let kind =
            KINDS.iter().position(|kind| *kind == case.kind).unwrap_or(KINDS.len());
        let size = Value::Record(case.inputs.clone()).encode().len();
        if smallest.as_ref().is_none_or(|(least, _)| (kind, size) < *least) {
            let expected = Some(&case.expected);
            let shown = caller.failed(case.kind, failure, &case.inputs, &came, expected);
            smallest = Some(((kind, size), Failing { at, failure, shown }));
        }
    }
    let name = &caller.spec.name;
    let mut number = |name: String, value: f64| {
        tried.evidence.insert(name, Found::Number(value));
    };
    let share = |of: &dyn Fn(&Case) -> bool| {
        let counted = || (0..cases.len()).filter(|at| of(&cases[*at]));
        let all = counted().count();
        (all > 0).then(|| counted().filter(|at| right[*at]).count() as f64 / all as f64)
    };
    for kind in KINDS {
        if let Some(share) = share(&|case| case.kind == kind) {
            number(format!("code.{name}.{kind}"), share);
        }
    }
    number(format!("code.{name}"), share(&|_| true).unwrap_or(0.0));
    number(
        format!("code.{name}.{STEADY}"),
        f64::from(u8::from(steady && costly < MOST_COSTLY)),
    );
    if let Some((_, failing)) = smallest {
        let were_right = (0..cases.len()).filter(|at| right[*at]).map(|at| &cases[at]);
        let plainest = plainest(were_right);
        tried.failed.push(failing.made_simpler(caller, cases, plainest, expected)?);
    }
    Ok(())
}

/// A case on which a function failed.
struct Failing {
    at: usize,
    failure: Failure,
    shown: FailedCase,
}

impl Failing {
    /// The same, made as like a right case as it can be, where trying costs little.
    fn made_simpler(
        self,
        caller: &mut Caller,
        cases: &[Case],
        right: Option<&Case>,
        expected: Option<Expected>,
    ) -> Result<FailedCase, NoEvidence> {
        let Self { at, failure, shown } = self;
        let (Some(right), Some(expected)) = (right, expected) else { return Ok(shown) };
        if failure.is_costly() || failure == Failure::Unsteady {
            return Ok(shown);
        }
        let case = &cases[at];
        let Some(found) = simplest(caller, case, failure, right, expected)? else {
            return Ok(shown);
        };
        let gives = Some(&found.expected);
        let mut shown =
            caller.failed(case.kind, failure, &found.inputs, &found.came, gives);
        if let Some(seen) = &mut shown.seen
            && !found.beside.is_empty()
        {
            seen.beside = Some(failure::inputs(&found.beside));
        }
        Ok(shown)
    }
}
