//! A learning curve learns from growing shares of whole patients, within its budget.

use super::hospital::{LOGISTIC, execute, learning_curve, recipe};
use medlab_models::RecipeError;

const PARTS: [(&str, u32, u32); 2] = [("fit", 0, 60), ("test", 60, 100)];

#[test]
fn the_last_point_is_what_the_recipe_claims_before_mending() {
    let text = recipe("patient", &PARTS, LOGISTIC);
    let curve = learning_curve(&text, 60.0).unwrap();
    let execution = execute(&text).unwrap();
    assert_eq!(curve.len(), 6);
    assert!(curve.windows(2).all(|pair| pair[0].rows < pair[1].rows), "{curve:?}");
    // Three stays a patient, and no patient is cut.
    assert!(curve.iter().all(|point| point.rows % 3 == 0), "{curve:?}");
    assert_eq!(curve[5].rows, execution.rows[0].rows);
    let claimed = &execution.claimed;
    let losses = claimed.outcomes.iter().zip(&claimed.raw);
    let loss = losses.map(|(y, p)| -libm::log(if *y > 0.5 { *p } else { 1.0 - p }));
    let mean = loss.sum::<f64>() / claimed.raw.len() as f64;
    assert!((curve[5].log_loss.value - mean).abs() < 1e-12);
    assert!(curve[5].auroc.is_ok());
}

#[test]
fn without_rows_apart_each_fold_is_left_out_in_turn() {
    let folds = format!("{LOGISTIC}[choose]\nby = \"cross_validation\"\nfolds = 4\n");
    let curve = learning_curve(&recipe("patient", &[("fit", 0, 100)], &folds), 60.0);
    assert_eq!(curve.unwrap().last().unwrap().rows, 450);
}

#[test]
fn what_learns_nothing_has_no_curve_and_what_costs_too_much_is_refused() {
    let supplied = "[[candidate]]\nmodel = \"supplied\"\ncolumn = \"score\"\n";
    let text = recipe("row", &PARTS, supplied);
    assert_eq!(learning_curve(&text, 60.0).unwrap(), []);
    let refused = learning_curve(&recipe("row", &PARTS, LOGISTIC), 1e-9);
    assert!(matches!(refused, Err(RecipeError::TooMuchWork { .. })), "{refused:?}");
}

#[test]
fn every_role_counts_its_rows_patients_and_events() {
    let execution = execute(&recipe("patient", &PARTS, LOGISTIC)).unwrap();
    let counts: Vec<_> =
        execution.rows.iter().map(|c| (c.role.key(), c.rows, c.patients)).collect();
    assert_eq!(counts, [("rows.fit", 360, 120), ("rows.test", 240, 80)]);
    let events = execution.claimed.outcomes.iter().filter(|y| **y > 0.5).count();
    assert_eq!(execution.rows[1].events, events);
    assert_eq!(execution.claimed.patients.len(), 240);
}
