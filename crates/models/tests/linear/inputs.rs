//! The inputs that the other libraries were given, in `tests/oracles/models/inputs`.
//!
//! `tests/libraries` reads them by this file, too.

use medlab_models::Matrix;

fn text(file: &str) -> &'static str {
    macro_rules! files {
        ($($name:literal)*) => {
            match file {
                $($name => include_str!(concat!(
                    "../../../../tests/oracles/models/inputs/", $name, ".csv"
                )),)*
                other => panic!("no input named {other}"),
            }
        };
    }
    files!("ward" "repeats" "ties" "separated" "wide" "rare" "risks" "votes")
}

/// Patients and their outcomes, which are the first column.
pub(crate) fn read(file: &str) -> (Matrix, Vec<f64>) {
    let mut lines = text(file).lines().map(|line| line.split(','));
    let names: Vec<String> = lines.next().unwrap().map(str::to_owned).collect();
    let mut columns = vec![Vec::new(); names.len()];
    for line in lines {
        for (column, cell) in columns.iter_mut().zip(line) {
            column.push(cell.parse().unwrap());
        }
    }
    let outcomes = columns.remove(0);
    (Matrix::new(names[1..].to_vec(), columns).unwrap(), outcomes)
}
