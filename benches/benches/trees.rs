//! Trees, forests and boosting beside scikit-learn's, on the patients that `peers/trees.py`
//! writes: how long they take, how good they are, and whether the work that estimators state
//! is the work they do.
//!
//!     cargo bench -p medlab-benches --bench trees -- FILE
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads files, prints, and may stop at bad data"
)]

use medlab_metrics::{Predictions, auroc};
use medlab_models::{Boosting, Estimator, Fitted, Forest, Impurity, Matrix, Tree};

const FULL_TREE: Tree = Tree { depth: 64, leaf: 1, impurity: Impurity::Gini };

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| argument != "--bench")
    else {
        println!("name the file of patients that peers/trees.py writes");
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<f64>> = text
        .lines()
        .map(|line| line.split(',').map(|value| value.parse().unwrap()).collect())
        .collect();
    let (new, outcomes) = patients(&rows[10_000..], 20);
    for (name, estimator) in [
        ("tree", Estimator::Tree(FULL_TREE)),
        ("forest", Estimator::Forest(Forest { leaf: 1, ..Forest::default() })),
        ("boosting", Estimator::Boosting(Boosting::default())),
    ] {
        for count in [10_000, 2_000] {
            let (fit, predict, fitted) = timed(&estimator, &rows[..count], 20, &new);
            println!(
                "{name:9} {count:6} rows: fit {:7.1} ms, predict {:6.1} ms; {}",
                fit * 1e3,
                predict * 1e3,
                told(&outcomes, &fitted.predict(&new)),
            );
        }
    }
    println!("\ntime as a multiple of the work stated: fit, predict");
    for (name, estimator) in settings() {
        for (count, columns) in
            [(300, 5), (300, 20), (2_000, 20), (10_000, 5), (10_000, 20)]
        {
            let (new, _) = patients(&rows[10_000..], columns);
            let (fit, predict, _) = timed(&estimator, &rows[..count], columns, &new);
            let stated = estimator.work(count, columns);
            let stated_predict = estimator.predict_work(count, new.rows(), columns);
            println!(
                "{name:24} {count:6} x {columns:2}: {:5.2} {:5.2}",
                fit * 1e9 / stated,
                predict * 1e9 / stated_predict,
            );
        }
    }
}

/// Over what settings may be.
fn settings() -> [(&'static str, Estimator); 10] {
    let forest = Forest::default();
    let boosting = Boosting::default();
    [
        ("tree", Estimator::Tree(Tree::default())),
        ("tree, full", Estimator::Tree(FULL_TREE)),
        ("forest", Estimator::Forest(forest)),
        ("forest, full", Estimator::Forest(Forest { leaf: 1, ..forest })),
        ("forest, depth 3", Estimator::Forest(Forest { depth: 3, ..forest })),
        ("forest, leaf 50", Estimator::Forest(Forest { leaf: 50, ..forest })),
        ("forest, all columns", Estimator::Forest(Forest { features: 99, ..forest })),
        ("boosting", Estimator::Boosting(boosting)),
        ("boosting, 4 leaves", Estimator::Boosting(Boosting { leaves: 4, ..boosting })),
        (
            "boosting, 255 leaves",
            Estimator::Boosting(Boosting { leaves: 255, leaf: 5, ..boosting }),
        ),
    ]
}

/// The first columns, and the last as outcomes.
fn patients(rows: &[Vec<f64>], columns: usize) -> (Matrix, Vec<f64>) {
    let names = (0..columns).map(|column| format!("x{column}")).collect();
    let column = |column: usize| rows.iter().map(|row| row[column]).collect();
    let matrix = Matrix::new(names, (0..columns).map(column).collect()).unwrap();
    (matrix, rows.iter().map(|row| row[row.len() - 1]).collect())
}

/// Seconds of a fit and of a prediction, in the mean, and what was fitted.
fn timed(
    estimator: &Estimator,
    rows: &[Vec<f64>],
    columns: usize,
    new: &Matrix,
) -> (f64, f64, Fitted) {
    let (matrix, outcomes) = patients(rows, columns);
    let fitted = estimator.fit(&matrix, &outcomes, 1).unwrap();
    let fit = mean(|| drop(estimator.fit(&matrix, &outcomes, 1)));
    let predict = mean(|| drop(std::hint::black_box(fitted.predict(new))));
    (fit, predict, fitted)
}

/// Seconds of a piece of work, in the mean over a quarter of a second or more: the clock below
/// has a step of several milliseconds.
fn mean(mut work: impl FnMut()) -> f64 {
    let (start, mut times) = (seconds(), 0);
    while seconds() - start < 0.25 {
        work();
        times += 1;
    }
    (seconds() - start) / f64::from(times)
}

/// How long this thread has been running on a core, as a machine is seldom quiet; told by
/// Linux only.
fn seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// Accuracy, AUROC and log loss, the last with risks kept from 0 and 1.
fn told(outcomes: &[f64], risks: &[f64]) -> String {
    let events: Vec<bool> = outcomes.iter().map(|outcome| *outcome > 0.5).collect();
    let pairs = || events.iter().zip(risks);
    let right = pairs().filter(|(event, risk)| **event == (**risk > 0.5)).count();
    let loss = |(event, risk): (&bool, &f64)| {
        let risk = risk.clamp(0.005, 0.995);
        -(if *event { risk } else { 1.0 - risk }).ln()
    };
    let loss = pairs().map(loss).sum::<f64>() / events.len() as f64;
    let area = auroc(&Predictions::new(&events, risks).unwrap()).unwrap().value;
    let accuracy = right as f64 / events.len() as f64;
    format!("accuracy {accuracy:.4}, AUROC {area:.4}, log loss {loss:.4}")
}
