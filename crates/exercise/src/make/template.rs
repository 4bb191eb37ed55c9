//! A template: a recipe in which `${name}` stands for a fact.

use medlab_cohort::{Scalar, Scalars};

/// The text of a `recipe.toml` beside a `make.toml`.
#[derive(Clone, Debug)]
pub(super) struct Template(String);

impl Template {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_string())
    }

    /// The text as it is written.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// The text with every `${name}` replaced by that fact; none where a name is no fact,
    /// is of one that is missing, or does not end.
    pub(super) fn filled(&self, facts: &Scalars) -> Option<String> {
        let mut parts = self.0.split("${");
        let mut text = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (name, rest) = part.split_once('}')?;
            let value = facts.get(name).filter(|value| **value != Scalar::Missing)?;
            text += &value.to_string();
            text += rest;
        }
        Some(text)
    }
}
