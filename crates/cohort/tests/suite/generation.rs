//! Patients and their record.

use medlab_cohort::{Key, csv};

use crate::datasets::ward;

#[test]
fn a_longer_cohort_starts_with_the_shorter() {
    let dataset = ward();
    let key = Key::open("ward", 1, 1);
    let variant = dataset.reference_variant();
    let file = |patients: u64| {
        let cohort = dataset.generate(&variant, &key, 0..patients).unwrap();
        let mut file = Vec::new();
        csv::write(&cohort.table, &mut file).unwrap();
        file
    };
    let long = file(3000);
    for patients in [1, 7, 1023, 1024, 1025, 2500] {
        assert!(long.starts_with(&file(patients)), "{patients}");
    }
}
