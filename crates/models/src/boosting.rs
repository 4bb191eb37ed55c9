//! Boosting: small trees one after the other, each a step from the risks so far towards the
//! outcomes.
//!
//! A round fits a tree to the derivatives of the log loss and adds a part of what it says to
//! the logit of each risk. The algorithm is that of LightGBM and of scikit-learn's
//! `HistGradientBoostingClassifier`: columns in at most 255 bins, the leaf that gains most is
//! split next, Newton's step in each leaf. Derivatives are rounded to whole numbers before
//! they are summed, so the order of rows changes no sum, and with it no tree.
//!
//! Source: J. Friedman, "Greedy function approximation: a gradient boosting machine", Annals
//! of Statistics 29:1189-1232 (2001); G. Ke and others, "LightGBM: a highly efficient gradient
//! boosting decision tree", Advances in Neural Information Processing Systems 30 (2017).

mod bins;
mod grower;
mod histogram;

use medlab_metrics::logistic::{expit, logit};

use crate::boosting::bins::Bins;
use crate::boosting::grower::Grower;
use crate::boosting::histogram::Sums;
use crate::tree::{node, shares};
use crate::{Bound, FitError, Matrix, Node, outcomes};

/// How trees are boosted.
///
/// ```
/// use medlab_models::{Boosting, Matrix};
///
/// let lactate: Vec<f64> = (0..100).map(|i| f64::from(i * 7 % 50) / 10.0).collect();
/// let died: Vec<f64> = lactate.iter().map(|value| f64::from(*value > 4.0)).collect();
/// let matrix = Matrix::new(vec!["lactate".into()], vec![lactate])?;
/// let boosting = Boosting { leaf: 10, ..Boosting::default() };
/// let fitted = boosting.fit(&matrix, &died, 0)?;
/// assert!(fitted.predict(&matrix)[0] < 0.01);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boosting {
    /// How many trees.
    pub rounds: u32,
    /// Which part of each tree's step is taken.
    pub rate: f64,
    /// The most leaves of a tree.
    pub leaves: u32,
    /// The fewest rows of a leaf.
    pub leaf: u32,
    /// What is added to the curvature in each leaf; it shortens the steps of small leaves.
    pub l2: f64,
}

/// Trees that have been boosted.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedBoosting {
    /// What each column is called.
    pub columns: Vec<String>,
    /// The logit of the share of events, from which the first tree steps.
    pub start: f64,
    /// The nodes of each tree, as in [`FittedTree::nodes`](crate::FittedTree::nodes); a
    /// leaf's value is what it adds to the logit.
    pub trees: Vec<Vec<Node>>,
    /// How much of all that the splits gained was gained in each column; the sum is 1, or 0
    /// where no split gained anything.
    pub importance: Vec<f64>,
}

impl Default for Boosting {
    fn default() -> Self {
        Self { rounds: 100, rate: 0.1, leaves: 31, leaf: 20, l2: 0.0 }
    }
}

impl Boosting {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 5] = [
        Bound::whole("rounds", 1, 1_000, 100),
        Bound::number("rate", 0.001, 1.0, 0.1),
        Bound::whole("leaves", 2, 255, 31),
        Bound::whole("leaf", 1, 100_000, 20),
        Bound::number("l2", 0.0, 1e6, 0.0),
    ];

    /// Boosts trees from rows and their outcomes, 0 or 1. Nothing is drawn, so the seed
    /// changes nothing.
    ///
    /// Refused where [`Forest::fit`](crate::Forest::fit) is.
    ///
    /// # Panics
    /// With 2^28 rows or more.
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
        _seed: u64,
    ) -> Result<FittedBoosting, FitError> {
        let [rounds, leaves, leaf] = [self.rounds, self.leaves, self.leaf].map(f64::from);
        Bound::check_all(&Self::BOUNDS, [rounds, self.rate, leaves, leaf, self.l2])?;
        let events = outcomes::events(matrix, outcomes, self.leaf)?;
        let bins = Bins::of(matrix);
        let mut grower = Grower::new(*self, &bins, events.len());
        let share = events.iter().filter(|event| **event).count() as f64;
        let start = logit(share / events.len() as f64);
        let mut logits = vec![start; events.len()];
        let mut importance = vec![0.0; bins.len()];
        let mut trees = Vec::with_capacity(self.rounds as usize);
        let mut added = vec![Sums::default(); events.len()];
        for _ in 0..self.rounds {
            for ((added, logit), event) in added.iter_mut().zip(&logits).zip(&events) {
                let risk = expit(*logit);
                let first = risk - f64::from(*event);
                *added = grower.scale().sums(first, risk * (1.0 - risk));
            }
            let grown = grower.grow(&added, &mut importance);
            for (step, first, count) in grown.leaves {
                for row in &grower.rows()[first..first + count] {
                    logits[*row as usize] += step;
                }
            }
            trees.push(grown.nodes);
        }
        shares(&mut importance);
        let columns = matrix.names().to_vec();
        Ok(FittedBoosting { columns, start, trees, importance })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        let leaves = f64::from(self.leaves).min(rows / f64::from(self.leaf)).max(2.0);
        let filled = rows * columns * (1.0 + 0.5 * libm::log2(leaves));
        // Each bin of a leaf is looked at, but those without rows only in passing.
        let bins = rows.min(255.0);
        let looked = 0.6 * bins + 2.5 * bins.min(4.0 * rows / leaves);
        rows * columns * 60.0
            + f64::from(self.rounds)
                * (filled + 2.0 * leaves * columns * looked + 30.0 * rows)
    }

    /// About how many nanoseconds it takes to predict so many rows, having learned from
    /// others.
    pub fn predict_work(&self, _learned: usize, rows: usize, columns: usize) -> f64 {
        let levels = 1.3 * libm::log2(f64::from(self.leaves));
        rows as f64 * (2.0 * columns as f64 + f64::from(self.rounds) * 4.5 * levels)
    }
}

impl FittedBoosting {
    /// The risk of each row.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.columns, "columns of another model");
        let logits = node::sums(&self.trees, matrix, self.start);
        logits.into_iter().map(expit).collect()
    }
}
