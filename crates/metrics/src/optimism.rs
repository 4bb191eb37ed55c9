//! Optimism: how much better a model looks on the patients it was made from.
//!
//! The whole making of the model is repeated on bootstrap resamples, every choice included
//! (imputation, selection, tuning): what is left out of the closure is left out of the
//! correction. The result judges the way of making models, on patients of the same kind. It
//! is no substitute for validation elsewhere.
//!
//! A model is made by `fit` from rows, and judged by `score` on rows, several measures at
//! once. Rows may repeat: a patient drawn twice is two patients. Where a model cannot be made
//! from the patients themselves there is no result but the error of `fit` or `score`. The same
//! holds where more than half of the resamples fail; fewer are left out and told.

mod harrell;
mod out_of_bag;

use crate::undefined::Undefined;

pub use harrell::{Harrell, harrell};
pub use out_of_bag::{OutOfBag, no_information_brier, out_of_bag};

/// One measure, as it looks and as it should be expected in new patients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// On the patients the model was made from.
    pub apparent: f64,
    /// What to expect in new patients; apparent less this is the optimism.
    pub corrected: f64,
}

/// Resamples by whether they gave a model and all its measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resamples {
    /// Those that did.
    pub used: usize,
    /// Those that did not, such as separated ones.
    pub failed: usize,
}

/// Each row as often as it was drawn.
fn repeated(counts: &[u8]) -> Vec<usize> {
    let rows = counts.iter().enumerate();
    rows.flat_map(|(row, &count)| std::iter::repeat_n(row, usize::from(count))).collect()
}

/// Running means over the resamples that worked.
struct Means<Error, const K: usize> {
    sums: [f64; K],
    resamples: Resamples,
    first_error: Option<Error>,
}

impl<Error: From<Undefined>, const K: usize> Means<Error, K> {
    fn new() -> Self {
        Self { sums: [0.0; K], resamples: Resamples::default(), first_error: None }
    }

    fn add(&mut self, measures: Result<[f64; K], Error>) {
        match measures {
            Ok(measures) => {
                self.resamples.used += 1;
                for (sum, measure) in self.sums.iter_mut().zip(measures) {
                    *sum += measure;
                }
            }
            Err(error) => {
                self.resamples.failed += 1;
                self.first_error.get_or_insert(error);
            }
        }
    }

