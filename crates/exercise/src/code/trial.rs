//! A trial: a learner's program, called on every case, and what is known of it then.

use medlab_cohort::sample::Stream;
use medlab_cohort::{Dataset, Key};
use medlab_protocol::session::{Limits, Ran, Run};
use medlab_protocol::{Call, Field, Value};

use super::cases::{Case, KINDS, order};
use super::failure::{self, FailedCase, Failure, Seen};
use super::held::{Tolerance, wrong};
use super::pipeline::{self, Whole};
use super::solver::{Programs, Solver, Unbuilt};
use super::spec::{By, CodeSpec, FunctionSpec};
use super::tidy::Sending;
use super::trusted::Trusted;
use super::{HARNESS, formula, growth, replicates, risks, tidy};
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Evidence, Found};
use crate::exercise::Exercise;
use crate::judge::NoEvidence;
use crate::predictions::Predicted;

/// The longest answer, in bytes.
const LONGEST_ANSWER: u64 = 8 << 20;

/// The most that a program may print in one call, in bytes.
const MOST_PRINTED: u64 = 1 << 20;

/// How many calls of a function are made twice.
pub(super) const REPEATED: usize = 6;

/// After so many calls that took all that they may, the others are not tried.
pub(super) const MOST_COSTLY: usize = 3;

/// How many times the fuel of one call all calls on cases may take: a program that stays below the
/// limit each time would else hold up a class.
pub(super) const MOST_FUEL: u64 = 10;

/// What is known of a program that was tried.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    pub(crate) evidence: Evidence,
    pub(crate) predicted: Option<Predicted>,
    pub(crate) failed: Vec<FailedCase>,
}

/// The names of what is measured of a function.
pub(crate) fn measures(function: &FunctionSpec) -> Vec<String> {
    let name = &function.name;
    let parts = KINDS.into_iter().chain(pipeline::CHECKS).chain(["steady", "growth"]);
    // A kind of input may be called as a check is.
    let of_tables = tidy::CHECKS.into_iter().filter(|check| !KINDS.contains(check));
    let parts = parts.chain(of_tables).map(str::to_string);
    let parts = parts.chain(replicates::measures(function));
    let parts = parts.map(|part| format!("code.{name}.{part}"));
    std::iter::once(format!("code.{name}")).chain(parts).collect()
}

