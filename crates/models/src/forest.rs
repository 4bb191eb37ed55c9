//! A random forest: many trees, each grown from rows drawn anew, whose risks are averaged.
//!
//! Breiman's forest: each tree sees a bootstrap of the rows, each split only some columns,
//! drawn for it. A row's risk is the mean of its leaves' shares of events, not a vote, which
//! would be no risk. Each tree draws from its own stream of random numbers, so it is the
//! same whichever trees are grown beside it. Of equally good splits the one in the column drawn
//! first is taken: always the lowest would seem to matter more than it does, as equals are many
//! among few rows.
//!
//! Source: L. Breiman, "Random forests", Machine Learning 45:5-32 (2001); the mean of shares
//! instead of votes: J. Malley and others, "Probability machines", Methods of Information in
//! Medicine 51:74-81 (2012).

use medlab_metrics::random::Random;

use crate::tree::grower::{Grower, Growing, Row, levels};
use crate::tree::node;
use crate::tree::ranks::Ranks;
use crate::tree::shares;
use crate::{Bound, FitError, Impurity, Matrix, Node, outcomes};

/// How a forest is grown.
///
/// ```
/// use medlab_models::{Forest, Matrix};
///
/// let pressure: Vec<f64> = (0..100).map(|i| f64::from(90 + i * 7 % 60)).collect();
/// let shock: Vec<f64> = pressure.iter().map(|p| f64::from(*p < 100.0)).collect();
/// let matrix = Matrix::new(vec!["pressure".into()], vec![pressure])?;
/// let forest = Forest { trees: 20, ..Forest::default() };
/// let fitted = forest.fit(&matrix, &shock, 1)?;
/// assert!(fitted.predict(&matrix)[0] > 0.9);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forest {
    /// How many trees.
    pub trees: u32,
    /// How many questions may follow each other in a tree.
    pub depth: u32,
    /// The fewest different rows of a leaf.
    pub leaf: u32,
    /// How many columns are drawn for each split; 0 stands for the root of their number,
    /// rounded down, and more than there are for all of them.
    pub features: u32,
}

/// A forest that has been grown.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedForest {
    /// What each column is called.
    pub columns: Vec<String>,
    /// The nodes of each tree, as in [`FittedTree::nodes`](crate::FittedTree::nodes).
    pub trees: Vec<Vec<Node>>,
    /// The mean over the trees of each column's share of what the splits gained.
    pub importance: Vec<f64>,
    rows: usize,
    seed: u64,
}

impl Default for Forest {
    fn default() -> Self {
        Self { trees: 100, depth: 64, leaf: 5, features: 0 }
    }
}

impl Forest {
    /// What the settings may be. The depth of 64 is as good as none.
    pub const BOUNDS: [Bound; 4] = [
        Bound::whole("trees", 1, 1_000, 100),
        Bound::whole("depth", 1, 64, 64),
        Bound::whole("leaf", 1, 100_000, 5),
        Bound::whole("features", 0, 10_000, 0),
    ];

