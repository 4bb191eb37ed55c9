//! Quantiles between the values of a sample, as R's default (type 7) has them.
//!
//! R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361-365.

/// A value and how many patients have it.
pub(crate) type Counted = (f64, usize);

/// Quantile `share` of values in ascending order; not a number without values.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    between(share, last, |index| sorted[index])
}

/// The same where values come with the number of patients at each.
pub(crate) fn quantile_of_counted(sorted: &[Counted], share: f64) -> f64 {
    let total: usize = sorted.iter().map(|counted| counted.1).sum();
    let Some(last) = total.checked_sub(1) else { return f64::NAN };
    between(share, last, |index| {
        let mut seen = 0;
        sorted
            .iter()
            .find(|counted| {
                seen += counted.1;
                seen > index
            })
            .map_or(f64::NAN, |counted| counted.0)
    })
}

fn between(share: f64, last: usize, value: impl Fn(usize) -> f64) -> f64 {
    let place = share * last as f64;
    let below = (place.floor() as usize).min(last);
    let rest = place - below as f64;
    let low = value(below);
    if rest > 0.0 { low + rest * (value((below + 1).min(last)) - low) } else { low }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn between_two_values_it_is_a_mix() {
        // R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .9, 1)).
        let expected = [1.0, 1.75, 3.0, 6.8, 8.0];
        for (share, expected) in [0.0, 0.25, 0.5, 0.9, 1.0].into_iter().zip(expected) {
            assert!((quantile(&[1.0, 2.0, 4.0, 8.0], share) - expected).abs() < 1e-15);
        }
        assert!(quantile(&[], 0.5).is_nan());
    }

    proptest! {
        #[test]
        fn counted_values_are_repeated_values(
            counted in prop::collection::vec((-9.0_f64..9.0, 1_usize..4), 1..20),
            share in 0.0_f64..=1.0,
        ) {
            let mut counted = counted;
            counted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let repeated: Vec<f64> = counted
                .iter()
                .flat_map(|&(value, count)| vec![value; count])
                .collect();
            let found = quantile_of_counted(&counted, share);
            prop_assert_eq!(found.to_bits(), quantile(&repeated, share).to_bits());
        }
    }
}
