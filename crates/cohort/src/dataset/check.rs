//! What can only be checked when all of a dataset is read: names, circles, types, units,
//! parameters that cannot be, and whether missingness is of the declared kind.

mod mechanism;
mod parameters;
mod types;

use super::error::Source;
use super::node::Parameter;
use super::section::Section;
use super::{Dataset, Node, SpecError, Vertex, order};
use crate::column::Kind;
use crate::expression::{Expression, ExpressionError};
use crate::nearest::nearest;

use types::meaning;

pub(crate) use types::kind_of;

pub(super) fn check(
    source: &Source<'_>,
    root: &Section<'_>,
    dataset: &mut Dataset,
) -> Result<(), SpecError> {
    super::read_cluster::check(source, dataset)?;
    let checker = Checker { source };
    checker.names(dataset)?;
    let ordered = checker.circles(dataset)?;
    checker.types(dataset, &ordered)?;
    for node in &dataset.nodes {
        checker.unit(node)?;
        checker.constants(dataset, node)?;
        checker.mechanism(dataset, node)?;
    }
    checker.faults(dataset)?;
    checker.worlds(root, dataset)?;
    files(root, dataset)?;
    outcome(root, dataset)
}

struct Checker<'a> {
    source: &'a Source<'a>,
}

impl Checker<'_> {
    /// Every name in every formula is a node or a vary.
    fn names(&self, dataset: &Dataset) -> Result<(), SpecError> {
        for node in &dataset.nodes {
            let place = format!("node `{}`", node.name);
            for parameter in
                node.parameters.iter().chain(node.missing.as_ref().map(|m| &m.parameter))
            {
                self.known_names(dataset, parameter, &place)?;
            }
        }
        for fault in &dataset.faults {
            self.known_names(dataset, &fault.rate, &format!("fault `{}`", fault.name))?;
        }
        Ok(())
    }

    fn known_names(
        &self,
        dataset: &Dataset,
        parameter: &Parameter,
        place: &str,
    ) -> Result<(), SpecError> {
        for name in parameter.expression.names() {
            if let Some(error) = unknown(dataset, &parameter.expression, name) {
                return Err(self.formula(parameter, &error, place, "unknown_name"));
            }
        }
        Ok(())
    }

    fn circles(&self, dataset: &Dataset) -> Result<Vec<Vertex>, SpecError> {
        let parents = |vertex| dataset.parents(&dataset.formulas(vertex));
        order(&dataset.vertices(), &parents).map_err(|circle| {
            let name = |vertex: &Vertex| match vertex {
                Vertex::Value(position) => dataset.nodes[*position].name.clone(),
                Vertex::Known(position) => {
                    format!("missing({})", dataset.nodes[*position].name)
                }
            };
            let (Vertex::Value(first) | Vertex::Known(first)) = circle[0];
            let node = &dataset.nodes[first];
            let at = node.parameters.first().map_or(0, |parameter| parameter.at);
            // A formula reads what comes after it in the circle; causes are told in order.
            let path: Vec<String> = circle.iter().rev().map(name).collect();
            self.source
                .error(
                    "circle",
                    at,
                    "causes without a circle",
                    format!("the circle {}", path.join(" -> ")),
                )
                .in_place(&format!("node `{}`", node.name))
        })
    }

    fn unit(&self, node: &Node) -> Result<(), SpecError> {
        let at = node.parameters.first().map_or(0, |parameter| parameter.at);
        let place = format!("node `{}`", node.name);
        let error = match (&node.kind, node.unit.as_deref()) {
            (Kind::Number { .. }, None | Some("")) => self
                .source
                .error("missing_unit", at, "a `unit`, for it is a number", "none")
                .hint("write `unit = \"1\"` where it has no dimension"),
            (Kind::Number { .. }, Some(_)) | (_, None) => return Ok(()),
            (_, Some(unit)) => self.source.error(
                "unit",
                at,
                "no `unit`, for it is no number",
                format!("\"{unit}\""),
            ),
        };
        Err(error.at_line(node.line).in_place(&place))
    }

    fn worlds(&self, root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
        if let Some(world) = dataset.worlds.first()
            && dataset.outcome.is_none()
        {
            return Err(root
                .error("world", 0, "an `outcome`, for there are worlds", "none")
                .in_place(&format!("world `{}`", world.name)));
        }
        Ok(())
    }

    fn formula(
        &self,
        parameter: &Parameter,
        error: &ExpressionError,
        place: &str,
        code: &'static str,
    ) -> SpecError {
        let message = error.message.strip_prefix("expected ").unwrap_or(&error.message);
        let (expected, found) =
            message.split_once(", found ").unwrap_or((message, "something else"));
        self.source
            .error(
                code,
                parameter.at + error.at.start,
                expected,
                format!("{found} in `{}`", parameter.name),
            )
            .maybe_hint(error.hint.clone())
            .in_place(place)
    }
}

/// Every column of the files beside the cohort has a name of its own.
fn files(root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
    let mut names = std::collections::BTreeSet::new();
    for name in dataset.truth_names() {
        if !names.insert(name.clone()) {
            return Err(root.error(
                "duplicate",
                0,
                "different names for the columns of the truth",
                format!("`{name}` twice"),
            ));
        }
    }
    if crate::ledger::COLUMNS.contains(&dataset.id.name.as_str()) {
        return Err(root.error(
            "duplicate",
            0,
            "another name for the ID than a column of the ledger has",
            format!("`{}`", dataset.id.name),
        ));
    }
    Ok(())
}

fn outcome(root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
    let Some(outcome) = &dataset.outcome else { return Ok(()) };
    let at = root.text("outcome")?.map_or(0, |at| at.at);
    match dataset.node(outcome) {
        Some(node) if node.family.is_bernoulli() && !node.hidden => Ok(()),
        Some(node) => Err(root.error(
            "outcome",
            at,
            "a recorded node of family bernoulli as `outcome`",
            format!(
                "`{outcome}`, {} {}",
                if node.hidden { "hidden and of family" } else { "of family" },
                node.family.name()
            ),
        )),
        None => {
            let near =
                nearest(outcome, dataset.nodes.iter().map(|node| node.name.as_str()));
            Err(root
                .error("outcome", at, "a node as `outcome`", format!("`{outcome}`"))
                .maybe_hint(near.map(|near| format!("did you mean `{near}`?"))))
        }
    }
}

/// The error of a name that is neither a node nor a vary.
fn unknown(
    dataset: &Dataset,
    expression: &Expression,
    name: &str,
) -> Option<ExpressionError> {
    if meaning(dataset, name).is_some() {
        return None;
    }
    let varies: Vec<String> =
        dataset.varies.iter().map(|vary| format!("vary.{}", vary.name)).collect();
    let known = dataset
        .nodes
        .iter()
        .map(|node| node.name.as_str())
        .chain(varies.iter().map(String::as_str));
    Some(ExpressionError {
        message: format!("expected a node or a vary, found `{name}`"),
        at: expression.position(name).unwrap_or(0..0),
        hint: nearest(name, known).map(|near| format!("did you mean `{near}`?")),
    })
}
