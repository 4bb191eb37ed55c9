//! Preparation: what is filled in, what is refused, and that nothing leaks.

use medlab_cohort::{Column, Kind, Table};
use medlab_models::prepare::{MissingLevel, MissingValue, Times};
use medlab_models::{Preparation, PrepareError};
use proptest::prelude::*;

const GAP: f64 = f64::NAN;

fn number(name: &str, values: &[f64]) -> Column {
    Column::values_of(name, Kind::Number { decimals: None }, values.to_vec())
}

fn wards(levels: &[&str], values: &[f64]) -> Column {
    let levels = levels.iter().map(|level| (*level).to_owned()).collect();
    Column::values_of("ward", Kind::Category { levels }, values.to_vec())
}

/// Age and smoking with gaps, the ward with one, an arrival and a note.
fn table() -> Table {
    Table::new(vec![
        number("age", &[50.0, 60.0, GAP, 90.0, 60.0, 80.0]),
        Column::values_of("smokes", Kind::Flag, vec![0.0, 1.0, 1.0, GAP, 0.0, 0.0]),
        wards(&["icu", "er", "ward"], &[2.0, 1.0, GAP, 2.0, 1.0, 0.0]),
        Column::values_of(
            "arrival",
            Kind::Time { origin: 0 },
            vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        ),
        Column::texts_of("note", vec!["a".to_owned(); 6]),
        number("same", &[7.0; 6]),
        number("nothing", &[GAP; 6]),
        number("endless", &[1.0, f64::INFINITY, 2.0, 3.0, 4.0, 5.0]),
    ])
    .unwrap()
}

const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

fn columns(plan: &Preparation, rows: &[usize]) -> Vec<(String, Vec<f64>)> {
    let matrix = plan.learn(&table(), rows).unwrap().apply(&table()).unwrap();
    matrix.names().iter().cloned().zip(matrix.columns().iter().cloned()).collect()
}

fn named(name: &str, values: [f64; 6]) -> (String, Vec<f64>) {
    (name.to_owned(), values.to_vec())
}

