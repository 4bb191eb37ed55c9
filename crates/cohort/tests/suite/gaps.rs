//! Gaps in the record: they hide values and change none.

use medlab_cohort::{Cohort, csv};

use crate::datasets::{key, ward};

fn made(gaps: bool) -> Cohort {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let generation = if gaps { generation } else { generation.without_gaps() };
    generation.cohort(&key(11), 0..20_000).unwrap()
}

#[test]
fn without_gaps_every_value_is_the_true_one() {
    let (with, without) = (made(true), made(false));
    for name in ["lactate", "pulse"] {
        let truth = with.truth.unmasked(name).unwrap();
        let (gappy, full) =
            (with.table.column(name).unwrap(), without.table.column(name));
        assert_eq!(full.unwrap().values(), truth.values());
        assert!(gappy.count_missing() > 500);
        for row in 0..with.table.rows() {
            if gappy.is_missing(row) {
                assert_eq!(gappy.text(row), "");
            } else {
                assert_eq!(gappy.text(row), truth.text(row));
            }
        }
    }
    assert_eq!(with.truth.ideal, without.truth.ideal);
    assert_eq!(with.table.column("sepsis"), without.table.column("sepsis"));
}

#[test]
fn gaps_come_as_often_as_their_probability_says() {
    let cohort = made(true);
    for chance in &cohort.truth.missing_probability {
        let probability = chance.values().unwrap();
        let column = cohort.table.column(&chance.name).unwrap();
        let gaps = column.count_missing() as f64;
        let expected: f64 = probability.iter().sum();
        let variance: f64 = probability.iter().map(|p| p * (1.0 - p)).sum();
        assert!((gaps - expected).abs() < 4.5 * variance.sqrt(), "{}", chance.name);
    }
}

#[test]
fn reasons_are_on_record() {
    let cohort = made(true);
    let lactate = cohort.table.column("lactate").unwrap();
    let points = cohort.table.column("points").unwrap();
    let pulse = cohort.table.column("pulse").unwrap();
    for row in 0..cohort.table.rows() {
        let reason = lactate.is_missing(row).then_some("not measured");
        assert_eq!(lactate.reason(row), reason);
        // Points over what is recorded are blank where that is.
        assert_eq!(points.is_missing(row), pulse.is_missing(row));
        assert_eq!(points.reason(row), pulse.is_missing(row).then_some("not calculable"));
    }
}

#[test]
fn gaps_are_written_as_empty_cells_and_read_as_gaps() {
    let cohort = made(true);
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    let texts = csv::read_table(&file[..], csv::Options::default()).unwrap();
    let read = ward().read_columns(texts, csv::Decimal::Point).unwrap();
    for (a, b) in cohort.table.columns().iter().zip(read.columns()) {
        assert_eq!(a.count_missing(), b.count_missing(), "{}", a.name);
        let bits =
            |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(a.values().map(bits), b.values().map(bits), "{}", a.name);
    }
}
