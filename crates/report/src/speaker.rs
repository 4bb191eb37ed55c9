//! A speaker: says measures of one outcome, each with its name, its value and what it means.

use medlab_charts::number::decimal;
use medlab_charts::{Argument, in_words};
use medlab_metrics::{Estimate, Undefined};
use serde::Serialize;

use crate::words::Words;

/// Some measures under a heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) rows: Vec<Row>,
}

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) meaning: String,
}

/// The words, and the outcome that messages may name.
pub(crate) struct Speaker<'w> {
    pub(crate) words: &'w Words,
    pub(crate) outcome: String,
}

impl Speaker<'_> {
    /// A measure with its interval.
    pub(crate) fn estimate(
        &self,
        id: &str,
        found: Result<Estimate, Undefined>,
        places: usize,
    ) -> Row {
        let value = in_words(&found, places, self.words.messages());
        let meaning = match found {
            Ok(Estimate { value, .. }) => self.meaning(id, value),
            Err(_) => String::new(),
        };
        Row { name: self.say(id, &[]), value, meaning }
    }

    /// A measure without one.
    pub(crate) fn number(&self, id: &str, value: f64, places: usize) -> Row {
        let meaning = self.meaning(id, value);
        Row { name: self.say(id, &[]), value: decimal(value, places), meaning }
    }

    /// What the number means; the message may count of 100.
    fn meaning(&self, id: &str, value: f64) -> String {
        let hundred = decimal(value * 100.0, 0);
        let points = decimal(value * 100.0, 1);
        self.say(
            &format!("{id}-means"),
            &[
                ("hundred", hundred.into()),
                ("points", points.into()),
                ("odds", "".into()),
            ],
        )
    }

    /// A message, which may name the outcome.
    pub(crate) fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        let mut all = vec![("outcome", Argument::from(self.outcome.as_str()))];
        all.extend_from_slice(arguments);
        self.words.say(id, &all)
    }
}
