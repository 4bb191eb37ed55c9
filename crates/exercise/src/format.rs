//! The exercise format: what `exercise.toml` may say, as types.
//!
//! Reading is strict: an unknown key, a wrong type or another version of the format is
//! the course's fault and names file, line and the nearest right word. What only makes
//! sense together (a criterion naming a measure that exists) is checked by
//! [`crate::exercise::Exercise`].

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::code::spec::{CodeSpec, FunctionSpec};

/// The whole of `exercise.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseFile {
    /// The format's version; 1.
    pub format: u32,
    /// `<mooc>-<unit>-<slug>`.
    pub id: String,
    /// Raised whenever the same submission could earn another grade.
    pub version: u32,
    /// `mooc2` or `mooc5`.
    pub track: Track,
    /// The course's unit, such as `2.4 Validation methods`.
    pub unit: String,
    /// The title that learners read.
    pub title: String,
    /// How long a learner is expected to need.
    pub minutes: u32,
    /// Ids of exercises to do first.
    #[serde(default)]
    pub prerequisites: Vec<String>,
    /// Other exercises' work that this one rests on.
    #[serde(default)]
    pub needs: Vec<NeedSpec>,
    /// The dataset whose patients it is about.
    pub dataset: String,
    /// What is handed in.
    pub artifacts: Vec<Artifact>,
    /// The share of the points, in percent, that passes.
    #[serde(default = "default_pass")]
    pub pass: u32,
    /// Clinicians of the course who signed it; empty means draft.
    #[serde(default)]
    pub reviewed_by: Vec<String>,
    /// Where its facts come from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What is drawn once for a variant, beside what the dataset draws.
    #[serde(default)]
    pub varies: BTreeMap<String, VarySpec>,
    /// What the learner gets: stretches of one cohort, in this order.
    #[serde(default, rename = "table")]
    pub tables: Vec<TableSpec>,
    /// Cross tables made from these.
    #[serde(default)]
    pub counts: Vec<CountsSpec>,
    /// What `predictions.csv` must hold.
    pub predictions: Option<PredictionsSpec>,
    /// Columns that the tables have beside the dataset's, such as a supplied model's risks.
    #[serde(default, rename = "column")]
    pub columns: Vec<ColumnSpec>,
    /// On what a `recipe.toml` is carried out and judged; where code gives the risks, the
    /// reference is a recipe.
    pub recipe: Option<RecipeSpec>,
    /// What a learner's program may take.
    pub code: Option<CodeSpec>,
    /// The functions that are judged.
    #[serde(default, rename = "function")]
    pub functions: Vec<FunctionSpec>,
    /// What `answers.toml` must hold.
    #[serde(default)]
    pub answers: BTreeMap<String, AnswerSpec>,
    /// What `card.toml` must hold.
    #[serde(default)]
    pub card: BTreeMap<String, AnswerSpec>,
    /// Derived columns of the predictions' table.
    #[serde(default, rename = "row")]
    pub rows: Vec<RowSpec>,
    /// Named numbers over rows, beside the built-in ones.
    #[serde(default, rename = "measure")]
    pub measures: Vec<MeasureSpec>,
    /// What is judged, and for how many points.
    #[serde(rename = "criterion")]
    pub criteria: Vec<CriterionSpec>,
    /// What must never happen to a patient.
    #[serde(default, rename = "never")]
    pub never: Vec<NeverSpec>,
}

fn default_pass() -> u32 {
    60
}

/// Whom a course is for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Track {
    /// Learners in higher education, who write code and judge models.
    Mooc2,
    /// Learners in vocational training, without code.
    Mooc5,
}

impl Track {
    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mooc2 => "mooc2",
            Self::Mooc5 => "mooc5",
        }
    }
}

/// A file that a learner hands in.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub enum Artifact {
    /// Choices, numbers and orderings.
    #[serde(rename = "answers.toml")]
    Answers,
    /// One row a patient: risks or decisions.
    #[serde(rename = "predictions.csv")]
    Predictions,
    /// A modelling process, carried out by the judge.
    #[serde(rename = "recipe.toml")]
    Recipe,
    /// What is said of a model: structured claims, measured again.
    #[serde(rename = "card.toml")]
    Card,
    /// Functions in Rust, called by the judge.
    #[serde(rename = "src/lib.rs")]
    Code,
}

impl Artifact {
    /// The file's name.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Answers => "answers.toml",
            Self::Predictions => "predictions.csv",
            Self::Recipe => "recipe.toml",
            Self::Card => "card.toml",
            Self::Code => crate::code::FILE,
        }
    }
}

/// A file of another exercise.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct NeedSpec {
    /// The exercise's id.
    pub exercise: String,
    /// Which of its files.
    pub artifact: Artifact,
}

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

/// On what a recipe is carried out and judged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeSpec {
    /// The table whose patients it is judged on.
    pub judged_on: String,
    /// The tables it may use, the usual one first; all with an outcome, if it is missing.
    #[serde(default)]
    pub tables: Vec<String>,
    /// The most work it may take, in seconds on an ordinary core.
    pub work: f64,
    /// The column that orders rows in time.
    pub time: Option<String>,
    /// On how many resamples the chosen model is fitted again, to see how far risks move.
    #[serde(default)]
    pub refits: u32,
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

