//! A run as a page with figures.

use medlab_charts::{Figure, Patients};
use medlab_exercise::Run;
use minijinja::context;
use minijinja::value::{Serde, Value};

use crate::html::{ShownFigure, page};
use crate::run::{findings, opening, sections};
use crate::words::Words;

/// What came of a recipe on its learner's own tables, with figures.
pub fn run_html(run: &Run, exercise: &str, figures: &[Figure], words: &Words) -> String {
    let figures: Vec<ShownFigure> = figures.iter().map(ShownFigure::from).collect();
    let opening = opening(run, exercise, words);
    let values = context! {
        title => opening.title,
        summary => opening.summary,
        notes => [opening.work],
        warnings => findings(run, words),
        figures => Value::from(Serde(figures)),
        sections => Value::from(Serde(sections(run, words))),
        method => words.say("run-intervals", &[]),
    };
    // A claim is an evaluation, and both pages are laid out alike.
    page("evaluation.html", Patients::Synthetic, words, values)
}
