//! Trying an exercise: its solution, starter and flawed submissions over many draws.

use std::collections::BTreeMap;

use medlab_cohort::{Dataset, Key};
use serde::Serialize;

use crate::assignment::Assignment;
use crate::code::Programs;
use crate::course::CourseError;
use crate::exercise::{Exercise, ExpectStatus, Flawed};
use crate::grade::{Grade, Marks, Status};
use crate::make::{Making, OnVariant};
use crate::submission::Submission;
use crate::variant::VariantId;
use crate::{judge, pack};

use super::Finding;
use super::metered::{Fuel, Metered};
use super::truth::Truth;

/// The most draws, in percent, that may have been drawn again.
const REDRAWN: f64 = 5.0;

/// The least draws, in percent, on which a flawed submission gets its verdicts.
const VERDICTS: f64 = 99.0;

/// The least pairs, in percent, on which another variant's perfect work must fail.
const NEIGHBOURS: f64 = 95.0;

/// How much the points of one and the same flaw may spread over draws, as a standard
/// deviation in percent of all points: more would make variants unequally hard.
const SPREAD: f64 = 15.0;

/// How many times what the solution takes a call may take, at least: a learner's right work may be
/// plainer.
const HEADROOM: u64 = 2;

/// On how many draws the truth is looked at: the attainable risk costs most of the time.
const TRUTH_SEEN: u32 = 10;

/// What each submission earned over the draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// The exercise.
    pub exercise: String,
    /// Its version.
    pub version: u32,
    /// How many draws.
    pub seeds: u32,
    /// On how many the first draw was rejected.
    pub redrawn: u32,
    /// The points that the solution earned on the worst draw.
    pub solution_least: f64,
    /// The most that the starter earned.
    pub starter_most: f64,
    /// On how many draws the next variant's solution passed.
    pub neighbours_passed: u32,
    /// What the solution's calls cost, where it is code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fuel: Option<Fuel>,
    /// What the reference measured: mean and standard deviation over draws.
    pub reference: BTreeMap<String, MeanAndSpread>,
    /// The flawed submissions.
    pub flawed: BTreeMap<String, FlawedRow>,
}

/// A mean and the standard deviation around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MeanAndSpread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub spread: f64,
}

/// What one flawed submission earned.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlawedRow {
    /// The points on practice-1, to the half point; none where not gradable.
    pub at_reference: Option<f64>,
    /// The least points.
    pub least: f64,
    /// The mean points.
    pub mean: f64,
    /// The most points.
    pub most: f64,
    /// The standard deviation of the points.
    pub spread: f64,
    /// On how many draws it passed.
    pub passed: u32,
    /// On how many draws each verdict was as expected.
    pub verdicts_held: BTreeMap<String, u32>,
}

/// One draw, and the draw after it.
struct Draw {
    own: Assignment,
    next: Assignment,
}

