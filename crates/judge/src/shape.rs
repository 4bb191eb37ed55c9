//! The shape of a module: how much there is to compile, measured before it is compiled.
//!
//! The compiler's work and memory grow faster than a function's length: the worst that was
//! found, a quarter of a MiB of nothing but indirect calls, takes 1 GB, and what is too slow
//! besides is given up by the clock. What was compiled is held until the end.

use medlab_protocol::session::LARGEST_MODULE;
use wasmparser::{Parser, Payload};

use crate::refusal::Refusal;

/// The most bytes of code that are compiled.
pub const LARGEST_CODE: usize = 8 << 20;

/// The most bytes of one function.
pub const LARGEST_FUNCTION: usize = 256 << 10;

/// The most functions.
pub const MOST_FUNCTIONS: usize = 50_000;

/// Refuses what would take too much to compile.
pub(crate) fn measure(module: &[u8]) -> Result<(), Refusal> {
    at_most("bytes", module.len(), LARGEST_MODULE)?;
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(|error| Refusal::Unfit(error.to_string()))? {
            Payload::CodeSectionStart { count, range, .. } => {
                at_most("functions", count as usize, MOST_FUNCTIONS)?;
                at_most("bytes of code", range.len(), LARGEST_CODE)?;
            }
            Payload::CodeSectionEntry(body) => {
                at_most("bytes in one function", body.range().len(), LARGEST_FUNCTION)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn at_most(what: &'static str, found: usize, most: usize) -> Result<(), Refusal> {
    if found <= most { Ok(()) } else { Err(Refusal::TooMuch { what, found, most }) }
}
