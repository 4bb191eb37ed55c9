//! Figures as values.
//!
//! A figure is made from numbers and words and holds its drawing, the drawing in words,
//! and its numbers in a table. It is the same to the byte everywhere. Nothing here
//! computes a measure: what is drawn was measured before.

pub mod figure;
pub mod ink;
pub mod messages;
pub mod number;
pub mod rules;
pub mod spec;

mod argument;
mod bins;
mod brush;
mod calibration;
mod clip;
mod contributions;
mod decision_curve;
mod forest;
mod histogram;
mod learning_curve;
mod measured;
mod message_numbers;
mod missingness;
mod odds_ratios;
mod panel;
mod patients;
mod people;
mod roc;
mod scale;
mod sheet;
mod svg;

pub use argument::Argument;
pub use bins::Bins;
pub use calibration::{Calibrated, Calibration, CalibrationPoint, calibration};
pub use contributions::{Contributed, Contributions, contributions};
pub use decision_curve::{DecisionCurve, decision_curve};
pub use figure::{DataTable, Figure};
pub use forest::{Forest, ForestGroup, forest};
pub use histogram::{Histogram, histogram_by_outcome};
pub use learning_curve::{LearnedFrom, learning_curve};
pub use measured::{in_words, reason};
pub use messages::{MessageError, Messages};
pub use missingness::{MissingColumn, Missingness, missingness};
pub use odds_ratios::{OddsRatio, OddsRatios, odds_ratios};
pub use patients::Patients;
pub use people::{People, confusion_people};
pub use roc::{Roc, RocThreshold, roc};
