//! A program that answers as the test wants it, on hospitals of four patients.

use medlab_cohort::Key;
use medlab_protocol::Call;
use medlab_protocol::session::{End, Ran, Run};

use super::*;
use crate::code::solver::{Solver, Unsolved};
use crate::code::spec::CodeSpec;

/// True risks that rank as risks do which are twice as high: AUROC the same, O/E one half.
const TRUTH: [f64; 4] = [0.1, 0.2, 0.3, 0.4];
const REPLICATES: usize = 40;

struct Four;

impl Hospitals for Four {
    fn count(&self) -> usize {
        REPLICATES
    }

    fn draw(&self, number: usize) -> Result<Arc<Hospital>, CourseError> {
        let said = NextYear {
            auroc: claim(0.6, 0.7, 0.8),
            observed_expected: claim(0.8, 1.0, 1.25),
        };
        Ok(Arc::new(Hospital {
            inputs: [
                ("past".into(), Value::Number(number as f64)),
                ("patients".into(), Value::Missing),
            ],
            size: [4, 1],
            truth: TRUTH.into(),
            trusted: (TRUTH.into(), said),
        }))
    }
}

fn claim(low: f64, value: f64, high: f64) -> Claim {
    Claim { low, value, high }
}

/// Answers the hospital of a number, the how manieth call it is.
struct Program<F>(F, usize);

impl<F: Fn(usize, usize) -> (End, u64, Value)> Solver for Program<F> {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let call = Call::decode(&run.input).map_err(|_| Unsolved)?;
        let [Value::Record(fields)] = &call.inputs[..] else { return Err(Unsolved) };
        let Value::Number(number) = fields[0].1 else { return Err(Unsolved) };
        assert_eq!((fields[0].0.as_str(), fields[1].0.as_str()), ("past", "patients"));
        self.1 += 1;
        let (end, fuel, value) = (self.0)(number as usize, self.1);
        Ok(Ran { end, fuel, answer: value.encode(), printed: Vec::new() })
    }

    fn counts_fuel(&self) -> bool {
        true
    }
}

fn answer(auroc: [f64; 3], ratio: [f64; 3], risks: &[f64]) -> Value {
    Value::Record(vec![
        ("auroc".into(), Value::Numbers(auroc.into())),
        ("observed_expected".into(), Value::Numbers(ratio.into())),
        ("risks".into(), Value::Numbers(risks.into())),
    ])
}

fn tried(program: impl Fn(usize, usize) -> (End, u64, Value)) -> (Tried, usize) {
    let spec = toml::from_str("name = \"f\"\nlabel = \"F\"").unwrap();
    let mut program = Program(program, 0);
    let code = CodeSpec { fuel: 1, memory: 1 };
    let key = Key::new([3; 32]);
    let mut tried = Tried::default();
    let mut caller = Caller::new(&mut program, &spec, code, &key);
    judged(&mut caller, &Four, &mut tried).unwrap();
    (tried, program.1)
}

fn returned(value: Value) -> (End, u64, Value) {
    (End::Returned, 1, value)
}

#[track_caller]
fn has(tried: &Tried, expected: &[(&str, f64)]) {
    for (name, value) in expected {
        let found = tried.evidence.get(&format!("code.f{name}"));
        let found = found.and_then(Found::number).unwrap_or(f64::NAN);
        assert!((found - value).abs() < 1e-12, "{name}: {found}, expected {value}");
    }
}

#[test]
fn the_trusted_claims_are_worth_what_the_trusted_ones_are() {
    let said = answer([0.6, 0.7, 0.8], [0.8, 1.0, 1.25], &TRUTH);
    let (tried, calls) = tried(|_, _| returned(said.clone()));
    assert_eq!(calls, REPLICATES + REPEATED);
    let area = expected::auroc(&TRUTH, &TRUTH).unwrap();
    has(&tried, &[("", 1.0), (".steady", 1.0), (".model", 0.0)]);
    has(&tried, &[(".auroc.coverage", 1.0), (".auroc.bias", 0.7 - area)]);
    has(&tried, &[(".auroc.score", 0.2), (".auroc.score_ratio", 1.0)]);
    has(&tried, &[(".observed_expected.bias", 0.0)]);
    has(&tried, &[(".observed_expected.score", 2.0 * libm::log(1.25))]);
    has(&tried, &[(".observed_expected.score_ratio", 1.0)]);
    assert_eq!(tried.failed, []);
}

