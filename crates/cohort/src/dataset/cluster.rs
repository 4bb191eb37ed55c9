//! A cluster: what several rows have in common, such as the patient of several stays.

use super::{Dataset, Id};

/// What rows are grouped by.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The column that says which cluster a row is of.
    pub id: Id,
    /// How many rows a cluster has.
    pub rows: RowCount,
}

/// How many rows a cluster has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowCount {
    /// Always so many.
    Always(u32),
    /// As the node of this name says, which is the same for all rows of a cluster.
    Node {
        /// The node's name.
        name: String,
        /// The upper end of its range.
        most: u32,
    },
}

/// What has one value of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// Each row.
    #[default]
    Row,
    /// Each cluster: the value stands in all of its rows.
    Cluster,
}

impl RowCount {
    /// The most rows that a cluster can have.
    pub fn most(&self) -> u32 {
        match self {
            Self::Always(rows) => *rows,
            Self::Node { most, .. } => *most,
        }
    }
}

impl Dataset {
    /// The most rows that a cluster can have; without clusters each row is one of its own.
    pub(crate) fn room(&self) -> u64 {
        self.cluster.as_ref().map_or(1, |cluster| u64::from(cluster.rows.most()))
    }
}
