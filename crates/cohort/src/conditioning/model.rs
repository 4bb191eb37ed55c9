//! Which vertices of a dataset matter for what is wanted, given which are observed.

use std::collections::{BTreeMap, BTreeSet};

use crate::column::Kind;
use crate::dataset::{Dataset, Family, Node, Variant, Vertex, kind_of, order};
use crate::expression::{Bound, Expression, Meaning, OnRecord};
use crate::generate::GenerationError;

/// Which vertices are observed in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Observed(pub(crate) BTreeSet<Vertex>);

/// What is wanted of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The probability that a flag is yes.
    Probability(usize),
    /// How probable the row is, compared with rows that differ in a node's value.
    Evidence(usize),
}

/// What has to be evaluated for one pattern of observed vertices.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The buffers filled from the rows.
    pub(crate) given: Vec<usize>,
    /// What is not observed and matters, parents first.
    pub(crate) hidden: Vec<Term>,
    /// What is observed and bears on what is hidden.
    pub(crate) factors: Vec<Term>,
    /// The probability that is wanted, if one is.
    pub(crate) target: Option<Term>,
    pub(crate) buffers: usize,
}

/// A count with more levels than this is summed over cells.
const FEW: usize = 32;

/// A vertex with its bound parameters.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) vertex: Vertex,
    pub(crate) family: Family,
    pub(crate) parameters: Vec<Bound>,
    pub(crate) range: Option<(f64, f64)>,
    /// The width of a recorded step; 0 for full precision.
    pub(crate) step: f64,
}

impl Term {
    /// The buffer of its value.
    pub(crate) fn buffer(&self, nodes: usize) -> usize {
        buffer(self.vertex, nodes)
    }

    /// The value of a level: of a count, its range's lower end and what comes after it.
    pub(crate) fn value_of(&self, level: usize) -> f64 {
        match (self.family, self.range) {
            (Family::Poisson, Some((low, _))) => low + level as f64,
            _ => level as f64,
        }
    }

    pub(crate) fn is_formula(&self) -> bool {
        self.family == Family::Formula
    }

    /// How many levels, for what has a few: a count within narrow ends, too.
    pub(crate) fn levels(&self) -> Option<usize> {
        match self.family {
            Family::BernoulliLogit | Family::BernoulliProbability => Some(2),
            Family::Categorical => Some(self.parameters.len()),
            Family::Poisson => {
                let (low, high) = self.range?;
                Some((high - low) as usize + 1).filter(|levels| *levels <= FEW)
            }
            _ => None,
        }
    }
}

fn buffer(vertex: Vertex, nodes: usize) -> usize {
    match vertex {
        Vertex::Value(node) => node,
        Vertex::Known(node) => nodes + node,
    }
}

impl Model {
    pub(crate) fn new(
        dataset: &Dataset,
        variant: &Variant,
        observed: &Observed,
        unrecorded: &BTreeSet<usize>,
        wanted: Wanted,
    ) -> Result<Self, GenerationError> {
        let nodes = dataset.nodes.len();
        let parents = |vertex| dataset.parents(&dataset.formulas(vertex));
        // The dataset's reader has seen to it that there is no circle.
        let ordered = order(&dataset.vertices(), &parents).unwrap_or_default();
        let mut terms = BTreeMap::new();
        for vertex in &ordered {
            terms.insert(*vertex, term(dataset, variant, *vertex, unrecorded)?);
        }
        let graph = Graph { nodes, terms: &terms, observed: &observed.0 };
        let (target, mut needed) = match wanted {
            Wanted::Probability(node) => {
                let target = terms.get(&Vertex::Value(node)).cloned();
                let needed = target.iter().flat_map(|t| graph.hidden_above(t)).collect();
                (target, needed)
            }
            Wanted::Evidence(_) => (None, BTreeSet::new()),
        };
        let mut factors = BTreeSet::new();
        if let Wanted::Evidence(node) = wanted {
            let own = Vertex::Value(node);
            for vertex in observed.0.iter().filter(|v| **v == own || graph.reads(v, own))
            {
                factors.insert(*vertex);
                needed.extend(graph.hidden_above(&terms[vertex]));
            }
        }
        // What is observed and shares a hidden cause with what is needed, and the hidden
        // causes that it brings, until nothing new comes.
        loop {
            let before = (needed.len(), factors.len());
            for vertex in &observed.0 {
                let above = graph.hidden_above(&terms[vertex]);
                if !above.is_disjoint(&needed) {
                    factors.insert(*vertex);
                    needed.extend(above);
                }
            }
            if (needed.len(), factors.len()) == before {
                break;
            }
        }
        let in_order = |chosen: &dyn Fn(&Vertex) -> bool| -> Vec<Term> {
            ordered.iter().filter(|v| chosen(v)).map(|v| terms[v].clone()).collect()
        };
        let factors = in_order(&|vertex| factors.contains(vertex));
        let mut used: Vec<Term> = factors.clone();
        used.extend(target.clone());
        let hidden = graph.with_formulas(needed, &used);
        let hidden = in_order(&|vertex| hidden.contains(vertex));
        let mut given = BTreeSet::new();
        for term in hidden.iter().chain(&used) {
            for column in term.parameters.iter().flat_map(Bound::columns) {
                given.insert(column);
            }
        }
        given.extend(factors.iter().map(|factor| factor.buffer(nodes)));
        for term in &hidden {
            given.remove(&term.buffer(nodes));
        }
        Ok(Self {
            given: given.into_iter().collect(),
            hidden,
            factors,
            target,
            buffers: nodes * 2,
        })
    }
}

