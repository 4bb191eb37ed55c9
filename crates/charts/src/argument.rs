//! A value that a message is given.

use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentValue};

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

/// Values by name, as Fluent takes them.
pub(crate) fn fluent(arguments: &[(&str, Argument)]) -> FluentArgs<'static> {
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