/// Tries an exercise over so many draws.
pub(super) fn run(
    exercise: &Exercise,
    dataset: &Dataset,
    seeds: u32,
    programs: &dyn Programs,
) -> Result<(Table, Vec<Finding>), CourseError> {
    let mut table = Table {
        exercise: exercise.file.id.clone(),
        version: exercise.file.version,
        seeds,
        redrawn: 0,
        solution_least: f64::INFINITY,
        starter_most: 0.0,
        neighbours_passed: 0,
        fuel: None,
        reference: BTreeMap::new(),
        flawed: BTreeMap::new(),
    };
    let mut findings = Vec::new();
    let solution = exercise.solution.as_ref().ok_or_else(|| {
        let message = "expected solution/make.toml, found none";
        CourseError::new(&exercise.folder, message, "verify a full course")
    })?;
    at_practice_1(exercise, dataset, programs, &mut table, &mut findings)?;

    let metered = Metered::new(programs);
    let mut truth = Truth::default();
    let mut points: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut measured: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut own = draw(exercise, dataset, 0)?;
    for seed in 0..seeds {
        let next = draw(exercise, dataset, seed + 1)?;
        let at = Draw { own, next };
        table.redrawn += u32::from(at.own.attempt > 0);
        for (name, found) in &at.own.reference {
            if let Some(value) = found.number() {
                measured.entry(name.clone()).or_default().push(value);
            }
        }
        if seed < TRUTH_SEEN {
            let files = solution.make(&exercise.file, dataset, &at.own, &at.next)?;
            let solved = Submission { path: "solution".into(), files: Ok(files) };
            truth.see(exercise, dataset, &at.own, &solved)?;
        }
        let solved = submit(exercise, dataset, solution, &at, &metered)?;
        let earned = solved.marks().map_or(0.0, exact);
        table.solution_least = table.solution_least.min(earned);
        let starter = starter(exercise, dataset, &at.own, programs)?;
        table.starter_most = table.starter_most.max(starter.marks().map_or(0.0, exact));
        // The same right functions are right for everybody.
        if !exercise.judges_code() {
            let mut borrowed = solution.clone();
            borrowed.on = OnVariant::Neighbour;
            let borrowed = submit(exercise, dataset, &borrowed, &at, programs)?;
            table.neighbours_passed += u32::from(borrowed.passed());
        }
        for (name, flawed) in &exercise.flawed {
            let grade = submit(exercise, dataset, &flawed.making, &at, programs)?;
            let row = table.flawed.entry(name.clone()).or_default();
            row.passed += u32::from(grade.passed());
            points
                .entry(name.clone())
                .or_default()
                .push(grade.marks().map_or(0.0, exact));
            held(flawed, &grade, row);
        }
        own = at.next;
    }
    for (name, values) in points {
        let row = table.flawed.entry(name).or_default();
        let MeanAndSpread { mean, spread } = mean_and_spread(&values);
        (row.mean, row.spread) = (mean, spread);
        row.least = values.iter().copied().fold(f64::INFINITY, f64::min);
        row.most = values.iter().copied().fold(0.0, f64::max);
    }
    for (name, values) in measured {
        table.reference.insert(name, mean_and_spread(&values));
    }
    table.fuel = exercise
        .file
        .code
        .map(|code| Fuel { costliest_call: metered.costliest_call(), limit: code.fuel });
    judge_table(exercise, &table, &mut findings);
    findings.extend(truth.findings(exercise));
    Ok((table, findings))
}

/// The exact points that each flawed submission promises on practice-1.
fn at_practice_1(
    exercise: &Exercise,
    dataset: &Dataset,
    programs: &dyn Programs,
    table: &mut Table,
    findings: &mut Vec<Finding>,
) -> Result<(), CourseError> {
    let at = Draw {
        own: Assignment::practice(exercise, dataset, 1)?.remembering(),
        next: Assignment::practice(exercise, dataset, 2)?,
    };
    for (name, flawed) in &exercise.flawed {
        let grade = submit(exercise, dataset, &flawed.making, &at, programs)?;
        let path = format!("{}/flawed/{name}/expect.toml", exercise.folder);
        let mut find = |message: String| {
            findings.push(Finding::new("flawed-as-expected", &path, message));
        };
        let row = table.flawed.entry(name.clone()).or_default();
        row.at_reference = grade.marks().map(|marks| marks.points.shown());
        if row.at_reference != flawed.expect.points {
            find(format!(
                "expected points = {} on practice-1, found {}",
                shown(flawed.expect.points),
                shown(row.at_reference)
            ));
        }
        match (&grade.status, flawed.expect.status) {
            (Status::Graded(marks), ExpectStatus::Graded) => {
                let never: Vec<&str> =
                    marks.never_events.iter().map(|event| event.id.as_str()).collect();
                if never != flawed.expect.never {
                    let expected = &flawed.expect.never;
                    find(format!("expected never = {expected:?}, found {never:?}"));
                }
            }
            (Status::NotGradable(fault), ExpectStatus::NotGradable) => {
                if flawed.expect.code.as_deref() != Some(fault.code()) {
                    find(format!("expected code = \"{}\"", fault.code()));
                }
            }
            (status, expected) => {
                find(format!("expected {expected:?}, found {status:?}"));
            }
        }
    }
    Ok(())
}

