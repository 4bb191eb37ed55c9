//! A trial: a learner's program, called on every case, and what is known of it then.

use medlab_cohort::Dataset;
use medlab_cohort::sample::Stream;
use medlab_protocol::Field;

use super::caller::Caller;
use super::cases::Case;
use super::failure::{FailedCase, Failure};
use super::judged::{By, Judged};
use super::pipeline::Whole;
use super::solver::{Programs, Unbuilt};
use super::tidy::Sending;
use super::{HARNESS, compared, formula, growth, pipeline, replicates, risks, tidy};
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Evidence, Found, NoEvidence};
use crate::exercise::Exercise;
use crate::predictions::Predicted;

/// What is known of a program that was tried.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    pub(crate) evidence: Evidence,
    pub(crate) predicted: Option<Predicted>,
    pub(crate) failed: Vec<FailedCase>,
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
        judge((exercise, dataset, assignment), function, &mut caller, &mut tried)?;
        if caller.calls > 0 && caller.unwritten == caller.calls {
            let why = || Found::Undefined(Failure::NotWritten.code().into());
            tried.evidence.extend(function.measures().into_iter().map(|m| (m, why())));
        }
    }
    // Formulas may name what a function that failed gave no chance to measure.
    for name in exercise.functions.iter().flat_map(Judged::measures) {
        let nobody = || Found::Undefined("not_measured".into());
        tried.evidence.entry(name).or_insert_with(nobody);
    }
    Ok(tried)
}

/// Holds a function against what it is held against.
fn judge(
    (exercise, dataset, assignment): (&Exercise, &Dataset, &Assignment),
    Judged { spec, by }: &Judged,
    caller: &mut Caller,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let stream = &mut Stream::new(&caller.key.derive("cases"));
    match by {
        By::Formula(expected) => {
            let path = format!("{}/exercise.toml", exercise.folder);
            let cases = formula::cases(&path, spec, expected, &assignment.vary, stream)?;
            let gives = |inputs: &[Field]| {
                formula::value(&path, expected, inputs, &assignment.vary)
            };
            compared::compared(caller, &cases, Some(&gives), tried)
        }
        By::Trusted(trusted) => {
            let cases: Vec<Case> = trusted.drawn(spec.ordinary, stream);
            compared::compared(caller, &cases, None, tried)?;
            growth::measured(caller, trusted, tried)
        }
        By::Risks(tables) => {
            let given = risks::tables(exercise, dataset, assignment, tables)?;
            risks::predicted(caller, given, tables, tried)
        }
        By::Whole { tables, chance } => {
            let whole =
                Whole::new(exercise, dataset, assignment, tables, *chance, &caller.key)?;
            pipeline::judged(caller, &whole, &tables.predicts, tried)
        }
        By::NextYear(asked) => {
            let hospitals = replicates::DrawnHospitals::new(
                exercise, dataset, assignment, &spec.name, asked,
            );
            replicates::judged(caller, &hospitals, tried)
        }
        By::Clean => {
            let sending = Sending::new(exercise, dataset, assignment, caller)?;
            tidy::judged(caller, &sending, tried)
        }
    }
}
