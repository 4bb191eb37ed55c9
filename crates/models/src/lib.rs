//! Prediction models for small clinical data, and the processes around them.
//!
//! A table is prepared into a [`Matrix`] of numbers; an [`Estimator`] is fitted to it and
//! gives each patient a risk. Nothing here reads a file, a clock or an unseeded number, and
//! the same rows give the same bits on every machine.

pub mod matrix;
mod outcomes;
pub mod prepare;
pub mod spline;
mod standard;

pub mod elastic_net;
pub mod linear;
pub mod naive_bayes;
pub mod neighbours;
pub mod points;
pub mod ridge;

pub mod recalibrate;

pub mod bound;
pub mod estimator;
pub mod fit_error;

pub mod boosting;
pub mod forest;
pub mod tree;

pub mod recipe;

pub use boosting::{Boosting, FittedBoosting};
pub use bound::Bound;
pub use elastic_net::ElasticNet;
pub use estimator::{Effects, Estimator, Fitted};
pub use fit_error::FitError;
pub use forest::{FittedForest, Forest};
pub use linear::Linear;
pub use matrix::Matrix;
pub use naive_bayes::{FittedNaiveBayes, NaiveBayes};
pub use neighbours::{FittedNeighbours, Neighbours};
pub use points::{FittedPoints, Points};
pub use prepare::{Preparation, PrepareError, Prepared};
pub use recalibrate::Recalibration;
pub use recipe::{Execution, Recipe, RecipeError};
pub use ridge::Ridge;
pub use spline::Spline;
pub use tree::node::{Node, Split};
pub use tree::{FittedTree, Impurity, Tree};
