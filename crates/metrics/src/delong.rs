//! DeLong's test: do two scores of the same patients differ in AUROC?
//!
//! Paired only. The AUROC of one score and its interval are in [`auroc`](mod@crate::auroc).

use crate::estimate::{Estimate, Limits};
use crate::undefined::Undefined;

/// The difference between two AUROCs of the same patients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedAuroc {
    /// AUROC of the first score.
    pub first: f64,
    /// AUROC of the second score.
    pub second: f64,
    /// First minus second, with its 95 % interval.
    pub difference: Estimate,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// Covariance of the two AUROCs.
    pub covariance: f64,
    /// Difference over standard error, and its two-sided p value; undefined (`no_variance`)
    /// when the standard error is zero, as with two equal scores.
    pub test: Result<Test, Undefined>,
}

/// A test statistic that is standard normal when there is nothing to find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// The statistic.
    pub z: f64,
    /// The chance of one at least as far from zero.
    pub p: f64,
}

impl Test {
    /// The two-sided test of `z`.
    pub fn two_sided(z: f64) -> Test {
        Test { z, p: libm::erfc(z.abs() / core::f64::consts::SQRT_2) }
    }
}

/// Compares two finite scores of the same patients by DeLong's test.
///
/// With `V` the share of the other class that a patient is ranked right against, the variance
/// of the difference is `var(V1 - V2) / n` over events plus the same over non-events.
///
/// Undefined (`one_class`, `too_few`) with fewer than two events or non-events.
///
/// E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845.
///
/// ```
/// use medlab_metrics::delong::paired;
/// let outcomes = [false, false, false, true, true, true];
/// let sharp = [0.1, 0.2, 0.3, 0.6, 0.7, 0.8];
/// let blunt = [0.3, 0.2, 0.6, 0.1, 0.7, 0.8];
/// assert!(paired(&outcomes, &sharp, &blunt)?.difference.value > 0.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn paired(
    outcomes: &[bool],
    first: &[f64],
    second: &[f64],
) -> Result<PairedAuroc, Undefined> {
    if outcomes.len() != first.len() || outcomes.len() != second.len() {
        return Err(Undefined::Lengths);
    }
    if !first.iter().chain(second).all(|score| score.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    let events = outcomes.iter().filter(|&&outcome| outcome).count();
    let non_events = outcomes.len() - events;
    if events == 0 || non_events == 0 {
        return Err(Undefined::OneClass);
    }
    if events < 2 || non_events < 2 {
        return Err(Undefined::TooFew);
    }
    let (a, b) = (placements(outcomes, first), placements(outcomes, second));
    let of_events = Moments::over(outcomes, true, &a, &b);
    let of_others = Moments::over(outcomes, false, &a, &b);
    let scale = 2.0 * events as f64 * non_events as f64;
    let [first, second] = of_events.sums.map(|sum| sum as f64 / scale);
    let total = |products: fn(&Moments) -> i128| {
        of_events.per_patient(products(&of_events), events, non_events)
            + of_others.per_patient(products(&of_others), non_events, events)
    };
    let covariance = total(Moments::product);
    let standard_error = total(Moments::square_of_difference).max(0.0).sqrt();
    let value = first - second;
    let limits = Ok(Limits::wald(value, standard_error));
    let test = if standard_error > 0.0 {
        Ok(Test::two_sided(value / standard_error))
    } else {
        Err(Undefined::NoVariance)
    };
    let difference = Estimate { value, limits };
    Ok(PairedAuroc { first, second, difference, standard_error, covariance, test })
}

/// For each patient twice the number of the other class ranked below, ties counted once.
fn placements(outcomes: &[bool], scores: &[f64]) -> Vec<i64> {
    let mut order: Vec<(f64, u32)> =
        scores.iter().map(|score| score + 0.0).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut doubled = vec![0; scores.len()];
    let mut below = [0, 0];
    for tied in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let mut here = [0, 0];
        for &(_, patient) in tied {
            here[usize::from(outcomes[patient as usize])] += 1;
        }
        for &(_, patient) in tied {
            let other = usize::from(!outcomes[patient as usize]);
            doubled[patient as usize] = 2 * below[other] + here[other];
        }
        below = [below[0] + here[0], below[1] + here[1]];
    }
    doubled
}

