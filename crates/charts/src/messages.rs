//! Messages by id, in one language.
//!
//! Texts are Fluent files. Numbers are written by this program and not by the locale, so
//! that a report has the same bytes everywhere: a plain `{ $found }` is rounded for a
//! reader, and a text chooses otherwise by `{ DECIMAL($found, places: 3) }`,
//! `{ PERCENT($found, places: 1) }` or `{ PER($found, of: 1000) }` (so many of 1,000).
//! Nothing here falls back in silence: a message that is not there is an error.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::number::{count, decimal, percent};

/// The English words of every figure.
pub const ENGLISH: &str = include_str!("../locales/en/figures.ftl");

/// The messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text as it is.
    Text(String),
    /// A number; texts choose plurals by it.
    Number(f64),
    /// A number that is written with so many decimals where the text does not say.
    Rounded(f64, usize),
}

/// Why words are not to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// The text is not Fluent.
    #[error("expected a Fluent text, found a line that is none: {line}")]
    Syntax {
        /// The first part that was not understood.
        line: String,
    },
    /// Two messages have one id.
    #[error("expected each message once, found a second `{id}`")]
    Twice {
        /// The id.
        id: String,
    },
    /// No message has this id.
    #[error("expected a message `{id}`, found none")]
    Missing {
        /// The id.
        id: String,
    },
    /// A message names a value that it is not given.
    #[error("message `{id}` names what it is not given: {what}")]
    Argument {
        /// The message.
        id: String,
        /// What it names.
        what: String,
    },
}

impl Messages {
    /// The English words of the figures.
    pub fn english() -> Self {
        match Self::new("en", &[ENGLISH]) {
            Ok(words) => words,
            Err(error) => unreachable!("the built-in words are tested: {error}"),
        }
    }

    /// The messages of these Fluent texts; `language` chooses the plurals.
    pub fn new(language: &str, texts: &[&str]) -> Result<Self, MessageError> {
        let language = language.parse().unwrap_or_else(|_| LanguageIdentifier::default());
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(match places_of(number) {
                Some(places) => rounded(number.value, places),
                None => readable(number.value),
            }),
            _ => None,
        }));
        for (name, function) in FUNCTIONS {
            // A second function of a name is the only failure, and the names differ.
            let _ = bundle.add_function(name, function);
        }
        for text in texts {
            let resource =
                FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| {
                    let at = errors.first().map_or(0, |error| error.pos.start);
                    MessageError::Syntax { line: line_at(text, at) }
                })?;
            bundle.add_resource(resource).map_err(|errors| MessageError::Twice {
                id: errors.first().map(overridden).unwrap_or_default(),
            })?;
        }
        Ok(Self { bundle })
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|message| message.value().is_some())
    }

    /// A message, with `id` or `id.attribute`, and its values filled in.
    pub fn try_say(
        &self,
        id: &str,
        arguments: &[(&str, Argument)],
    ) -> Result<String, MessageError> {
        let missing = || MessageError::Missing { id: id.to_owned() };
        let (name, attribute) = match id.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (id, None),
        };
        let message = self.bundle.get_message(name).ok_or_else(missing)?;
        let pattern = match attribute {
            Some(attribute) => {
                message.get_attribute(attribute).map(|attribute| attribute.value())
            }
            None => message.value(),
        };
        let mut errors = Vec::new();
        let values = fluent(arguments);
        let text = self.bundle.format_pattern(
            pattern.ok_or_else(missing)?,
            Some(&values),
            &mut errors,
        );
        match errors.first() {
            None => Ok(text.into_owned()),
            Some(error) => {
                Err(MessageError::Argument { id: id.to_owned(), what: error.to_string() })
            }
        }
    }

    /// As [`Messages::try_say`] for a message of the program's own, whose presence a test
    /// holds: what cannot be said is shown as its id, never left out.
    pub fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.try_say(id, arguments).unwrap_or_else(|_| format!("[{id}]"))
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").field("locales", &self.bundle.locales).finish()
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A number with so many decimals, large whole ones in groups of three.
pub fn rounded(value: f64, places: usize) -> String {
    match places {
        0 => readable(value.round()),
        places => decimal(value, places),
    }
}

/// A number for a reader: whole numbers whole, others with about three digits.
pub fn readable(value: f64) -> String {
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e15 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", count(size as usize));
    }
    let places = match size {
        s if s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        s if s >= 0.01 => 2,
        s if s >= 0.001 => 3,
        _ => 5,
    };
    decimal(value, places)
}

fn places_of(number: &FluentNumber) -> Option<usize> {
    number.options.maximum_fraction_digits
}

