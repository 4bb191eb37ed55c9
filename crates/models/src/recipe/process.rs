//! The process: how cleanly a recipe kept its rows apart, whatever came out of it.
//!
//! It is measured from the rows that each role really had, not from what the recipe says of
//! itself.

use std::collections::BTreeSet;

use super::divided::Divided;
use super::division::{self, RoleRows};
use super::execution::ClaimedFrom;
use super::{ChooseBy, LearnedOn, Recipe};

/// How cleanly a recipe kept its rows apart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Process {
    /// The share of the rows behind the claim from which the model itself had learned.
    pub fitted_on_claimed: f64,
    /// The share of the rows behind the claim on which candidates were compared.
    pub tuned_on_claimed: f64,
    /// The share of the rows behind the claim from which recalibration had learned.
    pub calibrated_on_claimed: f64,
    /// Whether the preparation had learned from the rows behind the claim.
    pub prepared_on_claimed: bool,
    /// The share of the patients behind the claim of whom other rows were learned from,
    /// compared or recalibrated on.
    pub patients_on_both_sides: f64,
    /// How many candidates were compared on the very rows behind the claim; 1 is honest.
    pub compared_on_claimed: usize,
    /// How many candidates there were.
    pub compared: usize,
}

/// Rows, each named by its table and its number.
type Named<'a> = BTreeSet<(&'a str, usize)>;

pub(super) fn of(
    recipe: &Recipe,
    divided: &Divided,
    from: ClaimedFrom,
    compared: usize,
    patient: &str,
) -> Process {
    let by = recipe.choose.by;
    let crossed = matches!(by, ChooseBy::CrossValidation | ChooseBy::Nested);
    let tuned = if crossed { &divided.fit } else { &divided.tune };
    let tuned = if by == ChooseBy::None { &None } else { tuned };
    let mended = recipe.recalibrate.how != super::Mend::None;
    let calibrated = if mended { &divided.calibrate } else { &None };
    let claimed = match from {
        ClaimedFrom::Test => &divided.test,
        ClaimedFrom::Tune => &divided.tune,
        ClaimedFrom::Nested | ClaimedFrom::CrossValidation | ClaimedFrom::Fit => {
            &divided.fit
        }
    };
    let Some(judged) = claimed else { return Process::default() };
    let rows = named(claimed.as_ref());
    // Rows left out in turn were not learned from when they were judged.
    let left_out = matches!(from, ClaimedFrom::Nested | ClaimedFrom::CrossValidation);
    let fitted = if left_out { 0.0 } else { share(&rows, &named(divided.fit.as_ref())) };
    let tuned_on = match from {
        ClaimedFrom::Nested => 0.0,
        _ => share(&rows, &named(tuned.as_ref())),
    };
    let everything = recipe.prepare.learned_on == LearnedOn::Everything;
    let same_table = divided.fit.as_ref().is_some_and(|fit| fit.file == judged.file);
    Process {
        fitted_on_claimed: fitted,
        tuned_on_claimed: tuned_on,
        calibrated_on_claimed: share(&rows, &named(calibrated.as_ref())),
        prepared_on_claimed: fitted > 0.0 || (everything && same_table),
        patients_on_both_sides: if left_out {
            let together = recipe.rows.divide == super::Divide::Patient;
            if together { 0.0 } else { repeated(judged, patient) }
        } else {
            shared(judged, &[&divided.fit, tuned, calibrated], patient)
        },
        compared_on_claimed: if tuned_on > 0.0 { compared } else { 1 },
        compared,
    }
}

fn named<'a>(roles: Option<&RoleRows<'a>>) -> Named<'a> {
    roles.iter().flat_map(|r| r.rows.iter().map(|row| (r.file, *row))).collect()
}

fn share(of: &Named, within: &Named) -> f64 {
    of.intersection(within).count() as f64 / of.len().max(1) as f64
}

/// The patients of some rows.
fn patients(roles: &RoleRows, column: &str) -> BTreeSet<String> {
    let all = division::patients(roles.table, column);
    roles.rows.iter().map(|row| all[*row].clone()).collect()
}

/// The share of the patients of some rows who also have rows in other roles.
fn shared(judged: &RoleRows, others: &[&Option<RoleRows>], column: &str) -> f64 {
    let own = patients(judged, column);
    let others: BTreeSet<String> = others
        .iter()
        .filter_map(|r| r.as_ref())
        .flat_map(|r| patients(r, column))
        .collect();
    own.intersection(&others).count() as f64 / own.len().max(1) as f64
}

/// The share of patients with more than one row: dealt row by row, they land on both sides.
fn repeated(judged: &RoleRows, column: &str) -> f64 {
    let all = division::patients(judged.table, column);
    let mut rows = std::collections::BTreeMap::<&str, usize>::new();
    for row in &judged.rows {
        *rows.entry(all[*row].as_str()).or_default() += 1;
    }
    rows.values().filter(|rows| **rows > 1).count() as f64 / rows.len().max(1) as f64
}
