//! Figures of a practised submission: of what practice reveals, and of a recipe's own rows.

use medlab_charts::{Figure, Patients};
use medlab_cohort::Dataset;
use medlab_exercise::reveal::{Revealed, reveal};
use medlab_exercise::submission::Submission;
use medlab_exercise::{Assignment, Exercise, OwnTables, Run, needs};
use medlab_metrics::Predictions;
use medlab_metrics::evaluation::{Evaluation, Request};
use medlab_report::{About, Gallery, Words, evaluation_figures, run_figures};

/// All figures of a submission on a practice variant.
pub(crate) fn galleries(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
) -> Vec<Gallery> {
    let words = Words::english_for(exercise.file.track).about_rows(&dataset.row);
    let gallery = |name: &str, figures| Gallery {
        heading: words.say(name, &[]),
        note: words.say(&format!("{name}-note"), &[]),
        figures,
    };
    let revealed = reveal(exercise, dataset, assignment, submission);
    let revealed = of(revealed.as_ref(), &exercise.thresholds(), &words);
    if exercise.file.recipe.is_none() {
        return vec![gallery("figures", revealed)];
    }
    let own = own(exercise, dataset, assignment, submission, &words).unwrap_or_default();
    vec![gallery("figures-own", own), gallery("figures-hidden", revealed)]
}

/// The figures of a recipe on its learner's own rows; none where it cannot be carried out.
fn own(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
    words: &Words,
) -> Option<Vec<Figure>> {
    let own = OwnTables::of(&exercise.file, assignment).ok()?;
    let bytes = needs::recipe(&exercise.file, submission).ok()?.1;
    let run = Run::of(exercise, dataset, &own, bytes).ok()?;
    Some(run_figures(&run, &run.learning_curve(exercise, &own), words))
}

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
