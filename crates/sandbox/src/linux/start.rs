//! The caller's side of the keeper.

use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read};
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::channel::{Ending, Report, send};
use super::policy::{Namespaces, Policy};
use crate::job::{End, Job, SandboxError};
use crate::process::Outcome;
use crate::sandbox::Confiner;
use crate::scratch::Scratch;

/// How a sandbox confines, whatever the job.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) confiner: Confiner,
    pub(crate) namespaces: Namespaces,
    pub(crate) landlock: bool,
}

/// A keeper at work.
#[derive(Debug)]
pub(crate) struct Keeper {
    child: Child,
    control: BufReader<UnixStream>,
}

/// A report is one short line.
const LONGEST_LINE: u64 = 16 << 10;

/// After the order to end, the keeper needs milliseconds. One that does not answer is killed,
/// and the program with it, as the kernel ends it with its keeper.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts a job; returns when the program runs, or says why it does not.
pub(crate) fn start(
    plan: &Plan,
    job: &Job,
    scratch: &Scratch,
    stdin: PipeReader,
    stdout: PipeWriter,
    stderr: PipeWriter,
) -> Result<Keeper, SandboxError> {
    let limits = &job.limits;
    let policy = Policy {
        program: job.program.clone(),
        scratch: scratch.path().to_path_buf(),
        stage: scratch.stage(),
        namespaces: plan.namespaces,
        landlock: plan.landlock,
        user: scratch.owner(),
        processor_seconds: limits.processor_seconds,
        memory: limits.memory,
        processes: limits.processes,
        file_size: limits.file_size,
        open_files: limits.open_files,
        scratch_bytes: limits.scratch_bytes,
        scratch_files: limits.scratch_files,
        arguments: job.arguments.iter().map(Into::into).collect(),
        environment: job
            .environment
            .iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect(),
        readable: job.readable.clone(),
        executable: job.executable.clone(),
    };
    let failed = |error| SandboxError::Start(plan.confiner.program.clone(), error);
    let (ours, theirs) = UnixStream::pair().map_err(failed)?;
    let mut command = Command::new(&plan.confiner.program);
    let child = command
        .args(&plan.confiner.arguments)
        .arg("keeper")
        .env_clear()
        .process_group(0)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .map_err(failed)?;
    // Our copies of the pipes' other ends must not stay open.
    drop(command);
    let mut keeper = Keeper { child, control: BufReader::new(ours) };
    send(keeper.control.get_ref(), &policy.encode(), stdin.as_fd()).map_err(failed)?;
    drop(stdin);
    match keeper.line().as_deref() {
        Some("started\n") => Ok(keeper),
        Some(line) => {
            let why = line.strip_prefix("failed ").unwrap_or(line).trim_end();
            Err(SandboxError::Refused(why.to_string()))
        }
        None => Err(SandboxError::Lost),
    }
}

impl Keeper {
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let mut limited = (&mut self.control).take(LONGEST_LINE);
        limited.read_line(&mut line).ok()?;
        line.ends_with('\n').then_some(line)
    }

    /// A handle with which another thread can order the end.
    pub(crate) fn stopper(&self) -> std::io::Result<UnixStream> {
        self.control.get_ref().try_clone()
    }

    /// Orders the end through a handle of [`Keeper::stopper`].
    pub(crate) fn stop(handle: &UnixStream) {
        let _ = handle.set_read_timeout(Some(PATIENCE));
        let _ = handle.shutdown(Shutdown::Write);
    }

    /// Waits until nothing is left of the program.
    pub(crate) fn wait(&mut self) -> Option<Outcome> {
        let report = self.line().and_then(|line| Report::decode(&line));
        if report.is_none() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        let report = report?;
        let end = match report.end {
            Ending::Exited(code) => End::Exited(code),
            Ending::Signalled(signal) => End::Signalled(signal),
            Ending::Scratch => End::TooMuchScratch,
            Ending::Stopped => End::Stopped,
        };
        Some(Outcome {
            end,
            processor: Duration::from_micros(report.processor_microseconds),
            peak: report.peak_kibibytes.saturating_mul(1024),
        })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        Self::stop(self.control.get_ref());
        if self.child.try_wait().ok().flatten().is_none() {
            let _ = self.wait();
        }
    }
}
