//! The trusted estimate of how a model of past years will do in the next: what a careful person
//! does in an afternoon, and no more.
//!
//! The model is a logistic regression on declared columns, fitted on all past years. Its AUROC
//! next year: each of the last years is predicted by a model of the years before it; their AUROCs
//! (DeLong) are pooled by their precision. Its observed over expected next year: how the years
//! drift beside the model's risks, on the logit, drawn out to the next. To both standard errors an
//! allowance is added, as no year is like the others.

use medlab_cohort::{Column, Kind, Table};
use medlab_metrics::logistic::expit;
use medlab_metrics::{Limits, Logistic, LogisticFit, auroc_of_scores, estimate::Z95};

use super::interval::Claim;

/// How many of the last years are predicted from those before.
const YEARS_TESTED: usize = 3;

/// By how much the AUROC of a year differs from that of others, as a standard deviation.
const AUROC_ALLOWANCE: f64 = 0.02;

/// The same of observed over expected, as a logarithm.
const RATIO_ALLOWANCE: f64 = 0.05;

/// Holds effects that few patients tell from running away, on columns of standard deviation 1.
const RIDGE: f64 = 1.0;

/// Discharges, or whatever rows are, as numbers: no gaps, mean 0, standard deviation 1.
pub(super) struct Past {
    scales: Vec<Filled>,
    columns: Vec<Vec<f64>>,
    outcomes: Vec<f64>,
    years: Vec<f64>,
}

/// What a model will do next year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NextYear {
    pub(super) auroc: Claim,
    pub(super) observed_expected: Claim,
}

/// How one column is made into numbers.
struct Filled {
    name: String,
    part: Part,
    mean: f64,
    deviation: f64,
}

/// What of a column stands in the model.
#[derive(Clone, Copy)]
enum Part {
    Value,
    Missing,
    Level(usize),
}

impl Past {
    /// Past years: these predictors of a table with its outcomes. What is wrong is told in words
    /// for who wrote the exercise.
    pub(super) fn new(
        table: &Table,
        predictors: &[String],
        outcome: &str,
        time: &str,
    ) -> Result<Self, String> {
        let numbers = |name: &str| -> Result<Vec<f64>, String> {
            let column = table.require(name).map_err(|error| error.to_string())?;
            let found = column.values().filter(|v| v.iter().all(|x| x.is_finite()));
            let problem = || format!("expected numbers without gaps in {name}");
            found.map(<[f64]>::to_vec).ok_or_else(problem)
        };
        let (outcomes, years) = (numbers(outcome)?, numbers(time)?);
        let mut scales = Vec::new();
        for name in predictors {
            let column = table.require(name).map_err(|error| error.to_string())?;
            let Some(values) = column.values() else {
                return Err(format!("expected numbers or a category in {name}"));
            };
            let parts: Vec<Part> = match &column.kind {
                Kind::Category { levels } => (1..levels.len()).map(Part::Level).collect(),
                _ if values.iter().any(|x| x.is_nan()) => {
                    vec![Part::Value, Part::Missing]
                }
                _ => vec![Part::Value],
            };
            scales.extend(parts.into_iter().filter_map(|part| Filled::of(column, part)));
        }
        let columns = filled(table, &scales)?;
        Ok(Self { scales, columns, outcomes, years })
    }

    /// How many rows have the outcome.
    pub(super) fn events(&self) -> usize {
        self.outcomes.iter().filter(|outcome| **outcome > 0.5).count()
    }

    /// The model of all past years.
    pub(super) fn model(&self) -> Result<LogisticFit, String> {
        self.fit(&(0..self.outcomes.len()).collect::<Vec<_>>())
    }

    /// The risks that a model gives other rows.
    pub(super) fn risks(
        &self,
        model: &LogisticFit,
        table: &Table,
    ) -> Result<Vec<f64>, String> {
        let columns = filled(table, &self.scales)?;
        Ok(model.predict(&slices(&columns)))
    }

    /// How a model of all past years will do in the next.
    pub(super) fn next_year(&self, model: &LogisticFit) -> Result<NextYear, String> {
        Ok(NextYear {
            auroc: self.auroc()?,
            observed_expected: self.observed_expected(model)?,
        })
    }

