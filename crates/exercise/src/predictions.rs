//! Predictions: `predictions.csv`, one row for each patient of a table.
//!
//! Rows may come in any order and further columns may stand beside; they are not read.
//! Every patient must be there, once, with a value that can be one: a missing or
//! impossible value is said with row and column, and nothing is guessed.

use std::collections::BTreeMap;

use medlab_cohort::csv::{ErrorKind, Options, ReadError, Reader, Record};
use medlab_cohort::{Column, Kind, nearest};

use crate::assignment::Assignment;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::format::{ExerciseFile, PredictionColumn, PredictionKind};
use crate::rule::Rule;

/// The file's name.
pub const FILE: &str = "predictions.csv";

/// What a learner predicted, in the order of the table's patients.
#[derive(Clone, Debug)]
pub struct Predicted {
    /// The table whose patients they are.
    pub table: String,
    /// One column for each that was asked for.
    pub columns: Vec<Column>,
    risk: Option<usize>,
}

impl Predicted {
    /// What a recipe gave the patients of a table, its risks first.
    pub(crate) fn of_recipe(table: &str, columns: Vec<Column>) -> Self {
        Self { table: table.into(), columns, risk: Some(0) }
    }

    /// The predicted risks, where risks were asked for.
    pub fn risks(&self) -> Option<&[f64]> {
        self.risk.and_then(|index| self.columns[index].values())
    }
}

/// The table whose patients are judged one by one, where there is one.
pub fn judged_table(file: &ExerciseFile) -> Option<&str> {
    let predicted = file.predictions.as_ref().map(|spec| spec.table.as_str());
    predicted.or(file.recipe.as_ref().map(|spec| spec.judged_on.as_str()))
}

/// Whether an exercise asks for risks.
pub fn has_risk(file: &ExerciseFile) -> bool {
    if file.recipe.is_some() {
        return true;
    }
    let columns = file.predictions.iter().flat_map(|spec| &spec.columns);
    columns.into_iter().any(|column| column.kind == PredictionKind::Risk)
}

/// Reads a learner's predictions for the patients of an assignment.
pub fn read(
    exercise: &Exercise,
    assignment: &Assignment,
    bytes: &[u8],
) -> Result<Predicted, Fault> {
    let unasked = || Fault::new(Rule::NotAsked).in_file(FILE);
    let spec = exercise.file.predictions.as_ref().ok_or_else(unasked)?;
    let ids = ids(assignment, &spec.table);
    let options = Options { rows: 2 * ids.len() as u64 + 1000, ..Options::default() };
    let mut reader = Reader::open(bytes, options).map_err(from_csv)?;
    let id_name = assignment.id_column();
    let id_at = reader.column(id_name).map_err(from_csv)?;
    let mut places = Vec::new();
    for column in &spec.columns {
        places.push(reader.column(&column.name).map_err(from_csv)?);
    }
    let mut cells = vec![vec![f64::NAN; ids.len()]; spec.columns.len()];
    let mut seen: Vec<Option<u64>> = vec![None; ids.len()];
    let mut record = Record::default();
    while reader.next(&mut record).map_err(from_csv)? {
        let text = record.get(id_at).unwrap_or_default().trim();
        let patient = match ids.get(text) {
            Some(patient) => *patient,
            None => return Err(unknown_id(&record, id_name, text, &ids)),
        };
        if let Some(first) = seen[patient] {
            let rule = Rule::DuplicateId { id: text.to_string(), first };
            return Err(at(&record, id_name, rule));
        }
        seen[patient] = Some(record.row());
        for ((column, place), cells) in spec.columns.iter().zip(&places).zip(&mut cells) {
            let text = record.get(*place).unwrap_or_default();
            cells[patient] = value(&reader, &record, *place, column, text)?;
        }
    }
    let missing: Vec<&String> =
        ids.iter().filter(|(_, at)| seen[**at].is_none()).map(|(id, _)| id).collect();
    if let Some(first) = missing.first() {
        let (all, missing, first) = (ids.len(), missing.len(), (*first).clone());
        let rule = Rule::MissingId { all, missing, first, table: spec.table.clone() };
        return Err(Fault::new(rule).in_file(FILE));
    }
    let columns = spec.columns.iter().zip(cells).map(|(column, cells)| {
        let kind = match column.kind {
            PredictionKind::Risk => Kind::Number { decimals: None },
            PredictionKind::Choice => Kind::Category { levels: column.of.clone() },
        };
        Column::values_of(&column.name, kind, cells)
    });
    let columns = columns.collect();
    let risk = spec.columns.iter().position(|c| c.kind == PredictionKind::Risk);
    Ok(Predicted { table: spec.table.clone(), columns, risk })
}

/// The patients' places in the table, by id.
fn ids(assignment: &Assignment, file: &str) -> BTreeMap<String, usize> {
    let table = assignment.shown(file).ok();
    let column = table.as_ref().and_then(|table| table.column(assignment.id_column()));
    let texts = column.map(|column| {
        (0..column.rows()).map(|row| (column.text(row).into_owned(), row)).collect()
    });
    texts.unwrap_or_default()
}

fn value(
    reader: &Reader<&[u8]>,
    record: &Record,
    place: usize,
    column: &PredictionColumn,
    text: &str,
) -> Result<f64, Fault> {
    let broken = |rule| Err(at(record, &column.name, rule));
    if text.trim().is_empty() {
        return broken(Rule::EmptyCell { label: column.label.clone() });
    }
    match column.kind {
        PredictionKind::Risk => {
            let risk = reader.number(record, place).map_err(from_csv)?;
            let found = risk.to_string();
            match risk {
                // Negative zero is a risk of zero.
                0.0..=1.0 => Ok(risk.abs()),
                0.0..=100.0 => broken(Rule::RiskInPercent { found }),
                _ => broken(Rule::RiskRange { found }),
            }
        }
        PredictionKind::Choice => {
            let text = text.trim();
            let found = column.of.iter().position(|word| word == text);
            if let Some(level) = found {
                return Ok(level as f64);
            }
            let near = nearest(text, column.of.iter().map(String::as_str));
            broken(Rule::UnknownChoice {
                offered: column.of.clone(),
                found: quoted(text),
                near: near.map(str::to_string),
            })
        }
    }
}

fn unknown_id(
    record: &Record,
    column: &str,
    text: &str,
    ids: &BTreeMap<String, usize>,
) -> Fault {
    let example = ids.keys().next().cloned().unwrap_or_default();
    at(record, column, Rule::UnknownId { found: quoted(text), example })
}

/// A cell as it is repeated in a message.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    format!("{short:?}")
}

fn at(record: &Record, column: &str, rule: Rule) -> Fault {
    let row = Some(record.row());
    let fault = Fault { row, ..Fault::new(rule).in_file(FILE) };
    fault.on_line(record.line()).at_column(column)
}

/// What is wrong with the file as a table. What a learner can do about some of it differs
/// from what somebody can do who says how the file is written.
fn from_csv(error: ReadError) -> Fault {
    let rule = match error.kind.clone() {
        ErrorKind::WrongDelimiter { expected, found } => {
            Some(Rule::NotCommas { expected, found })
        }
        ErrorKind::DecimalComma { found } => Some(Rule::CommaInCell { found }),
        ErrorKind::NotFinite { found } => Some(Rule::NotFinite { found }),
        _ => None,
    };
    let fault = Fault::from(error).in_file(FILE);
    match rule {
        Some(rule) => Fault { problem: rule.into(), ..fault },
        None => fault,
    }
}