/// What the numbers of the table say about the exercise.
fn judge_table(exercise: &Exercise, table: &Table, findings: &mut Vec<Finding>) {
    let most = exact_points(exercise.max_points());
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(table.seeds.max(1));
    let mut find = |rule, message: String| {
        findings.push(Finding::new(rule, &exercise.folder, message));
    };
    if table.solution_least < most {
        let least = table.solution_least;
        find("solution-full-points", format!("expected {most} points, found {least}"));
    }
    if let Some(Fuel { costliest_call, limit }) = table.fuel
        && costliest_call.saturating_mul(HEADROOM) > limit
    {
        find(
            "enough-fuel",
            format!(
                "expected a limit of at least {HEADROOM} times the solution's costliest call, \
                 which took {costliest_call} million of {limit}"
            ),
        );
    }
    if percent(table.redrawn) > REDRAWN {
        let found = percent(table.redrawn);
        find(
            "few-redrawn",
            format!("expected at most {REDRAWN} % drawn again, found {found:.1} %"),
        );
    }
    if table.starter_most > 0.0 {
        let found = table.starter_most;
        find("starter-fails", format!("expected 0 points, found {found}"));
    }
    if 100.0 - percent(table.neighbours_passed) < NEIGHBOURS {
        let found = percent(table.neighbours_passed);
        find(
            "neighbours-fail",
            format!(
                "expected another variant's solution to pass on at most {} % of pairs, \
                 found {found:.1} %",
                100.0 - NEIGHBOURS
            ),
        );
    }
    for (name, flawed) in &exercise.flawed {
        let Some(row) = table.flawed.get(name) else { continue };
        let passed = percent(row.passed);
        let as_expected = if flawed.expect.passed { passed } else { 100.0 - passed };
        if as_expected < VERDICTS {
            find(
                "flawed-as-expected",
                format!(
                    "{name}: expected passed = {}, found it passed on {passed:.1} %",
                    flawed.expect.passed
                ),
            );
        }
        for (criterion, expected) in &flawed.expect.verdicts {
            let held = percent(row.verdicts_held.get(criterion).copied().unwrap_or(0));
            if held < VERDICTS {
                find(
                    "flawed-as-expected",
                    format!(
                        "{name}: expected {criterion} = {expected}, held on {held:.1} %"
                    ),
                );
            }
        }
        if row.spread > SPREAD / 100.0 * most {
            find(
                "equally-hard",
                format!(
                    "{name}: expected points that spread by at most {SPREAD} % of {most}, \
                     found {:.2}",
                    row.spread
                ),
            );
        }
    }
}

fn draw(
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

fn submit(
    exercise: &Exercise,
    dataset: &Dataset,
    making: &Making,
    at: &Draw,
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

fn held(flawed: &Flawed, grade: &Grade, row: &mut FlawedRow) {
    let Some(marks) = grade.marks() else { return };
    for (criterion, expected) in &flawed.expect.verdicts {
        let verdict = marks.criteria.iter().find(|mark| mark.id == *criterion);
        let held = verdict.is_some_and(|mark| mark.verdict.code() == expected);
        *row.verdicts_held.entry(criterion.clone()).or_insert(0) += u32::from(held);
    }
}

fn exact(marks: &Marks) -> f64 {
    exact_points(marks.points)
}

fn exact_points(points: crate::Points) -> f64 {
    f64::from(points.hundredths()) / 100.0
}

fn shown(points: Option<f64>) -> String {
    points.map_or("none".into(), |points| points.to_string())
}

fn mean_and_spread(values: &[f64]) -> MeanAndSpread {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    let spread = if values.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
    MeanAndSpread { mean, spread }
}
