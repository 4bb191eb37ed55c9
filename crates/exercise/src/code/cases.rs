//! Cases: the inputs on which a function is judged, and what kind of input each is.

use medlab_cohort::sample::Stream;
use medlab_protocol::{Field, Value};

use super::spec::InputSpec;

/// The kinds of input, in the order in which a failure is told: the simplest first.
pub(super) const KINDS: [&str; 8] = [
    "ordinary",
    "boundary",
    "missing",
    "ties",
    "degenerate",
    "extreme",
    "permuted",
    "scaled",
];

/// One set of inputs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    /// One of [`KINDS`].
    pub(crate) kind: &'static str,
    /// The inputs by name.
    pub(crate) inputs: Vec<Field>,
    /// What a right function gives.
    pub(crate) expected: Value,
}

/// A uniform position among `count`.
pub(crate) fn pick(stream: &mut Stream, count: usize) -> usize {
    // The product is below `count`, as a uniform number is below 1.
    ((stream.uniform() * count as f64) as usize).min(count.saturating_sub(1))
}

/// The order in which `count` calls are made.
pub(crate) fn order(stream: &mut Stream, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, pick(stream, last + 1));
    }
    order
}

/// Inputs of numbers, flags and words: ordinary ones, each edge with what lies next to it, and
/// each one missing that may be.
pub(crate) fn declared(
    inputs: &[InputSpec],
    ordinary: usize,
    stream: &mut Stream,
) -> Vec<super::trusted::DrawnCase> {
    /// Around how many ordinary inputs each edge is tried.
    const AROUND: usize = 2;
    let mut cases = Vec::new();
    for _ in 0..ordinary {
        cases.push(("ordinary", any(inputs, stream)));
    }
    for (at, input) in inputs.iter().enumerate() {
        for value in input.boundaries() {
            for _ in 0..AROUND {
                let mut fields = any(inputs, stream);
                fields[at].1 = value.clone();
                cases.push(("boundary", fields));
            }
        }
        if input.may_be_missing {
            for _ in 0..AROUND {
                let mut fields = any(inputs, stream);
                fields[at].1 = Value::Missing;
                cases.push(("missing", fields));
            }
        }
    }
    cases
}

fn any(inputs: &[InputSpec], stream: &mut Stream) -> Vec<Field> {
    inputs.iter().map(|input| (input.name.clone(), input.any(stream))).collect()
}

impl InputSpec {
    fn any(&self, stream: &mut Stream) -> Value {
        match self.range {
            Some([low, high]) => {
                let value = low + (high - low) * stream.uniform();
                Value::Number(self.recorded(value).clamp(low, high))
            }
            None if self.of.is_empty() => Value::Flag(stream.uniform() < 0.5),
            None => Value::Text(self.of[pick(stream, self.of.len())].clone()),
        }
    }

    /// The values at which something changes or ends, and those next to them; of flags and
    /// words each.
    fn boundaries(&self) -> Vec<Value> {
        let Some([low, high]) = self.range else {
            let words = self.of.iter().cloned().map(Value::Text);
            let flags = [false, true].map(Value::Flag);
            return if self.of.is_empty() { flags.into() } else { words.collect() };
        };
        let step = 1.0 / medlab_cohort::round::scale(self.decimals);
        let around = |edge: &f64| [edge - step, *edge, edge + step];
        let mut values: Vec<f64> = self.edges.iter().flat_map(around).collect();
        values.extend([low, high]);
        let mut values: Vec<f64> = values.into_iter().map(|x| self.recorded(x)).collect();
        values.retain(|value| (low..=high).contains(value));
        values.sort_by(f64::total_cmp);
        values.dedup_by(|a, b| a.total_cmp(b).is_eq());
        values.into_iter().map(Value::Number).collect()
    }

    fn recorded(&self, value: f64) -> f64 {
        medlab_cohort::round::to(value, self.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_cohort::Key;

    fn inputs() -> Vec<InputSpec> {
        let text = "inputs = [\n\
            { name = \"rate\", range = [1, 60], edges = [8, 21], may_be_missing = true },\n\
            { name = \"oxygen\" },\n\
            { name = \"mind\", of = [\"alert\", \"confused\"] },\n]";
        #[derive(serde::Deserialize)]
        struct File {
            inputs: Vec<InputSpec>,
        }
        toml::from_str::<File>(text).unwrap().inputs
    }

    #[test]
    fn each_edge_is_tried_with_what_lies_next_to_it() {
        let mut stream = Stream::new(&Key::new([7; 32]));
        let cases = declared(&inputs(), 10, &mut stream);
        for value in [1.0, 7.0, 8.0, 9.0, 20.0, 21.0, 22.0, 60.0] {
            let tried = cases.iter().filter(|(kind, fields)| {
                *kind == "boundary" && fields[0].1 == Value::Number(value)
            });
            assert!(tried.count() >= 2, "{value}");
        }
        let missing = |(kind, fields): &&(&str, Vec<Field>)| {
            assert_eq!(*kind == "missing", fields[0].1 == Value::Missing);
            *kind == "missing"
        };
        assert_eq!(cases.iter().filter(missing).count(), 2);
    }

    #[test]
    fn an_order_has_each_call_once() {
        let mut order = order(&mut Stream::new(&Key::new([7; 32])), 100);
        assert!(!order.is_sorted());
        order.sort_unstable();
        assert!(order.into_iter().eq(0..100));
    }
}
