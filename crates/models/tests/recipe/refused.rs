//! A recipe that cannot be carried out says which key is wrong, and why.

use super::hospital::{LOGISTIC, execute, execute_within, recipe, stays};
use medlab_cohort::{Column, Kind};
use medlab_models::recipe::Material;
use medlab_models::{Recipe, RecipeError};

fn refused(text: &str) -> (String, &'static str) {
    let error = execute(text).unwrap_err();
    (error.key().unwrap_or_default().to_string(), error.code())
}

#[test]
fn each_wrong_recipe_names_its_key_and_its_code() {
    let fit = [("fit", 0, 100)];
    let with = |more: &str| recipe("row", &fit, &format!("{LOGISTIC}{more}"));
    let only = |more: &str| recipe("row", &fit, more);
    let swap = |from: &str, to: &str| recipe("row", &fit, LOGISTIC).replace(from, to);
    let cases = [
        (swap("\"news2\"", "\"news\""), "data.predictors.1", "unknown_column"),
        (swap("\"news2\"", "\"age\""), "data.predictors.1", "twice"),
        (swap("\"news2\"", "\"sepsis\""), "data.predictors.1", "outcome_as_predictor"),
        (swap("\"sepsis\"", "\"sepsi\""), "data.outcome", "unknown_column"),
        (swap("\"sepsis\"", "\"day\""), "data.outcome", "not_an_outcome"),
        (
            swap("outcome =", "prediction_time = nan\noutcome ="),
            "data.prediction_time",
            "setting",
        ),
        (swap("to = 100", "to = 101"), "rows.fit.to", "setting"),
        (swap("to = 100", "to = 0"), "rows.fit", "no_rows"),
        (swap("to = 100", "table = \"x.csv\""), "rows.fit.table", "unknown_table"),
        (only("[[candidate]]\nmodel = \"oracle\""), "candidate.0.model", "unknown_model"),
        (
            only("[[candidate]]\nmodel = \"ridge\"\npenalty = -1"),
            "candidate.0.penalty",
            "setting",
        ),
        (
            only("[[candidate]]\nmodel = \"logistic\"\ntrees = 5"),
            "candidate.0.trees",
            "setting_elsewhere",
        ),
        (only("[[candidate]]\nmodel = \"supplied\""), "candidate.0.column", "missing"),
        (
            only("[[candidate]]\nmodel = \"supplied\"\ncolumn = \"age\""),
            "candidate.0.column",
            "unusable_column",
        ),
        (with("[[candidate]]\nmodel = \"logistic\""), "choose.by", "missing"),
        (with("[choose]\nby = \"tune\""), "rows.tune", "missing"),
        (with("[choose]\nby = \"nested\"\nfolds = 99"), "choose.folds", "setting"),
        (with("[recalibrate]\nhow = \"isotonic\""), "rows.calibrate", "missing"),
        (with("[policy]\nhow = \"fixed\""), "policy.level", "missing"),
        (with("[policy]\nhow = \"fixed\"\nlevel = 2"), "policy.level", "setting"),
        (
            with("[policy]\nhow = \"fixed\"\nlevel = 0.1\nalerts = 3"),
            "policy.alerts",
            "setting_elsewhere",
        ),
        (
            with("[[prepare.spline]]\ncolumn = \"day\""),
            "prepare.spline.0.column",
            "unknown_column",
        ),
    ];
    for (text, key, code) in cases {
        assert_eq!(refused(&text), (key.to_string(), code), "{text}");
    }
}

#[test]
fn a_grid_is_counted_before_it_is_built() {
    let many: Vec<String> = (1..=40).map(|n| n.to_string()).collect();
    let many = many.join(", ");
    let grid = format!(
        "[[candidate]]\nmodel = \"ridge\"\npenalty = [{many}]\n\
         [[candidate]]\nmodel = \"ridge\"\npenalty = [{many}]\n[choose]\nby = \"nested\"\n"
    );
    let text = recipe("row", &[("fit", 0, 100)], &grid);
    assert_eq!(refused(&text).1, "too_many_candidates");
}

#[test]
fn more_work_than_the_budget_is_refused_before_it_is_done() {
    let text = recipe("row", &[("fit", 0, 100)], LOGISTIC);
    let error = execute_within(&text, 1e-9).unwrap_err();
    assert!(matches!(error, RecipeError::TooMuchWork { work, .. } if work > 1e-9));
    // The dearest of several is told from the cheapest, and alone costs less than all.
    let two = "[[candidate]]\nmodel = \"ridge\"\npenalty = 1\n\
        [[candidate]]\nmodel = \"forest\"\ntrees = 100\n\
        [choose]\nby = \"cross_validation\"\n";
    let error =
        execute_within(&recipe("row", &[("fit", 0, 100)], two), 1e-9).unwrap_err();
    let RecipeError::TooMuchWork { work, each, .. } = error else { panic!("{error}") };
    let [ridge, forest] = each.as_slice() else { panic!("{each:?}") };
    assert_eq!(ridge.0, "ridge penalty 1");
    assert!(forest.0.starts_with("forest trees 100"), "{forest:?}");
    assert!(0.0 < ridge.1 && ridge.1 < forest.1 && forest.1 < work, "{each:?} {work}");
}

#[test]
fn a_column_that_knows_the_outcome_is_blamed() {
    let stays = stays(1);
    let told = stays.numbers("sepsis").unwrap().unwrap().to_vec();
    let told = Column::values_of("coded", Kind::Flag, told);
    let doubled =
        stays.numbers("age").unwrap().unwrap().iter().map(|age| 2.0 * age).collect();
    let doubled = Column::values_of("months", Kind::Number { decimals: None }, doubled);
    let stays = stays.with_column(told).unwrap().with_column(doubled).unwrap();
    let tables = [("training.csv".to_string(), stays)];
    let material = Material { tables: &tables, patient: "patient", time: None };
    let more = "[[candidate]]\nmodel = \"points\"\n[choose]\nby = \"cross_validation\"\n";
    for (column, choice) in [("coded", ""), ("months", ""), ("coded", more)] {
        let text = recipe("row", &[("fit", 0, 100)], &format!("{LOGISTIC}{choice}"));
        let text = text.replace("\"lactate\"", &format!("\"{column}\""));
        let recipe: Recipe = toml::from_str(&text).unwrap();
        match recipe.execute(material, 60.0) {
            Err(RecipeError::Fit { column: Some(found), .. }) => {
                assert_eq!(found, column)
            }
            // Another candidate could be fitted, so nothing is refused.
            other => assert!(!choice.is_empty() && other.is_ok(), "{column}: {other:?}"),
        }
    }
}
