//! Overall measures: how far predicted risks lie from what happened.
//!
//! They mix discrimination with calibration, so they rank models and explain nothing.

use crate::calibration::CLIP;
use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// Mean of `(outcome - risk)²`. Lower is better; it depends on the prevalence.
///
/// G. W. Brier, Monthly Weather Review 78 (1950) 1-3.
///
/// ```
/// use medlab_metrics::{Predictions, overall::brier};
/// let predictions = Predictions::new(&[true, false], &[0.5, 0.5])?;
/// assert_eq!(brier(&predictions), 0.25);
/// # Ok::<(), medlab_metrics::InvalidInput>(())
/// ```
pub fn brier(predictions: &Predictions) -> f64 {
    mean(predictions, |outcome, risk| {
        let error = f64::from(u8::from(outcome)) - risk;
        error * error
    })
}

/// `1 - Brier / (prevalence * (1 - prevalence))`: 1 is perfect, 0 as good as giving everyone
/// the prevalence, below 0 worse.
///
/// Undefined (`one_class`) with one class only.
///
/// E. W. Steyerberg et al., Epidemiology 21 (2010) 128-138.
///
/// ```
/// use medlab_metrics::{Predictions, overall::scaled_brier};
/// let predictions = Predictions::new(&[true, false], &[0.5, 0.5])?;
/// assert_eq!(scaled_brier(&predictions)?, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scaled_brier(predictions: &Predictions) -> Result<f64, Undefined> {
    if !predictions.has_both_classes() {
        return Err(Undefined::OneClass);
    }
    let prevalence = predictions.prevalence();
    Ok(1.0 - brier(predictions) / (prevalence * (1.0 - prevalence)))
}

/// Mean of `-ln P(outcome)`, risks clipped to `[1e-10, 1 - 1e-10]` so that one wrong certainty
/// does not make it infinite.
///
/// I. J. Good, Journal of the Royal Statistical Society B 14 (1952) 107-114.
///
/// ```
/// use medlab_metrics::{Predictions, overall::log_loss};
/// let predictions = Predictions::new(&[true, false], &[0.5, 0.5])?;
/// assert!((log_loss(&predictions) - libm::log(2.0)).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::InvalidInput>(())
/// ```
pub fn log_loss(predictions: &Predictions) -> f64 {
    mean(predictions, |outcome, risk| {
        let risk = risk.clamp(CLIP, 1.0 - CLIP);
        if outcome { -libm::log(risk) } else { -libm::log1p(-risk) }
    })
}

fn mean(predictions: &Predictions, loss: impl Fn(bool, f64) -> f64) -> f64 {
    let mut total = 0.0;
    for (&outcome, &risk) in predictions.outcomes().iter().zip(predictions.risks()) {
        total += loss(outcome, risk);
    }
    total / predictions.len() as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{complement, patients, reversed};

    #[test]
    fn certainty_is_punished_but_not_for_ever() {
        let predictions = Predictions::new(&[true, false], &[0.0, 1.0]).unwrap();
        assert!((log_loss(&predictions) + libm::log(1e-10)).abs() < 1e-7);
        assert_eq!(brier(&predictions).to_bits(), 1.0_f64.to_bits());
        let one = Predictions::new(&[true], &[0.5]).unwrap();
        assert_eq!(scaled_brier(&one), Err(Undefined::OneClass));
    }

    proptest! {
        #[test]
        fn order_and_naming_of_classes_do_not_matter((outcomes, risks) in patients()) {
            let all = |outcomes: &[bool], risks: &[f64]| {
                let predictions = Predictions::new(outcomes, risks).unwrap();
                [brier(&predictions), scaled_brier(&predictions).unwrap(), log_loss(&predictions)]
            };
            let found = all(&outcomes, &risks);
            let turned: Vec<f64> = risks.iter().map(|risk| 1.0 - risk).collect();
            let others =
                [all(&reversed(&outcomes), &reversed(&risks)), all(&complement(&outcomes), &turned)];
            for other in others {
                for (a, b) in found.iter().zip(other) {
                    prop_assert!((a - b).abs() < 1e-6 * (1.0 + a.abs()));
                }
            }
        }

        #[test]
        fn the_prevalence_for_all_scores_zero((outcomes, risks) in patients()) {
            let prevalence = Predictions::new(&outcomes, &risks).unwrap().prevalence();
            let constant = vec![prevalence; risks.len()];
            let predictions = Predictions::new(&outcomes, &constant).unwrap();
            prop_assert!(scaled_brier(&predictions).unwrap().abs() < 1e-12);
            // No constant does better.
            let shifted = vec![(prevalence + 0.01).min(1.0); risks.len()];
            let shifted = Predictions::new(&outcomes, &shifted).unwrap();
            prop_assert!(brier(&shifted) > brier(&predictions));
            prop_assert!(log_loss(&shifted) > log_loss(&predictions));
        }
    }
}
