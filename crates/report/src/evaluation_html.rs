//! An evaluation as a page with figures.

use medlab_metrics::Predictions;
use medlab_metrics::evaluation::Evaluation;
use minijinja::context;
use minijinja::value::{Serde, Value};

use crate::evaluation_figures::{
    Recalibrated, evaluation_figures, recalibration_figures,
};
use crate::html::{ShownFigure, page};
use crate::measures::{About, method, notes, sections, summary, warning};
use crate::words::Words;

/// Everything measured, with its figures; `predictions` are those evaluated, `after` those
/// of the same patients after recalibration, where there are any.
pub fn evaluation_html(
    evaluation: &Evaluation,
    about: About<'_>,
    predictions: &Predictions<'_>,
    after: Option<(&Predictions<'_>, &Evaluation)>,
    words: &Words,
) -> String {
    let mut figures = evaluation_figures(evaluation, about, predictions, words);
    if let Some(after) = after {
        let before = (predictions, evaluation);
        let how = &words.say("recalibrated-cross-fitted", &[]);
        let recalibrated = Recalibrated { before, after, how };
        figures.extend(recalibration_figures(recalibrated, about, words));
    }
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
