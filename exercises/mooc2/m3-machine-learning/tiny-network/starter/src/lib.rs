//! A small network by hand: one hidden layer with tanh, softmax over the classes, cross-entropy.
//! You write four functions. `Network` and the functions' first lines stay as they are.

use medlab::ndarray::{Array1, Array2};

/// The numbers that a network consists of. Each row of weights leads to one unit.
#[derive(Clone, Debug)]
pub struct Network {
    /// Hidden units x inputs.
    pub weights_1: Array2<f64>,
    /// One for each hidden unit.
    pub bias_1: Array1<f64>,
    /// Classes x hidden units.
    pub weights_2: Array2<f64>,
    /// One for each class.
    pub bias_2: Array1<f64>,
}

/// Probabilities of the classes: each row of scores becomes a row whose sum is 1.
pub fn softmax(scores: &Array2<f64>) -> Array2<f64> {
    let _ = scores;
    todo!("powers of e, and their shares of the sum; also where scores are large")
}

/// Probabilities of the classes, one row for each beat.
pub fn forward(network: &Network, beats: &Array2<f64>) -> Array2<f64> {
    let _ = (network, beats);
    todo!("hidden units, scores, probabilities")
}

/// The slope of the mean cross-entropy over these beats, by each number of the network.
/// `classes[i]` is the true class of the beat in row `i`: 0, 1, ...
pub fn gradients(network: &Network, beats: &Array2<f64>, classes: &[usize]) -> Network {
    let _ = (network, beats, classes);
    todo!("from the probabilities back to the first layer")
}

/// Trains a network on beats with labels (0 is normal, 1 is ventricular), and gives the
/// probability that a beat is ventricular for each new beat.
pub fn train_and_predict(
    beats: &Array2<f64>,
    classes: &[usize],
    new_beats: &Array2<f64>,
) -> Array1<f64> {
    let _ = (beats, classes, new_beats);
    todo!("start small, step downhill, round after round")
}

/// Numbers as if thrown, between -1 and 1, the same in every run: for starting values and for
/// shuffling. Use it or write your own.
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn throw(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// Judge yourself: `cargo test -- --nocapture` prints how you do on each recorder.
#[cfg(test)]
mod tests {
    use super::*;
    use medlab::ndarray::Axis;
    use medlab::practice::table;

    /// The beats of one person, which stand together.
    const OF_ONE_PERSON: usize = 12;

    /// So many parts of the persons, each predicted by a network that was trained on the others.
    const FOLDS: usize = 5;

    #[test]
    fn five_fold_over_persons() {
        let training = table("training.csv");
        let column =
            |name: &str| training.column(name).expect("training.csv has this column");
        let voltages: Vec<&[f64]> = (0..64)
            .map(|sample| column(&format!("s{sample:03}")).values().expect("voltages"))
            .collect();
        let beats = Array2::from_shape_fn((training.rows(), 64), |(row, sample)| {
            voltages[sample][row]
        });
        let (labels, devices) = (column("label"), column("device"));
        let classes: Vec<usize> = (0..training.rows())
            .map(|row| usize::from(labels.text(row) == "ventricular"))
            .collect();

        let mut right = vec![false; training.rows()];
        for fold in 0..FOLDS {
            let (new, known): (Vec<usize>, Vec<usize>) =
                (0..training.rows()).partition(|row| row / OF_ONE_PERSON % FOLDS == fold);
            let known_classes: Vec<usize> =
                known.iter().map(|row| classes[*row]).collect();
            let risks = train_and_predict(
                &beats.select(Axis(0), &known),
                &known_classes,
                &beats.select(Axis(0), &new),
            );
            assert_eq!(risks.len(), new.len(), "one probability for each new beat");
            for (row, risk) in new.iter().zip(&risks) {
                assert!((0.0..=1.0).contains(risk), "{risk} is no probability");
                right[*row] = (*risk >= 0.5) == (classes[*row] == 1);
            }
        }

        for recorder in ["Ara", "Bufo", "Corvus"] {
            // How many beats of a class the recorder has, and how many of them are told rightly.
            let counted = |class: usize| {
                let of_class = (0..right.len()).filter(|row| {
                    devices.text(*row) == recorder && classes[*row] == class
                });
                let told: Vec<bool> = of_class.map(|row| right[row]).collect();
                (told.iter().filter(|told| **told).count(), told.len())
            };
            let ((found, ventricular), (left_alone, others)) = (counted(1), counted(0));
            let mean = 50.0 * found as f64 / ventricular as f64
                + 50.0 * left_alone as f64 / others as f64;
            println!(
                "{recorder}: {mean:.1} % (ventricular found: {found} of {ventricular}, \
                 others left alone: {left_alone} of {others})"
            );
        }
    }
}
