//! A table that came back: columns of one length, whatever their order and that of the rows.

use std::collections::BTreeMap;

use medlab_protocol::Value;

use super::clean::Clean;
use crate::code::failure::Failure;

/// A table that came back, by the key of its rows. A key may stand in several.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    rows: BTreeMap<String, Vec<Vec<Value>>>,
}

impl Answer {
    /// Reads a record of columns: those of the clean table and no others, texts where it has
    /// texts and numbers where it has numbers.
    pub(super) fn read(value: &Value, clean: &Clean) -> Result<Self, Failure> {
        let Value::Record(fields) = value else { return Err(Failure::WrongShape) };
        if fields.len() != clean.columns.len() + 1 {
            return Err(Failure::WrongShape);
        }
        let find = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map(|(_, column)| column).ok_or(Failure::WrongShape)
        };
        let Value::Texts(keys) = find(&clean.key)? else {
            return Err(Failure::WrongShape);
        };
        let mut columns = Vec::new();
        for (name, numbers) in &clean.columns {
            let cells: Vec<Value> = match (find(name)?, numbers) {
                (Value::Numbers(values), true) => {
                    values.iter().map(|value| number(*value)).collect()
                }
                (Value::Texts(texts), false) => texts.iter().map(|t| text(t)).collect(),
                _ => return Err(Failure::WrongShape),
            };
            if cells.len() != keys.len() {
                return Err(Failure::WrongShape);
            }
            columns.push(cells);
        }
        let mut rows: BTreeMap<String, Vec<Vec<Value>>> = BTreeMap::new();
        for (row, key) in keys.iter().enumerate() {
            let cells = columns.iter().map(|column| column[row].clone()).collect();
            rows.entry(key.clone()).or_default().push(cells);
        }
        // Copies in a fixed order, so that two answers can be compared.
        for copies in rows.values_mut() {
            copies.sort_by_cached_key(|cells| Value::List(cells.clone()).encode());
        }
        Ok(Self { rows })
    }

    /// The rows of a key.
    pub(super) fn of(&self, key: &str) -> &[Vec<Value>] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every key, with how often it stands there.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        self.rows.iter().map(|(key, copies)| (key.as_str(), copies.len()))
    }
}

/// NaN counts as nothing, as in every column of numbers.
fn number(value: f64) -> Value {
    if value.is_nan() { Value::Missing } else { Value::Number(value) }
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Missing } else { Value::Text(text.to_owned()) }
}
