//! Where the libraries are wrong, pinned.

use linfa::dataset::Pr;
use linfa::prelude::*;
use linfa_linear::IsotonicRegression;
use linfa_logistic::{FittedLogisticRegression, LogisticRegression};
use medlab_metrics::{Logistic, Undefined, auroc_of_scores};
use medlab_models::{Matrix, Neighbours, Recalibration};
use ndarray::{Array1, array};
use smartcore::naive_bayes::gaussian::GaussianNB;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};

use crate::inputs::read;
use crate::{apart, classes, dataset, dense, records, standard};

fn linfa(matrix: &Matrix, outcomes: &[f64]) -> FittedLogisticRegression<f64, bool> {
    LogisticRegression::default().fit(&dataset(matrix, outcomes)).unwrap()
}

/// Of four called ill two are, of three ill two are called: precision 1/2, recall 2/3.
#[test]
fn linfa_swaps_precision_and_recall() {
    let truth = array![true, true, false, false, true, false];
    let called = array![true, true, true, true, false, false];
    let matrix = called.confusion_matrix(&truth).unwrap();
    assert!((matrix.precision() - 2.0 / 3.0).abs() < 1e-6);
    assert!((matrix.recall() - 0.5).abs() < 1e-6);
}

/// The first point of the curve is lost where the lowest scores are 0.
#[test]
fn linfa_has_another_auroc_where_scores_are_zero() {
    let ill = [false, true, false, true, false, true];
    let auroc = |scores: [f32; 6]| {
        let scores: Array1<Pr> = scores.iter().map(|score| Pr::new(*score)).collect();
        f64::from(scores.roc(&ill).unwrap().area_under_curve())
    };
    let right = auroc_of_scores(&ill, &[0.0, 0.0, 0.0, 0.0, 0.5, 0.9]).unwrap().value;
    assert!((right - 5.0 / 9.0).abs() < 1e-15);
    assert!((auroc([0.0, 0.0, 0.0, 0.0, 0.5, 0.9]) - 1.0 / 3.0).abs() < 1e-6);
    assert!((auroc([0.1, 0.1, 0.1, 0.1, 0.6, 1.0]) - right).abs() < 1e-6);
    // One class only: a number that is none, and no error.
    let scores = array![Pr::new(0.2), Pr::new(0.4)];
    assert!(scores.roc(&[true, true]).unwrap().area_under_curve().is_nan());
}

/// Which class is positive hangs on counts, then on the order of rows.
#[test]
fn linfa_turns_risks_round_with_the_rows() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let ill = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
    let matrix = Matrix::new(vec!["x".into()], vec![x.to_vec()]).unwrap();
    let order: Vec<usize> = (0..8).rev().collect();
    let turned: Vec<f64> = order.iter().map(|row| ill[*row]).collect();
    let one = linfa(&matrix, &ill);
    let two = linfa(&matrix.take(&order), &turned);
    assert_ne!(one.labels().pos.class, two.labels().pos.class);
    let risks = |model: &FittedLogisticRegression<f64, bool>| {
        model.predict_probabilities(&records(&matrix)).to_vec()
    };
    let others: Vec<f64> = risks(&two).iter().map(|risk| 1.0 - risk).collect();
    assert!(apart(&risks(&one), &others) < 1e-4);
    assert!(apart(&risks(&one), &risks(&two)) > 0.5);
}

/// Nobody asked for a penalty, and the slope is a quarter smaller.
#[test]
fn linfa_penalises_unasked() {
    let (matrix, outcomes) = read("ties");
    let ours = Logistic::new(&matrix.slices()).fit(&outcomes).unwrap().coefficients;
    let default = linfa(&matrix, &outcomes);
    let share = default.params()[1].abs() / ours[2].abs();
    assert!((0.7..0.8).contains(&share), "{share}");
    let ridge = Logistic::new(&matrix.slices()).ridge(1.0).fit(&outcomes).unwrap();
    let penalised = default.params().iter().zip(&ridge.coefficients[1..]);
    assert!(
        penalised.fold(0.0, |a: f64, (b, c)| a.max((b.abs() - c.abs()).abs())) < 1e-3
    );
}

