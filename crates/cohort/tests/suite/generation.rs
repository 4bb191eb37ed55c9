//! Patients and their record.

use medlab_cohort::{Dataset, Key, csv};

pub(crate) fn ward() -> Dataset {
    Dataset::parse("ward.toml", include_str!("../datasets/ward.toml"))
        .unwrap_or_else(|error| panic!("{error}\n{:?}", error.hint))
}

#[test]
fn smoke() {
    let dataset = ward();
    let key = Key::open("ward", 1, 1);
    let cohort =
        dataset.generate(&dataset.reference_variant(), &key, 0..20).unwrap();
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    println!("{}", String::from_utf8(file).unwrap());
    let mut file = Vec::new();
    csv::write(&cohort.truth.table(cohort.table.columns()[0].clone()), &mut file).unwrap();
    println!("{}", String::from_utf8(file).unwrap());
    let start = std::time::Instant::now();
    let cohort =
        dataset.generate(&dataset.reference_variant(), &key, 0..200_000).unwrap();
    println!("{:?}", start.elapsed());
    println!("{} {}", cohort.table.rows(), cohort.ledger.entries.len());
}
