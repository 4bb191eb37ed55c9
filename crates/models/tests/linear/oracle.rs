//! Against scikit-learn, statsmodels and R, whose scripts and output are in
//! `tests/oracles/models`. Needs none of them.

use medlab_metrics::Undefined;
use medlab_models::{
    ElasticNet, FitError, Linear, Matrix, NaiveBayes, Neighbours, Points, Recalibration,
    Ridge, Spline,
};
use serde_json::Value;

use super::inputs::read;

fn r() -> Value {
    let text = include_str!("../../../../tests/oracles/models/expected_r.json");
    serde_json::from_str(text).unwrap()
}

fn python() -> Value {
    let text = include_str!("../../../../tests/oracles/models/expected_python.json");
    serde_json::from_str(text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn number(case: &Value, key: &str) -> f64 {
    case[key].as_f64().unwrap()
}

fn name(case: &Value) -> &str {
    case["data"].as_str().unwrap()
}

/// Within a share of the larger of 1 and the expected value.
#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64, case: &Value) {
    assert_eq!(found.len(), expected.len(), "{}", name(case));
    let settings = ["penalty", "mix", "neighbours", "bins"].map(|key| &case[key]);
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let off = (found - expected).abs() / expected.abs().max(1.0);
        assert!(
            off <= tolerance,
            "{} {settings:?} at {place}: expected {expected}, found {found}",
            name(case),
        );
    }
}

/// The risks that a model of known coefficients gives.
fn risks(matrix: &Matrix, coefficients: &[f64]) -> Vec<f64> {
    let (intercept, coefficients) = (coefficients[0], coefficients[1..].to_vec());
    let columns = matrix.names().to_vec();
    Linear { columns, intercept, coefficients, errors: None }.predict(matrix)
}

#[test]
fn ridge_is_that_of_scikit_learn() {
    let mut seen = 0;
    for case in python()["regressions"].as_array().unwrap() {
        if number(case, "mix") > 0.0 {
            continue;
        }
        seen += 1;
        let (matrix, outcomes) = read(name(case));
        let model = Ridge { penalty: number(case, "penalty") };
        let found = model.fit(&matrix, &outcomes).unwrap();
        let expected = numbers(&case["coefficients"]);
        close(
            &[&[found.intercept], &found.coefficients[..]].concat(),
            &expected,
            1e-9,
            case,
        );
        // The elastic net gets there by another way.
        let net = ElasticNet { penalty: model.penalty, mix: 0.0 };
        let found = net.fit(&matrix, &outcomes).unwrap();
        close(&found.predict(&matrix), &risks(&matrix, &expected), 1e-9, case);
    }
    assert_eq!(seen, 30);
}

#[test]
fn elastic_nets_are_those_of_scikit_learn() {
    for case in python()["regressions"].as_array().unwrap() {
        if number(case, "mix") == 0.0 {
            continue;
        }
        let (matrix, outcomes) = read(name(case));
        let (penalty, mix) = (number(case, "penalty"), number(case, "mix"));
        let found = ElasticNet { penalty, mix }.fit(&matrix, &outcomes).unwrap();
        let expected = numbers(&case["coefficients"]);
        if expected[1..].iter().all(|coefficient| *coefficient == 0.0) {
            // Its saga then stops before the intercept is that of the prevalence.
            let prevalence = outcomes.iter().sum::<f64>() / outcomes.len() as f64;
            let all = vec![prevalence; outcomes.len()];
            close(&found.predict(&matrix), &all, 1e-14, case);
            continue;
        }
        close(&found.predict(&matrix), &risks(&matrix, &expected), 1e-6, case);
        // Where columns repeat each other the lasso has many answers, all as good.
        if name(case) != "repeats" || mix < 1.0 {
            let all = [&[found.intercept], &found.coefficients[..]].concat();
            close(&all, &expected, 1e-5, case);
            for (found, expected) in found.coefficients.iter().zip(&expected[1..]) {
                assert_eq!(*found == 0.0, *expected == 0.0, "{case:?}: {found}");
            }
        }
    }
}

