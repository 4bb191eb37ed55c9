//! Rated patients: what happened to each and which risk was predicted, from a CSV file.
//!
//! Nothing is guessed: another delimiter, another decimal mark, a missing value or a risk
//! outside 0 to 1 is said with its row and column, and ends the reading.

use std::collections::BTreeMap;
use std::io::Read;

use medlab_cohort::csv::{Decimal, Options, ReadError, Reader, Record, number};
use medlab_exercise::Fault;

use crate::arguments::Evaluate;
use crate::reason::Reason;
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
    let fault = Fault::new(Reason::TooManyGroups { limit: MOST_GROUPS });
    Fault { column: header.get(place).cloned(), ..fault }.into()
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
            return Err(at(&record, column, Reason::MissingValue));
        }
        rated.outcomes.push(truth(outcome, asked, &record)?);
        let value = reader.number(&record, risk_at).map_err(refused)?;
        if !(0.0..=1.0).contains(&value) {
            let found = value.to_string();
            let reason = if (0.0..=100.0).contains(&value) {
                Reason::RiskInPercent { found }
            } else {
                Reason::RiskRange { found }
            };
            return Err(at(&record, &asked.risk, reason));
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
        return Err(Stop::usage(Reason::NothingRated));
    }
    Ok(rated)
}

fn options(asked: &Evaluate) -> Result<Options, Stop> {
    let delimiter = u8::try_from(asked.delimiter).ok().filter(|byte| {
        byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n\0.-+".contains(byte)
    });
    let delimiter = delimiter.ok_or_else(|| {
        Stop::usage(Reason::Delimiter { found: format!("{:?}", asked.delimiter) })
    })?;
    let decimal = match asked.decimal {
        '.' => Decimal::Point,
        ',' => Decimal::Comma,
        other => {
            let found = format!("{other:?}");
            return Err(Stop::usage(Reason::Decimal { found }));
        }
    };
    if decimal == Decimal::Comma && delimiter == b',' {
        return Err(Stop::usage(Reason::DelimiterIsDecimal));
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
            let found = format!("{short:?}");
            Err(at(record, &asked.outcome, Reason::NotAnOutcome { found }))
        }
    }
}

fn at(record: &Record, column: &str, reason: Reason) -> Stop {
    let fault = Fault { row: Some(record.row()), ..Fault::new(reason) };
    fault.on_line(record.line()).at_column(column).into()
}

fn refused(error: ReadError) -> Stop {
    Fault::from(error).into()
}
