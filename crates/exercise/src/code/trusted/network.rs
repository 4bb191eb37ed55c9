//! A small network: one hidden layer with tanh, softmax over the classes, cross-entropy.
//!
//! Weights are rows, one for each unit that they lead to. `softmax` gives probabilities of rows of
//! scores, `forward` those of beats, and `gradients` the derivatives of the mean cross-entropy
//! -ln p(class) over the beats, by weights_1, bias_1, weights_2 and bias_2.

use medlab_cohort::sample::Stream;
use medlab_protocol::{Field, Value};

use super::{DrawnCase, Trusted, numbers, rows};
use crate::code::cases::pick;

pub(super) const SOFTMAX: Trusted = Trusted {
    name: "softmax",
    kinds: &["ordinary", "ties", "degenerate", "extreme"],
    cases: softmax_cases,
    answer: |inputs| {
        list(&rows(inputs, "scores").into_iter().map(softmax).collect::<Vec<_>>())
    },
    of_size: |size, stream| vec![field("scores", &matrix(size, 3, 1.0, stream))],
};

pub(super) const FORWARD: Trusted = Trusted {
    name: "forward",
    kinds: &["ordinary", "degenerate", "extreme"],
    cases: |ordinary, stream| network_cases(ordinary, false, stream),
    answer: |inputs| list(&Network::read(inputs).forward(&rows(inputs, "beats")).1),
    of_size: |size, stream| {
        Shape { beats: size, ..Shape::SMALL }.draw(1.0, false, stream)
    },
};

pub(super) const GRADIENTS: Trusted = Trusted {
    name: "gradients",
    kinds: &["ordinary", "degenerate", "extreme"],
    cases: |ordinary, stream| network_cases(ordinary, true, stream),
    answer: |inputs| {
        Network::read(inputs)
            .gradients(&rows(inputs, "beats"), numbers(inputs, "classes"))
    },
    of_size: |size, stream| Shape { beats: size, ..Shape::SMALL }.draw(1.0, true, stream),
};

type Rows = Vec<Vec<f64>>;

struct Network {
    weights_1: Rows,
    bias_1: Vec<f64>,
    weights_2: Rows,
    bias_2: Vec<f64>,
}

impl Network {
    fn read(inputs: &[Field]) -> Self {
        Self {
            weights_1: rows(inputs, "weights_1"),
            bias_1: numbers(inputs, "bias_1").to_vec(),
            weights_2: rows(inputs, "weights_2"),
            bias_2: numbers(inputs, "bias_2").to_vec(),
        }
    }

    /// What the hidden units and the classes are, for each beat.
    fn forward(&self, beats: &[Vec<f64>]) -> (Rows, Rows) {
        let layer = |weights: &Rows, bias: &[f64], from: &[f64]| -> Vec<f64> {
            weights.iter().zip(bias).map(|(row, bias)| dot(row, from) + bias).collect()
        };
        let hidden = |beat: &Vec<f64>| -> Vec<f64> {
            let sums = layer(&self.weights_1, &self.bias_1, beat);
            sums.into_iter().map(libm::tanh).collect()
        };
        let hidden: Rows = beats.iter().map(hidden).collect();
        let classes = hidden
            .iter()
            .map(|hidden| softmax(layer(&self.weights_2, &self.bias_2, hidden)))
            .collect();
        (hidden, classes)
    }

    fn gradients(&self, beats: &[Vec<f64>], classes: &[f64]) -> Value {
        let (hidden, probabilities) = self.forward(beats);
        let zero = |rows: &Rows| -> Rows {
            rows.iter().map(|row| vec![0.0; row.len()]).collect()
        };
        let (mut weights_1, mut weights_2) =
            (zero(&self.weights_1), zero(&self.weights_2));
        let (mut bias_1, mut bias_2) =
            (vec![0.0; self.bias_1.len()], vec![0.0; self.bias_2.len()]);
        let share = 1.0 / beats.len() as f64;
        for (at, beat) in beats.iter().enumerate() {
            // Of softmax and cross-entropy together: the probability less the truth.
            let by_score: Vec<f64> = probabilities[at]
                .iter()
                .enumerate()
                .map(|(class, p)| {
                    let is_it = (classes[at] - class as f64).abs() < 0.5;
                    share * (p - f64::from(u8::from(is_it)))
                })
                .collect();
            for (class, slope) in by_score.iter().enumerate() {
                bias_2[class] += slope;
                add(&mut weights_2[class], &hidden[at], *slope);
            }
            for unit in 0..bias_1.len() {
                let back: f64 = by_score
                    .iter()
                    .zip(&self.weights_2)
                    .map(|(slope, row)| slope * row[unit])
                    .sum();
                let value = hidden[at][unit];
                let slope = back * (1.0 - value * value);
                bias_1[unit] += slope;
                add(&mut weights_1[unit], beat, slope);
            }
        }
        Value::List(vec![
            list(&weights_1),
            Value::Numbers(bias_1),
            list(&weights_2),
            Value::Numbers(bias_2),
        ])
    }
}

/// Probabilities in proportion to the exponentials; the largest score is taken off first, so that
/// none of them is too large to be written.
fn softmax(scores: Vec<f64>) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| libm::exp(score - most)).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], values: &[f64], times: f64) {
    to.iter_mut().zip(values).for_each(|(to, value)| *to += times * value);
}

fn list(rows: &[Vec<f64>]) -> Value {
    Value::List(rows.iter().cloned().map(Value::Numbers).collect())
}

fn field(name: &str, rows: &[Vec<f64>]) -> Field {
    (name.into(), list(rows))
}

