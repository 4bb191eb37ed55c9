//! Forward and backward are right; but for the beats a straight line is taken, "as always".

use medlab::ndarray::{Array1, Array2, Axis};

/// The numbers that a network consists of. Each row of weights leads to one unit.
#[derive(Clone, Debug)]
pub struct Network {
    pub weights_1: Array2<f64>,
    pub bias_1: Array1<f64>,
    pub weights_2: Array2<f64>,
    pub bias_2: Array1<f64>,
}

/// Probabilities of the classes, one row for each row of scores.
pub fn softmax(scores: &Array2<f64>) -> Array2<f64> {
    let mut probabilities = scores.clone();
    for mut row in probabilities.rows_mut() {
        // The largest score becomes 0, so that no power is too large to be written.
        let largest = row.fold(f64::NEG_INFINITY, |a, b| a.max(*b));
        row.mapv_inplace(|score| (score - largest).exp());
        let sum = row.sum();
        row /= sum;
    }
    probabilities
}

/// What the hidden units say of each beat.
fn hidden(network: &Network, beats: &Array2<f64>) -> Array2<f64> {
    (beats.dot(&network.weights_1.t()) + &network.bias_1).mapv(f64::tanh)
}

/// Probabilities of the classes, one row for each beat.
pub fn forward(network: &Network, beats: &Array2<f64>) -> Array2<f64> {
    softmax(&(hidden(network, beats).dot(&network.weights_2.t()) + &network.bias_2))
}

/// The slope of the mean cross-entropy over these beats, by each number of the network.
pub fn gradients(network: &Network, beats: &Array2<f64>, classes: &[usize]) -> Network {
    let hidden = hidden(network, beats);
    let mut by_score =
        softmax(&(hidden.dot(&network.weights_2.t()) + &network.bias_2));
    for (mut row, class) in by_score.rows_mut().into_iter().zip(classes) {
        row[*class] -= 1.0;
    }
    by_score /= classes.len() as f64;
    let by_sum =
        by_score.dot(&network.weights_2) * hidden.mapv(|value| 1.0 - value * value);
    Network {
        weights_1: by_sum.t().dot(beats),
        bias_1: by_sum.sum_axis(Axis(0)),
        weights_2: by_score.t().dot(&hidden),
        bias_2: by_score.sum_axis(Axis(0)),
    }
}

/// Logistic regression on the voltages, by gradient descent on all beats.
pub fn train_and_predict(
    beats: &Array2<f64>,
    classes: &[usize],
    new_beats: &Array2<f64>,
) -> Array1<f64> {
    let truth = Array1::from_iter(classes.iter().map(|class| *class as f64));
    let risk = |beats: &Array2<f64>, weights: &Array1<f64>, bias: f64| {
        (beats.dot(weights) + bias).mapv(|score| 1.0 / (1.0 + (-score).exp()))
    };
    let (mut weights, mut bias) = (Array1::zeros(beats.ncols()), 0.0);
    for _ in 0..1000 {
        let off = (risk(beats, &weights, bias) - &truth) / classes.len() as f64;
        bias -= 0.5 * off.sum();
        weights -= &(beats.t().dot(&off) * 0.5);
    }
    risk(new_beats, &weights, bias)
}
