//! A choice: candidates tried on rows that they did not learn from, and the one that wins.
//!
//! Preparation is learned anew for every split, from its training rows alone (unless the
//! recipe asks otherwise), so nothing of the rows left out reaches a model.

use medlab_cohort::Table;
use medlab_metrics::random::Random;
use medlab_metrics::split::{self, Split};
use medlab_metrics::{Predictions, Z95, auroc};

use super::candidate::{Model, Settings};
use super::division;
use super::error::RecipeError;
use super::workshop::{Workshop, fit};
use super::{Choose, Divide, Measure, Rule};
use crate::FitError;

/// Deals rows to folds, the same way for every recipe.
const SEED: u64 = 0x666f_6c64;

/// One candidate, and how it did on rows that it had not learned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The model.
    pub model: Model,
    /// Its settings.
    pub settings: Settings,
    /// How it did; none where it was not compared, or why it could not be fitted.
    pub estimated: Option<Result<Estimated, FitError>>,
}

/// How a candidate did on rows that it had not learned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    /// The measure that was compared.
    pub value: f64,
    /// By how much its log loss is worse than the best candidate's, on the same rows.
    pub worse_by: f64,
    /// The upper 95 % limit of that.
    pub worse_by_at_most: f64,
}

/// Rows left out, with the risks that a model gave them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LeftOut {
    /// Rows of the table.
    pub(super) rows: Vec<usize>,
    /// The risk of each.
    pub(super) risks: Vec<f64>,
    /// Where each split's rows begin.
    starts: Vec<usize>,
}

/// Why a candidate cannot be fitted, and the column to blame where one alone is.
#[derive(Clone, Debug)]
struct Failed {
    error: FitError,
    column: Option<String>,
}

/// Candidates with what each gave the rows left out.
pub(super) struct Trial {
    pub(super) tried: Vec<Tried>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) chosen: usize,
}

impl LeftOut {
    /// Adds the rows of one split.
    pub(super) fn add(&mut self, rows: &[usize], risks: Vec<f64>) {
        self.starts.push(self.rows.len());
        self.rows.extend(rows);
        self.risks.extend(risks);
    }
}

