//! Drawing one vertex for a block of patients.

use super::GenerationError;
use super::place::Places;
use super::plan::{Plan, Rounding, Step, mask, missing_probability, probability};
use crate::dataset::{Dataset, Family, Vertex};
use crate::expression::{Scratch, expit};
use crate::key::Key;
use crate::sample::{self, Stream};
use crate::{normal, round, time};

/// The buffers of a block, and what is reused from block to block.
pub(crate) struct Workspace {
    pub(crate) buffers: Vec<Vec<f64>>,
    pub(crate) scratch: Scratch,
    parameters: Vec<Vec<f64>>,
    streams: Vec<Stream>,
}

impl Workspace {
    pub(crate) fn new(dataset: &Dataset, plan: &Plan, key: &Key) -> Self {
        Self {
            buffers: vec![Vec::new(); super::plan::buffers(dataset)],
            scratch: Scratch::default(),
            parameters: Vec::new(),
            streams: plan
                .steps
                .iter()
                .map(|step| Stream::new(&key.derive(&step.label)))
                .collect(),
        }
    }
}

impl Plan {
    /// Draws a block of patients into the workspace.
    pub(crate) fn draw(
        &self,
        dataset: &Dataset,
        workspace: &mut Workspace,
        places: &Places,
    ) -> Result<(), GenerationError> {
        for (index, step) in self.steps.iter().enumerate() {
            step.draw(dataset, workspace, index, places)?;
        }
        Ok(())
    }
}

impl Step {
    fn draw(
        &self,
        dataset: &Dataset,
        workspace: &mut Workspace,
        index: usize,
        places: &Places,
    ) -> Result<(), GenerationError> {
        let (first, rows) = (places.first, places.count());
        let Workspace { buffers, scratch, parameters, streams } = workspace;
        parameters.resize_with(self.parameters.len().max(parameters.len()), Vec::new);
        for (bound, out) in self.parameters.iter().zip(parameters.iter_mut()) {
            out.resize(rows, 0.0);
            bound.evaluate(buffers, scratch, out);
        }
        let parameters = &mut parameters[..self.parameters.len()];
        self.check(dataset, parameters, first)?;
        let (target, chance) = match self.vertex {
            Vertex::Value(node) => (node, probability(dataset, node)),
            Vertex::Known(node) => {
                (mask(dataset, node), missing_probability(dataset, node))
            }
        };
        let mut values = std::mem::take(&mut buffers[target]);
        values.resize(rows, 0.0);
        match self.family {
            Family::Formula => {}
            Family::Row => {
                for (value, number) in values.iter_mut().zip(&places.numbers) {
                    *value = *number as f64 + 1.0;
                }
            }
            _ => places.uniforms(&mut streams[index], self.per, &mut values),
        }
        self.transform(&mut values, parameters);
        if let Vertex::Known(_) = self.vertex {
            // Drawn is whether it is missing; kept is whether it is known.
            for value in &mut values {
                *value = 1.0 - *value;
            }
        }
        if let Some((low, high)) = self.range {
            for value in &mut values {
                *value = value.clamp(low, high);
            }
        }
        self.round(&mut values);
        buffers[target] = values;
        if self.family.is_bernoulli() {
            std::mem::swap(&mut buffers[chance], &mut parameters[0]);
        }
        for intervention in &self.interventions {
            let mut values = vec![0.0; rows];
            intervention.evaluate(buffers, scratch, &mut values);
            self.round(&mut values);
            buffers[target] = values;
        }
        Ok(())
    }