    fn finish(self) -> Result<([f64; K], Resamples), Error> {
        match self.first_error {
            Some(error) if self.resamples.failed > self.resamples.used => Err(error),
            _ if self.resamples.used == 0 => Err(Undefined::TooFew.into()),
            _ => Ok((
                self.sums.map(|sum| sum / self.resamples.used as f64),
                self.resamples,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bootstrap::Bootstrap;
    use crate::random::Random;

    const BOOTSTRAP: Bootstrap = Bootstrap { resamples: 4000, seed: 1 };

    /// The mean of n numbers as a model, judged by its squared error.
    fn mean_of(values: &[f64]) -> impl FnMut(&[usize]) -> Result<f64, Undefined> + '_ {
        |rows| Ok(rows.iter().map(|&row| values[row]).sum::<f64>() / rows.len() as f64)
    }

    fn error_of(
        values: &[f64],
    ) -> impl FnMut(&f64, &[usize]) -> Result<[f64; 1], Undefined> + '_ {
        |mean, rows| {
            let squares =
                rows.iter().map(|&row| (values[row] - mean) * (values[row] - mean));
            Ok([squares.sum::<f64>() / rows.len() as f64])
        }
    }

    fn numbers(n: usize) -> (Vec<f64>, f64) {
        let mut random = Random::new(6);
        let values: Vec<f64> = (0..n).map(|_| random.uniform()).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        let variance =
            values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n as f64;
        (values, variance)
    }

    /// For a mean all of it is known in closed form. With v the variance (divisor n): apparent
    /// v; on its resample v (1 - 1/n), on all patients v (1 + 1/n), so the optimism is -2 v/n.
    #[test]
    fn the_optimism_of_a_mean() {
        let (values, v) = numbers(20);
        let validation =
            harrell(20, &BOOTSTRAP, mean_of(&values), error_of(&values)).unwrap();
        assert!((validation.apparent[0] - v).abs() < 1e-12);
        assert!((validation.optimism[0] / (-2.0 * v / 20.0) - 1.0).abs() < 0.1);
        let [corrected] = validation.corrected();
        assert!((corrected.corrected - (v - validation.optimism[0])).abs() < 1e-15);
        assert_eq!(validation.resamples, Resamples { used: 4000, failed: 0 });
    }

    /// From the mean of the n - 1 others a patient is n/(n-1) times as far as from that of
    /// all, and a resample of n of the others has a mean of variance v/n around theirs.
    #[test]
    fn the_out_of_bag_error_of_a_mean() {
        let (values, v) = numbers(40);
        let found =
            out_of_bag(40, &BOOTSTRAP, mean_of(&values), error_of(&values)).unwrap();
        let farther = 40.0 / 39.0 * (40.0 / 39.0) + 1.0 / 40.0;
        assert!((found.out_of_bag[0] / (v * farther) - 1.0).abs() < 0.02);
        let [point_632] = found.point_632();
        let blended = 0.368 * v + 0.632 * found.out_of_bag[0];
        assert!((point_632.corrected - blended).abs() < 1e-12);
    }

    /// Nearest neighbour on outcomes by the toss of a coin looks perfect and is worth nothing:
    /// Efron and Tibshirani's case for .632+, which .632 gets wrong.
    #[test]
    fn memorising_chance_is_worth_nothing() {
        let mut random = Random::new(2);
        let patients: Vec<(f64, f64)> = (0..60)
            .map(|_| (random.uniform(), f64::from(random.uniform() < 0.5)))
            .collect();
        let prevalence = patients.iter().map(|p| p.1).sum::<f64>() / 60.0;
        let fit = |rows: &[usize]| Ok::<_, Undefined>(rows.to_vec());
        let score = |model: &Vec<usize>, rows: &[usize]| {
            let wrong = rows.iter().filter(|&&row| {
                let distance =
                    |&other: &usize| (patients[other].0 - patients[row].0).abs();
                let nearest = model
                    .iter()
                    .copied()
                    .min_by(|a, b| distance(a).total_cmp(&distance(b)));
                (patients[nearest.unwrap()].1 - patients[row].1).abs() > 0.5
            });
            Ok([wrong.count() as f64 / rows.len() as f64])
        };
        let bootstrap = Bootstrap { resamples: 500, seed: 4 };
        let found = out_of_bag(60, &bootstrap, fit, score).unwrap();
        let no_information = 2.0 * prevalence * (1.0 - prevalence);
        let [plus] = found.point_632_plus([no_information]);
        let [plain] = found.point_632();
        assert!(plus.apparent.abs() < 1e-15);
        assert!((plus.corrected - no_information).abs() < 0.06, "{plus:?}");
        assert!(plain.corrected < 0.4, "{plain:?}");
    }

    #[test]
    fn failures_are_told_and_too_many_are_an_error() {
        let score = |_: &(), _: &[usize]| Ok([1.0]);
        let failing = |share: usize| {
            let mut fits = 0;
            harrell(
                5,
                &Bootstrap { resamples: 100, seed: 1 },
                move |_: &[usize]| {
                    fits += 1;
                    if fits > 1 && fits % 10 < share {
                        Err(Undefined::Separated)
                    } else {
                        Ok(())
                    }
                },
                score,
            )
        };
        assert_eq!(failing(3).unwrap().resamples, Resamples { used: 70, failed: 30 });
        assert_eq!(failing(7), Err(Undefined::Separated));
        let none = Bootstrap { resamples: 0, seed: 1 };
        let fit = |_: &[usize]| Ok::<(), Undefined>(());
        assert_eq!(harrell(5, &none, fit, score), Err(Undefined::TooFew));
        // A single patient is in every resample, so nobody is ever left out.
        assert_eq!(out_of_bag(1, &BOOTSTRAP, fit, score), Err(Undefined::Empty));
    }
}
