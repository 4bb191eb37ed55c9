//! What the judge and a learner's program say to each other: types and limits, no effects.
//!
//! The judge sends one [`Call`] and gets one [`Value`] back. Inputs go in, values come out;
//! expected values, labels and keys never leave the judge. Everything that comes back is
//! hostile until it was read: it has a plain format with caps on length, depth and number,
//! and nothing in it names a type, a file or code.
//!
//! [`frame`] and [`session`] are the same for the two processes of the judge: the one that
//! grades, and the one that holds the WebAssembly engine.

mod call;
pub mod frame;
pub mod session;
mod value;
mod wire;

pub use call::{ANSWER_FILE, Call};
pub use value::{Field, Value};
pub use wire::{LONGEST, MOST_DEEP, MOST_VALUES, Malformed};
