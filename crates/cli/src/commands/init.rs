//! `medlab init`: a learner's lab folder.

use medlab_exercise::{Assignment, pack};
use medlab_report::Exit;

use crate::arguments::{Common, Init};
use crate::catalogue;
use crate::files;
use crate::lab::{self, Lab};
use crate::printer::Printer;
use crate::stop::Stop;

/// What a new lab is, for who opens its folder.
const README: &str = include_str!("../../lab/README.md");

/// Every key of a recipe, explained.
const RECIPE: &str = include_str!("../../../../docs/recipe.toml");

/// What a learner edits, and `--force` therefore keeps beside.
const EDITED: [&str; 2] = ["answers.toml", "predictions.csv"];

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
        let written = pack::files(exercise, dataset, &assignment, "en")?;
        for name in EDITED {
            let path = folder.join(name);
            let ours = written.get(name);
            let theirs = files::read(&path, 64 << 20).ok();
            if let (Some(ours), Some(theirs)) = (ours, theirs)
                && *ours != theirs
            {
                files::write(&lab::kept_beside(&path), &theirs, true)?;
            }
        }
        files::write_all(&folder, &written, true)?;
        made.push(exercise);
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
    if let Some(first) = made.first() {
        let folder = format!("{dir}/{}", first.file.id);
        printer.tell("init-next", &[("folder", folder.into())]);
    }
    Ok(Exit::Done)
}
