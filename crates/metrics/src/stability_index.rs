//! The population stability index: how far the patients of today differ from those of then.
//!
//! It compares shares of patients in bins and knows nothing of outcomes. A shift is a reason
//! to look, not proof that a model fails; and a model can fail without one.

use libm::log;

use crate::undefined::Undefined;

/// The population stability index of counts in the same bins.
///
/// Sum over bins of (a - e) ln(a / e), where e and a are the bin's shares of the expected
/// (earlier) and the actual (present) patients: the sum of both Kullback-Leibler divergences.
/// 0 where the shares are equal, symmetric in the two. The customary marks 0.1 and 0.25 are
/// folklore of credit scoring; see [`by_chance`] for what mere chance gives.
///
/// Undefined (`empty`) without patients on either side, (`lengths`) where the bins differ, and
/// (`empty_denominator`) where a bin is empty on one side only, which would make it infinite:
/// choose wider bins. A bin empty on both sides is skipped.
///
/// Source: B. Yurdakul, "Statistical properties of population stability index", dissertation,
/// Western Michigan University (2018).
///
/// ```
/// use medlab_metrics::stability_index;
///
/// assert_eq!(stability_index::of_counts(&[50, 50], &[5, 5])?, 0.0);
/// // 0.25 ln 1.5 - 0.25 ln 0.5
/// let shifted = stability_index::of_counts(&[50, 50], &[75, 25])?;
/// assert!((shifted - 0.27465307).abs() < 1e-8);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn of_counts(expected: &[u64], actual: &[u64]) -> Result<f64, Undefined> {
    if expected.len() != actual.len() {
        return Err(Undefined::Lengths);
    }
    let (then, now) = (expected.iter().sum::<u64>(), actual.iter().sum::<u64>());
    if then == 0 || now == 0 {
        return Err(Undefined::Empty);
    }
    let mut sum = 0.0;
    for (&e, &a) in expected.iter().zip(actual) {
        match (e, a) {
            (0, 0) => {}
            (0, _) | (_, 0) => return Err(Undefined::EmptyDenominator),
            _ => {
                let (e, a) = (e as f64 / then as f64, a as f64 / now as f64);
                sum += (a - e) * log(a / e);
            }
        }
    }
    Ok(sum)
}

/// The population stability index of a number, in bins of equal shares of the earlier values.
///
/// The inner limits of the bins are the 1/bins, 2/bins, ... quantiles of `expected` (linear
/// interpolation, type 7); a value on a limit belongs to the bin below it. Equal limits are
/// one. Undefined as [`of_counts`] is, (`not_finite`) with a value that is not, and
/// (`out_of_range`) with fewer than two bins.
///
/// ```
/// use medlab_metrics::stability_index;
///
/// let then: Vec<f64> = (0..100).map(f64::from).collect();
/// let now: Vec<f64> = then.iter().map(|age| age + 20.0).collect();
/// assert_eq!(stability_index::of_values(&then, &then, 4)?, 0.0);
/// assert!(stability_index::of_values(&then, &now, 4)? > 0.1);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn of_values(
    expected: &[f64],
    actual: &[f64],
    bins: usize,
) -> Result<f64, Undefined> {
    if expected.is_empty() || actual.is_empty() {
        return Err(Undefined::Empty);
    }
    if !expected.iter().chain(actual).all(|value| value.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    if bins < 2 {
        return Err(Undefined::OutOfRange);
    }
    let limits = inner_limits(expected, bins);
    of_counts(&counted(expected, &limits), &counted(actual, &limits))
}

/// The index that chance alone exceeds with probability 0.05, patients being the same.
///
/// About (1/then + 1/now) times the 95th percentile of chi-squared with bins - 1 degrees of
/// freedom (Wilson and Hilferty's approximation to it, within 1 % from two degrees on and
/// within 3 % with one). With 200 patients on either side and 10 bins it is 0.17: the
/// customary mark of 0.1 would often call chance a shift. Undefined (`empty`) without
/// patients, and (`out_of_range`) with fewer than two bins.
///
/// Source: as [`of_counts`]; E. Wilson, M. Hilferty, PNAS 17:684 (1931).
///
/// ```
/// use medlab_metrics::stability_index;
///
/// assert!((stability_index::by_chance(200, 200, 10)? - 0.169).abs() < 0.001);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn by_chance(then: u64, now: u64, bins: usize) -> Result<f64, Undefined> {
    /// The 95th percentile of the standard normal distribution.
    const Z: f64 = 1.6448536269514722;
    if then == 0 || now == 0 {
        return Err(Undefined::Empty);
    }
    if bins < 2 {
        return Err(Undefined::OutOfRange);
    }
    let freedom = (bins - 1) as f64;
    let part = 2.0 / (9.0 * freedom);
    let root = 1.0 - part + Z * part.sqrt();
    let percentile = freedom * (root * root * root);
    Ok(percentile * (1.0 / then as f64 + 1.0 / now as f64))
}

