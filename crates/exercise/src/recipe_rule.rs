//! Every rule that a recipe can break, as a learner is told of it.
//!
//! The models know their errors by type; here each becomes a code with the values that the
//! words need.

use medlab_cohort::{TableError, problems};
use medlab_metrics::split::SplitError;
use medlab_models::recipe::{MOST_CANDIDATES, RecipeError};
use medlab_models::{Bound, FitError, PrepareError, estimator};

use crate::{scale, slip};

/// How many candidates are listed with their work.
const LISTED: usize = 8;

problems! {
    /// A rule that a recipe breaks.
    pub(crate) enum RecipeRule {
        /// A table that the learner does not have.
        Table { found: String, known: Vec<String> } = "unknown_table",
        /// A file or a model that was not named yet.
        Unfilled { name: String, known: Vec<String> } = "unfilled" "recipe",
        /// A column that was not named yet.
        UnfilledColumn { name: String } = "unfilled" "free",
        /// A column that the table does not have.
        Column { found: String, near: Option<String> } = "unknown_column" "recipe",
        /// A column that the table does not have, where few columns would do.
        RiskColumn { found: String, known: Vec<String>, near: Option<String> } = "unknown_column" "supplied",
        /// An outcome that is not 0 and 1.
        Outcome { found: String } = "not_an_outcome" "recipe",
        /// The outcome among the predictors.
        OutcomeAsPredictor { found: String } = "outcome_as_predictor",
        /// A column twice.
        Twice { found: String } = "repeated_column",
        /// Something that is not a column of risks.
        NotRisks { found: String } = "not_risks",
        /// No predictors.
        NoPredictors = "no_predictors",
        /// A predictor that holds texts.
        TextColumn { found: String } = "text_column",
        /// A predictor that holds times.
        TimeColumn { found: String } = "time_column",
        /// A predictor of which nothing is known.
        NothingKnown { found: String } = "nothing_known",
        /// A predictor that is the same for everybody.
        Constant { found: String } = "constant_column",
        /// A spline of what has none.
        Spline { found: String } = "no_spline",
        /// A predictor with an infinite number.
        Infinite { found: String } = "infinite_column",
        /// A recipe that cannot be carried out for another reason, by its code.
        Unprepared { detail: &'static str } = "unprepared",
        /// A kind of model that there is not.
        Model { found: String, known: Vec<String>, near: Option<String> } = "unknown_model",
        /// A setting of another model.
        Elsewhere { model: String, setting: String, known: Vec<String> } = "unknown_setting",
        /// A setting of a model that has none.
        NoSettings { model: String, setting: String } = "unknown_setting" "none",
        /// A setting outside its range.
        Setting { setting: String, low: String, high: String, found: String } = "out_of_range" "setting",
        /// A level above 1, in percent as it seems.
        LevelInPercent { setting: String, low: String, high: String, found: String, meant: String } = "out_of_range" "level",
        /// A setting that should be whole.
        WholeSetting { setting: String, low: String, high: String, found: String } = "out_of_range" "whole",
        /// No candidate, or more than one recipe may compare.
        Candidates { most: usize, found: usize } = "too_many_candidates",
        /// No candidate at all.
        NoCandidate = "missing_key" "candidate",
        /// No rows for anything.
        NoPart { part: String } = "missing_key" "rows",
        /// A key that another one needs.
        MissingKey { key: String, because: String } = "missing_key",
        /// Several candidates, and no way to choose.
        NoChoice = "missing_key" "choose",
        /// A part without rows.
        NoRows { part: String } = "no_rows" "recipe",
        /// Fewer than two folds.
        TooFewFolds { folds: usize } = "folds",
        /// More folds than there is to deal to them.
        TooManyFolds { folds: usize, found: usize } = "folds" "many",
        /// A split in time with all rows on one side.
        OneSided { before: usize, after: usize } = "folds" "sides",
        /// A row without a time; rows count from 1.
        NoTime { row: usize } = "folds" "time",
        /// No model comes of these rows.
        NoFit { model: String, reason: String } = "no_fit",
        /// The same, because of one column.
        NoFitColumn { model: String, reason: String, column: String } = "no_fit" "column",
        /// Risks that cannot be mended on these rows.
        NoMend { reason: String } = "no_fit" "mend",
        /// More work than is allowed, with the seconds that each candidate takes.
        Work { work: String, budget: String, each: Vec<String> } = "too_much_work",
        /// The work went on for too long, or took too much memory, and was stopped.
        Stopped = "stopped",
    }
}

impl From<RecipeError> for RecipeRule {
    fn from(error: RecipeError) -> Self {
        match error {
            RecipeError::UnknownTable { key, found, known } => {
                if slip::is_placeholder(&found) {
                    return Self::Unfilled { name: spoken(&key), known };
                }
                Self::Table { found, known }
            }
            RecipeError::UnknownColumn { key, found, known, .. }
                if slip::is_placeholder(&found) =>
            {
                let name = spoken(&key);
                if known.is_empty() {
                    return Self::UnfilledColumn { name };
                }
                Self::Unfilled { name, known }
            }
            RecipeError::UnknownColumn { found, nearest, known, .. } => {
                if known.is_empty() {
                    return Self::Column { found, near: nearest };
                }
                Self::RiskColumn { found, known, near: nearest }
            }
            RecipeError::NotAnOutcome { found, .. } => Self::Outcome { found },
            RecipeError::OutcomeAsPredictor { found, .. } => {
                Self::OutcomeAsPredictor { found }
            }
            RecipeError::Twice { found, .. } => Self::Twice { found },
            RecipeError::Unusable { found, .. } => Self::NotRisks { found },
            RecipeError::Unprepared { error, .. } => unprepared(error),
            RecipeError::UnknownModel { key, found } => {
                let known = estimator::NAMES.into_iter().chain(["supplied"]);
                if slip::is_placeholder(&found) {
                    let known = known.map(str::to_string).collect();
                    return Self::Unfilled { name: spoken(&key), known };
                }
                let near =
                    medlab_cohort::nearest(&found, known.clone()).map(str::to_string);
                Self::Model { found, known: known.map(str::to_string).collect(), near }
            }
            RecipeError::SettingElsewhere { model, setting, known, .. } => {
                if known.is_empty() {
                    return Self::NoSettings { model, setting };
                }
                let known = known.into_iter().map(str::to_string).collect();
                Self::Elsewhere { model, setting, known }
            }
            RecipeError::Setting { bound, found: number, .. } => {
                let [low, high, found] =
                    [bound.low, bound.high, number].map(|number| number.to_string());
                let setting = bound.name.to_string();
                match bound {
                    Bound { whole: true, .. } => {
                        Self::WholeSetting { setting, low, high, found }
                    }
                    Bound { name: "level", .. } if (1.0..=100.0).contains(&number) => {
                        let meant = scale::shown(number / 100.0);
                        Self::LevelInPercent { setting, low, high, found, meant }
                    }
                    _ => Self::Setting { setting, low, high, found },
                }
            }
            RecipeError::TooManyCandidates { found: 0, .. } => Self::NoCandidate,
            RecipeError::TooManyCandidates { found, .. } => {
                Self::Candidates { most: MOST_CANDIDATES, found }
            }
            RecipeError::Missing { key, .. } if key == "choose.by" => Self::NoChoice,
            RecipeError::Missing { key, .. } if key.starts_with("rows.") => {
                Self::NoPart { part: key }
            }
            RecipeError::Missing { key, because } => Self::MissingKey { key, because },
            RecipeError::NoRows { key } => Self::NoRows { part: key },
            RecipeError::Folds { error, .. } => folds(&error),
            RecipeError::Fit { key, error, .. } if key.starts_with("recalibrate") => {
                Self::NoMend { reason: reason(error) }
            }
            RecipeError::Fit { model, error, column: Some(column), .. } => {
                Self::NoFitColumn { model, reason: reason(error), column }
            }
            RecipeError::Fit { model, error, .. } => {
                Self::NoFit { model, reason: reason(error) }
            }
            RecipeError::TooMuchWork { work, budget, each } => {
                let [work, budget] =
                    [work, budget].map(|seconds| format!("{seconds:.2}"));
                Self::Work { work, budget, each: dearest_first(each) }
            }
            other => Self::Unprepared { detail: other.code() },
        }
    }
}

/// A key without the numbers of lists, which people would have to count from 0.
fn spoken(key: &str) -> String {
    let named = |part: &&str| !part.bytes().all(|byte| byte.is_ascii_digit());
    key.split('.').filter(named).collect::<Vec<_>>().join(".")
}

/// Each candidate with its seconds, the dearest first, and not more than can be read.
fn dearest_first(mut each: Vec<(String, f64)>) -> Vec<String> {
    each.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let more = each.len() > LISTED;
    let listed = each.into_iter().take(LISTED);
    let told = listed.map(|(name, seconds)| format!("{name}: {seconds:.2}"));
    told.chain(more.then(|| "…".to_string())).collect()
}

fn folds(error: &SplitError) -> RecipeRule {
    match *error {
        SplitError::TooFewFolds { folds } => RecipeRule::TooFewFolds { folds },
        SplitError::TooFew { folds, found, .. } => {
            RecipeRule::TooManyFolds { folds, found }
        }
        SplitError::OneSided { before, after } => RecipeRule::OneSided { before, after },
        SplitError::NoTime { row } => RecipeRule::NoTime { row: row + 1 },
    }
}

fn reason(error: FitError) -> String {
    error.code().to_string()
}

fn unprepared(error: PrepareError) -> RecipeRule {
    match error {
        PrepareError::NoColumns => RecipeRule::NoPredictors,
        PrepareError::Text { column } => RecipeRule::TextColumn { found: column },
        PrepareError::Time { column } => RecipeRule::TimeColumn { found: column },
        PrepareError::NoKnownValue { column } => {
            RecipeRule::NothingKnown { found: column }
        }
        PrepareError::Constant { column } => RecipeRule::Constant { found: column },
        PrepareError::SplineUnused { column }
        | PrepareError::SplineOfNoNumber { column }
        | PrepareError::Knots { column, .. }
        | PrepareError::TooFewValues { column, .. } => {
            RecipeRule::Spline { found: column }
        }
        PrepareError::Repeated { column, .. } => RecipeRule::Twice { found: column },
        PrepareError::Unknown(TableError::Unknown { name, nearest }) => {
            RecipeRule::Column { found: name, near: nearest }
        }
        PrepareError::NotFinite { column } => RecipeRule::Infinite { found: column },
        other => RecipeRule::Unprepared { detail: other.code() },
    }
}
