//! Intervals where rows come in clusters: several of one patient, or patients of one ward.
//!
//! Rows of a cluster resemble each other, so they tell less than as many independent ones.
//! Whole clusters are drawn with replacement, as many as there are, and every measure is
//! computed anew from all their rows.

use super::ranked::{Drawn, Ranked};
use super::recalibration::Recalibration;
use super::{Bootstrap, Replicates};
use crate::estimate::Limits;
use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// The percentile intervals of all measures of an evaluation that have one.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterIntervals {
    /// Area under the ROC curve.
    pub auroc: Result<Limits, Undefined>,
    /// Calibration intercept (in the large).
    pub intercept: Result<Limits, Undefined>,
    /// Calibration slope.
    pub slope: Result<Limits, Undefined>,
    /// Observed over expected events.
    pub observed_expected: Result<Limits, Undefined>,
    /// At each threshold, in the order given.
    pub thresholds: Vec<ThresholdIntervals>,
}

/// The percentile intervals of the proportions at one threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdIntervals {
    /// Share of events flagged.
    pub sensitivity: Result<Limits, Undefined>,
    /// Share of non-events not flagged.
    pub specificity: Result<Limits, Undefined>,
    /// Share of flagged that are events.
    pub ppv: Result<Limits, Undefined>,
    /// Share of those not flagged that are non-events.
    pub npv: Result<Limits, Undefined>,
}

impl Bootstrap {
    /// Percentile intervals from resampled clusters; `clusters` names the cluster of each row.
    ///
    /// Undefined (`lengths`) where there is not one cluster for each row, and (`too_few`) with
    /// a single cluster, which says nothing about another. Each interval is undefined as
    /// [`Replicates::limits`] says.
    ///
    /// Source: C. Field, A. Welsh, Journal of the Royal Statistical Society B 69:369 (2007).
    ///
    /// ```
    /// use medlab_metrics::{Predictions, bootstrap::Bootstrap};
    ///
    /// let outcomes = [true, true, false, false, true, false, false, false];
    /// let risks = [0.8, 0.6, 0.5, 0.2, 0.4, 0.3, 0.7, 0.1];
    /// let predictions = Predictions::new(&outcomes, &risks)?;
    /// // Four patients, two rows each.
    /// let patients = [11, 11, 12, 12, 13, 13, 14, 14];
    /// let intervals = Bootstrap::default().clustered(&predictions, &patients, &[0.5])?;
    /// assert!(intervals.observed_expected.is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn clustered(
        &self,
        predictions: &Predictions,
        clusters: &[u32],
        thresholds: &[f64],
    ) -> Result<ClusterIntervals, Undefined> {
        let clustered = Clustered::new(predictions, clusters, thresholds)?;
        let mut replicates =
            vec![Replicates::default(); FIRST_PROPORTION + 4 * thresholds.len()];
        let mut scratch = Scratch::default();
        self.each(clustered.clusters, |counts| {
            clustered.measures(counts, &mut scratch);
            for (replicates, measure) in replicates.iter_mut().zip(&scratch.measures) {
                replicates.add(*measure);
            }
        });
        let limits: Vec<_> =
            replicates.into_iter().map(|r| r.sorted().limits()).collect();
        let (whole, proportions) = limits.split_at(FIRST_PROPORTION);
        let mut intervals = ClusterIntervals {
            auroc: whole[0],
            intercept: whole[1],
            slope: whole[2],
            observed_expected: whole[3],
            thresholds: Vec::new(),
        };
        // Measured in ascending order of threshold, told in the order given.
        let mut told: Vec<(usize, ThresholdIntervals)> = clustered
            .thresholds
            .iter()
            .zip(proportions.chunks_exact(4))
            .map(|(&given, of_threshold)| {
                let [sensitivity, specificity, ppv, npv] =
                    [0, 1, 2, 3].map(|i| of_threshold[i]);
                (given, ThresholdIntervals { sensitivity, specificity, ppv, npv })
            })
            .collect();
        told.sort_by_key(|(given, _)| *given);
        intervals.thresholds = told.into_iter().map(|(_, interval)| interval).collect();
        Ok(intervals)
    }
}

/// Measures are listed as AUROC, intercept, slope, observed over expected, then sensitivity,
/// specificity, PPV and NPV of each threshold.
const FIRST_PROPORTION: usize = 4;

