//! The explained example is a recipe that works.

use super::hospital::{execute, stays};
use medlab_models::recipe::ClaimedFrom;

const EXAMPLE: &str = include_str!("../../../../docs/recipe.toml");

#[test]
fn the_explained_example_can_be_carried_out() {
    let execution = execute(EXAMPLE).unwrap();
    assert_eq!(execution.tried.len(), 4);
    assert_eq!(execution.claimed.from, ClaimedFrom::Test);
    assert_eq!(execution.claimed.risks.len(), 120);
    assert_eq!(execution.process.fitted_on_claimed.to_bits(), 0);
    assert_eq!(execution.process.patients_on_both_sides.to_bits(), 0);
    let risks = execution.deployed.risks(&stays(3)).unwrap();
    assert!(risks.iter().all(|risk| (0.0..=1.0).contains(risk)));
}

/// Every word of the format stands in the example, so that it can be learned from it.
#[test]
fn the_explained_example_names_every_key_and_word() {
    let words = [
        "format",
        "outcome",
        "predictors",
        "prediction_time",
        "divide",
        "\"row\"",
        "\"patient\"",
        "\"time\"",
        "rows.fit",
        "rows.tune",
        "rows.calibrate",
        "rows.test",
        "table",
        "from",
        "to",
        "missing",
        "\"median\"",
        "\"mode\"",
        "\"median_and_indicator\"",
        "standardise",
        "learned_on",
        "\"fit\"",
        "\"everything\"",
        "prepare.spline",
        "knots",
        "candidate",
        "model",
        "\"none\"",
        "\"tune\"",
        "\"cross_validation\"",
        "\"nested\"",
        "folds",
        "outer_folds",
        "measure",
        "\"log_loss\"",
        "\"brier\"",
        "\"auroc\"",
        "rule",
        "\"best\"",
        "\"simplest\"",
        "margin",
        "recalibrate",
        "\"intercept\"",
        "\"logistic\"",
        "\"isotonic\"",
        "policy",
        "\"fixed\"",
        "level",
        "\"harm_ratio\"",
        "harm_ratio",
        "\"top\"",
        "alerts",
    ];
    for word in words {
        assert!(EXAMPLE.contains(word), "docs/recipe.toml does not explain {word}");
    }
}
