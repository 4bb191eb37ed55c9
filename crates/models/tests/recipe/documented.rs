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
    let models = medlab_models::estimator::NAMES.into_iter().chain(["supplied"]);
    for model in models {
        assert!(
            EXAMPLE.contains(&format!("\"{model}\"")),
            "docs/recipe.toml lacks {model}"
        );
        for bound in medlab_models::Estimator::bounds(model).unwrap_or_default() {
            assert!(
                EXAMPLE.contains(bound.name),
                "docs/recipe.toml lacks {}",
                bound.name
            );
        }
    }
    for word in words {
        assert!(EXAMPLE.contains(word), "docs/recipe.toml does not explain {word}");
    }
}

/// Every estimator can be asked for by its name, and gives risks.
#[test]
fn every_model_can_be_carried_out() {
    for model in medlab_models::estimator::NAMES {
        let text = super::hospital::recipe(
            "patient",
            &[("fit", 0, 80), ("test", 80, 100)],
            &format!("[[candidate]]\nmodel = \"{model}\"\n"),
        );
        let execution = execute(&text).unwrap();
        let risks = &execution.claimed.risks;
        assert!(risks.iter().all(|risk| (0.0..=1.0).contains(risk)), "{model}");
        assert!(risks.iter().any(|risk| risk.to_bits() != risks[0].to_bits()), "{model}");
    }
}
