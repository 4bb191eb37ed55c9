//! A dataset: a declared causal model of a clinic, and what of it is recorded.
//!
//! A dataset makes no patients: it says how they come about. It is read whole and checked
//! whole, so that one that could be read can also be generated from.

mod check;
mod cluster;
mod error;
mod fault;
mod feed;
mod graph;
mod node;
mod parse;
mod read_cluster;
mod read_fault;
mod read_feed;
mod read_node;
mod read_signal;
mod read_varies;
mod section;
mod varies;

pub use cluster::{Cluster, Per, RowCount};
pub use error::{SpecError, SpecProblem};
pub use fault::{Fault, FaultKind};
pub use feed::{Feed, OtherUnit, Reported};
pub use node::{Family, Mechanism, Missingness, Node, Parameter};
pub use parse::FORMAT;
pub use varies::{Draw, Variant, VariantError, Vary, drawn};

pub(crate) use check::kind_of;
pub(crate) use graph::{Vertex, order};

use crate::expression::Expression;

/// A declared causal model and its record.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Its name, such as `sepsis-ward`.
    pub name: String,
    /// Rises with every change that changes a cohort.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// What one row is, such as `admission`.
    pub row: String,
    /// The moment from which `available_at` counts, in words.
    pub prediction_time: String,
    /// The column that names a row.
    pub id: Id,
    /// What several rows have in common, where they do.
    pub cluster: Option<Cluster>,
    /// The node whose probability is the true risk.
    pub outcome: Option<String>,
    /// What a seed or key draws once for a variant.
    pub varies: Vec<Vary>,
    /// The nodes, in the order of the file.
    pub nodes: Vec<Node>,
    /// The faults, in the order of the file.
    pub faults: Vec<Fault>,
    /// What is sent of each row, where that is not the row itself.
    pub feed: Option<Feed>,
    /// Worlds whose outcome is part of the truth.
    pub worlds: Vec<World>,
}

/// A column of names, of rows or of clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id {
    /// The column's name.
    pub name: String,
    /// What stands before the digits.
    pub prefix: String,
    /// At least so many digits.
    pub digits: usize,
}

/// A world in which some nodes are set, the same patients otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Its name, such as `untreated`.
    pub name: String,
    /// Which nodes are set, and to what.
    pub set: Vec<(String, Expression)>,
}

impl Id {
    /// The ID of a row or cluster, counted from 0 in the cohort and from 1 in the ID.
    pub fn text(&self, place: u64) -> String {
        format!("{}{:0width$}", self.prefix, place + 1, width = self.digits)
    }
}

impl Dataset {
    /// The node of a name.
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.name == name)
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == name)
    }
}
