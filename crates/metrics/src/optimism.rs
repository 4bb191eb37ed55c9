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

use crate::bootstrap::Bootstrap;
use crate::undefined::Undefined;

/// One measure, as it looks and as it should be expected in new patients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// On the patients the model was made from.
    pub apparent: f64,
    /// What to expect in new patients; apparent less this is the optimism.
    pub corrected: f64,
}

/// Harrell's correction, measure by measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Harrell<const K: usize> {
    /// On the patients the model was made from.
    pub apparent: [f64; K],
    /// Mean over resamples of the measure on the resample less that on all patients.
    pub optimism: [f64; K],
    /// How many resamples stand behind it, and how many failed.
    pub resamples: Resamples,
}

/// Performance on the patients that resamples left out, measure by measure.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfBag<const K: usize> {
    /// On the patients the model was made from.
    pub apparent: [f64; K],
    /// Mean over resamples of the measure on the patients not drawn.
    pub out_of_bag: [f64; K],
    /// How many resamples stand behind it, and how many failed.
    pub resamples: Resamples,
}

/// Resamples by whether they gave a model and all its measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resamples {
    /// Those that did.
    pub used: usize,
    /// Those that did not, such as separated ones.
    pub failed: usize,
}

/// Measures how much better models look on their own resample than on all patients.
///
/// Source: F. Harrell, K. Lee, D. Mark, Statistics in Medicine 15:361 (1996).
///
/// ```
/// use medlab_metrics::Undefined;
/// use medlab_metrics::bootstrap::Bootstrap;
/// use medlab_metrics::optimism::harrell;
///
/// // The "model" is the mean stay in days; it is judged by its mean squared error.
/// let stays = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 4.0, 2.0];
/// let fit = |rows: &[usize]| {
///     Ok(rows.iter().map(|&row| stays[row]).sum::<f64>() / rows.len() as f64)
/// };
/// let score = |mean: &f64, rows: &[usize]| {
///     let squares = rows.iter().map(|&row| (stays[row] - mean) * (stays[row] - mean));
///     Ok([squares.sum::<f64>() / rows.len() as f64])
/// };
/// let validation = harrell::<_, Undefined, 1>(8, &Bootstrap::default(), fit, score)?;
/// let [error] = validation.corrected();
/// assert!(error.corrected > error.apparent);
/// # Ok::<(), Undefined>(())
/// ```
pub fn harrell<Model, Error: From<Undefined>, const K: usize>(
    patients: usize,
    bootstrap: &Bootstrap,
    mut fit: impl FnMut(&[usize]) -> Result<Model, Error>,
    mut score: impl FnMut(&Model, &[usize]) -> Result<[f64; K], Error>,
) -> Result<Harrell<K>, Error> {
    let all: Vec<usize> = (0..patients).collect();
    let apparent = score(&fit(&all)?, &all)?;
    let mut means = Means::new();
    bootstrap.each(patients, |counts| {
        let drawn = repeated(counts);
        means.add(fit(&drawn).and_then(|model| {
            let (inside, outside) = (score(&model, &drawn)?, score(&model, &all)?);
            Ok(std::array::from_fn(|k| inside[k] - outside[k]))
        }));
    });
    let (optimism, resamples) = means.finish()?;
    Ok(Harrell { apparent, optimism, resamples })
}

impl<const K: usize> Harrell<K> {
    /// Apparent less optimism.
    pub fn corrected(&self) -> [Corrected; K] {
        std::array::from_fn(|k| Corrected {
            apparent: self.apparent[k],
            corrected: self.apparent[k] - self.optimism[k],
        })
    }
}

/// Judges models made from resamples on the patients that these left out.
///
/// The measure is taken over all patients left out of a resample together, as an AUROC needs,
/// and then averaged over resamples. A resample that leaves nobody out, or too few for the
/// measure, counts as failed.
///
/// ```
/// use medlab_metrics::Undefined;
/// use medlab_metrics::bootstrap::Bootstrap;
/// use medlab_metrics::optimism::out_of_bag;
///
/// let stays = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 4.0, 2.0];
/// let fit = |rows: &[usize]| {
///     Ok(rows.iter().map(|&row| stays[row]).sum::<f64>() / rows.len() as f64)
/// };
/// let score = |mean: &f64, rows: &[usize]| {
///     let squares = rows.iter().map(|&row| (stays[row] - mean) * (stays[row] - mean));
///     Ok([squares.sum::<f64>() / rows.len() as f64])
/// };
/// let validation = out_of_bag::<_, Undefined, 1>(8, &Bootstrap::default(), fit, score)?;
/// let [error] = validation.point_632();
/// assert!(error.apparent < error.corrected && error.corrected < validation.out_of_bag[0]);
/// # Ok::<(), Undefined>(())
/// ```
pub fn out_of_bag<Model, Error: From<Undefined>, const K: usize>(
    patients: usize,
    bootstrap: &Bootstrap,
    mut fit: impl FnMut(&[usize]) -> Result<Model, Error>,
    mut score: impl FnMut(&Model, &[usize]) -> Result<[f64; K], Error>,
) -> Result<OutOfBag<K>, Error> {
    let all: Vec<usize> = (0..patients).collect();
    let apparent = score(&fit(&all)?, &all)?;
    let mut means = Means::new();
    bootstrap.each(patients, |counts| {
        let left_out: Vec<usize> =
            (0..patients).filter(|&row| counts[row] == 0).collect();
        means.add(if left_out.is_empty() {
            Err(Undefined::Empty.into())
        } else {
            fit(&repeated(counts)).and_then(|model| score(&model, &left_out))
        });
    });
    let (out_of_bag, resamples) = means.finish()?;
    Ok(OutOfBag { apparent, out_of_bag, resamples })
}

