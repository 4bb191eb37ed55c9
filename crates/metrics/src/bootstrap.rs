//! The bootstrap: how far a measure would move with other patients of the same kind.
//!
//! Patients are drawn again with replacement. A resample is not a new table but a number for
//! each patient: how often the patient was drawn. What can be sorted is sorted once, and each
//! resample is one pass with these counts as weights. Where patients come in clusters
//! (several rows of one person, or wards), whole clusters are drawn: see [`clustered`].
//!
//! It does not judge a model on the patients it was made from; for that see
//! `optimism`.

use crate::estimate::Limits;
use crate::predictions::Predictions;
use crate::quantile::quantile;
use crate::random::{Random, scaled};
use crate::undefined::Undefined;

pub mod clustered;
mod expansion;
pub mod ranked;
mod recalibration;

pub use clustered::{ClusterIntervals, ThresholdIntervals};
pub use ranked::Ranked;

/// How many resamples, from which seed.
///
/// Resample i is the same whatever the number of resamples.
///
/// ```
/// use medlab_metrics::bootstrap::{Bootstrap, weighted_mean};
///
/// let lengths_of_stay = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0];
/// let replicates = Bootstrap::default().of(6, |counts| weighted_mean(&lengths_of_stay, counts));
/// let limits = replicates.limits()?;
/// assert!(limits.lower < 3.5 && 3.5 < limits.upper);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many resamples.
    pub resamples: usize,
    /// Where the random numbers start.
    pub seed: u64,
}

/// 2,000 resamples from a fixed seed, as `medlab evaluate` draws them.
impl Default for Bootstrap {
    fn default() -> Self {
        Self { resamples: 2000, seed: 20_260_101 }
    }
}

impl Bootstrap {
    /// One measure in every resample of so many patients.
    ///
    /// The measure is given how often each patient was drawn; the counts sum to the number of
    /// patients.
    pub fn of(
        &self,
        patients: usize,
        mut measure: impl FnMut(&[u8]) -> Result<f64, Undefined>,
    ) -> Replicates {
        let mut replicates = Replicates::default();
        self.each(patients, |counts| replicates.add(measure(counts)));
        replicates.sorted()
    }

    /// The 95 % percentile interval of the AUROC.
    ///
    /// Undefined as [`Replicates::limits`] says.
    pub fn auroc(&self, predictions: &Predictions) -> Result<Limits, Undefined> {
        let ranked = Ranked::new(predictions.outcomes(), predictions.risks());
        self.of(predictions.len(), |counts| ranked.auroc(counts)).limits()
    }

    /// Draws resample after resample and shows the counts of each.
    ///
    /// A count above 255 is not to be had: of any number of patients, the chance that one is
    /// drawn so often is below 10^-500.
    pub fn each(&self, patients: usize, mut see: impl FnMut(&[u8])) {
        let mut counts = vec![0; patients];
        for index in 0..self.resamples {
            let mut random = Random::stream(self.seed, index as u64);
            draw(&mut random, &mut counts);
            see(&counts);
        }
    }
}

/// What came out in each resample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replicates {
    values: Vec<f64>,
    undefined: usize,
    reason: Option<Undefined>,
}

impl Replicates {
    /// The defined values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// In how many resamples the measure was undefined.
    pub fn undefined(&self) -> usize {
        self.undefined
    }

    /// The 95 % percentile interval: the 2.5th and 97.5th percentile of the values, by linear
    /// interpolation (type 7 of Hyndman and Fan, the default of R and numpy).
    ///
    /// Undefined with the reason of the first undefined resample where more than one in
    /// twenty is undefined: those left would no longer stand for all. Undefined (`too_few`)
    /// without any resample.
    ///
    /// Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
    pub fn limits(&self) -> Result<Limits, Undefined> {
        let resamples = self.values.len() + self.undefined;
        match self.reason {
            Some(reason) if 20 * self.undefined > resamples => Err(reason),
            _ if self.values.is_empty() => Err(Undefined::TooFew),
            _ => Ok(Limits {
                lower: quantile(&self.values, 0.025),
                upper: quantile(&self.values, 0.975),
            }),
        }
    }

    fn add(&mut self, value: Result<f64, Undefined>) {
        match value {
            Ok(value) if value.is_finite() => self.values.push(value),
            Ok(_) => self.add(Err(Undefined::NotFinite)),
            Err(reason) => {
                self.undefined += 1;
                self.reason.get_or_insert(reason);
            }
        }
    }

    fn sorted(mut self) -> Self {
        self.values.sort_unstable_by(f64::total_cmp);
        self
    }
}

