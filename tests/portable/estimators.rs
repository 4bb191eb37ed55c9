//! Estimators: each with its usual settings, learned from drawn patients, as its risks.

use medlab_exercise::Course;
use medlab_metrics::random::Random;
use medlab_models::Matrix;
use medlab_models::estimator::{Estimator, NAMES};

use crate::{Row, Rows};

const SEED: u64 = 1;
const PATIENTS: usize = 150;

pub(crate) fn rows(_: &Course) -> Rows {
    let mut random = Random::new(SEED);
    let mut column = |levels: f64| -> Vec<f64> {
        // Few levels make ties, at which a tree or a neighbour has to decide.
        (0..PATIENTS).map(|_| (random.uniform() * levels).floor() / levels).collect()
    };
    let columns = vec![column(1e6), column(8.0), column(2.0)];
    let names = ["age", "score", "smoker"].map(String::from).to_vec();
    let matrix = Matrix::new(names, columns)?;
    let outcome = |row: usize| {
        let [age, score, smoker] = [0, 1, 2].map(|at| matrix.columns()[at][row]);
        f64::from(random.uniform() < (age + score * smoker) / 2.0)
    };
    let outcomes: Vec<f64> = (0..PATIENTS).map(outcome).collect();
    let fitted = |name: &&str| {
        let usual = |setting: &str| {
            let mut bounds = Estimator::bounds(name).unwrap_or_default().iter();
            bounds.find(|bound| bound.name == setting).map_or(f64::NAN, |b| b.usual)
        };
        let estimator =
            Estimator::with(name, usual).ok_or("an estimator has its name")?;
        let risks = estimator.fit(&matrix, &outcomes, SEED)?.predict(&matrix);
        let bytes: Vec<u8> = risks.iter().flat_map(|risk| risk.to_le_bytes()).collect();
        Ok(Row::of(format!("risks by {name}"), bytes))
    };
    NAMES.iter().map(fitted).collect()
}
