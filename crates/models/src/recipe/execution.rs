//! An execution: a recipe carried out on a learner's tables, and the model it deploys.

use medlab_metrics::split::Split;

use super::candidate::{Model, Settings};
use super::choice::{LeftOut, Tried};
use super::deployed::{Deployed, Used};
use super::divided::Divided;
use super::division::{self, Counted, RoleRows};
use super::error::RecipeError;
use super::process::{self, Process};
use super::workshop::Workshop;
use super::{ChooseBy, Material, Mend, Recipe};
use crate::Recalibration;

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
            let each = workshop.work_of_each(&divided)?;
            return Err(RecipeError::TooMuchWork { work, budget, each });
        }
        workshop.execute(&divided, work)
    }
}

impl Workshop<'_> {
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

    /// The whole choice, judged on rows that it did not see.
    fn nested(&self, fit: &RoleRows) -> Result<LeftOut, RecipeError> {
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
                column: None,
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
        let of = |roles: &RoleRows, from| {
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
                let Some(RoleRows { file, table, .. }) = table else {
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
}
