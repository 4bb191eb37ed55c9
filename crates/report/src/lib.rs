//! A grade or an evaluation, rendered: as words, JSON, HTML and JUnit.
//!
//! Values go in, text comes out; nothing here measures, grades, or writes a file. What a
//! reader may not know is left out in one place (`shown`), what a submission may have
//! smuggled in is made harmless in another ([`plain()`]).

mod cases;
mod class_html;
mod evaluation_figures;
mod evaluation_html;
mod evaluation_json;
mod evaluation_text;
mod failure;
mod grade_html;
mod grade_json;
mod html;
mod json;
mod junit;
mod measures;
mod plain;
mod prose;
mod run;
mod run_figures;
mod run_html;
mod run_json;
mod run_text;
mod shown;
mod speaker;
mod terminal;
mod words;

pub use class_html::class_html;
pub use evaluation_figures::{Recalibrated, evaluation_figures, recalibration_figures};
pub use evaluation_html::evaluation_html;
pub use evaluation_json::evaluation_json;
pub use evaluation_text::evaluation_text;
pub use failure::{Exit, Failure};
pub use grade_html::{
    Gallery, Tour, TourSide, feedback_html, grade_html, illustrated_grade_html, tour_html,
};
pub use grade_json::{grade_json, grade_json_line};
pub use junit::junit;
pub use measures::About;
pub use plain::{plain, plain_fault, plain_grade};
pub use prose::prose;
pub use run_figures::run_figures;
pub use run_html::run_html;
pub use run_json::run_json;
pub use run_text::run_text;
pub use terminal::{Terminal, feedback_text, grade_text};
pub use words::{Audience, ExerciseWords, Words};
