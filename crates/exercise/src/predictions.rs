//! Predictions: `predictions.csv`, one row for each patient of a table.
//!
//! Rows may come in any order and further columns may stand beside; they are not read.
//! Every patient must be there, once, with a value that can be one: a missing or
//! impossible value is said with row and column, and nothing is guessed.

use std::collections::BTreeMap;

use medlab_cohort::csv::{ErrorKind, NumberError, Options, ReadError, Reader, Record};
use medlab_cohort::{Column, Kind, nearest};

use crate::assignment::Assignment;
use crate::exercise::Exercise;
use crate::format::{ExerciseFile, PredictionColumn, PredictionKind};
use crate::grade::Fault;

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
    let unasked = || fault("not_asked", "expected no predictions".into(), "", None);
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
            let message = format!("expected each patient once, found {text} again");
            let hint = format!("it stands in row {first} already; keep one of the two");
            return Err(fault("duplicate_id", message, &hint, Some((&record, id_name))));
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
        let (all, n) = (ids.len(), missing.len());
        let message =
            format!("expected a row for each of {all} patients, found none for {n}");
        let hint = format!("the first without a row is {first}; see {}", spec.table);
        return Err(fault("missing_id", message, &hint, None));
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
    let at = Some((record, column.name.as_str()));
    if text.trim().is_empty() {
        let message = format!("expected a value, found an empty cell ({})", column.label);
        let hint = "every patient needs a value; decide, even where you are unsure";
        return Err(fault("empty_cell", message, hint, at));
    }
    match column.kind {
        PredictionKind::Risk => {
            let risk = reader.number(record, place).map_err(from_csv)?;
            if !(0.0..=1.0).contains(&risk) {
                let message = format!("expected a risk from 0 to 1, found {risk}");
                let hint = if (0.0..=100.0).contains(&risk) {
                    "is it in percent? divide it by 100"
                } else {
                    "a risk is the share of such patients to whom it happens"
                };
                return Err(fault("risk_range", message, hint, at));
            }
            // Negative zero is a risk of zero.
            Ok(risk.abs())
        }
        PredictionKind::Choice => {
            let text = text.trim();
            let found = column.of.iter().position(|word| word == text);
            found.map(|level| level as f64).ok_or_else(|| {
                let short: String = text.chars().take(40).collect();
                let offered = column.of.join(", ");
                let message = format!("expected one of {offered}, found {short:?}");
                let near = nearest(text, column.of.iter().map(String::as_str));
                let hint = match near {
                    Some(near) => format!("did you mean {near}?"),
                    None => "write one of the words offered".to_string(),
                };
                fault("unknown_choice", message, &hint, at)
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
    let short: String = text.chars().take(40).collect();
    let example = ids.keys().next().map(String::as_str).unwrap_or_default();
    let message = format!("expected a patient of this assignment, found {short:?}");
    let hint = format!("the patients are named as in the file you were given: {example}");
    fault("unknown_id", message, &hint, Some((record, column)))
}

fn fault(code: &str, message: String, hint: &str, at: Option<(&Record, &str)>) -> Fault {
    Fault {
        code: code.into(),
        message,
        hint: hint.into(),
        file: Some(FILE.into()),
        row: at.map(|(record, _)| record.row()),
        line: at.map(|(record, _)| record.line()),
        column: at.map(|(_, column)| column.to_string()),
    }
}

fn from_csv(error: ReadError) -> Fault {
    let mut hint = error.hint().unwrap_or_default();
    if let ErrorKind::WrongDelimiter { .. } = &error.kind {
        hint = "save it with commas between the cells and a point before decimals".into();
    }
    if let ErrorKind::Number { error: NumberError::NotFinite, .. } = &error.kind {
        hint =
            "every patient needs a number; a model has to know what to do with missing \
                values"
                .into();
    }
    Fault {
        code: error.code().into(),
        message: error.kind.to_string(),
        hint,
        file: Some(FILE.into()),
        row: error.row,
        line: error.line,
        column: error.column,
    }
}
