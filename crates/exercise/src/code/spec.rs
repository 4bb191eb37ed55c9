//! What an exercise declares of the functions it judges: `[code]` and `[[function]]`.

use serde::Deserialize;

/// What a learner's program may take for one call.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSpec {
    /// Millions of WebAssembly instructions.
    #[serde(default = "fuel")]
    pub fuel: u64,
    /// Mebibytes of memory.
    #[serde(default = "memory")]
    pub memory: u64,
}

fn fuel() -> u64 {
    2_000
}

fn memory() -> u64 {
    256
}

/// One judged function.
///
/// It is held against a formula over its inputs (`expected`), against a trusted implementation
/// (`trusted`), it gives the risks of patients (`trains_on`, `predicts`), with `replicates` also
/// what it expects of them, or it makes one clean table of what a laboratory sent (`tidies`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionSpec {
    /// Its name, as the harness knows it.
    pub name: String,
    /// What it gives, for people.
    pub label: String,
    /// Its inputs, where they are numbers, flags and words.
    #[serde(default)]
    pub inputs: Vec<InputSpec>,
    /// A formula over the inputs; where it is missing, the function has no answer.
    pub expected: Option<String>,
    /// The name of a trusted implementation.
    pub trusted: Option<String>,
    /// The table that a model is fitted on, outcomes included.
    pub trains_on: Option<String>,
    /// The table whose patients get risks.
    pub predicts: Option<String>,
    /// Whether it gets one table with everybody in it, outcomes included, and is told which rows
    /// to fit on and which to predict.
    #[serde(default)]
    pub whole: bool,
    /// How many levels a category of pure chance has that stands in that table, as `chance`.
    #[serde(default)]
    pub chance: usize,
    /// The columns of the clean table that it gives, that which tells results apart first.
    #[serde(default)]
    pub tidies: Vec<String>,
    /// On how many fresh draws of both tables a function says how its model will do; 0 where it
    /// says nothing of the kind.
    #[serde(default)]
    pub replicates: usize,
    /// The column that says of which year a row is, for the trusted estimate.
    pub time: Option<String>,
    /// The columns on which the trusted estimate fits its model.
    #[serde(default)]
    pub predictors: Vec<String>,
    /// By how much a number may lie off.
    #[serde(default)]
    pub within: f64,
    /// The same, as a share of the number expected.
    #[serde(default)]
    pub within_relative: f64,
    /// How many ordinary inputs are drawn; of a feed, how many results.
    #[serde(default = "ordinary")]
    pub ordinary: usize,
    /// The sizes of input on which the growth of its cost is measured.
    #[serde(default)]
    pub sizes: Vec<usize>,
    /// The most fuel for each item that is believed of the smallest of these sizes; a waste of
    /// it hides no growth. Honest work should need a fifth of it at most.
    #[serde(default = "per_item")]
    pub per_item: u64,
}

fn per_item() -> u64 {
    20_000
}

fn ordinary() -> usize {
    60
}

/// One input of a function.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Its name.
    pub name: String,
    /// A number's range.
    pub range: Option<[f64; 2]>,
    /// A number's decimals, as it is recorded.
    #[serde(default)]
    pub decimals: u32,
    /// Where something changes: each is tried, and the numbers next to it.
    #[serde(default)]
    pub edges: Vec<f64>,
    /// A word's choices.
    #[serde(default)]
    pub of: Vec<String>,
    /// Whether it can be not recorded.
    #[serde(default)]
    pub may_be_missing: bool,
}

impl InputSpec {
    /// What is wrong with it.
    pub(super) fn problem(&self) -> Option<&'static str> {
        match self.range {
            Some(_) if !self.of.is_empty() => {
                Some("expected a number or words, found both")
            }
            Some([low, high]) if low >= high => Some("expected low < high"),
            None if !self.edges.is_empty() => Some("expected a range around the edges"),
            _ => None,
        }
    }
}
