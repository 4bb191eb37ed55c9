//! A feed: from samples to the results that a laboratory sends, faults of sending included,
//! and what of it is true.

mod clean;
pub(crate) mod columns;
mod row;
mod send;
mod written;

pub(crate) use row::Row;
pub(crate) use send::send;
