//! What is measured of a process is what the rows really did.

use super::hospital::{LOGISTIC, execute, recipe};
use medlab_models::recipe::{ClaimedFrom, Process};

fn process(text: &str) -> Process {
    execute(text).unwrap().process
}

fn is(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "expected {expected}, found {found}");
}

#[test]
fn a_clean_split_by_patient_shares_nothing() {
    let clean =
        process(&recipe("patient", &[("fit", 0, 80), ("test", 80, 100)], LOGISTIC));
    is(clean.fitted_on_claimed, 0.0);
    is(clean.patients_on_both_sides, 0.0);
    assert_eq!(clean.compared_on_claimed, 1);
}

#[test]
fn a_split_by_row_puts_patients_on_both_sides() {
    let mixed = process(&recipe("row", &[("fit", 0, 80), ("test", 80, 100)], LOGISTIC));
    is(mixed.fitted_on_claimed, 0.0);
    // With three stays each, hardly a tested patient has none of the others in the fit.
    assert!(mixed.patients_on_both_sides > 0.9, "{mixed:?}");
}

#[test]
fn overlapping_parts_are_measured_by_their_share() {
    let overlap =
        process(&recipe("patient", &[("fit", 0, 90), ("test", 80, 100)], LOGISTIC));
    is(overlap.fitted_on_claimed, 0.5);
    is(overlap.patients_on_both_sides, 0.5);
    let mended = format!("{LOGISTIC}[recalibrate]\nhow = \"logistic\"\n");
    let parts = [("fit", 0, 60), ("calibrate", 80, 100), ("test", 80, 100)];
    is(process(&recipe("patient", &parts, &mended)).calibrated_on_claimed, 1.0);
    // Rows for mending that no mending uses are no fault.
    is(process(&recipe("patient", &parts, LOGISTIC)).calibrated_on_claimed, 0.0);
}

#[test]
fn tuning_on_the_test_rows_is_seen_and_so_is_the_best_of_many() {
    let tuned = "[[candidate]]\nmodel = \"ridge\"\npenalty = [1, 10, 100]\n\
                 [choose]\nby = \"tune\"\n";
    let parts = [("fit", 0, 60), ("tune", 60, 80), ("test", 80, 100)];
    let clean = process(&recipe("patient", &parts, tuned));
    is(clean.tuned_on_claimed, 0.0);
    assert_eq!((clean.compared, clean.compared_on_claimed), (3, 1));
    let parts = [("fit", 0, 60), ("tune", 60, 100), ("test", 80, 100)];
    let spoiled = process(&recipe("patient", &parts, tuned));
    is(spoiled.tuned_on_claimed, 1.0);
    assert_eq!(spoiled.compared_on_claimed, 3);
}

#[test]
fn without_rows_for_testing_the_claim_comes_from_the_choice() {
    let of = |by: &str| {
        let more = format!(
            "[[candidate]]\nmodel = \"ridge\"\npenalty = [1, 100]\n[choose]\nby = \"{by}\"\n"
        );
        execute(&recipe("patient", &[("fit", 0, 100)], &more)).unwrap()
    };
    let nested = of("nested");
    assert_eq!(nested.claimed.from, ClaimedFrom::Nested);
    assert_eq!(
        (nested.claimed.risks.len(), nested.process.compared_on_claimed),
        (600, 1)
    );
    let crossed = of("cross_validation");
    assert_eq!(crossed.claimed.from, ClaimedFrom::CrossValidation);
    assert_eq!(crossed.process.compared_on_claimed, 2);
    let apparent = execute(&recipe("row", &[("fit", 0, 100)], LOGISTIC)).unwrap();
    assert_eq!(apparent.claimed.from, ClaimedFrom::Fit);
    is(apparent.process.fitted_on_claimed, 1.0);
}

#[test]
fn preparing_on_everything_is_seen() {
    let spoiled = format!("[prepare]\nlearned_on = \"everything\"\n{LOGISTIC}");
    let parts = [("fit", 0, 80), ("test", 80, 100)];
    assert!(process(&recipe("patient", &parts, &spoiled)).prepared_on_claimed);
    assert!(!process(&recipe("patient", &parts, LOGISTIC)).prepared_on_claimed);
}

#[test]
fn in_time_order_nothing_later_is_learned_from() {
    let text = recipe("time", &[("fit", 0, 70), ("test", 70, 100)], LOGISTIC);
    let execution = execute(&text).unwrap();
    let stays = super::hospital::stays(1);
    let ill = stays.numbers("sepsis").unwrap().unwrap();
    assert_eq!(execution.claimed.outcomes, ill[420..]);
}
