//! The datasets of these tests.

use medlab_cohort::{Dataset, Key};

/// One that uses every part of the format.
pub(crate) fn ward() -> Dataset {
    parse(WARD)
}

/// Its text.
pub(crate) const WARD: &str = include_str!("../datasets/ward.toml");

/// A dataset of these nodes, and whatever else stands below them.
pub(crate) fn dataset(outcome: Option<&str>, nodes: &str) -> Dataset {
    parse(&text(outcome, nodes))
}

pub(crate) fn text(outcome: Option<&str>, nodes: &str) -> String {
    let outcome = outcome.map(|name| format!("outcome = \"{name}\"\n"));
    format!(
        "format = 1\nname = \"small\"\nversion = 1\ntitle = \"Small\"\nrow = \"visit\"\n\
         prediction_time = \"arrival\"\n{}{nodes}",
        outcome.unwrap_or_default()
    )
}

pub(crate) fn parse(text: &str) -> Dataset {
    Dataset::parse("dataset.toml", text)
        .unwrap_or_else(|error| panic!("{error}\nhint: {:?}", error.hint))
}

pub(crate) fn key(seed: u64) -> Key {
    Key::open("tests", 1, seed)
}
