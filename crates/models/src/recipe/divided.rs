//! What a recipe's rows are: those of every role, and whether they are there and can be used.

use medlab_cohort::{Column, Kind, Table, nearest};

use super::candidate::Model;
use super::division::{Counted, Role, RoleRows};
use super::error::RecipeError;
use super::workshop::{Workshop, unknown_column};
use super::{ChooseBy, Mend};

/// The rows of every role.
pub(super) struct Divided<'a> {
    pub(super) fit: Option<RoleRows<'a>>,
    pub(super) tune: Option<RoleRows<'a>>,
    pub(super) calibrate: Option<RoleRows<'a>>,
    pub(super) test: Option<RoleRows<'a>>,
}

impl<'a> Workshop<'a> {
    /// The rows of every role; refused where a role that the recipe needs is not named.
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
        for (number, name) in data.predictors.iter().enumerate() {
            let (key, found) = (format!("data.predictors.{number}"), name.clone());
            if *name == data.outcome {
                return Err(RecipeError::OutcomeAsPredictor { key, found });
            }
            if data.predictors[..number].contains(name) {
                return Err(RecipeError::Twice { key, found });
            }
            if table.column(name).is_none() {
                return Err(unknown_column(table, key, name));
            }
        }
        for (number, spline) in self.recipe.prepare.splines.iter().enumerate() {
            if !data.predictors.contains(&spline.column) {
                let key = format!("prepare.spline.{number}.column");
                return Err(unknown_column(table, key, &spline.column));
            }
        }
        for (number, candidate) in self.recipe.candidates.iter().enumerate() {
            if let Some(column) = &candidate.column {
                let key = format!("candidate.{number}.column");
                let given = table
                    .column(column)
                    .ok_or_else(|| unknown_risks(table, key.clone(), column))?;
                if !holds_risks(given, table.rows()) {
                    let (found, code) = (column.clone(), "not_risks");
                    return Err(RecipeError::Unusable { key, found, code });
                }
            }
        }
        Ok(())
    }

    /// What the rows of each role hold.
    pub(super) fn counted(&self, divided: &Divided) -> Result<Vec<Counted>, RecipeError> {
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
}

/// That a table has no such column of risks, with those that it has.
fn unknown_risks(table: &Table, key: String, found: &str) -> RecipeError {
    // A flag is 0 or 1, too, but nobody's risk.
    let risks = |column: &&Column| {
        matches!(column.kind, Kind::Number { .. }) && holds_risks(column, table.rows())
    };
    let known = table.columns().iter().filter(risks).map(|column| column.name.clone());
    let known: Vec<String> = known.collect();
    let nearest = nearest(found, known.iter().map(String::as_str)).map(str::to_owned);
    RecipeError::UnknownColumn { key, found: found.into(), nearest, known }
}

/// Whether a column holds a number from 0 to 1 in each of so many rows.
fn holds_risks(column: &Column, rows: usize) -> bool {
    let risks = column.values().unwrap_or_default();
    risks.len() == rows && risks.iter().all(|risk| (0.0..=1.0).contains(risk))
}