/// Builds a learner's program and tries each of its functions.
pub(crate) fn attempt(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    source: &[u8],
    programs: &dyn Programs,
) -> Result<Tried, NoEvidence> {
    let path = format!("{}/exercise.toml", exercise.folder);
    let Some(code) = exercise.file.code else {
        let error = CourseError::new(&path, "expected [code], found none", "add it");
        return Err(error.into());
    };
    let harness = exercise.files.get(HARNESS).map(Vec::as_slice).unwrap_or_default();
    let mut program =
        programs.build(source, harness).map_err(|unbuilt| match unbuilt {
            Unbuilt::Submission(fault) => NoEvidence::Submission(fault),
            Unbuilt::Grader => NoEvidence::Grader,
        })?;
    let mut tried = Tried::default();
    for function in &exercise.functions {
        let key = assignment.key().derive(&format!("code:{}", function.spec.name));
        let mut caller = Caller::new(&mut *program, &function.spec, code, &key);
        match &function.by {
            By::Formula(expected) => {
                let (spec, vary) = (&function.spec, &assignment.vary);
                let stream = &mut Stream::new(&key.derive("cases"));
                let cases = formula::cases(&path, spec, expected, vary, stream)?;
                held_against(&mut caller, &cases, &mut tried)?;
            }
            By::Trusted(trusted) => {
                let stream = &mut Stream::new(&key.derive("cases"));
                let drawn = (trusted.cases)(function.spec.ordinary, stream).into_iter();
                let cases: Vec<Case> = drawn
                    .map(|(kind, inputs)| {
                        let expected = (trusted.answer)(&inputs);
                        Case { kind, inputs, expected }
                    })
                    .collect();
                held_against(&mut caller, &cases, &mut tried)?;
                grown(&mut caller, trusted, &key, &mut tried)?;
            }
            By::Risks { trains_on, predicts } if function.spec.replicates > 0 => {
                let tables = [trains_on.as_str(), predicts.as_str()];
                let spec = &function.spec;
                let hospitals =
                    replicates::Drawn::new(exercise, dataset, assignment, spec, tables);
                replicates::judged(&mut caller, &hospitals, &mut tried)?;
            }
            By::Risks { trains_on, predicts } if function.spec.whole => {
                let tables = [trains_on.as_str(), predicts.as_str()];
                let chance = function.spec.chance;
                let whole =
                    Whole::new(exercise, dataset, assignment, tables, chance, &key)?;
                pipeline::judged(&mut caller, &whole, predicts, &mut tried)?;
            }
            By::Clean => {
                let sending = Sending::new(exercise, dataset, assignment, &caller)?;
                tidy::judged(&mut caller, &sending, &mut tried)?;
            }
            By::Risks { trains_on, predicts } => {
                let (train, patients) =
                    risks::tables(exercise, dataset, assignment, trains_on, predicts)?;
                risks::predicted(&mut caller, train, patients, predicts, &mut tried)?;
            }
        }
        if caller.calls > 0 && caller.unwritten == caller.calls {
            let why = || Found::Undefined(Failure::NotWritten.code().into());
            tried
                .evidence
                .extend(measures(&function.spec).into_iter().map(|m| (m, why())));
        }
    }
    // Formulas may name what a function that failed gave no chance to measure.
    for name in exercise.file.functions.iter().flat_map(measures) {
        let nobody = || Found::Undefined("not_measured".into());
        tried.evidence.entry(name).or_insert_with(nobody);
    }
    Ok(tried)
}

/// Calls one function of a program.
pub(super) struct Caller<'a> {
    program: &'a mut dyn Solver,
    pub(super) spec: &'a FunctionSpec,
    pub(super) limits: Limits,
    pub(super) order: Stream,
    pub(super) key: Key,
    seed: u64,
    calls: usize,
    unwritten: usize,
}

/// What came of one call.
pub(super) struct Came {
    pub(super) value: Result<Value, Failure>,
    pub(super) answer: Vec<u8>,
    pub(super) printed: Vec<u8>,
    pub(super) fuel: u64,
}

impl<'a> Caller<'a> {
    pub(super) fn new(
        program: &'a mut dyn Solver,
        spec: &'a FunctionSpec,
        code: CodeSpec,
        key: &Key,
    ) -> Self {
        let limits = Limits {
            fuel: code.fuel.saturating_mul(1_000_000),
            memory: code.memory << 20,
            answer: LONGEST_ANSWER,
            printed: MOST_PRINTED,
        };
        let [a, b, c, d, e, f, g, h, ..] = key.mac(b"seed");
        let seed = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let (order, key) = (Stream::new(&key.derive("order")), key.clone());
        Self { program, spec, limits, order, key, seed, calls: 0, unwritten: 0 }
    }

    /// By how much a number may lie off.
    pub(super) fn tolerance(&self) -> Tolerance {
        Tolerance { within: self.spec.within, relative: self.spec.within_relative }
    }

    /// Calls the function once, in an instance of its own.
    pub(super) fn call(&mut self, inputs: &[Field]) -> Result<Came, NoEvidence> {
        let call = Call {
            function: self.spec.name.clone(),
            inputs: vec![Value::Record(inputs.to_vec())],
        };
        // The same seed every time: what is random in a program must not make it unsteady.
        let run = Run { input: call.encode(), seed: self.seed, limits: self.limits };
        let ran = self.program.run(&run).map_err(|_| NoEvidence::Grader)?;
        let Ran { end, fuel, answer, printed } = ran;
        let value = match Failure::of(end) {
            Some(failure) => Err(failure),
            None => Value::decode(&answer).map_err(|_| Failure::LeftEarly),
        };
        self.calls += 1;
        self.unwritten += usize::from(value == Err(Failure::NotWritten));
        Ok(Came { value, answer, printed, fuel })
    }