/// The mean of values with counts as weights.
///
/// Undefined (`empty_denominator`) where all counts are 0, and (`lengths`) where there is not
/// one count for each value.
pub fn weighted_mean(values: &[f64], counts: &[u8]) -> Result<f64, Undefined> {
    if values.len() != counts.len() {
        return Err(Undefined::Lengths);
    }
    let (mut sum, mut patients) = (0.0, 0_u64);
    for (value, &count) in values.iter().zip(counts) {
        sum += value * f64::from(count);
        patients += u64::from(count);
    }
    if patients == 0 {
        Err(Undefined::EmptyDenominator)
    } else {
        Ok(sum / patients as f64)
    }
}

/// Draws as many patients as there are, with replacement, and counts each.
fn draw(random: &mut Random, counts: &mut [u8]) {
    counts.fill(0);
    let patients = counts.len() as u32;
    let mut draws = counts.len();
    // Two draws from each 64 bits, for speed.
    while draws > 1 {
        let bits = random.next_u64();
        for half in [(bits >> 32) as u32, bits as u32] {
            if let Some(drawn) = scaled(half, patients) {
                counts[drawn as usize] += 1;
                draws -= 1;
            }
        }
    }
    if draws == 1 {
        counts[random.below(patients) as usize] += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn draws_as_many_patients_as_there_are() {
        for patients in [1_usize, 2, 3, 10, 1001] {
            Bootstrap { resamples: 20, seed: 5 }.each(patients, |counts| {
                assert_eq!(
                    counts.iter().map(|&c| usize::from(c)).sum::<usize>(),
                    patients
                );
            });
        }
    }

    /// Counts are multinomial: mean 1, variance 1 - 1/n, covariance -1/n.
    #[test]
    fn counts_are_multinomial() {
        let n = 5.0;
        let (mut sum, mut square, mut product) = (0.0, 0.0, 0.0);
        Bootstrap { resamples: 100_000, seed: 9 }.each(5, |counts| {
            let (first, last) = (f64::from(counts[0]), f64::from(counts[4]));
            sum += first;
            square += first * first;
            product += first * last;
        });
        let (mean, draws) = (sum / 1e5, 1e5);
        assert!((mean - 1.0).abs() < 0.01);
        assert!((square / draws - 1.0 - (1.0 - 1.0 / n)).abs() < 0.03);
        assert!((product / draws - 1.0 + 1.0 / n).abs() < 0.02);
    }

    #[test]
    fn a_resample_does_not_depend_on_how_many_there_are() {
        let first = |resamples| {
            let mut seen = Vec::new();
            Bootstrap { resamples, seed: 3 }
                .each(50, |counts| seen.push(counts.to_vec()));
            seen.truncate(4);
            seen
        };
        assert_eq!(first(4), first(40));
    }

    #[test]
    fn the_interval_of_a_mean_is_the_normal_one_in_many_patients() {
        let mut random = Random::new(8);
        let values: Vec<f64> = (0..2000).map(|_| random.uniform()).collect();
        let replicates = Bootstrap { resamples: 4000, seed: 1 }
            .of(2000, |c| weighted_mean(&values, c));
        let limits = replicates.limits().unwrap();
        let mean = values.iter().sum::<f64>() / 2000.0;
        let variance =
            values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / 2000.0 / 2000.0;
        let half = crate::Z95 * variance.sqrt();
        assert!((limits.lower - (mean - half)).abs() < 0.08 * half);
        assert!((limits.upper - (mean + half)).abs() < 0.08 * half);
    }

    #[test]
    fn too_many_undefined_resamples_leave_no_interval() {
        let some = |undefined: usize| {
            let mut replicates = Replicates::default();
            (0..undefined).for_each(|_| replicates.add(Err(Undefined::OneClass)));
            (undefined..100).for_each(|i| replicates.add(Ok(i as f64)));
            replicates.sorted().limits()
        };
        assert!(some(5).is_ok());
        assert_eq!(some(6), Err(Undefined::OneClass));
        assert_eq!(some(100), Err(Undefined::OneClass));
        assert_eq!(Replicates::default().limits(), Err(Undefined::TooFew));
    }

    proptest! {
        #[test]
        fn weights_are_repetitions(
            patients in prop::collection::vec((-5.0_f64..5.0, 0_u8..5), 1..30)
        ) {
            let (values, counts): (Vec<f64>, Vec<u8>) = patients.iter().copied().unzip();
            let repeated: Vec<f64> = patients
                .iter()
                .flat_map(|&(value, count)| vec![value; usize::from(count)])
                .collect();
            match weighted_mean(&values, &counts) {
                Ok(mean) => {
                    let plain = repeated.iter().sum::<f64>() / repeated.len() as f64;
                    prop_assert!((mean - plain).abs() < 1e-12);
                }
                Err(_) => prop_assert!(repeated.is_empty()),
            }
        }
    }
}
