//! Inputs: what a function is called with, by name.

use medlab_cohort::{Column, Kind, Table};
use medlab_protocol::{Field, Value};

/// What a function is called with, by name.
#[derive(Clone, Debug)]
pub struct Inputs(Vec<Field>);

/// An input that is not there, or of another shape. The judge's doing, never the learner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// A function that the harness does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown;

impl From<Unknown> for Refused {
    fn from(_: Unknown) -> Self {
        Self
    }
}

impl Inputs {
    /// The fields of the only input, a record; or none.
    pub fn new(inputs: Vec<Value>) -> Self {
        match inputs.into_iter().next() {
            Some(Value::Record(fields)) => Self(fields),
            _ => Self(Vec::new()),
        }
    }

    /// A number; NaN where it is missing.
    pub fn number(&self, name: &str) -> Result<f64, Refused> {
        Ok(self.recorded(name)?.unwrap_or(f64::NAN))
    }

    /// A number, or none where nothing was recorded.
    pub fn recorded(&self, name: &str) -> Result<Option<f64>, Refused> {
        match self.get(name)? {
            Value::Missing => Ok(None),
            Value::Number(number) => Ok(Some(*number)),
            _ => Err(Refused),
        }
    }

    /// Yes or no, or none where nothing was recorded.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Refused> {
        match self.get(name)? {
            Value::Missing => Ok(None),
            Value::Flag(flag) => Ok(Some(*flag)),
            _ => Err(Refused),
        }
    }

    /// A text, or none where nothing was recorded.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Refused> {
        match self.get(name)? {
            Value::Missing => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            _ => Err(Refused),
        }
    }

    /// Numbers in order, NaN where one is missing.
    pub fn numbers(&self, name: &str) -> Result<&[f64], Refused> {
        match self.get(name)? {
            Value::Numbers(numbers) => Ok(numbers),
            _ => Err(Refused),
        }
    }

    /// Numbers of 1 and 0, as yes and no.
    pub fn flags(&self, name: &str) -> Result<Vec<bool>, Refused> {
        Ok(self.numbers(name)?.iter().map(|number| *number > 0.5).collect())
    }

    /// Rows of numbers of one length.
    pub fn rows(&self, name: &str) -> Result<Vec<Vec<f64>>, Refused> {
        match self.get(name)? {
            Value::List(rows) => rows
                .iter()
                .map(|row| match row {
                    Value::Numbers(numbers) => Ok(numbers.clone()),
                    _ => Err(Refused),
                })
                .collect(),
            _ => Err(Refused),
        }
    }

    /// A table by its columns: numbers, or categories with the texts that occur, sorted.
    pub fn table(&self, name: &str) -> Result<Table, Refused> {
        let Value::Record(columns) = self.get(name)? else { return Err(Refused) };
        let columns = columns.iter().map(|(name, values)| column(name, values));
        Table::new(columns.collect::<Result<_, _>>()?).map_err(|_| Refused)
    }

    fn get(&self, name: &str) -> Result<&Value, Refused> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, v)| v).ok_or(Refused)
    }
}

fn column(name: &str, values: &Value) -> Result<Column, Refused> {
    match values {
        Value::Numbers(numbers) => {
            let kind = Kind::Number { decimals: None };
            Ok(Column::values_of(name, kind, numbers.clone()))
        }
        Value::Texts(texts) => {
            let (levels, places) = levels(texts);
            Ok(Column::values_of(name, Kind::Category { levels }, places))
        }
        _ => Err(Refused),
    }
}

/// The texts that occur, sorted, and which of them each is; NaN where nothing was recorded.
///
/// Texts are put in order once and never looked up: identifiers, of which each occurs once, would
/// cost more than a learner's function.
fn levels(texts: &[String]) -> (Vec<String>, Vec<f64>) {
    let mut levels: Vec<String> = Vec::new();
    let mut places = vec![f64::NAN; texts.len()];
    let mut rows: Vec<usize> =
        (0..texts.len()).filter(|row| !texts[*row].is_empty()).collect();
    rows.sort_by_key(|row| texts[*row].as_str());
    for row in rows {
        if levels.last() != Some(&texts[row]) {
            levels.push(texts[row].clone());
        }
        places[row] = (levels.len() - 1) as f64;
    }
    (levels, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_sorted_levels_and_their_places() {
        let texts = ["ward", "", "icu", "ward", "home", "icu"].map(String::from);
        let table = Value::Record(vec![("site".into(), Value::Texts(texts.to_vec()))]);
        let inputs = Inputs::new(vec![Value::Record(vec![("patients".into(), table)])]);
        let table = inputs.table("patients").unwrap();
        let site = table.column("site").unwrap();
        assert_eq!(site.levels(), ["home", "icu", "ward"]);
        let read: Vec<_> = (0..6).map(|row| site.text(row).into_owned()).collect();
        assert_eq!(read, texts);
        assert!(site.values().unwrap()[1].is_nan());
    }
}
