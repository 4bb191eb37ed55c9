//! Trusted implementations: functions over many numbers, with the inputs on which others are held
//! against them.

mod c_index;
mod network;

use medlab_cohort::sample::Stream;
use medlab_protocol::{Field, Value};

use super::cases::Case;

/// Inputs of a kind.
pub(super) type DrawnCase = (&'static str, Vec<Field>);

/// A trusted implementation.
#[derive(Debug)]
pub(crate) struct Trusted {
    /// Its name in `exercise.toml`.
    name: &'static str,
    /// The kinds of its inputs.
    pub(super) kinds: &'static [&'static str],
    /// So many ordinary inputs, and those of the other kinds.
    cases: fn(usize, &mut Stream) -> Vec<DrawnCase>,
    /// What it gives.
    pub(super) answer: fn(&[Field]) -> Value,
    /// Inputs of a size, for measuring how cost grows.
    pub(super) of_size: fn(usize, &mut Stream) -> Vec<Field>,
}

impl Trusted {
    /// The cases on which others are held against it: so many ordinary ones, and the others.
    pub(super) fn drawn(&self, ordinary: usize, stream: &mut Stream) -> Vec<Case> {
        let drawn = (self.cases)(ordinary, stream).into_iter();
        drawn
            .map(|(kind, inputs)| {
                let expected = (self.answer)(&inputs);
                Case { kind, inputs, expected }
            })
            .collect()
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use medlab_cohort::Key;

    use super::*;

    #[test]
    fn each_kind_that_is_named_is_drawn_and_no_other() {
        for trusted in &ALL {
            let cases = trusted.drawn(5, &mut Stream::new(&Key::new([7; 32])));
            let drawn: BTreeSet<&str> = cases.iter().map(|case| case.kind).collect();
            let named: BTreeSet<&str> = trusted.kinds.iter().copied().collect();
            assert_eq!(drawn, named, "{}", trusted.name);
        }
    }
}
