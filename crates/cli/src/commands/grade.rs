//! `medlab grade`: a class's submissions, judged side by side.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Instant;

use medlab_exercise::event::{Event, Reporter};
use medlab_exercise::{Class, CourseKey, Grade, PseudonymKey, Status};
use medlab_report::Exit;

use crate::arguments::{self, Common};
use crate::catalogue;
use crate::commands::issue::read_roster;
use crate::judging::Judging;
use crate::keys;
use crate::pool;
use crate::printer::Printer;
use crate::programs::{self, Whose};
use crate::reason::Reason;
use crate::reporters::{Bar, Output, Tally};
use crate::results::Results;
use crate::stop::Stop;
use crate::submissions;

pub(crate) fn run(
    asked: &arguments::Grade,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    let exercise = catalogue::exercise(&course, &asked.exercise)?;
    let roster = asked.roster.as_deref().map(read_roster).transpose()?;
    let class = match (&asked.key, &asked.pseudonym_key) {
        (Some(key), Some(pseudonyms)) => Some(Class::new(
            CourseKey::new(keys::read(key)?),
            PseudonymKey::new(keys::read(pseudonyms)?),
            &exercise.file.id,
            roster.as_deref(),
        )),
        _ => None,
    };
    if class.is_some() {
        catalogue::full(exercise)?;
    }
    if let Some(out) = &asked.out {
        apart(out, &asked.paths)?;
    }
    let found = submissions::find(&asked.paths).map_err(|error| {
        let detail = error.error.to_string();
        Stop::usage(Reason::Unreadable { detail }).about(&error.path)
    })?;
    if found.is_empty() {
        return Err(Stop::usage(Reason::NoSubmissions));
    }
    let words = super::words(printer.words(), exercise)?;
    let whose = match asked.trust_submissions {
        true => Whose::Trusted,
        false => Whose::Others,
    };
    let course_folder = common.course.as_deref();
    let programs = programs::of([exercise], course_folder, whose, printer)?;
    let results = Results::open(asked.out.as_deref(), asked.force, &words)?;
    let judging = Judging::new(
        exercise,
        course.dataset(exercise)?,
        class,
        &found,
        common.course.clone(),
        programs,
    );
    let started = Instant::now();
    let (kept, several, roster) =
        (asked.out.is_some(), found.len() > 1, roster.is_some());
    let mut reporters: Vec<Box<dyn Reporter<Stop> + '_>> = vec![
        Box::new(Bar::new(printer)),
        Box::new(results),
        Box::new(Output { printer, words: &words, kept, several }),
        Box::new(Tally { printer, started, roster }),
    ];
    let mut tell =
        |event: Event| reporters.iter_mut().try_for_each(|reporter| reporter.hear(event));
    let mut grades = Vec::new();
    let jobs = asked.jobs.map_or_else(pool::cores, NonZero::get);
    let judge = |number: usize| judging.grade(&found[number].read());
    tell(Event::Began { submissions: found.len() })?;
    pool::in_order(found.len(), jobs, judge, |_, grade| {
        let grade = grade?;
        tell(Event::Graded(&grade))?;
        grades.push(grade);
        Ok::<_, Stop>(())
    })?;
    tell(Event::Ended { grades: &grades })?;
    if let Some(out) = &asked.out {
        let folder = out.display().to_string();
        printer.tell("grade-written", &[("folder", folder.into())]);
    }
    Ok(exit(&grades, several || roster, asked.fail_under))
}

fn exit(grades: &[Grade], cohort: bool, fail_under: Option<u8>) -> Exit {
    let of_one = |grade: &Grade| match &grade.status {
        Status::GraderError(_) => Exit::Grader,
        Status::NotGradable(_) if !cohort || fail_under.is_some() => Exit::NotPassed,
        Status::NotGradable(_) => Exit::Done,
        Status::Graded(marks) if cohort => {
            let enough = fail_under.is_none_or(|percent| {
                let (points, most) =
                    (marks.points.hundredths(), marks.max_points.hundredths());
                100 * points >= u32::from(percent) * most
            });
            if enough { Exit::Done } else { Exit::NotPassed }
        }
        Status::Graded(marks) if marks.passed => Exit::Done,
        Status::Graded(_) => Exit::NotPassed,
    };
    grades.iter().map(of_one).max().unwrap_or(Exit::Done)
}

/// Results must not lie among submissions: the next run would take them for one.
fn apart(out: &Path, submissions: &[PathBuf]) -> Result<(), Stop> {
    let absolute = |path: &Path| {
        let known = path.canonicalize().or_else(|_| std::path::absolute(path));
        known.unwrap_or_else(|_| path.to_path_buf())
    };
    let inside =
        |path: &&PathBuf| path.is_dir() && absolute(out).starts_with(absolute(path));
    match submissions.iter().find(inside) {
        Some(_) => Err(Stop::usage(Reason::OutAmongSubmissions).about(out)),
        None => Ok(()),
    }
}
