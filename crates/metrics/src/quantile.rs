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
