//! `medlab run`: carries a learner's recipe out on their own tables and shows what comes of
//! it. Nothing is judged and nothing hidden is looked at.

use std::collections::BTreeMap;

use medlab_cohort::Dataset;
use medlab_exercise::{
    Assignment, Course, Exercise, Files, OwnTables, Run, VariantId, needs,
};
use medlab_report::{Exit, Words, run_figures, run_html, run_json, run_text};

use crate::arguments::{Common, RunRecipe};
use crate::catalogue;
use crate::files;
use crate::lab::Lab;
use crate::page::Page;
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

/// The largest table of a pack.
const TABLE: u64 = 64 << 20;

pub(crate) fn run(
    asked: &RunRecipe,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let page = Page::asked(asked.html.as_ref(), asked.force)?;
    let course = catalogue::course(common)?;
    let lab = Lab::here_or_stop()?;
    let exercise = chosen(asked.exercise.as_deref(), &course, &lab)?;
    let dataset = course.dataset(exercise)?;
    let submission = lab.submission(exercise);
    let handin = submission.handin().map_err(Stop::not_gradable)?;
    handin.is_for(exercise).map_err(Stop::not_gradable)?;
    let own = own_tables(exercise, dataset, &lab, handin.variant)?;
    let recipe = needs::recipe(&exercise.file, &submission);
    let (_, bytes) = recipe.map_err(Stop::not_gradable)?;
    let run = Run::of(exercise, dataset, &own, bytes)?;
    let words = Words::english_for(exercise.file.track).about_rows(&dataset.row);
    if printer.is_json() {
        printer.data(&run_json(&run, &exercise.file.id))?;
    } else {
        let text = run_text(&run, &exercise.file.title, &words, printer.terminal());
        printer.data(&text)?;
    }
    if let Some(page) = page {
        let curve = run.learning_curve(exercise, &own);
        let figures = run_figures(&run, &curve, &words);
        let html = run_html(&run, &exercise.file.title, &figures, &words);
        page.write(&html, printer)?;
    }
    Ok(Exit::Done)
}

/// The exercise that was named or that one stands in, else the lab's only one with a recipe.
fn chosen<'a>(
    named: Option<&str>,
    course: &'a Course,
    lab: &Lab,
) -> Result<&'a Exercise, Stop> {
    let with_recipe = |exercise: &&Exercise| needs::recipe_path(&exercise.file).is_some();
    let all = super::check::chosen(named, course, lab)?;
    let found: Vec<&Exercise> = all.iter().copied().filter(with_recipe).collect();
    let reason = match (found.as_slice(), all.as_slice()) {
        ([only], _) => return Ok(only),
        ([], [only]) => Reason::NoRecipe { exercise: only.file.id.clone() },
        ([], _) => Reason::NoRecipes,
        _ => Reason::SeveralRecipes { found: found.len() },
    };
    Err(Stop::usage(reason))
}

/// A practice variant's tables are drawn as `check` draws them, a pack's are in its folder.
fn own_tables(
    exercise: &Exercise,
    dataset: &Dataset,
    lab: &Lab,
    variant: VariantId,
) -> Result<OwnTables, Stop> {
    if let VariantId::Practice(number) = variant {
        let assignment = Assignment::practice(exercise, dataset, number)?;
        return Ok(OwnTables::of(&exercise.file, &assignment)?);
    }
    let folder = lab.folder(&exercise.file.id);
    let mut tables: Files = BTreeMap::new();
    for name in OwnTables::names(&exercise.file) {
        let bytes = files::read(&folder.join(&name), TABLE)?;
        tables.insert(name, bytes);
    }
    OwnTables::read(exercise, dataset, &tables).map_err(Stop::not_gradable)
}
