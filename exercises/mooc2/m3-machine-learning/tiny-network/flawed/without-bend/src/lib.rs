//! The hidden units give their sums as they are: two layers without a bend are one.

use medlab::ndarray::{Array, Array1, Array2, Axis, Dimension};

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
    beats.dot(&network.weights_1.t()) + &network.bias_1
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
        by_score.dot(&network.weights_2);
    Network {
        weights_1: by_sum.t().dot(beats),
        bias_1: by_sum.sum_axis(Axis(0)),
        weights_2: by_score.t().dot(&hidden),
        bias_2: by_score.sum_axis(Axis(0)),
    }
}

const HIDDEN: usize = 16;
const ROUNDS: usize = 60;
const BATCH: usize = 24;
const RATE: f64 = 0.1;
const MOMENTUM: f64 = 0.9;
/// What every number loses of itself: a network of small numbers follows noise less.
const DECAY: f64 = 0.05;

/// Trains a network on beats with labels, and gives the probability of class 1 for each new beat.
pub fn train_and_predict(
    beats: &Array2<f64>,
    classes: &[usize],
    new_beats: &Array2<f64>,
) -> Array1<f64> {
    let (beats, new_beats) = (centred(beats), centred(new_beats));
    let mut dice = Dice(20_260);
    let mut network = started(beats.ncols(), &mut dice);
    let mut speed = Network {
        weights_1: Array2::zeros(network.weights_1.dim()),
        bias_1: Array1::zeros(network.bias_1.len()),
        weights_2: Array2::zeros(network.weights_2.dim()),
        bias_2: Array1::zeros(network.bias_2.len()),
    };
    let mut order: Vec<usize> = (0..beats.nrows()).collect();
    for round in 0..ROUNDS {
        // Slower towards the end.
        let rate = RATE * (1.0 - round as f64 / ROUNDS as f64);
        dice.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let mut some = beats.select(Axis(0), batch);
            // Electrodes are put on upside down now and then: half of the beats are shown so.
            for mut row in some.rows_mut() {
                if dice.throw() < 0.0 {
                    row.mapv_inplace(|voltage| -voltage);
                }
            }
            let labels: Vec<usize> = batch.iter().map(|row| classes[*row]).collect();
            let slope = gradients(&network, &some, &labels);
            let (now, by) = (&mut network, &mut speed);
            step(&mut now.weights_1, &mut by.weights_1, &slope.weights_1, rate);
            step(&mut now.bias_1, &mut by.bias_1, &slope.bias_1, rate);
            step(&mut now.weights_2, &mut by.weights_2, &slope.weights_2, rate);
            step(&mut now.bias_2, &mut by.bias_2, &slope.bias_2, rate);
        }
    }
    forward(&network, &new_beats).column(1).to_owned()
}

/// One step downhill, with the swing of the steps before.
fn step<D: Dimension>(
    value: &mut Array<f64, D>,
    speed: &mut Array<f64, D>,
    slope: &Array<f64, D>,
    rate: f64,
) {
    speed.zip_mut_with(slope, |speed, slope| *speed = MOMENTUM * *speed - rate * slope);
    value.mapv_inplace(|value| value * (1.0 - rate * DECAY));
    *value += &*speed;
}

/// Beats less their own mean: breathing lifts a whole beat, and says nothing of its origin.
fn centred(beats: &Array2<f64>) -> Array2<f64> {
    let means = beats.sum_axis(Axis(1)) / beats.ncols() as f64;
    beats - &means.insert_axis(Axis(1))
}

/// Small numbers, each another one: units that start alike stay alike.
fn started(inputs: usize, dice: &mut Dice) -> Network {
    let mut drawn = |rows: usize, columns: usize| {
        let reach = (3.0 / columns as f64).sqrt();
        Array2::from_shape_simple_fn((rows, columns), || reach * dice.throw())
    };
    Network {
        weights_1: drawn(HIDDEN, inputs),
        bias_1: Array1::zeros(HIDDEN),
        weights_2: drawn(2, HIDDEN),
        bias_2: Array1::zeros(2),
    }
}

/// Numbers as if thrown, between -1 and 1, the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            let other = ((self.throw() + 1.0) / 2.0 * (last + 1) as f64) as usize;
            order.swap(last, other.min(last));
        }
    }
}
