//! A column: one thing that is recorded of every patient, or of none, and why not.

use std::borrow::Cow;

use crate::{round, time};

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in files and formulas.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its unit (UCUM where there is one; `1` where it has no dimension).
    pub unit: Option<String>,
    /// What its cells are.
    pub kind: Kind,
    pub(crate) cells: Cells,
    pub(crate) missing: Missing,
    /// Decimals row by row, for numbers that share none. Empty: full precision.
    pub(crate) places: Vec<u32>,
}

/// What the cells of a column are.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Numbers with so many recorded decimals; `None` for full precision.
    Number {
        /// Recorded decimals.
        decimals: Option<u32>,
    },
    /// 1 or 0.
    Flag,
    /// One of these levels.
    Category {
        /// The levels, in their order.
        levels: Vec<String>,
    },
    /// A point in time, in hours since an origin, recorded to the minute.
    Time {
        /// Minutes from 1970-01-01T00:00 to the origin.
        origin: i64,
    },
    /// Any text.
    Text,
}

/// The cells themselves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cells {
    /// NaN where missing; a category's cell is the position of its level.
    Values(Vec<f64>),
    /// Empty where missing.
    Texts(Vec<String>),
}

/// Which cells are missing, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Missing {
    /// The reasons that occur.
    pub(crate) reasons: Vec<String>,
    /// For each row 0 for known, else the position of its reason plus one. Empty: all
    /// known.
    pub(crate) rows: Vec<u8>,
}

impl Column {
    /// A column of values without a missing reason: NaN is missing.
    pub fn values_of(name: &str, kind: Kind, values: Vec<f64>) -> Self {
        let mut missing = Missing::default();
        if values.iter().any(|value| value.is_nan()) {
            missing.reasons.push(String::new());
            missing.rows = values.iter().map(|v| u8::from(v.is_nan())).collect();
        }
        Self {
            name: name.to_owned(),
            label: name.to_owned(),
            unit: None,
            kind,
            cells: Cells::Values(values),
            missing,
            places: Vec::new(),
        }
    }

    /// A column of texts; an empty text is missing.
    pub fn texts_of(name: &str, texts: Vec<String>) -> Self {
        let mut missing = Missing::default();
        if texts.iter().any(String::is_empty) {
            missing.reasons.push(String::new());
            missing.rows = texts.iter().map(|text| u8::from(text.is_empty())).collect();
        }
        Self {
            name: name.to_owned(),
            label: name.to_owned(),
            unit: None,
            kind: Kind::Text,
            cells: Cells::Texts(texts),
            missing,
            places: Vec::new(),
        }
    }

    /// The column with another label.
    pub fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    /// The column with a unit.
    pub fn in_unit(mut self, unit: &str) -> Self {
        self.unit = Some(unit.to_owned());
        self
    }

    /// The column with so many decimals in each row, for numbers that share none.
    pub(crate) fn with_places(mut self, places: Vec<u32>) -> Self {
        self.places = places;
        self
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        match &self.cells {
            Cells::Values(values) => values.len(),
            Cells::Texts(texts) => texts.len(),
        }
    }

    /// The values, NaN where missing; none for a text column.
    pub fn values(&self) -> Option<&[f64]> {
        match &self.cells {
            Cells::Values(values) => Some(values),
            Cells::Texts(_) => None,
        }
    }

    /// The texts of a text column, empty where missing.
    pub fn texts(&self) -> Option<&[String]> {
        match &self.cells {
            Cells::Values(_) => None,
            Cells::Texts(texts) => Some(texts),
        }
    }

    /// The levels of a category.
    pub fn levels(&self) -> &[String] {
        match &self.kind {
            Kind::Category { levels } => levels,
            _ => &[],
        }
    }

    /// Whether a row's cell is missing.
    pub fn is_missing(&self, row: usize) -> bool {
        self.missing.rows.get(row).is_some_and(|reason| *reason > 0)
    }

    /// Whether a row's cell is withheld from the record, not merely without a value.
    pub(crate) fn is_withheld(&self, row: usize) -> bool {
        self.missing.rows.get(row) == Some(&1)
    }

    /// Why a row's cell is missing; empty where no reason is recorded.
    pub fn reason(&self, row: usize) -> Option<&str> {
        let reason = usize::from(*self.missing.rows.get(row)?);
        self.missing.reasons.get(reason.checked_sub(1)?).map(String::as_str)
    }

    /// How many cells are missing.
    pub fn count_missing(&self) -> usize {
        self.missing.rows.iter().filter(|reason| **reason > 0).count()
    }

    /// A row's cell as a file has it; empty where missing.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match &self.cells {
            Cells::Texts(texts) => Cow::Borrowed(&texts[row]),
            Cells::Values(values) => match &self.kind {
                Kind::Category { levels } if !values[row].is_nan() => {
                    Cow::Borrowed(levels.get(values[row] as usize).map_or("", |l| l))
                }
                _ => {
                    let mut text = Vec::new();
                    self.write(row, &mut text);
                    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
                }
            },
        }
    }

    /// Appends a row's cell as a file has it, unquoted.
    pub(crate) fn write(&self, row: usize, out: &mut Vec<u8>) {
        let values = match &self.cells {
            Cells::Texts(texts) => return out.extend_from_slice(texts[row].as_bytes()),
            Cells::Values(values) => values,
        };
        let value = values[row];
        if value.is_nan() {
            return;
        }
        match &self.kind {
            Kind::Category { levels } => {
                if let Some(level) = levels.get(value as usize) {
                    out.extend_from_slice(level.as_bytes());
                }
            }
            Kind::Flag => out.push(if value > 0.5 { b'1' } else { b'0' }),
            Kind::Number { decimals: Some(decimals) } => {
                round::write(value, *decimals, out);
            }
            Kind::Time { origin } => time::write(*origin, value, out),
            Kind::Number { decimals: None } | Kind::Text => match self.places.get(row) {
                Some(decimals) => round::write(value, *decimals, out),
                None => round::write_exactly(value, out),
            },
        }
    }

    pub(crate) fn take(&self, rows: &[usize]) -> Self {
        let cells = match &self.cells {
            Cells::Values(values) => {
                Cells::Values(rows.iter().map(|row| values[*row]).collect())
            }
            Cells::Texts(texts) => {
                Cells::Texts(rows.iter().map(|row| texts[*row].clone()).collect())
            }
        };
        let mut missing =
            Missing { reasons: self.missing.reasons.clone(), rows: Vec::new() };
        if !self.missing.rows.is_empty() {
            missing.rows = rows.iter().map(|row| self.missing.rows[*row]).collect();
        }
        let places = match self.places.as_slice() {
            [] => Vec::new(),
            places => rows.iter().map(|row| places[*row]).collect(),
        };
        Self { cells, missing, places, ..self.header() }
    }

    /// The column without its cells.
    fn header(&self) -> Self {
        Self {
            name: self.name.clone(),
            label: self.label.clone(),
            unit: self.unit.clone(),
            kind: self.kind.clone(),
            cells: Cells::Values(Vec::new()),
            missing: Missing::default(),
            places: Vec::new(),
        }
    }
}
