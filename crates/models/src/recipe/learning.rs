//! A learning curve: how the chosen model does when it may learn from fewer patients.
//!
//! It is fitted to growing shares of the rows for fitting, whole patients with all their rows,
//! and judged before mending, each time on the same rows that it did not learn from: those for
//! testing, else those for tuning, else the rows for fitting left out in turn.

use std::collections::BTreeMap;

use medlab_cohort::Table;
use medlab_metrics::random::Random;
use medlab_metrics::split::Split;
use medlab_metrics::{Estimate, Limits, Predictions, Undefined, Z95, auroc};

use super::candidate::Model;
use super::choice::{LeftOut, log_loss, mean_and_error};
use super::divided::Divided;
use super::error::RecipeError;
use super::workshop::Workshop;
use super::{Material, Recipe, division};
use crate::Estimator;

/// The shares of the patients that the model may learn from.
const SHARES: [f64; 6] = [0.1, 0.2, 0.4, 0.6, 0.8, 1.0];

/// Orders patients, the same way for every recipe.
const SEED: u64 = 0x006c_6561_726e;

/// How the model did with so many rows to learn from.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningPoint {
    /// The rows that it learned from; their mean where rows were left out in turn.
    pub rows: usize,
    /// Mean log loss on the rows judged.
    pub log_loss: Estimate,
    /// Area under the ROC curve on all rows judged together.
    pub auroc: Result<Estimate, Undefined>,
}

impl Recipe {
    /// The learning curve of a candidate, such as the chosen one; empty where it learns
    /// nothing.
    ///
    /// A share on which the model has no fit is left out. Refused where it would take more
    /// work than the budget, in seconds on an ordinary core.
    pub fn learning_curve(
        &self,
        material: Material,
        candidate: usize,
        budget: f64,
    ) -> Result<Vec<LearningPoint>, RecipeError> {
        let workshop = self.workshop(material)?;
        let divided = workshop.divided()?;
        let model = workshop.models.get(candidate).map(|(model, _)| model);
        let (Some(fit), Some(Model::Learned(estimator))) = (&divided.fit, model) else {
            return Ok(Vec::new());
        };
        let (judged, splits) = workshop.judged(&divided)?;
        let work = workshop.curve_work(estimator, fit.table, &splits)?;
        if work > budget {
            return Err(RecipeError::TooMuchWork { work, budget, each: Vec::new() });
        }
        let mut curve = Vec::new();
        for share in SHARES {
            curve.extend(workshop.point(candidate, share, fit.table, judged, &splits)?);
        }
        Ok(curve)
    }
}

impl<'a> Workshop<'a> {
    /// The table of the rows judged, and which rows are learned from and judged.
    fn judged(
        &self,
        divided: &Divided<'a>,
    ) -> Result<(&'a Table, Vec<Split>), RecipeError> {
        let fit = divided.fit.as_ref();
        let train = fit.map(|fit| fit.rows.clone()).unwrap_or_default();
        match (divided.test.as_ref().or(divided.tune.as_ref()), fit) {
            (Some(apart), _) => {
                Ok((apart.table, vec![Split { train, test: apart.rows.clone() }]))
            }
            (None, Some(fit)) => {
                let folds = self.recipe.choose.folds;
                Ok((fit.table, self.folds(fit.table, &fit.rows, folds)?))
            }
            (None, None) => unreachable!("rows for testing were demanded"),
        }
    }

    fn point(
        &self,
        candidate: usize,
        share: f64,
        learn: &Table,
        judge: &Table,
        splits: &[Split],
    ) -> Result<Option<LearningPoint>, RecipeError> {
        let mut left_out = LeftOut::default();
        let mut learned_from = 0;
        for (number, split) in splits.iter().enumerate() {
            let rows = self.share_of(learn, &split.train, share, number as u64);
            let Ok(prepared) = self.prepare(learn, &rows) else { return Ok(None) };
            let train = self.side(learn, &rows, prepared.as_ref())?;
            let Ok(used) = self.fitted(candidate, &train) else { return Ok(None) };
            let test = self.side(judge, &split.test, prepared.as_ref())?;
            left_out.add(&split.test, used.give(&test));
            learned_from += rows.len();
        }
        let of = self.outcomes(judge)?;
        let outcomes: Vec<f64> = left_out.rows.iter().map(|row| of[*row]).collect();
        let losses: Vec<f64> = outcomes
            .iter()
            .zip(&left_out.risks)
            .map(|(outcome, risk)| log_loss(*outcome, *risk))
            .collect();
        let whose = self.groups(judge);
        let (value, error) = mean_and_error(&left_out.rows, &losses, whose.as_deref());
        let limits = Limits { lower: value - Z95 * error, upper: value + Z95 * error };
        let events: Vec<bool> = outcomes.iter().map(|outcome| *outcome > 0.5).collect();
        let predictions = Predictions::new(&events, &left_out.risks);
        let auroc = predictions.map_err(|_| Undefined::Empty).and_then(|p| auroc(&p));
        Ok(Some(LearningPoint {
            rows: learned_from / splits.len().max(1),
            log_loss: Estimate { value, limits: Ok(limits) },
            auroc,
        }))
    }

    /// The rows of a share of the patients, ascending; a larger share holds the smaller one.
    fn share_of(
        &self,
        table: &Table,
        rows: &[usize],
        share: f64,
        split: u64,
    ) -> Vec<usize> {
        let whose = division::patients(table, self.material.patient);
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in rows {
            of.entry(&whose[*row]).or_default().push(*row);
        }
        let mut patients: Vec<Vec<usize>> = of.into_values().collect();
        Random::stream(SEED, split).shuffle(&mut patients);
        let kept = libm::ceil(share * patients.len() as f64) as usize;
        patients.truncate(kept);
        let mut rows: Vec<usize> = patients.into_iter().flatten().collect();
        rows.sort_unstable();
        rows
    }

    /// About how many seconds the whole curve takes.
    fn curve_work(
        &self,
        estimator: &Estimator,
        learn: &Table,
        splits: &[Split],
    ) -> Result<f64, RecipeError> {
        let mut work = 0.0;
        for split in splits {
            let prepared = self.prepare(learn, &split.train)?;
            let columns = prepared.map_or(0, |prepared| prepared.names().len());
            for share in SHARES {
                let rows = (share * split.train.len() as f64) as usize;
                work += estimator.work(rows, columns)
                    + estimator.predict_work(rows, split.test.len(), columns)
                    + super::work::ROW
                        * (rows + split.test.len()) as f64
                        * columns as f64;
            }
        }
        Ok(work / super::work::NANOSECONDS)
    }
}
