//! A making: how a submission is made on any variant, from what a learner can see.
//!
//! The reference solution and every flawed submission are makings, so that each variant
//! has its own, and none knows more than a learner (but for the names in `vary`, which
//! stand for what a careful learner finds out).

mod edit;
mod facts;
mod predictions;
mod template;

use std::collections::BTreeMap;

use medlab_cohort::{Dataset, Expression, Scalar, Scalars};
use serde::Deserialize;

use crate::answers;
use crate::assignment::Assignment;
use crate::course::{CourseError, Files};
use crate::document;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::formula;
use crate::format::{AnswerSpec, Artifact, ExerciseFile};
use crate::recipes;
use edit::{Edit, edited};
use facts::{Fact, FactFile, scalar};
use predictions::{Defects, FitFile, Predictions};
use template::Template;

/// How a submission is made.
#[derive(Clone, Debug)]
pub struct Making {
    path: String,
    /// On whose patients the work is done.
    pub on: OnVariant,
    facts: Vec<Fact>,
    answers: Vec<(String, Expression)>,
    predictions: Predictions,
    card: Vec<(String, Expression)>,
    recipe: Option<Template>,
    code: Option<Vec<u8>>,
    edits: Vec<Edit>,
    /// Whose recipe it hands in where it has none of its own and one is needed.
    lender: Option<Box<Self>>,
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
    #[serde(default, rename = "edit")]
    edits: Vec<Edit>,
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
        let columns = formulas("predictions", file.predictions)?;
        let card = formulas("card", file.card)?;
        let recipe = recipe.map(|bytes| document::text(path, bytes)).transpose()?;
        let recipe = recipe.map(Template::new);
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
        let fit = file.fit.map(|fit| fit.read(path)).transpose()?;
        let predictions = Predictions { fit, columns, defects: file.defects };
        let (path, on) = (path.to_string(), file.variant);
        let (lender, code, edits) = (None, None, file.edits);
        Ok(Self {
            path,
            on,
            facts,
            answers,
            predictions,
            card,
            recipe,
            code,
            edits,
            lender,
        })
    }

    /// The same with the `src/lib.rs` beside it, or else the solution's with its edits.
    pub(crate) fn with_code(
        self,
        own: Option<&Vec<u8>>,
        solution: Option<&Vec<u8>>,
    ) -> Result<Self, CourseError> {
        if self.edits.is_empty() {
            return Ok(Self { code: own.cloned(), ..self });
        }
        let (None, Some(solution)) = (own, solution) else {
            return Err(self.error(
                "expected edits of the solution's src/lib.rs, and no src/lib.rs of its own",
            ));
        };
        let text = document::text(&self.path, solution)?;
        let code = edited(text, &self.edits).map_err(|place| {
            let start: String = place.trim().chars().take(60).collect();
            self.error(format!("expected once in solution/src/lib.rs: {start}"))
        })?;
        Ok(Self { code: Some(code.into_bytes()), ..self })
    }

    /// The same with the solution of the exercise whose recipe this one needs.
    #[must_use]
    pub(crate) fn lent(self, lender: Option<&Self>) -> Self {
        Self { lender: lender.cloned().map(Box::new), ..self }
    }

    /// The recipe of that solution, as it is written.
    pub(crate) fn lent_recipe(&self) -> Option<&str> {
        self.lender.as_ref()?.recipe.as_ref().map(Template::text)
    }

    /// What is drawn and counted on these patients, by name.
    fn facts(&self, assignment: &Assignment) -> Result<Scalars, CourseError> {
        let mut facts = assignment.vary.clone();
        for fact in &self.facts {
            fact.find(&self.path, assignment, &mut facts)?;
        }
        Ok(facts)
    }

    /// The recipe that is handed in, on these patients: its own, else the one lent.
    fn handed_in(
        &self,
        assignment: &Assignment,
        facts: &Scalars,
    ) -> Result<Option<String>, CourseError> {
        if let (None, Some(lender)) = (&self.recipe, &self.lender) {
            return lender.handed_in(assignment, &lender.facts(assignment)?);
        }
        let filled = self.recipe.as_ref().map(|template| {
            template.filled(facts).ok_or_else(|| {
                self.error("recipe.toml: expected ${name} with a fact's name")
            })
        });
        filled.transpose()
    }

    /// The files of other exercises that a submission has beside its own.
    pub(crate) fn needed(
        &self,
        exercise: &ExerciseFile,
        assignment: &Assignment,
    ) -> Result<Files, CourseError> {
        let mut files = Files::new();
        for need in &exercise.needs {
            let recipe = self.handed_in(assignment, &self.facts(assignment)?)?;
            files.insert(need.path(), recipe.unwrap_or_default().into_bytes());
        }
        Ok(files)
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
        let recipe = self.handed_in(assignment, &facts)?;
        if let Some(recipe) = &recipe
            && self.uses_the_recipe()
        {
            facts.extend(self.seen(exercise, dataset, assignment, recipe)?);
        }
        let mut files = self.needed(exercise, assignment)?;
        for artifact in &exercise.artifacts {
            let text = match artifact {
                Artifact::Answers => {
                    self.form(&self.answers, &exercise.answers, &facts)?
                }
                Artifact::Card => self.form(&self.card, &exercise.card, &facts)?,
                Artifact::Recipe => recipe.clone().unwrap_or_default().into_bytes(),
                Artifact::Code => self.code.clone().unwrap_or_default(),
                Artifact::Predictions => {
                    let path = &self.path;
                    self.predictions.write(path, exercise, assignment, own, &facts)?
                }
            };
            files.insert(artifact.file().to_string(), text);
        }
        // The reference of code is a recipe; of a submission nobody reads it.
        if let Some(recipe) = recipe {
            files.entry(recipes::FILE.into()).or_insert_with(|| recipe.into_bytes());
        }
        Ok(files)
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
            NoEvidence::Grader => self.error("the grader failed"),
        })?;
        Ok(evidence.into_iter().map(|(name, found)| (name, found.scalar())).collect())
    }

    /// A form as a learner would fill it in.
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
            let value = match formulas.get(name.as_str()) {
                None => Scalar::Missing,
                Some(formula) => scalar(&self.path, formula, facts)?,
            };
            text += &answers::line(name, spec, &Found::of_scalar(value, "unanswered"));
        }
        Ok(text.into_bytes())
    }

    fn error(&self, message: impl Into<String>) -> CourseError {
        wrong(&self.path, message)
    }
}

/// A making that cannot be carried out is the course's fault.
fn wrong(path: &str, message: impl Into<String>) -> CourseError {
    CourseError::new(path, message, "see the exercise format")
}
