//! Splits: which patients a model learns from, and which it is then judged on.
//!
//! A split is two lists of rows and knows nothing of their content. Whoever appears in
//! several rows must stay on one side: split by patient, not by row. Every split here is the
//! same for the same seed.

mod error;
mod folds;

use std::collections::BTreeMap;

pub use error::SplitError;
pub use folds::{grouped, k_fold, stratified};

/// Rows to learn from and rows to be judged on, each ascending. No row is in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Rows to learn from.
    pub train: Vec<usize>,
    /// Rows to be judged on.
    pub test: Vec<usize>,
}

/// A split with further splits of its training rows, for choosing a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// The outer split: its test rows judge what the inner ones chose.
    pub outer: Split,
    /// Splits of the outer training rows, numbered as the whole is.
    pub inner: Vec<Split>,
}

/// Learn from what happened up to a time, be judged on what came after. Nothing is shuffled.
///
/// ```
/// use medlab_metrics::split;
///
/// let split = split::temporal(&[2023.0, 2025.0, 2024.0], 2024.0)?;
/// assert_eq!((split.train, split.test), (vec![0, 2], vec![1]));
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn temporal(times: &[f64], cut: f64) -> Result<Split, SplitError> {
    if let Some(row) = times.iter().position(|time| time.is_nan()) {
        return Err(SplitError::NoTime { row });
    }
    let (train, test): (Vec<usize>, Vec<usize>) =
        (0..times.len()).partition(|&row| times[row] <= cut);
    if train.is_empty() || test.is_empty() {
        return Err(SplitError::OneSided { before: train.len(), after: test.len() });
    }
    Ok(Split { train, test })
}

/// Each site in turn is left out and judged on, in ascending order of site
/// (internal-external validation).
///
/// ```
/// use medlab_metrics::split;
///
/// let splits = split::leave_one_site_out(&["North", "South", "North"])?;
/// assert_eq!(splits[0].0, "North");
/// assert_eq!(splits[0].1.test, [0, 2]);
/// assert_eq!(splits[1].1.test, [1]);
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn leave_one_site_out<G: Ord + Clone>(
    sites: &[G],
) -> Result<Vec<(G, Split)>, SplitError> {
    let rows_of = by_group(sites);
    enough(rows_of.len(), 2, "sites")?;
    let mut splits = Vec::new();
    for (site, test) in rows_of {
        let train = (0..sites.len()).filter(|&row| &sites[row] != site).collect();
        splits.push((site.clone(), Split { train, test }));
    }
    Ok(splits)
}

/// Splits within the training rows of splits, to choose a model without seeing the rows that
/// judge it.
///
/// `inner` splits so many rows, given which rows of the whole they are; its answers count from
/// 0 within them.
///
/// ```
/// use medlab_metrics::{random::Random, split};
///
/// let mut random = Random::new(1);
/// let outer = split::k_fold(12, 3, &mut random)?;
/// let nested = split::nested(outer, |rows| split::k_fold(rows.len(), 4, &mut random))?;
/// for fold in nested {
///     for inner in fold.inner {
///         assert_eq!(inner.test.len(), 2);
///         assert!(inner.test.iter().all(|row| fold.outer.train.contains(row)));
///     }
/// }
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn nested(
    outer: Vec<Split>,
    mut inner: impl FnMut(&[usize]) -> Result<Vec<Split>, SplitError>,
) -> Result<Vec<Nested>, SplitError> {
    outer
        .into_iter()
        .map(|outer| {
            let of_whole =
                |rows: Vec<usize>| rows.iter().map(|&row| outer.train[row]).collect();
            let inner = inner(&outer.train)?
                .into_iter()
                .map(|split| Split {
                    train: of_whole(split.train),
                    test: of_whole(split.test),
                })
                .collect();
            Ok(Nested { outer, inner })
        })
        .collect()
}

fn enough(found: usize, folds: usize, what: &'static str) -> Result<(), SplitError> {
    if folds < 2 {
        return Err(SplitError::TooFewFolds { folds });
    }
    if found < folds {
        return Err(SplitError::TooFew { folds, what, found });
    }
    Ok(())
}

