//! `medlab verify`: a course's own content, held to what it promises.

use std::time::Instant;

use medlab_exercise::verify::{self, Finding, Verified};
use medlab_exercise::{Course, CourseError, Exercise};
use medlab_report::{Exit, Words};

use crate::arguments::{Common, Verify};
use crate::catalogue;
use crate::files;
use crate::pool;
use crate::printer::Printer;
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
    let words = Words::english();
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let work = |number: usize| {
        let started = Instant::now();
        let verified = verified(&course, chosen[number], asked.seeds, &words);
        (verified, started.elapsed().as_secs_f64())
    };
    pool::in_order(chosen.len(), pool::cores(), work, |number, (verified, seconds)| {
        let exercise = chosen[number];
        let verified = verified?;
        if !printer.is_json() {
            printer.data(&as_text(exercise, &verified, asked.seeds, seconds))?;
        }
        if let Some(table) = &verified.table {
            if asked.keep
                && let Some(root) = common.course.clone().or_else(files::course_above)
            {
                let path = root.join(&exercise.folder).join("verify.json");
                let text = serde_json::to_string_pretty(table).unwrap_or_default() + "\n";
                files::write(&path, text.as_bytes(), true)?;
            }
            rows.push(serde_json::to_value(table).unwrap_or_default());
        }
        found.extend(verified.findings);
        Ok::<_, Stop>(())
    })?;
    if printer.is_json() {
        let findings: Vec<_> = found
            .iter()
            .map(|finding| {
                serde_json::json!({
                    "rule": finding.rule, "file": finding.file, "message": finding.message,
                })
            })
            .collect();
        let document =
            serde_json::json!({"format": 1, "findings": findings, "exercises": rows});
        printer.data(&format!("{document}\n"))?;
    }
    if found.is_empty() {
        printer.say(&format!(
            "{} and {}: all holds.",
            counted(chosen.len(), "exercise"),
            counted(asked.seeds as usize, "draw")
        ));
        return Ok(Exit::Done);
    }
    printer.say(&format!(
        "{}: the course's content needs mending.",
        counted(found.len(), "finding")
    ));
    Ok(Exit::Course)
}

/// `1 finding`, `2 findings`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The engine's findings, and those about words, which only the report can judge.
fn verified(
    course: &Course,
    exercise: &Exercise,
    seeds: u32,
    words: &Words,
) -> Result<Verified, CourseError> {
    let mut verified = verify::exercise(course, exercise, seeds)?;
    let file = format!("{}/feedback.en.ftl", exercise.folder);
    let mut find = |message: String| {
        let rule = "words-complete";
        verified.findings.push(Finding { rule, file: file.clone(), message });
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
    Ok(verified)
}

fn as_text(exercise: &Exercise, verified: &Verified, seeds: u32, seconds: f64) -> String {
    let state = if verified.findings.is_empty() { "ok" } else { "FINDINGS" };
    let mut text = format!(
        "{} v{}: {state} ({seconds:.1} s)\n",
        exercise.file.id, exercise.file.version
    );
    if let Some(table) = &verified.table {
        text += &format!(
            "  solution at least {}, starter at most {}, drawn again {} of {seeds}, \
             neighbour passed {} of {seeds}\n",
            table.solution_least,
            table.starter_most,
            table.redrawn,
            table.neighbours_passed
        );
        for (name, row) in &table.flawed {
            let at_reference = row
                .at_reference
                .map_or("not gradable".into(), |points| points.to_string());
            text += &format!(
                "  {name:<26} practice-1: {at_reference:>5}   mean {:.2} ({:.2} to {:.2}), \
                 passed {} of {seeds}\n",
                row.mean, row.least, row.most, row.passed
            );
        }
    }
    for Finding { rule, file, message } in &verified.findings {
        text += &format!("  [{rule}] {file}: {message}\n");
    }
    text
}
