//! Hidden values at the points of a grid, and how probable what is observed is there.

use super::grid::{Axis, Cell};
use super::model::Term;
use crate::dataset::{Family, Vertex};
use crate::distribution::Distribution;
use crate::expression::expit;
use crate::sample;

/// Fills in a hidden vertex at points of the grid, and multiplies their weights by its
/// probability there where that depends on the row.
pub(super) fn place(
    term: &Term,
    axis: &Axis,
    parameters: &[Vec<f64>],
    points: impl Iterator<Item = usize>,
    values: &mut [f64],
    weights: &mut [f64],
) {
    let known = matches!(term.vertex, Vertex::Known(_));
    for (row, ((point, value), weight)) in points.zip(values).zip(weights).enumerate() {
        *value = match axis {
            Axis::Formula => snap(term, parameters[0][row]),
            Axis::Levels(levels) => {
                let level = levels[point];
                *weight *= level_probability(term, parameters, row, level);
                term.value_of(level)
            }
            Axis::Scores(scores) => {
                let (score, u) = scores[point];
                snap(term, distribution(term, parameters, row).quantile(u, score))
            }
            Axis::Cells(cells) => {
                let (value, probability) = cell(term, parameters, row, &cells[point]);
                *weight *= probability;
                value
            }
            Axis::Draws(draws) => {
                let (u, score) = draws[point];
                match term.levels() {
                    Some(levels) => {
                        let each = (0..levels)
                            .map(|l| level_probability(term, parameters, row, l));
                        // Yes comes first in a generated flag; here the order is free.
                        term.value_of(sample::categorical(u, each))
                    }
                    None => {
                        snap(term, distribution(term, parameters, row).quantile(u, score))
                    }
                }
            }
        };
        if known {
            // Drawn is whether it is missing; kept is whether it is known.
            *value = 1.0 - *value;
        }
    }
}

/// Adds the logarithm of the probability of an observed vertex.
pub(super) fn observe(
    term: &Term,
    parameters: &[Vec<f64>],
    values: &[f64],
    logs: &mut [f64],
) {
    for (row, (value, log)) in values.iter().zip(logs).enumerate() {
        if *log == f64::NEG_INFINITY {
            continue;
        }
        *log += match term.family {
            Family::Formula => {
                let expected = snap(term, parameters[0][row]);
                let agrees = (expected - *value).abs() <= 0.5 * term.step
                    || (expected.is_nan() && value.is_nan());
                if agrees { 0.0 } else { f64::NEG_INFINITY }
            }
            Family::BernoulliLogit
            | Family::BernoulliProbability
            | Family::Categorical => {
                let level = match term.vertex {
                    Vertex::Known(_) => 1.0 - *value,
                    Vertex::Value(_) => *value,
                };
                libm::log(level_probability(term, parameters, row, level as usize))
            }
            // That there is this row says that there are so many.
            Family::Row if parameters[0][row] >= *value => 0.0,
            Family::Row => f64::NEG_INFINITY,
            _ => {
                let (low, high) = interval(term, *value);
                distribution(term, parameters, row).log_between(low, high)
            }
        };
    }
}

/// The probability that a flag is yes.
pub(super) fn yes(term: &Term, parameter: f64) -> f64 {
    match term.family {
        Family::BernoulliLogit => expit(parameter),
        _ => parameter,
    }
}

fn level_probability(
    term: &Term,
    parameters: &[Vec<f64>],
    row: usize,
    level: usize,
) -> f64 {
    if term.family == Family::Categorical {
        let total: f64 = parameters.iter().map(|weight| weight[row]).sum();
        return parameters.get(level).map_or(0.0, |weight| weight[row] / total);
    }
    if term.family == Family::Poisson {
        let (low, high) = interval(term, term.value_of(level));
        return distribution(term, parameters, row).between(low, high);
    }
    let yes = yes(term, parameters[0][row]);
    match level {
        0 => 1.0 - yes,
        _ => yes,
    }
}

fn distribution(term: &Term, parameters: &[Vec<f64>], row: usize) -> Distribution {
    Distribution {
        family: term.family,
        a: parameters[0][row],
        b: parameters.get(1).map_or(0.0, |parameter| parameter[row]),
    }
}

/// What is true of a recorded value: its rounding interval, open where it was clipped.
fn interval(term: &Term, value: f64) -> (f64, f64) {
    let half = 0.5 * term.step;
    let (mut low, mut high) = (value - half, value + half);
    if let Some((least, most)) = term.range {
        if value < least || value > most {
            // No value of the model.
            return (value, value);
        }
        if low < least {
            low = f64::NEG_INFINITY;
        }
        if high > most {
            high = f64::INFINITY;
        }
    }
    (low, high)
}

/// Clipped and rounded as it would be recorded.
fn snap(term: &Term, value: f64) -> f64 {
    let value = match term.range {
        Some((low, high)) => value.clamp(low, high),
        None => value,
    };
    if term.step > 0.0 { (value / term.step).round() * term.step } else { value }
}

/// The value that stands for a cell of scores, and the probability of the recorded values
/// that the cell holds. The cell's ends move to the nearest ends of recorded steps.
fn cell(term: &Term, parameters: &[Vec<f64>], row: usize, cell: &Cell) -> (f64, f64) {
    let distribution = distribution(term, parameters, row);
    let end = |(score, u): (f64, f64)| {
        let value =
            if score.is_infinite() { score } else { distribution.quantile(u, score) };
        ((value / term.step - 0.5).round() + 0.5) * term.step
    };
    let (low, high) = (end(cell.low), end(cell.high));
    if high <= low {
        return (snap(term, low), 0.0);
    }
    let (score, u) = cell.middle;
    let middle = (distribution.quantile(u, score) / term.step).round() * term.step;
    let half = 0.5 * term.step;
    let value = middle.min(high - half).max(low + half);
    (snap(term, value), distribution.between(low, high))
}
