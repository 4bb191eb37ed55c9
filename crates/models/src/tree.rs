//! A classification tree: questions asked one after the other, each about one column, until
//! a group of rows is left whose share of events is the risk.
//!
//! Grown as by Breiman and others (CART): each group is split where the two parts differ most.
//! Only the order of values matters, and everything compared is counted in whole numbers,
//! so the order of rows changes nothing. Of equally good splits the one in the lowest column
//! is taken, there the lowest. A mixed group is split even where no split helps by itself,
//! since the next one may.
//!
//! Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression
//! Trees" (1984).

pub(crate) mod grower;
pub(crate) mod node;
pub(crate) mod ranks;

use crate::tree::grower::{Grower, Growing, Row};
use crate::tree::ranks::Ranks;
use crate::{Bound, FitError, Matrix, Node, outcomes};

/// How a tree is grown.
///
/// ```
/// use medlab_models::{Matrix, Tree};
///
/// let age = vec![50.0, 60.0, 70.0, 80.0];
/// let matrix = Matrix::new(vec!["age".into()], vec![age])?;
/// let tree = Tree { leaf: 1, ..Tree::default() };
/// let fitted = tree.fit(&matrix, &[0.0, 0.0, 1.0, 1.0])?;
/// assert_eq!(fitted.predict(&matrix), [0.0, 0.0, 1.0, 1.0]);
/// assert_eq!(fitted.text(), "\
/// age <= 65: 4 rows, 0.500
///   yes: 2 rows, 0.000
///   no: 2 rows, 1.000
/// ");
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree {
    /// How many questions may follow each other.
    pub depth: u32,
    /// The fewest rows of a leaf.
    pub leaf: u32,
    /// What a split is to lessen.
    pub impurity: Impurity,
}

/// How mixed the outcomes of a group are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Impurity {
    /// Gini's: how often two rows drawn from the group differ.
    #[default]
    Gini,
    /// The log loss of the group's share of events, its entropy.
    LogLoss,
}

/// A tree that has been grown.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedTree {
    /// What each column is called.
    pub columns: Vec<String>,
    /// The nodes, of which the first is the root. A node's [`Split`](crate::Split) says where
    /// its two parts are.
    pub nodes: Vec<Node>,
    /// How much of all that the splits gained was gained in each column; the sum is 1, or 0
    /// where no split gained anything.
    pub importance: Vec<f64>,
}

impl Default for Tree {
    fn default() -> Self {
        Self { depth: 4, leaf: 20, impurity: Impurity::Gini }
    }
}

impl Tree {
    /// What the settings may be. The depth of 64 is as good as none.
    pub const BOUNDS: [Bound; 2] =
        [Bound::whole("depth", 1, 64, 4), Bound::whole("leaf", 1, 100_000, 20)];

    /// Grows the tree from rows and their outcomes, 0 or 1.
    ///
    /// Refused where [`Forest::fit`](crate::Forest::fit) is.
    ///
    /// # Panics
    /// With 2^26 rows or more.
    pub fn fit(&self, matrix: &Matrix, outcomes: &[f64]) -> Result<FittedTree, FitError> {
        Bound::check_all(&Self::BOUNDS, [self.depth, self.leaf].map(f64::from))?;
        let events = outcomes::events(matrix, outcomes, self.leaf)?;
        let ranks = Ranks::of(matrix);
        let growing = Growing {
            columns: &ranks,
            depth: self.depth,
            leaf: self.leaf,
            impurity: self.impurity,
            drawn: None,
        };
        let rows = events.iter().enumerate();
        let rows = rows.map(|(row, event)| Row::new(row, 1, *event)).collect();
        let mut importance = vec![0.0; ranks.len()];
        let nodes = Grower::new(growing, events.len()).grow(rows, None, &mut importance);
        shares(&mut importance);
        Ok(FittedTree { columns: matrix.names().to_vec(), nodes, importance })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        let levels = grower::levels(rows, self.depth, self.leaf);
        rows * columns * (40.0 + 10.0 * levels)
    }

    /// About how many nanoseconds it takes to predict so many rows, having learned from
    /// others.
    pub fn predict_work(&self, learned: usize, rows: usize, columns: usize) -> f64 {
        let levels = grower::levels(learned as f64, self.depth, self.leaf);
        rows as f64 * (1.2 * columns as f64 + 2.5 * levels)
    }
}

impl FittedTree {
    /// The risk of each row: the share of events in its leaf.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        node::sums(core::slice::from_ref(&self.nodes), matrix, 0.0)
    }

    /// The tree in words, a line a node.
    pub fn text(&self) -> String {
        node::text(&self.nodes, &self.columns)
    }
}

/// Turns numbers into their shares of the sum, where that is not 0.
pub(crate) fn shares(gained: &mut [f64]) {
    let total: f64 = gained.iter().sum();
    if total > 0.0 {
        gained.iter_mut().for_each(|gained| *gained /= total);
    }
}