/// Everything about the rows that does not change between resamples.
struct Clustered {
    clusters: usize,
    ranked: Ranked,
    /// The cluster of the row at each place of the ranking.
    cluster_at: Vec<u32>,
    recalibration: Recalibration,
    /// Each cluster's events and sum of risks.
    observed: Vec<[f64; 2]>,
    /// Which of the given thresholds comes first in ascending order, and so on.
    thresholds: Vec<usize>,
    /// Where each begins in the ranking.
    places: Vec<usize>,
}

/// What each resample writes over.
#[derive(Default)]
struct Scratch {
    weights: Vec<u8>,
    below: Vec<Drawn>,
    measures: Vec<Result<f64, Undefined>>,
}

impl Clustered {
    fn new(
        predictions: &Predictions,
        clusters: &[u32],
        thresholds: &[f64],
    ) -> Result<Self, Undefined> {
        if clusters.len() != predictions.len() {
            return Err(Undefined::Lengths);
        }
        let mut rows: Vec<(u32, usize)> = clusters.iter().copied().zip(0..).collect();
        rows.sort_unstable();
        let mut cluster_of = vec![0; rows.len()];
        let mut starts = vec![0];
        let mut observed = Vec::new();
        for rows in rows.chunk_by(|a, b| a.0 == b.0) {
            let mut sums = [0.0; 2];
            for &(_, row) in rows {
                cluster_of[row] = observed.len() as u32;
                sums[0] += f64::from(predictions.outcomes()[row]);
                sums[1] += predictions.risks()[row];
            }
            starts.push(starts[observed.len()] + rows.len());
            observed.push(sums);
        }
        if observed.len() < 2 {
            return Err(Undefined::TooFew);
        }
        let outcomes =
            rows.iter().map(|row| f64::from(predictions.outcomes()[row.1])).collect();
        let risks: Vec<f64> = rows.iter().map(|row| predictions.risks()[row.1]).collect();
        let ranked = Ranked::new(predictions.outcomes(), predictions.risks());
        let mut ascending: Vec<usize> = (0..thresholds.len()).collect();
        ascending.sort_by(|&a, &b| thresholds[a].total_cmp(&thresholds[b]));
        Ok(Self {
            clusters: observed.len(),
            cluster_at: ranked
                .order()
                .iter()
                .map(|&row| cluster_of[row as usize])
                .collect(),
            recalibration: Recalibration::new(outcomes, &risks, starts),
            observed,
            places: ascending
                .iter()
                .map(|&given| ranked.place(thresholds[given]))
                .collect(),
            thresholds: ascending,
            ranked,
        })
    }

    /// All measures where each cluster is drawn so often.
    fn measures(&self, counts: &[u8], scratch: &mut Scratch) {
        let Scratch { weights, below, measures } = scratch;
        weights.clear();
        weights.extend(self.cluster_at.iter().map(|&cluster| counts[cluster as usize]));
        below.resize(self.places.len(), Drawn::default());
        let (auroc, all) = self.ranked.auroc_and_below(weights, &self.places, below);
        let both = if all.events == 0 || all.non_events == 0 {
            Err(Undefined::OneClass)
        } else {
            Ok(())
        };
        measures.clear();
        measures.push(auroc);
        measures.push(both.and_then(|()| self.recalibration.intercept(counts)));
        measures.push(both.and_then(|()| self.recalibration.slope(counts)));
        measures.push(self.observed_expected(counts));
        for below in below {
            let flagged = Drawn {
                events: all.events - below.events,
                non_events: all.non_events - below.non_events,
            };
            measures.push(share(flagged.events, below.events));
            measures.push(share(below.non_events, flagged.non_events));
            measures.push(share(flagged.events, flagged.non_events));
            measures.push(share(below.non_events, below.events));
        }
    }

    fn observed_expected(&self, counts: &[u8]) -> Result<f64, Undefined> {
        let (mut observed, mut expected) = (0.0, 0.0);
        for (sums, &count) in self.observed.iter().zip(counts) {
            observed += f64::from(count) * sums[0];
            expected += f64::from(count) * sums[1];
        }
        if expected > 0.0 { Ok(observed / expected) } else { Err(Undefined::NoExpected) }
    }
}

fn share(part: u64, rest: u64) -> Result<f64, Undefined> {
    match part + rest {
        0 => Err(Undefined::EmptyDenominator),
        whole => Ok(part as f64 / whole as f64),
    }
}

#[cfg(test)]
mod tests {
    use libm::{exp, log};
    use proptest::prelude::*;

