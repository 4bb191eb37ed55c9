//! A making: how a submission is made on any variant, from what a learner can see.
//!
//! The reference solution and every flawed submission are makings, so that each variant
//! has its own, and none knows more than a learner (but for the names in `vary`, which
//! stand for what a careful learner finds out).

use std::collections::BTreeMap;

use medlab_cohort::{Column, Dataset, Expression, Kind, Scalar, Scalars, Table};
use medlab_metrics::Logistic;
use serde::Deserialize;

use crate::aggregate::{Rows, aggregate};
use crate::answers;
use crate::assignment::Assignment;
use crate::course::{CourseError, Files};
use crate::document;
use crate::evidence::Found;
use crate::exercise::formula;
use crate::format::{Aggregate, AnswerSpec, Artifact, ExerciseFile};
use crate::judge::NoEvidence;
use crate::measure::over;
use crate::recipes;
use crate::rows;

/// How a submission is made.
#[derive(Clone, Debug)]
pub struct Making {
    path: String,
    /// On whose patients the work is done.
    pub on: OnVariant,
    facts: Vec<Fact>,
    answers: Vec<(String, Expression)>,
    fit: Option<Fit>,
    predictions: Vec<(String, Expression)>,
    card: Vec<(String, Expression)>,
    recipe: Option<String>,
    defects: Defects,
}

/// On whose patients a submission is made.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum OnVariant {
    /// On the learner's own.
    #[default]
    Own,
    /// On the next variant's, and handed in for one's own: a neighbour's answer.
    Neighbour,
}

#[derive(Clone, Debug)]
struct Fact {
    name: String,
    from: From,
}

#[derive(Clone, Debug)]
enum From {
    /// Rows of a table that the learner has.
    Rows(Box<Counted>),
    /// Earlier facts.
    Facts(Expression),
}

#[derive(Clone, Debug)]
struct Counted {
    table: String,
    how: Aggregate,
    of: Expression,
    only: Option<Expression>,
}

