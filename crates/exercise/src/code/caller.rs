//! A caller: one function of a learner's program, called within its limits.

use medlab_cohort::Key;
use medlab_cohort::sample::Stream;
use medlab_protocol::session::{Limits, Ran, Run};
use medlab_protocol::{Call, Field, Value};
use sha2::{Digest as _, Sha256};

use super::failure::{self, FailedCase, Failure, Seen};
use super::held::Tolerance;
use super::solver::Solver;
use super::spec::{CodeSpec, FunctionSpec};
use crate::evidence::NoEvidence;

/// The longest answer, in bytes: twice what the largest exercise asks for. Read, it takes many
/// times as much memory, and each thread of a grader holds one.
const LONGEST_ANSWER: u64 = 2 << 20;

/// The most that a program may print in one call, in bytes.
const MOST_PRINTED: u64 = 1 << 20;

/// How many calls of a function are made twice.
pub(super) const REPEATED: usize = 6;

/// After so many calls that took all that they may, the others are not tried.
pub(super) const MOST_COSTLY: usize = 3;

/// How many times the fuel of one call all calls on cases may take: a program that stays below the
/// limit each time would else hold up a class.
pub(super) const MOST_FUEL: u64 = 10;

/// Calls one function of a program.
pub(super) struct Caller<'a> {
    program: &'a mut dyn Solver,
    pub(super) spec: &'a FunctionSpec,
    pub(super) limits: Limits,
    pub(super) order: Stream,
    pub(super) key: Key,
    seed: u64,
    /// How many calls were made.
    pub(super) calls: usize,
    /// How many of them met a function that is not written yet.
    pub(super) unwritten: usize,
}

/// What came of one call.
pub(super) struct Came {
    pub(super) value: Result<Value, Failure>,
    pub(super) answer: Vec<u8>,
    pub(super) printed: Vec<u8>,
    pub(super) fuel: u64,
}

impl Came {
    /// What an answer is told by that is to be given again: an answer may be large, and many are
    /// remembered.
    pub(super) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.answer).into()
    }
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

    /// Whether what a call costs is known.
    pub(super) fn counts_fuel(&self) -> bool {
        self.program.counts_fuel()
    }

    /// By how much a number may lie off.
    pub(super) fn tolerance(&self) -> Tolerance {
        Tolerance { within: self.spec.within, relative: self.spec.within_relative }
    }

    /// Calls the function once, in an instance of its own.
    pub(super) fn call(&mut self, inputs: &[Field]) -> Result<Came, NoEvidence> {
        let input = Call::encode_record(&self.spec.name, inputs);
        // The same seed every time: what is random in a program must not make it unsteady.
        let run = Run { input, seed: self.seed, limits: self.limits };
        let ran = self.program.run(&run).map_err(|_| NoEvidence::Grader)?;
        let Ran { end, fuel, answer, printed } = ran;
        let value = match Failure::of(end) {
            Some(failure) => Err(failure),
            None if answer.is_empty() => Err(Failure::LeftEarly),
            None => Value::decode(&answer).map_err(|_| Failure::WrongShape),
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
            seen: (failure != Failure::NotWritten).then(|| {
                let shown = match failure {
                    Failure::WrongShape => failure::shape,
                    _ => failure::value_shown,
                };
                let mut seen = seen(inputs, came, expected.map(shown));
                seen.came = came.value.as_ref().ok().map(shown);
                seen
            }),
        }
    }
}

/// What practice shows of a call.
pub(super) fn seen(inputs: &[Field], came: &Came, expected: Option<String>) -> Seen {
    let (printed, panic) = match came.value {
        Err(Failure::Panicked) => failure::panicked(&came.printed),
        _ => (&came.printed[..], None),
    };
    Seen {
        inputs: failure::inputs(inputs),
        came: came.value.as_ref().ok().map(failure::value_shown),
        expected,
        beside: None,
        panic,
        printed: failure::printed(printed),
    }
}
