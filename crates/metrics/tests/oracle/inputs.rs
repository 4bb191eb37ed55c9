//! The made-up data that all oracles read.

/// A named column of a named file.
pub(crate) fn column(file: &str, name: &str) -> Vec<f64> {
    let mut lines = text(file).lines();
    let place =
        lines.next().unwrap().split(',').position(|column| column == name).unwrap();
    lines.map(|line| line.split(',').nth(place).unwrap().parse().unwrap()).collect()
}

/// Outcomes and the column of scores.
pub(crate) fn outcomes(file: &str) -> Vec<bool> {
    column(file, "outcome").iter().map(|&outcome| outcome > 0.5).collect()
}

fn text(file: &str) -> &'static str {
    macro_rules! files {
        ($($name:literal)*) => {
            match file {
                $($name => include_str!(concat!(
                    "../../../../tests/oracles/metrics/inputs/", $name, ".csv"
                )),)*
                other => panic!("no input named {other}"),
            }
        };
    }
    files!(
        "smooth" "ties" "skew" "ends" "few" "half_tied" "mostly_tied" "tiny" "one_event"
        "separated" "touching" "constant" "clumps" "useless" "coarse" "markers" "regression"
    )
}
