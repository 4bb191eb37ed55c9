//! The order of causes: every node after what it depends on, or the circle that forbids it.

use super::{Dataset, Family};
use crate::expression::Expression;

/// What is drawn of a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Vertex {
    /// The value of a node, by position.
    Value(usize),
    /// Whether the value of a node comes on record.
    Known(usize),
}

impl Dataset {
    /// The vertices of the model: every node's value, and for those that can go missing,
    /// whether it is known.
    pub(crate) fn vertices(&self) -> Vec<Vertex> {
        let mut vertices: Vec<Vertex> =
            (0..self.nodes.len()).map(Vertex::Value).collect();
        for (position, node) in self.nodes.iter().enumerate() {
            if node.missing.is_some() {
                vertices.push(Vertex::Known(position));
            }
        }
        vertices
    }

    /// The formulas that decide a vertex.
    pub(crate) fn formulas(&self, vertex: Vertex) -> Vec<&Expression> {
        match vertex {
            Vertex::Value(position) => self.nodes[position].expressions().collect(),
            Vertex::Known(position) => {
                let missing = self.nodes[position].missing.as_ref();
                missing.map(|missing| &missing.parameter.expression).into_iter().collect()
            }
        }
    }

    /// Whether a node is a formula that can be missing in itself, because it reads what is
    /// only sometimes on record.
    pub(crate) fn may_be_blank(&self, position: usize) -> bool {
        let node = &self.nodes[position];
        node.family == Family::Formula
            && node.expressions().any(|formula| {
                formula.value_names() != formula.truth_names()
                    || formula.value_names().iter().any(|name| {
                        self.position(name).is_some_and(|parent| {
                            parent != position && self.may_be_blank(parent)
                        })
                    })
            })
    }

    /// The vertices that formulas read, each once, ascending.
    pub(crate) fn parents(&self, formulas: &[&Expression]) -> Vec<Vertex> {
        let mut parents = Vec::new();
        for formula in formulas {
            for name in formula.value_names() {
                if let Some(position) = self.position(name) {
                    parents.push(Vertex::Value(position));
                }
            }
            for name in formula.mask_names() {
                if let Some(position) = self.position(name)
                    && self.nodes[position].missing.is_some()
                {
                    parents.push(Vertex::Known(position));
                }
            }
        }
        parents.sort_unstable();
        parents.dedup();
        parents
    }
}

/// Orders vertices so that parents come first, in the order given otherwise; or the
/// circle, its first vertex again at the end.
pub(crate) fn order(
    vertices: &[Vertex],
    parents: &dyn Fn(Vertex) -> Vec<Vertex>,
) -> Result<Vec<Vertex>, Vec<Vertex>> {
    let mut ordered: Vec<Vertex> = Vec::with_capacity(vertices.len());
    let mut waiting: Vec<(Vertex, Vec<Vertex>)> =
        vertices.iter().map(|vertex| (*vertex, parents(*vertex))).collect();
    while !waiting.is_empty() {
        let before = ordered.len();
        waiting.retain(|(vertex, parents)| {
            let ready = parents.iter().all(|parent| ordered.contains(parent));
            if ready {
                ordered.push(*vertex);
            }
            !ready
        });
        if ordered.len() == before {
            return Err(circle(&waiting));
        }
    }
    Ok(ordered)
}

/// A circle among vertices each of which waits for another: follow the waiting until one
/// comes back.
fn circle(waiting: &[(Vertex, Vec<Vertex>)]) -> Vec<Vertex> {
    let mut path = vec![waiting[0].0];
    loop {
        let last = path[path.len() - 1];
        let next = waiting
            .iter()
            .find(|(vertex, _)| *vertex == last)
            .and_then(|(_, parents)| {
                parents.iter().find(|p| waiting.iter().any(|(vertex, _)| vertex == *p))
            })
            .copied()
            .unwrap_or(last);
        if let Some(start) = path.iter().position(|vertex| *vertex == next) {
            path.push(next);
            return path.split_off(start);
        }
        path.push(next);
    }
}
