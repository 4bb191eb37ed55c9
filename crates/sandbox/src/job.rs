//! What is to be run, how much it may use, and how it ended.

use std::path::PathBuf;
use std::time::Duration;

/// How firmly a process is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Time and output only.
    None,
    /// Landlock, a filter of system calls and resource limits.
    Strict,
    /// Namespaces besides.
    Full,
}

impl Tier {
    /// The name in settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Strict => "strict",
            Self::Full => "full",
        }
    }
}

/// How much a job may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Seconds of processor time of each process.
    pub processor_seconds: u64,
    /// Time on the clock, of the whole.
    pub wall: Duration,
    /// Bytes of address space of each process. `None` for what reserves much and uses little,
    /// as a WebAssembly engine does.
    pub memory: Option<u64>,
    /// Bytes that are kept of standard output, and as many of standard error. More ends the job.
    pub output: usize,
    /// Processes and threads at one time.
    pub processes: u64,
    /// Bytes of the largest file.
    pub file_size: u64,
    /// Open files of each process.
    pub open_files: u64,
    /// Bytes of all files in the scratch folder. Looked at ten times a second.
    pub scratch_bytes: u64,
    /// Files and folders in the scratch folder. Looked at ten times a second.
    pub scratch_files: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            processor_seconds: 10,
            wall: Duration::from_secs(20),
            memory: Some(2 << 30),
            output: 64 << 10,
            processes: 32,
            file_size: 64 << 20,
            open_files: 256,
            scratch_bytes: 256 << 20,
            scratch_files: 1000,
        }
    }
}

/// One program to be run: it has its scratch folder as current folder, the environment given
/// here and nothing else, no network, and standard input, output and error as pipes.
#[derive(Debug, Clone)]
pub struct Job {
    /// Absolute path of the program. It and its shared libraries must be in `executable`.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The whole environment.
    pub environment: Vec<(String, String)>,
    /// Files and folders that may be read. Absolute; what does not exist is an error.
    pub readable: Vec<PathBuf>,
    /// Files and folders that may be read, mapped and executed.
    pub executable: Vec<PathBuf>,
    /// How much it may use.
    pub limits: Limits,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this code.
    Exited(i32),
    /// By this signal.
    Signalled(i32),
    /// Too much processor time, or too long on the clock.
    OutOfTime,
    /// More output than is kept.
    TooMuchOutput,
    /// More in its scratch folder than it may.
    TooMuchScratch,
    /// The caller ended it.
    Stopped,
}

/// A job that has ended, with all its descendants.
#[derive(Debug, Clone)]
pub struct Finished {
    /// How.
    pub end: End,
    /// What it wrote on standard output, at most `Limits::output` bytes.
    pub stdout: Vec<u8>,
    /// What it wrote on standard error, likewise.
    pub stderr: Vec<u8>,
    /// Processor time of it and its waited-for descendants. Zero in tier none.
    pub processor: Duration,
    /// Bytes of the largest process at its peak. Zero in tier none.
    pub peak: u64,
    /// Time on the clock, start and end included.
    pub wall: Duration,
}

/// Why a job could not be run. Never the fault of the program that was to run.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The confiner or, in tier none, the program could not be started.
    #[error("cannot start {0}: {1}")]
    Start(PathBuf, std::io::Error),
    /// The confiner could not build one of its fences, so nothing was run.
    #[error("cannot confine: {0}")]
    Refused(String),
    /// This machine cannot enforce the tier.
    #[error("tier {} cannot be enforced here", .0.name())]
    NotEnforceable(Tier),
    /// The confiner vanished.
    #[error("the confiner ended without a report")]
    Lost,
    /// The scratch folder cannot be made or written.
    #[error("the scratch folder: {0}")]
    Scratch(std::io::Error),
}
