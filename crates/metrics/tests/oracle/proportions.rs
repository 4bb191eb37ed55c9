//! Intervals of proportions.

use medlab_metrics::proportion::{clopper_pearson, wilson};

use crate::{close, numbers, python, r};

#[test]
fn intervals_are_those_of_r_and_statsmodels() {
    for oracle in [r(), python()] {
        for expected in oracle["proportions"].as_array().unwrap() {
            let [count, of] =
                ["count", "of"].map(|key| expected[key].as_u64().unwrap() as usize);
            let found = [
                ("wilson", wilson(count, of)),
                ("clopper_pearson", clopper_pearson(count, of)),
            ];
            for (method, found) in found {
                let limits = numbers(&expected[method]);
                let found = found.unwrap().limits.unwrap();
                let what = format!("{method} {count} of {of}");
                close(found.lower, limits[0], 1e-9, &what);
                close(found.upper, limits[1], 1e-9, &what);
            }
        }
    }
}

/// R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
#[test]
fn intervals_are_those_of_newcombe() {
    let table = [
        (81, 263, [0.2553, 0.3662], [0.2527, 0.3676]),
        (15, 148, [0.0624, 0.1605], [0.0578, 0.1617]),
        (0, 20, [0.0, 0.1611], [0.0, 0.1684]),
        (1, 29, [0.0061, 0.1718], [0.0009, 0.1776]),
    ];
    for (count, of, scored, exact) in table {
        for (found, expected) in
            [(wilson(count, of), scored), (clopper_pearson(count, of), exact)]
        {
            let found = found.unwrap().limits.unwrap();
            close(found.lower, expected[0], 5.1e-5, "lower");
            close(found.upper, expected[1], 5.1e-5, "upper");
        }
    }
}
