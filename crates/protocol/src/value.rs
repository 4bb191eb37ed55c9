//! A value: what a function takes and gives back.

/// A named part of a record.
pub type Field = (String, Value);

/// What a function takes and gives back, in a shape that every language has.
///
/// ```
/// use medlab_protocol::Value;
///
/// let vitals = Value::Record(vec![
///     ("respiratory_rate".into(), Value::Number(21.0)),
///     ("temperature".into(), Value::Missing),
/// ]);
/// assert_eq!(Value::decode(&vitals.encode()), Ok(vitals));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was recorded, or there is no answer; Rust's `None`.
    Missing,
    /// Yes or no.
    Flag(bool),
    /// A number. It may be infinite or no number at all: the judge decides what that means.
    Number(f64),
    /// A text in UTF-8.
    Text(String),
    /// Numbers in order; a missing one is NaN.
    Numbers(Vec<f64>),
    /// Texts in order; a missing one is empty.
    Texts(Vec<String>),
    /// Values in order, such as several results.
    List(Vec<Value>),
    /// Values with names, such as a table by its columns, in order.
    Record(Vec<Field>),
}

impl Value {
    /// Its shape in a word, for messages.
    pub fn shape(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Flag(_) => "flag",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Numbers(_) => "numbers",
            Self::Texts(_) => "texts",
            Self::List(_) => "list",
            Self::Record(_) => "record",
        }
    }

    /// The part of a record with this name.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(fields) => {
                fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}
