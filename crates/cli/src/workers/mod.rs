//! Workers: processes of this same program that judge recipes, and may die alone.
//!
//! A recipe is bounded and its work is estimated before anything is fitted; a worker is what
//! holds if that estimate was wrong. Each has a limit on memory and, for each submission, on
//! processor time and on the clock. One that dies costs the one submission it was at, and
//! another takes its place. The teacher's key goes through a pipe, never through arguments.

mod limits;
mod message;
mod servant;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use medlab_exercise::submission::Submission;
use medlab_exercise::{CourseError, CourseKey, Status, VariantId, judge};

use message::{Job, LONGEST, Reply, Setup};

pub(crate) use servant::serve;

/// How long one submission may take by the clock, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);

/// Processes that judge submissions of one exercise, started when they are first needed.
pub(crate) struct Workers {
    course: Option<PathBuf>,
    setup: Setup,
    idle: Mutex<Vec<Worker>>,
}

struct Worker {
    process: Child,
    jobs: Option<ChildStdin>,
    replies: Receiver<String>,
}

/// Why a worker gave no answer.
enum Silence {
    /// It took too long, or was stopped by its limits.
    Stopped,
    /// It failed in another way, which is the grader's fault.
    Failed,
}

impl Workers {
    /// For an exercise of a course; nothing is started yet.
    pub(crate) fn new(
        course: Option<PathBuf>,
        exercise: &str,
        key: Option<&CourseKey>,
    ) -> Self {
        let setup = Setup::new(exercise, key);
        Self { course, setup, idle: Mutex::default() }
    }

    /// Judges one submission in a process of its own for as long as it takes.
    pub(crate) fn judge(
        &self,
        submission: &Submission,
        variant: VariantId,
    ) -> Result<Status, CourseError> {
        let Ok(files) = &submission.files else {
            unreachable!("only a submission that could be read has a variant");
        };
        let job = Job::new(variant, files);
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let resting = idle().pop();
        let started = resting.map_or_else(|| self.start(), Ok);
        let answered = started.map_err(|_| Silence::Failed).and_then(|mut worker| {
            let reply = worker.ask(&job)?;
            idle().push(worker);
            Ok(reply)
        });
        match answered {
            Ok(Reply::Judged(status)) => Ok(status),
            Ok(Reply::Course(error)) => Err(error.into()),
            Err(Silence::Stopped) => Ok(Status::NotGradable(judge::stopped())),
            Err(Silence::Failed) => Ok(judge::failed()),
        }
    }

    fn start(&self) -> std::io::Result<Worker> {
        let mut command = Command::new(std::env::current_exe()?);
        if let Some(course) = &self.course {
            command.arg("--course").arg(course);
        }
        let mut process = command
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut jobs = process.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let answers = process.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let (send, replies) = mpsc::channel();
        // A pipe has no timeout; a thread that waits for it gives the channel one.
        std::thread::Builder::new().spawn(move || {
            let mut answers = BufReader::new(answers);
            loop {
                let mut line = String::new();
                let read = (&mut answers).take(LONGEST).read_line(&mut line);
                if !read.is_ok_and(|bytes| bytes > 0) || send.send(line).is_err() {
                    return;
                }
            }
        })?;
        writeln!(jobs, "{}", self.setup.line())?;
        Ok(Worker { process, jobs: Some(jobs), replies })
    }
}

impl Worker {
    fn ask(&mut self, job: &Job) -> Result<Reply, Silence> {
        let sent = self
            .jobs
            .as_mut()
            .map(|jobs| writeln!(jobs, "{}", job.line()).and_then(|()| jobs.flush()));
        if !matches!(sent, Some(Ok(()))) {
            return Err(self.silence());
        }
        match self.replies.recv_timeout(PATIENCE) {
            Ok(line) => Reply::read(&line).ok_or(Silence::Failed),
            Err(RecvTimeoutError::Timeout) => Err(Silence::Stopped),
            Err(RecvTimeoutError::Disconnected) => Err(self.silence()),
        }
    }

    /// Why it has gone: at its limits, or for another reason.
    fn silence(&mut self) -> Silence {
        match self.process.wait() {
            Ok(status) if limits::stopped(status) => Silence::Stopped,
            _ => Silence::Failed,
        }
    }
}

impl Drop for Worker {
    /// A closed pipe tells it to end; one that is busy is ended.
    fn drop(&mut self) {
        drop(self.jobs.take());
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}
