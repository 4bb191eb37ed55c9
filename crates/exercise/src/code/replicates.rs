//! Functions that fit a model on past years and say beforehand how it will do in the next.
//!
//! Each replicate is another hospital: fresh tables of another truth, drawn from the variant's
//! key. The function gets the past years and gives back its model's risks for the next year's
//! patients, and what it expects of that model: AUROC, and observed over expected, with 95 %
//! intervals. What the model then does is computed from the true risks of those patients. Bias,
//! error, coverage and interval score over all replicates are held beside those of a trusted
//! estimate of a trusted model on the same replicates.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use medlab_cohort::Dataset;
use medlab_metrics::expected;
use medlab_protocol::{Field, Value};

use super::caller::{Caller, Came, MOST_COSTLY, MOST_FUEL, REPEATED};
use super::cases::order;
use super::failure::{FailedCase, Failure};
use super::interval::{AUROC, Claim, OBSERVED_EXPECTED, Scale, Worth, summary};
use super::judged::{Replicates, STEADY, Tables};
use super::next_year::{NextYear, Past};
use super::risks::{self, value};
use super::trial::Tried;
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::Exercise;

/// What is said of a model beforehand.
const SCALES: [Scale; 2] = [AUROC, OBSERVED_EXPECTED];

/// What is measured of what is said, on each scale.
const MEASURED: [&str; 6] =
    ["bias", "rmse", "coverage", "score", "rmse_ratio", "score_ratio"];

/// How good the models themselves are: their mean AUROC, minus that of the trusted ones.
const MODEL: &str = "model";

/// A case is shown where so many intervals of 100 miss, or any is none.
const LEAST_COVERED: f64 = 0.9;

/// After so many replicates without one answer, the others are not tried.
const MOST_SILENT: usize = 5;

/// The names of what is measured, after the function's.
pub(super) fn measures() -> Vec<String> {
    let on = |scale: Scale| MEASURED.map(|part| format!("{}.{part}", scale.name));
    SCALES.into_iter().flat_map(on).chain([MODEL.to_string()]).collect()
}

/// Where replicates come from.
pub(super) trait Hospitals {
    /// How many.
    fn count(&self) -> usize;

    /// One of them; the same for the same number.
    fn draw(&self, number: usize) -> Result<Arc<Hospital>, CourseError>;
}

/// One replicate: what a function gets, what is true, and what the trusted estimate says.
#[derive(Debug)]
pub(crate) struct Hospital {
    /// The past years and the next year's patients.
    pub(super) inputs: [Field; 2],
    /// Rows and events of past years, for people.
    pub(super) size: [usize; 2],
    /// The true risk of each of the next year's patients.
    pub(super) truth: Vec<f64>,
    /// The risks of the trusted model, and what is said of it.
    pub(super) trusted: (Vec<f64>, NextYear),
}

/// Hospitals that were drawn before, by function and number: they are the same for every program
/// that is tried on one assignment.
///
/// Each takes some 2 MB, and drawing one longer than most functions do on it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered(Arc<Mutex<Known>>);

type Known = BTreeMap<(String, usize), Arc<Hospital>>;

impl Remembered {
    fn get(&self, function: &str, number: usize) -> Option<Arc<Hospital>> {
        self.known().get(&(function.to_string(), number)).cloned()
    }

    fn keep(&self, function: &str, number: usize, hospital: &Arc<Hospital>) {
        self.known().insert((function.to_string(), number), Arc::clone(hospital));
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hospitals of an exercise: fresh draws of its tables.
pub(super) struct DrawnHospitals<'a> {
    exercise: &'a Exercise,
    dataset: &'a Dataset,
    assignment: &'a Assignment,
    name: &'a str,
    asked: &'a Replicates,
}

impl<'a> DrawnHospitals<'a> {
    /// Those of the function of a name.
    pub(super) fn new(
        exercise: &'a Exercise,
        dataset: &'a Dataset,
        assignment: &'a Assignment,
        name: &'a str,
        asked: &'a Replicates,
    ) -> Self {
        Self { exercise, dataset, assignment, name, asked }
    }
}

impl Hospitals for DrawnHospitals<'_> {
    fn count(&self) -> usize {
        self.asked.count
    }

