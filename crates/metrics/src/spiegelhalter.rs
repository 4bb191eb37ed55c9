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
