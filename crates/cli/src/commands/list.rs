//! `medlab list`: the exercises and, inside a lab folder, one's progress.

use std::fmt::Write;

use medlab_exercise::Exercise;
use medlab_exercise::progress::{Progress, Reached};
use medlab_report::{Exit, Words};
use serde::Serialize;

use crate::arguments::{Common, List};
use crate::catalogue;
use crate::lab::Lab;
use crate::printer::Printer;
use crate::stop::Stop;

/// An exercise as JSON.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    unit: &'a str,
    title: &'a str,
    artifacts: Vec<&'static str>,
    minutes: u32,
    points: f64,
    version: u32,
}

pub(crate) fn run(
    asked: &List,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    let lab = Lab::here();
    // In a lab made for one track, the others are no matter unless they are asked for.
    let wanted = |exercise: &&Exercise| match (asked.track, &lab) {
        (Some(track), _) => track.name() == exercise.file.track.name(),
        (None, Some(lab)) => lab.folder(&exercise.file.id).is_dir(),
        (None, None) => true,
    };
    let exercises: Vec<&Exercise> = course.exercises.iter().filter(wanted).collect();
    let more = course.exercises.len() - exercises.len();
    if printer.is_json() {
        let rows: Vec<Row> = exercises.iter().map(|exercise| row(exercise)).collect();
        printer.json(&rows)?;
        return Ok(Exit::Done);
    }
    let words = printer.words();
    let progress = lab.as_ref().map(Lab::progress);
    let mut text = format!("{}\n", course.title);
    let mut unit = "";
    for exercise in exercises {
        if unit != exercise.file.unit {
            unit = &exercise.file.unit;
            let _ = write!(
                text,
                "\n{} · {unit}\n",
                exercise.file.track.name().to_uppercase()
            );
        }
        text += &as_line(exercise, progress.as_ref(), words);
    }
    printer.data(&text)?;
    if more > 0 && asked.track.is_none() {
        printer.say(&format!("\n{}", words.say("list-more", &[("more", more.into())])));
    }
    if progress.is_none() {
        printer.say(&format!("\n{}", words.say("list-start", &[])));
    }
    Ok(Exit::Done)
}

fn points(exercise: &Exercise) -> f64 {
    exercise.max_points().shown()
}

fn row(exercise: &Exercise) -> Row<'_> {
    let file = &exercise.file;
    Row {
        id: &file.id,
        unit: &file.unit,
        title: &file.title,
        artifacts: file.artifacts.iter().map(|a| a.file()).collect(),
        minutes: file.minutes,
        points: points(exercise),
        version: file.version,
    }
}

fn as_line(exercise: &Exercise, progress: Option<&Progress>, words: &Words) -> String {
    let file = &exercise.file;
    let artifacts: Vec<&str> = file.artifacts.iter().map(|a| a.file()).collect();
    let about = [
        ("artifacts", artifacts.join(" + ").into()),
        ("minutes", f64::from(file.minutes).into()),
        ("points", points(exercise).into()),
    ];
    let mut about = words.say("list-about", &about);
    if file.reviewed_by.is_empty() {
        about += &format!(", {}", words.say("list-draft", &[]));
    }
    if let Some(progress) = progress {
        about += &format!("   {}", state(progress.reached(&file.id), words));
    }
    format!("  {:<34} {}\n  {:<34} {about}\n", file.id, file.title, "")
}

fn state(reached: Option<&Reached>, words: &Words) -> String {
    let Some(reached) = reached else { return words.say("list-not-tried", &[]) };
    let id = if reached.passed { "list-passed" } else { "list-not-passed" };
    let best = medlab_exercise::Points::from_hundredths(reached.best).shown();
    words.say(id, &[("best", best.into())])
}
