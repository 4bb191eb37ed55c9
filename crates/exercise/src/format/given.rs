//! What a learner is given: tables, what is drawn for them, and counts of them.

use serde::Deserialize;

/// A stretch of the cohort that the learner gets as a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// The file's name.
    pub file: String,
    /// How many patients.
    pub rows: usize,
    /// Which columns it shows.
    pub shows: Shows,
    /// Which patients it is of; all, if it is missing.
    #[serde(rename = "where")]
    pub only: Option<String>,
    /// A category of which the table holds as many of each level; patients whose level
    /// is full already are passed over.
    pub balanced_by: Option<String>,
}

/// Which columns a learner sees.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Everything, the outcome and what is known later included.
    All,
    /// Everything but the outcome.
    NoOutcome,
    /// Only what is known at the prediction time.
    AtPrediction,
    /// Nothing: its patients stay with the judge, who tries recipes on them.
    Nothing,
}

/// Something drawn once for a variant; formulas call it `vary.<name>`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VarySpec {
    /// Each of these numbers or words alike.
    pub choose: Option<Vec<toml::Value>>,
    /// Uniform between two ends.
    pub uniform: Option<[f64; 2]>,
    /// To how many decimals it is rounded.
    #[serde(default)]
    pub decimals: u32,
}

/// A column that the tables have beside the dataset's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// A new name.
    pub name: String,
    /// What it means, for people.
    pub label: String,
    /// Its unit, as UCUM writes it.
    pub unit: String,
    /// How many decimals it is written with, and rounded to.
    pub decimals: u8,
    /// A formula over the record and `vary`.
    pub value: String,
}

/// A cross table of a table the learner gets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountsSpec {
    /// The file's name.
    pub file: String,
    /// The table that is counted.
    pub table: String,
    /// The column whose values are the rows.
    pub rows: String,
    /// The column whose values are the columns.
    pub columns: String,
    /// Which rows are counted; all, if it is missing.
    #[serde(rename = "where")]
    pub only: Option<String>,
}
