//! The table of what was earned over the draws, and what its numbers say about an exercise.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Finding;
use super::draw::{Drawn, exact};
use super::practice::AtPractice1;
use crate::exercise::{Exercise, Flawed};

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

/// What the solution's calls cost, in millions of WebAssembly instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fuel {
    /// The costliest call, over all draws.
    pub costliest_call: u64,
    /// What one call may take.
    pub limit: u64,
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

impl Table {
    /// Sums up the draws, in the order of their numbers; the points on practice-1 stand beside.
    pub(super) fn of(
        exercise: &Exercise,
        draws: &[Drawn],
        at_practice_1: &AtPractice1,
    ) -> Self {
        let count = |holds: &dyn Fn(&Drawn) -> bool| {
            draws.iter().map(|drawn| u32::from(holds(drawn))).sum()
        };
        let most_fuel = draws.iter().map(|drawn| drawn.fuel).max().unwrap_or(0);
        let mut measured: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
        for (name, value) in draws.iter().flat_map(|drawn| &drawn.reference) {
            measured.entry(name).or_default().push(*value);
        }
        let measured = measured.into_iter();
        let flawed = exercise.flawed.keys().map(|name| {
            let at_reference = at_practice_1.get(name).copied().flatten();
            (name.clone(), FlawedRow::of(name, draws, at_reference))
        });
        Self {
            exercise: exercise.file.id.clone(),
            version: exercise.file.version,
            seeds: draws.len() as u32,
            redrawn: count(&|drawn| drawn.redrawn),
            solution_least: least(draws.iter().map(|drawn| drawn.solution)),
            starter_most: most(draws.iter().map(|drawn| drawn.starter)),
            neighbours_passed: count(&|drawn| drawn.neighbour_passed),
            fuel: exercise
                .file
                .code
                .map(|code| Fuel { costliest_call: most_fuel, limit: code.fuel }),
            reference: measured
                .map(|(name, values)| (name.clone(), MeanAndSpread::of(&values)))
                .collect(),
            flawed: flawed.collect(),
        }
    }

    /// What its numbers say about the exercise.
    pub(super) fn findings(&self, exercise: &Exercise) -> Vec<Finding> {
        let mut findings = Vec::new();
        let most = exact(exercise.max_points());
        let percent =
            |count: u32| 100.0 * f64::from(count) / f64::from(self.seeds.max(1));
        let mut find = |rule, message: String| {
            findings.push(Finding::new(rule, &exercise.folder, message));
        };
        if self.solution_least < most {
            let least = self.solution_least;
            find(
                "solution-full-points",
                format!("expected {most} points, found {least}"),
            );
        }
        if let Some(Fuel { costliest_call, limit }) = self.fuel
            && costliest_call.saturating_mul(HEADROOM) > limit
        {
            find(
                "enough-fuel",
                format!(
                    "expected a limit of at least {HEADROOM} times the solution's costliest \
                     call, which took {costliest_call} million of {limit}"
                ),
            );
        }
        if percent(self.redrawn) > REDRAWN {
            let found = percent(self.redrawn);
            find(
                "few-redrawn",
                format!("expected at most {REDRAWN} % drawn again, found {found:.1} %"),
            );
        }
        if self.starter_most > 0.0 {
            let found = self.starter_most;
            find("starter-fails", format!("expected 0 points, found {found}"));
        }
        if 100.0 - percent(self.neighbours_passed) < NEIGHBOURS {
            let found = percent(self.neighbours_passed);
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
            let Some(row) = self.flawed.get(name) else { continue };
            for (rule, message) in row.findings(flawed, percent, most) {
                find(rule, format!("{name}: {message}"));
            }
        }
        findings
    }
}

impl FlawedRow {
    /// The rules that it breaks, and how, where so many points can be had.
    fn findings(
        &self,
        flawed: &Flawed,
        percent: impl Fn(u32) -> f64,
        points: f64,
    ) -> Vec<(&'static str, String)> {
        let mut findings = Vec::new();
        let expected = flawed.expect.passed;
        let passed = percent(self.passed);
        let as_expected = if expected { passed } else { 100.0 - passed };
        if as_expected < VERDICTS {
            let message =
                format!("expected passed = {expected}, found it passed on {passed:.1} %");
            findings.push(("flawed-as-expected", message));
        }
        for (criterion, expected) in &flawed.expect.verdicts {
            let held = percent(self.verdicts_held.get(criterion).copied().unwrap_or(0));
            if held < VERDICTS {
                let message =
                    format!("expected {criterion} = {expected}, held on {held:.1} %");
                findings.push(("flawed-as-expected", message));
            }
        }
        if self.spread > SPREAD / 100.0 * points {
            let message = format!(
                "expected points that spread by at most {SPREAD} % of {points}, found {:.2}",
                self.spread
            );
            findings.push(("equally-hard", message));
        }
        findings
    }

    fn of(name: &str, draws: &[Drawn], at_reference: Option<f64>) -> Self {
        let earned = || draws.iter().filter_map(|drawn| drawn.flawed.get(name));
        let points: Vec<f64> = earned().map(|earned| earned.points).collect();
        let MeanAndSpread { mean, spread } = MeanAndSpread::of(&points);
        let mut verdicts_held = BTreeMap::new();
        for (criterion, held) in earned().flat_map(|earned| &earned.held) {
            *verdicts_held.entry(criterion.clone()).or_insert(0) += u32::from(*held);
        }
        Self {
            at_reference,
            least: least(points.iter().copied()),
            mean,
            most: most(points.iter().copied()),
            spread,
            passed: earned().map(|earned| u32::from(earned.passed)).sum(),
            verdicts_held,
        }
    }
}

impl MeanAndSpread {
    fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares =
            values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        let spread = if values.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
        Self { mean, spread }
    }
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::INFINITY, f64::min)
}

fn most(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests;