impl Workshop<'_> {
    /// Tries every candidate on the splits, and chooses. Training rows are of one table, the
    /// rows left out of another, which may be the same.
    pub(super) fn trial(
        &self,
        learn: &Table,
        judge: &Table,
        splits: &[Split],
    ) -> Result<Trial, RecipeError> {
        let mut left_out = vec![LeftOut::default(); self.models.len()];
        let mut failed: Vec<Option<Failed>> = vec![None; self.models.len()];
        for split in splits {
            let prepared = self.prepare(learn, &split.train)?;
            let train = self.side(learn, &split.train, prepared.as_ref())?;
            let test = self.side(judge, &split.test, prepared.as_ref())?;
            for (number, (model, _)) in self.models.iter().enumerate() {
                match fit(model, &train) {
                    Ok(used) => left_out[number].add(&split.test, used.give(&test)),
                    Err(error) if failed[number].is_none() => {
                        let column = train.culprit(error);
                        failed[number] = Some(Failed { error, column });
                    }
                    Err(_) => {}
                }
            }
        }
        self.chosen(judge, left_out, &failed)
    }

    fn chosen(
        &self,
        table: &Table,
        left_out: Vec<LeftOut>,
        failed: &[Option<Failed>],
    ) -> Result<Trial, RecipeError> {
        let outcomes = self.outcomes(table)?;
        let groups = self.groups(table);
        let choose = &self.recipe.choose;
        let fitted = |number: &usize| {
            failed[*number].is_none() && !left_out[*number].rows.is_empty()
        };
        let able: Vec<usize> = (0..self.models.len()).filter(fitted).collect();
        let value = |number: usize| measured(choose.measure, &left_out[number], outcomes);
        let best = able
            .iter()
            .copied()
            .min_by(|a, b| value(*a).total_cmp(&value(*b)).then(self.simpler(*a, *b)))
            .ok_or_else(|| self.nothing_fits(failed))?;
        let mut tried = Vec::new();
        for (number, (model, settings)) in self.models.iter().enumerate() {
            let estimated = match &failed[number] {
                Some(failed) => Err(failed.error),
                None => {
                    let (worse_by, worse_by_at_most) = worse(
                        &left_out[number],
                        &left_out[best],
                        outcomes,
                        groups.as_deref(),
                    );
                    let sign = if choose.measure == Measure::Auroc { -1.0 } else { 1.0 };
                    let value = sign * value(number);
                    Ok(Estimated { value, worse_by, worse_by_at_most })
                }
            };
            tried.push(Tried {
                model: model.clone(),
                settings: settings.clone(),
                estimated: Some(estimated),
            });
        }
        let near = |number: &usize| match &tried[*number].estimated {
            Some(Ok(estimated)) => estimated.worse_by_at_most <= choose.margin,
            _ => false,
        };
        let chosen = match choose.rule {
            Rule::Best => best,
            Rule::Simplest => able
                .into_iter()
                .filter(near)
                .min_by(|a, b| self.simpler(*a, *b))
                .unwrap_or(best),
        };
        Ok(Trial { tried, left_out, chosen })
    }

    /// The order of simplicity: by kind of model, then as the recipe lists them.
    fn simpler(&self, a: usize, b: usize) -> std::cmp::Ordering {
        let rank = |number: usize| self.models[number].0.complexity();
        rank(a).cmp(&rank(b)).then(a.cmp(&b))
    }

    fn nothing_fits(&self, failed: &[Option<Failed>]) -> RecipeError {
        let number = failed.iter().position(Option::is_some).unwrap_or(0);
        let why = failed.get(number).cloned().flatten();
        RecipeError::Fit {
            key: "candidate".into(),
            model: self
                .models
                .get(number)
                .map(|(m, _)| m.to_string())
                .unwrap_or_default(),
            error: why.as_ref().map_or(
                FitError::Undefined(medlab_metrics::Undefined::Empty),
                |failed| failed.error,
            ),
            column: why.and_then(|failed| failed.column),
        }
    }

    /// Splits of rows that belong to the fit, for leaving out one part after the other.
    pub(super) fn folds(
        &self,
        table: &Table,
        rows: &[usize],
        folds: usize,
    ) -> Result<Vec<Split>, RecipeError> {
        let of_whole = |split: Split| Split {
            train: split.train.iter().map(|row| rows[*row]).collect(),
            test: split.test.iter().map(|row| rows[*row]).collect(),
        };
        let mut random = Random::new(SEED);
        let splits = match self.recipe.rows.divide {
            Divide::Row => split::k_fold(rows.len(), folds, &mut random),
            Divide::Patient => {
                let of = division::patients(table, self.material.patient);
                let groups: Vec<&str> =
                    rows.iter().map(|row| of[*row].as_str()).collect();
                split::grouped(&groups, folds, &mut random)
            }
            Divide::Time => return self.forward(table, rows, folds),
        };
        let key = "choose.folds".to_string();
        let splits = splits.map_err(|error| RecipeError::Folds { key, error })?;
        Ok(splits.into_iter().map(of_whole).collect())
    }

    /// Splits that always learn from what came before what they are tried on.
    fn forward(
        &self,
        table: &Table,
        rows: &[usize],
        folds: usize,
    ) -> Result<Vec<Split>, RecipeError> {
        let times = division::times(table, &self.material)?;
        let mut ordered = rows.to_vec();
        ordered.sort_by(|a, b| times[*a].total_cmp(&times[*b]).then(a.cmp(b)));
        let blocks = folds + 1;
        let at = |block: usize| block * ordered.len() / blocks;
        if ordered.len() < blocks {
            let key = "choose.folds".to_string();
            let (what, found) = ("rows", ordered.len());
            let error = split::SplitError::TooFew { folds: blocks, what, found };
            return Err(RecipeError::Folds { key, error });
        }
        let sorted = |rows: &[usize]| {
            let mut rows = rows.to_vec();
            rows.sort_unstable();
            rows
        };
        Ok((1..blocks)
            .map(|block| Split {
                train: sorted(&ordered[..at(block)]),
                test: sorted(&ordered[at(block)..at(block + 1)]),
            })
            .collect())
    }

    /// Whose each row is, where a patient's rows are kept together.
    pub(super) fn groups(&self, table: &Table) -> Option<Vec<String>> {
        let together = self.recipe.rows.divide == Divide::Patient;
        together.then(|| division::patients(table, self.material.patient))
    }
}

