//! HL7 version 2.5.1: a feed as messages ORU^R01, and its reader.
//!
//! A message brings results of one sample; each segment ends with a carriage return. What a
//! result needs beside its value stands in notes below it, told apart by their type: the last
//! result before, why there is no value, a remark.

mod escape;
mod read;
mod segment;
mod write;

pub use read::read;
pub use write::{Writer, write};

/// Types of notes (NTE-4), of this feed.
pub(crate) const PREVIOUS: &str = "PREVIOUS";
pub(crate) const ABSENT: &str = "ABSENT";
pub(crate) const REMARK: &str = "REMARK";

/// Statuses of results (table 0085) as the record calls them.
pub(crate) const STATUS: [(&str, &str); 3] =
    [("preliminary", "P"), ("final", "F"), ("cancelled", "X")];

/// Sexes (table 0001) as the record calls them.
pub(crate) const SEX: [(&str, &str); 2] = [("female", "F"), ("male", "M")];
