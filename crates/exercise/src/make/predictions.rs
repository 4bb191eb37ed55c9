//! Predictions as a making writes them: formulas over rows, a fit, and defects put in on purpose.

use medlab_cohort::{Column, Expression, Kind, Scalar, Scalars, Table};
use medlab_metrics::Logistic;
use serde::Deserialize;

use super::wrong;
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::exercise::formula;
use crate::format::ExerciseFile;
use crate::measure::over;
use crate::rows;

/// How `predictions.csv` is made.
#[derive(Clone, Debug)]
pub(super) struct Predictions {
    /// A logistic model that the formulas may use.
    pub(super) fit: Option<Fit>,
    /// The formula of each column.
    pub(super) columns: Vec<(String, Expression)>,
    /// What is wrong with the file itself.
    pub(super) defects: Defects,
}

/// A logistic model of a table that the learner has.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    table: String,
    outcome: String,
    terms: Vec<Expression>,
}

/// Rows of the file, from 1, that are spoilt.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defects {
    #[serde(default)]
    blank: Vec<usize>,
    #[serde(default)]
    not_a_number: Vec<usize>,
    #[serde(default)]
    duplicate: Vec<usize>,
    #[serde(default)]
    drop: Vec<usize>,
}

/// A `[fit]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FitFile {
    table: String,
    outcome: String,
    terms: Vec<String>,
}

impl FitFile {
    pub(super) fn read(self, path: &str) -> Result<Fit, CourseError> {
        let terms = self.terms.iter().map(|term| formula(path, "fit.terms", term));
        let terms = terms.collect::<Result<_, _>>()?;
        Ok(Fit { table: self.table, outcome: self.outcome, terms })
    }
}

impl Predictions {
    /// The file, made on the patients of `assignment` under the ids of `own`.
    pub(super) fn write(
        &self,
        path: &str,
        exercise: &ExerciseFile,
        assignment: &Assignment,
        own: &Assignment,
        facts: &Scalars,
    ) -> Result<Vec<u8>, CourseError> {
        let Some(spec) = &exercise.predictions else {
            return Err(wrong(
                path,
                "expected [predictions] in exercise.toml, found none",
            ));
        };
        let mut table = assignment.shown(&spec.table).map_err(|e| wrong(path, e))?;
        if let Some(fit) = &self.fit {
            table = fit.beside(path, assignment, table, facts)?;
        }
        let id = assignment.id_column();
        let patients = own.shown(&spec.table).map_err(|e| wrong(path, e))?;
        let mut lines: Vec<Vec<String>> =
            (0..table.rows()).map(|row| vec![cell(&patients, id, row)]).collect();
        for column in &spec.columns {
            let formula = self.columns.iter().find(|(name, _)| *name == column.name);
            let Some((_, formula)) = formula else {
                lines.iter_mut().for_each(|line| line.push(String::new()));
                continue;
            };
            let values = over(path, formula, &table, facts)?;
            for (row, line) in lines.iter_mut().enumerate() {
                line.push(match values.scalar(row) {
                    Scalar::Number(value) => format!("{value}"),
                    Scalar::Text(text) => text,
                    Scalar::Missing => String::new(),
                });
            }
        }
        let mut header = vec![id.to_string()];
        header.extend(spec.columns.iter().map(|column| column.name.clone()));
        Ok(rows::write(&header, &self.defects.apply(lines)))
    }
}

impl Fit {
    /// The table with `fitted` (a logistic model's risk) and `fitted_rank` beside it.
    fn beside(
        &self,
        path: &str,
        assignment: &Assignment,
        table: Table,
        facts: &Scalars,
    ) -> Result<Table, CourseError> {
        let training = assignment.shown(&self.table).map_err(|e| wrong(path, e))?;
        let columns = |table: &Table| -> Result<Vec<Vec<f64>>, CourseError> {
            let one = |term| Ok(over(path, term, table, facts)?.values().to_vec());
            self.terms.iter().map(one).collect()
        };
        let outcome = training.numbers(&self.outcome).ok().flatten();
        let outcome =
            outcome.ok_or_else(|| wrong(path, "expected an outcome of 0 and 1"))?;
        let (train, test) = (columns(&training)?, columns(&table)?);
        let train: Vec<&[f64]> = train.iter().map(Vec::as_slice).collect();
        let test: Vec<&[f64]> = test.iter().map(Vec::as_slice).collect();
        let model = Logistic::new(&train).fit(outcome).map_err(|error| {
            wrong(path, format!("the logistic model has no fit: {error}"))
        })?;
        let fitted = model.predict(&test);
        let rank = ranks(&fitted);
        let number = |name, values| {
            Column::values_of(name, Kind::Number { decimals: None }, values)
        };
        table
            .with_column(number("fitted", fitted))
            .and_then(|table| table.with_column(number("fitted_rank", rank)))
            .map_err(|error| wrong(path, error.to_string()))
    }
}

impl Defects {
    /// The lines with the defects in them; the cell of the patient is spared.
    fn apply(&self, mut lines: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let mut spoil = |rows: &[usize], text: &str| {
            for row in rows {
                if let Some(line) = row.checked_sub(1).and_then(|row| lines.get_mut(row))
                {
                    line.iter_mut().skip(1).for_each(|cell| *cell = text.to_string());
                }
            }
        };
        spoil(&self.blank, "");
        spoil(&self.not_a_number, "NaN");
        let again: Vec<Vec<String>> = self
            .duplicate
            .iter()
            .filter_map(|row| lines.get(row.checked_sub(1)?).cloned())
            .collect();
        let mut row = 0;
        lines.retain(|_| {
            row += 1;
            !self.drop.contains(&row)
        });
        lines.extend(again);
        lines
    }
}

fn cell(table: &Table, column: &str, row: usize) -> String {
    table.column(column).map(|column| column.text(row).into_owned()).unwrap_or_default()
}

/// Ranks scaled to the range 0..=1, equals in the order of their rows.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let last = values.len().saturating_sub(1).max(1) as f64;
    for (rank, row) in order.into_iter().enumerate() {
        ranks[row] = rank as f64 / last;
    }
    ranks
}