/// Sums over the patients of one class, exact.
struct Moments {
    patients: i128,
    sums: [i128; 2],
    products: i128,
    squares_of_difference: i128,
}

impl Moments {
    fn over(outcomes: &[bool], class: bool, a: &[i64], b: &[i64]) -> Moments {
        let mut moments =
            Moments { patients: 0, sums: [0; 2], products: 0, squares_of_difference: 0 };
        for (row, &outcome) in outcomes.iter().enumerate() {
            if outcome == class {
                let (a, b) = (i128::from(a[row]), i128::from(b[row]));
                moments.patients += 1;
                moments.sums = [moments.sums[0] + a, moments.sums[1] + b];
                moments.products += a * b;
                moments.squares_of_difference += (a - b) * (a - b);
            }
        }
        moments
    }

    fn product(&self) -> i128 {
        self.patients * self.products - self.sums[0] * self.sums[1]
    }

    fn square_of_difference(&self) -> i128 {
        let difference = self.sums[0] - self.sums[1];
        self.patients * self.squares_of_difference - difference * difference
    }

    /// A sum of centred products as a sample covariance of shares, over the number of patients.
    fn per_patient(&self, centred: i128, patients: usize, others: usize) -> f64 {
        let (n, others) = (patients as f64, others as f64);
        centred as f64 / (n * (n - 1.0) * 4.0 * others * others) / n
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::auroc::auroc_of_scores;
    use crate::estimate::Z95;
    use crate::made_up::{patients, reversed};

    #[test]
    fn what_cannot_be_compared_says_why() {
        let check = |outcomes: &[bool], scores: &[f64], expected: Undefined| {
            assert_eq!(paired(outcomes, scores, scores), Err(expected));
        };
        check(&[true, false], &[0.1], Undefined::Lengths);
        check(&[true, false], &[0.1, f64::INFINITY], Undefined::NotFinite);
        check(&[true, true], &[0.1, 0.2], Undefined::OneClass);
        check(&[true, false], &[0.1, 0.2], Undefined::TooFew);
    }

    proptest! {
        #[test]
        fn a_score_does_not_differ_from_itself((outcomes, risks) in patients()) {
            let found = paired(&outcomes, &risks, &risks).unwrap();
            prop_assert_eq!(found.test, Err(Undefined::NoVariance));
            prop_assert_eq!(found.difference.value.to_bits(), 0.0_f64.to_bits());
            // Its covariance with itself is its variance.
            let alone = auroc_of_scores(&outcomes, &risks).unwrap();
            let half = Z95 * found.covariance.sqrt();
            let limits = Limits { lower: alone.value - half, upper: alone.value + half };
            let (limits, alone) = (limits.clipped(0.0, 1.0), alone.limits.unwrap());
            prop_assert!((limits.lower - alone.lower).abs() < 1e-12);
            prop_assert!((limits.upper - alone.upper).abs() < 1e-12);
        }

        #[test]
        fn exchanging_scores_turns_the_sign((outcomes, risks) in patients()) {
            let other = reversed(&risks);
            let (one, two) =
                (paired(&outcomes, &risks, &other), paired(&outcomes, &other, &risks));
            let (one, two) = (one.unwrap(), two.unwrap());
            prop_assert_eq!(one.standard_error.to_bits(), two.standard_error.to_bits());
            prop_assert!((one.difference.value + two.difference.value).abs() < 1e-15);
            // The variance of a difference, from its parts.
            let variance = |score: &[f64]| paired(&outcomes, score, score).unwrap().covariance;
            let sum = variance(&risks) + variance(&other) - 2.0 * one.covariance;
            let squared = one.standard_error * one.standard_error;
            prop_assert!((squared - sum).abs() < 1e-12);
        }
    }
}
