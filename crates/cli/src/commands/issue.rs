//! `medlab issue`: one pack of patients for each learner of a class.

use std::time::Instant;

use medlab_charts::Argument;
use medlab_exercise::{Assignment, CourseKey, VariantId, pack, roster};
use medlab_report::Exit;

use crate::arguments::{Common, Issue};
use crate::catalogue;
use crate::files;
use crate::keys;
use crate::pool;
use crate::printer::Printer;
use crate::progress::Progress;
use crate::stop::Stop;

pub(crate) fn run(
    asked: &Issue,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    let exercise = catalogue::exercise(&course, &asked.exercise)?;
    catalogue::full(exercise)?;
    let dataset = course.dataset(exercise)?;
    let key = CourseKey::new(keys::read(&asked.key)?);
    let learners = read_roster(&asked.roster)?;
    files::new_folder(&asked.out, asked.force)?;
    let started = Instant::now();
    let progress = Progress::new(printer, learners.len());
    let make = |number: usize| {
        let id = key.pack(&exercise.file.id, &learners[number]);
        let variant = VariantId::Pack(id);
        let assignment = Assignment::of(exercise, dataset, variant, Some(&key))?;
        let files = pack::files(exercise, dataset, &assignment, "en")?;
        Ok::<_, Stop>((id, files))
    };
    let mut packs = Vec::new();
    pool::in_order(learners.len(), pool::cores(), make, |number, made| {
        let (id, written) = made?;
        files::write_all(&asked.out.join(&learners[number]), &written, asked.force)?;
        packs.push(id.to_string());
        progress.tick();
        Ok::<_, Stop>(())
    })?;
    drop(progress);
    if printer.is_json() {
        let rows = learners.iter().zip(&packs);
        let rows: Vec<_> = rows
            .map(|(learner, pack)| serde_json::json!({"learner": learner, "pack": pack}))
            .collect();
        let document = serde_json::json!({"format": 1, "exercise": exercise.file.id,
            "version": exercise.file.version, "packs": rows});
        printer.data(&format!("{document}\n"))?;
    }
    let issued = [
        ("packs", packs.len().into()),
        ("exercise", exercise.file.id.clone().into()),
        ("folder", asked.out.display().to_string().into()),
        ("seconds", Argument::Rounded(started.elapsed().as_secs_f64(), 1)),
    ];
    printer.tell("issue-done", &issued);
    Ok(Exit::Done)
}

/// The IDs of a roster file.
pub(crate) fn read_roster(path: &std::path::Path) -> Result<Vec<String>, Stop> {
    let bytes = files::read(path, 64 << 20)?;
    roster::read(&bytes).map_err(|fault| Stop::from(fault).about(path))
}
