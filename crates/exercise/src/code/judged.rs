//! A function as it is judged: what it is held against, and what is measured of it.

use std::collections::BTreeSet;

use medlab_cohort::{Expression, nearest};

use super::spec::FunctionSpec;
use super::trusted::{self, Trusted};
use super::{formula, growth, pipeline, replicates, tidy};
use crate::course::CourseError;
use crate::exercise;
use crate::format::ExerciseFile;

/// Whether a function gave the same each time that it was asked the same, as it is measured.
pub(super) const STEADY: &str = "steady";

/// The most fresh draws of the tables.
const MOST_REPLICATES: usize = 1000;

/// A function as it is judged.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) spec: FunctionSpec,
    pub(super) by: By,
}

/// What a function is held against.
#[derive(Clone, Debug)]
pub(super) enum By {
    /// A formula over its inputs.
    Formula(Expression),
    /// A trusted implementation.
    Trusted(&'static Trusted),
    /// The true risks of patients.
    Risks(Tables),
    /// The same, in one table with everybody in it, in which some things must not matter.
    Whole {
        /// The tables that are made one.
        tables: Tables,
        /// How many levels a category of pure chance has; 0 for none.
        chance: usize,
    },
    /// What its model then does in the next year.
    NextYear(Replicates),
    /// The clean table of a feed.
    Clean,
}

/// The tables of a function that fits a model.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    /// The table that a model is fitted on.
    pub(super) trains_on: String,
    /// The table whose patients get risks.
    pub(super) predicts: String,
}

/// Fresh draws of the tables, and what the trusted estimate rests on.
#[derive(Clone, Debug)]
pub(super) struct Replicates {
    pub(super) tables: Tables,
    /// How many draws.
    pub(super) count: usize,
    /// The column that says of which year a row is.
    pub(super) time: String,
    /// The columns on which the trusted estimate fits its model.
    pub(super) predictors: Vec<String>,
}

/// What is wrong with a function, and the way out.
type Wrong = (String, String);

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
            let wrong = |(message, hint): Wrong| {
                CourseError::new(path, format!("function {name}: {message}"), hint)
            };
            if !names.insert(name) {
                return Err(wrong(told("expected each name once", "rename one")));
            }
            let place = format!("function {name}");
            let expected = spec.expected.as_deref();
            let expected =
                expected.map(|text| exercise::formula(path, &place, text)).transpose()?;
            let table = |name: &str| file.tables.iter().any(|t| t.file == name);
            let by = By::of(spec, expected, &table).map_err(wrong)?;
            judged.push(Self { spec: spec.clone(), by });
        }
        Ok(judged)
    }

    /// The names of what is measured of it.
    pub(crate) fn measures(&self) -> Vec<String> {
        let Self { spec, by } = self;
        let growth = (!spec.sizes.is_empty()).then_some(growth::GROWTH);
        let parts: Vec<String> = match by {
            By::Formula(_) => named(formula::kinds(spec)),
            By::Trusted(trusted) => named(trusted.kinds.iter().copied().chain(growth)),
            By::Risks(_) => Vec::new(),
            By::Whole { .. } => named(pipeline::CHECKS),
            By::NextYear(_) => replicates::measures(),
            By::Clean => named(tidy::measures()),
        };
        let parts = std::iter::once(STEADY.to_string()).chain(parts);
        let parts = parts.map(|part| format!("code.{}.{part}", spec.name));
        std::iter::once(format!("code.{}", spec.name)).chain(parts).collect()
    }
}