/// The shape of `predictions.csv`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictionsSpec {
    /// The table whose patients are predicted, one row each.
    pub table: String,
    /// The columns beside the id.
    pub columns: Vec<PredictionColumn>,
}

/// One column of `predictions.csv`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictionColumn {
    /// Its name in the header.
    pub name: String,
    /// Risks in the range 0..=1, or one of several words.
    pub kind: PredictionKind,
    /// The words, for a choice.
    #[serde(default)]
    pub of: Vec<String>,
    /// What it means, for people.
    pub label: String,
}

/// What a predicted cell may hold.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum PredictionKind {
    /// A finite number in the range 0..=1.
    Risk,
    /// One of the words in `of`.
    Choice,
}

/// One answer in `answers.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSpec {
    /// A number, a choice or an ordering.
    pub kind: AnswerKind,
    /// The range of a number.
    pub range: Option<[f64; 2]>,
    /// The unit of a number, for people.
    pub unit: Option<String>,
    /// How many decimals a number is shown with.
    pub decimals: Option<u8>,
    /// The words of a choice or an ordering.
    #[serde(default)]
    pub of: Vec<String>,
    /// The least characters of a text.
    pub least: Option<usize>,
    /// The most characters of a text.
    pub most: Option<usize>,
    /// What a text must name: of each one word.
    #[serde(default)]
    pub names: Vec<Named>,
    /// The measure that a claim is held against.
    pub measure: Option<String>,
    /// The question, for people.
    pub label: String,
}

/// Something that a text must name.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Named {
    /// By one of these words.
    Words(Vec<String>),
    /// The same, with what is missing where none of them is there, for people.
    Told {
        /// What it is.
        what: String,
        /// The words, of which one will do.
        words: Vec<String>,
    },
}

impl Named {
    /// The words, of which one will do.
    pub fn words(&self) -> &[String] {
        match self {
            Self::Words(words) | Self::Told { words, .. } => words,
        }
    }

    /// What is missing where none of the words is there, if it has a name.
    pub fn what(&self) -> Option<&str> {
        match self {
            Self::Words(_) => None,
            Self::Told { what, .. } => Some(what),
        }
    }
}

/// What an answer may be.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A number within a range.
    Number,
    /// One of several words.
    Choice,
    /// All of several words, in an order.
    Ordering,
    /// Some of several words, in any order.
    Several,
    /// A text in the learner's own words.
    Text,
    /// A number that is measured again from the learner's own work.
    Claim,
}

/// A derived column: a formula over a row's columns, the learner's, the truth and `vary`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    /// A new name.
    pub name: String,
    /// The formula.
    pub value: String,
}

/// A number over rows (`how` and `of`), or over earlier measures (`value`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSpec {
    /// A new name.
    pub name: String,
    /// A formula over earlier measures and `vary`.
    pub value: Option<String>,
    /// How rows become one number.
    pub how: Option<Aggregate>,
    /// The formula that is aggregated.
    pub of: Option<String>,
    /// Which rows count; all, if it is missing.
    #[serde(rename = "where")]
    pub only: Option<String>,
    /// The mean over the groups of this formula, instead of over all rows.
    pub by: Option<String>,
    /// How many decimals it is shown with.
    pub decimals: Option<u8>,
}

/// How rows become one number.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// The arithmetic mean.
    Mean,
    /// The sum.
    Sum,
    /// The number of rows where the condition holds.
    Count,
    /// The share of rows where the condition holds.
    Share,
    /// The lower end of the Wilson interval of that share.
    WilsonLower,
    /// The upper end of the Wilson interval of that share.
    WilsonUpper,
}

/// One judged thing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionSpec {
    /// A name within the exercise.
    pub id: String,
    /// Points to earn, at most two decimals.
    pub points: f64,
    /// The measure it rests on.
    pub measure: String,
    /// What the measure is held against.
    pub against: Against,
    /// Which way is better.
    #[serde(default)]
    pub better: Better,
    /// The shortfall that costs nothing; three times as much costs everything.
    #[serde(default)]
    pub margin: f64,
    /// Whether the margin is a share of the value held against.
    #[serde(default)]
    pub relative: bool,
    /// How many decimals its numbers are shown with; three significant digits otherwise.
    pub decimals: Option<u8>,
    /// The learning outcome that it shows.
    pub outcome: String,
}

/// What a measure is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Against {
    /// The reference solution's value on the same patients.
    Reference,
    /// A fixed number.
    Target(f64),
}

impl<'de> Deserialize<'de> for Against {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Against;

            fn expecting(&self, text: &mut std::fmt::Formatter) -> std::fmt::Result {
                text.write_str("\"reference\" or a number")
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Against, E> {
                match word {
                    "reference" => Ok(Against::Reference),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(word), &self)),
                }
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Against, E> {
                Ok(Against::Target(value))
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Against, E> {
                Ok(Against::Target(value as f64))
            }
        }
        reader.deserialize_any(Visitor)
    }
}

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better; reaching the reference is enough.
    Higher,
    /// Less is better; reaching the reference is enough.
    Lower,
    /// Nearer is better; texts must be equal.
    #[default]
    Near,
}

/// Something that must never happen to a patient.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverSpec {
    /// A name within the exercise.
    pub id: String,
    /// The condition on a row that breaks it.
    pub rows: Option<String>,
    /// The condition on measures that breaks it.
    pub when: Option<String>,
}
