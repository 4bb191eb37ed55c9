//! A proportion with its interval: so many of so many.

use crate::beta;
use crate::estimate::{Estimate, Limits, Z95};
use crate::undefined::Undefined;

/// A proportion with Wilson's 95 % interval.
///
/// `(p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n)`: never outside `[0, 1]`, and of
/// a sensible width even at 0 and at 1.
///
/// Undefined (`empty_denominator`) of nobody.
///
/// E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212;
/// R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
///
/// ```
/// use medlab_metrics::proportion::wilson;
/// let limits = wilson(81, 263)?.limits?;
/// assert!((limits.lower - 0.2553).abs() < 5e-5 && (limits.upper - 0.3662).abs() < 5e-5);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn wilson(count: usize, of: usize) -> Result<Estimate, Undefined> {
    let value = share(count, of)?;
    let n = of as f64;
    let z2 = Z95 * Z95;
    let centre = value + z2 / (2.0 * n);
    let half = Z95 * (value * (1.0 - value) / n + z2 / (4.0 * n * n)).sqrt();
    let limits = Limits {
        lower: if count == 0 { 0.0 } else { (centre - half) / (1.0 + z2 / n) },
        upper: if count == of { 1.0 } else { (centre + half) / (1.0 + z2 / n) },
    };
    Ok(Estimate { value, limits: Ok(limits) })
}

/// A proportion with the exact 95 % interval of Clopper and Pearson.
///
/// From quantiles of beta distributions. It covers at least 95 %, so mostly more: too wide on
/// average where Wilson's is right.
///
/// Undefined (`empty_denominator`) of nobody.
///
/// C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413.
///
/// ```
/// use medlab_metrics::proportion::clopper_pearson;
/// let limits = clopper_pearson(0, 20)?.limits?;
/// assert_eq!(limits.lower, 0.0);
/// assert!((limits.upper - 0.1684).abs() < 5e-5);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn clopper_pearson(count: usize, of: usize) -> Result<Estimate, Undefined> {
    const TAIL: f64 = 0.025;
    let value = share(count, of)?;
    let (x, rest) = (count as f64, (of - count) as f64);
    let limits = Limits {
        lower: if count == 0 { 0.0 } else { beta::quantile(TAIL, x, rest + 1.0) },
        upper: if count == of { 1.0 } else { 1.0 - beta::quantile(TAIL, rest, x + 1.0) },
    };
    Ok(Estimate { value, limits: Ok(limits) })
}

fn share(count: usize, of: usize) -> Result<f64, Undefined> {
    match of {
        0 => Err(Undefined::EmptyDenominator),
        _ if count > of => Err(Undefined::OutOfRange),
        _ => Ok(count as f64 / of as f64),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nobody_has_no_proportion() {
        assert_eq!(wilson(0, 0), Err(Undefined::EmptyDenominator));
        assert_eq!(clopper_pearson(0, 0), Err(Undefined::EmptyDenominator));
        assert_eq!(wilson(2, 1), Err(Undefined::OutOfRange));
    }

    proptest! {
        #[test]
        fn intervals_hold_the_proportion_and_mirror_the_rest(
            of in 1_usize..3000, share in 0.0_f64..=1.0
        ) {
            let count = (share * of as f64) as usize;
            for method in [wilson, clopper_pearson] {
                let (one, other) = (method(count, of).unwrap(), method(of - count, of).unwrap());
                let (limits, mirror) = (one.limits.unwrap(), other.limits.unwrap());
                prop_assert!(0.0 <= limits.lower && limits.lower <= one.value);
                prop_assert!(one.value <= limits.upper && limits.upper <= 1.0);
                prop_assert!((limits.lower + mirror.upper - 1.0).abs() < 1e-9);
                // More patients in the same proportion tell more.
                let more = method(10 * count, 10 * of).unwrap().limits.unwrap();
                prop_assert!(more.upper - more.lower < limits.upper - limits.lower);
            }
        }

        /// The limits of Wilson are the proportions from which this one lies z errors away.
        #[test]
        fn limits_solve_the_score_test(of in 2_usize..3000, share in 0.01_f64..0.99) {
            let count = ((share * of as f64) as usize).clamp(1, of - 1);
            let found = wilson(count, of).unwrap();
            let limits = found.limits.unwrap();
            for limit in [limits.lower, limits.upper] {
                let error = (limit * (1.0 - limit) / of as f64).sqrt();
                prop_assert!(((found.value - limit).abs() / error - Z95).abs() < 1e-6);
            }
        }

        /// The limits of Clopper and Pearson leave a tail of 2.5 %: sums of binomial chances.
        #[test]
        fn limits_leave_their_tails(of in 1_usize..60, share in 0.0_f64..=1.0) {
            let count = (share * of as f64) as usize;
            let limits = clopper_pearson(count, of).unwrap().limits.unwrap();
            let tail = |p: f64, range: core::ops::RangeInclusive<usize>| -> f64 {
                let mut chance = libm::pow(1.0 - p, of as f64);
                let mut total = 0.0;
                for k in 0..=of {
                    if range.contains(&k) {
                        total += chance;
                    }
                    chance *= (of - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
                }
                total
            };
            if count > 0 {
                prop_assert!((tail(limits.lower, count..=of) - 0.025).abs() < 1e-9);
            }
            if count < of {
                prop_assert!((tail(limits.upper, 0..=count) - 0.025).abs() < 1e-9);
            }
        }
    }
}
