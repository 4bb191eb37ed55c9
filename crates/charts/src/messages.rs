//! Messages by id, in one language.
//!
//! Texts are Fluent files. Numbers are written by this program and not by the locale, so
//! that a report has the same bytes everywhere: a plain `{ $found }` is rounded for a
//! reader, and a text chooses otherwise by `{ DECIMAL($found, places: 3) }`,
//! `{ PERCENT($found, places: 1) }` or `{ PER($found, of: 1000) }` (so many of 1,000).
//! Nothing here falls back in silence: a message that is not there is an error.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::argument::{Argument, fluent};
use crate::message_numbers;

/// The English words of every figure.
pub const ENGLISH: &str = include_str!("../locales/en/figures.ftl");

/// The messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
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
        message_numbers::by_us(&mut bundle);
        for text in texts {
            bundle.add_resource(resource(text)?).map_err(|errors| {
                MessageError::Twice {
                    id: errors.first().map(overridden).unwrap_or_default(),
                }
            })?;
        }
        Ok(Self { bundle })
    }

    /// The same with other words for some of the ids, for other readers.
    pub fn worded(mut self, text: &str) -> Result<Self, MessageError> {
        self.bundle.add_resource_overriding(resource(text)?);
        Ok(self)
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

fn resource(text: &str) -> Result<FluentResource, MessageError> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let at = errors.first().map_or(0, |error| error.pos.start);
        MessageError::Syntax { line: line_at(text, at) }
    })
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
