//! A draw: an exercise's solution, starter and flawed submissions on patients drawn for it.

use std::collections::BTreeMap;
use std::ops::Range;

use medlab_cohort::{Dataset, Key};

use super::metered::Metered;
use super::truth::Seen;
use crate::assignment::Assignment;
use crate::code::Programs;
use crate::course::CourseError;
use crate::exercise::{Exercise, Flawed};
use crate::grade::{Grade, Marks};
use crate::make::{Making, OnVariant};
use crate::submission::Submission;
use crate::variant::VariantId;
use crate::{Points, judge, pack};

/// On how many draws the truth is looked at: the attainable risk costs most of the time.
const TRUTH_SEEN: u32 = 10;

/// What one draw gave.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Whether the first attempt was rejected.
    pub(super) redrawn: bool,
    /// The points of solution and starter.
    pub(super) solution: f64,
    pub(super) starter: f64,
    /// Whether the next draw's solution passed on this one.
    pub(super) neighbour_passed: bool,
    /// The fuel of the solution's costliest call.
    pub(super) fuel: u64,
    /// The numbers that were measured in the reference.
    pub(super) reference: BTreeMap<String, f64>,
    pub(super) flawed: BTreeMap<String, Earned>,
    pub(super) truth: Option<Seen>,
}

/// What one flawed submission earned on a draw.
#[derive(Clone, Debug)]
pub(super) struct Earned {
    pub(super) points: f64,
    pub(super) passed: bool,
    /// Of each verdict that is expected, whether it was given; none if it was not gradable.
    pub(super) held: BTreeMap<String, bool>,
}

/// One draw, and the draw after it.
pub(super) struct Pair {
    pub(super) own: Assignment,
    pub(super) next: Assignment,
}

/// Tries an exercise on some of its draws, by their numbers.
pub(super) fn tried(
    exercise: &Exercise,
    dataset: &Dataset,
    seeds: Range<u32>,
    programs: &dyn Programs,
) -> Result<Vec<Drawn>, CourseError> {
    let solution = exercise.solution.as_ref().ok_or_else(|| {
        let message = "expected solution/make.toml, found none";
        CourseError::new(&exercise.folder, message, "verify a full course")
    })?;
    let mut drawn = Vec::new();
    let mut own = numbered(exercise, dataset, seeds.start)?;
    for seed in seeds {
        let next = numbered(exercise, dataset, seed + 1)?;
        let at = Pair { own, next };
        drawn.push(on(exercise, dataset, solution, &at, seed < TRUTH_SEEN, programs)?);
        own = at.next;
    }
    Ok(drawn)
}

fn on(
    exercise: &Exercise,
    dataset: &Dataset,
    solution: &Making,
    at: &Pair,
    looks_at_truth: bool,
    programs: &dyn Programs,
) -> Result<Drawn, CourseError> {
    let truth = if looks_at_truth {
        let files = solution.make(&exercise.file, dataset, &at.own, &at.next)?;
        let solved = Submission { path: "solution".into(), files: Ok(files) };
        Some(Seen::on(exercise, dataset, &at.own, &solved)?)
    } else {
        None
    };
    let metered = Metered::new(programs);
    let solved = submit(exercise, dataset, solution, at, &metered)?;
    // The same right functions are right for everybody.
    let neighbour_passed = !exercise.judges_code() && {
        let mut borrowed = solution.clone();
        borrowed.on = OnVariant::Neighbour;
        submit(exercise, dataset, &borrowed, at, programs)?.passed()
    };
    let starter = starter(exercise, dataset, &at.own, programs)?;
    let flawed = exercise.flawed.iter().map(|(name, flawed)| {
        let grade = submit(exercise, dataset, &flawed.making, at, programs)?;
        Ok((name.clone(), Earned::by(flawed, &grade)))
    });
    let reference = at.own.reference.iter();
    Ok(Drawn {
        redrawn: at.own.attempt > 0,
        solution: points(&solved),
        starter: points(&starter),
        neighbour_passed,
        fuel: metered.costliest_call(),
        reference: reference
            .filter_map(|(name, found)| Some((name.clone(), found.number()?)))
            .collect(),
        flawed: flawed.collect::<Result<_, CourseError>>()?,
        truth,
    })
}

impl Earned {
    fn by(flawed: &Flawed, grade: &Grade) -> Self {
        let marks = grade.marks().into_iter();
        let held = marks.flat_map(|marks| {
            flawed.expect.verdicts.iter().map(|(criterion, expected)| {
                let verdict = marks.criteria.iter().find(|mark| mark.id == *criterion);
                let held = verdict.is_some_and(|mark| mark.verdict.code() == expected);
                (criterion.clone(), held)
            })
        });
        Self { points: points(grade), passed: grade.passed(), held: held.collect() }
    }
}

/// The draw of a number.
fn numbered(
    exercise: &Exercise,
    dataset: &Dataset,
    seed: u32,
) -> Result<Assignment, CourseError> {
    let key = Key::new(*b"medlab verification patients    ")
        .derive(&format!("verify:{}:{seed}", exercise.file.id));
    // The number only names the draw in messages; no practice variant has this key.
    let drawn = Assignment::draw(exercise, dataset, VariantId::Practice(1), &key)?;
    Ok(drawn.remembering())
}

/// Grades what is made on a draw.
pub(super) fn submit(
    exercise: &Exercise,
    dataset: &Dataset,
    making: &Making,
    at: &Pair,
    programs: &dyn Programs,
) -> Result<Grade, CourseError> {
    let files = making.make(&exercise.file, dataset, &at.own, &at.next)?;
    let submission = Submission { path: "made".into(), files: Ok(files) };
    judge::grade(exercise, dataset, &at.own, &submission, programs, false)
}

fn starter(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    programs: &dyn Programs,
) -> Result<Grade, CourseError> {
    let mut files = pack::starter(exercise, assignment)
        .map_err(|m| CourseError::new(&exercise.folder, m, "see exercise.toml"))?;
    // Who did the other exercise and nothing of this one earns nothing here.
    if let Some(solution) = &exercise.solution {
        files.extend(solution.needed(&exercise.file, assignment)?);
    }
    let submission = Submission { path: "starter".into(), files: Ok(files) };
    judge::grade(exercise, dataset, assignment, &submission, programs, false)
}

/// Exact points; none for what is not gradable.
fn points(grade: &Grade) -> f64 {
    grade.marks().map_or(0.0, |marks: &Marks| exact(marks.points))
}

pub(super) fn exact(points: Points) -> f64 {
    f64::from(points.hundredths()) / 100.0
}
