//! `medlab check`: judges one's own work on practice patients and explains the result.

use medlab_exercise::code::Programs;
use medlab_exercise::release::STORY;
use medlab_exercise::{
    Assignment, Course, Exercise, Fault, Grade, Status, VariantId, judge,
};
use medlab_report::{
    ExerciseWords, Exit, Gallery, grade_json, grade_json_line, grade_text,
    illustrated_grade_html, prose,
};

use crate::arguments::{Check, Common};
use crate::catalogue;
use crate::figures;
use crate::lab::Lab;
use crate::page::Page;
use crate::printer::Printer;
use crate::programs::{self, Native, Whose};
use crate::reason::Reason;
use crate::stop::Stop;
use crate::submissions::Unusable;

/// The most questions that are asked at once: more help nobody.
const MOST_QUESTIONS: usize = 2;

pub(crate) fn run(
    asked: &Check,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let page = Page::asked(asked.html.as_ref(), asked.force)?;
    let course = catalogue::course(common)?;
    let lab = Lab::here_or_stop()?;
    let words = printer.words();
    let exercises = chosen(asked.exercise.as_deref(), &course, &lab)?;
    if page.is_some() && exercises.len() > 1 {
        let found = exercises.len();
        return Err(Stop::usage(Reason::SeveralExercises { found }));
    }
    let mut progress = lab.progress();
    let mut exit = Exit::Done;
    let several = exercises.len() > 1;
    let mut last = None;
    let course_folder = common.course.as_deref();
    let all = || exercises.iter().copied();
    let judge = programs::of(all(), course_folder, Whose::Own, printer);
    let native = judge.is_err() && programs::lacking(all(), course_folder);
    let judge = if native {
        printer.tell("code-native", &[]);
        let others = all().filter(|exercise| !exercise.judges_code());
        programs::of(others, course_folder, Whose::Own, printer)?
    } else {
        judge?
    };
    for exercise in exercises.iter().copied() {
        let own;
        let programs: &dyn Programs = if native && exercise.judges_code() {
            own = Native::new(&lab.root, &exercise.file.id, printer)?;
            &own
        } else {
            &*judge
        };
        let (grade, galleries) =
            judged(&course, exercise, &lab, programs, page.is_some())?;
        progress.remember(&grade);
        let spoken = super::words(words, exercise)?;
        if printer.is_json() {
            let text = if several {
                grade_json_line(&grade, &spoken) + "\n"
            } else {
                grade_json(&grade, &spoken)
            };
            printer.data(&text)?;
        } else {
            printer.data(&grade_text(&grade, &spoken, printer.terminal()))?;
            let stuck = progress.stuck(&exercise.file.id);
            encourage(printer, exercise, &spoken, &grade, &stuck)?;
        }
        let passed = if grade.passed() { Exit::Done } else { Exit::NotPassed };
        exit = exit.max(match grade.status {
            Status::GraderError(_) => Exit::Grader,
            _ => passed,
        });
        last = Some((grade, galleries, exercise));
    }
    lab.keep(&progress)?;
    if let (Some(page), Some((grade, galleries, exercise))) = (page, last) {
        let spoken = super::words(words, exercise)?;
        let html = illustrated_grade_html(&grade, &spoken, &galleries);
        page.write(&html, printer)?;
    }
    Ok(exit)
}

/// The named exercise, the one whose folder one stands in, or all of the lab.
pub(super) fn chosen<'a>(
    named: Option<&str>,
    course: &'a Course,
    lab: &Lab,
) -> Result<Vec<&'a Exercise>, Stop> {
    if let Some(id) = named {
        let id = id.trim_end_matches('/');
        return Ok(vec![catalogue::exercise(course, id)?]);
    }
    if let Some(folder) = lab.standing_in()
        && let Ok(exercise) = course.exercise(&folder)
    {
        return Ok(vec![exercise]);
    }
    let all: Vec<&Exercise> = course
        .exercises
        .iter()
        .filter(|exercise| lab.folder(&exercise.file.id).is_dir())
        .collect();
    if all.is_empty() {
        return Err(Stop::usage(Reason::NoExercises));
    }
    Ok(all)
}

/// The grade, and where they are asked for, figures of what was predicted.
fn judged(
    course: &Course,
    exercise: &Exercise,
    lab: &Lab,
    programs: &dyn Programs,
    illustrated: bool,
) -> Result<(Grade, Vec<Gallery>), Stop> {
    let dataset = course.dataset(exercise)?;
    let submission = lab.submission(exercise);
    let refused = |variant, fault| {
        let grade = judge::not_gradable(exercise, dataset, &submission, variant, fault);
        Ok((grade, Vec::new()))
    };
    let handin = match submission.handin() {
        Err(fault) => return refused(None, fault),
        Ok(handin) => handin,
    };
    if let Err(fault) = handin.is_for(exercise) {
        return refused(Some(handin.variant), fault);
    }
    let VariantId::Practice(number) = handin.variant else {
        let fault = Fault::new(Unusable::PackInPractice);
        return refused(Some(handin.variant), fault);
    };
    let assignment = Assignment::practice(exercise, dataset, number)?;
    let grade =
        judge::grade(exercise, dataset, &assignment, &submission, programs, true)?;
    let galleries = || figures::galleries(exercise, dataset, &assignment, &submission);
    Ok((grade, illustrated.then(galleries).unwrap_or_default()))
}

/// After failures a question; after passing, the solution's story; nothing where nothing was
/// judged, as the way out was said already.
fn encourage(
    printer: &Printer,
    exercise: &Exercise,
    words: &ExerciseWords,
    grade: &Grade,
    stuck: &[&str],
) -> Result<(), Stop> {
    let mut text = String::new();
    if grade.passed() {
        let story = [STORY, "solution/solution.md"].map(|name| exercise.text(name));
        if let Some(story) = story.into_iter().find(|story| !story.is_empty()) {
            text = format!("\n{}", prose(story, printer.terminal()));
        }
    } else if grade.marks().is_some() {
        for criterion in stuck.iter().take(MOST_QUESTIONS) {
            if let Some(question) = words.question(criterion) {
                let question = words
                    .program()
                    .say("check-question", &[("question", question.into())]);
                text += &format!("\n{}", prose(&question, printer.terminal()));
            }
        }
        text += &format!("\n{}\n", words.program().say("check-hints", &[]));
    }
    printer.data(&text)
}
