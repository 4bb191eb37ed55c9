//! A table of the file, read key by key; what nobody asked for is a misspelt key.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Source, SpecError};
use crate::expression::{Expression, ExpressionError};
use crate::nearest::nearest;

type Value<'a> = &'a Spanned<DeValue<'a>>;

/// One table of the file.
pub(super) struct Section<'a> {
    pub(super) source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    at: Range<usize>,
    /// What it describes, such as "node `lactate`".
    pub(super) place: Option<String>,
    asked: RefCell<Vec<&'static str>>,
}

/// A value and where it stands.
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

impl<'a> Section<'a> {
    pub(super) fn new(
        source: &'a Source<'a>,
        table: &'a DeTable<'a>,
        at: Range<usize>,
    ) -> Self {
        Self { source, table, at, place: None, asked: RefCell::new(Vec::new()) }
    }

    /// An error in this section.
    pub(super) fn error(
        &self,
        code: &'static str,
        at: usize,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> SpecError {
        let error = self.source.error(code, at, expected, found);
        match &self.place {
            Some(place) => error.in_place(place),
            None => error,
        }
    }

    /// Where the section begins.
    pub(super) fn start(&self) -> usize {
        self.at.start
    }

    pub(super) fn get(&self, key: &'static str) -> Option<Value<'a>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, usize, Value<'a>)> {
        self.table.iter().map(|(k, v)| (k.get_ref().as_ref(), k.span().start, v))
    }

    pub(super) fn require<T>(
        &self,
        key: &'static str,
        found: Option<At<T>>,
        expected: &str,
    ) -> Result<At<T>, SpecError> {
        found.ok_or_else(|| {
            // A misspelt key is the likelier mistake, and names this one.
            self.finish().err().unwrap_or_else(|| {
                self.error(
                    "missing_key",
                    self.at.start,
                    format!("`{key}`, {expected}"),
                    "nothing",
                )
            })
        })
    }

    pub(super) fn text(
        &self,
        key: &'static str,
    ) -> Result<Option<At<String>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) => {
                Ok(Some(At { value: text.to_string(), at: value.span().start }))
            }
            _ => Err(self.wrong(key, value, "a text in quotes")),
        }
    }

    pub(super) fn flag(&self, key: &'static str) -> Result<Option<bool>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => Err(self.wrong(key, value, "true or false")),
        }
    }

    pub(super) fn number(&self, key: &'static str) -> Result<Option<At<f64>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match plain_number(value) {
            Some(number) => Ok(Some(At { value: number, at: value.span().start })),
            None => Err(self.wrong(key, value, "a finite number")),
        }
    }

    /// A whole number in a range.
    pub(super) fn whole(
        &self,
        key: &'static str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Result<Option<At<u32>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let whole = match value.get_ref() {
            DeValue::Integer(_) => plain_number(value),
            _ => None,
        };
        match whole {
            Some(number)
                if number >= f64::from(*range.start())
                    && number <= f64::from(*range.end()) =>
            {
                Ok(Some(At { value: number as u32, at: value.span().start }))
            }
            _ => {
                let expected =
                    format!("a whole number from {} to {}", range.start(), range.end());
                Err(self.wrong(key, value, &expected))
            }
        }
    }

    /// Two numbers, the first below the second.
    pub(super) fn range(
        &self,
        key: &'static str,
    ) -> Result<Option<At<(f64, f64)>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let numbers = match value.get_ref() {
            DeValue::Array(array) => array.iter().map(plain_number).collect(),
            _ => None,
        };
        let numbers: Option<Vec<f64>> = numbers;
        match numbers.as_deref() {
            Some([low, high]) if low < high => {
                Ok(Some(At { value: (*low, *high), at: value.span().start }))
            }
            Some([low, high]) => Err(self.error(
                "impossible_range",
                value.span().start,
                format!("`{key}` with its lower end first"),
                format!("[{low}, {high}]"),
            )),
            _ => Err(self.wrong(key, value, "two finite numbers, as in [4, 60]")),
        }
    }

    pub(super) fn texts(
        &self,
        key: &'static str,
    ) -> Result<Option<At<Vec<String>>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let texts: Option<Vec<String>> = match value.get_ref() {
            DeValue::Array(array) => array
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect(),
            _ => None,
        };
        match texts {
            Some(value_texts) => {
                Ok(Some(At { value: value_texts, at: value.span().start }))
            }
            None => Err(self.wrong(key, value, "a list of texts")),
        }
    }

    /// A formula: text, or a plain number.
    pub(super) fn formula(
        &self,
        key: &'static str,
    ) -> Result<Option<At<Expression>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        self.formula_of(key, value).map(Some)
    }

    /// A list of formulas.
    pub(super) fn formulas(
        &self,
        key: &'static str,
    ) -> Result<Option<At<Vec<At<Expression>>>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let DeValue::Array(array) = value.get_ref() else {
            return Err(self.wrong(key, value, "a list of numbers or formulas"));
        };
        let formulas: Result<Vec<_>, _> =
            array.iter().map(|item| self.formula_of(key, item)).collect();
        Ok(Some(At { value: formulas?, at: value.span().start }))
    }

    pub(super) fn formula_of(
        &self,
        key: &str,
        value: Value<'a>,
    ) -> Result<At<Expression>, SpecError> {
        let at = value.span().start;
        if let Some(number) = plain_number(value) {
            return Ok(At { value: Expression::number(number), at });
        }
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Ok(At { value: Expression::number(f64::from(u8::from(*flag))), at });
        }
        let DeValue::String(text) = value.get_ref() else {
            return Err(self.wrong(key, value, "a number, or a formula in quotes"));
        };
        let at = self.inside(value, text);
        let expression = Expression::parse(text)
            .map_err(|error| self.formula_error(key, at, &error))?;
        Ok(At { value: expression, at })
    }

    /// A formula's error, at its place in the file.
    pub(super) fn formula_error(
        &self,
        key: &str,
        at: usize,
        error: &ExpressionError,
    ) -> SpecError {
        let (expected, found) = match error.message.split_once(", found ") {
            Some((expected, found)) => (expected, found),
            None => (error.message.as_str(), "something else"),
        };
        let expected = expected.strip_prefix("expected ").unwrap_or(expected);
        self.error(
            "formula",
            at + error.at.start,
            expected,
            format!("{found} in `{key}`"),
        )
        .maybe_hint(error.hint.clone())
    }

    /// An inner table.
    pub(super) fn table(
        &self,
        key: &'static str,
    ) -> Result<Option<Section<'a>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        self.table_of(key, value).map(Some)
    }

    pub(super) fn table_of(
        &self,
        key: &str,
        value: Value<'a>,
    ) -> Result<Section<'a>, SpecError> {
        match value.get_ref() {
            DeValue::Table(table) => {
                let mut section = Section::new(self.source, table, value.span());
                section.place.clone_from(&self.place);
                Ok(section)
            }
            _ => Err(self.wrong(key, value, "a table, as in { key = value }")),
        }
    }

    /// A list of tables, as `[[node]]` writes them.
    pub(super) fn tables(
        &self,
        key: &'static str,
    ) -> Result<Vec<Section<'a>>, SpecError> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        match value.get_ref() {
            DeValue::Array(array) => {
                array.iter().map(|item| self.table_of(key, item)).collect()
            }
            _ => Err(self.wrong(key, value, &format!("a list of tables, as [[{key}]]"))),
        }
    }

    /// Refuses every key that nobody asked for.
    pub(super) fn finish(&self) -> Result<(), SpecError> {
        let asked = self.asked.borrow();
        for (key, at, _) in self.entries() {
            if asked.contains(&key) {
                continue;
            }
            let expected: Vec<&str> = asked
                .iter()
                .filter(|known| !self.table.contains_key(**known))
                .copied()
                .collect();
            let error = self.error("unknown_key", at, "a known key", format!("`{key}`"));
            return Err(match nearest(key, expected.iter().copied()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint(format!("known here are {}", asked.join(", "))),
            });
        }
        Ok(())
    }

    pub(super) fn wrong(&self, key: &str, value: Value<'_>, expected: &str) -> SpecError {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("the text \"{}\"", shortened(text)),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(
            "wrong_type",
            value.span().start,
            format!("{expected} for `{key}`"),
            found,
        )
    }

    /// The byte at which the text of a string begins, after its quotes.
    fn inside(&self, value: Value<'_>, text: &str) -> usize {
        let span = value.span();
        let raw = self.source.text.get(span.clone()).unwrap_or("");
        // Without escapes the text stands in the file as it is.
        raw.find(text).map_or(span.start, |offset| span.start + offset)
    }
}

fn plain_number(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    let number = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => {
            number.as_str().parse().ok()?
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(40).chain(['…']).collect()
}
