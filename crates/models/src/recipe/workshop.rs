//! A workshop: where a recipe's models are prepared for, fitted and tried.
//!
//! Choosing, deploying, learning curves and refits all go through these few steps, so that a
//! model is made in one way, whatever it is made for.

use medlab_cohort::{Table, nearest};
use medlab_metrics::Undefined;

use super::blame;
use super::candidate::{Model, Settings};
use super::deployed::Used;
use super::error::RecipeError;
use super::{ChooseBy, LearnedOn, MOST_CANDIDATES, Material, Recipe};
use crate::prepare::{MissingLevel, MissingValue, Times};
use crate::{FitError, Matrix, Preparation, PrepareError, Prepared};

/// Draws for estimators that draw; the same for every recipe.
const SEED: u64 = 0x7265_6369_7065;

/// Some rows of a table, ready to learn from or to be judged on.
pub(super) struct Side {
    pub(super) table: Table,
    outcomes: Vec<f64>,
    pub(super) matrix: Option<Matrix>,
}

/// A recipe being carried out.
pub(super) struct Workshop<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) material: Material<'a>,
    pub(super) models: Vec<(Model, Settings)>,
}

impl Recipe {
    /// The workshop for this recipe, its candidates written out.
    pub(super) fn workshop<'a>(
        &'a self,
        material: Material<'a>,
    ) -> Result<Workshop<'a>, RecipeError> {
        self.data.check()?;
        self.choose.check()?;
        if let Some(policy) = &self.policy {
            policy.check()?;
        }
        let mut models = Vec::new();
        for (number, candidate) in self.candidates.iter().enumerate() {
            models.extend(candidate.models(&format!("candidate.{number}"))?);
            if models.len() > MOST_CANDIDATES {
                let key = "candidate".to_string();
                return Err(RecipeError::TooManyCandidates { key, found: models.len() });
            }
        }
        let one = self.choose.by == ChooseBy::None;
        if models.is_empty() || (one && models.len() > 1) {
            return Err(if models.is_empty() {
                let key = "candidate".to_string();
                RecipeError::TooManyCandidates { key, found: 0 }
            } else {
                let because = "candidate".to_string();
                RecipeError::Missing { key: "choose.by".into(), because }
            });
        }
        Ok(Workshop { recipe: self, material, models })
    }
}

impl Workshop<'_> {
    /// The outcome of each row of a table, 0 or 1.
    pub(super) fn outcomes<'t>(
        &self,
        table: &'t Table,
    ) -> Result<&'t [f64], RecipeError> {
        let name = &self.recipe.data.outcome;
        let key = || "data.outcome".to_string();
        let column =
            table.column(name).ok_or_else(|| unknown_column(table, key(), name))?;
        let values = column.values().unwrap_or_default();
        let binary =
            |value: &f64| [0.0_f64, 1.0].iter().any(|k| k.to_bits() == value.to_bits());
        if column.levels().is_empty()
            && values.len() == table.rows()
            && values.iter().all(binary)
        {
            return Ok(values);
        }
        Err(RecipeError::NotAnOutcome { key: key(), found: name.clone() })
    }

    /// What turns columns into numbers, learned from these rows; none where nothing learns.
    pub(super) fn prepare(
        &self,
        table: &Table,
        rows: &[usize],
    ) -> Result<Option<Prepared>, RecipeError> {
        if !self.models.iter().any(|(model, _)| matches!(model, Model::Learned(_))) {
            return Ok(None);
        }
        let asked = &self.recipe.prepare;
        let knots =
            |spline: &super::Spline| (spline.column.clone(), spline.knots as usize);
        let preparation = Preparation {
            columns: self.recipe.data.predictors.clone(),
            missing_values: asked.missing,
            missing_levels: match asked.missing {
                MissingValue::Median | MissingValue::Mode => MissingLevel::Mode,
                MissingValue::MedianAndIndicator => MissingLevel::OwnLevel,
            },
            times: Times::Refuse,
            standardise: asked.standardise,
            splines: asked.splines.iter().map(knots).collect(),
        };
        let everything: Vec<usize>;
        let rows = match asked.learned_on {
            LearnedOn::Fit => rows,
            LearnedOn::Everything => {
                everything = (0..table.rows()).collect();
                &everything
            }
        };
        preparation.learn(table, rows).map(Some).map_err(|error| self.unprepared(error))
    }

    /// Rows of a table with their outcomes and, where something learns, their numbers.
    pub(super) fn side(
        &self,
        table: &Table,
        rows: &[usize],
        prepared: Option<&Prepared>,
    ) -> Result<Side, RecipeError> {
        let mut side = self.unlabelled(table, rows, prepared)?;
        side.outcomes = self.outcomes(&side.table)?.to_vec();
        Ok(side)
    }

    /// The same of rows whose outcomes are not known.
    pub(super) fn unlabelled(
        &self,
        table: &Table,
        rows: &[usize],
        prepared: Option<&Prepared>,
    ) -> Result<Side, RecipeError> {
        let table = table.take(rows);
        let matrix = prepared.map(|prepared| prepared.apply(&table)).transpose();
        let matrix = matrix.map_err(|error| self.unprepared(error))?;
        Ok(Side { table, outcomes: Vec::new(), matrix })
    }

    /// The chosen model, fitted to these rows.
    pub(super) fn fitted(
        &self,
        chosen: usize,
        train: &Side,
    ) -> Result<Used, RecipeError> {
        let model = &self.models[chosen].0;
        fit(model, train).map_err(|error| RecipeError::Fit {
            key: "candidate".into(),
            model: model.to_string(),
            error,
            column: train.culprit(error),
        })
    }

    fn unprepared(&self, error: PrepareError) -> RecipeError {
        RecipeError::Unprepared { key: "data.predictors".into(), error }
    }
}

impl Side {
    /// The column because of which a model cannot be fitted to these rows, where one is.
    pub(super) fn culprit(&self, error: FitError) -> Option<String> {
        blame::culprit(error, self.matrix.as_ref()?, &self.outcomes)
    }
}

/// Fits a model to rows.
pub(super) fn fit(model: &Model, train: &Side) -> Result<Used, FitError> {
    match (model, &train.matrix) {
        (Model::Supplied { column }, _) => Ok(Used::Supplied(column.clone())),
        (Model::Learned(estimator), Some(matrix)) => {
            let fitted = estimator.fit(matrix, &train.outcomes, SEED)?;
            Ok(Used::Learned(Box::new(fitted)))
        }
        (Model::Learned(_), None) => Err(FitError::Undefined(Undefined::Empty)),
    }
}

/// That a table has no such column, with the nearest that it has.
pub(super) fn unknown_column(table: &Table, key: String, found: &str) -> RecipeError {
    let known = table.columns().iter().map(|column| column.name.as_str());
    let nearest = nearest(found, known).map(str::to_owned);
    RecipeError::UnknownColumn { key, found: found.into(), nearest, known: Vec::new() }
}
