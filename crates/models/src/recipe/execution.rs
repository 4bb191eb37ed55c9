//! An execution: a recipe carried out on a learner's tables, and the model it deploys.

use medlab_cohort::{Table, nearest};
use medlab_metrics::Undefined;
use medlab_metrics::split::Split;

use super::candidate::{Model, Settings};
use super::choice::{LeftOut, Tried};
use super::division::{self, Counted, Role, Roles};
use super::error::RecipeError;
use super::process::{self, Process};
use super::{
    ChooseBy, LearnedOn, MOST_CANDIDATES, Material, Mend, Missing, Policy, Recipe,
};
use crate::prepare::{MissingLevel, MissingValue, Times};
use crate::{
    FitError, Fitted, Matrix, Preparation, PrepareError, Prepared, Recalibration,
};

/// Draws for estimators that draw; the same for every recipe.
const SEED: u64 = 0x7265_6369_7065;

/// What came of a recipe.
#[derive(Clone, Debug)]
pub struct Execution {
    /// The rows of each role that the recipe names.
    pub rows: Vec<Counted>,
    /// Every candidate, in the recipe's order, and how it did.
    pub tried: Vec<Tried>,
    /// Which of them was chosen.
    pub chosen: usize,
    /// The chosen model, fitted, mended and with its policy.
    pub deployed: Deployed,
    /// The rows on which the recipe claims its performance, and the risks it gave them.
    pub claimed: Source,
    /// How cleanly the rows were kept apart.
    pub process: Process,
    /// About how many seconds it took on an ordinary core, as estimated beforehand.
    pub work: f64,
}

/// Rows with their outcomes and the risks that they were given.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where they come from.
    pub from: ClaimedFrom,
    /// The file name of their table.
    pub table: String,
    /// Their outcomes, 0 or 1.
    pub outcomes: Vec<f64>,
    /// Their risks, mended where the recipe says so and they come from `rows.test`.
    pub risks: Vec<f64>,
    /// Their risks before mending.
    pub raw: Vec<f64>,
    /// Whose each row is.
    pub patients: Vec<String>,
}

/// Where a claim of performance comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimedFrom {
    /// From the rows for testing.
    Test,
    /// From a nested cross-validation: each row judged by a choice that did not see it.
    Nested,
    /// From the cross-validation by which the model was chosen.
    CrossValidation,
    /// From the rows on which candidates were compared.
    Tune,
    /// From the very rows the model learned from.
    Fit,
}

impl ClaimedFrom {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Nested => "nested",
            Self::CrossValidation => "cross_validation",
            Self::Tune => "tune",
            Self::Fit => "fit",
        }
    }
}

/// A model as it would be used: fitted, mended, with its policy.
#[derive(Clone, Debug)]
pub struct Deployed {
    model: Used,
    prepared: Option<Prepared>,
    mend: Option<Recalibration>,
    /// From which risk on somebody acts.
    pub policy: Option<Policy>,
}

/// What gives risks: a fitted estimator, or a column that holds them.
#[derive(Clone, Debug)]
pub(super) enum Used {
    Learned(Box<Fitted>),
    Supplied(String),
}

/// Some rows of a table, ready to learn from or to be judged on.
pub(super) struct Side {
    table: Table,
    outcomes: Vec<f64>,
    matrix: Option<Matrix>,
}

/// A recipe being carried out.
pub(super) struct Workshop<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) material: Material<'a>,
    pub(super) models: Vec<(Model, Settings)>,
}

/// The rows of every role.
pub(super) struct Divided<'a> {
    pub(super) fit: Option<Roles<'a>>,
    pub(super) tune: Option<Roles<'a>>,
    pub(super) calibrate: Option<Roles<'a>>,
    pub(super) test: Option<Roles<'a>>,
}

impl Recipe {
    /// Carries the recipe out, unless it asks for more work than the budget, in seconds on
    /// an ordinary core.
    ///
    /// Refused where it names what is not there, where rows do not determine a model, and
    /// where it would take too long; each is its author's to mend.
    pub fn execute(
        &self,
        material: Material,
        budget: f64,
    ) -> Result<Execution, RecipeError> {
        let workshop = self.workshop(material)?;
        let divided = workshop.divided()?;
        let work = workshop.work(&divided)?;
        if work > budget {
            return Err(RecipeError::TooMuchWork { work, budget });
        }
        workshop.execute(&divided, work)
    }

    /// About how many seconds the recipe takes on one ordinary core.
    pub fn work(&self, material: Material) -> Result<f64, RecipeError> {
        let workshop = self.workshop(material)?;
        workshop.work(&workshop.divided()?)
    }

