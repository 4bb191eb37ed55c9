//! Folds: the rows in parts of about the same size, each of which is judged on once.

use super::{Split, SplitError, by_group, enough};
use crate::random::Random;

/// Folds of rows in random order; each row is tested once. Sizes differ by at most one.
///
/// Only where every row is another patient: otherwise use [`grouped`].
///
/// ```
/// use medlab_metrics::{random::Random, split};
///
/// let splits = split::k_fold(10, 5, &mut Random::new(1))?;
/// assert!(splits.iter().all(|split| split.train.len() == 8 && split.test.len() == 2));
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn k_fold(
    rows: usize,
    folds: usize,
    random: &mut Random,
) -> Result<Vec<Split>, SplitError> {
    enough(rows, folds, "rows")?;
    Ok(of_folds(&dealt((0..rows).collect(), folds, random), folds))
}

/// Folds with the same share of events, as nearly as whole patients allow.
///
/// Events and non-events are dealt to the folds apart. Sizes differ by at most one, and so do
/// the events.
///
/// ```
/// use medlab_metrics::{random::Random, split};
///
/// let outcomes = [true, false, false, true, false, false];
/// for split in split::stratified(&outcomes, 2, &mut Random::new(1))? {
///     assert_eq!(split.test.iter().filter(|&&row| outcomes[row]).count(), 1);
/// }
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn stratified(
    outcomes: &[bool],
    folds: usize,
    random: &mut Random,
) -> Result<Vec<Split>, SplitError> {
    enough(outcomes.len(), folds, "rows")?;
    let (events, others): (Vec<usize>, Vec<usize>) =
        (0..outcomes.len()).partition(|&row| outcomes[row]);
    // Non-events are dealt on from where the events ended, so that sizes stay even.
    let first = events.len() % folds;
    let mut fold_of = vec![0; outcomes.len()];
    for (rows, first) in [(events, 0), (others, first)] {
        let mut rows = rows;
        random.shuffle(&mut rows);
        for (turn, row) in rows.into_iter().enumerate() {
            fold_of[row] = (first + turn) % folds;
        }
    }
    Ok(of_folds(&fold_of, folds))
}

/// Folds of whole groups: all rows of a patient on the same side.
///
/// Groups are dealt largest first, each to the fold with the fewest rows so far; equal ones
/// in random order.
///
/// ```
/// use medlab_metrics::{random::Random, split};
///
/// let patients = ["ada", "ada", "bo", "bo", "cy", "cy"];
/// for split in split::grouped(&patients, 3, &mut Random::new(1))? {
///     assert_eq!(patients[split.test[0]], patients[split.test[1]]);
/// }
/// # Ok::<(), split::SplitError>(())
/// ```
pub fn grouped<G: Ord>(
    groups: &[G],
    folds: usize,
    random: &mut Random,
) -> Result<Vec<Split>, SplitError> {
    let mut rows_of: Vec<Vec<usize>> = by_group(groups).into_values().collect();
    enough(rows_of.len(), folds, "groups")?;
    random.shuffle(&mut rows_of);
    rows_of.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    let mut fold_of = vec![0; groups.len()];
    let mut sizes = vec![0; folds];
    for rows in rows_of {
        let smallest = (0..folds).min_by_key(|&fold| sizes[fold]).unwrap_or(0);
        sizes[smallest] += rows.len();
        for row in rows {
            fold_of[row] = smallest;
        }
    }
    Ok(of_folds(&fold_of, folds))
}

/// The fold of each row, dealt in random order.
fn dealt(mut rows: Vec<usize>, folds: usize, random: &mut Random) -> Vec<usize> {
    random.shuffle(&mut rows);
    let mut fold_of = vec![0; rows.len()];
    for (turn, row) in rows.into_iter().enumerate() {
        fold_of[row] = turn % folds;
    }
    fold_of
}

/// One split for each fold, which is its test side.
fn of_folds(fold_of: &[usize], folds: usize) -> Vec<Split> {
    (0..folds)
        .map(|fold| {
            let (test, train) = (0..fold_of.len()).partition(|&row| fold_of[row] == fold);
            Split { train, test }
        })
        .collect()
}
