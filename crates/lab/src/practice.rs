//! Practice data: the files of an exercise's folder as the judge hands tables, for tests of one's
//! own.
//!
//! ```no_run
//! let past = medlab::practice::table("past_years.csv");
//! println!("{} rows", past.rows());
//! ```
//!
//! What is graded has no files: a function that reads one is stopped.

use std::collections::BTreeSet;

use medlab_cohort::csv::{Decimal, read_table};
use medlab_cohort::{Column, Kind, Table};

/// A CSV as a table: numbers where all that is recorded is a number, else a category with the texts
/// that occur, sorted. What is not recorded is NaN.
///
/// `cargo test` runs in the exercise's folder, so its files are named as they lie there.
///
/// # Panics
/// If the file is not there or is no CSV, with the reason: a test is where this is called.
#[expect(
    clippy::disallowed_methods,
    reason = "a learner's test is at the edge of the house"
)]
pub fn table(path: &str) -> Table {
    let file = std::fs::File::open(path)
        .unwrap_or_else(|error| panic!("{path} cannot be opened: {error}"));
    let wrong = |error: &dyn std::fmt::Display| -> ! { panic!("{path}: {error}") };
    let texts = read_table(file, Default::default()).unwrap_or_else(|e| wrong(&e));
    let columns = texts.columns().iter().map(recorded).collect();
    Table::new(columns).unwrap_or_else(|error| wrong(&error))
}

fn recorded(texts: &Column) -> Column {
    let number = Kind::Number { decimals: None };
    if let Ok(numbers) = texts.read_as(&number, Decimal::Point) {
        return numbers;
    }
    let cells = || (0..texts.rows()).map(|row| texts.text(row).into_owned());
    let levels: BTreeSet<String> = cells().filter(|text| !text.is_empty()).collect();
    let levels: Vec<String> = levels.into_iter().collect();
    let place =
        |text: String| levels.binary_search(&text).map_or(f64::NAN, |place| place as f64);
    let places = cells().map(place).collect();
    Column::values_of(&texts.name, Kind::Category { levels }, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may write what it reads")]
    fn numbers_are_numbers_and_words_are_categories() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("past.csv");
        let text = "patient,age,sex\nP1,70,male\nP2,,female\nP3,81.5,\n";
        std::fs::write(&path, text).unwrap();
        let table = table(path.to_str().unwrap());
        let values = |name| table.column(name).unwrap().values().unwrap().to_vec();
        assert!((values("age")[0] - 70.0).abs() < 1e-12);
        assert!(values("age")[1].is_nan());
        let sex = table.column("sex").unwrap();
        assert_eq!(sex.levels(), ["female", "male"]);
        assert_eq!((sex.text(0), sex.text(2)), ("male".into(), "".into()));
    }

    #[test]
    #[should_panic(expected = "nowhere.csv cannot be opened")]
    fn a_file_that_is_not_there_is_named() {
        table("nowhere.csv");
    }
}
