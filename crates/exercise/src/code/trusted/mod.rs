//! Trusted implementations: functions over many numbers, with the inputs on which others are held
//! against them.

mod c_index;
mod network;

use medlab_cohort::sample::Stream;
use medlab_protocol::{Field, Value};

/// Inputs of a kind.
pub(super) type Drawn = (&'static str, Vec<Field>);

/// A trusted implementation.
#[derive(Debug)]
pub(crate) struct Trusted {
    /// Its name in `exercise.toml`.
    name: &'static str,
    /// So many ordinary inputs, and those of the other kinds.
    pub(super) cases: fn(usize, &mut Stream) -> Vec<Drawn>,
    /// What it gives.
    pub(super) answer: fn(&[Field]) -> Value,
    /// Inputs of a size, for measuring how cost grows.
    pub(super) of_size: fn(usize, &mut Stream) -> Vec<Field>,
}

const ALL: [Trusted; 4] =
    [c_index::TRUSTED, network::SOFTMAX, network::FORWARD, network::GRADIENTS];

/// The implementation of a name.
pub(super) fn named(name: &str) -> Option<&'static Trusted> {
    const KNOWN: &[Trusted] = &ALL;
    KNOWN.iter().find(|known| known.name == name)
}

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|known| known.name)
}

/// The rows of an input; none where it has another shape.
fn rows(inputs: &[Field], name: &str) -> Vec<Vec<f64>> {
    let Some((_, Value::List(rows))) = inputs.iter().find(|(known, _)| known == name)
    else {
        return Vec::new();
    };
    let numbers = |row: &Value| match row {
        Value::Numbers(numbers) => numbers.clone(),
        _ => Vec::new(),
    };
    rows.iter().map(numbers).collect()
}

/// The numbers of an input; none where it has another shape.
fn numbers<'a>(inputs: &'a [Field], name: &str) -> &'a [f64] {
    match inputs.iter().find(|(known, _)| known == name) {
        Some((_, Value::Numbers(numbers))) => numbers,
        _ => &[],
    }
}
