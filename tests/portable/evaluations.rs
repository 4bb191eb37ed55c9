//! Evaluations of drawn risks: every measure with its interval, as JSON and as a page.

use medlab_charts::Patients;
use medlab_exercise::Course;
use medlab_metrics::Predictions;
use medlab_metrics::evaluation::{Evaluation, Grouping, Request};
use medlab_metrics::random::Random;
use medlab_report::{About, Words, evaluation_html, evaluation_json};

use crate::{Row, Rows};

const SEED: u64 = 1;
const PATIENTS: usize = 300;

pub(crate) fn rows(_: &Course) -> Rows {
    let mut random = Random::new(SEED);
    // Skewed, as risks of rare events are, and a little too high.
    let risks: Vec<f64> =
        (0..PATIENTS).map(|_| random.uniform()).map(|u| u * u).collect();
    let outcomes: Vec<bool> =
        risks.iter().map(|risk| random.uniform() < 0.8 * risk).collect();
    let sexes: Vec<&str> =
        (0..PATIENTS).map(|_| ["F", "M"][random.below(2) as usize]).collect();
    let predictions = Predictions::new(&outcomes, &risks)?;
    let request = Request {
        thresholds: &[0.1, 0.3],
        groups: &[Grouping { column: "sex", values: &sexes }],
        clusters: None,
    };
    let evaluation = Evaluation::of(&predictions, &request)?;
    let about = About { outcome: "sepsis", dropped: 0, patients: Patients::Synthetic };
    let page = evaluation_html(&evaluation, about, &predictions, None, &Words::english());
    let clusters: Vec<u32> = (0..PATIENTS as u32).map(|row| row / 2).collect();
    let clustered = Request { clusters: Some(&clusters), ..Request::default() };
    let clustered = Evaluation::of(&predictions, &clustered)?;
    Ok(vec![
        Row::of("evaluation", evaluation_json(&evaluation, 0)),
        Row::of("evaluation as a page", page),
        Row::of("evaluation by cluster bootstrap", evaluation_json(&clustered, 0)),
    ])
}
