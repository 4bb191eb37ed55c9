//! Comma-separated values: a reader that trusts nothing and guesses nothing, and a writer
//! of which every file is read back as it was.
//!
//! The reader takes bytes from any source in pieces. What it holds at a time is bounded by
//! [`Options`], whatever the source sends.

mod error;
mod number;
mod options;
mod read_table;
mod reader;
mod record;
mod sniff;
mod writer;

pub use error::{ErrorKind, ReadError};
pub use number::{Decimal, NumberError, number};
pub use options::Options;
pub use read_table::read_table;
pub use reader::Reader;
pub use record::Record;
pub use writer::{Writer, write};