    fn draw(&self, number: usize) -> Result<Arc<Hospital>, CourseError> {
        let Some(remembered) = self.assignment.remembered() else {
            return Ok(Arc::new(self.fresh(number)?));
        };
        if let Some(known) = remembered.get(self.name, number) {
            return Ok(known);
        }
        let hospital = Arc::new(self.fresh(number)?);
        remembered.keep(self.name, number, &hospital);
        Ok(hospital)
    }
}

impl DrawnHospitals<'_> {
    fn fresh(&self, number: usize) -> Result<Hospital, CourseError> {
        let Self { exercise, dataset, assignment, name, asked } = self;
        let Replicates { tables, time, predictors, .. } = asked;
        let Tables { trains_on: past, predicts: next } = tables;
        let wrong = |message: String| {
            let message = format!("function {name}: {message}");
            CourseError::new(&exercise.folder, message, "see [[function]]")
        };
        let key = assignment.key().derive(&format!("code:{name}:replicate:{number}"));
        let drawn = assignment.again(exercise, dataset, key)?;
        let none = || wrong("expected a dataset with an outcome".into());
        let outcome = dataset.outcome.as_deref().ok_or_else(none)?;
        let learnt = drawn.shown(past).map_err(wrong)?;
        let patients = drawn.at_prediction(dataset, next).map_err(wrong)?;
        let truth = drawn.given(next).map_err(wrong)?.ideal().into_owned();
        let years = Past::new(&learnt, predictors, outcome, time).map_err(wrong)?;
        let model = years.model().map_err(wrong)?;
        let trusted = (
            years.risks(&model, &patients).map_err(wrong)?,
            years.next_year(&model).map_err(wrong)?,
        );
        let size = [learnt.rows(), years.events()];
        let inputs =
            [("past".into(), value(&learnt)), ("patients".into(), value(&patients))];
        Ok(Hospital { inputs, size, truth, trusted })
    }
}

/// Calls the function on every replicate, on some twice, and sums up.
pub(super) fn judged(
    caller: &mut Caller,
    hospitals: &dyn Hospitals,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let all = hospitals.count();
    let mut tally = Tally::default();
    for (at, number) in order(&mut caller.order, all).into_iter().enumerate() {
        tally.add(&*hospitals.draw(number)?, caller, at < REPEATED)?;
        if tally.is_over() || (tally.answered == 0 && at + 1 >= MOST_SILENT) {
            break;
        }
    }
    tally.sum_up(&caller.spec.name, all, tried);
    Ok(())
}

/// What came of the replicates so far.
#[derive(Default)]
struct Tally {
    /// What each interval is worth, on each scale: the function's own and the trusted ones.
    own: [Vec<Worth>; 2],
    trusted: [Vec<Worth>; 2],
    /// The AUROC of each model, minus that of the trusted one.
    models: Vec<f64>,
    answered: usize,
    usable: usize,
    unsteady: bool,
    costly: usize,
    fuel: u64,
    /// The replicate that went worst, and how badly.
    worst: Option<(f64, FailedCase)>,
}

impl Tally {
    /// One more replicate, twice if repeats must agree.
    fn add(
        &mut self,
        hospital: &Hospital,
        caller: &mut Caller,
        twice: bool,
    ) -> Result<(), NoEvidence> {
        let theirs = on_both(&hospital.truth, &hospital.trusted.0);
        let said = [hospital.trusted.1.auroc, hospital.trusted.1.observed_expected];
        let inputs = &hospital.inputs;
        let came = caller.call(inputs)?;
        self.fuel = self.fuel.saturating_add(came.fuel);
        let mut answer = came.value.clone().and_then(|value| read(value, hospital));
        self.answered += usize::from(answer.is_ok());
        if twice && answer.is_ok() && caller.call(inputs)?.answer != came.answer {
            self.unsteady = true;
            answer = Err(Failure::Unsteady);
        }
        if self.fuel > caller.limits.fuel.saturating_mul(MOST_FUEL) {
            answer = Err(Failure::TookTooLong);
            self.costly = MOST_COSTLY;
        }
        let mut failure = answer.as_ref().err().copied();
        let mut bad = 0.0;
        for (which, scale) in SCALES.into_iter().enumerate() {
            self.trusted[which].push(scale.worth(said[which], theirs[which]).0);
            let (worth, wrong) = match &answer {
                Ok(answer) => scale.worth(answer.claims[which], answer.truth[which]),
                Err(_) => (scale.nothing(), None),
            };
            failure = failure.or(wrong);
            bad += worth.score / scale.worst();
            self.own[which].push(worth);
        }
        if let Ok(answer) = &answer {
            self.models.push(answer.truth[0] - theirs[0]);
        }
        let Some(failure) = failure else {
            self.usable += 1;
            return Ok(());
        };
        self.usable += usize::from(failure == Failure::MissedTruth);
        self.costly += usize::from(failure.is_costly());
        // What ended the trial is told, whatever else went wrong.
        if self.is_over() || self.worst.as_ref().is_none_or(|(most, _)| bad > *most) {
            self.worst =
                Some((bad, shown(caller, failure, hospital, &came, answer.ok())));
        }
        Ok(())
    }

