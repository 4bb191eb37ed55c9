//! Rated patients: what happened to each and which risk was predicted, from a CSV file.
//!
//! Nothing is guessed: another delimiter, another decimal mark, a missing value or a risk
//! outside 0 to 1 is said with its row and column, and ends the reading.

use std::collections::BTreeMap;
use std::io::Read;

use medlab_cohort::csv::{
    Decimal, ErrorKind, NumberError, Options, ReadError, Reader, Record, number,
};
use medlab_report::{Exit, Failure};

use crate::arguments::Evaluate;
use crate::stop::Stop;

/// The rows of a file, column by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rated {
    /// Whether the event happened.
    pub(crate) outcomes: Vec<bool>,
    /// The predicted risks.
    pub(crate) risks: Vec<f64>,
    /// The groups, in the order asked for.
    pub(crate) groups: Vec<Levels>,
    /// The number of each row's patient, where patients have several rows.
    pub(crate) clusters: Option<Vec<u32>>,
    /// Rows left out because outcome or risk was empty.
    pub(crate) dropped: usize,
}

/// A column of texts that repeat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    numbers: BTreeMap<String, u32>,
    rows: Vec<u32>,
}

/// The most groups of one column: more are no groups but names, and cost memory.
const MOST_GROUPS: usize = 1_000;

fn too_many_groups(header: &[String], place: usize) -> Stop {
    let column = header.get(place).cloned();
    let failure = Failure {
        column,
        ..Failure::new(
            "too_many_groups",
            format!("expected at most {MOST_GROUPS} groups, found more"),
            "does the column name patients? then say --cluster; else group it first",
        )
    };
    Stop::Failed(Exit::Usage, Box::new(failure))
}

impl Levels {
    fn push(&mut self, text: &str) {
        let next = self.numbers.len() as u32;
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => *self.numbers.entry(text.to_string()).or_insert(next),
        };
        self.rows.push(number);
    }

    /// The text of each row.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.numbers.len()];
        for (text, number) in &self.numbers {
            texts[*number as usize] = text;
        }
        self.rows.iter().map(|number| texts[*number as usize]).collect()
    }
}

/// Reads a file as the command asks for it.
pub(crate) fn read(asked: &Evaluate, source: impl Read) -> Result<Rated, Stop> {
    let mut reader = Reader::open(source, options(asked)?).map_err(refused)?;
    let outcome_at = reader.column(&asked.outcome).map_err(refused)?;
    let risk_at = reader.column(&asked.risk).map_err(refused)?;
    let mut places = Vec::new();
    for group in &asked.group {
        places.push(reader.column(group).map_err(refused)?);
    }
    let cluster_at = match &asked.cluster {
        Some(column) => Some(reader.column(column).map_err(refused)?),
        None => None,
    };
    let mut rated =
        Rated { groups: vec![Levels::default(); places.len()], ..Rated::default() };
    let mut clusters = Levels::default();
    let mut record = Record::default();
    while reader.next(&mut record).map_err(refused)? {
        let cell = |at| record.get(at).unwrap_or_default().trim();
        let (outcome, risk) = (cell(outcome_at), cell(risk_at));
        if outcome.is_empty() || risk.is_empty() {
            if asked.drop_missing {
                rated.dropped += 1;
                continue;
            }
            let column = if outcome.is_empty() { &asked.outcome } else { &asked.risk };
            let hint = "fill it in, or leave such rows out with --drop-missing";
            let message = "expected a value, found an empty cell";
            return Err(at(&record, column, "missing_value", message.into(), hint));
        }
        rated.outcomes.push(truth(outcome, asked, &record)?);
        let value = reader.number(&record, risk_at).map_err(refused)?;
        if !(0.0..=1.0).contains(&value) {
            let message = format!("expected a risk from 0 to 1, found {value}");
            let hint = if (0.0..=100.0).contains(&value) {
                "is it in percent? divide it by 100"
            } else {
                "a risk is a probability; scores and logits have to be turned into one"
            };
            return Err(at(&record, &asked.risk, "risk_range", message, hint));
        }
        rated.risks.push(value.abs());
        for (levels, place) in rated.groups.iter_mut().zip(&places) {
            levels.push(record.get(*place).unwrap_or_default());
            if levels.numbers.len() > MOST_GROUPS {
                return Err(too_many_groups(reader.header(), *place));
            }
        }
        if let Some(place) = cluster_at {
            clusters.push(record.get(place).unwrap_or_default());
        }
    }
    rated.clusters = cluster_at.map(|_| clusters.rows);
    if rated.outcomes.is_empty() {
        let message = "expected rows with outcome and risk, found none";
        return Err(Stop::usage("empty", message, "each row needs both"));
    }
    Ok(rated)
}

fn options(asked: &Evaluate) -> Result<Options, Stop> {
    let delimiter = u8::try_from(asked.delimiter).ok().filter(|byte| {
        byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n\0.-+".contains(byte)
    });
    let delimiter = delimiter.ok_or_else(|| {
        let message = format!("expected a delimiter, found {:?}", asked.delimiter);
        Stop::usage("delimiter", message, "say ',' or ';' or a tab")
    })?;
    let decimal = match asked.decimal {
        '.' => Decimal::Point,
        ',' => Decimal::Comma,
        other => {
            let message = format!("expected a decimal mark, found {other:?}");
            return Err(Stop::usage("decimal", message, "say '.' or ','"));
        }
    };
    if decimal == Decimal::Comma && delimiter == b',' {
        let message = "expected different characters for delimiter and decimal mark";
        let hint = "with --decimal ',' say also --delimiter ';'";
        return Err(Stop::usage("delimiter", message, hint));
    }
    Ok(Options { delimiter, decimal, ..Options::default() })
}

/// 0 or 1, true or false.
fn truth(text: &str, asked: &Evaluate, record: &Record) -> Result<bool, Stop> {
    if text.eq_ignore_ascii_case("true") {
        return Ok(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Ok(false);
    }
    let decimal = if asked.decimal == ',' { Decimal::Comma } else { Decimal::Point };
    match number(text, decimal) {
        Ok(value) if value.to_bits() == 1.0_f64.to_bits() => Ok(true),
        Ok(value) if value.abs().to_bits() == 0 => Ok(false),
        _ => {
            let short: String = text.chars().take(40).collect();
            let message =
                format!("expected an outcome of 0/1 or true/false, found {short:?}");
            let hint = "recode the outcome: 1 where the event happened, 0 where not";
            Err(at(record, &asked.outcome, "not_an_outcome", message, hint))
        }
    }
}

fn at(record: &Record, column: &str, code: &str, message: String, hint: &str) -> Stop {
    let failure = Failure {
        row: Some(record.row()),
        line: Some(record.line()),
        column: Some(column.to_string()),
        ..Failure::new(code, message, hint)
    };
    Stop::Failed(Exit::Usage, Box::new(failure))
}

fn refused(error: ReadError) -> Stop {
    let not_finite =
        matches!(error.kind, ErrorKind::Number { error: NumberError::NotFinite, .. });
    let hint = error.hint().or_else(|| {
        let hint = "a missing value is an empty cell (in R: write.csv(…, na = \"\"))";
        not_finite.then(|| hint.to_string())
    });
    let failure = Failure {
        code: error.code().into(),
        message: error.kind.to_string(),
        hint: hint.unwrap_or_default(),
        file: None,
        row: error.row,
        line: error.line,
        column: error.column,
    };
    Stop::Failed(Exit::Usage, Box::new(failure))
}
