//! The data of a regression, centred and scaled, and the likelihood over them.

use super::curvature::Step;
use super::{Logistic, logit};
use crate::sums::{dot, sum};
use crate::undefined::Undefined;

/// Columns without their means and in units of their standard deviations, so that the
/// information is well conditioned whatever the units were.
pub(super) struct Design<'a> {
    pub(super) outcomes: &'a [f64],
    weights: Option<&'a [f64]>,
    /// Sum of the weights.
    patients: f64,
    offset: Option<&'a [f64]>,
    pub(super) scaled: Vec<Vec<f64>>,
    pub(super) means: Vec<f64>,
    pub(super) scales: Vec<f64>,
    ridge: f64,
}

/// Coefficients (of the scaled columns), and the penalised log likelihood there.
pub(super) struct Point {
    pub(super) coefficients: Vec<f64>,
    pub(super) predictor: Vec<f64>,
    /// `exp(-|predictor|)`.
    pub(super) odds: Vec<f64>,
    pub(super) likelihood: f64,
    pub(super) objective: f64,
}

impl<'a> Design<'a> {
    pub(super) fn new(
        spec: &Logistic<'a>,
        outcomes: &'a [f64],
    ) -> Result<Design<'a>, Undefined> {
        let extra = spec.offset.iter().chain(spec.weights.iter());
        for column in spec.columns.iter().chain(extra) {
            if column.len() != outcomes.len() {
                return Err(Undefined::Lengths);
            }
            if !column.iter().all(|value| value.is_finite()) {
                return Err(Undefined::NotFinite);
            }
        }
        if outcomes.is_empty() {
            return Err(Undefined::Empty);
        }
        let negative = spec.weights.is_some_and(|w| w.iter().any(|&value| value < 0.0));
        if !outcomes.iter().all(|y| (0.0..=1.0).contains(y))
            || negative
            || spec.ridge < 0.0
        {
            return Err(Undefined::OutOfRange);
        }
        let mut design = Design {
            outcomes,
            weights: spec.weights,
            patients: spec.weights.map_or(outcomes.len() as f64, sum),
            offset: spec.offset,
            scaled: Vec::with_capacity(spec.columns.len()),
            means: Vec::new(),
            scales: Vec::new(),
            ridge: spec.ridge,
        };
        if design.patients == 0.0 {
            return Err(Undefined::Empty);
        }
        if design.all(|outcome| outcome <= 0.0) || design.all(|outcome| outcome >= 1.0) {
            return Err(Undefined::OneClass);
        }
        for column in spec.columns {
            design.push(column)?;
        }
        Ok(design)
    }

    /// Intercept and columns.
    pub(super) fn size(&self) -> usize {
        self.scaled.len() + 1
    }

    /// How often patient `row` counts.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    fn all(&self, what: impl Fn(f64) -> bool) -> bool {
        let mut rows = self.outcomes.iter().enumerate();
        rows.all(|(row, &outcome)| self.weight(row) == 0.0 || what(outcome))
    }

    /// One and the scaled columns of patient `row`.
    pub(super) fn row(&self, row: usize) -> Vec<f64> {
        core::iter::once(1.0)
            .chain(self.scaled.iter().map(|column| column[row]))
            .collect()
    }

    fn push(&mut self, column: &[f64]) -> Result<(), Undefined> {
        let mean = self.mean(column);
        let mut centred: Vec<f64> = column.iter().map(|value| value - mean).collect();
        let variance = match self.weights {
            None => dot(&centred, &centred) / self.patients,
            Some(_) => {
                self.mean(&centred.iter().map(|value| value * value).collect::<Vec<_>>())
            }
        };
        let constant = variance.sqrt() <= 1e-14 * mean.abs() || variance == 0.0;
        if constant && self.ridge == 0.0 {
            return Err(Undefined::Collinear);
        }
        let scale = if constant { 1.0 } else { variance.sqrt() };
        let factor = 1.0 / scale;
        for value in &mut centred {
            *value *= factor;
        }
        self.scaled.push(centred);
        self.means.push(mean);
        self.scales.push(scale);
        Ok(())
    }

    fn mean(&self, values: &[f64]) -> f64 {
        let total = match self.weights {
            None => sum(values),
            Some(weights) => dot(weights, values),
        };
        total / self.patients
    }

    /// No effect of any column, and an intercept that about meets the mean outcome.
    pub(super) fn start(&self) -> Point {
        let mut coefficients = vec![0.0; self.size()];
        let offset = self.offset.map_or(0.0, |offset| self.mean(offset));
        coefficients[0] = logit(self.mean(self.outcomes)) - offset;
        self.at(coefficients)
    }

    pub(super) fn predictor(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut total = vec![coefficients[0]; self.outcomes.len()];
        for (column, coefficient) in self.scaled.iter().zip(&coefficients[1..]) {
            for (total, value) in total.iter_mut().zip(column) {
                *total += coefficient * value;
            }
        }
        total
    }

    pub(super) fn at(&self, coefficients: Vec<f64>) -> Point {
        let mut predictor = self.predictor(&coefficients);
        if let Some(offset) = self.offset {
            for (total, value) in predictor.iter_mut().zip(offset) {
                *total += value;
            }
        }
        let odds: Vec<f64> = predictor.iter().map(|eta| libm::exp(-eta.abs())).collect();
        let likelihood = self.likelihood(&predictor, &odds);
        let penalty: f64 = (1..self.size())
            .map(|j| self.penalty(j) * coefficients[j] * coefficients[j])
            .sum();
        let objective = likelihood - 0.5 * penalty;
        Point { coefficients, predictor, odds, likelihood, objective }
    }

    /// `Σ ln P(outcome)`, without the cancellation of `1 - p`: with `t` the part of an outcome
    /// that goes against the predictor's sign, it is `-t |eta| - ln(1 + exp(-|eta|))`.
    fn likelihood(&self, predictor: &[f64], odds: &[f64]) -> f64 {
        // So many factors up to 2 stay far below the greatest double.
        const FACTORS: usize = 512;
        let mut total = 0.0;
        let mut rows = 0..odds.len();
        for odds in odds.chunks(FACTORS) {
            let mut product = 1.0;
            for (odds, row) in odds.iter().zip(&mut rows) {
                let eta = predictor[row];
                total -= self.weight(row) * against(self.outcomes[row], eta) * eta.abs();
                match self.weights {
                    // One logarithm serves them all.
                    None => product *= 1.0 + odds,
                    Some(weights) => total -= weights[row] * libm::log1p(*odds),
                }
            }
            total -= libm::log(product);
        }
        total
    }

    /// How fast the objective rises after so much of a step, `along` being what the whole step
    /// adds to the predictor.
    pub(super) fn slope(
        &self,
        from: &Point,
        step: &Step,
        along: &[f64],
        length: f64,
    ) -> f64 {
        let mut slope = 0.0;
        for (row, along) in along.iter().enumerate() {
            let eta = from.predictor[row] + length * along;
            let odds = libm::exp(-eta.abs());
            slope += self.weight(row) * along * residual(self.outcomes[row], eta, odds);
        }
        for j in 1..self.size() {
            let coefficient = from.coefficients[j] + length * step.change[j];
            slope -= self.penalty(j) * coefficient * step.change[j];
        }
        slope
    }

    /// The ridge on the scaled coefficient `j`.
    pub(super) fn penalty(&self, j: usize) -> f64 {
        let scale = self.scales[j - 1];
        self.ridge / (scale * scale)
    }
}

/// The part of an outcome that goes against the sign of the predictor.
fn against(outcome: f64, predictor: f64) -> f64 {
    if predictor > 0.0 { 1.0 - outcome } else { outcome }
}

/// Outcome less probability, exact in both tails; `odds` is `exp(-|predictor|)`.
pub(super) fn residual(outcome: f64, predictor: f64, odds: f64) -> f64 {
    let against = against(outcome, predictor);
    let residual = (against - (1.0 - against) * odds) / (1.0 + odds);
    if predictor > 0.0 { -residual } else { residual }
}
