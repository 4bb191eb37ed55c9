//! JSON text: one way to write it everywhere.
//!
//! Keys keep the order of the fields. Numbers are the shortest that read back as the same
//! number; what is not finite is null.

use serde::{Serialize, Serializer};

/// One document over several lines, with a line break at its end.
pub(crate) fn document(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    text.unwrap_or_else(|error| unreachable!("plain fields serialize: {error}")) + "\n"
}

/// One document on one line, without a line break.
pub(crate) fn line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value);
    text.unwrap_or_else(|error| unreachable!("plain fields serialize: {error}"))
}

/// A number without `.0` where it is whole: `10`, `7.5`.
pub(crate) fn short<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
    let whole = *number as i64;
    if number.fract() == 0.0 && number.abs() < 1e15 {
        to.serialize_i64(whole)
    } else {
        to.serialize_f64(*number)
    }
}
