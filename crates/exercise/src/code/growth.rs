//! Growth: how the cost of a function grows with the size of its input.

use medlab_cohort::sample::Stream;

use super::caller::Caller;
use super::failure::Failure;
use super::held::wrong;
use super::trial::Tried;
use super::trusted::Trusted;
use crate::evidence::{Found, NoEvidence};

/// Its name, as it is measured.
pub(super) const GROWTH: &str = "growth";

/// Measures how a function's cost grows, as long as what it gives is right: whoever is fast and
/// wrong is not fast.
pub(super) fn measured(
    caller: &mut Caller,
    trusted: &Trusted,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let sizes = &caller.spec.sizes;
    if sizes.is_empty() {
        return Ok(());
    }
    let name = format!("code.{}.{GROWTH}", caller.spec.name);
    let undefined = |why: &str| Found::Undefined(why.into());
    if !caller.counts_fuel() {
        tried.evidence.insert(name, undefined("not_counted"));
        return Ok(());
    }
    let by = caller.tolerance();
    let mut stream = Stream::new(&caller.key.derive("sizes"));
    let mut costs = Vec::new();
    let mut found = None;
    for size in sizes {
        let inputs = (trusted.of_size)(*size, &mut stream);
        let came = caller.call(&inputs)?;
        let failure = match &came.value {
            Ok(value) => wrong(value, &(trusted.answer)(&inputs), by),
            Err(failure) => Some(*failure),
        };
        if let Some(failure) = failure {
            // What was stopped grew too much; of what is wrong nothing is known.
            let stopped = failure == Failure::TookTooLong;
            found = Some(undefined(if stopped { failure.code() } else { "not_right" }));
            // Where a smaller case has failed, that one is told.
            if tried.failed.iter().all(|failed| failed.function != caller.spec.name) {
                tried
                    .failed
                    .push(caller.failed("ordinary", failure, &inputs, &came, None));
            }
            break;
        }
        costs.push(came.fuel);
    }
    let per_item = caller.spec.per_item;
    let exponent = || exponent(sizes, &costs, per_item).map(Found::Number);
    let found = found.or_else(exponent).unwrap_or_else(|| undefined("not_measured"));
    tried.evidence.insert(name, found);
    Ok(())
}

/// How cost grows with size: about 1 for work in proportion to the size, 2 for work in proportion
/// to its square; none with fewer than two sizes, or a cost of nothing.
///
/// It is the slope of ln(cost) over ln(size) over all sizes. Whoever wastes time on small inputs
/// could make that as flat as they like, so a steeper slope counts instead: that between the last
/// two sizes, or that between the first and the last, of the first no more than `per_item` for
/// each item.
fn exponent(sizes: &[usize], costs: &[u64], per_item: u64) -> Option<f64> {
    let ([first, .., before, last], [at_first, .., at_before, at_last]) = (sizes, costs)
    else {
        return slope(sizes, costs);
    };
    let believed = (*at_first).min((*first as u64).saturating_mul(per_item));
    let over_all = slope(sizes, costs)?;
    let at_end = slope(&[*before, *last], &[*at_before, *at_last])?;
    let across = slope(&[*first, *last], &[believed, *at_last])?;
    Some(over_all.max(at_end).max(across))
}

fn slope(sizes: &[usize], costs: &[u64]) -> Option<f64> {
    let logs =
        |values: &[f64]| -> Vec<f64> { values.iter().map(|x| libm::log(*x)).collect() };
    let sizes = logs(&sizes.iter().map(|n| *n as f64).collect::<Vec<_>>());
    let costs = logs(&costs.iter().map(|c| *c as f64).collect::<Vec<_>>());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (x, y) = (mean(&sizes), mean(&costs));
    let across: f64 = sizes.iter().zip(&costs).map(|(a, b)| (a - x) * (b - y)).sum();
    let along: f64 = sizes.iter().map(|a| (a - x) * (a - x)).sum();
    let slope = across / along;
    slope.is_finite().then_some(slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_have_their_exponents() {
        let sizes = [100, 200, 400, 800];
        for (power, expected) in [(1, 1.0), (2, 2.0)] {
            let costs = sizes.map(|n| 3 * (n as u64).pow(power));
            let found = exponent(&sizes, &costs, 20_000).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(exponent(&[], &[], 20_000), None);
        assert_eq!(exponent(&[100], &[5], 20_000), None);
        assert_eq!(exponent(&[100, 200], &[5, 0], 20_000), None);
    }
    /// A square under a waste that makes small inputs as dear as large ones, or dear in
    /// proportion, or dear up to the last.
    #[test]
    fn waste_on_the_small_hides_no_growth() {
        let sizes = [1000, 2000, 4000, 8000, 16_000];
        let square = |n: usize| 8 * (n as u64).pow(2);
        let all = square(16_000);
        let wastes: [fn(usize, u64) -> u64; 3] = [
            |_, all| all,
            |n, all| all / 16_000 * n as u64,
            |n, all| if n < 16_000 { all * 3 / 4 } else { all },
        ];
        for waste in wastes {
            let costs = sizes.map(|n| square(n).max(waste(n, all)));
            let found = exponent(&sizes, &costs, 20_000).unwrap();
            assert!(found > 1.5, "{found}");
        }
    }
}
