//! `medlab list`: the exercises and, inside a lab folder, one's progress.

use std::fmt::Write;

use medlab_exercise::Exercise;
use medlab_exercise::progress::Progress;
use medlab_report::Exit;
use serde_json::json;

use crate::arguments::{Common, List};
use crate::catalogue;
use crate::lab::Lab;
use crate::printer::Printer;
use crate::stop::Stop;

pub(crate) fn run(
    asked: &List,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    let wanted = |exercise: &&Exercise| {
        asked.track.is_none_or(|track| track.name() == exercise.file.track.name())
    };
    let exercises: Vec<&Exercise> = course.exercises.iter().filter(wanted).collect();
    if printer.is_json() {
        let rows = exercises.iter().map(|exercise| as_json(exercise));
        let array = serde_json::Value::Array(rows.collect());
        printer.data(&format!("{array}\n"))?;
        return Ok(Exit::Done);
    }
    let progress = Lab::here().map(|lab| lab.progress());
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
        text += &as_line(exercise, progress.as_ref());
    }
    printer.data(&text)?;
    if progress.is_none() {
        printer.say("\nStart with `medlab init my-lab`.");
    }
    Ok(Exit::Done)
}

fn points(exercise: &Exercise) -> f64 {
    exercise.max_points().shown()
}

fn as_json(exercise: &Exercise) -> serde_json::Value {
    let file = &exercise.file;
    let artifacts: Vec<&str> = file.artifacts.iter().map(|a| a.file()).collect();
    json!({
        "id": file.id,
        "unit": file.unit,
        "title": file.title,
        "artifacts": artifacts,
        "minutes": file.minutes,
        "points": points(exercise),
        "version": file.version,
    })
}

fn as_line(exercise: &Exercise, progress: Option<&Progress>) -> String {
    let file = &exercise.file;
    let artifacts: Vec<&str> = file.artifacts.iter().map(|a| a.file()).collect();
    let reached = match progress.map(|progress| progress.reached(&file.id)) {
        None => String::new(),
        Some(None) => "   not yet tried".into(),
        Some(Some(reached)) => {
            let best = medlab_exercise::Points::from_hundredths(reached.best).shown();
            let state = if reached.passed { "passed" } else { "not yet passed" };
            format!("   {state}, best {best}")
        }
    };
    let draft = if file.reviewed_by.is_empty() { ", draft" } else { "" };
    format!(
        "  {:<34} {}\n  {:<34} {}, {} minutes, {} points{draft}{reached}\n",
        file.id,
        file.title,
        "",
        artifacts.join(" + "),
        file.minutes,
        points(exercise),
    )
}
