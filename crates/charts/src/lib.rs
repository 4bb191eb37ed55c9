//! Figures as values.
//!
//! A figure is made from numbers and words and holds its drawing, the drawing in words,
//! and its numbers in a table. It is the same to the byte everywhere. Nothing here
//! computes a measure: what is drawn was measured before.

pub mod figure;
pub mod ink;
pub mod messages;
pub mod rules;

mod bins;
mod calibration;
mod clip;
mod measured;
mod roc;
mod scale;
mod sheet;
mod svg;

pub mod number;

pub use bins::Bins;
pub use calibration::{Calibration, CalibrationPoint, calibration};
pub use figure::{DataTable, Figure};
pub use measured::{in_words, reason};
pub use messages::{Argument, MessageError, Messages};
pub use roc::{Roc, RocThreshold, roc};