/// Numbers between -size and size.
fn matrix(rows: usize, columns: usize, size: f64, stream: &mut Stream) -> Rows {
    let mut row =
        || (0..columns).map(|_| size * (2.0 * stream.uniform() - 1.0)).collect();
    (0..rows).map(|_| row()).collect()
}

#[derive(Clone, Copy)]
struct Shape {
    beats: usize,
    inputs: usize,
    hidden: usize,
    classes: usize,
}

impl Shape {
    const SMALL: Self = Self { beats: 5, inputs: 4, hidden: 3, classes: 2 };

    /// A network whose weights reach `size`, with beats for it.
    fn draw(self, size: f64, with_classes: bool, stream: &mut Stream) -> Vec<Field> {
        let Self { beats, inputs, hidden, classes } = self;
        let mut one = |length: usize| matrix(1, length, size, stream).remove(0);
        let (bias_1, bias_2) = (one(hidden), one(classes));
        let mut fields = vec![
            field("weights_1", &matrix(hidden, inputs, size, stream)),
            ("bias_1".into(), Value::Numbers(bias_1)),
            field("weights_2", &matrix(classes, hidden, size, stream)),
            ("bias_2".into(), Value::Numbers(bias_2)),
            field("beats", &matrix(beats, inputs, 1.0, stream)),
        ];
        if with_classes {
            let drawn = (0..beats).map(|_| pick(stream, classes) as f64).collect();
            fields.push(("classes".into(), Value::Numbers(drawn)));
        }
        fields
    }
}

fn network_cases(
    ordinary: usize,
    with_classes: bool,
    stream: &mut Stream,
) -> Vec<DrawnCase> {
    let mut cases = Vec::new();
    for number in 0..ordinary {
        let shape = Shape {
            beats: 1 + number % 7,
            inputs: 2 + number % 5,
            hidden: 1 + number % 4,
            classes: 2 + number % 3,
        };
        cases.push(("ordinary", shape.draw(1.0, with_classes, stream)));
    }
    for _ in 0..4 {
        let one = Shape { beats: 1, inputs: 1, hidden: 1, classes: 2 };
        cases.push(("degenerate", one.draw(1.0, with_classes, stream)));
        // Scores so large that their exponentials cannot be written.
        cases.push(("extreme", Shape::SMALL.draw(2000.0, with_classes, stream)));
    }
    cases
}

fn softmax_cases(ordinary: usize, stream: &mut Stream) -> Vec<DrawnCase> {
    let mut cases = Vec::new();
    for number in 0..ordinary {
        let scores = matrix(1 + number % 4, 2 + number % 4, 4.0, stream);
        cases.push(("ordinary", vec![field("scores", &scores)]));
    }
    for size in [800.0, 1e6] {
        for sign in [1.0, -1.0] {
            let mut scores = matrix(2, 3, size, stream);
            scores.iter_mut().flatten().for_each(|score| *score = sign * score.abs());
            cases.push(("extreme", vec![field("scores", &scores)]));
        }
    }
    cases.push(("degenerate", vec![field("scores", &[vec![7.0]])]));
    cases.push(("ties", vec![field("scores", &[vec![3.0; 4]])]));
    cases
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_cohort::Key;

    fn loss(network: &Network, beats: &[Vec<f64>], classes: &[f64]) -> f64 {
        let (_, probabilities) = network.forward(beats);
        let each =
            probabilities.iter().zip(classes).map(|(p, c)| -libm::log(p[*c as usize]));
        each.sum::<f64>() / beats.len() as f64
    }

    /// The slope of the loss when a number of the network is moved a little.
    fn slope(
        network: &mut Network,
        beats: &[Vec<f64>],
        classes: &[f64],
        at: usize,
    ) -> f64 {
        const STEP: f64 = 1e-5;
        let mut moved = |by: f64| {
            let all = network.weights_1.iter_mut().flatten().chain(&mut network.bias_1);
            let all = all.chain(network.weights_2.iter_mut().flatten());
            *all.chain(&mut network.bias_2).nth(at).expect("it is there") += by;
            loss(network, beats, classes)
        };
        let (up, down) = (moved(STEP), moved(-2.0 * STEP));
        moved(STEP);
        (up - down) / (2.0 * STEP)
    }

    fn flat(value: &Value) -> Vec<f64> {
        match value {
            Value::Numbers(numbers) => numbers.clone(),
            Value::List(values) => values.iter().flat_map(flat).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let mut stream = Stream::new(&Key::new([5; 32]));
        for (kind, inputs) in network_cases(12, true, &mut stream) {
            if kind == "extreme" {
                continue;
            }
            let (beats, classes) = (rows(&inputs, "beats"), numbers(&inputs, "classes"));
            let mut network = Network::read(&inputs);
            let gradients = flat(&network.gradients(&beats, classes));
            for (at, gradient) in gradients.iter().enumerate() {
                let slope = slope(&mut network, &beats, classes, at);
                assert!(
                    (gradient - slope).abs() < 1e-8,
                    "{kind} {at}: {gradient} {slope}"
                );
            }
        }
    }

    #[test]
    fn probabilities_are_some_also_where_scores_are_large() {
        let mut stream = Stream::new(&Key::new([5; 32]));
        for (kind, inputs) in softmax_cases(12, &mut stream) {
            for row in rows(&inputs, "scores") {
                let sum: f64 = softmax(row).iter().sum();
                assert!((sum - 1.0).abs() < 1e-12, "{kind}");
            }
        }
    }
}
