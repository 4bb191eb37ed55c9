//! Where the libraries are right.

use linfa::prelude::*;
use linfa_bayes::{GaussianNb, NaiveBayes as _};
use linfa_logistic::LogisticRegression;
use medlab_metrics::Logistic;
use medlab_models::{NaiveBayes, Neighbours};
use smartcore::linalg::basic::arrays::Array;
use smartcore::linear::logistic_regression::LogisticRegression as Smart;
use smartcore::naive_bayes::gaussian::GaussianNB;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};

use crate::inputs::read;
use crate::{apart, classes, dataset, dense, records, standard};

/// Without a penalty, with steps enough, and asked which class it took for positive.
#[test]
fn linfa_has_our_logistic_regression() {
    for (name, tolerance) in [("ward", 1e-8), ("ties", 1e-8), ("rare", 1e-5)] {
        let (matrix, outcomes) = read(name);
        let ours = Logistic::new(&matrix.slices()).fit(&outcomes).unwrap();
        let theirs = LogisticRegression::default()
            .alpha(0.0)
            .max_iterations(100_000)
            .gradient_tolerance(1e-10)
            .fit(&dataset(&matrix, &outcomes))
            .unwrap();
        let sign = if theirs.labels().pos.class { 1.0 } else { -1.0 };
        let mut found = vec![sign * theirs.intercept()];
        found.extend(theirs.params().iter().map(|coefficient| sign * coefficient));
        let off = apart(&found, &ours.coefficients);
        assert!(off < tolerance, "{name}: {off}");
    }
}

#[test]
fn smartcore_has_our_logistic_regression() {
    for name in ["ward", "ties", "rare"] {
        let (matrix, outcomes) = read(name);
        let ours = Logistic::new(&matrix.slices()).fit(&outcomes).unwrap();
        let theirs =
            Smart::fit(&dense(&matrix), &classes(&outcomes), Default::default()).unwrap();
        assert_eq!(theirs.classes(), &[0, 1]);
        let mut found = vec![*theirs.intercept().get((0, 0))];
        let columns = 0..matrix.columns().len();
        found.extend(columns.map(|column| *theirs.coefficients().get((0, column))));
        let off = apart(&found, &ours.coefficients);
        assert!(off < 1e-5, "{name}: {off}");
    }
}

#[test]
fn linfa_has_our_naive_bayes() {
    for name in ["ward", "ties", "repeats", "separated", "wide", "rare"] {
        let (matrix, outcomes) = read(name);
        let ours = NaiveBayes { var_smoothing: 1e-9 }.fit(&matrix, &outcomes).unwrap();
        let dataset = dataset(&matrix, &outcomes);
        let theirs = GaussianNb::params().fit(&dataset).unwrap();
        let (risks, order) = theirs.predict_proba(records(&matrix).view());
        let event = order.iter().position(|class| **class).unwrap();
        let off = apart(&ours.predict(&matrix), &risks.column(event).to_vec());
        assert!(off < 1e-13, "{name}: {off}");
    }
}

/// It gives no risks; what they would be made of agrees but for the smoothing it lacks.
#[test]
fn smartcore_has_our_naive_bayes_without_smoothing() {
    let (matrix, outcomes) = read("ward");
    let ours = NaiveBayes { var_smoothing: 1e-12 }.fit(&matrix, &outcomes).unwrap();
    let theirs =
        GaussianNB::fit(&dense(&matrix), &classes(&outcomes), Default::default())
            .unwrap();
    for (class, normals) in [&ours.without, &ours.with].into_iter().enumerate() {
        let means: Vec<f64> = normals.iter().map(|normal| normal.mean).collect();
        let variances: Vec<f64> = normals.iter().map(|normal| normal.variance).collect();
        assert!(apart(&means, &theirs.theta()[class]) < 1e-12);
        assert!(apart(&variances, &theirs.var()[class]) < 1e-9);
    }
}

/// Where no distances are tied; it is told standard units, which it does not make.
#[test]
fn smartcore_has_our_neighbours() {
    for name in ["ward", "repeats", "separated", "wide", "rare"] {
        for k in [1, 5] {
            let (matrix, outcomes) = read(name);
            let ours =
                Neighbours { neighbours: k as u32 }.fit(&matrix, &outcomes).unwrap();
            let dense = dense(&standard(&matrix));
            let settings = KNNClassifierParameters::default().with_k(k);
            let theirs =
                KNNClassifier::fit(&dense, &classes(&outcomes), settings).unwrap();
            let risks: Vec<f64> = theirs
                .predict_proba(&dense)
                .unwrap()
                .iter()
                .map(|risk| risk[1])
                .collect();
            let off = apart(&ours.predict(&matrix), &risks);
            assert!(off < 1e-12, "{name}, {k}: {off}");
        }
    }
}