/// The measure with the sign by which less is better.
fn measured(measure: Measure, left: &LeftOut, outcomes: &[f64]) -> f64 {
    let n = left.rows.len() as f64;
    let pairs = || left.rows.iter().zip(&left.risks);
    match measure {
        Measure::LogLoss => {
            pairs().map(|(r, p)| log_loss(outcomes[*r], *p)).sum::<f64>() / n
        }
        Measure::Brier => {
            let squared = |(row, risk): (&usize, &f64)| {
                let wrong = outcomes[*row] - risk;
                wrong * wrong
            };
            pairs().map(squared).sum::<f64>() / n
        }
        Measure::Auroc => -mean_auroc(left, outcomes),
    }
}

/// The mean over the splits in which both outcomes occur; one half where there is none.
fn mean_auroc(left: &LeftOut, outcomes: &[f64]) -> f64 {
    let mut found = Vec::new();
    for (number, start) in left.starts.iter().enumerate() {
        let end = left.starts.get(number + 1).copied().unwrap_or(left.rows.len());
        let of: Vec<bool> =
            left.rows[*start..end].iter().map(|row| outcomes[*row] > 0.5).collect();
        let risks = left.risks[*start..end].to_vec();
        let area = Predictions::new(&of, &risks)
            .ok()
            .and_then(|p| auroc(&p).ok())
            .map(|area| area.value);
        found.extend(area);
    }
    if found.is_empty() { 0.5 } else { found.iter().sum::<f64>() / found.len() as f64 }
}

/// A patient's log loss, with risks kept off 0 and 1 as `evaluate` does.
pub(super) fn log_loss(outcome: f64, risk: f64) -> f64 {
    let risk = risk.clamp(1e-10, 1.0 - 1e-10);
    -(outcome * libm::log(risk) + (1.0 - outcome) * libm::log1p(-risk))
}

/// By how much one's log loss is worse than the other's: mean, and its upper 95 % limit.
///
/// Rows of one patient are taken together (a cluster-robust standard error).
fn worse(
    one: &LeftOut,
    other: &LeftOut,
    outcomes: &[f64],
    groups: Option<&[String]>,
) -> (f64, f64) {
    let differences: Vec<f64> = one
        .rows
        .iter()
        .zip(one.risks.iter().zip(&other.risks))
        .map(|(row, (a, b))| log_loss(outcomes[*row], *a) - log_loss(outcomes[*row], *b))
        .collect();
    let (mean, error) = mean_and_error(&one.rows, &differences, groups);
    (mean, mean + Z95 * error)
}

/// The mean of a value of each row, and its standard error; rows of one patient are taken
/// together, given whose each row of the table is.
pub(super) fn mean_and_error(
    rows: &[usize],
    values: &[f64],
    groups: Option<&[String]>,
) -> (f64, f64) {
    let n = rows.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = match groups {
        None => values.iter().map(|value| (value - mean) * (value - mean)).sum(),
        Some(groups) => {
            let mut of = std::collections::BTreeMap::<&str, f64>::new();
            for (row, value) in rows.iter().zip(values) {
                *of.entry(&groups[*row]).or_default() += value - mean;
            }
            of.values().map(|sum| sum * sum).sum()
        }
    };
    (mean, libm::sqrt(squares) / n)
}

impl Choose {
    /// What the recipe may ask for.
    pub(super) fn check(&self) -> Result<(), RecipeError> {
        use crate::Bound;
        let bounds = [
            (Bound::whole("folds", 2, 10, 5), self.folds as f64),
            (Bound::whole("outer_folds", 2, 10, 5), self.outer_folds as f64),
            (Bound::number("margin", 0.0, 1.0, 0.0), self.margin),
        ];
        for (bound, found) in bounds {
            if !bound.allows(found) {
                let key = format!("choose.{}", bound.name);
                return Err(RecipeError::Setting { key, bound, found });
            }
        }
        Ok(())
    }
}
