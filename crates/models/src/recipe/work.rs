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

/// What a comparison is about: how many rows each role has, and how many columns there are.
struct Size {
    columns: usize,
    fit: usize,
    tuned: usize,
    judged: usize,
}

impl Workshop<'_> {
    /// About how many seconds the recipe takes on one ordinary core.
    pub(super) fn work(&self, divided: &Divided) -> Result<f64, RecipeError> {
        let Some(size) = self.size(divided)? else { return Ok(0.0) };
        let models: Vec<&Model> = self.models.iter().map(|(model, _)| model).collect();
        Ok(self.seconds(&size, &models))
    }

    /// The same of each candidate as if it were the only one, with its name and settings.
    pub(super) fn work_of_each(
        &self,
        divided: &Divided,
    ) -> Result<Vec<(String, f64)>, RecipeError> {
        let Some(size) = self.size(divided)? else { return Ok(Vec::new()) };
        let each = self.models.iter().map(|(model, settings)| {
            let mut name = model.to_string();
            for (setting, value) in settings {
                name += &format!(" {setting} {value}");
            }
            (name, self.seconds(&size, &[model]))
        });
        Ok(each.collect())
    }

    fn size(&self, divided: &Divided) -> Result<Option<Size>, RecipeError> {
        let Some(fit) = &divided.fit else { return Ok(None) };
        let Some(prepared) = self.prepare(fit.table, &fit.rows)? else { return Ok(None) };
        let judged = [&divided.calibrate, &divided.test]
            .into_iter()
            .flatten()
            .map(|r| r.rows.len());
        Ok(Some(Size {
            columns: prepared.names().len(),
            fit: fit.rows.len(),
            tuned: divided.tune.as_ref().map_or(0, |tune| tune.rows.len()),
            judged: judged.sum(),
        }))
    }

    fn seconds(&self, size: &Size, models: &[&Model]) -> f64 {
        let &Size { columns, fit: rows, tuned, judged } = size;
        let choose = &self.recipe.choose;
        let left = |folds: usize, rows: usize| rows - rows / folds;
        let crossed = |rows: usize| {
            let train = left(choose.folds, rows);
            choose.folds as f64 * all(models, train, rows - train, columns)
        };
        let choice = match choose.by {
            ChooseBy::None => 0.0,
            ChooseBy::Tune => all(models, rows, tuned, columns),
            ChooseBy::CrossValidation => crossed(rows),
            ChooseBy::Nested => {
                let train = left(choose.outer_folds, rows);
                let outer =
                    crossed(train) + dearest(models, train, rows - train, columns);
                crossed(rows) + choose.outer_folds as f64 * outer
            }
        };
        (choice + dearest(models, rows, judged, columns)) / NANOSECONDS
    }
}

/// All candidates fitted once to so many rows and judged on others.
fn all(models: &[&Model], rows: usize, judged: usize, columns: usize) -> f64 {
    let each = models.iter().map(|model| one(model, rows, judged, columns));
    each.sum::<f64>() + ROW * (rows + judged) as f64 * columns as f64
}

/// The candidate that takes longest, fitted once.
fn dearest(models: &[&Model], rows: usize, judged: usize, columns: usize) -> f64 {
    let each = models.iter().map(|model| one(model, rows, judged, columns));
    each.fold(0.0, f64::max) + ROW * (rows + judged) as f64 * columns as f64
}

fn one(model: &Model, rows: usize, judged: usize, columns: usize) -> f64 {
    match model {
        Model::Supplied { .. } => 0.0,
        Model::Learned(estimator) => {
            estimator.work(rows, columns) + estimator.predict_work(rows, judged, columns)
        }
    }
}
