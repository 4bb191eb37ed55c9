//! Reporters: what listens while a class is graded, beside the folder of results.

use std::collections::BTreeMap;
use std::time::Instant;

use medlab_charts::Argument;
use medlab_exercise::event::{Event, Reporter};
use medlab_exercise::{Fault, Grade, Mode, Status};
use medlab_report::{
    ExerciseWords, Failure, Words, grade_json, grade_json_line, grade_text,
};

use crate::printer::Printer;
use crate::progress::Progress;
use crate::stop::Stop;
use crate::submissions::Unusable;

/// A progress bar.
pub(crate) struct Bar<'a> {
    printer: &'a Printer,
    progress: Option<Progress>,
}

impl<'a> Bar<'a> {
    pub(crate) fn new(printer: &'a Printer) -> Self {
        Self { printer, progress: None }
    }
}

impl Reporter<Stop> for Bar<'_> {
    fn hear(&mut self, event: Event) -> Result<(), Stop> {
        match (event, &self.progress) {
            (Event::Began { submissions }, _) => {
                self.progress = Some(Progress::new(self.printer, submissions));
            }
            (Event::Graded(_), Some(progress)) => progress.tick(),
            (Event::Ended { .. }, _) => self.progress = None,
            _ => {}
        }
        Ok(())
    }
}

/// The grades on standard output: JSON as they come, words for people at the end.
pub(crate) struct Output<'a> {
    pub(crate) printer: &'a Printer,
    pub(crate) words: &'a ExerciseWords<'a>,
    /// Whether the grades are written to a folder too, which then needs no listener here.
    pub(crate) kept: bool,
    pub(crate) several: bool,
}

impl Reporter<Stop> for Output<'_> {
    fn hear(&mut self, event: Event) -> Result<(), Stop> {
        let printed = match event {
            Event::Began { submissions } => {
                self.several = submissions > 1;
                return Ok(());
            }
            Event::Graded(grade) if self.printer.is_json() && self.several => {
                self.printer.data(&(grade_json_line(grade, self.words) + "\n"))
            }
            Event::Graded(grade) if self.printer.is_json() => {
                self.printer.data(&grade_json(grade, self.words))
            }
            Event::Ended { grades } if !self.printer.is_json() => {
                self.printer.data(&as_text(grades, self.words, self.printer))
            }
            _ => return Ok(()),
        };
        match printed {
            Err(Stop::BrokenPipe) if self.kept => Ok(()),
            other => other,
        }
    }
}

/// What is said of the class as a whole.
pub(crate) struct Tally<'a> {
    pub(crate) printer: &'a Printer,
    pub(crate) started: Instant,
    /// Whether it is known whose submission is whose.
    pub(crate) roster: bool,
}

impl Reporter<Stop> for Tally<'_> {
    fn hear(&mut self, event: Event) -> Result<(), Stop> {
        let Event::Ended { grades } = event else { return Ok(()) };
        if grades.len() < 2 {
            return Ok(());
        }
        let tally = tally(grades, self.started.elapsed().as_secs_f64());
        self.printer.tell("grade-tally", &tally);
        if !self.roster {
            for names in shared_packs(grades) {
                self.printer.tell("grade-shared-pack", &[("names", names.into())]);
            }
        }
        let packs = without_key(grades);
        if packs > 0 {
            self.printer.tell("grade-packs", &[("packs", packs.into())]);
        }
        Ok(())
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
        format!("{name:<width$}  {}\n", outcome(&grade.status, words.program()))
    });
    lines.collect()
}

/// How one submission went, in one line.
fn outcome(status: &Status, words: &Words) -> String {
    let said = |id: &str, why: Option<String>| {
        let result = words.say(id, &[]);
        why.map_or(result.clone(), |why| format!("{result}  {why}"))
    };
    match status {
        Status::Graded(marks) => {
            let most = marks.max_points.shown().to_string();
            let points = format!("{:>5.1}", marks.points.shown());
            let points = words
                .say("tour-points", &[("points", points.into()), ("most", most.into())]);
            let id = if marks.passed { "result-passed" } else { "result-not-passed" };
            format!("{points}  {}", said(id, None))
        }
        Status::NotGradable(fault) => {
            said("result-not-gradable", Some(refusal(fault, words)))
        }
        Status::GraderError(problem) => {
            said("result-grader-error", Some(words.problem(problem).0))
        }
    }
}

/// Where and why a submission could not be judged, in one line.
fn refusal(fault: &Fault, words: &Words) -> String {
    let Failure { message, file, line, .. } = Failure::of(fault, words);
    let place = match (file, line) {
        (Some(file), Some(line)) => format!("{file}:{line}: "),
        (Some(file), None) => format!("{file}: "),
        (None, _) => String::new(),
    };
    place + &message
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
        Status::NotGradable(fault) => fault.problem == Unusable::PackWithoutKey.into(),
        _ => false,
    };
    grades.iter().filter(needs).count()
}

fn tally(grades: &[Grade], seconds: f64) -> [(&'static str, Argument); 6] {
    let count = |of: fn(&Grade) -> bool| grades.iter().filter(|grade| of(grade)).count();
    let passed = count(Grade::passed);
    let refused = count(|grade| matches!(grade.status, Status::NotGradable(_)));
    let failed = count(|grade| matches!(grade.status, Status::GraderError(_)));
    let rest = grades.len() - passed - refused - failed;
    [
        ("submissions", grades.len().into()),
        ("seconds", Argument::Rounded(seconds, 1)),
        ("passed", passed.into()),
        ("rest", rest.into()),
        ("refused", refused.into()),
        ("failed", failed.into()),
    ]
}
