//! What is judged: rows, measures over them, criteria, and what must never happen.

use serde::Deserialize;

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