    use super::*;
    use crate::auroc_of_scores;
    use crate::logistic::Logistic;
    use crate::random::Random;

    /// Rows of patients who differ from each other, so that their rows resemble each other.
    fn rows(
        patients: u32,
        rows_each: usize,
        seed: u64,
    ) -> (Vec<bool>, Vec<f64>, Vec<u32>) {
        let mut random = Random::new(seed);
        let mut rows = (Vec::new(), Vec::new(), Vec::new());
        for patient in 0..patients {
            let severity = 3.0 * random.uniform() - 1.5;
            for _ in 0..rows_each {
                let x = severity + random.uniform() - 0.5;
                let risk = 1.0 / (1.0 + exp(-(0.2 + 0.8 * x)));
                rows.0.push(random.uniform() < 1.0 / (1.0 + exp(-x)));
                rows.1.push((risk * 50.0).round() / 50.0);
                rows.2.push(1000 - patient);
            }
        }
        rows
    }

    /// Every measure of a resample against the plain functions on rows repeated as often.
    #[test]
    fn each_measure_is_that_of_the_rows_drawn() {
        let (outcomes, risks, clusters) = rows(40, 3, 4);
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let thresholds = [0.6, 0.3];
        let clustered = Clustered::new(&predictions, &clusters, &thresholds).unwrap();
        let mut scratch = Scratch::default();
        Bootstrap { resamples: 50, seed: 6 }.each(40, |counts| {
            clustered.measures(counts, &mut scratch);
            let (mut y, mut r) = (Vec::new(), Vec::new());
            for row in 0..outcomes.len() {
                // Clusters are numbered in ascending order of their name.
                let count = counts[clusters[row] as usize - 961];
                for _ in 0..count {
                    y.push(outcomes[row]);
                    r.push(risks[row]);
                }
            }
            let numbers: Vec<f64> = y.iter().map(|&y| f64::from(y)).collect();
            let logits: Vec<f64> = r.iter().map(|r| log(r / (1.0 - r))).collect();
            let events = numbers.iter().sum::<f64>();
            let intercept = Logistic::new(&[]).offset(&logits).fit(&numbers).unwrap();
            let slope = Logistic::new(&[&logits]).fit(&numbers).unwrap();
            let mut expected = vec![
                auroc_of_scores(&y, &r).unwrap().value,
                intercept.coefficients[0],
                slope.coefficients[1],
                events / r.iter().sum::<f64>(),
            ];
            for t in [0.3, 0.6] {
                let count = |event: bool, flagged: bool| {
                    let rows = y.iter().zip(&r);
                    rows.filter(|(y, r)| **y == event && (**r >= t) == flagged).count()
                        as f64
                };
                let (tp, fp) = (count(true, true), count(false, true));
                let (missed, tn) = (count(true, false), count(false, false));
                expected.extend([
                    tp / (tp + missed),
                    tn / (tn + fp),
                    tp / (tp + fp),
                    tn / (tn + missed),
                ]);
            }
            assert_eq!(scratch.measures.len(), expected.len());
            for (found, expected) in scratch.measures.iter().zip(&expected) {
                let found = found.unwrap();
                assert!((found - expected).abs() < 1e-8, "{found} for {expected}");
            }
        });
    }

    #[test]
    fn thresholds_are_told_in_the_order_given() {
        let (outcomes, risks, clusters) = rows(30, 2, 8);
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let bootstrap = Bootstrap { resamples: 200, seed: 1 };
        let of = |thresholds: &[f64]| {
            bootstrap.clustered(&predictions, &clusters, thresholds).unwrap().thresholds
        };
        let both = of(&[0.7, 0.2]);
        assert_eq!(both, [of(&[0.7]), of(&[0.2])].concat());
        assert_ne!(both[0], both[1]);
    }

    /// Rows written twice tell nothing new: the intervals stay as they are.
    #[test]
    fn copies_of_rows_do_not_make_intervals_narrower() {
        let (outcomes, risks, clusters) = rows(60, 2, 2);
        let bootstrap = Bootstrap { resamples: 300, seed: 2 };
        let of = |times: usize| {
            let (y, r, c) =
                (outcomes.repeat(times), risks.repeat(times), clusters.repeat(times));
            let predictions = Predictions::new(&y, &r).unwrap();
            bootstrap.clustered(&predictions, &c, &[0.4]).unwrap()
        };
        let (once, thrice) = (of(1), of(3));
        assert_eq!(once.auroc, thrice.auroc);
        assert_eq!(once.thresholds, thrice.thresholds);
        for (a, b) in [
            (once.intercept, thrice.intercept),
            (once.slope, thrice.slope),
            (once.observed_expected, thrice.observed_expected),
        ] {
            let (a, b) = (a.unwrap(), b.unwrap());
            assert!((a.lower - b.lower).abs() < 1e-9 && (a.upper - b.upper).abs() < 1e-9);
        }
    }

