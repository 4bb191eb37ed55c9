//! The exercise format and the pure grading engine.
//!
//! Data flows one way: artifact, evidence, criteria, grade. Nothing here touches a file,
//! a clock or a terminal.

pub mod course;
pub mod document;
pub mod exercise;
pub mod format;
pub mod practice;
pub mod roster;
mod slip;
mod value_slip;

pub mod assignment;
pub mod class;
mod given;
pub mod pack;
pub mod submission;
pub mod variant;
mod varies;

pub mod aggregate;
mod answer;
pub mod answers;
pub mod code;
mod columns;
pub mod evidence;
pub mod make;
pub mod measure;
mod measured;
pub mod needs;
pub mod own;
pub mod predictions;
mod recipe_rule;
pub mod recipes;
pub mod run;
mod texts;

pub mod criterion;
pub mod event;
pub mod fault;
pub mod grade;
pub mod judge;
mod told;
mod yardsticks;

pub mod progress;
pub mod release;
pub mod reveal;
pub mod verify;

pub mod hex;
mod rows;
pub mod rule;
mod scale;

pub use assignment::Assignment;
pub use class::Class;
pub use course::{Course, CourseError, Files};
pub use evidence::{Evidence, Found};
pub use exercise::Exercise;
pub use fault::Fault;
pub use grade::{
    CriterionMark, Digest, Grade, Marks, Mode, NeverEvent, Points, Status, Verdict,
};
pub use medlab_cohort::problem::{Argument, Known, Problem};
pub use own::OwnTables;
pub use run::Run;
pub use variant::{CourseKey, PackId, PseudonymKey, VariantId};
