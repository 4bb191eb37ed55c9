//! `medlab grade`: a class's submissions, judged side by side.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::time::Instant;

use medlab_exercise::{Class, CourseKey, Fault, Grade, Mode, PseudonymKey, Status};
use medlab_report::{
    ExerciseWords, Exit, Words, grade_json, grade_json_line, grade_text,
};

use crate::arguments::{self, Common};
use crate::catalogue;
use crate::commands::issue::read_roster;
use crate::judging::{Judging, PACK_WITHOUT_KEY};
use crate::keys;
use crate::pool;
use crate::printer::Printer;
use crate::progress::Progress;
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
    let found = submissions::find(&asked.paths).map_err(|error| {
        let message = error.error.to_string();
        Stop::usage("unreadable", message, "check the path").about(&error.path)
    })?;
    if found.is_empty() {
        let message = "expected submissions, found none";
        return Err(Stop::usage("no_submissions", message, "check the path"));
    }
    let all = Words::english();
    let words = super::words(&all, exercise)?;
    let mut results = Results::open(asked.out.as_deref(), asked.force)?;
    let judging = Judging::new(exercise, course.dataset(exercise)?, class, &found);
    let started = Instant::now();
    let progress = Progress::new(printer, found.len());
    let several = found.len() > 1;
    let mut grades = Vec::new();
    let jobs = asked.jobs.map_or_else(pool::cores, NonZero::get);
    let judge = |number: usize| judging.grade(&found[number].read());
    pool::in_order(found.len(), jobs, judge, |_, grade| {
        let grade = grade?;
        results.grade(&grade, &words)?;
        if printer.is_json() {
            let text = if several {
                grade_json_line(&grade, &words) + "\n"
            } else {
                grade_json(&grade, &words)
            };
            heard(printer.data(&text), asked)?;
        }
        progress.tick();
        grades.push(grade);
        Ok::<_, Stop>(())
    })?;
    progress.finish();
    if !printer.is_json() {
        heard(printer.data(&as_text(&grades, &words, printer)), asked)?;
    }
    results.class(&grades, &words)?;
    if let Some(out) = &asked.out {
        printer.say(&format!("Grades, reports and feedback: {}", out.display()));
    }
    if several {
        printer.say(&tally(&grades, started.elapsed().as_secs_f64()));
        if roster.is_none() {
            for pair in shared_packs(&grades) {
                printer.say(&format!(
                    "Warning: {pair} are about the same pack. With --roster FILE, each \
                     learner's own is asked for."
                ));
            }
        }
        let packs = without_key(&grades);
        if packs > 0 {
            printer.say(&format!(
                "{packs} of them on packs: grade them with --key and --pseudonym-key."
            ));
        }
    }
    Ok(exit(&grades, several || roster.is_some(), asked.fail_under))
}

/// That nobody reads standard output any more ends nothing that is written to a folder.
fn heard(printed: Result<(), Stop>, asked: &arguments::Grade) -> Result<(), Stop> {
    match printed {
        Err(Stop::BrokenPipe) if asked.out.is_some() => Ok(()),
        other => other,
    }
}

fn as_text(grades: &[Grade], words: &ExerciseWords, printer: &Printer) -> String {
    if let [only] = grades {
        return grade_text(only, words, printer.terminal());
    }
    let width = grades.iter().map(|g| g.submission.chars().count()).max().unwrap_or(0);
    let width = width.clamp(10, 40);
    let lines = grades.iter().map(|grade| {
        let name = medlab_report::plain(&grade.submission);
        let outcome = match &grade.status {
            Status::Graded(marks) => {
                let passed = if marks.passed { "passed" } else { "not passed" };
                let (points, most) = (marks.points.shown(), marks.max_points.shown());
                format!("{points:>5.1} of {most}  {passed}")
            }
            Status::NotGradable(fault) => format!("not gradable  {}", refusal(fault)),
            Status::GraderError(message) => format!("grader error  {message}"),
        };
        format!("{name:<width$}  {outcome}\n")
    });
    lines.collect()
}

/// Where and why a submission could not be judged, in one line.
fn refusal(fault: &Fault) -> String {
    let fault = medlab_report::plain_fault(fault);
    let mut place = fault.file.unwrap_or_default();
    if let Some(line) = fault.line {
        place += &format!(":{line}");
    }
    if place.is_empty() { fault.message } else { format!("{place}: {}", fault.message) }
}

/// Submissions that were graded on the same pack, as `a, b`.
fn shared_packs(grades: &[Grade]) -> Vec<String> {
    let mut by_pack: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for grade in grades.iter().filter(|grade| grade.mode == Mode::Graded) {
        if let (Some(pack), Some(_)) = (&grade.variant, grade.marks()) {
            by_pack
                .entry(pack)
                .or_default()
                .push(medlab_report::plain(&grade.submission));
        }
    }
    let shared = by_pack.into_values().filter(|names| names.len() > 1);
    shared.map(|names| names.join(", ")).collect()
}

/// How many were made on a teacher's pack although no key was given.
fn without_key(grades: &[Grade]) -> usize {
    let needs = |grade: &&Grade| match &grade.status {
        Status::NotGradable(fault) => fault.code == PACK_WITHOUT_KEY,
        _ => false,
    };
    grades.iter().filter(needs).count()
}

fn tally(grades: &[Grade], seconds: f64) -> String {
    let count = |of: fn(&Grade) -> bool| grades.iter().filter(|grade| of(grade)).count();
    let passed = count(Grade::passed);
    let refused = count(|grade| matches!(grade.status, Status::NotGradable(_)));
    let failed = count(|grade| matches!(grade.status, Status::GraderError(_)));
    let rest = grades.len() - passed - refused - failed;
    let errors = match failed {
        0 => String::new(),
        _ => format!(", {failed} on which the grader failed"),
    };
    format!(
        "{} submissions in {seconds:.1} s: {passed} passed, {rest} not passed, \
         {refused} not gradable{errors}.",
        grades.len()
    )
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
