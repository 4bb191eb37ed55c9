//! A table as it was given: its patients with all that is true of them, and how they are drawn.

use std::borrow::Cow;
use std::sync::OnceLock;

use medlab_cohort::{Cohort, Column, Dataset, Key, Scalars, Table, Variant};

use crate::course::CourseError;
use crate::exercise::{Exercise, formula};
use crate::format::{Shows, TableSpec};
use crate::measure::over;

/// Among how many patients for each one wanted those are looked for of whom a condition holds.
const MOST_LOOKED_THROUGH: u64 = 20;

/// One of the tables, with everything that is true of its patients.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    file: String,
    cohort: Cohort,
    /// Which rows of the cohort the table has; all, if it was not balanced.
    picked: Option<Vec<usize>>,
    shown: Vec<String>,
    /// Computed once, when first asked for: it costs more than everything else.
    attainable: OnceLock<Vec<f64>>,
}

impl Given {
    /// The whole record of its patients.
    pub(crate) fn record(&self) -> Cow<'_, Table> {
        match &self.picked {
            None => Cow::Borrowed(&self.cohort.table),
            Some(rows) => Cow::Owned(self.cohort.table.take(rows)),
        }
    }

    /// A column of what is true of its patients, as `data generate --truth` names it.
    pub(crate) fn truth(&self, name: &str) -> Option<Column> {
        let id = self.cohort.table.columns().first()?.clone();
        let truth = self.cohort.truth.table(id);
        let column = truth.column(name)?.clone();
        match &self.picked {
            None => Some(column),
            Some(rows) => Table::new(vec![column]).ok()?.take(rows).column(name).cloned(),
        }
    }

    /// Its name.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns that a learner sees.
    pub(crate) fn shown(&self) -> &[String] {
        &self.shown
    }

    /// How many rows were looked through for these patients.
    pub(crate) fn looked_through(&self) -> u64 {
        let last = self.picked.as_ref().map(|rows| rows.last().map_or(0, |row| row + 1));
        last.unwrap_or(self.cohort.table.rows()) as u64
    }

    /// The true risk of each of its patients.
    pub(crate) fn ideal(&self) -> Cow<'_, [f64]> {
        self.pick(&self.cohort.truth.ideal)
    }

    /// The attainable risk of each of its patients.
    pub(crate) fn attainable(
        &self,
        dataset: &Dataset,
        variant: &Variant,
    ) -> Result<&[f64], CourseError> {
        if let Some(known) = self.attainable.get() {
            return Ok(known);
        }
        let attainable = self.cohort.attainable(dataset, variant)?;
        let picked = self.pick(&attainable.risk).into_owned();
        Ok(self.attainable.get_or_init(|| picked))
    }

    fn pick<'a>(&self, values: &'a [f64]) -> Cow<'a, [f64]> {
        match &self.picked {
            None => Cow::Borrowed(values),
            Some(rows) => Cow::Owned(rows.iter().map(|row| values[*row]).collect()),
        }
    }
}

/// What tables are drawn from.
pub(crate) struct Draw<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) dataset: &'a Dataset,
    pub(crate) variant: &'a Variant,
    pub(crate) key: &'a Key,
    /// What the variant drew, as `vary.<name>`.
    pub(crate) vary: &'a Scalars,
}

