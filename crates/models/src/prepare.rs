//! Preparation: how the columns of a table become numbers that an estimator takes.
//!
//! What is filled in for a missing value, which levels there are, where knots lie and what a
//! standard deviation is: all of it is learnt from rows named for it, and then applied to
//! any table unchanged. So nothing of the patients who judge a model reaches it.

mod encoding;
mod error;

use std::collections::BTreeMap;

use medlab_cohort::{Kind, Table};
use serde::Deserialize;

use crate::{Matrix, Spline};
use encoding::Encoding;

pub use error::PrepareError;

/// How columns become numbers.
///
/// - A number becomes one column, or several where it has a spline.
/// - A flag becomes 0 or 1.
/// - A category becomes one column of 0 and 1 for each level but the first, named as
///   `ward = icu`. Levels that do not occur when learning get none, and the first that does
///   is the baseline. A level met only later counts as missing.
/// - A time is refused, or becomes hours since its table's origin.
/// - A text is refused.
///
/// ```
/// use medlab_cohort::{Column, Kind, Table};
/// use medlab_models::Preparation;
///
/// let number = Kind::Number { decimals: None };
/// let age = Column::values_of("age", number, vec![60.0, f64::NAN, 80.0, 90.0]);
/// let table = Table::new(vec![age])?;
/// // The median of the first and the third row stands in for the second.
/// let prepared = Preparation::of(&["age"]).learn(&table, &[0, 1, 2])?;
/// assert_eq!(prepared.apply(&table)?.columns()[0], [60.0, 70.0, 80.0, 90.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    /// The columns to use, in this order.
    pub columns: Vec<String>,
    /// What stands for a missing number, flag or time.
    pub missing_values: MissingValue,
    /// What stands for a missing category.
    pub missing_levels: MissingLevel,
    /// What becomes of times.
    pub times: Times,
    /// Whether numbers, times and the terms of splines are brought to mean 0 and standard
    /// deviation 1 (over `n`). Columns of 0 and 1 stay as they are.
    pub standardise: bool,
    /// How many knots, 3 to 5, the splines of these numbers have.
    pub splines: BTreeMap<String, usize>,
}

/// What stands for a missing number, flag or time.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum MissingValue {
    /// The median; of flags the more frequent value, 0 where both are.
    #[default]
    Median,
    /// The most frequent value, the smallest of several.
    Mode,
    /// As the median, and a column `age missing` of 0 and 1 besides, where any value was
    /// missing when learning.
    MedianAndIndicator,
}

/// What stands for a missing category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingLevel {
    /// The most frequent level, the first of several.
    #[default]
    Mode,
    /// A level of its own, with a column `ward missing`, where any was missing when learning;
    /// else the mode.
    OwnLevel,
}

/// What becomes of times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// They are refused: hours since an origin seldom tell of a patient.
    #[default]
    Refuse,
    /// They become numbers of hours since the origin of their table.
    Hours,
}

/// A preparation with what it has learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    columns: Vec<(String, Encoding)>,
}

impl Preparation {
    /// These columns, everything else as usual: medians and modes, no times, as they are,
    /// straight.
    pub fn of(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            missing_values: MissingValue::default(),
            missing_levels: MissingLevel::default(),
            times: Times::default(),
            standardise: false,
            splines: BTreeMap::new(),
        }
    }

    /// Learns from these rows of a table; a row may be named twice and then counts twice.
    ///
    /// Refused where a column cannot become numbers that differ, see [`PrepareError`].
    ///
    /// # Panics
    /// When a row is not in the table.
    pub fn learn(&self, table: &Table, rows: &[usize]) -> Result<Prepared, PrepareError> {
        if self.columns.is_empty() {
            return Err(PrepareError::NoColumns);
        }
        if rows.is_empty() {
            return Err(PrepareError::NoRows);
        }
        if let Some((place, name)) = self
            .columns
            .iter()
            .enumerate()
            .find(|(place, name)| self.columns[..*place].contains(name))
        {
            return Err(PrepareError::Repeated { column: name.clone(), place });
        }
        for (name, knots) in &self.splines {
            if !self.columns.contains(name) {
                return Err(PrepareError::SplineUnused { column: name.clone() });
            }
            if !Spline::KNOTS.contains(knots) {
                return Err(PrepareError::Knots { column: name.clone(), found: *knots });
            }
        }
        let columns = self.columns.iter().map(|name| {
            let column = table.require(name)?;
            let is_number = matches!(column.kind, Kind::Number { .. });
            if self.splines.contains_key(name) && !is_number {
                return Err(PrepareError::SplineOfNoNumber { column: name.clone() });
            }
            Ok((name.clone(), Encoding::learn(self, column, rows)?))
        });
        Ok(Prepared { columns: columns.collect::<Result<_, _>>()? })
    }
}

impl Prepared {
    /// The table as numbers, one row for each of its rows. Nothing is learnt from it.
    ///
    /// Refused where a column is missing, of another kind than when learning, or holds a
    /// number that is not finite.
    pub fn apply(&self, table: &Table) -> Result<Matrix, PrepareError> {
        let mut columns = Vec::new();
        for (name, encoding) in &self.columns {
            let made = encoding.apply(table.require(name)?)?;
            // The cube of a number near the largest there is, for one.
            if made.iter().flatten().any(|value| !value.is_finite()) {
                return Err(PrepareError::NotFinite { column: name.clone() });
            }
            columns.extend(made);
        }
        Ok(Matrix::new(self.names(), columns).expect("finite columns of one table"))
    }

    /// What the columns of the matrix are called.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().flat_map(|(name, encoding)| encoding.names(name)).collect()
    }

    /// The column of the table that each column of the matrix was made from.
    pub fn sources(&self) -> Vec<&str> {
        let sources = self
            .columns
            .iter()
            .flat_map(|(name, encoding)| vec![name.as_str(); encoding.names(name).len()]);
        sources.collect()
    }
}
