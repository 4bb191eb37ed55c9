//! Prints one of the pages, made from sample grades, to look at it.
//!
//! `cargo run -p medlab-report --example pages -- tour > tour.html`; also `grade`, `capped`,
//! `fault`, `feedback`, `class`, `evaluation`.

#[path = "../tests/suite/samples.rs"]
mod samples;

use std::io::Write;

use medlab_report::{
    Words, class_html, evaluation_html, feedback_html, grade_html,
    illustrated_grade_html, tour_html,
};

#[expect(clippy::disallowed_methods, reason = "an example is a program of its own")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let program = Words::english();
    let words = program.exercise(samples::FTL)?.titled(samples::TITLE);
    let page = match std::env::args().nth(1).unwrap_or_default().as_str() {
        "fault" => grade_html(&samples::not_gradable(), &words),
        "feedback" => {
            let grade = samples::graded(samples::flawed());
            feedback_html(&grade, &words)
        }
        "capped" => grade_html(&samples::capped(), &words),
        "evaluation" => samples::with_evaluation(|evaluation, predictions| {
            evaluation_html(evaluation, samples::ABOUT, predictions, None, &program)
        }),
        "class" => class_html(&samples::class(50), &words),
        "tour" => samples::with_tour(|tour| tour_html(tour, &words)),
        _ => illustrated_grade_html(&samples::flawed(), &words, &samples::galleries()),
    };
    Ok(std::io::stdout().write_all(page.as_bytes())?)
}
