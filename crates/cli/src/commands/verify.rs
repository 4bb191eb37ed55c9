//! `medlab verify`: a course's own content, held to what it promises.
//!
//! Findings are for whoever writes the course and stay in English; what frames them is in
//! the words of the reader.

use std::time::Instant;

use medlab_charts::Argument;
use medlab_exercise::Exercise;
use medlab_exercise::verify::{Finding, Piece, Table, Trial, Verified};
use medlab_report::{Exit, Words};

use crate::arguments::{Common, Verify};
use crate::catalogue;
use crate::files;
use crate::pool;
use crate::printer::Printer;
use crate::programs::{self, Whose};
use crate::progress::Progress;
use crate::stop::Stop;

pub(crate) fn run(
    asked: &Verify,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    let chosen: Vec<&Exercise> = if asked.exercises.is_empty() {
        course.exercises.iter().collect()
    } else {
        let find = |id: &String| catalogue::exercise(&course, id);
        asked.exercises.iter().map(find).collect::<Result<_, _>>()?
    };
    chosen.iter().try_for_each(|exercise| catalogue::full(exercise))?;
    let course_folder = common.course.as_deref();
    let programs =
        programs::of(chosen.iter().copied(), course_folder, Whose::Own, printer)?;
    let words = printer.words();
    let seeds = |exercise: &Exercise| match asked.code_seeds {
        Some(seeds) if exercise.judges_code() => seeds,
        _ => asked.seeds,
    };
    let trials: Vec<Trial> = chosen
        .iter()
        .map(|exercise| Trial::new(&course, exercise, &*programs))
        .collect::<Result<_, _>>()?;
    let pieces: Vec<(usize, Piece)> = (0..chosen.len())
        .flat_map(|number| {
            let pieces = trials[number].pieces(seeds(chosen[number]));
            pieces.into_iter().map(move |piece| (number, piece))
        })
        .collect();
    let progress = Progress::new(printer, pieces.len());
    let work = |at: usize| {
        let started = Instant::now();
        let (number, piece) = &pieces[at];
        let done = trials[*number].done(piece);
        progress.tick();
        (done, started.elapsed().as_secs_f64())
    };
    let mut found = Vec::new();
    let mut rows = Vec::new();
    // Of one exercise: what came of its pieces, and the time of all, each on its core.
    let (mut parts, mut seconds) = (Vec::new(), 0.0);
    pool::in_order(pieces.len(), pool::cores(), work, |at, (done, more)| {
        parts.push(done?);
        seconds += more;
        let number = pieces[at].0;
        if pieces.get(at + 1).is_some_and(|(next, _)| *next == number) {
            return Ok(());
        }
        let exercise = chosen[number];
        let mut verified = trials[number].summed(parts.drain(..));
        let seconds = std::mem::take(&mut seconds);
        verified.findings.extend(about_words(exercise, words));
        if !printer.is_json() {
            let run = (seeds(exercise), seconds);
            progress.aside(|| printer.data(&as_text(exercise, &verified, run, words)))?;
        }
        if asked.keep {
            keep(exercise, &verified.table, common)?;
        }
        rows.push(verified.table);
        found.extend(verified.findings);
        Ok::<_, Stop>(())
    })?;
    drop(progress);
    if printer.is_json() {
        printer.data(&as_json(&found, &rows))?;
    }
    if found.is_empty() {
        let held = [
            ("exercises", chosen.len().into()),
            (
                "draws",
                f64::from(chosen.iter().copied().map(seeds).min().unwrap_or(0)).into(),
            ),
        ];
        printer.tell("verify-holds", &held);
        return Ok(Exit::Done);
    }
    printer.tell("verify-findings", &[("findings", found.len().into())]);
    Ok(Exit::Course)
}

/// Keeps a table beside its exercise, where there is a folder of it.
fn keep(exercise: &Exercise, table: &Table, common: &Common) -> Result<(), Stop> {
    let Some(root) = common.course.clone().or_else(files::course_above) else {
        return Ok(());
    };
    let path = root.join(&exercise.folder).join("verify.json");
    let text = serde_json::to_string_pretty(table).unwrap_or_default();
    files::write(&path, (text + "\n").as_bytes(), true)
}

/// Everything that was found, for programs.
fn as_json(found: &[Finding], tables: &[Table]) -> String {
    let row = |finding: &Finding| {
        serde_json::json!({
            "rule": finding.rule, "file": finding.file, "message": finding.message,
        })
    };
    let findings: Vec<_> = found.iter().map(row).collect();
    let document =
        serde_json::json!({"format": 1, "findings": findings, "exercises": tables});
    format!("{document}\n")
}

/// Findings about an exercise's words, which only the report can judge.
fn about_words(exercise: &Exercise, words: &Words) -> Vec<Finding> {
    let mut findings = Vec::new();
    let file = format!("{}/feedback.en.ftl", exercise.folder);
    let mut find = |message: String| {
        let rule = "words-complete";
        findings.push(Finding { rule, file: file.clone(), message });
    };
    match words.exercise(exercise.text("feedback.en.ftl")) {
        Err(error) => find(error.to_string()),
        Ok(spoken) => {
            let criteria = || exercise.file.criteria.iter().map(|c| c.id.as_str());
            let never = || exercise.file.never.iter().map(|never| never.id.as_str());
            for id in spoken.missing(criteria(), never()) {
                find(format!("expected the message {id}, found none"));
            }
            for error in spoken.unsayable(criteria(), never()) {
                find(error.to_string());
            }
        }
    }
    findings
}

/// What is said of one exercise after so many draws in so many seconds.
fn as_text(
    exercise: &Exercise,
    verified: &Verified,
    (draws, seconds): (u32, f64),
    words: &Words,
) -> String {
    let number = |value: f64| Argument::from(value.to_string());
    let count = |count: u32| Argument::from(f64::from(count));
    let state = if verified.findings.is_empty() { "verify-ok" } else { "verify-not-ok" };
    let head = [
        ("exercise", exercise.file.id.clone().into()),
        ("version", exercise.file.version.to_string().into()),
        ("state", words.say(state, &[]).into()),
        ("seconds", Argument::Rounded(seconds, 1)),
    ];
    let mut text = words.say("verify-exercise", &head) + "\n";
    let table = &verified.table;
    let row = [
        ("solution", number(table.solution_least)),
        ("starter", number(table.starter_most)),
        ("redrawn", count(table.redrawn)),
        ("neighbours", count(table.neighbours_passed)),
        ("draws", count(draws)),
    ];
    text += &format!("  {}\n", words.say("verify-table", &row));
    if let Some(fuel) = table.fuel {
        let row = [
            ("costliest", number(fuel.costliest_call as f64)),
            ("limit", number(fuel.limit as f64)),
        ];
        text += &format!("  {}\n", words.say("verify-fuel", &row));
    }
    for (name, row) in &table.flawed {
        let unjudged = || words.say("result-not-gradable", &[]);
        let points = row.at_reference.map_or_else(unjudged, |p| p.to_string());
        let said = [
            ("name", format!("{name:<26}").into()),
            ("points", format!("{points:>5}").into()),
            ("mean", format!("{:.2}", row.mean).into()),
            ("least", number(row.least)),
            ("most", number(row.most)),
            ("passed", count(row.passed)),
            ("draws", count(draws)),
        ];
        text += &format!("  {}\n", words.say("verify-flawed", &said));
    }
    for Finding { rule, file, message } in &verified.findings {
        text += &format!("  [{rule}] {file}: {message}\n");
    }
    text
}
