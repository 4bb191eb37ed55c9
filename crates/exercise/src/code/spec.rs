//! What an exercise declares of the functions it judges: `[code]` and `[[function]]`.

use std::collections::BTreeSet;

use medlab_cohort::{Expression, nearest};
use serde::Deserialize;

use super::trusted::{self, Trusted};
use crate::course::CourseError;
use crate::exercise::formula;
use crate::format::ExerciseFile;

/// What a learner's program may take for one call.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSpec {
    /// Millions of WebAssembly instructions.
    #[serde(default = "fuel")]
    pub fuel: u64,
    /// Mebibytes of memory.
    #[serde(default = "memory")]
    pub memory: u64,
}

fn fuel() -> u64 {
    2_000
}

fn memory() -> u64 {
    256
}

/// One judged function.
///
/// It is held against a formula over its inputs (`expected`), against a trusted implementation
/// (`trusted`), or it gives the risks of patients (`trains_on`, `predicts`), with `replicates`
/// also what it expects of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionSpec {
    /// Its name, as the harness knows it.
    pub name: String,
    /// What it gives, for people.
    pub label: String,
    /// Its inputs, where they are numbers, flags and words.
    #[serde(default)]
    pub inputs: Vec<InputSpec>,
    /// A formula over the inputs; where it is missing, the function has no answer.
    pub expected: Option<String>,
    /// The name of a trusted implementation.
    pub trusted: Option<String>,
    /// The table that a model is fitted on, outcomes included.
    pub trains_on: Option<String>,
    /// The table whose patients get risks.
    pub predicts: Option<String>,
    /// Whether it gets one table with everybody in it, outcomes included, and is told which rows
    /// to fit on and which to predict.
    #[serde(default)]
    pub whole: bool,
    /// How many levels a category of pure chance has that stands in that table, as `chance`.
    #[serde(default)]
    pub chance: usize,
    /// On how many fresh draws of both tables a function says how its model will do; 0 where it
    /// says nothing of the kind.
    #[serde(default)]
    pub replicates: usize,
    /// The column that says of which year a row is, for the trusted estimate.
    pub time: Option<String>,
    /// The columns on which the trusted estimate fits its model.
    #[serde(default)]
    pub predictors: Vec<String>,
    /// By how much a number may lie off.
    #[serde(default)]
    pub within: f64,
    /// The same, as a share of the number expected.
    #[serde(default)]
    pub within_relative: f64,
    /// How many ordinary inputs are drawn.
    #[serde(default = "ordinary")]
    pub ordinary: usize,
    /// The sizes of input on which the growth of its cost is measured.
    #[serde(default)]
    pub sizes: Vec<usize>,
    /// The most fuel for each item that is believed of the smallest of these sizes; a waste of
    /// it hides no growth. Honest work should need a fifth of it at most.
    #[serde(default = "per_item")]
    pub per_item: u64,
}

/// The most fresh draws of the tables.
const MOST_REPLICATES: usize = 1000;

fn per_item() -> u64 {
    20_000
}

fn ordinary() -> usize {
    60
}

/// One input of a function.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Its name.
    pub name: String,
    /// A number's range.
    pub range: Option<[f64; 2]>,
    /// A number's decimals, as it is recorded.
    #[serde(default)]
    pub decimals: u32,
    /// Where something changes: each is tried, and the numbers next to it.
    #[serde(default)]
    pub edges: Vec<f64>,
    /// A word's choices.
    #[serde(default)]
    pub of: Vec<String>,
    /// Whether it can be not recorded.
    #[serde(default)]
    pub may_be_missing: bool,
}

/// A function as it is judged, with its formula parsed.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) spec: FunctionSpec,
    pub(crate) by: By,
}

