//! The exercise format: what `exercise.toml` may say, as types.
//!
//! Reading is strict: an unknown key, a wrong type or another version of the format is
//! the course's fault and names file, line and the nearest right word. What only makes
//! sense together (a criterion naming a measure that exists) is checked by
//! [`crate::exercise::Exercise`].

mod given;
mod handed_in;
mod judged;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::code::spec::{CodeSpec, FunctionSpec};

pub use given::{ColumnSpec, CountsSpec, Shows, TableSpec, VarySpec};
pub use handed_in::{
    AnswerKind, AnswerSpec, Named, PredictionColumn, PredictionKind, PredictionsSpec,
    RecipeSpec,
};
pub use judged::{
    Against, Aggregate, Better, CriterionSpec, MeasureSpec, NeverSpec, RowSpec,
};

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
