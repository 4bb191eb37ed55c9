//! The truth can be recomputed from what is written: every value is rounded when drawn,
//! before anything reads it.

use medlab_cohort::{Expression, Table, csv};

use crate::datasets::{key, ward};

fn written(table: &Table) -> Table {
    let mut file = Vec::new();
    csv::write(table, &mut file).unwrap();
    let texts = csv::read_table(&file[..], csv::Options::default()).unwrap();
    ward().read_columns(texts, csv::Decimal::Point).unwrap()
}

#[test]
fn the_true_risk_follows_from_the_files() {
    let dataset = ward();
    for seed in 0..4 {
        let variant = dataset.variant(&key(seed));
        let generation = dataset.generation(&variant).unwrap().without_faults();
        let cohort = generation.cohort(&key(seed), 0..2_000).unwrap();
        let id = cohort.table.columns()[0].clone();
        let truth = written(&cohort.truth.table(id));
        let mut table = written(&cohort.table);
        for name in ["severity", "true_risk"] {
            table = table.with_column(truth.column(name).unwrap().clone()).unwrap();
        }
        let logit = &dataset.node("sepsis").unwrap().parameters[0].expression;
        let risk = Expression::parse(&format!("expit({logit})")).unwrap();
        let risk = risk.over(&table, variant.scalars()).unwrap();
        // To the last bit, from the text of the files alone.
        let exact: Vec<f64> = truth
            .column("true_risk")
            .unwrap()
            .texts()
            .unwrap()
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        assert_eq!(risk.values(), &exact[..]);
        assert_eq!(risk.values(), &cohort.truth.ideal[..]);
    }
}

#[test]
fn outcomes_come_as_often_as_the_true_risk_says() {
    let dataset = ward();
    let cohort =
        dataset.generate(&dataset.reference_variant(), &key(1), 0..100_000).unwrap();
    let outcomes = cohort.table.numbers("sepsis").unwrap().unwrap();
    let risk = &cohort.truth.ideal;
    for (low, high) in [(0.0, 0.02), (0.02, 0.05), (0.05, 0.1), (0.1, 0.3), (0.3, 1.0)] {
        let rows: Vec<usize> =
            (0..risk.len()).filter(|row| (low..high).contains(&risk[*row])).collect();
        let found: f64 = rows.iter().map(|row| outcomes[*row]).sum();
        let expected: f64 = rows.iter().map(|row| risk[*row]).sum();
        let variance: f64 = rows.iter().map(|row| risk[*row] * (1.0 - risk[*row])).sum();
        assert!((found - expected).abs() < 4.5 * variance.sqrt(), "{low}..{high}");
    }
}

#[test]
fn the_table_of_the_truth() {
    let dataset = ward();
    let cohort = dataset.generate(&dataset.reference_variant(), &key(1), 0..200).unwrap();
    let truth = cohort.truth.table(cohort.table.columns()[0].clone());
    let names: Vec<&str> = truth.columns().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "patient",
            "true_risk",
            "severity",
            "missing_probability_lactate",
            "missing_probability_pulse",
            "true_respiratory_rate",
            "true_lactate",
            "true_pulse",
            "outcome_if_treated",
            "risk_if_treated",
            "outcome_if_untreated",
            "risk_if_untreated",
        ]
    );
    assert_eq!(truth.rows(), cohort.table.rows());
}
