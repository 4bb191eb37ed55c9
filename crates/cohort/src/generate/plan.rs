//! A plan: the vertices of a model in the order of causes, with their formulas bound.

use super::GenerationError;
use crate::column::Kind;
use crate::dataset::{Dataset, Family, Per, Variant, Vertex, kind_of, order};
use crate::expression::{Bound, Expression, Meaning, OnRecord};
use crate::nearest::nearest;

/// The steps that make a block of patients.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
}

/// How one vertex is drawn, and into which buffer.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) vertex: Vertex,
    pub(crate) per: Per,
    pub(crate) family: Family,
    pub(crate) parameters: Vec<Bound>,
    /// The names of the parameters, for errors.
    pub(crate) names: Vec<&'static str>,
    /// The stream's label.
    pub(crate) label: String,
    /// What the drawn value is replaced by.
    pub(crate) interventions: Vec<Bound>,
    pub(crate) range: Option<(f64, f64)>,
    pub(crate) rounding: Rounding,
    /// Whether the value may be missing in itself: a formula over the record.
    pub(crate) may_be_blank: bool,
}

/// How a value is rounded when drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    None,
    Decimals(u32),
    Minute,
}

/// How many buffers a block has: of each node its value, whether that is on record, the
/// probability that it is not, and the probability of yes where it is a flag.
pub(crate) fn buffers(dataset: &Dataset) -> usize {
    dataset.nodes.len() * 4
}

/// The buffer that says whether a node's value is on record.
pub(crate) fn mask(dataset: &Dataset, node: usize) -> usize {
    dataset.nodes.len() + node
}

/// The buffer of the probability that a node's value is not on record.
pub(crate) fn missing_probability(dataset: &Dataset, node: usize) -> usize {
    dataset.nodes.len() * 2 + node
}

/// The buffer of the probability that a flag is yes.
pub(crate) fn probability(dataset: &Dataset, node: usize) -> usize {
    dataset.nodes.len() * 3 + node
}

/// Binds a formula to the buffers of a block.
pub(crate) fn bind(
    dataset: &Dataset,
    variant: &Variant,
    formula: &Expression,
) -> Result<Bound, GenerationError> {
    let meaning = |name: &str| {
        if let Some(scalar) = variant.scalars().get(name) {
            return Some(Meaning::Constant(scalar.clone()));
        }
        let values = dataset.position(name)?;
        let node = &dataset.nodes[values];
        let known = match node.missing {
            Some(_) => OnRecord::Column(mask(dataset, values)),
            None => OnRecord::UnlessNan,
        };
        Some(Meaning::Column { values, kind: kind_of(&node.kind), known })
    };
    formula.bind(&meaning).map_err(|error| GenerationError::Formula {
        formula: formula.source().to_owned(),
        error,
    })
}

impl Plan {
    /// The plan of a dataset under interventions; with a target, only what it needs.
    pub(crate) fn new(
        dataset: &Dataset,
        variant: &Variant,
        interventions: &[(String, Expression)],
        target: Option<&str>,
    ) -> Result<Self, GenerationError> {
        for (name, _) in interventions {
            if dataset.node(name).is_none() {
                let known = dataset.nodes.iter().map(|node| node.name.as_str());
                return Err(GenerationError::UnknownNode {
                    name: name.clone(),
                    nearest: nearest(name, known).map(str::to_owned),
                });
            }
        }
        let set = |vertex: Vertex| {
            interventions.iter().filter(move |(name, _)| match vertex {
                Vertex::Value(position) => dataset.nodes[position].name == *name,
                Vertex::Known(_) => false,
            })
        };
        let parents = |vertex: Vertex| {
            let mut parents = dataset.parents(&dataset.formulas(vertex));
            let formulas: Vec<&Expression> = set(vertex).map(|(_, f)| f).collect();
            // A set node may name itself: the value it would have had.
            parents
                .extend(dataset.parents(&formulas).into_iter().filter(|p| *p != vertex));
            parents
        };
        let mut ordered = order(&dataset.vertices(), &parents).map_err(|_| {
            // Without interventions there is no circle, so one of them made it.
            let last = interventions.last();
            GenerationError::Circle {
                node: last.map(|(node, _)| node.clone()).unwrap_or_default(),
                formula: last.map(|(_, f)| f.source().to_owned()).unwrap_or_default(),
            }
        })?;
        if let Some(target) = target.and_then(|name| dataset.position(name)) {
            let mut needed = vec![Vertex::Value(target)];
            let mut next = 0;
            while let Some(vertex) = needed.get(next).copied() {
                for parent in parents(vertex) {
                    if !needed.contains(&parent) {
                        needed.push(parent);
                    }
                }
                next += 1;
            }
            ordered.retain(|vertex| needed.contains(vertex));
        }
        let mut steps = Vec::with_capacity(ordered.len());
        for vertex in ordered {
            let mut step = Step::new(dataset, variant, vertex)?;
            for (name, formula) in set(vertex) {
                let bound = bind(dataset, variant, formula)?;
                if let Some(node) = dataset.node(name) {
                    step.interventions.push(recode(bound, node, true));
                }
            }
            steps.push(step);
        }
        Ok(Self { steps })
    }
}

impl Step {
    fn new(
        dataset: &Dataset,
        variant: &Variant,
        vertex: Vertex,
    ) -> Result<Self, GenerationError> {
        let (Vertex::Value(position) | Vertex::Known(position)) = vertex;
        let node = &dataset.nodes[position];
        let missing = node.missing.as_ref();
        let (family, parameters, label) = match (vertex, missing) {
            (Vertex::Known(_), Some(missing)) => (
                missing.family,
                std::slice::from_ref(&missing.parameter),
                format!("missing:{}", node.name),
            ),
            _ => (node.family, node.parameters.as_slice(), format!("node:{}", node.name)),
        };
        let is_value = matches!(vertex, Vertex::Value(_));
        let rounding = match node.kind {
            Kind::Number { decimals: Some(decimals) } if is_value => {
                Rounding::Decimals(decimals)
            }
            Kind::Time { .. } if is_value => Rounding::Minute,
            _ => Rounding::None,
        };
        let mut bound = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            bound.push(recode(
                bind(dataset, variant, &parameter.expression)?,
                node,
                is_value,
            ));
        }
        Ok(Self {
            vertex,
            per: node.per,
            family,
            parameters: bound,
            names: parameters.iter().map(|parameter| parameter.name).collect(),
            label,
            interventions: Vec::new(),
            range: if is_value { node.range } else { None },
            rounding,
            may_be_blank: is_value && dataset.may_be_blank(position),
        })
    }
}

/// A formula that gives texts, in the node's own order of levels.
fn recode(bound: Bound, node: &crate::dataset::Node, is_value: bool) -> Bound {
    match &node.kind {
        Kind::Category { levels } if is_value => bound.with_levels(levels),
        _ => bound,
    }
}