#[test]
fn elastic_nets_are_those_of_glmnet() {
    for case in r()["nets"].as_array().unwrap() {
        let (matrix, outcomes) = read(name(case));
        let (penalty, mix) = (number(case, "penalty"), number(case, "mix"));
        let found = ElasticNet { penalty, mix }.fit(&matrix, &outcomes).unwrap();
        let all = [&[found.intercept], &found.coefficients[..]].concat();
        close(&all, &numbers(&case["coefficients"]), 1e-7, case);
    }
}

#[test]
fn naive_bayes_is_that_of_scikit_learn() {
    for case in python()["naive_bayes"].as_array().unwrap() {
        let (matrix, outcomes) = read(name(case));
        let model = NaiveBayes { var_smoothing: number(case, "var_smoothing") };
        let found = model.fit(&matrix, &outcomes).unwrap();
        for (class, normals) in [&found.without, &found.with].into_iter().enumerate() {
            let means: Vec<f64> = normals.iter().map(|normal| normal.mean).collect();
            close(&means, &numbers(&case["means"][class]), 1e-12, case);
            let variances: Vec<f64> = normals.iter().map(|n| n.variance).collect();
            close(&variances, &numbers(&case["variances"][class]), 1e-12, case);
        }
        close(&found.predict(&matrix), &numbers(&case["risks"]), 1e-9, case);
    }
}

#[test]
fn neighbours_are_those_of_scikit_learn_and_ties_are_shared() {
    let mut tied = 0.0;
    for case in python()["neighbours"].as_array().unwrap() {
        let (matrix, outcomes) = read(name(case));
        let neighbours = number(case, "neighbours") as u32;
        let found = Neighbours { neighbours }.fit(&matrix, &outcomes).unwrap();
        close(&found.predict(&matrix), &numbers(&case["risks"]), 1e-12, case);
        tied += number(case, "tied");
    }
    assert!(tied > 100.0, "only {tied} rows had ties");
}

#[test]
fn recalibrations_are_those_of_statsmodels_and_scikit_learn() {
    for case in python()["recalibration"].as_array().unwrap() {
        let (matrix, outcomes) = read(name(case));
        let risks = &matrix.columns()[0];
        let at = numbers(&case["at"]);
        let maps = [
            ("intercept", Recalibration::intercept(risks, &outcomes)),
            ("logistic", Recalibration::logistic(risks, &outcomes)),
            ("isotonic", Recalibration::isotonic(risks, &outcomes)),
        ];
        for (way, map) in maps {
            let map = map.unwrap();
            let found: Vec<f64> = at.iter().map(|risk| map.apply(*risk)).collect();
            close(&found, &numbers(&case[way]), 1e-9, case);
            if let Recalibration::Isotonic { from, to } = map {
                close(&from, &numbers(&case["thresholds"][0]), 1e-15, case);
                close(&to, &numbers(&case["thresholds"][1]), 1e-14, case);
            }
        }
    }
}

#[test]
fn points_are_those_of_the_method_written_out() {
    for case in python()["points"].as_array().unwrap() {
        let (matrix, outcomes) = read(name(case));
        let wanted = case["columns"].as_array().unwrap().iter();
        let names: Vec<String> = wanted.map(|w| w.as_str().unwrap().to_owned()).collect();
        let of = |name: &String| matrix.names().iter().position(|n| n == name).unwrap();
        let columns = names.iter().map(|name| matrix.columns()[of(name)].clone());
        let matrix = Matrix::new(names.clone(), columns.collect()).unwrap();
        let [bins, most] = ["bins", "most"].map(|key| number(case, key) as u32);
        let score = Points { bins, most }.fit(&matrix, &outcomes).unwrap();
        let lines = case["lines"].as_array().unwrap();
        assert_eq!(score.table().len(), lines.len(), "{case:?}");
        for (found, expected) in score.table().iter().zip(lines) {
            assert_eq!(found.column, expected[0].as_str().unwrap());
            assert_eq!(
                u64::from(found.points),
                expected[2].as_u64().unwrap(),
                "{found:?}"
            );
            // The lowest bin is open, whatever the least value.
            let from = found.from.unwrap_or(expected[1].as_f64().unwrap());
            close(&[from], &[expected[1].as_f64().unwrap()], 0.0, case);
        }
        let totals: Vec<f64> = score.totals(&matrix).into_iter().map(f64::from).collect();
        close(&totals, &numbers(&case["totals"]), 0.0, case);
        close(&score.predict(&matrix), &numbers(&case["risks"]), 1e-9, case);
    }
}