/// What a function is held against.
#[derive(Clone, Debug)]
pub(crate) enum By {
    /// A formula over its inputs.
    Formula(Expression),
    /// A trusted implementation.
    Trusted(&'static Trusted),
    /// The true risks of patients.
    Risks {
        /// The table that a model is fitted on.
        trains_on: String,
        /// The table whose patients get risks.
        predicts: String,
    },
}

impl Judged {
    /// Reads the functions of an exercise.
    pub(crate) fn read(
        path: &str,
        file: &ExerciseFile,
    ) -> Result<Vec<Self>, CourseError> {
        let mut names = BTreeSet::new();
        let mut judged = Vec::new();
        for spec in &file.functions {
            let name = &spec.name;
            let wrong = |message: &str, hint: &str| {
                let message = format!("function {name}: {message}");
                CourseError::new(path, message, hint)
            };
            if !names.insert(name) {
                return Err(wrong("expected each name once", "rename one"));
            }
            let table = |name: &String| file.tables.iter().any(|t| t.file == *name);
            let of_spec =
                (&spec.expected, &spec.trusted, &spec.trains_on, &spec.predicts);
            let by = match of_spec {
                (Some(expected), None, None, None) => {
                    By::Formula(formula(path, &format!("function {name}"), expected)?)
                }
                (None, Some(known), None, None) => {
                    By::Trusted(trusted::named(known).ok_or_else(|| {
                        let near = nearest(known, trusted::names()).unwrap_or("c_index");
                        let hint = format!("did you mean \"{near}\"?");
                        wrong("expected a trusted implementation", &hint)
                    })?)
                }
                (None, None, Some(trains_on), Some(predicts))
                    if table(trains_on) && table(predicts) =>
                {
                    let (trains_on, predicts) = (trains_on.clone(), predicts.clone());
                    By::Risks { trains_on, predicts }
                }
                _ => {
                    let hint = "write expected, or trusted, or trains_on and predicts, \
                                which name tables";
                    return Err(wrong("expected one thing to hold it against", hint));
                }
            };
            if let Some((problem, hint)) = spec.replicate_problem(&by) {
                return Err(wrong(problem, hint));
            }
            if matches!(by, By::Formula(_)) {
                for input in &spec.inputs {
                    if let Some(problem) = input.problem() {
                        let hint = "write range = [low, high], of = [...] or neither";
                        return Err(wrong(&format!("{}: {problem}", input.name), hint));
                    }
                }
            }
            judged.push(Self { spec: spec.clone(), by });
        }
        Ok(judged)
    }
}

impl FunctionSpec {
    /// What is wrong with the keys of replicates, and the way out.
    fn replicate_problem(&self, by: &By) -> Option<(&'static str, &'static str)> {
        let Self { replicates, time, predictors, .. } = self;
        let hint = "write replicates, time and predictors beside trains_on and predicts";
        match () {
            () if *replicates == 0 => (time.is_some() || !predictors.is_empty())
                .then_some(("expected replicates beside time and predictors", hint)),
            () if *replicates > MOST_REPLICATES => Some((
                "expected at most 1000 replicates",
                "a few hundred tell a coverage to two points in a hundred",
            )),
            () if !matches!(by, By::Risks { .. }) || self.whole => Some((
                "expected trains_on and predicts beside replicates, not whole",
                hint,
            )),
            () if time.is_none() || predictors.is_empty() => {
                Some(("expected time and predictors beside replicates", hint))
            }
            () => None,
        }
    }
}

impl InputSpec {
    fn problem(&self) -> Option<&'static str> {
        match self.range {
            Some(_) if !self.of.is_empty() => {
                Some("expected a number or words, found both")
            }
            Some([low, high]) if low >= high => Some("expected low < high"),
            None if !self.edges.is_empty() => Some("expected a range around the edges"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_replicates_stand_together() {
        let risks = By::Risks { trains_on: "a".into(), predicts: "b".into() };
        let cases = [
            ("", &risks, None),
            ("replicates = 9\ntime = \"y\"\npredictors = [\"x\"]", &risks, None),
            ("time = \"y\"", &risks, Some("expected replicates beside")),
            ("predictors = [\"x\"]", &risks, Some("expected replicates beside")),
            (
                "replicates = 9\ntime = \"y\"",
                &risks,
                Some("expected time and predictors"),
            ),
            (
                "replicates = 9999\ntime = \"y\"\npredictors = [\"x\"]",
                &risks,
                Some("expected at most 1000"),
            ),
            (
                "whole = true\nreplicates = 9\ntime = \"y\"\npredictors = [\"x\"]",
                &risks,
                Some("expected trains_on and predicts beside replicates"),
            ),
        ];
        for (keys, by, expected) in cases {
            let text = format!("name = \"f\"\nlabel = \"F\"\n{keys}");
            let spec: FunctionSpec = toml::from_str(&text).unwrap();
            let found = spec.replicate_problem(by).map(|(problem, _)| problem);
            let same = match expected {
                None => found.is_none(),
                Some(start) => found.is_some_and(|found| found.starts_with(start)),
            };
            assert!(same, "{keys}: {found:?}");
        }
    }
}
