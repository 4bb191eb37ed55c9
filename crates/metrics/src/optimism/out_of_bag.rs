//! Out of bag: models judged on the patients that their resample left out, and the .632 and
//! .632+ estimates made of it.

use super::{Corrected, Means, Resamples, repeated};
use crate::bootstrap::Bootstrap;
use crate::undefined::Undefined;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