impl By {
    fn of(
        spec: &FunctionSpec,
        expected: Option<Expression>,
        table: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Wrong> {
        let FunctionSpec { trusted, trains_on, predicts, tidies, .. } = spec;
        let against = (expected, trusted, trains_on, predicts, &tidies[..]);
        let by = match against {
            (Some(expected), None, None, None, []) => {
                if let Some((name, problem)) =
                    spec.inputs.iter().find_map(|i| Some((&i.name, i.problem()?)))
                {
                    let hint = "write range = [low, high], of = [...] or neither";
                    return Err((format!("{name}: {problem}"), hint.into()));
                }
                Self::Formula(expected)
            }
            (None, Some(known), None, None, []) => {
                Self::Trusted(trusted::named(known).ok_or_else(|| {
                    let near = nearest(known, trusted::names()).unwrap_or("c_index");
                    let message = "expected a trusted implementation".to_string();
                    (message, format!("did you mean \"{near}\"?"))
                })?)
            }
            (None, None, Some(trains_on), Some(predicts), [])
                if table(trains_on) && table(predicts) =>
            {
                let (trains_on, predicts) = (trains_on.clone(), predicts.clone());
                return Self::of_model(spec, Tables { trains_on, predicts });
            }
            (None, None, None, None, [_, ..]) => {
                tidy::problem(spec).map_or(Ok(()), |(m, hint)| Err(told(m, hint)))?;
                Self::Clean
            }
            _ => {
                let hint = "write expected, or trusted, or tidies, or trains_on and \
                            predicts, which name tables";
                return Err(told("expected one thing to hold it against", hint));
            }
        };
        for (there, key) in [
            (spec.whole, "whole"),
            (spec.chance > 0, "chance"),
            (spec.replicates > 0, "replicates"),
            (spec.time.is_some(), "time"),
            (!spec.predictors.is_empty(), "predictors"),
        ] {
            if there {
                let message =
                    format!("expected {key} beside trains_on and predicts only");
                return Err((message, "leave it out".into()));
            }
        }
        Ok(by)
    }

    fn of_model(spec: &FunctionSpec, tables: Tables) -> Result<Self, Wrong> {
        let FunctionSpec { replicates, whole, chance, time, predictors, .. } = spec;
        let hint = "write replicates, time and predictors beside trains_on and predicts";
        match (replicates, time) {
            _ if *chance > 0 && !whole => {
                Err(told("expected chance beside whole", "add whole = true"))
            }
            (0, None) if !predictors.is_empty() => {
                Err(told("expected replicates beside predictors", hint))
            }
            (0, Some(_)) => Err(told("expected replicates beside time", hint)),
            (0, None) if *whole => Ok(Self::Whole { tables, chance: *chance }),
            (0, None) => Ok(Self::Risks(tables)),
            _ if *whole => Err(told("expected replicates or whole, found both", hint)),
            (count, _) if *count > MOST_REPLICATES => Err(told(
                "expected at most 1000 replicates",
                "a few hundred tell a coverage to two points in a hundred",
            )),
            (count, Some(time)) if !predictors.is_empty() => {
                let (time, predictors) = (time.clone(), predictors.clone());
                Ok(Self::NextYear(Replicates { tables, count: *count, time, predictors }))
            }
            _ => Err(told("expected time and predictors beside replicates", hint)),
        }
    }
}

fn named(parts: impl IntoIterator<Item = &'static str>) -> Vec<String> {
    parts.into_iter().map(str::to_string).collect()
}

fn told(message: &str, hint: &str) -> Wrong {
    (message.into(), hint.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(keys: &str) -> Result<Judged, Wrong> {
        let text = format!("name = \"f\"\nlabel = \"F\"\n{keys}");
        let spec: FunctionSpec = toml::from_str(&text).unwrap();
        let expected =
            spec.expected.as_deref().map(|text| Expression::parse(text).unwrap());
        let by = By::of(&spec, expected, &|name| name.ends_with(".csv"))?;
        Ok(Judged { spec, by })
    }

    const MODEL: &str = "trains_on = \"a.csv\"\npredicts = \"b.csv\"\n";

    #[test]
    fn keys_that_belong_together_stand_together() {
        let cases = [
            ("replicates = 9\ntime = \"y\"\npredictors = [\"x\"]", None),
            ("whole = true\nchance = 9", None),
            ("time = \"y\"", Some("expected replicates beside time")),
            ("predictors = [\"x\"]", Some("expected replicates beside predictors")),
            ("chance = 9", Some("expected chance beside whole")),
            ("replicates = 9\ntime = \"y\"", Some("expected time and predictors")),
            (
                "replicates = 9999\ntime = \"y\"\npredictors = [\"x\"]",
                Some("expected at most 1000"),
            ),
            (
                "whole = true\nreplicates = 9\ntime = \"y\"\npredictors = [\"x\"]",
                Some("expected replicates or whole"),
            ),
            ("tidies = [\"a\", \"b\"]", Some("expected one thing")),
            ("trusted = \"c_index\"", Some("expected one thing")),
        ];
        for (keys, expected) in cases {
            let found = read(&format!("{MODEL}{keys}")).err().map(|(message, _)| message);
            let same = match expected {
                None => found.is_none(),
                Some(start) => {
                    found.as_ref().is_some_and(|found| found.starts_with(start))
                }
            };
            assert!(same, "{keys}: {found:?}");
        }
        let formula = read("expected = \"1\"\nwhole = true").unwrap_err().0;
        assert!(formula.contains("whole beside trains_on"), "{formula}");
    }

    #[test]
    fn what_is_measured_follows_from_what_it_is_held_against() {
        let input = "inputs = [{ name = \"x\", may_be_missing = true }]";
        let cases = [
            (format!("expected = \"x\"\n{input}"), "steady ordinary boundary missing"),
            (
                "trusted = \"softmax\"\nsizes = [1, 2]".into(),
                "steady ordinary ties degenerate extreme growth",
            ),
            (MODEL.to_string(), "steady"),
            (format!("{MODEL}whole = true"), "steady labels others alone again"),
        ];
        for (keys, expected) in cases {
            let found = read(&keys).unwrap().measures();
            let parts = expected.split(' ').map(|part| format!("code.f.{part}"));
            let expected: Vec<String> =
                std::iter::once("code.f".to_string()).chain(parts).collect();
            assert_eq!(found, expected);
        }
    }
}
