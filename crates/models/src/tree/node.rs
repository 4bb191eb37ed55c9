//! A node of a fitted tree, and the way of a row from the root to its leaf.

use core::num::NonZeroU32;

use crate::Matrix;

/// A group of rows: a leaf, or a group that is split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// What the group says: in a classification tree the share of events, in a boosted tree
    /// what is added to the logit of the risk.
    pub value: f64,
    /// How many rows came here in the fit; a row drawn twice counts twice.
    pub rows: u32,
    /// The question that splits the group; none in a leaf.
    pub split: Option<Split>,
}

/// A question: is the value in this column at most the threshold?
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The threshold, halfway between two neighbouring values of the group.
    pub threshold: f64,
    /// The column's index.
    pub column: u32,
    /// Where the node of those above the threshold is. The node of those at most at it
    /// follows the split one at once.
    pub above: NonZeroU32,
}

/// Some rows of a matrix, each of them contiguous.
pub(crate) struct Block {
    values: Vec<f64>,
    columns: usize,
}

impl Block {
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.columns)
    }
}

/// Turns the matrix into blocks of rows, one after the other, and hands on each: a row's way
/// through many trees is short where its values lie side by side.
pub(crate) fn for_each_block(matrix: &Matrix, mut work: impl FnMut(&Block)) {
    const ROWS: usize = 256;
    let columns = matrix.columns().len();
    let mut block = Block { values: vec![0.0; ROWS * columns], columns };
    for first in (0..matrix.rows()).step_by(ROWS) {
        let rows = ROWS.min(matrix.rows() - first);
        block.values.truncate(rows * columns);
        for (index, column) in matrix.columns().iter().enumerate() {
            let places = block.values[index..].iter_mut().step_by(columns);
            for (place, value) in places.zip(&column[first..first + rows]) {
                *place = *value;
            }
        }
        work(&block);
    }
}

/// The sum over trees of the value of each row's leaf, from a start.
pub(crate) fn sums(trees: &[Vec<Node>], matrix: &Matrix, start: f64) -> Vec<f64> {
    let mut sums = vec![start; matrix.rows()];
    let mut rest = sums.as_mut_slice();
    for_each_block(matrix, |block| {
        let (now, later) = core::mem::take(&mut rest).split_at_mut(block.rows().count());
        for nodes in trees {
            for (sum, row) in now.iter_mut().zip(block.rows()) {
                *sum += leaf(nodes, row).value;
            }
        }
        rest = later;
    });
    sums
}

/// The leaf to which a row comes.
#[inline]
pub(crate) fn leaf<'a>(nodes: &'a [Node], row: &[f64]) -> &'a Node {
    let mut at = 0;
    while let Some(split) = nodes[at].split {
        let below = row[split.column as usize] <= split.threshold;
        at = if below { at + 1 } else { split.above.get() as usize };
    }
    &nodes[at]
}

/// The threshold between two values: halfway, but never as high as the higher one.
pub(crate) fn halfway(low: f64, high: f64) -> f64 {
    // Halves first: the sum of two large numbers would be infinite.
    let middle = low / 2.0 + high / 2.0;
    if (low..high).contains(&middle) { middle } else { low }
}

/// The nodes in words, a line each.
pub(crate) fn text(nodes: &[Node], names: &[String]) -> String {
    let mut lines = String::new();
    // The nodes stand in the order in which they are told: a part below before one above.
    let mut open: Vec<(usize, usize, &str)> = vec![(0, 0, "")];
    while let Some((at, depth, answer)) = open.pop() {
        let node = &nodes[at];
        lines.push_str(&"  ".repeat(depth));
        lines.push_str(answer);
        if let Some(split) = node.split {
            let name = &names[split.column as usize];
            lines.push_str(&format!("{name} <= {}: ", split.threshold));
            open.push((split.above.get() as usize, depth + 1, "no: "));
            open.push((at + 1, depth + 1, "yes: "));
        }
        lines.push_str(&format!("{} rows, {:.3}\n", node.rows, node.value));
    }
    lines
}
