//! A worker's own side: reads submissions from its input, answers each with one line.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use medlab_exercise::code::NoPrograms;
use medlab_exercise::submission::Submission;
use medlab_exercise::{
    Assignment, Course, CourseError, CourseKey, Exercise, Status, VariantId, judge,
};
use medlab_report::Exit;

use super::limits;
use super::message::{Job, LONGEST, Reply, Setup};
use crate::arguments::Common;
use crate::catalogue;
use crate::stop::Stop;

/// Judges what standard input brings until it is closed.
pub(crate) fn serve(common: &Common) -> Result<Exit, Stop> {
    limits::hold();
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let course = catalogue::course(common)?;
    let Some(setup) = next::<Setup>(&mut input) else { return Ok(Exit::Grader) };
    let exercise = catalogue::exercise(&course, &setup.exercise)?.clone();
    let (key, drawn) = (setup.key(), BTreeMap::new());
    let mut judging = Judging { course, exercise, key, drawn };
    while let Some(job) = next::<Job>(&mut input) {
        limits::allow_one_more();
        let reply = judging.reply(&job);
        if writeln!(output, "{}", reply.line()).and_then(|()| output.flush()).is_err() {
            break;
        }
    }
    Ok(Exit::Done)
}

fn next<T: serde::de::DeserializeOwned>(input: &mut impl BufRead) -> Option<T> {
    let mut line = String::new();
    input.take(LONGEST).read_line(&mut line).ok()?;
    serde_json::from_str(&line).ok()
}

struct Judging {
    course: Course,
    exercise: Exercise,
    key: Option<CourseKey>,
    /// Practice variants are shared by many submissions.
    drawn: BTreeMap<VariantId, Assignment>,
}

impl Judging {
    fn reply(&mut self, job: &Job) -> Reply {
        let judged = catch_unwind(AssertUnwindSafe(|| self.judged(job)));
        match judged {
            Ok(Ok(status)) => Reply::Judged(status),
            Ok(Err(error)) => Reply::Course(error.into()),
            Err(_) => Reply::Judged(judge::failed()),
        }
    }

    fn judged(&mut self, job: &Job) -> Result<Status, CourseError> {
        let (Some(variant), Some(files)) = (job.variant(), job.files()) else {
            return Ok(judge::failed());
        };
        let dataset = self.course.dataset(&self.exercise)?;
        let submission = Submission { path: String::new(), files: Ok(files) };
        let drawn = match (variant, self.drawn.remove(&variant)) {
            (_, Some(known)) => known,
            _ => Assignment::of(&self.exercise, dataset, variant, self.key.as_ref())?,
        };
        let status = judge::status(
            &self.exercise,
            dataset,
            &drawn,
            &submission,
            &NoPrograms,
            false,
        );
        if let VariantId::Practice(_) = variant {
            self.drawn.insert(variant, drawn);
        }
        status
    }
}
