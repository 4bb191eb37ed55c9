//! An evaluation as a page with figures.

use medlab_metrics::Predictions;
use medlab_metrics::evaluation::Evaluation;
use minijinja::context;
use minijinja::value::{Serde, Value};

use crate::evaluation_figures::evaluation_figures;
use crate::html::{ShownFigure, page};
use crate::measures::{About, method, notes, sections, summary, warning};
use crate::words::Words;

/// Everything measured, with its figures; `predictions` are those evaluated.
pub fn evaluation_html(
    evaluation: &Evaluation,
    about: About<'_>,
    predictions: &Predictions<'_>,
    words: &Words,
) -> String {
    let figures = evaluation_figures(evaluation, about, predictions, words);
    let figures: Vec<ShownFigure> = figures.iter().map(ShownFigure::from).collect();
    let outcome = about.outcome(words);
    let warnings: Vec<String> =
        evaluation.warnings.iter().map(|found| warning(found, words)).collect();
    let values = context! {
        title => words.say("evaluation-title", &[("outcome", outcome.into())]),
        summary => summary(evaluation, &about, words),
        notes => notes(&about, words),
        warnings,
        figures => Value::from(Serde(figures)),
        sections => Value::from(Serde(sections(evaluation, &about, words))),
        method => method(evaluation, words),
    };
    page("evaluation.html", about.patients, words, values)
}
