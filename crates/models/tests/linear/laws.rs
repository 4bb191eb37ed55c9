//! What must hold whatever the numbers: order, units, bounds.

use medlab_metrics::random::Random;
use medlab_models::{
    ElasticNet, FitError, Matrix, NaiveBayes, Neighbours, Points, Recalibration, Ridge,
};
use proptest::prelude::*;

/// Three columns, one of 0 and 1 and one of few whole numbers, and outcomes that hang on them.
fn patients(seed: u64, rows: usize) -> (Matrix, Vec<f64>) {
    let mut random = Random::new(seed);
    let mut columns = vec![Vec::new(); 3];
    let mut outcomes = Vec::new();
    for _ in 0..rows {
        let row = [
            4.0 * random.uniform() - 2.0,
            f64::from(random.below(2)),
            f64::from(random.below(5)),
        ];
        let score = row[0] + row[1] - 0.5 * row[2] + 3.0 * random.uniform() - 1.5;
        outcomes.push(f64::from(score > 0.0));
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    (Matrix::new(names, columns).unwrap(), outcomes)
}

/// The risks of the same patients by every estimator.
fn all(
    matrix: &Matrix,
    outcomes: &[f64],
    asked: &Matrix,
) -> Vec<(&'static str, Result<Vec<f64>, FitError>)> {
    let ridge = Ridge { penalty: 0.5 }.fit(matrix, outcomes);
    let net = ElasticNet { penalty: 1.0, mix: 0.7 }.fit(matrix, outcomes);
    let bayes = NaiveBayes { var_smoothing: 1e-9 }.fit(matrix, outcomes);
    let near = Neighbours { neighbours: 7 }.fit(matrix, outcomes);
    let points = Points { bins: 4, most: 6 }.fit(matrix, outcomes);
    vec![
        ("ridge", ridge.map(|model| model.predict(asked))),
        ("elastic net", net.map(|model| model.predict(asked))),
        ("naive bayes", bayes.map(|model| model.predict(asked))),
        ("neighbours", near.map(|model| model.predict(asked))),
        ("points", points.map(|model| model.predict(asked))),
    ]
}

/// Columns of the same values in another order have the same deviation but for rounding, so
/// a step along one is as far as a step along another.
#[test]
fn ties_are_ties_but_for_rounding() {
    for seed in 0..100 {
        let mut random = Random::new(seed);
        let mut values: Vec<f64> =
            (0..30).map(|_| f64::from(random.below(4)) * 0.1).collect();
        let mut columns = Vec::new();
        for _ in 0..3 {
            random.shuffle(&mut values);
            columns.push(values.clone());
        }
        let outcomes: Vec<f64> = (0..30).map(|_| f64::from(random.below(2))).collect();
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let one = Matrix::new(names.clone(), columns.clone()).unwrap();
        columns.reverse();
        let two = Matrix::new(names, columns).unwrap();
        let risks = |matrix: &Matrix| {
            let model = Neighbours { neighbours: 5 }.fit(matrix, &outcomes);
            model.unwrap().predict(matrix)
        };
        for (one, two) in risks(&one).iter().zip(risks(&two)) {
            assert!((one - two).abs() < 1e-12, "seed {seed}: {one} and {two}");
        }
    }
}

/// One rare event far out draws the first step past a patient without it, halfway there.
#[test]
fn steps_too_long_are_shortened() {
    let mut x = vec![0.0; 100];
    (x[0], x[1]) = (10.0, 5.0);
    let mut outcomes = vec![0.0; 100];
    outcomes[0] = 1.0;
    let matrix = Matrix::new(vec!["x".into()], vec![x]).unwrap();
    let model = ElasticNet { penalty: 0.01, mix: 0.0 }.fit(&matrix, &outcomes).unwrap();
    let ridge = Ridge { penalty: 0.01 }.fit(&matrix, &outcomes).unwrap();
    assert!((model.intercept - ridge.intercept).abs() < 1e-8);
    assert!((model.coefficients[0] - ridge.coefficients[0]).abs() < 1e-8);
    assert!(model.predict(&matrix)[0] > 0.8);
}

proptest! {
    /// Rows in another order give the same model, and a risk is a risk.
    #[test]
    fn order_does_not_matter(seed in any::<u64>(), rows in 20_usize..80) {
        let (matrix, outcomes) = patients(seed, rows);
        let mut order: Vec<usize> = (0..rows).collect();
        Random::new(!seed).shuffle(&mut order);
        let mixed: Vec<f64> = order.iter().map(|row| outcomes[*row]).collect();
        let one = all(&matrix, &outcomes, &matrix);
        let two = all(&matrix.take(&order), &mixed, &matrix);
        for ((name, one), (_, two)) in one.into_iter().zip(two) {
            let (Ok(one), Ok(two)) = (&one, &two) else {
                prop_assert_eq!(one, two);
                continue;
            };
            for (a, b) in one.iter().zip(two) {
                prop_assert!((0.0..=1.0).contains(a), "{}: {}", name, a);
                prop_assert!((a - b).abs() < 1e-9, "{}: {} and {}", name, a, b);
            }
        }
    }

    /// Columns are brought to one scale, so units and zero points change no risk.
    #[test]
    fn units_do_not_matter(seed in any::<u64>(), scale in 0.001_f64..1000.0, zero in -4_i8..4) {
        let (matrix, outcomes) = patients(seed, 60);
        let moved = matrix.columns().iter().map(|column| {
            column.iter().map(|value| scale * (value + f64::from(zero))).collect()
        });
        let moved = Matrix::new(matrix.names().to_vec(), moved.collect()).unwrap();
        let one = all(&matrix, &outcomes, &matrix);
        let two = all(&moved, &outcomes, &moved);
        for ((name, one), (_, two)) in one.into_iter().zip(two) {
            // Round cuts are round in one unit only; smoothing adds a share of a variance.
            if name == "points" {
                continue;
            }
            let (Ok(one), Ok(two)) = (one, two) else { continue };
            for (a, b) in one.iter().zip(&two) {
                prop_assert!((a - b).abs() < 1e-8, "{}: {} and {}", name, a, b);
            }
        }
    }

    /// The slope of the cost: 0 where a coefficient is not, within the penalty where it is.
    #[test]
    fn an_elastic_net_is_where_the_slope_ends(
        seed in any::<u64>(),
        rows in 8_usize..40,
        width in 1_usize..30,
        penalty in 0.01_f64..20.0,
        mix in 0.0_f64..=1.0,
        heavy in any::<bool>(),
    ) {
        let mut random = Random::new(seed);
        // Far outliers make whole steps too long.
        let mut value = || {
            let x = f64::from(random.below(9)) - 4.0;
            if heavy { x * x * x * x * x } else { x }
        };
        let columns: Vec<Vec<f64>> =
            (0..width).map(|_| (0..rows).map(|_| value()).collect()).collect();
        let outcomes: Vec<f64> =
            (0..rows).map(|row| f64::from(columns[0][row] + 6.0 * random.uniform() > 3.0)).collect();
        let names = (0..width).map(|column| format!("x{column}")).collect();
        let matrix = Matrix::new(names, columns).unwrap();
        let Ok(model) = (ElasticNet { penalty, mix }).fit(&matrix, &outcomes) else {
            let same = outcomes.iter().all(|y| *y > 0.5) || outcomes.iter().all(|y| *y < 0.5);
            prop_assert!(same);
            return Ok(());
        };
        let residuals: Vec<f64> =
            model.predict(&matrix).iter().zip(&outcomes).map(|(p, y)| y - p).collect();
        prop_assert!(residuals.iter().sum::<f64>().abs() < 1e-6);
        for (column, coefficient) in matrix.columns().iter().zip(&model.coefficients) {
            let mean = column.iter().sum::<f64>() / rows as f64;
            let square = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
            let deviation = (square / rows as f64).sqrt();
            if deviation == 0.0 {
                prop_assert_eq!(coefficient.to_bits(), 0.0_f64.to_bits());
                continue;
            }
            let standard = coefficient * deviation;
            let pull = column.iter().zip(&residuals).map(|(x, r)| (x - mean) / deviation * r);
            let rest = pull.sum::<f64>() - penalty * (1.0 - mix) * standard;
            let most = penalty * mix;
            let off = if standard == 0.0 {
                (rest.abs() - most).max(0.0)
            } else {
                (rest - most.copysign(standard)).abs()
            };
            prop_assert!(off < 1e-6, "off by {} at {}", off, standard);
        }
    }

    /// A point more never lowers the risk, and the table says what the totals say.
    #[test]
    fn points_add_up(seed in any::<u64>(), bins in 2_u32..8, most in 1_u32..30) {
        let (matrix, outcomes) = patients(seed, 80);
        let Ok(score) = (Points { bins, most }).fit(&matrix, &outcomes) else { return Ok(()) };
        let totals = score.totals(&matrix);
        prop_assert!(totals.iter().all(|total| *total <= score.highest()));
        prop_assert!(score.table().iter().any(|line| line.points == most));
        for (row, total) in totals.iter().enumerate() {
            let lines = score.table().iter().filter(|line| {
                let place = matrix.names().iter().position(|name| *name == line.column).unwrap();
                let value = matrix.columns()[place][row];
                line.from.is_none_or(|from| from <= value)
                    && line.to.is_none_or(|to| value < to)
            });
            prop_assert_eq!(lines.map(|line| line.points).sum::<u32>(), *total);
        }
        let risks: Vec<f64> = (0..=score.highest()).map(|total| score.risk(total)).collect();
        prop_assert!(risks.is_sorted() || risks.iter().rev().is_sorted());
    }

    /// An isotonic map never falls, keeps the sum of the risks and is its own repair.
    #[test]
    fn isotonic_maps_rise(
        patients in prop::collection::vec((0_u8..20, any::<bool>()), 5..60),
        mixed in any::<u64>(),
    ) {
        let risks: Vec<f64> = patients.iter().map(|p| f64::from(p.0) / 19.0).collect();
        let outcomes: Vec<f64> = patients.iter().map(|p| f64::from(p.1)).collect();
        let Ok(map) = Recalibration::isotonic(&risks, &outcomes) else { return Ok(()) };
        let new: Vec<f64> = risks.iter().map(|risk| map.apply(*risk)).collect();
        let grid: Vec<f64> =
            (0..=1000).map(|step| map.apply(f64::from(step) / 1000.0)).collect();
        prop_assert!(grid.is_sorted());
        prop_assert!((new.iter().sum::<f64>() - outcomes.iter().sum::<f64>()).abs() < 1e-9);
        let again = Recalibration::isotonic(&new, &outcomes).unwrap();
        for risk in &new {
            prop_assert!((again.apply(*risk) - risk).abs() < 1e-12);
        }
        let mut order: Vec<usize> = (0..risks.len()).collect();
        Random::new(mixed).shuffle(&mut order);
        let pick = |values: &[f64]| order.iter().map(|row| values[*row]).collect::<Vec<_>>();
        prop_assert_eq!(Recalibration::isotonic(&pick(&risks), &pick(&outcomes)), Ok(map));
    }
}