    /// Whether more of it would cost too much.
    fn is_over(&self) -> bool {
        self.costly >= MOST_COSTLY
    }

    /// The evidence, for a function that was to be tried on so many.
    fn sum_up(self, name: &str, all: usize, tried: &mut Tried) {
        let mut number = |part: &str, value: f64| {
            tried.evidence.insert(format!("code.{name}{part}"), Found::Number(value));
        };
        let steady = !self.unsteady && self.answered > 0;
        number("", self.usable as f64 / all as f64);
        number(&format!(".{STEADY}"), f64::from(u8::from(steady)));
        // Of hospitals that were not tried any more nothing is known.
        if self.answered == 0 || self.is_over() {
            tried.failed.extend(self.worst.map(|(_, failed)| failed));
            return;
        }
        number(".model", self.models.iter().sum::<f64>() / self.models.len() as f64);
        let mut told = self.usable < all;
        for (which, scale) in SCALES.into_iter().enumerate() {
            let own = summary(&self.own[which]);
            let (Some(own), Some(trusted)) = (own, summary(&self.trusted[which])) else {
                continue;
            };
            let found = [
                own.bias,
                own.rmse,
                own.coverage,
                own.score,
                own.rmse / trusted.rmse,
                own.score / trusted.score,
            ];
            for (part, value) in MEASURED.into_iter().zip(found) {
                number(&format!(".{}.{part}", scale.name), value);
            }
            told |= own.coverage < LEAST_COVERED;
        }
        tried.failed.extend(self.worst.filter(|_| told).map(|(_, failed)| failed));
    }
}

/// What a function said of its model, and what became of it.
struct Answer {
    claims: [Claim; 2],
    truth: [f64; 2],
}

fn read(value: Value, hospital: &Hospital) -> Result<Answer, Failure> {
    let Value::Record(fields) = value else { return Err(Failure::WrongShape) };
    let field = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or(Failure::WrongShape)
    };
    let claim = |scale: Scale| match field(scale.name)? {
        Value::Numbers(numbers) => match numbers[..] {
            [low, value, high] => Ok(Claim { low, value, high }),
            _ => Err(Failure::WrongShape),
        },
        _ => Err(Failure::WrongShape),
    };
    let claims = [claim(SCALES[0])?, claim(SCALES[1])?];
    let risks = risks::read(field("risks")?, hospital.truth.len())?;
    let truth = on_both(&hospital.truth, &risks);
    // Risks that are all 0 have no observed over expected.
    let defined = truth.iter().all(|truth| truth.is_finite());
    defined.then_some(Answer { claims, truth }).ok_or(Failure::NoRisk)
}

/// What risks reach on both scales, by the true risks; NaN where that is undefined.
fn on_both(truth: &[f64], risks: &[f64]) -> [f64; 2] {
    [expected::auroc(truth, risks), expected::observed_expected(truth, risks)]
        .map(|found| found.unwrap_or(f64::NAN))
}

/// A replicate in which something went wrong, for practice.
fn shown(
    caller: &Caller,
    failure: Failure,
    hospital: &Hospital,
    came: &Came,
    answer: Option<Answer>,
) -> FailedCase {
    let count = |number: usize| Value::Number(number as f64);
    let [rows, events] = hospital.size;
    let inputs = [
        ("past_rows".to_string(), count(rows)),
        ("past_events".to_string(), count(events)),
        ("patients".to_string(), count(hospital.truth.len())),
    ];
    let truth = answer.map(|answer| {
        let rounded = |at: usize| {
            let number = medlab_cohort::round::to(answer.truth[at], 4);
            (SCALES[at].name.to_string(), Value::Number(number))
        };
        Value::Record(vec![rounded(0), rounded(1)])
    });
    caller.failed("ordinary", failure, &inputs, came, truth.as_ref())
}

#[cfg(test)]
mod tests;
