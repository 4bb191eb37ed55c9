//! A model as it would be used: fitted, mended, and with its policy.

use medlab_cohort::Table;

use super::Policy;
use super::error::RecipeError;
use super::workshop::Side;
use crate::{Fitted, Prepared, Recalibration};

/// A model as it would be used: fitted, mended, with its policy.
#[derive(Clone, Debug)]
pub struct Deployed {
    pub(super) model: Used,
    pub(super) prepared: Option<Prepared>,
    pub(super) mend: Option<Recalibration>,
    /// From which risk on somebody acts.
    pub policy: Option<Policy>,
}

/// What gives risks: a fitted estimator, or a column that holds them.
#[derive(Clone, Debug)]
pub(super) enum Used {
    Learned(Box<Fitted>),
    Supplied(String),
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

    pub(super) fn raw(&self, table: &Table) -> Result<Vec<f64>, RecipeError> {
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

    pub(super) fn mended(&self, risks: Vec<f64>) -> Vec<f64> {
        match &self.mend {
            None => risks,
            Some(mend) => risks.into_iter().map(|risk| mend.apply(risk)).collect(),
        }
    }
}
