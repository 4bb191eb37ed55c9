//! A small hospital: 600 stays of 200 patients, whose frailty shows in every stay.

use medlab_cohort::{Column, Kind, Table};
use medlab_metrics::random::Random;
use medlab_models::recipe::{LearningPoint, Material};
use medlab_models::{Execution, Recipe, RecipeError};

pub(crate) const STAYS: usize = 600;

/// The hospital's table, drawn from a seed.
pub(crate) fn stays(seed: u64) -> Table {
    let mut random = Random::new(seed);
    let number = || Kind::Number { decimals: None };
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); 8];
    let mut patients = Vec::new();
    let mut frailty = 0.0;
    for stay in 0..STAYS {
        if stay % 3 == 0 {
            frailty = random.uniform() - 0.5;
        }
        patients.push(format!("P{:03}", stay / 3));
        let age = libm::round(40.0 + 50.0 * random.uniform());
        let rate = libm::round(12.0 + 16.0 * random.uniform());
        let news2 = libm::round(8.0 * random.uniform());
        let lactate =
            if random.uniform() < 0.3 { f64::NAN } else { 3.0 * random.uniform() };
        let awake = f64::from(random.below(2));
        let risk = 0.25 + 0.003 * (age - 65.0) + 0.03 * (news2 - 4.0) + 0.3 * frailty;
        let ill = f64::from(u8::from(random.uniform() < risk));
        let score = risk.clamp(0.01, 0.99);
        for (column, value) in columns.iter_mut().zip([
            age,
            rate,
            news2,
            lactate,
            awake,
            ill,
            stay as f64,
            score,
        ]) {
            column.push(value);
        }
    }
    let [age, rate, news2, lactate, awake, ill, day, score] =
        <[Vec<f64>; 8]>::try_from(columns).unwrap();
    let levels = vec!["alert".to_string(), "confused".to_string()];
    Table::new(vec![
        Column::texts_of("patient", patients),
        Column::values_of("age", number(), age),
        Column::values_of("respiratory_rate", number(), rate),
        Column::values_of("news2", number(), news2),
        Column::values_of("lactate", number(), lactate),
        Column::values_of("consciousness", Kind::Category { levels }, awake),
        Column::values_of("sepsis", Kind::Flag, ill),
        Column::values_of("day", number(), day),
        Column::values_of("score", number(), score),
    ])
    .unwrap()
}

/// Carries a recipe out on the hospital's stays.
pub(crate) fn execute(recipe: &str) -> Result<Execution, RecipeError> {
    execute_within(recipe, 60.0)
}

/// The same with a budget in seconds.
pub(crate) fn execute_within(
    recipe: &str,
    budget: f64,
) -> Result<Execution, RecipeError> {
    let recipe: Recipe = toml::from_str(recipe).unwrap();
    let tables =
        [("training.csv".to_string(), stays(1)), ("new.csv".to_string(), stays(2))];
    let material = Material { tables: &tables, patient: "patient", time: Some("day") };
    recipe.execute(material, budget)
}

/// The learning curve of a recipe's first candidate on the hospital's stays.
pub(crate) fn learning_curve(
    recipe: &str,
    budget: f64,
) -> Result<Vec<LearningPoint>, RecipeError> {
    let recipe: Recipe = toml::from_str(recipe).unwrap();
    let tables = [("training.csv".to_string(), stays(1))];
    let material = Material { tables: &tables, patient: "patient", time: Some("day") };
    recipe.learning_curve(material, 0, budget)
}

/// A recipe with one logistic model, with its other parts as given.
pub(crate) fn recipe(divide: &str, parts: &[(&str, u32, u32)], more: &str) -> String {
    let mut text = format!(
        "format = 1\n[data]\noutcome = \"sepsis\"\n\
         predictors = [\"age\", \"news2\", \"lactate\"]\n[rows]\ndivide = \"{divide}\"\n"
    );
    for (role, from, to) in parts {
        text += &format!("[rows.{role}]\nfrom = {from}\nto = {to}\n");
    }
    text + more
}

pub(crate) const LOGISTIC: &str = "[[candidate]]\nmodel = \"logistic\"\n";
