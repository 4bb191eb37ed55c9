//! A program that runs: with pipes to it, an end to wait for, and no survivor when dropped.

use std::io::{PipeReader, PipeWriter};
use std::time::Duration;

use crate::job::{End, SandboxError};
use crate::plain::Plain;

/// How a process ended and what it used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) end: End,
    pub(crate) processor: Duration,
    pub(crate) peak: u64,
}

/// Whoever answers for the process.
#[derive(Debug)]
pub(crate) enum Holder {
    #[cfg(target_os = "linux")]
    Keeper(crate::linux::Keeper),
    Plain(Plain),
}

/// A handle with which another thread can order the end.
#[derive(Debug)]
pub(crate) enum Stopper {
    #[cfg(target_os = "linux")]
    Keeper(std::os::unix::net::UnixStream),
    Plain(crate::plain::PlainStopper),
}

impl Stopper {
    pub(crate) fn stop(&self) {
        match self {
            #[cfg(target_os = "linux")]
            Self::Keeper(handle) => crate::linux::Keeper::stop(handle),
            Self::Plain(handle) => handle.stop(),
        }
    }
}

/// A running program. Dropping it ends the program and all its descendants.
#[derive(Debug)]
pub struct Confined {
    /// The pipe to its standard input; take and drop it to close it.
    pub stdin: Option<PipeWriter>,
    /// The pipe from its standard output.
    pub stdout: Option<PipeReader>,
    /// The pipe from its standard error. Whoever does not read it should drop it.
    pub stderr: Option<PipeReader>,
    pub(crate) holder: Holder,
}

impl Confined {
    /// Ends the program and all its descendants, if it has not ended by itself, and says how
    /// it ended.
    ///
    /// # Errors
    /// If the confiner vanished.
    pub fn stop(mut self) -> Result<End, SandboxError> {
        self.stopper()?.stop();
        self.wait().map(|outcome| outcome.end)
    }

    pub(crate) fn stopper(&self) -> Result<Stopper, SandboxError> {
        match &self.holder {
            #[cfg(target_os = "linux")]
            Holder::Keeper(keeper) => {
                keeper.stopper().map(Stopper::Keeper).map_err(|_| SandboxError::Lost)
            }
            Holder::Plain(plain) => Ok(Stopper::Plain(plain.stopper())),
        }
    }

    pub(crate) fn wait(&mut self) -> Result<Outcome, SandboxError> {
        match &mut self.holder {
            #[cfg(target_os = "linux")]
            Holder::Keeper(keeper) => keeper.wait().ok_or(SandboxError::Lost),
            Holder::Plain(plain) => plain.wait().ok_or(SandboxError::Lost),
        }
    }
}