    pub(super) fn workshop<'a>(
        &'a self,
        material: Material<'a>,
    ) -> Result<Workshop<'a>, RecipeError> {
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

impl<'a> Workshop<'a> {
    pub(super) fn divided(&self) -> Result<Divided<'a>, RecipeError> {
        let rows = |role| self.recipe.rows.rows(role, &self.material);
        let divided = Divided {
            fit: rows(Role::Fit)?,
            tune: rows(Role::Tune)?,
            calibrate: rows(Role::Calibrate)?,
            test: rows(Role::Test)?,
        };
        let missing = |role: Role, because: &str| {
            let (key, because) = (role.key().to_string(), because.to_string());
            Err(RecipeError::Missing { key, because })
        };
        let learns = self.models.iter().any(|(m, _)| matches!(m, Model::Learned(_)));
        let compared_on_fit =
            matches!(self.recipe.choose.by, ChooseBy::CrossValidation | ChooseBy::Nested);
        if divided.fit.is_none() && (learns || compared_on_fit) {
            return missing(Role::Fit, "candidate");
        }
        if divided.tune.is_none() && self.recipe.choose.by == ChooseBy::Tune {
            return missing(Role::Tune, "choose.by");
        }
        if divided.calibrate.is_none() && self.recipe.recalibrate.how != Mend::None {
            return missing(Role::Calibrate, "recalibrate.how");
        }
        if divided.fit.is_none() && divided.test.is_none() {
            return missing(Role::Test, "candidate");
        }
        for part in [&divided.fit, &divided.tune, &divided.calibrate, &divided.test]
            .into_iter()
            .flatten()
        {
            self.columns_of(part.table)?;
        }
        Ok(divided)
    }

    /// That every column the recipe names is there and can be used.
    fn columns_of(&self, table: &Table) -> Result<(), RecipeError> {
        self.outcomes(table)?;
        let data = &self.recipe.data;
        let unknown = |key: String, found: &str| {
            let known = table.columns().iter().map(|column| column.name.as_str());
            let nearest = nearest(found, known).map(str::to_owned);
            RecipeError::UnknownColumn { key, found: found.into(), nearest }
        };
        for (number, name) in data.predictors.iter().enumerate() {
            let (key, found) = (format!("data.predictors.{number}"), name.clone());
            if *name == data.outcome {
                return Err(RecipeError::OutcomeAsPredictor { key, found });
            }
            if data.predictors[..number].contains(name) {
                return Err(RecipeError::Twice { key, found });
            }
            if table.column(name).is_none() {
                return Err(unknown(key, name));
            }
        }
        for (number, spline) in self.recipe.prepare.splines.iter().enumerate() {
            if !data.predictors.contains(&spline.column) {
                let key = format!("prepare.spline.{number}.column");
                return Err(unknown(key, &spline.column));
            }
        }
        for (number, candidate) in self.recipe.candidates.iter().enumerate() {
            if let Some(column) = &candidate.column {
                let key = format!("candidate.{number}.column");
                let given =
                    table.column(column).ok_or_else(|| unknown(key.clone(), column))?;
                let risks = given.values().unwrap_or_default();
                let all = risks.len() == table.rows()
                    && risks.iter().all(|risk| (0.0..=1.0).contains(risk));
                if !all {
                    let (found, code) = (column.clone(), "not_risks");
                    return Err(RecipeError::Unusable { key, found, code });
                }
            }
        }
        Ok(())
    }

    fn execute(&self, divided: &Divided, work: f64) -> Result<Execution, RecipeError> {
        let choose = &self.recipe.choose;
        let untried = || {
            let tried = |(model, settings): &(Model, Settings)| {
                let (model, settings) = (model.clone(), settings.clone());
                Tried { model, settings, estimated: None }
            };
            self.models.iter().map(tried).collect::<Vec<_>>()
        };
        let mut left_out: Option<(LeftOut, ClaimedFrom)> = None;
        let (tried, chosen) = match (choose.by, &divided.fit, &divided.tune) {
            (ChooseBy::Tune, fit, Some(tune)) => {
                let fit = fit.as_ref().unwrap_or(tune);
                let (train, test) = (fit.rows.clone(), tune.rows.clone());
                let splits = [Split { train, test }];
                let mut trial = self.trial(fit.table, tune.table, &splits)?;
                let rows = trial.left_out.swap_remove(trial.chosen);
                left_out = Some((rows, ClaimedFrom::Tune));
                (trial.tried, trial.chosen)
            }
            (ChooseBy::CrossValidation | ChooseBy::Nested, Some(fit), _) => {
                let splits = self.folds(fit.table, &fit.rows, choose.folds)?;
                let mut trial = self.trial(fit.table, fit.table, &splits)?;
                let rows = trial.left_out.swap_remove(trial.chosen);
                left_out = Some((rows, ClaimedFrom::CrossValidation));
                if choose.by == ChooseBy::Nested {
                    left_out = Some((self.nested(fit)?, ClaimedFrom::Nested));
                }
                (trial.tried, trial.chosen)
            }
            _ => (untried(), 0),
        };
        let deployed = self.deploy(chosen, divided)?;
        let claimed = self.claimed(&deployed, divided, left_out)?;
        let compared = self.models.len();
        let process = process::of(
            self.recipe,
            divided,
            claimed.from,
            compared,
            self.material.patient,
        );
        let rows = self.counted(divided)?;
        Ok(Execution { rows, tried, chosen, deployed, claimed, process, work })
    }

    /// What the rows of each role hold.
    fn counted(&self, divided: &Divided) -> Result<Vec<Counted>, RecipeError> {
        let named = [
            (Role::Fit, &divided.fit),
            (Role::Tune, &divided.tune),
            (Role::Calibrate, &divided.calibrate),
            (Role::Test, &divided.test),
        ];
        let named =
            named.into_iter().filter_map(|(role, rows)| Some((role, rows.as_ref()?)));
        let counted = named.map(|(role, rows)| {
            let outcomes = self.outcomes(rows.table)?;
            Ok(rows.counted(role, outcomes, self.material.patient))
        });
        counted.collect()
    }

    /// The whole choice, judged on rows that it did not see.
    fn nested(&self, fit: &Roles) -> Result<LeftOut, RecipeError> {
        let choose = &self.recipe.choose;
        let mut judged = LeftOut::default();
        for outer in self.folds(fit.table, &fit.rows, choose.outer_folds)? {
            let inner = self.folds(fit.table, &outer.train, choose.folds)?;
            let chosen = self.trial(fit.table, fit.table, &inner)?.chosen;
            let prepared = self.prepare(fit.table, &outer.train)?;
            let train = self.side(fit.table, &outer.train, prepared.as_ref())?;
            let test = self.side(fit.table, &outer.test, prepared.as_ref())?;
            let used = self.fitted(chosen, &train)?;
            judged.add(&outer.test, used.give(&test));
        }
        Ok(judged)
    }

    /// Fits the chosen model on all rows for fitting, and mends it.
    fn deploy(&self, chosen: usize, divided: &Divided) -> Result<Deployed, RecipeError> {
        let (prepared, model) = match (&self.models[chosen].0, &divided.fit) {
            (Model::Supplied { column }, _) => (None, Used::Supplied(column.clone())),
            (Model::Learned(_), Some(rows)) => {
                let prepared = self.prepare(rows.table, &rows.rows)?;
                let train = self.side(rows.table, &rows.rows, prepared.as_ref())?;
                let fitted = self.fitted(chosen, &train)?;
                (prepared, fitted)
            }
            (Model::Learned(_), None) => unreachable!("rows for fitting were demanded"),
        };
        let mut deployed =
            Deployed { model, prepared, mend: None, policy: self.recipe.policy.clone() };
        if let Some(calibrate) = &divided.calibrate {
            let table = calibrate.table.take(&calibrate.rows);
            let risks = deployed.raw(&table)?;
            let outcomes = self.outcomes(&table)?;
            let mended = match self.recipe.recalibrate.how {
                Mend::None => None,
                Mend::Intercept => Some(Recalibration::intercept(&risks, outcomes)),
                Mend::Logistic => Some(Recalibration::logistic(&risks, outcomes)),
                Mend::Isotonic => Some(Recalibration::isotonic(&risks, outcomes)),
            };
            let refused = |error| RecipeError::Fit {
                key: "recalibrate.how".into(),
                model: "recalibrate".into(),
                error,
            };
            deployed.mend = mended.transpose().map_err(refused)?;
        }
        Ok(deployed)
    }

    /// The rows on which the recipe claims its performance: the first of these that it has.
    fn claimed(
        &self,
        deployed: &Deployed,
        divided: &Divided,
        left_out: Option<(LeftOut, ClaimedFrom)>,
    ) -> Result<Source, RecipeError> {
        let of = |roles: &Roles, from| {
            let table = roles.table.take(&roles.rows);
            let outcomes = self.outcomes(&table)?.to_vec();
            let raw = deployed.raw(&table)?;
            let patients = division::patients(&table, self.material.patient);
            let risks = deployed.mended(raw.clone());
            let table = roles.file.to_string();
            Ok(Source { from, table, outcomes, risks, raw, patients })
        };
        match (&divided.test, left_out, &divided.fit) {
            (Some(test), _, _) => of(test, ClaimedFrom::Test),
            (None, Some((left, from)), fit) => {
                let table = match from {
                    ClaimedFrom::Tune => divided.tune.as_ref(),
                    _ => fit.as_ref(),
                };
                let Some(Roles { file, table, .. }) = table else {
                    unreachable!("rows left out are of a table")
                };
                let (of, whose) = (
                    self.outcomes(table)?,
                    division::patients(table, self.material.patient),
                );
                let outcomes = left.rows.iter().map(|row| of[*row]).collect();
                let patients = left.rows.iter().map(|row| whose[*row].clone()).collect();
                let (raw, risks) = (left.risks.clone(), left.risks);
                let table = (*file).to_string();
                Ok(Source { from, table, outcomes, risks, raw, patients })
            }
            (None, None, Some(fit)) => of(fit, ClaimedFrom::Fit),
            (None, None, None) => unreachable!("rows for testing were demanded"),
        }
    }

    /// The outcome of each row of a table, 0 or 1.
    pub(super) fn outcomes<'t>(
        &self,
        table: &'t Table,
    ) -> Result<&'t [f64], RecipeError> {
        let name = &self.recipe.data.outcome;
        let key = || "data.outcome".to_string();
        let column = table.column(name).ok_or_else(|| {
            let known = table.columns().iter().map(|column| column.name.as_str());
            let nearest = nearest(name, known).map(str::to_owned);
            RecipeError::UnknownColumn { key: key(), found: name.clone(), nearest }
        })?;
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
            missing_values: match asked.missing {
                Missing::Median => MissingValue::Median,
                Missing::Mode => MissingValue::Mode,
                Missing::MedianAndIndicator => MissingValue::MedianAndIndicator,
            },
            missing_levels: match asked.missing {
                Missing::Median | Missing::Mode => MissingLevel::Mode,
                Missing::MedianAndIndicator => MissingLevel::OwnLevel,
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
        })
    }

    fn unprepared(&self, error: PrepareError) -> RecipeError {
        RecipeError::Unprepared { key: "data.predictors".into(), error }
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

impl Used {
    /// The risk of each row.
    pub(super) fn give(&self, rows: &Side) -> Vec<f64> {
        match (self, &rows.matrix) {
            (Self::Learned(fitted), Some(matrix)) => fitted.predict(matrix),
            (Self::Learned(_), None) => Vec::new(),
            (Self::Supplied(column), _) => {
                let column = rows.table.column(column);
                column.and_then(|c| c.values()).unwrap_or_default().to_vec()
            }
        }
    }
}

impl Deployed {
    /// The risk of each row of a table, mended where the recipe says so.
    pub fn risks(&self, table: &Table) -> Result<Vec<f64>, RecipeError> {
        self.raw(table).map(|risks| self.mended(risks))
    }

    /// Which patients are acted on, given their risks and the shift that each is in; none
    /// where the recipe has no policy.
    pub fn alerts(&self, risks: &[f64], shifts: &[String]) -> Option<Vec<bool>> {
        self.policy.as_ref().map(|policy| policy.alerts(risks, shifts))
    }

    /// What the chosen estimator learned, and the columns it learned from; none where the
    /// risks were supplied.
    pub fn learned(&self) -> Option<(&Fitted, &Prepared)> {
        match (&self.model, &self.prepared) {
            (Used::Learned(fitted), Some(prepared)) => Some((fitted, prepared)),
            _ => None,
        }
    }

    /// Whether risks are mended before they are used.
    pub fn is_mended(&self) -> bool {
        self.mend.is_some()
    }

    fn raw(&self, table: &Table) -> Result<Vec<f64>, RecipeError> {
        match (&self.model, &self.prepared) {
            (Used::Learned(fitted), Some(prepared)) => {
                let matrix = prepared.apply(table).map_err(|error| {
                    RecipeError::Unprepared { key: "data.predictors".into(), error }
                })?;
                Ok(fitted.predict(&matrix))
            }
            (Used::Learned(_), None) => Ok(Vec::new()),
            (Used::Supplied(name), _) => {
                let column = table.column(name).and_then(|column| column.values());
                column.map(<[f64]>::to_vec).ok_or_else(|| RecipeError::Unusable {
                    key: "candidate".into(),
                    found: name.clone(),
                    code: "not_risks",
                })
            }
        }
    }

    fn mended(&self, risks: Vec<f64>) -> Vec<f64> {
        match &self.mend {
            None => risks,
            Some(mend) => risks.into_iter().map(|risk| mend.apply(risk)).collect(),
        }
    }
}
