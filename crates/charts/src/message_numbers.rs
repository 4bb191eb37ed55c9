//! How a number in a message is written: by this program, whatever the locale.
//!
//! A text chooses the decimals by a function, such as `{ PERCENT($found, places: 1) }`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::number::{decimal, percent, readable, rounded};

/// Makes every message of `bundle` write numbers our way.
pub(crate) fn by_us(bundle: &mut FluentBundle<FluentResource>) {
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
