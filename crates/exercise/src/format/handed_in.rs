//! What a learner hands in: predictions, answers, cards, a recipe; and what each may hold.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

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
#[derive(Clone, Debug)]
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

/// Read by hand, so that a misspelt key is told as that and not as "matches neither".
impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Told {
            what: String,
            words: Vec<String>,
        }
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Named;

            fn expecting(&self, text: &mut std::fmt::Formatter) -> std::fmt::Result {
                text.write_str("words, or { what = \"...\", words = [...] }")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, words: A) -> Result<Named, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(words)).map(Named::Words)
            }

            fn visit_map<A: MapAccess<'de>>(self, told: A) -> Result<Named, A::Error> {
                let Told { what, words } =
                    Told::deserialize(MapAccessDeserializer::new(told))?;
                Ok(Named::Told { what, words })
            }
        }
        reader.deserialize_any(Either)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Names {
        names: Vec<Named>,
    }

    #[test]
    fn what_a_text_must_name_is_words_or_words_with_a_name() {
        let text =
            r#"names = [["18", "eighteen"], { what = "the age", words = ["age"] }]"#;
        let Names { names } = toml::from_str(text).unwrap();
        assert_eq!(names[0].words(), ["18", "eighteen"]);
        assert_eq!((names[1].what(), names[1].words().len()), (Some("the age"), 1));
    }

    #[test]
    fn a_misspelt_key_is_told_as_that() {
        let text = r#"names = [{ waht = "the age", words = ["age"] }]"#;
        let told = toml::from_str::<Names>(text).unwrap_err().to_string();
        assert!(told.contains("unknown field `waht`"), "{told}");
        let told = toml::from_str::<Names>("names = [7]").unwrap_err().to_string();
        assert!(told.contains("expected words, or {"), "{told}");
    }
}
