//! An estimator: a way to learn risks from rows, with its settings; fitted, it predicts.

use medlab_metrics::{Limits, Logistic};

use crate::points::Line;
use crate::{
    Boosting, Bound, ElasticNet, FitError, FittedBoosting, FittedForest,
    FittedNaiveBayes, FittedNeighbours, FittedPoints, FittedTree, Forest, Impurity,
    Linear, Matrix, NaiveBayes, Neighbours, Points, Ridge, Tree,
};

/// A way to learn risks, with its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimator {
    /// A score that is added up by hand.
    Points(Points),
    /// Logistic regression by maximum likelihood.
    Logistic,
    /// Logistic regression that pays for large coefficients.
    Ridge(Ridge),
    /// Logistic regression that pays for coefficients and drops some columns altogether.
    ElasticNet(ElasticNet),
    /// Every column on its own, as if the others said nothing of it.
    NaiveBayes(NaiveBayes),
    /// Questions, one after the other.
    Tree(Tree),
    /// The most similar patients.
    Neighbours(Neighbours),
    /// The mean of many trees, each grown on other rows.
    Forest(Forest),
    /// The sum of many small trees, each grown on what the others left.
    Boosting(Boosting),
}

/// A fitted estimator.
#[derive(Clone, Debug, PartialEq)]
pub enum Fitted {
    /// A score's table.
    Points(FittedPoints),
    /// An intercept and a coefficient for each column.
    Linear(Linear),
    /// A normal curve for each column and outcome.
    NaiveBayes(FittedNaiveBayes),
    /// A tree.
    Tree(FittedTree),
    /// The patients themselves.
    Neighbours(FittedNeighbours),
    /// Many trees.
    Forest(FittedForest),
    /// Many small trees that add up.
    Boosting(FittedBoosting),
}

/// What each column does to the risk, as far as a model can say it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effects {
    /// By what one unit more multiplies the odds, for each column, with its 95 % limits
    /// where there are any.
    OddsRatios(Vec<(String, f64, Option<Limits>)>),
    /// Each column's share in what all columns contribute; the sum is 1.
    Importance(Vec<(String, f64)>),
    /// A score's points, bin by bin.
    Points(Vec<Line>),
    /// The model cannot say it column by column.
    Unknown,
}

/// The names of all estimators, from the simplest to the most complex.
pub const NAMES: [&str; 9] = [
    "points",
    "logistic",
    "ridge",
    "elastic_net",
    "naive_bayes",
    "tree",
    "neighbours",
    "forest",
    "boosting",
];

