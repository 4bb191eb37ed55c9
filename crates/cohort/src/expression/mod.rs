//! Formulas as text: how a dataset says what depends on what, and an exercise what it
//! measures.
//!
//! A formula is parsed once, bound to the columns and scalars it names, and evaluated
//! column-wise. Formulas have no loops, no state and no effects, so any formula ends.
//!
//! | written | meaning |
//! |---|---|
//! | `1.5`, `'North'` | a number, a text |
//! | `age`, `vary.leak` | a column or scalar |
//! | `+ - * / ^` | arithmetic; `^` binds most tightly, and to the right |
//! | `== != < <= > >=` | 1 or 0; texts compare with `==` and `!=` only |
//! | `and or not` | 1 or 0; a number counts as yes unless it is 0 |
//! | `if(condition, a, b)` | `a` where the condition holds, else `b` |
//! | `step(x, 8: 3, 11: 1, inf: 0)` | the value of the first bound with `x <= bound` |
//! | `exp ln sqrt abs floor` | of one number |
//! | `sin cos` | of an angle in radians |
//! | `min max` | of two or more |
//! | `clip(x, low, high)`, `round(x, decimals)` | halves are rounded away from zero |
//! | `logit expit normal_cdf normal_quantile` | of one number |
//! | `known(x)`, `missing(x)` | whether `x` is on record |
//! | `recorded(column)` | its value where it is on record |
//!
//! A value that is missing makes the result missing, except in `missing` and `known`, and
//! where `if`, `and` and `or` are decided without it.

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
