//! Logistic regressions.

use medlab_metrics::Logistic;
use medlab_metrics::logistic::logit;

use crate::inputs::column;
use crate::{close, numbers, python, r};

#[test]
fn fits_are_those_of_glm() {
    let read = |name| column("regression", name);
    let (a, b, c) = (read("a"), read("b"), read("c"));
    let all: [&[f64]; 3] = [&a, &b, &c];
    let (offset, weight) = (read("offset"), read("weight"));
    let fits = [
        ("plain", Logistic::new(&all), read("outcome")),
        ("offset", Logistic::new(&all[..2]).offset(&offset), read("outcome")),
        ("weighted", Logistic::new(&all).weights(&weight), read("outcome")),
        ("fractional", Logistic::new(&all), read("share")),
    ];
    for (name, regression, outcomes) in fits {
        let expected = &r()["regressions"][name];
        let found = regression.fit(&outcomes).unwrap();
        let size = found.coefficients.len();
        for (found, expected) in
            found.coefficients.iter().zip(numbers(&expected["coefficients"]))
        {
            close(*found, expected, 1e-10, name);
        }
        for (row, expected) in
            expected["covariance"].as_array().unwrap().iter().enumerate()
        {
            for (column, expected) in numbers(expected).into_iter().enumerate() {
                // That of glm belongs to the step before its last.
                close(found.covariance[row * size + column], expected, 1e-7, name);
            }
        }
        close(
            found.log_likelihood,
            expected["log_likelihood"].as_f64().unwrap(),
            1e-11,
            name,
        );
    }
}

#[test]
fn ridge_is_that_of_scikit_learn() {
    let read = |name| column("regression", name);
    let (a, b, c) = (read("a"), read("b"), read("c"));
    for expected in python()["ridge"].as_array().unwrap() {
        let columns: [&[f64]; 3] = [&a, &b, &c];
        let lambda = expected["lambda"].as_f64().unwrap();
        let found = Logistic::new(&columns).ridge(lambda).fit(&read("outcome")).unwrap();
        for (found, expected) in
            found.coefficients.iter().zip(numbers(&expected["coefficients"]))
        {
            close(*found, expected, 1e-7, &format!("ridge {lambda}"));
        }
    }
}

/// W. N. Venables, B. D. Ripley, Modern Applied Statistics with S, on low birth weight: the
/// share of smokers' and others' children; its intercept and slope are log odds.
#[test]
fn a_table_gives_its_log_odds() {
    let smokes: Vec<f64> = [1.0, 1.0, 0.0, 0.0].to_vec();
    let low: Vec<f64> = [1.0, 0.0, 1.0, 0.0].to_vec();
    let children = [30.0, 44.0, 29.0, 86.0];
    let fit = Logistic::new(&[&smokes]).weights(&children).fit(&low).unwrap();
    close(fit.coefficients[0], logit(29.0 / 115.0), 1e-12, "intercept");
    close(fit.coefficients[1], logit(30.0 / 74.0) - logit(29.0 / 115.0), 1e-12, "slope");
    let variance: f64 = children.iter().map(|n| 1.0 / n).sum();
    close(fit.standard_errors[1], variance.sqrt(), 1e-9, "standard error");
}
