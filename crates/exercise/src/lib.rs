//! The exercise format and the pure grading engine.
//!
//! Data flows one way: artifact, evidence, criteria, grade. Nothing here touches a file,
//! a clock or a terminal.

pub mod answers;
pub mod criterion;
pub mod document;
pub mod evidence;
pub mod format;
pub mod grade;
pub mod hex;
pub mod roster;
pub mod submission;
pub mod variant;

pub use evidence::{Evidence, Found};
pub use grade::{
    CriterionMark, Digest, Fault, Grade, Marks, Mode, NeverEvent, Points, Status, Verdict,
};
