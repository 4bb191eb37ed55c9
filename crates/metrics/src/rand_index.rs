//! The adjusted Rand index: how far two groupings of the same patients agree.
//!
//! Names of groups do not count, only who is together with whom. It says nothing on whether
//! either grouping means anything for care.

use std::collections::BTreeMap;

/// Two groupings that cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected two groupings of the same patients, found {first} and {second} patients"
)]
pub struct DifferentLengths {
    /// Patients in the first grouping.
    pub first: usize,
    /// Patients in the second grouping.
    pub second: usize,
}

/// The Rand index adjusted for chance (Hubert and Arabie).
///
/// Of all pairs of patients, those that both groupings put together, above what groups of
/// these sizes would share by chance, relative to the most that they could:
/// (index - expected) / (maximum - expected). It is 1 where the groupings are the same, near
/// 0 where they have nothing to do with each other, and can be negative. Two groupings that
/// are both trivial in the same way (one group, or everyone alone) agree fully: 1, as with
/// fewer than two patients.
///
/// Source: L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2:193
/// (1985).
///
/// ```
/// use medlab_metrics::rand_index;
///
/// let ward = ["a", "a", "b", "b"];
/// assert_eq!(rand_index::adjusted(&ward, &[7, 7, 3, 3]), Ok(1.0));
/// assert_eq!(rand_index::adjusted(&ward, &[1, 2, 1, 2]), Ok(-0.5));
/// ```
pub fn adjusted<A: Ord, B: Ord>(
    first: &[A],
    second: &[B],
) -> Result<f64, DifferentLengths> {
    if first.len() != second.len() {
        return Err(DifferentLengths { first: first.len(), second: second.len() });
    }
    let mut cells = BTreeMap::new();
    let mut rows = BTreeMap::new();
    let mut columns = BTreeMap::new();
    for (a, b) in first.iter().zip(second) {
        *cells.entry((a, b)).or_insert(0) += 1;
        *rows.entry(a).or_insert(0) += 1;
        *columns.entry(b).or_insert(0) += 1;
    }
    // In whole numbers, so that equal groupings come out at 1 to the bit.
    let together: i128 = cells.values().map(|&n| pairs(n)).sum();
    let in_first: i128 = rows.values().map(|&n| pairs(n)).sum();
    let in_second: i128 = columns.values().map(|&n| pairs(n)).sum();
    let all = pairs(first.len() as i128);
    let above_chance = 2 * (together * all - in_first * in_second);
    let at_most = (in_first + in_second) * all - 2 * in_first * in_second;
    // Only where both groupings are one group, or both leave everyone alone.
    if at_most == 0 {
        return Ok(1.0);
    }
    Ok(above_chance as f64 / at_most as f64)
}

/// The pairs among so many.
fn pairs(n: i128) -> i128 {
    n * (n - 1) / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn groupings_of_different_patients_are_refused() {
        assert_eq!(
            adjusted(&[1, 2], &[1]),
            Err(DifferentLengths { first: 2, second: 1 })
        );
    }

    #[test]
    fn trivial_groupings() {
        assert_eq!(adjusted::<u8, u8>(&[], &[]), Ok(1.0));
        assert_eq!(adjusted(&[1, 1, 1], &[2, 2, 2]), Ok(1.0));
        assert_eq!(adjusted(&[1, 2, 3], &[3, 1, 2]), Ok(1.0));
        assert_eq!(adjusted(&[1, 1, 1], &[1, 2, 3]), Ok(0.0));
    }

    /// By its meaning: over all pairs of patients, counted one by one.
    fn by_pairs(first: &[u8], second: &[u8]) -> f64 {
        let (mut both, mut one, mut two, mut all) = (0.0, 0.0, 0.0, 0.0);
        for i in 0..first.len() {
            for j in 0..i {
                let (a, b) = (first[i] == first[j], second[i] == second[j]);
                all += 1.0;
                both += f64::from(a && b);
                one += f64::from(a);
                two += f64::from(b);
            }
        }
        let expected = one * two / all;
        (both - expected) / (0.5 * (one + two) - expected)
    }

    proptest! {
        #[test]
        fn equals_the_count_over_pairs(
            patients in prop::collection::vec((0_u8..4, 0_u8..3), 2..40)
        ) {
            let (first, second): (Vec<u8>, Vec<u8>) = patients.into_iter().unzip();
            let slow = by_pairs(&first, &second);
            prop_assume!(slow.is_finite());
            prop_assert!((adjusted(&first, &second).unwrap() - slow).abs() < 1e-12);
        }

        #[test]
        fn symmetric_and_blind_to_names(
            patients in prop::collection::vec((0_u8..4, 0_u8..3), 2..40)
        ) {
            let (first, second): (Vec<u8>, Vec<u8>) = patients.into_iter().unzip();
            let renamed: Vec<u8> = first.iter().map(|group| 9 - group).collect();
            let value = adjusted(&first, &second);
            prop_assert_eq!(value, adjusted(&second, &first));
            prop_assert_eq!(value, adjusted(&renamed, &second));
            prop_assert!(value.unwrap() <= 1.0);
            prop_assert_eq!(adjusted(&first, &renamed), Ok(1.0));
        }
    }
}