#[test]
fn observed_over_expected_is_that_of_the_own_model() {
    let twice = TRUTH.map(|risk| 2.0 * risk);
    let said = answer([0.6, 0.7, 0.8], [0.45, 0.5, 0.55], &twice);
    let (tried, _) = tried(|_, _| returned(said.clone()));
    has(&tried, &[(".model", 0.0), (".observed_expected.coverage", 1.0)]);
    has(&tried, &[(".observed_expected.bias", 0.0)]);
}

#[test]
fn infinite_intervals_cover_nothing_and_have_the_worst_score() {
    let (never, area) = (f64::INFINITY, expected::auroc(&TRUTH, &TRUTH).unwrap());
    let said = answer([-never, area, never], [0.0, 1.0, never], &TRUTH);
    let (tried, _) = tried(|_, _| returned(said.clone()));
    has(&tried, &[("", 0.0), (".steady", 1.0)]);
    has(&tried, &[(".auroc.bias", 0.0), (".auroc.coverage", 0.0)]);
    has(&tried, &[(".auroc.score", 1.0), (".auroc.score_ratio", 5.0)]);
    has(&tried, &[(".observed_expected.coverage", 0.0)]);
    has(&tried, &[(".observed_expected.score", libm::log(100.0))]);
    assert_eq!(tried.failed[0].failure, Failure::NoInterval);
}

/// Every fourth interval misses: more than the tenth from which on a case is shown.
#[test]
fn what_is_missed_is_counted_and_the_worst_is_shown() {
    let (tried, _) = tried(|number, _| {
        let off = if number % 4 == 0 { 0.25 + number as f64 / 1000.0 } else { 0.0 };
        let ratio = [0.8 + off, 1.0 + off, 1.25 + off];
        returned(answer([0.6, 0.7, 0.8], ratio, &TRUTH))
    });
    has(&tried, &[(".observed_expected.coverage", 0.75), (".auroc.coverage", 1.0)]);
    let [failed] = &tried.failed[..] else { panic!("{:?}", tried.failed) };
    assert_eq!(failed.failure, Failure::MissedTruth);
    let seen = failed.seen.as_ref().unwrap();
    assert_eq!(seen.inputs, "past_rows = 4, past_events = 1, patients = 4");
    // The furthest off is number 36.
    assert!(seen.came.as_ref().unwrap().contains("1.286"), "{seen:?}");
    assert!(seen.expected.as_ref().unwrap().contains("observed_expected = 1]"));
}

#[test]
fn another_answer_to_the_same_call_is_none() {
    let said = |call: usize| {
        let low = 0.6 - call as f64 / 1000.0;
        returned(answer([low, 0.7, 0.8], [0.8, 1.0, 1.25], &TRUTH))
    };
    let (tried, _) = tried(|_, call| said(call));
    has(&tried, &[(".steady", 0.0), ("", 1.0 - REPEATED as f64 / REPLICATES as f64)]);
    assert_eq!(tried.failed[0].failure, Failure::Unsteady);
}

#[test]
fn who_never_answers_is_not_asked_on() {
    let (tried, calls) = tried(|_, _| (End::Panicked, 1, Value::Missing));
    assert_eq!(calls, MOST_SILENT);
    has(&tried, &[("", 0.0), (".steady", 0.0)]);
    assert_eq!(tried.evidence.len(), 2, "{:?}", tried.evidence);
    assert_eq!(tried.failed[0].failure, Failure::Panicked);
}

/// Of what is left when the fuel is gone nothing is known.
#[test]
fn all_calls_together_have_a_limit() {
    let said = answer([0.6, 0.7, 0.8], [0.8, 1.0, 1.25], &TRUTH);
    let (tried, calls) = tried(|_, _| (End::Returned, 999_999, said.clone()));
    assert_eq!(calls, 11 + REPEATED);
    has(&tried, &[("", 10.0 / REPLICATES as f64)]);
    assert!(!tried.evidence.keys().any(|name| name.ends_with("coverage")));
    assert_eq!(tried.failed[0].failure, Failure::TookTooLong);
}

#[test]
fn a_wrong_shape_is_no_answer() {
    let hospital = Four.draw(0).unwrap();
    let right = [0.6, 0.7, 0.8];
    let cases = [
        (Value::Missing, Failure::WrongShape),
        (answer(right, right, &TRUTH[..3]), Failure::WrongShape),
        (answer(right, right, &[0.1, 0.2, 0.3, f64::NAN]), Failure::NotANumber),
        (answer(right, right, &[0.1, 0.2, 0.3, 1.1]), Failure::NoRisk),
        (answer(right, right, &[0.0; 4]), Failure::NoRisk),
        (
            Value::Record(vec![("auroc".into(), Value::Numbers(right.into()))]),
            Failure::WrongShape,
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(read(value, &hospital).err(), Some(expected));
    }
}