/// After a hundred steps it stops wherever it is, and calls that a fit.
#[test]
fn linfa_does_not_say_that_it_has_not_arrived() {
    let (matrix, outcomes) = read("rare");
    let ours = Logistic::new(&matrix.slices()).fit(&outcomes).unwrap().coefficients;
    let theirs = LogisticRegression::default().alpha(0.0);
    let theirs = theirs.fit(&dataset(&matrix, &outcomes)).unwrap();
    assert!((theirs.intercept().abs() - ours[0].abs()).abs() > 1.0);
}

/// Separated and collinear columns have no fit; both libraries give one all the same.
#[test]
fn neither_says_that_there_is_no_fit() {
    use smartcore::linear::logistic_regression::LogisticRegression as Smart;
    let cases = [
        ("separated", Undefined::Separated),
        ("repeats", Undefined::Collinear),
        ("wide", Undefined::Collinear),
    ];
    for (name, why) in cases {
        let (matrix, outcomes) = read(name);
        let ours = Logistic::new(&matrix.slices()).fit(&outcomes);
        assert_eq!(ours.map(|fit| fit.coefficients), Err(why), "{name}");
        let theirs = LogisticRegression::default().alpha(0.0);
        assert!(theirs.fit(&dataset(&matrix, &outcomes)).is_ok(), "{name}");
        let theirs = Smart::fit(&dense(&matrix), &classes(&outcomes), Default::default());
        assert!(theirs.is_ok(), "{name}");
    }
}

/// Each step is drawn as a slope up to its last risk, the last step is not a mean, and where
/// risks come unsorted steps are put under the wrong ones. Least squares keep the sum.
#[test]
fn linfa_has_another_isotonic_map() {
    let sorted: Vec<f64> = (0..40).map(|i| f64::from(i) / 40.0).collect();
    let rising = (0..40).map(|i| f64::from((7 * i) % 11 < i / 4)).collect();
    let sorted = Matrix::new(vec!["risk".into()], vec![sorted]).unwrap();
    for (matrix, outcomes) in [(sorted, rising), read("risks")] {
        let risks = &matrix.columns()[0];
        let ours = Recalibration::isotonic(risks, &outcomes).unwrap();
        let ours: Vec<f64> = risks.iter().map(|risk| ours.apply(*risk)).collect();
        let events: f64 = outcomes.iter().sum();
        assert!((ours.iter().sum::<f64>() - events).abs() < 1e-9);
        let dataset = DatasetBase::new(records(&matrix), Array1::from(outcomes));
        let theirs = IsotonicRegression::new().fit(&dataset).unwrap();
        let theirs = theirs.predict(&records(&matrix));
        assert!((theirs.sum() - events).abs() > 1.0);
        assert!(apart(&ours, &theirs.to_vec()) > 0.25);
    }
}

/// Of tied patients it takes whom it finds first, so rows in another order change risks.
#[test]
fn smartcore_lets_the_order_of_rows_choose_neighbours() {
    let (matrix, outcomes) = read("ties");
    let order: Vec<usize> = (0..matrix.rows()).rev().collect();
    let turned: Vec<f64> = order.iter().map(|row| outcomes[*row]).collect();
    let asked = dense(&standard(&matrix));
    let theirs = |matrix: &Matrix, outcomes: &[f64]| -> Vec<f64> {
        let settings = KNNClassifierParameters::default().with_k(5);
        let model =
            KNNClassifier::fit(&dense(&standard(matrix)), &classes(outcomes), settings);
        let risks = model.unwrap().predict_proba(&asked).unwrap();
        risks.iter().map(|risk| risk[1]).collect()
    };
    let ours = |of: &Matrix, outcomes: &[f64]| {
        Neighbours { neighbours: 5 }.fit(of, outcomes).unwrap().predict(&matrix)
    };
    let backwards = matrix.take(&order);
    assert!(apart(&theirs(&matrix, &outcomes), &theirs(&backwards, &turned)) > 0.1);
    assert!(apart(&ours(&matrix, &outcomes), &ours(&backwards, &turned)) < 1e-12);
}

/// Without smoothing the variance of a column of equal values is rounding, or nothing.
#[test]
fn smartcore_divides_by_the_variance_of_equal_values() {
    let (matrix, outcomes) = read("repeats");
    let unit = matrix.names().iter().position(|name| name == "unit").unwrap();
    let theirs =
        GaussianNB::fit(&dense(&matrix), &classes(&outcomes), Default::default())
            .unwrap();
    assert!(theirs.var().iter().all(|variances| variances[unit] < 1e-15));
}
