//! Average precision: the area under the precision-recall curve, in steps.
//!
//! Its value for a useless score is the prevalence, so it says little without it.

use crate::ranking::Ranking;
use crate::undefined::Undefined;

/// `Σ (R_k - R_(k-1)) P_k` over the distinct scores from the highest: recall gained, times the
/// precision there. No interpolation, which would flatter.
///
/// Undefined (`no_events`) without an event.
///
/// Scikit-learn, `average_precision_score`; on interpolation, J. Davis, M. Goadrich, ICML 2006.
///
/// ```
/// use medlab_metrics::{Ranking, average_precision::average_precision};
/// let ranking = Ranking::new(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8]);
/// let value = average_precision(&ranking)?;
/// assert!((value - (0.5 + 0.5 * 2.0 / 3.0)).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn average_precision(ranking: &Ranking) -> Result<f64, Undefined> {
    if ranking.events() == 0 {
        return Err(Undefined::NoEvents);
    }
    let (mut found, mut called, mut total) = (0, 0, 0.0);
    for tied in ranking.tied().iter().rev() {
        found += tied.events;
        called += tied.events + tied.non_events;
        total += tied.events as f64 * (found as f64 / called as f64);
    }
    Ok(total / ranking.events() as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{patients, reversed};

    #[test]
    fn no_event_no_precision() {
        let ranking = Ranking::new(&[false, false], &[0.1, 0.2]);
        assert_eq!(average_precision(&ranking), Err(Undefined::NoEvents));
    }

    proptest! {
        #[test]
        fn only_order_counts((outcomes, risks) in patients()) {
            let value = |outcomes: &[bool], risks: &[f64]| {
                average_precision(&Ranking::new(outcomes, risks)).unwrap().to_bits()
            };
            let found = value(&outcomes, &risks);
            prop_assert_eq!(value(&reversed(&outcomes), &reversed(&risks)), found);
            let halved: Vec<f64> = risks.iter().map(|risk| 0.5 * risk).collect();
            prop_assert_eq!(value(&outcomes, &halved), found);
        }

        #[test]
        fn one_score_for_all_gives_the_prevalence((outcomes, risks) in patients()) {
            let prevalence =
                outcomes.iter().filter(|outcome| **outcome).count() as f64 / outcomes.len() as f64;
            let constant = vec![0.3; risks.len()];
            let found = average_precision(&Ranking::new(&outcomes, &constant)).unwrap();
            prop_assert!((found - prevalence).abs() < 1e-15);
            let perfect: Vec<f64> = outcomes.iter().map(|&o| f64::from(u8::from(o))).collect();
            let found = average_precision(&Ranking::new(&outcomes, &perfect)).unwrap();
            prop_assert!((found - 1.0).abs() < 1e-15);
        }
    }
}
