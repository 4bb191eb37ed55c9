//! Made-up patients for property tests: ties, ends and both classes included.

use proptest::prelude::*;

/// Outcomes and risks with at least two events and two non-events. Half of all cases have
/// risks on a coarse grid, with its ends 0 and 1, so that ties are many.
pub(crate) fn patients() -> impl Strategy<Value = (Vec<bool>, Vec<f64>)> {
    let coarse =
        prop::collection::vec((any::<bool>(), (0_u8..=10).prop_map(tenth)), 1..60);
    let fine = prop::collection::vec((any::<bool>(), 0.001_f64..0.999), 1..60);
    (prop_oneof![coarse, fine], prop::array::uniform4(0.05_f64..0.95)).prop_map(
        |(mut patients, more)| {
            for (index, risk) in more.into_iter().enumerate() {
                patients.push((index % 2 == 0, risk));
            }
            patients.into_iter().unzip()
        },
    )
}

fn tenth(tenths: u8) -> f64 {
    f64::from(tenths) / 10.0
}

/// The same patients, last first.
pub(crate) fn reversed<T: Clone>(values: &[T]) -> Vec<T> {
    values.iter().rev().cloned().collect()
}

/// Events become non-events.
pub(crate) fn complement(outcomes: &[bool]) -> Vec<bool> {
    outcomes.iter().map(|outcome| !outcome).collect()
}