impl Draw<'_> {
    /// One table, from a row on, and the first row after it. Where it is known how many rows such
    /// patients take, as many are looked through, and the table is filled about.
    pub(crate) fn table(
        &self,
        spec: &TableSpec,
        first: u64,
        known: Option<u64>,
    ) -> Result<(Given, u64), CourseError> {
        let (mut cohort, picked, next) = self.patients(spec, first, known)?;
        cohort.table = self.exercise.columns.beside(cohort.table, self.vary)?;
        let shown = shown_columns(self.dataset, spec.shows, &cohort.table);
        let (file, attainable) = (spec.file.clone(), OnceLock::new());
        Ok((Given { file, cohort, picked, shown, attainable }, next))
    }

    /// The rows of a table, which of them it has, and the first row after them.
    fn patients(
        &self,
        spec: &TableSpec,
        first: u64,
        known: Option<u64>,
    ) -> Result<(Cohort, Option<Vec<usize>>, u64), CourseError> {
        let Self { exercise, dataset, variant, key, .. } = *self;
        let n = spec.rows as u64;
        let generation = dataset.generation(variant)?;
        // No patient with several rows is in two tables.
        let first = generation.cluster_start(key, first)?;
        if spec.balanced_by.is_none() && spec.only.is_none() {
            let cohort = generation.cohort(key, first..first + n)?;
            return Ok((cohort, None, first + n));
        }
        // Levels and conditions that are a third as common as an equal share still fill up at once.
        let mut through = known.unwrap_or(3 * n + 100);
        let mut pool = generation.cohort(key, first..first + through)?;
        let mut rows = chosen(exercise, spec, &pool, variant)?;
        if rows.len() < spec.rows && !rows.is_empty() && known.is_none() {
            // Rarer ones are looked for among as many as should do, with a fifth to spare.
            let needed = through * n * 6 / (5 * rows.len() as u64) + 100;
            through = needed.min(MOST_LOOKED_THROUGH * n);
            pool = generation.cohort(key, first..first + through)?;
            rows = chosen(exercise, spec, &pool, variant)?;
        }
        if rows.len() < spec.rows && known.is_none() {
            let message = format!(
                "{}: expected {} patients, found {}",
                spec.file,
                spec.rows,
                rows.len()
            );
            return Err(CourseError::new(
                &format!("{}/exercise.toml", exercise.folder),
                message,
                "ask for fewer, or for commoner ones",
            ));
        }
        Ok((pool, Some(rows), first + through))
    }
}

/// Which rows of a cohort a table has: those of whom its condition holds, balanced, and no more
/// than it wants.
fn chosen(
    exercise: &Exercise,
    spec: &TableSpec,
    pool: &Cohort,
    variant: &Variant,
) -> Result<Vec<usize>, CourseError> {
    let path = format!("{}/exercise.toml", exercise.folder);
    let mut rows: Vec<usize> = (0..pool.table.rows()).collect();
    if let Some(only) = &spec.only {
        let only = formula(&path, &format!("table {}", spec.file), only)?;
        let keep = over(&path, &only, &pool.table, variant.scalars())?;
        rows.retain(|row| keep.values()[*row] > 0.0);
    }
    if let Some(category) = &spec.balanced_by {
        rows = balanced(&path, spec, category, &pool.table, rows)?;
    }
    rows.truncate(spec.rows);
    Ok(rows)
}

/// As many of these rows for each level of a category, in their order.
fn balanced(
    path: &str,
    spec: &TableSpec,
    category: &str,
    table: &Table,
    rows: Vec<usize>,
) -> Result<Vec<usize>, CourseError> {
    let wrong = |message: String| {
        CourseError::new(path, message, "balance by a category with common levels")
    };
    let column = table.require(category).map_err(|e| wrong(e.to_string()))?;
    let levels = column.levels().len();
    if levels == 0 || !spec.rows.is_multiple_of(levels) {
        let message = format!(
            "expected {} to have levels that divide {} rows, found {levels} levels",
            category, spec.rows
        );
        return Err(wrong(message));
    }
    let room = spec.rows / levels;
    let mut taken = vec![0; levels];
    let values = column.values().unwrap_or_default();
    let picked = rows.into_iter().filter(|row| {
        let taken = taken.get_mut(values[*row] as usize).filter(|taken| **taken < room);
        taken.map(|taken| *taken += 1).is_some()
    });
    Ok(picked.collect())
}

fn shown_columns(dataset: &Dataset, shows: Shows, table: &Table) -> Vec<String> {
    let known = |name: &str| match dataset.node(name) {
        None => true,
        Some(node) => match shows {
            Shows::All => true,
            Shows::NoOutcome => dataset.outcome.as_deref() != Some(name),
            Shows::AtPrediction => node.available_at <= 0.0,
            Shows::Nothing => false,
        },
    };
    if shows == Shows::Nothing {
        return Vec::new();
    }
    table.columns().iter().map(|c| c.name.clone()).filter(|name| known(name)).collect()
}