/// The chance that a patient is drawn into a resample of many, 1 - 1/e, as the .632 estimates
/// round it.
const DRAWN: f64 = 0.632;

impl<const K: usize> OutOfBag<K> {
    /// The .632 estimate: 0.368 apparent + 0.632 out of bag.
    ///
    /// Source: B. Efron, Journal of the American Statistical Association 78:316 (1983).
    pub fn point_632(&self) -> [Corrected; K] {
        std::array::from_fn(|k| blend(self.apparent[k], self.out_of_bag[k], DRAWN))
    }

    /// The .632+ estimate, which leans more on the patients left out the more a model
    /// overfits.
    ///
    /// `no_information` is each measure's value for risks that know nothing of the outcome:
    /// 0.5 for an AUROC, [`no_information_brier`] for a Brier score. With the relative
    /// overfitting R = (out of bag - apparent) / (no information - apparent), held in 0..=1,
    /// the weight of out of bag is 0.632 / (1 - 0.368 R). Out of bag beyond no information
    /// counts as no information; better than apparent, it is no overfitting, R = 0.
    ///
    /// Source: B. Efron, R. Tibshirani, Journal of the American Statistical Association
    /// 92:548 (1997).
    pub fn point_632_plus(&self, no_information: [f64; K]) -> [Corrected; K] {
        std::array::from_fn(|k| {
            let (apparent, out_of_bag) = (self.apparent[k], self.out_of_bag[k]);
            let (lost, most) = (out_of_bag - apparent, no_information[k] - apparent);
            // Worse is up for an error and down for an AUROC: what counts is whether both
            // lie on the same side of apparent.
            let overfitting =
                if lost * most > 0.0 { (lost / most).min(1.0) } else { 0.0 };
            let held = if overfitting >= 1.0 { no_information[k] } else { out_of_bag };
            blend(apparent, held, DRAWN / (1.0 - (1.0 - DRAWN) * overfitting))
        })
    }
}

/// The Brier score of predicted risks that have nothing to do with the outcomes: the mean over
/// all pairs of an outcome and a risk, whosever they are.
///
/// Prevalence * (1 - 2 mean risk) + mean squared risk. Undefined (`empty`) without patients,
/// and (`lengths`) where there is not one risk for each outcome.
///
/// ```
/// use medlab_metrics::optimism;
///
/// let nothing = optimism::no_information_brier(&[true, false], &[0.8, 0.2])?;
/// assert!((nothing - 0.34).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn no_information_brier(outcomes: &[bool], risks: &[f64]) -> Result<f64, Undefined> {
    if outcomes.len() != risks.len() {
        return Err(Undefined::Lengths);
    }
    if outcomes.is_empty() {
        return Err(Undefined::Empty);
    }
    let n = outcomes.len() as f64;
    let prevalence = outcomes.iter().filter(|&&outcome| outcome).count() as f64 / n;
    let mean = risks.iter().sum::<f64>() / n;
    let square = risks.iter().map(|risk| risk * risk).sum::<f64>() / n;
    Ok(prevalence * (1.0 - 2.0 * mean) + square)
}

fn blend(apparent: f64, out_of_bag: f64, weight: f64) -> Corrected {
    Corrected { apparent, corrected: (1.0 - weight) * apparent + weight * out_of_bag }
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
    use proptest::prelude::*;

    use super::*;
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

    proptest! {
        /// .632+ lies between .632 and out of bag (or no information), and turning the measure
        /// round turns it round.
        #[test]
        fn plus_leans_towards_out_of_bag(
            apparent in 0.5_f64..1.0, out in 0.3_f64..1.0
        ) {
            let found = |apparent, out| OutOfBag {
                apparent: [apparent],
                out_of_bag: [out],
                resamples: Resamples::default(),
            };
            let [plus] = found(apparent, out).point_632_plus([0.5]);
            let [turned] = found(1.0 - apparent, 1.0 - out).point_632_plus([0.5]);
            prop_assert!((plus.corrected + turned.corrected - 1.0).abs() < 1e-12);
            let held = out.max(0.5);
            let plain = blend(apparent, held, 0.632).corrected;
            if held <= apparent {
                prop_assert!(plus.corrected <= plain + 1e-12);
                prop_assert!(plus.corrected >= held - 1e-12);
            } else {
                prop_assert!((plus.corrected - plain).abs() < 1e-12);
            }
        }

        #[test]
        fn no_information_is_the_mean_over_all_pairs(
            patients in prop::collection::vec((any::<bool>(), 0.0_f64..1.0), 1..30)
        ) {
            let (outcomes, risks): (Vec<bool>, Vec<f64>) = patients.into_iter().unzip();
            let mut sum = 0.0;
            for &outcome in &outcomes {
                for &risk in &risks {
                    let y = f64::from(outcome);
                    sum += (y - risk) * (y - risk);
                }
            }
            let mean = sum / (outcomes.len() * outcomes.len()) as f64;
            prop_assert!((no_information_brier(&outcomes, &risks).unwrap() - mean).abs() < 1e-12);
        }
    }
}