    /// Grows the forest from rows and their outcomes, 0 or 1.
    ///
    /// Refused where a setting is out of its bound, there are no rows or no columns
    /// (`empty`), rows and outcomes differ in number (`lengths`), there are fewer rows than
    /// two leaves need (`too_few`), an outcome is neither 0 nor 1 (`out_of_range`), or all
    /// are the same (`one_class`).
    ///
    /// # Panics
    /// With 2^26 rows or more.
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
        seed: u64,
    ) -> Result<FittedForest, FitError> {
        let settings = [self.trees, self.depth, self.leaf, self.features];
        Bound::check_all(&Self::BOUNDS, settings.map(f64::from))?;
        let events = outcomes::events(matrix, outcomes, self.leaf)?;
        let ranks = Ranks::of(matrix);
        let growing = Growing {
            columns: &ranks,
            depth: self.depth,
            leaf: self.leaf,
            impurity: Impurity::Gini,
            drawn: Some(self.drawn(ranks.len())),
        };
        let mut grower = Grower::new(growing, events.len());
        let mut importance = vec![0.0; ranks.len()];
        let mut trees = Vec::with_capacity(self.trees as usize);
        for tree in 0..u64::from(self.trees) {
            let (times, mut random) = draw(events.len(), seed, tree);
            let mut gained = vec![0.0; ranks.len()];
            let rows = bag(&times, &events);
            trees.push(grower.grow(rows, Some(&mut random), &mut gained));
            shares(&mut gained);
            importance.iter_mut().zip(gained).for_each(|(sum, gained)| *sum += gained);
        }
        shares(&mut importance);
        let columns = matrix.names().to_vec();
        Ok(FittedForest { columns, trees, importance, rows: events.len(), seed })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let drawn = self.drawn(columns) as f64;
        let (rows, columns) = (rows as f64, columns as f64);
        let levels = levels(rows, self.depth, self.leaf);
        rows * (60.0 * columns + f64::from(self.trees) * (20.0 + 8.0 * levels * drawn))
    }

    /// About how many nanoseconds it takes to predict so many rows, having learned from
    /// others.
    pub fn predict_work(&self, learned: usize, rows: usize, columns: usize) -> f64 {
        let levels = levels(learned as f64, self.depth, self.leaf);
        // The further down, the less of a tree is near at hand.
        let walk = 6.0 + levels * (1.2 + 0.25 * levels);
        rows as f64 * (2.0 * columns as f64 + f64::from(self.trees) * walk)
    }

    /// How many of so many columns are drawn for each split.
    fn drawn(&self, columns: usize) -> usize {
        match self.features {
            0 => columns.isqrt().max(1),
            features => columns.min(features as usize),
        }
    }
}

impl FittedForest {
    /// The risk of each row: the mean over the trees of the share of events in its leaf.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        let mut risks = node::sums(&self.trees, matrix, 0.0);
        let trees = self.trees.len() as f64;
        risks.iter_mut().for_each(|risk| *risk /= trees);
        risks
    }

    /// The risk of each row of the fit by those trees only that have not seen it, so that no
    /// row speaks of itself; none for a row that every tree has seen.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model or not as many rows as the fit.
    pub fn out_of_bag(&self, matrix: &Matrix) -> Vec<Option<f64>> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        assert_eq!(matrix.rows(), self.rows, "not the rows of the fit");
        let bags: Vec<Vec<u32>> = (0..self.trees.len() as u64)
            .map(|tree| draw(self.rows, self.seed, tree).0)
            .collect();
        let mut risks = Vec::with_capacity(self.rows);
        node::for_each_block(matrix, |block| {
            for row in block.rows() {
                let index = risks.len();
                let trees = self.trees.iter().zip(&bags);
                let unseen = trees.filter(|(_, times)| times[index] == 0);
                let (sum, count) =
                    unseen.fold((0.0, 0_u32), |(sum, count), (tree, _)| {
                        (sum + node::leaf(tree, row).value, count + 1)
                    });
                risks.push((count > 0).then(|| sum / f64::from(count)));
            }
        });
        risks
    }
}

/// How often each row is in a tree's bag, and the random numbers that follow.
fn draw(rows: usize, seed: u64, tree: u64) -> (Vec<u32>, Random) {
    let mut random = Random::stream(seed, tree);
    let mut times = vec![0; rows];
    for _ in 0..rows {
        times[random.below(rows as u32) as usize] += 1;
    }
    (times, random)
}

/// The rows of a bag.
fn bag(times: &[u32], events: &[bool]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(times.len());
    for (row, (times, event)) in times.iter().zip(events).enumerate() {
        let mut left = *times;
        while left > 0 {
            // More than a row can count is told in several rows; it happens in very few draws.
            let now = left.min(Row::MOST);
            rows.push(Row::new(row, now, *event));
            left -= now;
        }
    }
    rows
}
