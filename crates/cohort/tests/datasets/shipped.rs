//! The shipped datasets and cohorts of them.

use medlab_cohort::{Cohort, Dataset, Key, Scalar, Scalars, Variant};

/// A shipped dataset: its folder's name and its model.
pub(crate) const SHIPPED: [(&str, &str); 8] = [
    ("sepsis-ward", include_str!("../../../../datasets/sepsis-ward/dataset.toml")),
    ("ward-alerts", include_str!("../../../../datasets/ward-alerts/dataset.toml")),
    (
        "breast-screening",
        include_str!("../../../../datasets/breast-screening/dataset.toml"),
    ),
    ("readmission", include_str!("../../../../datasets/readmission/dataset.toml")),
    ("lab-feed", include_str!("../../../../datasets/lab-feed/dataset.toml")),
    ("ward-falls", include_str!("../../../../datasets/ward-falls/dataset.toml")),
    ("cvd-risk", include_str!("../../../../datasets/cvd-risk/dataset.toml")),
    ("ecg-beats", include_str!("../../../../datasets/ecg-beats/dataset.toml")),
];

/// The dataset of a name.
pub(crate) fn dataset(name: &str) -> Dataset {
    let (file, text) = SHIPPED.iter().find(|(known, _)| *known == name).unwrap();
    Dataset::parse(file, text).unwrap_or_else(|error| panic!("{error}"))
}

/// The reference variant with some values set.
pub(crate) fn variant(dataset: &Dataset, set: &[(&str, Scalar)]) -> Variant {
    let set: Scalars =
        set.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    dataset.variant_with(dataset.reference_variant(), &set).unwrap()
}

/// The key of a seed.
pub(crate) fn key(dataset: &Dataset, seed: u64) -> Key {
    Key::open(&dataset.name, dataset.version, seed)
}

/// So many patients of a variant.
pub(crate) fn cohort(
    dataset: &Dataset,
    variant: &Variant,
    seed: u64,
    patients: u64,
) -> Cohort {
    dataset.generate(variant, &key(dataset, seed), 0..patients).unwrap()
}

/// What the tests ask of a cohort.
pub(crate) trait Columns {
    /// A column's values: numbers, 1 and 0, positions of levels.
    fn values(&self, name: &str) -> &[f64];
    /// 1 where a category has this level.
    fn level(&self, name: &str, level: &str) -> Vec<f64>;
    /// A column's values in the rows where another is above one half.
    fn where_true(&self, name: &str, rows: &[f64]) -> Vec<f64> {
        pick(self.values(name), rows)
    }
}

impl Columns for Cohort {
    fn values(&self, name: &str) -> &[f64] {
        self.table.numbers(name).unwrap().unwrap()
    }

    fn level(&self, name: &str, level: &str) -> Vec<f64> {
        let column = self.table.require(name).unwrap();
        let place = column.levels().iter().position(|known| known == level).unwrap();
        let is = |value: &f64| f64::from(u8::from(*value as usize == place));
        column.values().unwrap().iter().map(is).collect()
    }
}

/// The values in the rows where another column is above one half.
pub(crate) fn pick(values: &[f64], rows: &[f64]) -> Vec<f64> {
    values
        .iter()
        .zip(rows)
        .filter(|(_, row)| **row > 0.5)
        .map(|(value, _)| *value)
        .collect()
}

/// 1 where a condition on a value holds.
pub(crate) fn flag(values: &[f64], condition: impl Fn(f64) -> bool) -> Vec<f64> {
    values.iter().map(|value| f64::from(u8::from(condition(*value)))).collect()
}

/// 1 where both are.
pub(crate) fn both(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

/// 1 where it is not.
pub(crate) fn not(a: &[f64]) -> Vec<f64> {
    a.iter().map(|a| 1.0 - a).collect()
}