#[test]
fn splines_are_those_of_rms() {
    for case in r()["splines"].as_array().unwrap() {
        let (matrix, _) = read(name(case));
        let column = case["column"].as_str().unwrap();
        let place = matrix.names().iter().position(|name| name == column).unwrap();
        let values = &matrix.columns()[place];
        let knots = numbers(&case["knots"]);
        let spline = Spline::at_quantiles(values, knots.len()).unwrap();
        close(spline.knots(), &knots, 1e-14, case);
        for (term, expected) in case["terms"].as_array().unwrap().iter().enumerate() {
            let found: Vec<f64> =
                values[..20].iter().map(|x| spline.terms(*x)[term]).collect();
            close(&found, &numbers(expected), 1e-11, case);
        }
    }
}

#[test]
fn what_cannot_be_learnt_says_why() {
    use Undefined::{
        Collinear, ConstantRisk, Empty, Lengths, OneClass, OutOfRange, Separated,
    };
    let matrix = |columns: &[&[f64]]| {
        let names = (0..columns.len()).map(|column| format!("x{column}")).collect();
        Matrix::new(names, columns.iter().map(|column| column.to_vec()).collect())
            .unwrap()
    };
    type Refused = Option<FitError>;
    let all = |matrix: &Matrix, outcomes: &[f64]| -> [Refused; 5] {
        [
            Ridge { penalty: 1.0 }.fit(matrix, outcomes).err(),
            ElasticNet { penalty: 1.0, mix: 0.5 }.fit(matrix, outcomes).err(),
            NaiveBayes { var_smoothing: 1e-9 }.fit(matrix, outcomes).err(),
            Neighbours { neighbours: 2 }.fit(matrix, outcomes).err(),
            Points { bins: 4, most: 5 }.fit(matrix, outcomes).err(),
        ]
    };
    let same = |why: Undefined| [Some(FitError::Undefined(why)); 5];
    let x: &[f64] = &[1.0, 2.0, 3.0, 4.0];
    assert_eq!(all(&matrix(&[&[]]), &[]), same(Empty));
    assert_eq!(all(&matrix(&[x]), &[0.0, 1.0]), same(Lengths));
    assert_eq!(all(&matrix(&[x]), &[0.0, 1.0, 0.0, 2.0]), same(OutOfRange));
    assert_eq!(all(&matrix(&[x]), &[1.0; 4]), same(OneClass));
    let why = |why: Undefined| Some(FitError::Undefined(why));
    let found = all(&matrix(&[&[7.0; 4]]), &[0.0, 1.0, 0.0, 1.0]);
    assert_eq!(found, [None, None, why(Collinear), None, why(Collinear)]);
    let found = all(&matrix(&[x]), &[0.0, 0.0, 1.0, 1.0]);
    assert_eq!(found, [None, None, None, None, why(Separated)]);
    let settings = [
        Ridge { penalty: 0.0 }.fit(&matrix(&[x]), x).err(),
        ElasticNet { penalty: 1.0, mix: 1.1 }.fit(&matrix(&[x]), x).err(),
        NaiveBayes { var_smoothing: f64::NAN }.fit(&matrix(&[x]), x).err(),
        Neighbours { neighbours: 0 }.fit(&matrix(&[x]), x).err(),
        Points { bins: 1, most: 5 }.fit(&matrix(&[x]), x).err(),
    ];
    for refused in settings {
        assert!(matches!(refused, Some(FitError::Setting { .. })), "{refused:?}");
    }
    let outcomes = [0.0, 1.0, 0.0, 1.0];
    let few = Neighbours { neighbours: 5 }.fit(&matrix(&[x]), &outcomes).err();
    assert_eq!(few, why(Undefined::TooFew));
    assert_eq!(Recalibration::logistic(&[0.5; 4], &outcomes).err(), why(ConstantRisk));
    let risks = [0.1, 0.9, 0.2, 0.8];
    assert_eq!(Recalibration::logistic(&risks, &outcomes).err(), why(Separated));
    assert_eq!(Recalibration::intercept(&risks, &[0.0; 4]).err(), why(OneClass));
    assert_eq!(Recalibration::isotonic(&x[..3], &outcomes).err(), why(Lengths));
    assert_eq!(Recalibration::isotonic(x, &outcomes).err(), why(OutOfRange));
}
