//! A recipe: a whole modelling process as a declaration, from rows to decisions.
//!
//! It says what may be known, which rows do what, which models are compared and how one is
//! chosen, whether risks are mended, and from which risk on somebody acts. It holds no data
//! and no code, and every number in it is bounded. `docs/recipe.toml` explains each key.

mod blame;
mod candidate;
mod choice;
mod deployed;
mod divided;
mod division;
mod error;
mod execution;
mod learning;
mod policy;
mod process;
mod stability;
mod work;
mod workshop;

use medlab_cohort::Table;
use serde::Deserialize;

use crate::Bound;

use crate::prepare::MissingValue;

pub use candidate::{Candidate, MOST_CANDIDATES, Model, OneOrMore, Settings};
pub use choice::{Estimated, Tried};
pub use deployed::Deployed;
pub use division::{Counted, Role};
pub use error::RecipeError;
pub use execution::{ClaimedFrom, Execution, Source};
pub use learning::LearningPoint;
pub use policy::{How, Policy};
pub use process::Process;

/// The whole of `recipe.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The format's version; 1.
    #[serde(rename = "format")]
    pub version: u32,
    /// What is predicted, and from what.
    pub data: Data,
    /// Which rows do what.
    #[serde(default)]
    pub rows: Rows,
    /// How columns become numbers.
    #[serde(default)]
    pub prepare: Prepare,
    /// The models that are compared.
    #[serde(default, rename = "candidate")]
    pub candidates: Vec<Candidate>,
    /// How one of them is chosen.
    #[serde(default)]
    pub choose: Choose,
    /// Whether its risks are mended.
    #[serde(default)]
    pub recalibrate: Recalibrate,
    /// From which risk on somebody acts.
    pub policy: Option<Policy>,
}

/// What is predicted, and from what.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The column that is predicted.
    pub outcome: String,
    /// The columns it is predicted from.
    #[serde(default)]
    pub predictors: Vec<String>,
    /// When the risk is asked for, in hours from the moment that the exercise names.
    #[serde(default)]
    pub prediction_time: f64,
}

/// A year before or after the moment that the exercise names.
const PREDICTION_TIME: Bound = Bound::number("prediction_time", -8760.0, 8760.0, 0.0);

impl Data {
    /// What the recipe may ask for.
    fn check(&self) -> Result<(), RecipeError> {
        let (bound, found) = (PREDICTION_TIME, self.prediction_time);
        if bound.allows(found) {
            return Ok(());
        }
        let key = format!("data.{}", bound.name);
        Err(RecipeError::Setting { key, bound, found })
    }
}

/// Which rows do what.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// What is kept together when rows are divided.
    #[serde(default)]
    pub divide: Divide,
    /// The rows that models learn from.
    pub fit: Option<Part>,
    /// The rows on which candidates are compared, where `choose.by` is `tune`.
    pub tune: Option<Part>,
    /// The rows from which recalibration learns.
    pub calibrate: Option<Part>,
    /// The rows on which the performance is claimed.
    pub test: Option<Part>,
}

/// What is kept together when rows are divided.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Divide {
    /// Nothing: rows are shuffled one by one.
    #[default]
    Row,
    /// All rows of a patient; patients are shuffled.
    Patient,
    /// The order of time: nothing is shuffled.
    Time,
}

/// A stretch of a table, in percent of its rows (or patients) in the divided order.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The table's file name; the exercise's first, where nobody says.
    pub table: Option<String>,
    /// Where it begins, in percent.
    #[serde(default)]
    pub from: f64,
    /// Where it ends, in percent.
    #[serde(default = "all")]
    pub to: f64,
}

fn all() -> f64 {
    100.0
}

/// How columns become numbers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// What stands in for a missing value; words get a level of their own where numbers get
    /// a column that says that they were missing, else the commonest of the known words.
    #[serde(default)]
    pub missing: MissingValue,
    /// Whether every column is put on the same scale.
    #[serde(default)]
    pub standardise: bool,
    /// From which rows medians, scales and knots are learned.
    #[serde(default)]
    pub learned_on: LearnedOn,
    /// Columns whose effect may bend.
    #[serde(default, rename = "spline")]
    pub splines: Vec<Spline>,
}

/// From which rows the preparation learns.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum LearnedOn {
    /// Only from those the model learns from.
    #[default]
    Fit,
    /// From every row of the table, those for testing included.
    Everything,
}

/// A column whose effect may bend: a restricted cubic spline.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spline {
    /// The column, which holds numbers.
    pub column: String,
    /// The number of knots, 3 to 5.
    #[serde(default = "four")]
    pub knots: u32,
}

fn four() -> u32 {
    4
}

/// How a candidate is chosen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Choose {
    /// On which rows candidates are compared.
    pub by: ChooseBy,
    /// Into how many parts the rows are divided.
    pub folds: usize,
    /// How many times the whole choice is repeated on rows that it did not see (`nested`).
    pub outer_folds: usize,
    /// What is compared.
    pub measure: Measure,
    /// Which candidate wins.
    pub rule: Rule,
    /// How much worse, in log loss, the simplest may be for `rule = "simplest"`.
    pub margin: f64,
}

impl Default for Choose {
    fn default() -> Self {
        Self {
            by: ChooseBy::None,
            folds: 5,
            outer_folds: 5,
            measure: Measure::LogLoss,
            rule: Rule::Best,
            margin: 0.0,
        }
    }
}

/// On which rows candidates are compared.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ChooseBy {
    /// There is one candidate, and nothing to compare.
    #[default]
    None,
    /// On the rows of `rows.tune`, once.
    Tune,
    /// On the rows for fitting, each left out in turn.
    CrossValidation,
    /// As `cross_validation`, and the whole choice is itself judged on rows left out.
    Nested,
}

/// What is compared.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Mean log loss; less is better.
    #[default]
    LogLoss,
    /// Mean squared error of the risks; less is better.
    Brier,
    /// Area under the ROC curve; more is better.
    Auroc,
}

/// Which candidate wins.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The best by the measure.
    #[default]
    Best,
    /// The simplest whose log loss is not worse than the best one's by more than the margin,
    /// at the upper 95 % limit of the paired difference.
    Simplest,
}

/// Whether and how risks are mended on the rows of `rows.calibrate`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recalibrate {
    /// How.
    pub how: Mend,
}

/// How risks are mended.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    /// Not at all.
    #[default]
    None,
    /// All risks up or down together.
    Intercept,
    /// Up or down, and closer together or further apart.
    Logistic,
    /// By any curve that never falls.
    Isotonic,
}

/// What a recipe is carried out on.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The learner's tables, by file name; the first is the usual one.
    pub tables: &'a [(String, Table)],
    /// The column that says whose row it is.
    pub patient: &'a str,
    /// The column that orders rows in time, where there is one.
    pub time: Option<&'a str>,
}

impl<'a> Material<'a> {
    /// The table that a part is of, with its file name.
    pub(crate) fn table(
        &self,
        part: &Part,
        key: &str,
    ) -> Result<(&'a str, &'a Table), RecipeError> {
        let found = match &part.table {
            None => self.tables.first(),
            Some(name) => self.tables.iter().find(|(file, _)| file == name),
        };
        let found = found.map(|(file, table)| (file.as_str(), table));
        found.ok_or_else(|| RecipeError::UnknownTable {
            key: format!("{key}.table"),
            found: part.table.clone().unwrap_or_default(),
            known: self.tables.iter().map(|(file, _)| file.clone()).collect(),
        })
    }
}