struct Graph<'a> {
    nodes: usize,
    terms: &'a BTreeMap<Vertex, Term>,
    observed: &'a BTreeSet<Vertex>,
}

impl Graph<'_> {
    fn vertex(&self, column: usize) -> Vertex {
        if column < self.nodes {
            Vertex::Value(column)
        } else {
            Vertex::Known(column - self.nodes)
        }
    }

    fn parents(&self, term: &Term) -> Vec<Vertex> {
        let columns = term.parameters.iter().flat_map(Bound::columns);
        columns.map(|column| self.vertex(column)).collect()
    }

    /// The hidden vertices of chance on which a term depends through hidden ones.
    fn hidden_above(&self, term: &Term) -> BTreeSet<Vertex> {
        let mut found = BTreeSet::new();
        let mut waiting = self.parents(term);
        let mut seen = BTreeSet::new();
        while let Some(vertex) = waiting.pop() {
            if self.observed.contains(&vertex) || !seen.insert(vertex) {
                continue;
            }
            let Some(parent) = self.terms.get(&vertex) else { continue };
            if parent.family != Family::Formula {
                found.insert(vertex);
            }
            waiting.extend(self.parents(parent));
        }
        found
    }

    /// Whether a vertex reads another, directly or through hidden formulas.
    fn reads(&self, vertex: &Vertex, other: Vertex) -> bool {
        let mut waiting = self.parents(&self.terms[vertex]);
        let mut seen = BTreeSet::new();
        while let Some(parent) = waiting.pop() {
            if parent == other {
                return true;
            }
            if self.observed.contains(&parent) || !seen.insert(parent) {
                continue;
            }
            if let Some(term) = self.terms.get(&parent) {
                waiting.extend(self.parents(term));
            }
        }
        false
    }

    /// The needed vertices and the hidden formulas between them and the terms.
    fn with_formulas(
        &self,
        needed: BTreeSet<Vertex>,
        terms: &[Term],
    ) -> BTreeSet<Vertex> {
        let mut waiting: Vec<Vertex> =
            terms.iter().flat_map(|t| self.parents(t)).collect();
        waiting.extend(needed.iter().flat_map(|v| self.parents(&self.terms[v])));
        let mut all = needed;
        while let Some(vertex) = waiting.pop() {
            let Some(term) = self.terms.get(&vertex) else { continue };
            let formula = term.family == Family::Formula;
            if formula && !self.observed.contains(&vertex) && all.insert(vertex) {
                waiting.extend(self.parents(term));
            }
        }
        all
    }
}

fn term(
    dataset: &Dataset,
    variant: &Variant,
    vertex: Vertex,
    unrecorded: &BTreeSet<usize>,
) -> Result<Term, GenerationError> {
    let (Vertex::Value(position) | Vertex::Known(position)) = vertex;
    let node = &dataset.nodes[position];
    let (family, formulas): (Family, Vec<&Expression>) = match (vertex, &node.missing) {
        (Vertex::Known(_), Some(missing)) => {
            (missing.family, vec![&missing.parameter.expression])
        }
        _ => (node.family, node.expressions().collect()),
    };
    let is_value = matches!(vertex, Vertex::Value(_));
    let mut parameters = Vec::new();
    for formula in formulas {
        let bound = bind(dataset, variant, formula, unrecorded)?;
        parameters.push(match &node.kind {
            Kind::Category { levels } if is_value => bound.with_levels(levels),
            _ => bound,
        });
    }
    Ok(Term {
        vertex,
        family,
        parameters,
        range: if is_value { node.range } else { None },
        step: if is_value { step(node) } else { 0.0 },
    })
}

fn step(node: &Node) -> f64 {
    match node.kind {
        Kind::Number { decimals: Some(decimals) } => 1.0 / crate::round::scale(decimals),
        Kind::Time { .. } => 1.0 / 60.0,
        _ => 0.0,
    }
}

/// Binds a formula, knowing which nodes are not on record in this pattern.
fn bind(
    dataset: &Dataset,
    variant: &Variant,
    formula: &Expression,
    unrecorded: &BTreeSet<usize>,
) -> Result<Bound, GenerationError> {
    let meaning = |name: &str| {
        if let Some(scalar) = variant.scalars().get(name) {
            return Some(Meaning::Constant(scalar.clone()));
        }
        let values = dataset.position(name)?;
        let node = &dataset.nodes[values];
        let known = match node.missing {
            Some(_) if unrecorded.contains(&values) => OnRecord::Never,
            Some(_) => OnRecord::Column(dataset.nodes.len() + values),
            None => OnRecord::UnlessNan,
        };
        Some(Meaning::Column { values, kind: kind_of(&node.kind), known })
    };
    formula.bind(&meaning).map_err(|error| GenerationError::Formula {
        formula: formula.source().to_owned(),
        error,
    })
}
