//! Figures as values.
//!
//! A figure is made from numbers and words and holds its drawing, the drawing in words,
//! and its numbers in a table. It is the same to the byte everywhere. Nothing here
//! computes a measure: what is drawn was measured before.

pub mod figure;
pub mod ink;
pub mod messages;
pub mod rules;

pub mod number;

mod bins;
mod calibration;
mod clip;
mod decision_curve;
mod forest;
mod histogram;
mod measured;
mod missingness;
mod patients;
mod people;
mod roc;
mod scale;
mod sheet;
mod svg;

pub use bins::Bins;
pub use calibration::{Calibration, CalibrationPoint, calibration};
pub use decision_curve::{DecisionCurve, decision_curve};
pub use figure::{DataTable, Figure};
pub use forest::{Forest, ForestGroup, forest};
pub use histogram::{Histogram, histogram_by_outcome};
pub use measured::{in_words, reason};
pub use messages::{Argument, MessageError, Messages};
pub use missingness::{MissingColumn, Missingness, missingness};
pub use patients::Patients;
pub use people::{People, confusion_people};
pub use roc::{Roc, RocThreshold, roc};
