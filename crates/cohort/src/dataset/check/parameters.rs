//! Parameters that are the same for every patient and variant: whether they can be.

use super::{Checker, meaning};
use crate::dataset::node::Parameter;
use crate::dataset::{Dataset, Family, Node, SpecError};

impl Checker<'_> {
    /// Parameters that are the same for every patient and variant are checked now; others
    /// when patients are drawn.
    pub(super) fn constants(
        &self,
        dataset: &Dataset,
        node: &Node,
    ) -> Result<(), SpecError> {
        let value = |parameter: &Parameter| {
            let bound = parameter.expression.bind(&|name| meaning(dataset, name));
            bound.ok().and_then(|bound| bound.constant())
        };
        let place = format!("node `{}`", node.name);
        let mut all =
            node.parameters.iter().map(|p| (node.family, p)).collect::<Vec<_>>();
        if let Some(missing) = &node.missing {
            all.push((missing.family, &missing.parameter));
        }
        for (family, parameter) in all {
            let Some(value) = value(parameter) else { continue };
            let expected = match parameter.name {
                _ if value.is_nan() => "a number",
                "sd" | "sd_log" | "shape" | "scale" if value <= 0.0 => "a number above 0",
                "mean"
                    if matches!(family, Family::Exponential | Family::Poisson)
                        && value <= 0.0 =>
                {
                    "a number above 0"
                }
                "probability" if !(0.0..=1.0).contains(&value) => {
                    "a probability from 0 to 1"
                }
                "weights" if !(0.0..f64::INFINITY).contains(&value) => {
                    "a weight of 0 or more"
                }
                _ => continue,
            };
            return Err(self
                .source
                .error(
                    "parameter",
                    parameter.at,
                    format!("{expected} for `{}`", parameter.name),
                    value.to_string(),
                )
                .in_place(&place));
        }
        if node.family == Family::Uniform
            && let (Some(low), Some(high)) =
                (value(&node.parameters[0]), value(&node.parameters[1]))
            && low >= high
        {
            return Err(self
                .source
                .error(
                    "parameter",
                    node.parameters[0].at,
                    "`low` below `high`",
                    format!("{low} and {high}"),
                )
                .in_place(&place));
        }
        Ok(())
    }

    /// The same for the rates of faults.
    pub(super) fn faults(&self, dataset: &Dataset) -> Result<(), SpecError> {
        for fault in &dataset.faults {
            let bound = fault.rate.expression.bind(&|name| meaning(dataset, name));
            let Some(rate) = bound.ok().and_then(|bound| bound.constant()) else {
                continue;
            };
            if !(0.0..=1.0).contains(&rate) {
                return Err(self
                    .source
                    .error(
                        "parameter",
                        fault.rate.at,
                        "a probability from 0 to 1 for `rate`",
                        rate.to_string(),
                    )
                    .in_place(&format!("fault `{}`", fault.name)));
            }
        }
        Ok(())
    }
}
