//! An encoding: how one column of a table becomes columns of numbers, with what it has learnt.

use medlab_cohort::{Column, Kind};
use medlab_metrics::quantile::quantile;

use super::{MissingLevel, MissingValue, Preparation, PrepareError, Times};
use crate::Spline;
use crate::standard::Standard;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Encoding {
    /// A number, flag or time.
    Value {
        kind: &'static str,
        fill: f64,
        spline: Option<Spline>,
        /// Of each term; none where values stay as they are.
        standards: Vec<Standard>,
        indicator: bool,
    },
    Category {
        /// Those that occurred; the first is the baseline.
        levels: Vec<String>,
        /// The position among them of what stands for a missing one.
        fill: usize,
        indicator: bool,
    },
}

impl Encoding {
    pub(super) fn learn(
        plan: &Preparation,
        column: &Column,
        rows: &[usize],
    ) -> Result<Self, PrepareError> {
        let name = || column.name.clone();
        match column.kind {
            Kind::Text => return Err(PrepareError::Text { column: name() }),
            Kind::Time { .. } if plan.times == Times::Refuse => {
                return Err(PrepareError::Time { column: name() });
            }
            _ => {}
        }
        let values = values(column)?;
        let mut known: Vec<f64> =
            rows.iter().map(|row| values[*row]).filter(|value| !value.is_nan()).collect();
        known.sort_unstable_by(f64::total_cmp);
        let (Some(least), Some(most)) = (known.first(), known.last()) else {
            return Err(PrepareError::NoKnownValue { column: name() });
        };
        let gaps = known.len() < rows.len();
        // A category that is only sometimes recorded still tells patients apart.
        let own_level = gaps && plan.missing_levels == MissingLevel::OwnLevel;
        let is_category = matches!(column.kind, Kind::Category { .. });
        if least >= most && !(is_category && own_level) {
            return Err(PrepareError::Constant { column: name() });
        }
        if is_category {
            return Ok(Self::of_levels(column, &known, own_level));
        }
        let fill = match plan.missing_values {
            MissingValue::Mode => mode(&known),
            _ if matches!(column.kind, Kind::Flag) => mode(&known),
            _ => quantile(&known, 0.5),
        };
        let spline = match plan.splines.get(&column.name) {
            None => None,
            Some(&knots) => Some(
                Spline::at_quantiles(&known, knots)
                    .map_err(|_| PrepareError::TooFewValues { column: name(), knots })?,
            ),
        };
        let mut standards = Vec::new();
        if plan.standardise && !matches!(column.kind, Kind::Flag) {
            let filled: Vec<f64> =
                rows.iter().map(|row| filled(values[*row], fill)).collect();
            let terms = terms(&filled, spline.as_ref());
            standards = terms.iter().map(|term| Standard::of(term)).collect();
        }
        let indicator = gaps && plan.missing_values == MissingValue::MedianAndIndicator;
        Ok(Self::Value { kind: word(&column.kind), fill, spline, standards, indicator })
    }

    fn of_levels(column: &Column, known: &[f64], indicator: bool) -> Self {
        let mut seen = known.to_vec();
        seen.dedup();
        let most = mode(known);
        let fill = seen.iter().position(|level| *level >= most).unwrap_or(0);
        let levels = seen.iter().map(|level| column.levels()[*level as usize].clone());
        Self::Category { levels: levels.collect(), fill, indicator }
    }

    /// What the columns are called that a column of this name becomes.
    pub(super) fn names(&self, name: &str) -> Vec<String> {
        let (mut names, indicator): (Vec<String>, _) = match self {
            Self::Value { spline, indicator, .. } => {
                let terms = spline.as_ref().map_or(1, |spline| spline.knots().len() - 1);
                let primes = (0..terms).map(|term| format!("{name}{}", "'".repeat(term)));
                (primes.collect(), indicator)
            }
            Self::Category { levels, indicator, .. } => {
                let levels = levels[1..].iter().map(|level| format!("{name} = {level}"));
                (levels.collect(), indicator)
            }
        };
        names.extend(indicator.then(|| format!("{name} missing")));
        names
    }

    /// The columns that a column becomes.
    pub(super) fn apply(&self, column: &Column) -> Result<Vec<Vec<f64>>, PrepareError> {
        let expected = match self {
            Self::Value { kind, .. } => kind,
            Self::Category { .. } => "categories",
        };
        let found = word(&column.kind);
        if expected != found {
            let column = column.name.clone();
            return Err(PrepareError::Kind { column, expected, found });
        }
        let values = values(column)?;
        match self {
            Self::Value { fill, spline, standards, indicator, .. } => {
                let whole: Vec<f64> =
                    values.iter().map(|value| filled(*value, *fill)).collect();
                let mut columns = terms(&whole, spline.as_ref());
                for (term, standard) in columns.iter_mut().zip(standards) {
                    *term = standard.column(term);
                }
                let missing = || values.iter().map(|v| f64::from(v.is_nan())).collect();
                columns.extend(indicator.then(missing));
                Ok(columns)
            }
            Self::Category { levels, fill, indicator } => {
                // The table may list its levels in another order, and others.
                let places: Vec<Option<usize>> = column
                    .levels()
                    .iter()
                    .map(|level| levels.iter().position(|known| known == level))
                    .collect();
                let place = |value: &f64| {
                    if value.is_nan() { None } else { places[*value as usize] }
                };
                let otherwise = if *indicator { levels.len() } else { *fill };
                let place = |value| place(value).unwrap_or(otherwise);
                let last = levels.len() + usize::from(*indicator);
                let column =
                    |which| values.iter().map(|v| f64::from(place(v) == which)).collect();
                Ok((1..last).map(column).collect())
            }
        }
    }
}

/// The values of a column that is no text, all finite or missing.
fn values(column: &Column) -> Result<&[f64], PrepareError> {
    let name = || column.name.clone();
    let values = column.values().ok_or_else(|| PrepareError::Text { column: name() })?;
    if values.iter().any(|value| value.is_infinite()) {
        return Err(PrepareError::NotFinite { column: name() });
    }
    Ok(values)
}

fn filled(value: f64, fill: f64) -> f64 {
    if value.is_nan() { fill } else { value }
}

/// The values themselves, or the terms of their spline.
fn terms(values: &[f64], spline: Option<&Spline>) -> Vec<Vec<f64>> {
    let Some(spline) = spline else { return vec![values.to_vec()] };
    let mut terms = vec![Vec::with_capacity(values.len()); spline.knots().len() - 1];
    for value in values {
        for (term, x) in terms.iter_mut().zip(spline.terms(*value)) {
            term.push(x);
        }
    }
    terms
}

/// The most frequent of values in ascending order, the smallest of several.
fn mode(sorted: &[f64]) -> f64 {
    let equals = sorted.chunk_by(|a, b| a >= b);
    // The later of equal maxima is taken, so the order is turned round.
    equals.rev().max_by_key(|run| run.len()).map_or(f64::NAN, |run| run[0])
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number { .. } => "numbers",
        Kind::Flag => "flags",
        Kind::Category { .. } => "categories",
        Kind::Time { .. } => "times",
        Kind::Text => "texts",
    }
}