    fn auroc(&self) -> Result<Claim, String> {
        let years = self.distinct_years();
        let from = years.len().saturating_sub(YEARS_TESTED).max(1);
        let (mut sum, mut precision) = (0.0, 0.0);
        for year in years.get(from..).unwrap_or_default() {
            let rows = |keep: &dyn Fn(f64) -> bool| -> Vec<usize> {
                (0..self.years.len()).filter(|row| keep(self.years[*row])).collect()
            };
            let (before, within) = (rows(&|y| y < *year), rows(&|y| same(y, *year)));
            let columns = self.take(&within);
            let risks = self.fit(&before)?.predict(&slices(&columns));
            let events: Vec<bool> =
                within.iter().map(|row| self.outcomes[*row] > 0.5).collect();
            let found = auroc_of_scores(&events, &risks)
                .and_then(|area| Ok((area.value, area.limits?)));
            let (area, Limits { lower, upper }) =
                found.map_err(|why| format!("year {year}: {}", why.code()))?;
            let error = ((upper - lower) / (2.0 * Z95)).max(1e-3);
            sum += area / (error * error);
            precision += 1.0 / (error * error);
        }
        if precision <= 0.0 {
            return Err("expected several past years".into());
        }
        let (value, variance) = (sum / precision, 1.0 / precision);
        let error = (variance + AUROC_ALLOWANCE * AUROC_ALLOWANCE).sqrt();
        let Limits { lower, upper } = Limits::wald(value, error).clipped(0.0, 1.0);
        Ok(Claim { low: lower, value, high: upper })
    }

    fn observed_expected(&self, model: &LogisticFit) -> Result<Claim, String> {
        let offset = model.linear_predictor(&slices(&self.columns));
        let last = self.distinct_years().last().copied().unwrap_or_default();
        let until: Vec<f64> = self.years.iter().map(|year| year - (last + 1.0)).collect();
        let drift = Logistic::new(&[&until]).offset(&offset).fit(&self.outcomes);
        let drift = drift.map_err(|why| format!("drift: {}", why.code()))?;
        // The intercept is what is added to every logit next year.
        let (added, error) = (drift.coefficients[0], drift.standard_errors[0]);
        let (mut observed, mut expected, mut slope) = (0.0, 0.0, 0.0);
        for logit in &offset {
            let then = expit(logit + added);
            observed += then;
            expected += expit(*logit);
            slope += then * (1.0 - then);
        }
        let error = error * slope / observed;
        let error = (error * error + RATIO_ALLOWANCE * RATIO_ALLOWANCE).sqrt();
        let ratio = |steps: f64| observed / expected * libm::exp(steps * Z95 * error);
        Ok(Claim { low: ratio(-1.0), value: ratio(0.0), high: ratio(1.0) })
    }

    fn fit(&self, rows: &[usize]) -> Result<LogisticFit, String> {
        let columns = self.take(rows);
        let outcomes: Vec<f64> = rows.iter().map(|row| self.outcomes[*row]).collect();
        let fitted = Logistic::new(&slices(&columns)).ridge(RIDGE).fit(&outcomes);
        fitted.map_err(|why| format!("the trusted model: {}", why.code()))
    }

    fn take(&self, rows: &[usize]) -> Vec<Vec<f64>> {
        let column =
            |column: &Vec<f64>| rows.iter().map(|row| column[*row]).collect::<Vec<_>>();
        self.columns.iter().map(column).collect()
    }

    fn distinct_years(&self) -> Vec<f64> {
        let mut years = self.years.clone();
        years.sort_by(f64::total_cmp);
        years.dedup_by(|a, b| same(*a, *b));
        years
    }
}

impl Filled {
    /// A part of a column as it is in past years; none where it is the same in all.
    fn of(column: &Column, part: Part) -> Option<Self> {
        let name = column.name.clone();
        let mut filled = Self { name, part, mean: 0.0, deviation: 1.0 };
        let known: Vec<f64> =
            filled.raw(column).into_iter().filter(|x| !x.is_nan()).collect();
        let mean = |of: &dyn Fn(f64) -> f64| {
            known.iter().map(|x| of(*x)).sum::<f64>() / known.len().max(1) as f64
        };
        filled.mean = mean(&|x| x);
        filled.deviation = mean(&|x| (x - filled.mean) * (x - filled.mean)).sqrt();
        (filled.deviation > 1e-9).then_some(filled)
    }

    fn raw(&self, column: &Column) -> Vec<f64> {
        let flag = |yes: bool| f64::from(u8::from(yes));
        let values = column.values().unwrap_or_default().iter();
        match self.part {
            Part::Value => values.copied().collect(),
            Part::Missing => values.map(|x| flag(x.is_nan())).collect(),
            Part::Level(level) => values.map(|x| flag(same(*x, level as f64))).collect(),
        }
    }
}

