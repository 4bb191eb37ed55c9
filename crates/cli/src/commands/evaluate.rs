//! `medlab evaluate`: any model's predicted risks, evaluated as a clinical prediction
//! model is.

use std::fs::File;

use medlab_charts::Patients;
use medlab_metrics::evaluation::{Evaluation, Grouping, Request};
use medlab_metrics::{Predictions, Undefined};
use medlab_report::{
    About, Exit, Words, evaluation_html, evaluation_json, evaluation_text,
};

use crate::arguments::Evaluate;
use crate::files;
use crate::printer::Printer;
use crate::rated::{self, Rated};
use crate::stop::Stop;

pub(crate) fn run(asked: &Evaluate, printer: &Printer) -> Result<Exit, Stop> {
    if let Some(wrong) = asked.threshold.iter().find(|t| !(**t > 0.0 && **t < 1.0)) {
        let message = format!("expected a threshold between 0 and 1, found {wrong}");
        let hint = "a threshold is a risk, such as --threshold 0.1";
        return Err(Stop::usage("threshold", message, hint));
    }
    if let Some(path) = &asked.html {
        files::free(path, asked.force)?;
    }
    let rated = patients(asked)?;
    let predictions =
        Predictions::new(&rated.outcomes, &rated.risks).map_err(|error| {
            Stop::usage("input", error.to_string(), "see `medlab evaluate --help`")
        })?;
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
    let words = Words::english();
    let about = About {
        outcome: &asked.outcome,
        dropped: rated.dropped,
        patients: Patients::AsGiven,
    };
    if printer.is_json() {
        printer.data(&evaluation_json(&evaluation, rated.dropped))?;
    } else {
        let text = evaluation_text(&evaluation, about, &words, printer.terminal());
        printer.data(&text)?;
    }
    if let Some(path) = &asked.html {
        let html = evaluation_html(&evaluation, about, &predictions, &words);
        files::write(path, html.as_bytes(), asked.force)?;
        printer.say(&format!("Report: {}", path.display()));
    }
    Ok(Exit::Done)
}

fn patients(asked: &Evaluate) -> Result<Rated, Stop> {
    if asked.file.as_os_str() == "-" {
        return rated::read(asked, std::io::stdin().lock());
    }
    let file = File::open(&asked.file).map_err(|error| {
        Stop::usage("unreadable", error.to_string(), "check the path").about(&asked.file)
    })?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        let message = "expected a CSV file, found a folder";
        return Err(
            Stop::usage("unreadable", message, "check the path").about(&asked.file)
        );
    }
    rated::read(asked, file).map_err(|stop| stop.about(&asked.file))
}

/// One class only: nothing can be evaluated.
fn undefined(asked: &Evaluate, why: Undefined) -> Stop {
    let hint = "an evaluation needs patients with the event and patients without";
    let stop = Stop::usage(why.code(), why.to_string(), hint).about(&asked.file);
    match stop {
        Stop::Failed(exit, mut failure) => {
            failure.column = Some(asked.outcome.clone());
            Stop::Failed(exit, failure)
        }
        other => other,
    }
}