type Function = for<'a> fn(&[FluentValue<'a>], &FluentArgs) -> FluentValue<'a>;

const FUNCTIONS: [(&str, Function); 3] = [
    ("DECIMAL", |values, named| {
        with_number(values, |value| decimal(value, named_whole(named, "places", 2)))
    }),
    ("PERCENT", |values, named| {
        with_number(values, |value| percent(value, named_whole(named, "places", 0)))
    }),
    ("PER", |values, named| {
        let of = named_whole(named, "of", 100) as f64;
        with_number(values, |value| readable((value * of).round()))
    }),
];

fn with_number<'a>(
    values: &[FluentValue<'a>],
    write: impl FnOnce(f64) -> String,
) -> FluentValue<'a> {
    match values.first() {
        Some(FluentValue::Number(number)) => write(number.value).into(),
        // A text, such as a withheld or undefined value, is said as it is.
        Some(FluentValue::String(text)) => FluentValue::String(text.clone()),
        _ => FluentValue::Error,
    }
}

fn named_whole(named: &FluentArgs, name: &str, default: usize) -> usize {
    match named.get(name) {
        Some(FluentValue::Number(number)) if number.value >= 0.0 => number.value as usize,
        _ => default,
    }
}

fn fluent(arguments: &[(&str, Argument)]) -> FluentArgs<'static> {
    let mut values = FluentArgs::new();
    for (name, argument) in arguments {
        let value = match argument {
            Argument::Text(text) => FluentValue::from(text.clone()),
            Argument::Number(number) => {
                FluentValue::Number(FluentNumber::new(*number, Default::default()))
            }
            Argument::Rounded(number, places) => {
                let options = FluentNumberOptions {
                    maximum_fraction_digits: Some(*places),
                    ..Default::default()
                };
                FluentValue::Number(FluentNumber::new(*number, options))
            }
        };
        values.set((*name).to_owned(), value);
    }
    values
}

fn overridden(error: &FluentError) -> String {
    match error {
        FluentError::Overriding { id, .. } => id.clone(),
        other => other.to_string(),
    }
}

fn line_at(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default().lines().count().max(1);
    let line = text.lines().nth(before - 1).unwrap_or_default();
    format!("line {before}, `{}`", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
plain = Found { $found }.
percent = { PERCENT($found, places: 1) } of all
decimal = { DECIMAL($found, places: 4) }
per = { PER($found, of: 1000) } of 1,000 women
plural = { $patients ->
    [one] One patient
   *[other] { $patients } patients
 }
 .graded = Some patients
";

    #[track_caller]
    fn check(id: &str, name: &str, value: impl Into<Argument>, expected: &str) {
        let words = Messages::new("en", &[TEXT]).unwrap();
        assert_eq!(words.try_say(id, &[(name, value.into())]).unwrap(), expected);
    }

    #[test]
    fn numbers_are_written_by_us() {
        check("plain", "found", 0.814_96, "Found 0.81.");
        check("plain", "found", 0.0049, "Found 0.005.");
        check("plain", "found", 12_345.0, "Found 12,345.");
        check("plain", "found", 123.45, "Found 123.");
        check("plain", "found", -0.25, "Found -0.25.");
        check("plain", "found", Argument::Rounded(0.814_96, 3), "Found 0.815.");
        check("plain", "found", Argument::Rounded(12_344.6, 0), "Found 12,345.");
        check("percent", "found", Argument::Rounded(0.0846, 3), "8.5\u{202f}% of all");
        check("plural", "patients", Argument::Rounded(1.0, 0), "One patient");
        check("plain", "found", "not available", "Found not available.");
        check("percent", "found", 0.0846, "8.5\u{202f}% of all");
        check("decimal", "found", 0.5, "0.5000");
        check("per", "found", 0.0059, "6 of 1,000 women");
        check("plural", "patients", 1.0, "One patient");
        check("plural", "patients", 1_204.0, "1,204 patients");
        check("plural.graded", "patients", 3.0, "Some patients");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let words = Messages::new("en", &[TEXT]).unwrap();
        assert_eq!(
            words.try_say("absent", &[]),
            Err(MessageError::Missing { id: "absent".into() })
        );
        assert!(matches!(
            words.try_say("plain", &[]),
            Err(MessageError::Argument { .. })
        ));
        assert!(matches!(
            Messages::new("en", &["a = 1\na = 2\n"]),
            Err(MessageError::Twice { id }) if id == "a"
        ));
        let error = Messages::new("en", &["a = 1\nb = { $x\n"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a Fluent text, found a line that is none: line 2, `b = { $x`"
        );
    }
}