    /// A failed case, with all that practice shows.
    pub(super) fn failed(
        &self,
        kind: &str,
        failure: Failure,
        inputs: &[Field],
        came: &Came,
        expected: Option<&Value>,
    ) -> FailedCase {
        FailedCase {
            function: self.spec.name.clone(),
            kind: kind.into(),
            failure,
            seen: (failure != Failure::NotWritten).then(|| Seen {
                inputs: failure::inputs(inputs),
                came: came.value.as_ref().ok().map(failure::value_shown),
                expected: expected.map(failure::value_shown),
                printed: failure::printed(&came.printed),
            }),
        }
    }
}

/// Calls a function on every case, some twice, and counts what was right.
fn held_against(
    caller: &mut Caller,
    cases: &[Case],
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let by = caller.tolerance();
    let mut calls = order(&mut caller.order, cases.len());
    let again: Vec<usize> = calls.iter().copied().take(REPEATED).collect();
    calls.extend(again);
    let mut answers: Vec<Option<Vec<u8>>> = vec![None; cases.len()];
    let mut right = vec![false; cases.len()];
    let mut steady = true;
    let mut costly = 0;
    let mut fuel = 0_u64;
    let mut smallest: Option<(usize, usize, FailedCase)> = None;
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
        if let Some(first) = &answers[at]
            && *first != came.answer
        {
            steady = false;
            failure = Some(Failure::Unsteady);
        }
        right[at] = failure.is_none();
        answers[at] = Some(came.answer.clone());
        let Some(failure) = failure else { continue };
        let kind =
            KINDS.iter().position(|kind| *kind == case.kind).unwrap_or(KINDS.len());
        let size = Value::Record(case.inputs.clone()).encode().len();
        if smallest.as_ref().is_none_or(|(k, s, _)| (kind, size) < (*k, *s)) {
            let expected = Some(&case.expected);
            let failed = caller.failed(case.kind, failure, &case.inputs, &came, expected);
            smallest = Some((kind, size, failed));
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
        format!("code.{name}.steady"),
        f64::from(u8::from(steady && costly < MOST_COSTLY)),
    );
    tried.failed.extend(smallest.map(|(_, _, failed)| failed));
    Ok(())
}

/// Measures how a function's cost grows, as long as what it gives is right: whoever is fast and
/// wrong is not fast.
fn grown(
    caller: &mut Caller,
    trusted: &Trusted,
    key: &Key,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let sizes = &caller.spec.sizes;
    if sizes.is_empty() {
        return Ok(());
    }
    let name = format!("code.{}.growth", caller.spec.name);
    let undefined = |why: &str| Found::Undefined(why.into());
    if !caller.program.counts_fuel() {
        tried.evidence.insert(name, undefined("not_counted"));
        return Ok(());
    }
    let by = caller.tolerance();
    let mut stream = Stream::new(&key.derive("sizes"));
    let mut costs = Vec::new();
    let mut found = None;
    for size in sizes {
        let inputs = (trusted.of_size)(*size, &mut stream);
        let came = caller.call(&inputs)?;
        let failure = match &came.value {
            Ok(value) => wrong(value, &(trusted.answer)(&inputs), by),
            Err(failure) => Some(*failure),
        };
        if let Some(failure) = failure {
            // What was stopped grew too much; of what is wrong nothing is known.
            let stopped = failure == Failure::TookTooLong;
            found = Some(undefined(if stopped { failure.code() } else { "not_right" }));
            // Where a smaller case has failed, that one is told.
            if tried.failed.iter().all(|failed| failed.function != caller.spec.name) {
                tried
                    .failed
                    .push(caller.failed("ordinary", failure, &inputs, &came, None));
            }
            break;
        }
        costs.push(came.fuel);
    }
    let per_item = caller.spec.per_item;
    let exponent = || growth::exponent(sizes, &costs, per_item).map(Found::Number);
    let found = found.or_else(exponent).unwrap_or_else(|| undefined("not_measured"));
    tried.evidence.insert(name, found);
    Ok(())
}
