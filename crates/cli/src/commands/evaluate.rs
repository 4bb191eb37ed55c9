//! `medlab evaluate`: any model's predicted risks, evaluated as a clinical prediction
//! model is.

use std::fs::File;

use medlab_charts::Patients;
use medlab_exercise::Fault;
use medlab_metrics::evaluation::{Evaluation, Grouping, Request};
use medlab_metrics::{Predictions, Undefined};
use medlab_models::Recalibration;
use medlab_report::{About, Exit, evaluation_html, evaluation_json, evaluation_text};

use crate::arguments::Evaluate;
use crate::page::Page;
use crate::printer::Printer;
use crate::rated::{self, Rated};
use crate::reason::Reason;
use crate::stop::Stop;

/// The folds of the recalibration that the page shows.
const FOLDS: usize = 10;

pub(crate) fn run(asked: &Evaluate, printer: &Printer) -> Result<Exit, Stop> {
    if let Some(wrong) = asked.threshold.iter().find(|t| !(**t > 0.0 && **t < 1.0)) {
        return Err(Stop::usage(Reason::Threshold { found: wrong.to_string() }));
    }
    let page = Page::asked(asked.html.as_ref(), asked.force)?;
    let rated = patients(asked)?;
    let predictions = Predictions::new(&rated.outcomes, &rated.risks)
        .map_err(|error| Stop::usage(Reason::Unusable { detail: error.to_string() }))?;
    let texts: Vec<Vec<&str>> =
        rated.groups.iter().map(|levels| levels.texts()).collect();
    let groups: Vec<Grouping> = asked
        .group
        .iter()
        .zip(&texts)
        .map(|(column, values)| Grouping { column, values })
        .collect();
    let request = Request {
        thresholds: &asked.threshold,
        groups: &groups,
        clusters: rated.clusters.as_deref(),
    };
    let evaluation =
        Evaluation::of(&predictions, &request).map_err(|why| undefined(asked, why))?;
    let words = printer.words();
    let about = About {
        outcome: &asked.outcome,
        dropped: rated.dropped,
        patients: Patients::AsGiven,
    };
    if printer.is_json() {
        printer.data(&evaluation_json(&evaluation, rated.dropped))?;
    } else {
        let text = evaluation_text(&evaluation, about, words, printer.terminal());
        printer.data(&text)?;
    }
    if let Some(page) = page {
        let risks = recalibrated(&rated).unwrap_or_default();
        let after = Predictions::new(&rated.outcomes, &risks).ok().and_then(|after| {
            let evaluation = Evaluation::of(&after, &Request::default()).ok()?;
            Some((after, evaluation))
        });
        let after = after.as_ref().map(|(after, evaluation)| (after, evaluation));
        let html = evaluation_html(&evaluation, about, &predictions, after, words);
        page.write(&html, printer)?;
    }
    Ok(Exit::Done)
}

/// The risks after recalibration, each by a map learned from other patients; none where these
/// patients determine no such map.
fn recalibrated(rated: &Rated) -> Option<Vec<f64>> {
    let outcome = |outcome: &bool| f64::from(u8::from(*outcome));
    let outcomes: Vec<f64> = rated.outcomes.iter().map(outcome).collect();
    let clusters = rated.clusters.as_deref();
    Recalibration::cross_fitted(&rated.risks, &outcomes, clusters, FOLDS).ok()
}

fn patients(asked: &Evaluate) -> Result<Rated, Stop> {
    if asked.file.as_os_str() == "-" {
        return rated::read(asked, std::io::stdin().lock());
    }
    let file = File::open(&asked.file).map_err(|error| {
        let detail = error.to_string();
        Stop::usage(Reason::Unreadable { detail }).about(&asked.file)
    })?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Stop::usage(Reason::Folder).about(&asked.file));
    }
    rated::read(asked, file).map_err(|stop| stop.about(&asked.file))
}

/// Nothing can be evaluated, as a rule because there is one class only.
fn undefined(asked: &Evaluate, why: Undefined) -> Stop {
    let reason = match why {
        Undefined::OneClass => Reason::OneClass,
        other => Reason::Unusable { detail: other.to_string() },
    };
    let stop = Stop::from(Fault::new(reason).at_column(&asked.outcome));
    stop.about(&asked.file)
}