    /// From uniform numbers to values, in place. A Bernoulli's first parameter becomes its
    /// probability.
    fn transform(&self, values: &mut [f64], parameters: &mut [Vec<f64>]) {
        match (self.family, parameters) {
            (Family::Row, _) => {}
            (Family::Formula, [value]) => values.copy_from_slice(value),
            (Family::Normal, [mean, sd]) => {
                for ((x, mean), sd) in values.iter_mut().zip(mean).zip(sd) {
                    *x = *mean + *sd * normal::quantile(*x);
                }
            }
            (Family::Lognormal, [mean, sd]) => {
                for ((x, mean), sd) in values.iter_mut().zip(mean).zip(sd) {
                    *x = libm::exp(*mean + *sd * normal::quantile(*x));
                }
            }
            (Family::Uniform, [low, high]) => {
                for ((x, low), high) in values.iter_mut().zip(low).zip(high) {
                    *x = *low + (*high - *low) * *x;
                }
            }
            (Family::Exponential, [mean]) => {
                for (x, mean) in values.iter_mut().zip(mean) {
                    *x = -*mean * libm::log1p(-*x);
                }
            }
            (Family::Weibull, [shape, scale]) => {
                for ((x, shape), scale) in values.iter_mut().zip(shape).zip(scale) {
                    *x = *scale * libm::pow(-libm::log1p(-*x), 1.0 / *shape);
                }
            }
            (Family::Poisson, [mean]) => {
                for (x, mean) in values.iter_mut().zip(mean) {
                    *x = sample::poisson(*x, *mean);
                }
            }
            (Family::BernoulliLogit, [logit]) => {
                for (x, logit) in values.iter_mut().zip(logit) {
                    *logit = expit(*logit);
                    *x = f64::from(u8::from(*x < *logit));
                }
            }
            (Family::BernoulliProbability, [probability]) => {
                for (x, probability) in values.iter_mut().zip(probability) {
                    *x = f64::from(u8::from(*x < *probability));
                }
            }
            (Family::Categorical, weights) => {
                for (row, x) in values.iter_mut().enumerate() {
                    let weights = weights.iter().map(|weight| weight[row]);
                    *x = sample::categorical(*x, weights) as f64;
                }
            }
            // A family has the parameters it was read with.
            _ => values.fill(f64::NAN),
        }
    }

    fn round(&self, values: &mut [f64]) {
        match self.rounding {
            Rounding::None => {}
            Rounding::Decimals(decimals) => round::all(values, decimals),
            Rounding::Minute => {
                for value in values {
                    *value = time::to_minute(*value);
                }
            }
        }
    }

    fn check(
        &self,
        dataset: &Dataset,
        parameters: &[Vec<f64>],
        first: u64,
    ) -> Result<(), GenerationError> {
        for (index, values) in parameters.iter().enumerate() {
            let name = self.names[index];
            let wrong = |value: f64| parameter_fault(self.family, name, value);
            let blank = |value: f64| self.may_be_blank && value.is_nan();
            if let Some(row) =
                values.iter().position(|x| wrong(*x).is_some() && !blank(*x))
            {
                let expected = wrong(values[row]).unwrap_or_default();
                return Err(self.error(dataset, name, expected, values[row], first, row));
            }
        }
        match (self.family, parameters) {
            (Family::Uniform, [low, high]) => {
                if let Some(row) = low.iter().zip(high).position(|(l, h)| l > h) {
                    let expected = "an end not below `low`";
                    return Err(
                        self.error(dataset, "high", expected, high[row], first, row)
                    );
                }
            }
            (Family::Categorical, weights) => {
                let rows = weights.first().map_or(0, Vec::len);
                let none = |row: &usize| weights.iter().all(|w| w[*row] <= 0.0);
                if let Some(row) = (0..rows).find(none) {
                    let expected = "one weight above 0";
                    return Err(self.error(dataset, "weights", expected, 0.0, first, row));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn error(
        &self,
        dataset: &Dataset,
        parameter: &'static str,
        expected: &'static str,
        found: f64,
        first: u64,
        row: usize,
    ) -> GenerationError {
        let (Vertex::Value(node) | Vertex::Known(node)) = self.vertex;
        let node = &dataset.nodes[node];
        GenerationError::Parameter {
            node: node.name.clone(),
            line: node.line,
            parameter,
            expected,
            found,
            patient: first + row as u64,
        }
    }
}

/// What a parameter has to be, if this value of it cannot be.
fn parameter_fault(family: Family, name: &str, value: f64) -> Option<&'static str> {
    let sound = match name {
        // An infinite logit is a certain outcome.
        "logit" => return value.is_nan().then_some("a number"),
        "probability" => {
            return (!(0.0..=1.0).contains(&value))
                .then_some("a probability from 0 to 1");
        }
        "weights" => {
            return (!(0.0..f64::INFINITY).contains(&value))
                .then_some("a finite weight of 0 or more");
        }
        "sd" | "sd_log" => {
            return (!(0.0..f64::INFINITY).contains(&value))
                .then_some("a finite number of 0 or more");
        }
        "mean" if family == Family::Poisson => {
            return (!(0.0..=sample::MOST_POISSON_MEAN).contains(&value))
                .then_some("a mean from 0 to 700");
        }
        "mean" if family == Family::Exponential => value > 0.0,
        "shape" | "scale" => value > 0.0,
        _ => return (!value.is_finite()).then_some("a finite number"),
    };
    (!(sound && value.is_finite())).then_some("a finite number above 0")
}