impl Estimator {
    /// The settings of the estimator of this name; none where there is no such estimator.
    pub fn bounds(name: &str) -> Option<&'static [Bound]> {
        Some(match name {
            "points" => &Points::BOUNDS,
            // Its smoothing only guards against a variance of nothing; nobody tunes it.
            "logistic" | "naive_bayes" => &[],
            "ridge" => &Ridge::BOUNDS,
            "elastic_net" => &ElasticNet::BOUNDS,
            "tree" => &Tree::BOUNDS,
            "neighbours" => &Neighbours::BOUNDS,
            "forest" => &Forest::BOUNDS,
            "boosting" => &Boosting::BOUNDS,
            _ => return None,
        })
    }

    /// The estimator of this name with its settings; none where there is no such estimator.
    ///
    /// A setting that should be whole and is not is rounded towards zero.
    pub fn with(name: &str, setting: impl Fn(&str) -> f64) -> Option<Self> {
        let whole = |name: &str| setting(name) as u32;
        Some(match name {
            "points" => Self::Points(Points { bins: whole("bins"), most: whole("most") }),
            "logistic" => Self::Logistic,
            "ridge" => Self::Ridge(Ridge { penalty: setting("penalty") }),
            "elastic_net" => {
                let (penalty, mix) = (setting("penalty"), setting("mix"));
                Self::ElasticNet(ElasticNet { penalty, mix })
            }
            "naive_bayes" => {
                let [smoothing] = NaiveBayes::BOUNDS;
                Self::NaiveBayes(NaiveBayes { var_smoothing: smoothing.usual })
            }
            "tree" => {
                let (depth, leaf) = (whole("depth"), whole("leaf"));
                Self::Tree(Tree { depth, leaf, impurity: Impurity::Gini })
            }
            "neighbours" => {
                Self::Neighbours(Neighbours { neighbours: whole("neighbours") })
            }
            "forest" => Self::Forest(Forest {
                trees: whole("trees"),
                depth: whole("depth"),
                leaf: whole("leaf"),
                features: whole("features"),
            }),
            "boosting" => Self::Boosting(Boosting {
                rounds: whole("rounds"),
                rate: setting("rate"),
                leaves: whole("leaves"),
                leaf: whole("leaf"),
                l2: setting("l2"),
            }),
            _ => return None,
        })
    }

    /// Its name, as recipes write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Points(_) => "points",
            Self::Logistic => "logistic",
            Self::Ridge(_) => "ridge",
            Self::ElasticNet(_) => "elastic_net",
            Self::NaiveBayes(_) => "naive_bayes",
            Self::Tree(_) => "tree",
            Self::Neighbours(_) => "neighbours",
            Self::Forest(_) => "forest",
            Self::Boosting(_) => "boosting",
        }
    }

    /// Its place from the simplest, 0, to the most complex.
    pub fn complexity(&self) -> usize {
        NAMES.iter().position(|name| *name == self.name()).unwrap_or(NAMES.len())
    }

    /// Learns risks from rows and their outcomes, 0 or 1.
    ///
    /// The seed matters only to estimators that draw. Refused where the rows do not
    /// determine the model, see [`FitError`].
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
        seed: u64,
    ) -> Result<Fitted, FitError> {
        Ok(match self {
            Self::Points(points) => Fitted::Points(points.fit(matrix, outcomes)?),
            Self::Logistic => {
                let fit = Logistic::new(&matrix.slices()).fit(outcomes)?;
                Fitted::Linear(Linear::of(matrix, &fit))
            }
            Self::Ridge(ridge) => Fitted::Linear(ridge.fit(matrix, outcomes)?),
            Self::ElasticNet(net) => Fitted::Linear(net.fit(matrix, outcomes)?),
            Self::NaiveBayes(bayes) => Fitted::NaiveBayes(bayes.fit(matrix, outcomes)?),
            Self::Tree(tree) => Fitted::Tree(tree.fit(matrix, outcomes)?),
            Self::Neighbours(near) => Fitted::Neighbours(near.fit(matrix, outcomes)?),
            Self::Forest(forest) => Fitted::Forest(forest.fit(matrix, outcomes, seed)?),
            Self::Boosting(boost) => Fitted::Boosting(boost.fit(matrix, outcomes, seed)?),
        })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        match self {
            Self::Points(points) => points.work(rows, columns),
            Self::Logistic => {
                let (rows, columns) = (rows as f64, columns as f64);
                8.0 * rows * columns * (columns + 10.0)
            }
            Self::Ridge(ridge) => ridge.work(rows, columns),
            Self::ElasticNet(net) => net.work(rows, columns),
            Self::NaiveBayes(bayes) => bayes.work(rows, columns),
            Self::Tree(tree) => tree.work(rows, columns),
            Self::Neighbours(near) => near.work(rows, columns),
            Self::Forest(forest) => forest.work(rows, columns),
            Self::Boosting(boost) => boost.work(rows, columns),
        }
    }

    /// About how many nanoseconds it takes to predict so many rows, having learned from
    /// others.
    pub fn predict_work(&self, learned: usize, rows: usize, columns: usize) -> f64 {
        let cells = rows as f64 * columns as f64;
        match self {
            Self::Points(_) | Self::NaiveBayes(_) => 20.0 * (rows as f64 + cells),
            Self::Logistic | Self::Ridge(_) | Self::ElasticNet(_) => {
                10.0 * rows as f64 + 2.0 * cells
            }
            Self::Tree(tree) => tree.predict_work(learned, rows, columns),
            Self::Neighbours(near) => rows as f64 * near.per_row(learned, columns),
            Self::Forest(forest) => forest.predict_work(learned, rows, columns),
            Self::Boosting(boost) => boost.predict_work(learned, rows, columns),
        }
    }
}

impl Fitted {
    /// The risk of each row, in the range 0..=1.
    ///
    /// # Panics
    /// Where the matrix has other columns than the one it was fitted to.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        match self {
            Self::Points(points) => points.predict(matrix),
            Self::Linear(linear) => linear.predict(matrix),
            Self::NaiveBayes(bayes) => bayes.predict(matrix),
            Self::Tree(tree) => tree.predict(matrix),
            Self::Neighbours(near) => near.predict(matrix),
            Self::Forest(forest) => forest.predict(matrix),
            Self::Boosting(boost) => boost.predict(matrix),
        }
    }

    /// What each column does to the risk.
    pub fn effects(&self) -> Effects {
        let beside = |columns: &[String], values: &[f64]| {
            columns.iter().cloned().zip(values.iter().copied()).collect()
        };
        match self {
            Self::Linear(linear) => {
                let limits = linear.odds_ratio_limits();
                let ratios = linear.odds_ratios().into_iter().enumerate();
                let ratios = ratios.zip(&linear.columns).map(|((at, ratio), column)| {
                    (column.clone(), ratio, limits.as_ref().map(|limits| limits[at]))
                });
                Effects::OddsRatios(ratios.collect())
            }
            Self::Tree(tree) => {
                Effects::Importance(beside(&tree.columns, &tree.importance))
            }
            Self::Forest(forest) => {
                Effects::Importance(beside(&forest.columns, &forest.importance))
            }
            Self::Boosting(boost) => {
                Effects::Importance(beside(&boost.columns, &boost.importance))
            }
            Self::Points(score) => Effects::Points(score.table().to_vec()),
            Self::NaiveBayes(_) | Self::Neighbours(_) => Effects::Unknown,
        }
    }
}