fn by_group<G: Ord>(groups: &[G]) -> BTreeMap<&G, Vec<usize>> {
    let mut rows_of: BTreeMap<&G, Vec<usize>> = BTreeMap::new();
    for (row, group) in groups.iter().enumerate() {
        rows_of.entry(group).or_default().push(row);
    }
    rows_of
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::Random;

    /// Each row is judged once, and learnt from whenever it is not judged.
    fn is_partition(splits: &[Split], rows: usize) -> bool {
        let mut judged: Vec<usize> =
            splits.iter().flat_map(|split| split.test.clone()).collect();
        judged.sort_unstable();
        let each_is_whole = splits.iter().all(|split| {
            let mut both = [split.train.clone(), split.test.clone()].concat();
            both.sort_unstable();
            both.into_iter().eq(0..rows)
                && split.train.is_sorted()
                && split.test.is_sorted()
                && !split.train.is_empty()
                && !split.test.is_empty()
        });
        each_is_whole && judged.into_iter().eq(0..rows)
    }

    fn spread(numbers: impl Iterator<Item = usize> + Clone) -> usize {
        numbers.clone().max().unwrap_or(0) - numbers.min().unwrap_or(0)
    }

    #[test]
    fn what_cannot_be_split() {
        let mut random = Random::new(1);
        assert_eq!(k_fold(5, 1, &mut random), Err(SplitError::TooFewFolds { folds: 1 }));
        assert_eq!(
            k_fold(3, 4, &mut random),
            Err(SplitError::TooFew { folds: 4, what: "rows", found: 3 })
        );
        let error = grouped(&[1, 1, 2], 3, &mut random).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected at least 3 groups for as many folds, found 2"
        );
        assert_eq!(temporal(&[1.0, f64::NAN], 1.0), Err(SplitError::NoTime { row: 1 }));
        assert_eq!(
            temporal(&[1.0, 2.0], 2.0),
            Err(SplitError::OneSided { before: 2, after: 0 })
        );
        assert!(leave_one_site_out(&["here"]).is_err());
    }

    /// A patient with many rows is dealt before those with one, who then fill up the rest.
    #[test]
    fn large_groups_do_not_unbalance_folds() {
        let patients = [0, 0, 0, 0, 0, 1, 2, 3, 4, 5];
        for seed in 0..50 {
            for split in grouped(&patients, 2, &mut Random::new(seed)).unwrap() {
                assert_eq!(split.test.len(), 5);
            }
        }
    }

    #[test]
    fn seeds_differ_and_repeat() {
        let of = |seed| k_fold(40, 4, &mut Random::new(seed));
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    proptest! {
        #[test]
        fn folds_part_the_rows(rows in 2_usize..80, folds in 2_usize..9, seed in any::<u64>()) {
            prop_assume!(folds <= rows);
            let splits = k_fold(rows, folds, &mut Random::new(seed)).unwrap();
            prop_assert!(is_partition(&splits, rows));
            prop_assert!(spread(splits.iter().map(|split| split.test.len())) <= 1);
        }

        #[test]
        fn strata_are_even(
            outcomes in prop::collection::vec(any::<bool>(), 8..80),
            folds in 2_usize..9,
            seed in any::<u64>(),
        ) {
            prop_assume!(folds <= outcomes.len());
            let splits = stratified(&outcomes, folds, &mut Random::new(seed)).unwrap();
            prop_assert!(is_partition(&splits, outcomes.len()));
            prop_assert!(spread(splits.iter().map(|split| split.test.len())) <= 1);
            let events = splits
                .iter()
                .map(|split| split.test.iter().filter(|&&row| outcomes[row]).count());
            prop_assert!(spread(events) <= 1);
        }

        #[test]
        fn no_patient_is_on_both_sides(
            patients in prop::collection::vec(0_u8..12, 8..80),
            folds in 2_usize..6,
            seed in any::<u64>(),
        ) {
            let Ok(splits) = grouped(&patients, folds, &mut Random::new(seed)) else {
                return Ok(());
            };
            prop_assert!(is_partition(&splits, patients.len()));
            for split in &splits {
                for &judged in &split.test {
                    prop_assert!(split.train.iter().all(|&row| patients[row] != patients[judged]));
                }
            }
            // No fold is larger than another by more than the largest patient.
            let largest = (0..12_u8)
                .map(|patient| patients.iter().filter(|&&p| p == patient).count())
                .max();
            let sizes = splits.iter().map(|split| split.test.len());
            prop_assert!(spread(sizes) <= largest.unwrap());
        }

        #[test]
        fn nothing_is_learnt_from_the_future(
            times in prop::collection::vec(0.0_f64..10.0, 2..50), cut in 0.0_f64..10.0
        ) {
            if let Ok(split) = temporal(&times, cut) {
                let turned = Split { train: split.test.clone(), test: split.train.clone() };
                let whole = is_partition(&[split.clone(), turned], times.len());
                prop_assert!(whole);
                for &before in &split.train {
                    prop_assert!(split.test.iter().all(|&after| times[before] < times[after]));
                }
            }
        }

        #[test]
        fn each_site_is_left_out_once(sites in prop::collection::vec(0_u8..5, 2..50)) {
            if let Ok(splits) = leave_one_site_out(&sites) {
                for (site, split) in &splits {
                    prop_assert!(split.test.iter().all(|&row| sites[row] == *site));
                    prop_assert!(split.train.iter().all(|&row| sites[row] != *site));
                }
                let splits: Vec<Split> = splits.into_iter().map(|(_, split)| split).collect();
                prop_assert!(is_partition(&splits, sites.len()));
            }
        }

        /// Choosing never sees a row, nor a patient, that judges the choice.
        #[test]
        fn inner_splits_stay_within_the_outer_training_rows(
            patients in prop::collection::vec(0_u8..30, 40..90), seed in any::<u64>()
        ) {
            let mut random = Random::new(seed);
            let outer = grouped(&patients, 3, &mut random).unwrap();
            let nested = nested(outer, |rows| {
                let of_rows: Vec<u8> = rows.iter().map(|&row| patients[row]).collect();
                grouped(&of_rows, 3, &mut random)
            });
            for fold in nested.unwrap() {
                for inner in &fold.inner {
                    let mut both = [inner.train.clone(), inner.test.clone()].concat();
                    both.sort_unstable();
                    prop_assert_eq!(&both, &fold.outer.train);
                    for &row in &both {
                        let judged = fold.outer.test.iter();
                        prop_assert!(judged.copied().all(|j| patients[j] != patients[row]));
                    }
                    for &row in &inner.test {
                        prop_assert!(inner.train.iter().all(|&t| patients[t] != patients[row]));
                    }
                }
            }
        }
    }
}
