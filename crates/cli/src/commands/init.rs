//! `medlab init`: a learner's lab folder.

use std::path::Path;

use medlab_exercise::code::HARNESS;
use medlab_exercise::format::Artifact;
use medlab_exercise::{Assignment, Files, pack};
use medlab_report::Exit;

use crate::arguments::{Common, Init};
use crate::catalogue;
use crate::files;
use crate::lab::{self, Lab};
use crate::printer::Printer;
use crate::programs;
use crate::reason::Reason;
use crate::stop::Stop;

/// What a new lab is, for who opens its folder.
const README: &str = include_str!("../../lab/README.md");

/// Every key of a recipe, explained.
const RECIPE: &str = include_str!("../../../../docs/recipe.toml");

/// What a learner edits in an exercise's folder, and `--force` therefore keeps beside.
const EDITED: [&str; 6] = [
    Artifact::Answers.file(),
    Artifact::Predictions.file(),
    Artifact::Recipe.file(),
    Artifact::Card.file(),
    Artifact::Code.file(),
    MANIFEST,
];

/// What a learner may edit in the lab's folder.
const EDITED_ABOVE: [&str; 2] = [MANIFEST, VENDORED];

/// A package's own file, and a workspace's.
const MANIFEST: &str = "Cargo.toml";

/// Cargo's settings in a lab whose crates come from a folder.
const VENDORED: &str = ".cargo/config.toml";

pub(crate) fn run(
    asked: &Init,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    files::new_folder(&asked.dir, asked.force)?;
    let variant = lab::variant_of(asked.learner.as_deref());
    let lab = Lab { root: asked.dir.clone() };
    let mut made = Vec::new();
    for exercise in &course.exercises {
        let track = exercise.file.track.name();
        if asked.track.is_some_and(|wanted| wanted.name() != track) {
            continue;
        }
        let dataset = course.dataset(exercise)?;
        let assignment = Assignment::practice(exercise, dataset, variant)?;
        let folder = lab.folder(&exercise.file.id);
        let mut written = pack::files(exercise, dataset, &assignment, "en")?;
        if exercise.judges_code() {
            let harness = exercise.files.get(HARNESS).cloned().unwrap_or_default();
            written.extend(medlab_library::exercise(&exercise.file.id, &harness));
        }
        keep_edited(&folder, &written, &EDITED)?;
        files::write_all(&folder, &written, true)?;
        made.push(exercise);
    }
    let code = made.iter().copied().filter(|exercise| exercise.judges_code());
    let code: Vec<&str> = code.map(|exercise| exercise.file.id.as_str()).collect();
    if !code.is_empty() {
        let around = workspace(asked, common, &code)?;
        keep_edited(&asked.dir, &around, &EDITED_ABOVE)?;
        files::write_all(&asked.dir, &around, true)?;
    }
    for (name, text) in [("README.md", README), ("docs/recipe.toml", RECIPE)] {
        files::write(&asked.dir.join(name), text.as_bytes(), true)?;
    }
    let text = lab::lab_file(asked.learner.as_deref(), variant);
    files::write(&asked.dir.join(lab::FILE), text.as_bytes(), true)?;
    let dir = asked.dir.display();
    if printer.is_json() {
        let ids: Vec<&str> = made.iter().map(|e| e.file.id.as_str()).collect();
        let document = serde_json::json!({
            "format": 1,
            "lab": asked.dir.display().to_string(),
            "variant": format!("practice-{variant}"),
            "exercises": ids,
        });
        printer.data(&format!("{document}\n"))?;
    }
    let made_words = [
        ("lab", dir.to_string().into()),
        ("exercises", made.len().into()),
        ("variant", format!("practice-{variant}").into()),
    ];
    printer.tell("init-made", &made_words);
    if !code.is_empty() {
        printer.tell("init-code", &[("exercises", code.len().into())]);
    }
    // What needs no tools and no build comes first.
    let first = made.iter().find(|exercise| !exercise.judges_code());
    if let Some(first) = first.or(made.first()) {
        let folder = format!("{dir}/{}", first.file.id);
        printer.tell("init-next", &[("folder", folder.into())]);
    }
    Ok(Exit::Done)
}

/// What stands around the code exercises, so that cargo and editors work.
fn workspace(asked: &Init, common: &Common, code: &[&str]) -> Result<Files, Stop> {
    let (sources, _) = programs::sources_of(common.course.as_deref())?;
    let misfit = |misfit: medlab_library::Misfit| {
        Stop::usage(Reason::NoCode { detail: misfit.to_string() })
    };
    let mut around = medlab_library::workspace(&sources, code).map_err(misfit)?;
    if let Some(vendor) = &asked.vendor {
        let folder = std::fs::canonicalize(vendor).map_err(|error| {
            let detail = error.to_string();
            Stop::usage(Reason::Unreadable { detail }).about(vendor)
        })?;
        let folder = folder.display().to_string();
        around.insert(VENDORED.into(), medlab_library::vendored(&folder));
    }
    Ok(around)
}

/// Keeps what a learner edited beside, before it is overwritten.
fn keep_edited(folder: &Path, written: &Files, edited: &[&str]) -> Result<(), Stop> {
    for name in edited {
        let path = folder.join(name);
        let Some(ours) = written.get(*name) else { continue };
        // What was not there cannot be lost; what cannot be read, must not be.
        if !path.exists() {
            continue;
        }
        let theirs = files::read(&path, 64 << 20)?;
        if *ours != theirs {
            files::write(&lab::kept_beside(&path), &theirs, true)?;
        }
    }
    Ok(())
}