/// Ascending limits between bins, each once.
fn inner_limits(values: &[f64], bins: usize) -> Vec<f64> {
    let mut ascending = values.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    let mut limits: Vec<f64> = (1..bins)
        .map(|bin| {
            let place = (ascending.len() - 1) as f64 * bin as f64 / bins as f64;
            let below = place.floor() as usize;
            let above = (below + 1).min(ascending.len() - 1);
            ascending[below]
                + (place - place.floor()) * (ascending[above] - ascending[below])
        })
        .collect();
    limits.dedup_by(|a, b| *a <= *b);
    limits
}

fn counted(values: &[f64], limits: &[f64]) -> Vec<u64> {
    let mut counts = vec![0; limits.len() + 1];
    for value in values {
        counts[limits.partition_point(|limit| limit < value)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::Random;

    #[test]
    fn undefined_with_a_bin_that_only_one_side_fills() {
        assert_eq!(of_counts(&[1, 0], &[1, 1]), Err(Undefined::EmptyDenominator));
        assert_eq!(of_counts(&[1, 1], &[2, 0]), Err(Undefined::EmptyDenominator));
        assert_eq!(of_counts(&[1, 0], &[2, 0]), Ok(0.0));
        assert_eq!(of_counts(&[0], &[1]), Err(Undefined::Empty));
        assert_eq!(of_counts(&[1], &[1, 1]), Err(Undefined::Lengths));
        assert_eq!(of_values(&[1.0], &[f64::NAN], 2), Err(Undefined::NotFinite));
        assert_eq!(of_values(&[1.0], &[1.0], 1), Err(Undefined::OutOfRange));
    }

    #[test]
    fn equal_limits_are_one() {
        let values = [0.0, 0.0, 0.0, 0.0, 1.0, 2.0];
        assert_eq!(inner_limits(&values, 5), [0.0, 1.0]);
        assert_eq!(counted(&values, &[0.0, 1.0]), [4, 1, 1]);
    }

    /// Same patients, two samples: one in twenty exceeds what chance exceeds so often.
    #[test]
    fn chance_exceeds_its_mark_one_time_in_twenty() {
        let mut random = Random::new(12);
        let mark = by_chance(1000, 500, 10).unwrap();
        let exceed = (0..2000)
            .filter(|_| {
                let mut counts = [[0; 10]; 2];
                for (side, patients) in [(0, 1000), (1, 500)] {
                    (0..patients)
                        .for_each(|_| counts[side][random.below(10) as usize] += 1);
                }
                of_counts(&counts[0], &counts[1]).unwrap() > mark
            })
            .count();
        assert!((60..=145).contains(&exceed), "{exceed}");
    }

    proptest! {
        #[test]
        fn symmetric_never_negative_and_blind_to_the_order_of_bins(
            bins in prop::collection::vec((1_u64..50, 1_u64..50), 1..12)
        ) {
            let (e, a): (Vec<u64>, Vec<u64>) = bins.iter().copied().unzip();
            let index = of_counts(&e, &a).unwrap();
            prop_assert!(index >= -1e-15);
            prop_assert!((index - of_counts(&a, &e).unwrap()).abs() < 1e-12);
            let (e, a): (Vec<u64>, Vec<u64>) = bins.into_iter().rev().unzip();
            prop_assert!((index - of_counts(&e, &a).unwrap()).abs() < 1e-12);
        }

        /// Bins are cut by rank, so any rising change of scale leaves the index alone, but for
        /// limits that lie between two values.
        #[test]
        fn a_change_of_unit_changes_nothing(
            then in prop::collection::vec(0.0_f64..50.0, 40..80),
            now in prop::collection::vec(0.0_f64..50.0, 40..80),
        ) {
            let in_other_unit =
                |values: &[f64]| values.iter().map(|v| 8.0 * v).collect::<Vec<_>>();
            prop_assert_eq!(
                of_values(&then, &now, 4),
                of_values(&in_other_unit(&then), &in_other_unit(&now), 4)
            );
        }
    }
}
