//! Sums over what is hidden, row by row.

use super::grid::{Grid, Method};
use super::likelihood::{observe, place, yes};
use super::model::{Model, Term};
use super::rows::Rows;
use crate::expression::{BLOCK, Scratch};

/// What came out for each row.
#[derive(Clone, Debug)]
pub(crate) struct Estimates {
    /// The mean of what was wanted, given the row.
    pub(crate) means: Vec<f64>,
    /// The logarithm of how probable the row is, up to what all rows share.
    pub(crate) evidence: Vec<f64>,
    pub(crate) method: Method,
    /// The root mean square by which a grid of half as many points differs.
    pub(crate) error: f64,
}

/// The coarsest grid tried, as a power of two of points along a vertex.
const COARSEST: u32 = 5;
/// The finest.
const FINEST: u32 = 8;
/// A grid is fine enough when one half as fine differs by no more than this.
const ENOUGH: f64 = 1e-5;
/// So many rows are looked at to choose the grid.
const PROBES: usize = 48;

/// Sums over what is hidden in every row, on a grid that is fine enough for these rows.
///
/// A row that no point of the grid allows, because a formula of hidden things is on record
/// more finely than the grid is, is summed without what such formulas say.
pub(crate) fn estimate(model: &Model, rows: &Rows) -> Estimates {
    let mut estimates = with_all(model, rows);
    let lost = |row: &usize| estimates.means[*row].is_nan() && model.target.is_some();
    let lost: Vec<usize> = (0..rows.count).filter(lost).collect();
    if !lost.is_empty() && model.factors.iter().any(Term::is_formula) {
        let mut simpler = model.clone();
        simpler.factors.retain(|factor| !factor.is_formula());
        let rest = with_all(&simpler, &rows.take(&lost));
        for (row, mean) in lost.into_iter().zip(rest.means) {
            estimates.means[row] = mean;
        }
    }
    estimates
}

fn with_all(model: &Model, rows: &Rows) -> Estimates {
    let stride = (rows.count / PROBES).max(1);
    let probes: Vec<usize> = (0..rows.count).step_by(stride).take(PROBES).collect();
    let probes = rows.take(&probes);
    let mut level = COARSEST;
    let mut coarse = on_grid(model, &probes, &Grid::new(&model.hidden, level - 1));
    loop {
        let grid = Grid::new(&model.hidden, level);
        let fine = on_grid(model, &probes, &grid);
        let error = if grid.method == Method::Exact {
            0.0
        } else {
            root_mean_square(&coarse, &fine)
        };
        if error <= ENOUGH || level == FINEST {
            let mut estimates = on_grid(model, rows, &grid);
            estimates.error = error;
            return estimates;
        }
        coarse = fine;
        level += 1;
    }
}

fn root_mean_square(a: &Estimates, b: &Estimates) -> f64 {
    let both = a.means.iter().zip(&b.means).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let squares = both.map(|(a, b)| (a - b) * (a - b));
    (squares.sum::<f64>() / a.means.len().max(1) as f64).sqrt()
}

/// A running sum of weighted values whose weights are known by their logarithms.
#[derive(Clone, Copy)]
struct Sum {
    largest: f64,
    weights: f64,
    values: f64,
}

impl Sum {
    const EMPTY: Self = Self { largest: f64::NEG_INFINITY, weights: 0.0, values: 0.0 };

    fn add(&mut self, weight: f64, log: f64, value: f64) {
        // A point where a parameter makes no sense has no weight either.
        if weight.is_nan() || weight <= 0.0 || log.is_nan() || log == f64::NEG_INFINITY {
            return;
        }
        if log > self.largest {
            let rescale = libm::exp(self.largest - log);
            self.weights *= rescale;
            self.values *= rescale;
            self.largest = log;
        }
        let weight = weight * libm::exp(log - self.largest);
        self.weights += weight;
        self.values += weight * value;
    }
}

fn on_grid(model: &Model, rows: &Rows, grid: &Grid) -> Estimates {
    let mut workspace = Workspace::new(model);
    let mut sums = vec![Sum::EMPTY; rows.count];
    let total = rows.count * grid.points;
    let mut from = 0;
    while from < total {
        let count = (total - from).min(BLOCK);
        workspace.block(model, rows, grid, from, count);
        for at in 0..count {
            let sum = &mut sums[(from + at) / grid.points];
            sum.add(workspace.weights[at], workspace.logs[at], workspace.values[at]);
        }
        from += count;
    }
    Estimates {
        means: sums.iter().map(|sum| sum.values / sum.weights).collect(),
        evidence: sums.iter().map(|sum| sum.largest + libm::log(sum.weights)).collect(),
        method: grid.method,
        error: 0.0,
    }
}

struct Workspace {
    buffers: Vec<Vec<f64>>,
    parameters: Vec<Vec<f64>>,
    scratch: Scratch,
    weights: Vec<f64>,
    logs: Vec<f64>,
    values: Vec<f64>,
}

impl Workspace {
    fn new(model: &Model) -> Self {
        Self {
            buffers: vec![Vec::new(); model.buffers],
            parameters: Vec::new(),
            scratch: Scratch::default(),
            weights: Vec::new(),
            logs: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Evaluates a run of pairs of row and point, the points of a row side by side.
    fn block(
        &mut self,
        model: &Model,
        rows: &Rows,
        grid: &Grid,
        from: usize,
        count: usize,
    ) {
        let nodes = model.buffers / 2;
        for column in &model.given {
            let source = match column.checked_sub(nodes) {
                Some(mask) => &rows.masks[mask],
                None => &rows.values[*column],
            };
            let buffer = &mut self.buffers[*column];
            buffer.clear();
            let mut at = from;
            while at < from + count {
                let row = at / grid.points;
                let end = ((row + 1) * grid.points).min(from + count);
                // What is never filled in is never read where it matters.
                let value = source.get(row).copied().unwrap_or(f64::NAN);
                buffer.resize(buffer.len() + end - at, value);
                at = end;
            }
        }
        let points = |at: usize| (from + at) % grid.points;
        self.weights.clear();
        self.weights.extend((0..count).map(|at| grid.weights[points(at)]));
        self.logs.clear();
        self.logs.resize(count, 0.0);
        for (term, axis) in model.hidden.iter().zip(&grid.axes) {
            self.evaluate(term, count);
            let mut values = std::mem::take(&mut self.buffers[term.buffer(nodes)]);
            values.resize(count, 0.0);
            let parameters = &self.parameters[..term.parameters.len()];
            let places = (0..count).map(points);
            place(term, axis, parameters, places, &mut values, &mut self.weights);
            self.buffers[term.buffer(nodes)] = values;
        }
        for term in &model.factors {
            self.evaluate(term, count);
            let parameters = &self.parameters[..term.parameters.len()];
            observe(term, parameters, &self.buffers[term.buffer(nodes)], &mut self.logs);
        }
        self.values.clear();
        self.values.resize(count, 0.0);
        if let Some(target) = &model.target {
            self.evaluate(target, count);
            for (value, parameter) in self.values.iter_mut().zip(&self.parameters[0]) {
                *value = yes(target, *parameter);
            }
        }
    }

    fn evaluate(&mut self, term: &Term, count: usize) {
        let needed = term.parameters.len().max(self.parameters.len());
        self.parameters.resize_with(needed, Vec::new);
        for (bound, out) in term.parameters.iter().zip(&mut self.parameters) {
            out.resize(count, 0.0);
            bound.evaluate(&self.buffers, &mut self.scratch, out);
        }
    }
}