    /// Where all ten rows of a patient end alike, they tell as much as one: the interval is
    /// wider by the root of ten, the known design effect.
    #[test]
    fn clusters_widen_intervals() {
        let mut random = Random::new(3);
        let patients: Vec<bool> = (0..400).map(|_| random.uniform() < 0.4).collect();
        let outcomes: Vec<bool> = patients.iter().flat_map(|&y| [y; 10]).collect();
        let predictions = Predictions::new(&outcomes, &[0.5; 4000]).unwrap();
        let bootstrap = Bootstrap { resamples: 3000, seed: 2 };
        let width = |rows_each: u32| {
            let clusters: Vec<u32> = (0..4000).map(|row| row / rows_each).collect();
            let intervals = bootstrap.clustered(&predictions, &clusters, &[]).unwrap();
            let limits = intervals.observed_expected.unwrap();
            limits.upper - limits.lower
        };
        assert!((width(10) / width(1) / 10_f64.sqrt() - 1.0).abs() < 0.08);
    }

    #[test]
    fn what_no_cluster_bootstrap_can_say() {
        let predictions = Predictions::new(&[true, false], &[0.8, 0.3]).unwrap();
        let of = |clusters: &[u32]| {
            Bootstrap::default().clustered(&predictions, clusters, &[])
        };
        assert_eq!(of(&[1]), Err(Undefined::Lengths));
        assert_eq!(of(&[1, 1]), Err(Undefined::TooFew));
        let two = of(&[1, 2]).unwrap();
        assert_eq!(two.auroc, Err(Undefined::OneClass));
        assert!(two.slope.is_err() && two.intercept.is_err());
        assert!(two.observed_expected.is_ok());
    }

    /// A resample can be separated although the patients together are not.
    #[test]
    fn separated_resamples_are_told() {
        let outcomes = [false, false, false, true, false, true, true, true];
        let risks = [0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7];
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        let clusters: Vec<u32> = (0..8).collect();
        let clustered = Clustered::new(&predictions, &clusters, &[]).unwrap();
        let mut scratch = Scratch::default();
        clustered.measures(&[2, 1, 1, 0, 1, 1, 1, 1], &mut scratch);
        assert_eq!(scratch.measures[2], Err(Undefined::Separated));
        clustered.measures(&[8, 0, 0, 0, 0, 0, 0, 0], &mut scratch);
        assert_eq!(scratch.measures[2], Err(Undefined::OneClass));
        clustered.measures(&[0, 0, 0, 4, 4, 0, 0, 0], &mut scratch);
        assert!(scratch.measures[2].is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// However few or odd the patients, a slope is the maximum or there is none.
        #[test]
        fn a_slope_is_that_of_the_plain_fit(
            patients in prop::collection::vec((any::<bool>(), 1_u8..20), 6..14),
            seed in any::<u64>(),
        ) {
            let (outcomes, risks): (Vec<bool>, Vec<f64>) =
                patients.into_iter().map(|(y, r)| (y, f64::from(r) / 20.0)).unzip();
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let clusters: Vec<u32> = (0..outcomes.len() as u32).collect();
            let clustered = Clustered::new(&predictions, &clusters, &[]).unwrap();
            let numbers: Vec<f64> = outcomes.iter().map(|&y| f64::from(y)).collect();
            let logits: Vec<f64> = risks.iter().map(|r| log(r / (1.0 - r))).collect();
            let mut scratch = Scratch::default();
            Bootstrap { resamples: 20, seed }.each(outcomes.len(), |counts| {
                clustered.measures(counts, &mut scratch);
                let weights: Vec<f64> = counts.iter().map(|&c| f64::from(c)).collect();
                let plain = Logistic::new(&[&logits]).weights(&weights).fit(&numbers);
                if let (Ok(found), Ok(plain)) = (scratch.measures[2], plain) {
                    let plain = plain.coefficients[1];
                    assert!((found - plain).abs() < 1e-6 * (1.0 + plain.abs()));
                }
            });
        }
    }
}
