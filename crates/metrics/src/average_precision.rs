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
