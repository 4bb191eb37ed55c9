//! An aggregate: how the rows of a table become one number.
//!
//! Values are held as in [`medlab_cohort::ColumnValues`]: truths as 1 and 0, NaN where
//! nothing is known. A row whose value is not known, or for which it is not known whether
//! it counts, is left out.

use std::collections::BTreeMap;

use medlab_metrics::proportion;

use crate::evidence::Found;
use crate::format::Aggregate;

/// The rows that are aggregated.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The value of each row.
    pub of: &'a [f64],
    /// Which rows count, as 1 and 0; all, if it is missing.
    pub only: Option<&'a [f64]>,
    /// The group of each row: the result is the mean over the groups' results.
    pub by: Option<&'a [f64]>,
}

/// The rows as one number; undefined (`empty_denominator`) where no row counts.
pub fn aggregate(how: Aggregate, rows: Rows) -> Found {
    let counts = |row: usize| {
        let only = rows.only.is_none_or(|only| only[row] > 0.0);
        only && !rows.of[row].is_nan() && rows.by.is_none_or(|by| !by[row].is_nan())
    };
    let Some(by) = rows.by else {
        let values = (0..rows.of.len()).filter(|&row| counts(row));
        return one(how, values.map(|row| rows.of[row]));
    };
    // Groups are levels or small numbers, so their bits order and tell them apart.
    let mut groups: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for row in (0..rows.of.len()).filter(|&row| counts(row)) {
        groups.entry(by[row].to_bits()).or_default().push(rows.of[row]);
    }
    let results = groups.into_values().map(|values| one(how, values.into_iter()));
    one(Aggregate::Mean, results.filter_map(|found| found.number()))
}

fn one(how: Aggregate, values: impl Iterator<Item = f64>) -> Found {
    let (mut n, mut sum, mut holding) = (0_usize, 0.0, 0_usize);
    for value in values {
        n += 1;
        sum += value;
        holding += usize::from(value.abs() > 0.0);
    }
    let wilson = || proportion::wilson(holding, n).ok().and_then(|e| e.limits.ok());
    let number = match how {
        Aggregate::Sum => Some(sum),
        Aggregate::Count => Some(holding as f64),
        _ if n == 0 => None,
        Aggregate::Mean => Some(sum / n as f64),
        Aggregate::Share => Some(holding as f64 / n as f64),
        Aggregate::WilsonLower => wilson().map(|limits| limits.lower),
        Aggregate::WilsonUpper => wilson().map(|limits| limits.upper),
    };
    number.map_or_else(|| Found::Undefined("empty_denominator".into()), Found::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: f64 = f64::NAN;

    fn number(how: Aggregate, of: &[f64]) -> Option<f64> {
        aggregate(how, Rows { of, only: None, by: None }).number()
    }

    #[test]
    fn each_way_leaves_out_what_is_not_known() {
        let of = [1.0, 0.0, NONE, 1.0, 1.0];
        assert_eq!(number(Aggregate::Mean, &of), Some(0.75));
        assert_eq!(number(Aggregate::Sum, &of), Some(3.0));
        assert_eq!(number(Aggregate::Count, &of), Some(3.0));
        assert_eq!(number(Aggregate::Share, &of), Some(0.75));
        assert_eq!(number(Aggregate::Share, &[NONE]), None);
        assert_eq!(number(Aggregate::Count, &[]), Some(0.0));
    }

    /// Newcombe 1998, table I: 81 of 263.
    #[test]
    fn shares_have_wilson_intervals() {
        let of: Vec<f64> = (0..263).map(|i| if i < 81 { 1.0 } else { 0.0 }).collect();
        let lower = number(Aggregate::WilsonLower, &of).unwrap();
        let upper = number(Aggregate::WilsonUpper, &of).unwrap();
        assert!((lower - 0.2553).abs() < 5e-5 && (upper - 0.3662).abs() < 5e-5);
    }

    #[test]
    fn a_balanced_share_weighs_groups_and_not_rows() {
        let of = [1.0, 1.0, 1.0, 0.0];
        let by = [0.0, 0.0, 0.0, 1.0];
        let rows = Rows { of: &of, only: None, by: Some(&by) };
        assert_eq!(aggregate(Aggregate::Share, rows), Found::Number(0.5));
        let only = [1.0, 1.0, 0.0, 0.0];
        let rows = Rows { only: Some(&only), ..rows };
        assert_eq!(aggregate(Aggregate::Share, rows), Found::Number(1.0));
    }
}
