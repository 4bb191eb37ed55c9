//! Spiegelhalter's z: a test of calibration from the Brier score.
//!
//! A small z does not show good calibration: it may be a small study, or errors that cancel.

use crate::delong::Test;
use crate::predictions::Predictions;
use crate::undefined::Undefined;

/// `Σ (y - p)(1 - 2p) / sqrt(Σ (1 - 2p)² p (1 - p))`, standard normal when the risks are right.
///
/// Undefined (`no_variance`) when every risk is 0, 0.5 or 1.
///
/// D. J. Spiegelhalter, Statistics in Medicine 5 (1986) 421-433.
///
/// ```
/// use medlab_metrics::{Predictions, spiegelhalter::spiegelhalter};
/// let predictions = Predictions::new(&[true, false], &[0.8, 0.2])?;
/// // Both terms are (1 - 0.8) * (1 - 1.6): the outcomes are surer than foretold.
/// assert!((spiegelhalter(&predictions)?.z + 0.24 / libm::sqrt(0.1152)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn spiegelhalter(predictions: &Predictions) -> Result<Test, Undefined> {
    let (mut above, mut variance) = (0.0, 0.0);
    for (&outcome, &risk) in predictions.outcomes().iter().zip(predictions.risks()) {
        let lean = 1.0 - 2.0 * risk;
        above += (f64::from(u8::from(outcome)) - risk) * lean;
        variance += lean * lean * risk * (1.0 - risk);
    }
    if variance > 0.0 {
        Ok(Test::two_sided(above / variance.sqrt()))
    } else {
        Err(Undefined::NoVariance)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{complement, patients};

    #[test]
    fn undefined_where_nothing_can_vary() {
        for risks in [[0.0, 1.0], [0.5, 0.5]] {
            let predictions = Predictions::new(&[true, false], &risks).unwrap();
            assert_eq!(spiegelhalter(&predictions), Err(Undefined::NoVariance));
        }
    }

    proptest! {
        #[test]
        fn naming_the_classes_does_not_matter((outcomes, risks) in patients()) {
            let turned: Vec<f64> = risks.iter().map(|risk| 1.0 - risk).collect();
            let other = complement(&outcomes);
            let one = spiegelhalter(&Predictions::new(&outcomes, &risks).unwrap());
            let two = spiegelhalter(&Predictions::new(&other, &turned).unwrap());
            if let (Ok(one), Ok(two)) = (one, two) {
                prop_assert!((one.z - two.z).abs() < 1e-9 * (1.0 + one.z.abs()));
                prop_assert!((0.0..=1.0).contains(&one.p));
            }
        }

        /// It is the distance of the Brier score from what the risks promise.
        #[test]
        fn it_is_about_the_brier_score((outcomes, risks) in patients()) {
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let n = risks.len() as f64;
            let promised: f64 = risks.iter().map(|p| p * (1.0 - p)).sum::<f64>() / n;
            let variance: f64 = risks
                .iter()
                .map(|p| (1.0 - 2.0 * p) * (1.0 - 2.0 * p) * p * (1.0 - p))
                .sum::<f64>()
                / (n * n);
            if let Ok(found) = spiegelhalter(&predictions) {
                let z = (crate::overall::brier(&predictions) - promised) / variance.sqrt();
                prop_assert!((found.z - z).abs() < 1e-9 * (1.0 + z.abs()));
            }
        }
    }
}
