//! The figures of a run, drawn from what was measured on its learner's own rows.

use medlab_charts::number::readable;
use medlab_charts::{
    Contributed, Contributions, Figure, LearnedFrom, OddsRatio, OddsRatios, Patients,
    contributions, learning_curve, odds_ratios,
};
use medlab_exercise::Run;
use medlab_metrics::Predictions;
use medlab_models::Effects;
use medlab_models::points::Line;
use medlab_models::recipe::LearningPoint;

use crate::evaluation_figures::{
    Recalibrated, evaluation_figures, recalibration_figures,
};
use crate::measures::About;
use crate::plain::plain;
use crate::words::Words;

/// The figures of a run: those of the claim, before and after mending where risks are mended,
/// what the model learned, and its learning curve, which may be empty.
pub fn run_figures(run: &Run, curve: &[LearningPoint], words: &Words) -> Vec<Figure> {
    let outcome = plain(&run.recipe.data.outcome).replace('_', " ");
    let patients = Patients::Synthetic;
    let about = About { outcome: &outcome, dropped: 0, patients };
    let mut figures = claim(run, about, words);
    if curve.len() > 1 {
        let points: Vec<LearnedFrom> = curve.iter().map(learned_from).collect();
        figures.push(learning_curve(&points, patients, words.messages()));
    }
    figures.extend(effects(run, &outcome, words));
    figures
}

/// The figures of what the recipe claims.
fn claim(run: &Run, about: About<'_>, words: &Words) -> Vec<Figure> {
    let source = &run.execution.claimed;
    let outcomes: Vec<bool> = source.outcomes.iter().map(|y| *y > 0.5).collect();
    let Ok(claimed) = &run.claimed else { return Vec::new() };
    let Ok(after) = Predictions::new(&outcomes, &source.risks) else { return Vec::new() };
    let mut figures = evaluation_figures(claimed, about, &after, words);
    if let (Some(evaluation), Ok(raw)) =
        (&run.before, Predictions::new(&outcomes, &source.raw))
    {
        let how = &words.say("recalibrated-by-recipe", &[]);
        let (before, after) = ((&raw, evaluation), (&after, claimed));
        let recalibrated = Recalibrated { before, after, how };
        let [calibration, decisions] = recalibration_figures(recalibrated, about, words);
        // They show what the plain ones show, and more.
        if words.is_vocational() {
            figures[0] = calibration;
        } else {
            figures.splice(1..3, [calibration, decisions]);
        }
    }
    figures
}

fn effects(run: &Run, outcome: &str, words: &Words) -> Option<Figure> {
    let (fitted, _) = run.execution.deployed.learned()?;
    let (patients, messages) = (Patients::Synthetic, words.messages());
    let bars = |of, bars: &[(String, f64)]| {
        let bars: Vec<(&str, f64)> =
            bars.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        contributions(&Contributions { of, bars: &bars, outcome }, patients, messages)
    };
    Some(match fitted.effects() {
        Effects::Unknown => return None,
        Effects::OddsRatios(ratios) => {
            let names: Vec<String> =
                ratios.iter().map(|(name, ..)| plain(name)).collect();
            let ratios: Vec<OddsRatio<'_>> = names
                .iter()
                .zip(ratios)
                .map(|(column, (_, ratio, limits))| OddsRatio { column, ratio, limits })
                .collect();
            odds_ratios(&OddsRatios { ratios: &ratios, outcome }, patients, messages)
        }
        Effects::Importance(mut shares) => {
            // Stable, so that columns of one share stay in the recipe's order.
            shares.sort_by(|(_, a), (_, b)| b.total_cmp(a));
            for (name, _) in &mut shares {
                *name = plain(name);
            }
            bars(Contributed::Importance, &shares)
        }
        Effects::Points(lines) => {
            let line = |line: &Line| (line_name(line, words), f64::from(line.points));
            bars(Contributed::Points, &lines.iter().map(line).collect::<Vec<_>>())
        }
    })
}

/// Whom a line of a score is about: `age 60 to below 70`.
pub(crate) fn line_name(line: &Line, words: &Words) -> String {
    let id = match (line.from, line.to) {
        (None, None) => "run-points-always",
        (None, Some(_)) => "run-points-below",
        (Some(_), None) => "run-points-from",
        (Some(_), Some(_)) => "run-points-between",
    };
    let edge = |edge: Option<f64>| edge.map_or(String::new(), readable);
    let arguments = [
        ("column", plain(&line.column).into()),
        ("from", edge(line.from).into()),
        ("to", edge(line.to).into()),
    ];
    words.say(id, &arguments)
}

fn learned_from(point: &LearningPoint) -> LearnedFrom {
    LearnedFrom { rows: point.rows, log_loss: Ok(point.log_loss), auroc: point.auroc }
}
