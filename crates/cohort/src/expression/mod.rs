//! Formulas as text: how a dataset says what depends on what, and an exercise what it
//! measures.
//!
//! A formula is parsed once, bound to the columns and scalars it names, and evaluated
//! column-wise. A value that is missing makes the result missing, except in `missing`,
//! `known` and `if`, and where `and` and `or` are decided without it. Formulas have no
//! loops, no state and no effects, so any formula ends.

mod bound;
mod compile;
mod error;
mod evaluate;
mod function;
mod over;
mod parse;
mod syntax;
mod token;

pub use bound::{BLOCK, Bound, Kind, Meaning, OnRecord, Scratch};
pub use error::{EvaluationError, ExpressionError};
pub use function::Function;
pub use over::ColumnValues;
pub use syntax::Expression;

pub(crate) use evaluate::expit;
