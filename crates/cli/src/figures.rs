//! Figures of a practised submission.

use medlab_charts::{Figure, Patients};
use medlab_exercise::reveal::Revealed;
use medlab_metrics::Predictions;
use medlab_metrics::evaluation::{Evaluation, Request};
use medlab_report::{About, Words, evaluation_figures};

/// The figures of what practice reveals; none where nothing can be evaluated.
pub(crate) fn of(
    revealed: Option<&Revealed>,
    thresholds: &[f64],
    words: &Words,
) -> Vec<Figure> {
    let Some(Revealed { outcomes, risks, outcome }) = revealed else { return Vec::new() };
    let Ok(predictions) = Predictions::new(outcomes, risks) else { return Vec::new() };
    let request = Request { thresholds, ..Request::default() };
    let Ok(evaluation) = Evaluation::of(&predictions, &request) else {
        return Vec::new();
    };
    let about = About { outcome, dropped: 0, patients: Patients::Synthetic };
    evaluation_figures(&evaluation, about, &predictions, words)
}
