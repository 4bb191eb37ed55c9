//! Tier none: a process as the standard library starts it, on any system. What it starts itself
//! is ended with it where there are process groups.

use std::io::{PipeReader, PipeWriter};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::job::{End, Job, SandboxError};
use crate::process::Outcome;
use crate::scratch::Scratch;

/// How often a process is asked whether it has ended.
const GLANCE: Duration = Duration::from_millis(2);

/// A process without fences.
#[derive(Debug)]
pub(crate) struct Plain {
    child: Arc<Mutex<Child>>,
    stopped: Arc<Mutex<bool>>,
    number: u32,
}

/// Ends a [`Plain`] from another thread.
#[derive(Debug)]
pub(crate) struct PlainStopper {
    child: Arc<Mutex<Child>>,
    stopped: Arc<Mutex<bool>>,
    number: u32,
}

pub(crate) fn start(
    job: &Job,
    scratch: &Scratch,
    stdin: PipeReader,
    stdout: PipeWriter,
    stderr: PipeWriter,
) -> Result<Plain, SandboxError> {
    let mut command = Command::new(&job.program);
    command
        .args(&job.arguments)
        .env_clear()
        .envs(job.environment.iter().map(|(key, value)| (key, value)))
        .current_dir(scratch.path())
        .stdin(stdin)
        .stdout(stdout)
        .stderr(stderr);
    // Windows starts nothing without these.
    for name in ["SystemRoot", "TEMP", "TMP"] {
        if cfg!(windows)
            && let Some(value) = std::env::var_os(name)
        {
            command.env(name, value);
        }
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command
        .spawn()
        .map_err(|error| SandboxError::Start(job.program.clone(), error))?;
    let number = child.id();
    let child = Arc::new(Mutex::new(child));
    Ok(Plain { child, stopped: Arc::new(Mutex::new(false)), number })
}

impl Plain {
    pub(crate) fn stopper(&self) -> PlainStopper {
        PlainStopper {
            child: Arc::clone(&self.child),
            stopped: Arc::clone(&self.stopped),
            number: self.number,
        }
    }

    pub(crate) fn wait(&mut self) -> Option<Outcome> {
        let status = loop {
            let ended = self.child.lock().ok()?.try_wait().ok()?;
            match ended {
                Some(status) => break status,
                None => std::thread::sleep(GLANCE),
            }
        };
        end_group(self.number);
        let stopped = *self.stopped.lock().ok()?;
        let end = if stopped { End::Stopped } else { own_end(status) };
        Some(Outcome { end, processor: Duration::ZERO, peak: 0 })
    }
}

impl PlainStopper {
    pub(crate) fn stop(&self) {
        let (Ok(mut child), Ok(mut stopped)) = (self.child.lock(), self.stopped.lock())
        else {
            return;
        };
        if matches!(child.try_wait(), Ok(None)) {
            *stopped = true;
            end_group(self.number);
            let _ = child.kill();
        }
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        self.stopper().stop();
        let _ = self.wait();
    }
}

/// What the process left in its group. Its number is not given to another group while one
/// member lives; a group without members is not found.
#[cfg(unix)]
fn end_group(number: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = Pid::from_raw(number.cast_signed()) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}
#[cfg(not(unix))]
fn end_group(_number: u32) {}

#[cfg(unix)]
fn own_end(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Exited(code),
        (None, signal) => End::Signalled(signal.unwrap_or(0)),
    }
}
#[cfg(not(unix))]
fn own_end(status: ExitStatus) -> End {
    End::Exited(status.code().unwrap_or(-1))
}
