//! The work of a recipe, estimated before anything is carried out.

use super::ChooseBy;
use super::candidate::Model;
use super::divided::Divided;
use super::error::RecipeError;
use super::workshop::Workshop;

/// What a comparison costs for each row beside fitting: preparing it, and taking it along.
pub(super) const ROW: f64 = 200.0;

/// Nanoseconds in a second.
pub(super) const NANOSECONDS: f64 = 1e9;

impl Workshop<'_> {
    /// About how many seconds the recipe takes on one ordinary core.
    pub(super) fn work(&self, divided: &Divided) -> Result<f64, RecipeError> {
        let Some(fit) = &divided.fit else { return Ok(0.0) };
        let columns = match self.prepare(fit.table, &fit.rows)? {
            Some(prepared) => prepared.names().len(),
            None => return Ok(0.0),
        };
        let rows = fit.rows.len();
        let tuned = divided.tune.as_ref().map_or(0, |tune| tune.rows.len());
        let judged: usize = [&divided.calibrate, &divided.test]
            .into_iter()
            .flatten()
            .map(|roles| roles.rows.len())
            .sum();
        let choose = &self.recipe.choose;
        let left = |folds: usize, rows: usize| rows - rows / folds;
        let crossed = |rows: usize| {
            let train = left(choose.folds, rows);
            choose.folds as f64 * self.all(train, rows - train, columns)
        };
        let choice = match choose.by {
            ChooseBy::None => 0.0,
            ChooseBy::Tune => self.all(rows, tuned, columns),
            ChooseBy::CrossValidation => crossed(rows),
            ChooseBy::Nested => {
                let train = left(choose.outer_folds, rows);
                let outer = crossed(train) + self.dearest(train, rows - train, columns);
                crossed(rows) + choose.outer_folds as f64 * outer
            }
        };
        Ok((choice + self.dearest(rows, judged, columns)) / NANOSECONDS)
    }

    /// All candidates fitted once to so many rows and judged on others.
    fn all(&self, rows: usize, judged: usize, columns: usize) -> f64 {
        let each = self.models.iter().map(|(model, _)| one(model, rows, judged, columns));
        each.sum::<f64>() + ROW * (rows + judged) as f64 * columns as f64
    }

    /// The candidate that takes longest, fitted once.
    fn dearest(&self, rows: usize, judged: usize, columns: usize) -> f64 {
        let each = self.models.iter().map(|(model, _)| one(model, rows, judged, columns));
        each.fold(0.0, f64::max) + ROW * (rows + judged) as f64 * columns as f64
    }
}

fn one(model: &Model, rows: usize, judged: usize, columns: usize) -> f64 {
    match model {
        Model::Supplied { .. } => 0.0,
        Model::Learned(estimator) => {
            estimator.work(rows, columns) + estimator.predict_work(rows, judged, columns)
        }
    }
}