/// The model's columns of a table; a gap is filled with the mean of past years.
fn filled(table: &Table, scales: &[Filled]) -> Result<Vec<Vec<f64>>, String> {
    let column = |scale: &Filled| {
        let column = table.require(&scale.name).map_err(|error| error.to_string())?;
        let scaled = |x: f64| {
            if x.is_nan() { 0.0 } else { (x - scale.mean) / scale.deviation }
        };
        Ok(scale.raw(column).into_iter().map(scaled).collect())
    };
    scales.iter().map(column).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// Years and levels are whole numbers.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five years of 100 patients, of whom ever fewer have the outcome; half of either have the
    /// sign, so it says nothing.
    fn declining() -> Table {
        let (mut years, mut outcomes, mut sign) = (Vec::new(), Vec::new(), Vec::new());
        for (year, events) in [20, 18, 16, 12, 10].into_iter().enumerate() {
            for patient in 0..100 {
                years.push(2019.0 + year as f64);
                outcomes.push(f64::from(u8::from(patient < events)));
                sign.push(f64::from(patient % 2));
            }
        }
        let number = Kind::Number { decimals: None };
        let column = |name: &str, values| Column::values_of(name, number.clone(), values);
        let columns =
            vec![column("year", years), column("ill", outcomes), column("sign", sign)];
        Table::new(columns).unwrap()
    }

    fn near(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found}, expected {expected}");
    }

    /// R 4: glm(y ~ until, offset = logit of the share, binomial) on the same patients has the
    /// intercept -0.643108816795 with standard error 0.3209495040113.
    #[test]
    fn the_drift_is_drawn_out_as_r_does() {
        let past = Past::new(&declining(), &["sign".into()], "ill", "year").unwrap();
        let model = past.model().unwrap();
        let found = past.next_year(&model).unwrap().observed_expected;
        near(found.value, 0.566500594588, 1e-8);
        near(found.low, 0.316176951440, 1e-8);
        near(found.high, 1.015010493989, 1e-8);
    }

    #[test]
    fn a_sign_that_says_nothing_ranks_nobody() {
        let past = Past::new(&declining(), &["sign".into()], "ill", "year").unwrap();
        let found = past.next_year(&past.model().unwrap()).unwrap().auroc;
        near(found.value, 0.5, 1e-9);
        // All risks are the same, so nothing but the allowance is left of the error.
        near(found.high - found.value, Z95 * AUROC_ALLOWANCE, 1e-4);
        near(found.value - found.low, Z95 * AUROC_ALLOWANCE, 1e-4);
    }

    /// The sign goes with the outcome in the first year (16 of 20 against 20 of 80), and against it
    /// in the second (4 of 20): there its AUROC is 1/2 + (4/20 - 20/80) / 2.
    #[test]
    fn a_year_is_tested_by_the_years_before_it_alone() {
        let (mut years, mut outcomes, mut sign) = (Vec::new(), Vec::new(), Vec::new());
        for (year, ill_with_sign) in [(1.0, 16), (2.0, 4)] {
            for patient in 0..100 {
                let ill = patient < 20;
                let signs = if ill { patient < ill_with_sign } else { patient < 40 };
                years.push(year);
                outcomes.push(f64::from(u8::from(ill)));
                sign.push(f64::from(u8::from(signs)));
            }
        }
        let number = Kind::Number { decimals: None };
        let columns = [("year", years), ("ill", outcomes), ("sign", sign)];
        let columns = columns
            .map(|(name, values)| Column::values_of(name, number.clone(), values))
            .to_vec();
        let table = Table::new(columns).unwrap();
        let past = Past::new(&table, &["sign".into()], "ill", "year").unwrap();
        near(past.auroc().unwrap().value, 0.475, 1e-12);
    }

    #[test]
    fn what_cannot_be_fitted_is_told() {
        let table = declining();
        for [predictor, outcome, time] in
            [["gone", "ill", "year"], ["sign", "gone", "year"], ["sign", "ill", "gone"]]
        {
            let found = Past::new(&table, &[predictor.into()], outcome, time);
            assert!(found.err().unwrap().contains("gone"));
        }
        let one_year: Vec<usize> = (0..100).collect();
        let past = table.take(&one_year);
        let past = Past::new(&past, &["sign".into()], "ill", "year").unwrap();
        assert!(past.next_year(&past.model().unwrap()).is_err());
    }

    #[test]
    fn gaps_and_levels_become_columns() {
        let levels = ["a", "b", "c"].map(String::from).to_vec();
        let column = |name: &str, kind, values| Column::values_of(name, kind, values);
        let number = Kind::Number { decimals: None };
        let columns = vec![
            column("year", number.clone(), vec![1.0, 1.0, 2.0, 2.0]),
            column("ill", number.clone(), vec![0.0, 1.0, 0.0, 1.0]),
            column("lab", number, vec![1.0, f64::NAN, 3.0, f64::NAN]),
            column("site", Kind::Category { levels }, vec![0.0, 1.0, 1.0, 0.0]),
        ];
        let table = Table::new(columns).unwrap();
        let names = ["lab".to_string(), "site".to_string()];
        let past = Past::new(&table, &names, "ill", "year").unwrap();
        // Nobody is of the third site, so it is no column.
        let expected = [
            vec![-1.0, 0.0, 1.0, 0.0],
            vec![-1.0, 1.0, -1.0, 1.0],
            vec![-1.0, 1.0, 1.0, -1.0],
        ];
        assert_eq!(past.columns, expected);
    }
}
