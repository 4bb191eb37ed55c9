//! Adjusted Rand index by scikit-learn, Holm by statsmodels, stability index by numpy.

use medlab_metrics::{holm, rand_index, stability_index};

use crate::{close, number, numbers, python, whole_numbers};

#[test]
fn adjusted_rand_index() {
    for case in python()["rand"].as_array().unwrap() {
        let (first, second) =
            (whole_numbers(&case["first"]), whole_numbers(&case["second"]));
        let found = rand_index::adjusted(&first, &second).unwrap();
        close(found, number(&case["adjusted"]), 1e-12, "adjusted Rand index");
    }
}

#[test]
fn holm_adjusted() {
    for case in python()["holm"].as_array().unwrap() {
        let found = holm::adjusted(&numbers(&case["p"]));
        for (found, expected) in found.into_iter().zip(numbers(&case["adjusted"])) {
            close(found, expected, 1e-15, "Holm");
        }
    }
}

#[test]
fn population_stability_index() {
    for case in python()["stability"].as_array().unwrap() {
        let bins = case["bins"].as_u64().unwrap() as usize;
        let (then, now) = (numbers(&case["then"]), numbers(&case["now"]));
        let found = stability_index::of_values(&then, &now, bins).unwrap();
        close(found, number(&case["index"]), 1e-12, "stability index");
    }
}