#[test]
fn gaps_get_the_median_the_mode_or_a_column() {
    let mut plan = Preparation::of(&["age", "smokes"]);
    let smokes = named("smokes", [0.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    let median = named("age", [50.0, 60.0, 60.0, 90.0, 60.0, 80.0]);
    assert_eq!(columns(&plan, &ALL), [median.clone(), smokes.clone()]);
    plan.missing_values = MissingValue::Mode;
    // All of these ages occur once, so the smallest is the mode.
    let mode = named("age", [50.0, 60.0, 50.0, 90.0, 60.0, 80.0]);
    assert_eq!(columns(&plan, &[0, 1, 2, 3, 5])[0], mode);
    plan.missing_values = MissingValue::MedianAndIndicator;
    let missing = [
        named("age missing", [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]),
        named("smokes missing", [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
    ];
    let [age_missing, smokes_missing] = missing;
    let expected = [median, age_missing, smokes, smokes_missing];
    assert_eq!(columns(&plan, &ALL), expected);
    // No gap when learning, no indicator.
    assert_eq!(columns(&plan, &[0, 1, 4, 5]).len(), 2);
}

#[test]
fn levels_seen_when_learning_get_a_column_but_the_first() {
    let mut plan = Preparation::of(&["ward"]);
    // Two wards and two emergencies: the first of both stands for the missing one.
    let er = named("ward = er", [0.0, 1.0, 1.0, 0.0, 1.0, 0.0]);
    let ward = named("ward = ward", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    assert_eq!(columns(&plan, &ALL), [er, ward]);
    plan.missing_levels = MissingLevel::OwnLevel;
    let er = named("ward = er", [0.0, 1.0, 0.0, 0.0, 1.0, 0.0]);
    let ward = named("ward = ward", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let missing = named("ward missing", [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(columns(&plan, &ALL), [er, ward, missing]);
    // Intensive care is not met when learning, so it counts as missing.
    let ward = named("ward = ward", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let missing = named("ward missing", [0.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
    assert_eq!(columns(&plan, &[0, 1, 2]), [ward.clone(), missing]);
    // And without a level for that, as the more frequent one.
    let ward = named("ward = ward", [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]);
    assert_eq!(columns(&plan, &[0, 1, 3]), [ward]);
}

/// Levels are told apart by their names, not by their places.
#[test]
fn another_table_may_list_levels_in_another_order() {
    let plan = Preparation::of(&["ward"]);
    let prepared = plan.learn(&table(), &ALL).unwrap();
    let other = Table::new(vec![wards(&["ward", "hall", "er"], &[0.0, 1.0, 2.0, GAP])]);
    let matrix = prepared.apply(&other.unwrap()).unwrap();
    assert_eq!(matrix.columns(), [[0.0, 1.0, 1.0, 1.0], [1.0, 0.0, 0.0, 0.0]]);
    assert_eq!(prepared.sources(), ["ward", "ward"]);
}

#[test]
fn times_are_hours_if_asked_for() {
    let mut plan = Preparation::of(&["arrival"]);
    plan.times = Times::Hours;
    assert_eq!(columns(&plan, &ALL)[0].1, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn standard_units_are_those_of_the_rows_learnt_from() {
    let mut plan = Preparation::of(&["age"]);
    plan.standardise = true;
    // 50 and 90: the mean is 70, the deviation 20.
    assert_eq!(columns(&plan, &[0, 3])[0].1, [-1.0, -0.5, 0.0, 1.0, -0.5, 0.5]);
    // A flag stays as it is.
    let flag = Preparation::of(&["smokes"]);
    let standard = Preparation { standardise: true, ..flag.clone() };
    assert_eq!(columns(&standard, &ALL), columns(&flag, &ALL));
}

#[test]
fn splines_are_of_numbers_and_their_knots_of_known_values() {
    let ages: Vec<f64> =
        (0..101).map(|i| if i % 10 == 5 { GAP } else { f64::from(i) }).collect();
    let table = Table::new(vec![number("age", &ages)]).unwrap();
    let rows: Vec<usize> = (0..101).collect();
    let mut plan = Preparation::of(&["age"]);
    plan.splines.insert("age".to_owned(), 4);
    let prepared = plan.learn(&table, &rows).unwrap();
    assert_eq!(prepared.names(), ["age", "age'", "age''"]);
    let matrix = prepared.apply(&table).unwrap();
    // Straight below the first knot.
    assert_eq!(matrix.columns()[1][..3], [0.0, 0.0, 0.0]);
    assert_eq!(matrix.columns()[0][5].to_bits(), 50.0_f64.to_bits());
}

#[test]
fn what_cannot_be_prepared_says_why() {
    let refused = |plan: &Preparation, rows: &[usize]| {
        let error = plan.learn(&table(), rows).unwrap_err();
        (error.code(), error.column().map(str::to_owned))
    };
    let code = |columns: &[&str]| refused(&Preparation::of(columns), &ALL).0;
    assert_eq!(code(&[]), "no_columns");
    assert_eq!(code(&["note"]), "text_column");
    assert_eq!(code(&["arrival"]), "time_column");
    assert_eq!(code(&["same"]), "constant_column");
    assert_eq!(code(&["nothing"]), "no_known_value");
    assert_eq!(code(&["endless"]), "not_finite");
    assert_eq!(code(&["age", "smokes", "age"]), "repeated_column");
    let missing = refused(&Preparation::of(&["agee"]), &ALL);
    assert_eq!(missing, ("unknown_column", Some("agee".to_owned())));
    let age = Preparation::of(&["age"]);
    assert_eq!(refused(&age, &[]).0, "no_rows");
    // Known elsewhere, but not where it is learnt from.
    assert_eq!(refused(&age, &[2]), ("no_known_value", Some("age".to_owned())));
    assert_eq!(refused(&age, &[1, 2, 4]).0, "constant_column");
    let spline = |column: &str, knots| {
        let mut plan = Preparation::of(&["age", "smokes"]);
        plan.splines.insert(column.to_owned(), knots);
        refused(&plan, &ALL).0
    };
    assert_eq!(spline("same", 3), "spline_unused");
    assert_eq!(spline("smokes", 3), "spline_of_no_number");
    assert_eq!(spline("age", 2), "knots");
    assert_eq!(spline("age", 6), "knots");
    assert_eq!(spline("age", 3), "too_few_values");
    let prepared = age.learn(&table(), &ALL).unwrap();
    let flag = Column::values_of("age", Kind::Flag, vec![1.0]);
    let error = prepared.apply(&Table::new(vec![flag]).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected numbers in `age` as when learning, found flags"
    );
    let error = prepared.apply(&Table::new(vec![]).unwrap()).unwrap_err();
    assert_eq!(error.code(), "unknown_column");
}

proptest! {
    /// What is not among the rows learnt from changes nothing.
    #[test]
    fn nothing_leaks(
        ages in prop::collection::vec(prop::option::of(-9.0_f64..9.0), 20..40),
        others in prop::collection::vec(prop::option::of(-1e6_f64..1e6), 10),
    ) {
        let both = ages.iter().chain(&others);
        let ages: Vec<f64> = both.map(|age| age.unwrap_or(GAP)).collect();
        let known = ages.len() - 10;
        let rows: Vec<usize> = (0..known).collect();
        let mut plan = Preparation::of(&["age"]);
        plan.missing_values = MissingValue::MedianAndIndicator;
        plan.standardise = true;
        plan.splines.insert("age".to_owned(), 3);
        let whole = Table::new(vec![number("age", &ages)]).unwrap();
        let part = whole.take(&rows);
        let (one, two) = (plan.learn(&whole, &rows), plan.learn(&part, &rows));
        prop_assert_eq!(&one, &two);
        // And each patient's numbers are their own: alone or among others.
        if let Ok(prepared) = one {
            let all = prepared.apply(&whole).unwrap();
            for row in 0..ages.len() {
                let alone = prepared.apply(&whole.take(&[row])).unwrap();
                prop_assert_eq!(all.take(&[row]), alone);
            }
        }
    }

    /// The order of the rows learnt from matters to nothing but the last bits of a mean.
    #[test]
    fn order_does_not_matter(
        ages in prop::collection::vec(prop::option::of(-9_i8..9), 10..30),
    ) {
        let ages: Vec<f64> = ages.iter().map(|age| age.map_or(GAP, f64::from)).collect();
        let table = Table::new(vec![number("age", &ages)]).unwrap();
        let rows: Vec<usize> = (0..ages.len()).collect();
        let turned: Vec<usize> = rows.iter().rev().copied().collect();
        let plan = Preparation::of(&["age"]);
        let same = matches!(
            (plan.learn(&table, &rows), plan.learn(&table, &turned)),
            (Ok(one), Ok(two)) if one == two
        );
        let refused = matches!(
            plan.learn(&table, &rows),
            Err(PrepareError::Constant { .. } | PrepareError::NoKnownValue { .. })
        );
        prop_assert!(same || refused);
    }
}
