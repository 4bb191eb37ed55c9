//! A grower of boosted trees: always splits the leaf whose best split gains most.

use core::num::NonZeroU32;

use crate::boosting::bins::Bins;
use crate::boosting::histogram::{Histogram, Scale, Sums};
use crate::{Boosting, Node, Split};

/// The least sum of second derivatives of a leaf: where it is less, all rows are certain, and
/// the step would be the quotient of two roundings.
const LEAST_CURVATURE: f64 = 1e-3;
/// Less gain than this is rounding.
const LEAST_GAIN: f64 = 1e-10;

/// Grows trees, one after the other, in the same memory.
pub(crate) struct Grower<'a> {
    settings: Boosting,
    columns: &'a [Bins],
    scale: Scale,
    /// The rows, those of a leaf side by side.
    rows: Vec<u32>,
    above: Vec<u32>,
    /// What the rows of a leaf add, in their order.
    added: Vec<Sums>,
    free: Vec<Histogram>,
}

/// A leaf that may still be split.
struct Leaf {
    node: usize,
    first: usize,
    sums: Sums,
    /// None where it is too small to be split.
    histogram: Option<Histogram>,
    best: Option<Best>,
}

/// The best split of a leaf.
#[derive(Clone, Copy)]
struct Best {
    gain: f64,
    column: usize,
    bin: u8,
    below: Sums,
}

/// A grown tree and which rows came to which leaf.
pub(crate) struct Grown {
    pub(crate) nodes: Vec<Node>,
    /// Each leaf's step, first place and number of rows, in [`Grower::rows`].
    pub(crate) leaves: Vec<(f64, usize, usize)>,
}

impl<'a> Grower<'a> {
    pub(crate) fn new(settings: Boosting, columns: &'a [Bins], rows: usize) -> Self {
        Self {
            settings,
            columns,
            scale: Scale::new(rows),
            rows: (0..rows as u32).collect(),
            above: vec![0; rows],
            added: vec![Sums::default(); rows],
            free: Vec::new(),
        }
    }

    pub(crate) fn scale(&self) -> Scale {
        self.scale
    }