#[derive(Clone, Debug)]
struct Fit {
    table: String,
    outcome: String,
    terms: Vec<Expression>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Defects {
    #[serde(default)]
    blank: Vec<usize>,
    #[serde(default)]
    not_a_number: Vec<usize>,
    #[serde(default)]
    duplicate: Vec<usize>,
    #[serde(default)]
    drop: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeFile {
    #[serde(default)]
    variant: OnVariant,
    #[serde(default, rename = "fact")]
    facts: Vec<FactFile>,
    #[serde(default)]
    answers: BTreeMap<String, toml::Value>,
    fit: Option<FitFile>,
    #[serde(default)]
    predictions: BTreeMap<String, toml::Value>,
    #[serde(default)]
    card: BTreeMap<String, toml::Value>,
    #[serde(default)]
    defects: Defects,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactFile {
    name: String,
    table: Option<String>,
    how: Option<Aggregate>,
    of: Option<String>,
    #[serde(rename = "where")]
    only: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FitFile {
    table: String,
    outcome: String,
    terms: Vec<String>,
}

impl Making {
    /// Reads a `make.toml`, and the `recipe.toml` beside it, where there is one.
    pub fn read(
        path: &str,
        bytes: &[u8],
        recipe: Option<&[u8]>,
        exercise: &ExerciseFile,
    ) -> Result<Self, CourseError> {
        let file: MakeFile = document::typed(path, document::text(path, bytes)?)?;
        let parse = |place: &str, text: &str| formula(path, place, text);
        let mut facts = Vec::new();
        for fact in file.facts {
            facts.push(fact.read(path)?);
        }
        let formulas = |section: &str, entries: BTreeMap<String, toml::Value>| {
            let read = |(name, value): (String, toml::Value)| {
                let text = match &value {
                    toml::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let expression = parse(&format!("{section}.{name}"), &text)?;
                Ok::<_, CourseError>((name, expression))
            };
            entries.into_iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        let answers = formulas("answers", file.answers)?;
        let predictions = formulas("predictions", file.predictions)?;
        let card = formulas("card", file.card)?;
        let recipe = recipe.map(|bytes| document::text(path, bytes)).transpose()?;
        let recipe = recipe.map(str::to_string);
        let asked = answers.iter().map(|(name, _)| (name, &exercise.answers));
        for (name, specs) in
            asked.chain(card.iter().map(|(name, _)| (name, &exercise.card)))
        {
            if !specs.contains_key(name) {
                let message =
                    format!("expected an answer that is asked for, found {name}");
                return Err(CourseError::new(path, message, "see exercise.toml"));
            }
        }
        let fit = match file.fit {
            None => None,
            Some(fit) => {
                let terms = fit.terms.iter().map(|term| parse("fit.terms", term));
                let terms = terms.collect::<Result<_, _>>()?;
                Some(Fit { table: fit.table, outcome: fit.outcome, terms })
            }
        };
        let (path, defects) = (path.to_string(), file.defects);
        let on = file.variant;
        Ok(Self { path, on, facts, answers, fit, predictions, card, recipe, defects })
    }

    /// The files that this making hands in for `own`, made on it or on `next`.
    ///
    /// A neighbour's work is copied as a learner would: row by row, under one's own
    /// patients' ids.
    pub fn make(
        &self,
        exercise: &ExerciseFile,
        dataset: &Dataset,
        own: &Assignment,
        next: &Assignment,
    ) -> Result<Files, CourseError> {
        let assignment = match self.on {
            OnVariant::Own => own,
            OnVariant::Neighbour => next,
        };
        let mut facts = self.facts(assignment)?;
        let recipe = self.recipe(&facts)?;
        if let Some(recipe) = &recipe
            && self.uses_the_recipe()
        {
            facts.extend(self.seen(exercise, dataset, assignment, recipe)?);
        }
        let mut files = Files::new();
        for artifact in &exercise.artifacts {
            let text = match artifact {
                Artifact::Answers => {
                    self.form(&self.answers, &exercise.answers, &facts)?
                }
                Artifact::Card => self.form(&self.card, &exercise.card, &facts)?,
                Artifact::Recipe => recipe.clone().unwrap_or_default().into_bytes(),
                Artifact::Predictions => {
                    self.predictions(exercise, assignment, own, &facts)?
                }
            };
            files.insert(artifact.file().to_string(), text);
        }
        Ok(files)
    }

    fn facts(&self, assignment: &Assignment) -> Result<Scalars, CourseError> {
        let mut facts = assignment.vary.clone();
        for fact in &self.facts {
            let value = match &fact.from {
                From::Facts(value) => self.scalar(value, &facts)?,
                From::Rows(counted) => self.counted(counted, assignment, &facts)?,
            };
            facts.insert(fact.name.clone(), value);
        }
        Ok(facts)
    }

    fn counted(
        &self,
        counted: &Counted,
        assignment: &Assignment,
        facts: &Scalars,
    ) -> Result<Scalar, CourseError> {
        let table = assignment.shown(&counted.table).map_err(|e| self.error(e))?;
        let of = over(&self.path, &counted.of, &table, facts)?;
        let only = match &counted.only {
            None => None,
            Some(only) => Some(over(&self.path, only, &table, facts)?),
        };
        let only = only.as_ref().map(|values| values.values());
        let rows = Rows { of: of.values(), only, by: None };
        Ok(match aggregate(counted.how, rows) {
            Found::Number(value) => Scalar::Number(value),
            _ => Scalar::Missing,
        })
    }

    /// The recipe with `${name}` replaced by that fact.
    fn recipe(&self, facts: &Scalars) -> Result<Option<String>, CourseError> {
        let Some(template) = &self.recipe else { return Ok(None) };
        let mut parts = template.split("${");
        let mut text = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let value = part.split_once('}').and_then(|(name, rest)| {
                Some((facts.get(name).filter(|v| **v != Scalar::Missing)?, rest))
            });
            let Some((value, rest)) = value else {
                return Err(
                    self.error("recipe.toml: expected ${name} with a fact's name")
                );
            };
            text += &value.to_string();
            text += rest;
        }
        Ok(Some(text))
    }

    /// Whether answers or card name what only an execution of the recipe tells.
    fn uses_the_recipe(&self) -> bool {
        let told = |name: &String| {
            ["claimed.", "chosen.", "process."]
                .iter()
                .any(|start| name.starts_with(start))
        };
        let named =
            |(_, formula): &(String, Expression)| formula.names().iter().any(told);
        self.answers.iter().chain(&self.card).any(named)
    }

    /// What the learner sees who carries the recipe out.
    fn seen(
        &self,
        exercise: &ExerciseFile,
        dataset: &Dataset,
        assignment: &Assignment,
        recipe: &str,
    ) -> Result<Scalars, CourseError> {
        let bytes = recipe.as_bytes();
        let executed =
            recipes::read(bytes).map_err(NoEvidence::from).and_then(|recipe| {
                let execution = recipes::execute(exercise, assignment, &recipe, bytes)?;
                Ok(recipes::known(&recipe, &execution, dataset))
            });
        let evidence = executed.map_err(|failed| match failed {
            NoEvidence::Course(error) => error,
            NoEvidence::Submission(fault) => self.error(fault.problem.to_string()),
        })?;
        let scalar = |found| match found {
            Found::Number(value) => Scalar::Number(value),
            Found::Text(text) => Scalar::Text(text),
            Found::Undefined(_) => Scalar::Missing,
        };
        Ok(evidence.into_iter().map(|(name, found)| (name, scalar(found))).collect())
    }

    fn form(
        &self,
        formulas: &[(String, Expression)],
        questions: &BTreeMap<String, AnswerSpec>,
        facts: &Scalars,
    ) -> Result<Vec<u8>, CourseError> {
        let mut text = String::new();
        let formulas: BTreeMap<&str, &Expression> =
            formulas.iter().map(|(name, e)| (name.as_str(), e)).collect();
        for (name, spec) in questions {
            let found = match formulas.get(name.as_str()) {
                None => Found::Undefined("unanswered".into()),
                Some(value) => match self.scalar(value, facts)? {
                    Scalar::Number(value) => Found::Number(value),
                    Scalar::Text(text) => Found::Text(text),
                    Scalar::Missing => Found::Undefined("unanswered".into()),
                },
            };
            text += &answers::line(name, spec, &found);
        }
        Ok(text.into_bytes())
    }

    fn predictions(
        &self,
        exercise: &ExerciseFile,
        assignment: &Assignment,
        own: &Assignment,
        facts: &Scalars,
    ) -> Result<Vec<u8>, CourseError> {
        let Some(spec) = &exercise.predictions else {
            return Err(self.error("expected [predictions] in exercise.toml, found none"));
        };
        let mut table = assignment.shown(&spec.table).map_err(|e| self.error(e))?;
        if let Some(fit) = &self.fit {
            table = self.fitted(fit, assignment, table, facts)?;
        }
        let id = assignment.id_column();
        let patients = own.shown(&spec.table).map_err(|e| self.error(e))?;
        let mut lines: Vec<Vec<String>> =
            (0..table.rows()).map(|row| vec![cell(&patients, id, row)]).collect();
        for column in &spec.columns {
            let formula = self.predictions.iter().find(|(name, _)| *name == column.name);
            let Some((_, formula)) = formula else {
                lines.iter_mut().for_each(|line| line.push(String::new()));
                continue;
            };
            let values = over(&self.path, formula, &table, facts)?;
            for (row, line) in lines.iter_mut().enumerate() {
                line.push(match values.scalar(row) {
                    Scalar::Number(value) => format!("{value}"),
                    Scalar::Text(text) => text,
                    Scalar::Missing => String::new(),
                });
            }
        }
        let mut header = vec![id.to_string()];
        header.extend(spec.columns.iter().map(|column| column.name.clone()));
        Ok(rows::write(&header, &self.defects.apply(lines)))
    }

    /// The table with `fitted` (a logistic model's risk) and `fitted_rank` beside it.
    fn fitted(
        &self,
        fit: &Fit,
        assignment: &Assignment,
        table: Table,
        facts: &Scalars,
    ) -> Result<Table, CourseError> {
        let training = assignment.shown(&fit.table).map_err(|e| self.error(e))?;
        let columns = |table: &Table| -> Result<Vec<Vec<f64>>, CourseError> {
            let one = |term| Ok(over(&self.path, term, table, facts)?.values().to_vec());
            fit.terms.iter().map(one).collect()
        };
        let outcome = training.numbers(&fit.outcome).ok().flatten();
        let outcome =
            outcome.ok_or_else(|| self.error("expected an outcome of 0 and 1"))?;
        let (train, test) = (columns(&training)?, columns(&table)?);
        let train: Vec<&[f64]> = train.iter().map(Vec::as_slice).collect();
        let test: Vec<&[f64]> = test.iter().map(Vec::as_slice).collect();
        let model = Logistic::new(&train).fit(outcome).map_err(|error| {
            self.error(format!("the logistic model has no fit: {error}"))
        })?;
        let fitted = model.predict(&test);
        let rank = ranks(&fitted);
        let number = |name, values| {
            Column::values_of(name, Kind::Number { decimals: None }, values)
        };
        table
            .with_column(number("fitted", fitted))
            .and_then(|table| table.with_column(number("fitted_rank", rank)))
            .map_err(|error| self.error(error.to_string()))
    }

    fn scalar(&self, value: &Expression, facts: &Scalars) -> Result<Scalar, CourseError> {
        value.scalar(facts).map_err(|error| {
            let hint = error.hint().unwrap_or("name facts and vary.* only").to_string();
            CourseError::new(&self.path, error.to_string(), hint)
        })
    }

    fn error(&self, message: impl Into<String>) -> CourseError {
        CourseError::new(&self.path, message, "see the exercise format")
    }
}

impl FactFile {
    fn read(self, path: &str) -> Result<Fact, CourseError> {
        let place = format!("fact {}", self.name);
        let parse = |text: &str| formula(path, &place, text);
        let from = match (self.value, self.table, self.how, self.of) {
            (Some(value), None, None, None) => From::Facts(parse(&value)?),
            (None, Some(table), Some(how), Some(of)) => From::Rows(Box::new(Counted {
                table,
                how,
                of: parse(&of)?,
                only: self.only.as_deref().map(parse).transpose()?,
            })),
            _ => {
                let message =
                    format!("{place}: expected either value, or table, how, of");
                return Err(CourseError::new(path, message, "write one of the two"));
            }
        };
        Ok(Fact { name: self.name, from })
    }
}

impl Defects {
    fn apply(&self, mut lines: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let mut spoil = |rows: &[usize], text: &str| {
            for row in rows {
                if let Some(line) = row.checked_sub(1).and_then(|row| lines.get_mut(row))
                {
                    line.iter_mut().skip(1).for_each(|cell| *cell = text.to_string());
                }
            }
        };
        spoil(&self.blank, "");
        spoil(&self.not_a_number, "NaN");
        let again: Vec<Vec<String>> = self
            .duplicate
            .iter()
            .filter_map(|row| lines.get(row.checked_sub(1)?).cloned())
            .collect();
        let mut row = 0;
        lines.retain(|_| {
            row += 1;
            !self.drop.contains(&row)
        });
        lines.extend(again);
        lines
    }
}

fn cell(table: &Table, column: &str, row: usize) -> String {
    table.column(column).map(|column| column.text(row).into_owned()).unwrap_or_default()
}

/// Mid-ranks scaled to the range 0..=1.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let last = values.len().saturating_sub(1).max(1) as f64;
    for (rank, row) in order.into_iter().enumerate() {
        ranks[row] = rank as f64 / last;
    }
    ranks
}
