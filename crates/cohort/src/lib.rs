//! Synthetic patients from a declared causal model, and the truth about them.
//!
//! A [`Dataset`] declares how patients come about; a [`Key`] draws a [`Variant`] of it and
//! the patients themselves; a [`Cohort`] is their record with the truth beside it. Nothing
//! here touches a file, a clock or a terminal, and the same key gives the same bits on
//! every machine.

pub mod expression;
pub mod scalar;

pub mod column;
pub mod table;

pub mod attainable;
pub mod dataset;
mod feed;
pub mod generate;
pub mod key;
pub mod ledger;
pub mod truth;

pub mod csv;
pub mod datapackage;
pub mod fhir;
pub mod guard;
pub mod hl7;

pub mod problem;

pub mod normal;
pub mod round;
pub mod sample;

mod conditioning;
mod detect;
mod digits;
mod distribution;
mod nearest;
mod time;

pub use attainable::Attainable;
pub use column::{Column, Kind};
pub use dataset::{Dataset, SpecError, Variant};
pub use expression::{ColumnValues, EvaluationError, Expression, ExpressionError};
pub use generate::{Cohort, Generation, GenerationError};
pub use key::Key;
pub use ledger::Ledger;
pub use nearest::nearest;
pub use problem::Problem;
pub use scalar::{Scalar, Scalars};
pub use table::{Table, TableError};
pub use truth::Truth;