    /// The rows, in the order to which the places of a tree's leaves refer.
    pub(crate) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Grows a tree from what each row adds to the sums; what its splits gain is added to
    /// the importance of their columns.
    pub(crate) fn grow(&mut self, added: &[Sums], importance: &mut [f64]) -> Grown {
        let mut all = Sums::default();
        added.iter().for_each(|row| all += *row);
        let mut nodes = vec![self.node(all)];
        let mut histogram = self.histogram();
        self.fill(&mut histogram, 0, self.rows.len(), added);
        let mut leaves = vec![self.leaf(0, 0, all, Some(histogram))];
        while leaves.len() < self.settings.leaves as usize {
            let Some((index, best)) = most_gain(&leaves) else {
                break;
            };
            let Leaf { node, first, sums, histogram, .. } = leaves.swap_remove(index);
            importance[best.column] += best.gain;
            let column = &self.columns[best.column];
            let (below, above) = (best.below, sums - best.below);
            let middle = first + self.scale.rows(below) as usize;
            let last = first + self.scale.rows(sums) as usize;
            self.part(first, last, &column.of_rows, best.bin);
            let (low, high) = self.histograms(histogram, first, middle, last, added);
            nodes[node].split = Some(Split {
                threshold: column.edges[best.bin as usize],
                column: best.column as u32,
                above: NonZeroU32::new(nodes.len() as u32 + 1).unwrap_or(NonZeroU32::MIN),
            });
            let next = nodes.len();
            nodes.push(self.node(below));
            nodes.push(self.node(above));
            leaves.push(self.leaf(next, first, below, low));
            leaves.push(self.leaf(next + 1, middle, above, high));
        }
        let mut places = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            self.free.extend(leaf.histogram);
            let rows = self.scale.rows(leaf.sums) as usize;
            places.push((nodes[leaf.node].value, leaf.first, rows));
        }
        Grown { nodes: in_order(&nodes), leaves: places }
    }

    /// A node with these sums, not split.
    fn node(&self, sums: Sums) -> Node {
        let curvature = self.scale.second(sums);
        let step = -self.scale.first(sums) / (curvature + self.settings.l2);
        let value =
            if curvature < LEAST_CURVATURE { 0.0 } else { self.settings.rate * step };
        Node { value, rows: self.scale.rows(sums), split: None }
    }

    fn leaf(
        &mut self,
        node: usize,
        first: usize,
        sums: Sums,
        histogram: Option<Histogram>,
    ) -> Leaf {
        let best = histogram.as_ref().and_then(|histogram| self.best(histogram, sums));
        Leaf { node, first, sums, histogram, best }
    }

    /// The histograms of both parts of a leaf, the smaller one's made from its rows and the
    /// other's by subtraction.
    fn histograms(
        &mut self,
        whole: Option<Histogram>,
        first: usize,
        middle: usize,
        last: usize,
        added: &[Sums],
    ) -> (Option<Histogram>, Option<Histogram>) {
        let Some(mut whole) = whole else {
            return (None, None);
        };
        let can_split = |rows: usize| rows >= 2 * self.settings.leaf as usize;
        let below_is_less = middle - first <= last - middle;
        let (less, more) = if below_is_less {
            ((first, middle), (middle, last))
        } else {
            ((middle, last), (first, middle))
        };
        if !can_split(more.1 - more.0) {
            self.free.push(whole);
            return (None, None);
        }
        let mut part = self.histogram();
        self.fill(&mut part, less.0, less.1, added);
        whole.subtract(self.columns, &part);
        let part = if less.1 - less.0 >= 2 * self.settings.leaf as usize {
            Some(part)
        } else {
            self.free.push(part);
            None
        };
        if below_is_less { (part, Some(whole)) } else { (Some(whole), part) }
    }

    fn histogram(&mut self) -> Histogram {
        self.free.pop().unwrap_or_else(|| Histogram::new(self.columns.len()))
    }

    fn fill(&mut self, into: &mut Histogram, first: usize, last: usize, added: &[Sums]) {
        let rows = &self.rows[first..last];
        let ordered = &mut self.added[..rows.len()];
        for (place, row) in ordered.iter_mut().zip(rows) {
            *place = added[*row as usize];
        }
        into.fill(self.columns, rows, ordered);
    }

    /// The best split of a leaf, of equally good ones that in the lowest column and there
    /// the lowest.
    fn best(&self, histogram: &Histogram, sums: Sums) -> Option<Best> {
        let Boosting { leaf, l2, .. } = self.settings;
        let scale = self.scale;
        let (first, second) = (scale.first(sums), scale.second(sums));
        let before = first * first / (second + l2);
        let mut best: Option<Best> = None;
        let mut most = before + LEAST_GAIN;
        for (index, column) in self.columns.iter().enumerate() {
            let mut below = Sums::default();
            for (bin, added) in
                histogram.column(index)[..column.edges.len()].iter().enumerate()
            {
                // Where there is no row the split is the one before.
                if *added == Sums::default() {
                    continue;
                }
                below += *added;
                let rows = scale.rows(below);
                if rows < leaf {
                    continue;
                }
                if scale.rows(sums) - rows < leaf {
                    break;
                }
                let (first_below, second_below) =
                    (scale.first(below), scale.second(below));
                let (first_above, second_above) =
                    (first - first_below, second - second_below);
                if second_below < LEAST_CURVATURE || second_above < LEAST_CURVATURE {
                    continue;
                }
                // Two quotients on one denominator, and that on the other side: to divide
                // takes longer than all the rest.
                let (lower, upper) = (second_below + l2, second_above + l2);
                let numerator =
                    first_below * first_below * upper + first_above * first_above * lower;
                if numerator > most * (lower * upper) {
                    most = numerator / (lower * upper);
                    let gain = most - before;
                    best = Some(Best { gain, column: index, bin: bin as u8, below });
                }
            }
        }
        best
    }

    /// Moves the rows up to a bin before those above it, each in the order they were.
    fn part(&mut self, first: usize, last: usize, of_rows: &[u8], bin: u8) {
        let rows = &mut self.rows[first..last];
        let (mut below, mut above) = (0, 0);
        for index in 0..rows.len() {
            let row = rows[index];
            rows[below] = row;
            self.above[above] = row;
            let is_above = usize::from(of_rows[row as usize] > bin);
            below += 1 - is_above;
            above += is_above;
        }
        rows[below..].copy_from_slice(&self.above[..above]);
    }
}

/// The leaf whose best split gains most, of equals the first made.
fn most_gain(leaves: &[Leaf]) -> Option<(usize, Best)> {
    let mut most: Option<(usize, Best)> = None;
    for (index, leaf) in leaves.iter().enumerate() {
        let Some(best) = leaf.best else {
            continue;
        };
        let better = most.is_none_or(|(other, held)| {
            best.gain > held.gain
                || best.gain >= held.gain && leaf.node < leaves[other].node
        });
        if better {
            most = Some((index, best));
        }
    }
    most
}

/// The nodes in the order in which a node of those below follows the split one; they come
/// as pairs side by side.
fn in_order(pairs: &[Node]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(pairs.len());
    let mut open: Vec<(usize, Option<usize>)> = vec![(0, None)];
    while let Some((from, above_of)) = open.pop() {
        let at = nodes.len();
        if let Some(split) = above_of.and_then(|of| nodes[of].split.as_mut()) {
            split.above = NonZeroU32::new(at as u32).unwrap_or(NonZeroU32::MIN);
        }
        nodes.push(pairs[from]);
        if let Some(split) = pairs[from].split {
            let above = split.above.get() as usize;
            open.push((above, Some(at)));
            open.push((above - 1, None));
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_without_curvature_takes_no_step() {
        let grower = Grower::new(Boosting { rate: 1.0, ..Boosting::default() }, &[], 4);
        let step = |first, second| grower.node(grower.scale.sums(first, second)).value;
        assert_eq!((step(0.0, 0.0), step(1e-9, 1e-9), step(-0.5, 0.25)), (0.0, 0.0, 2.0));
    }
}
