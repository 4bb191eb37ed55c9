//! The engine: a process of `medlab-judge` that holds one compiled submission and runs it.

use std::io::{PipeReader, PipeWriter};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::idle::Reusable;
use medlab_exercise::code::{Solver, Unsolved};
use medlab_protocol::frame;
use medlab_protocol::session::{LARGEST_MODULE, LONGEST_MESSAGE, Loaded, Ran, Run};
use medlab_sandbox::{Confined, Job, Limits, Sandbox, Scratch, shared_libraries};

/// How long an engine may be silent by the clock, however busy the machine is; fuel ends a run
/// before, and the engine's own limit of processor time one that fuel does not.
const PATIENCE: Duration = Duration::from_secs(600);

/// The most processor time of one engine, in seconds: it ends by itself at a third of it.
const SECONDS: u64 = 600;

/// For how long an engine may have worked and still take on another judgement: what is left of its
/// own limit of processor time is more than honest work needs.
const FRESH: Duration = Duration::from_secs(30);

/// Why there is no engine with a module in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unready {
    /// The module is too much for it, or not for every machine.
    Refused,
    /// It could not be started.
    Unsolved,
}

impl From<Unsolved> for Unready {
    fn from(_: Unsolved) -> Self {
        Self::Unsolved
    }
}

/// A process that holds a compiled submission.
pub(super) struct Engine {
    /// Before the process: a pipe is closed first, so that the engine ends by itself.
    runs: PipeWriter,
    replies: Receiver<Vec<u8>>,
    worked: Duration,
    _process: Confined,
    _scratch: Scratch,
}

impl Engine {
    /// Starts `medlab-judge` inside the sandbox and hands it the module.
    ///
    /// # Errors
    /// [`Unready::Refused`] if it does not take the module, which is the learner's to mend: what
    /// the compiler makes of safe code is refused for its size, or for target features that were
    /// asked for.
    pub(super) fn start(
        sandbox: &Sandbox,
        engine: &Path,
        module: &[u8],
    ) -> Result<Self, Unready> {
        if module.len() > LARGEST_MODULE {
            return Err(Unready::Refused);
        }
        let mut executable = shared_libraries(engine);
        executable.push(engine.to_path_buf());
        let job = Job {
            program: engine.to_path_buf(),
            arguments: Vec::new(),
            environment: Vec::new(),
            readable: Vec::new(),
            executable,
            limits: Limits {
                processor_seconds: SECONDS,
                wall: PATIENCE,
                memory: None,
                processes: 8,
                file_size: 0,
                scratch_bytes: 0,
                scratch_files: 0,
                ..Limits::default()
            },
        };
        let scratch = sandbox.scratch().map_err(|_| Unsolved)?;
        let mut process = sandbox.spawn(&job, &scratch).map_err(|_| Unsolved)?;
        let runs = process.stdin.take().ok_or(Unsolved)?;
        let replies = listen(process.stdout.take().ok_or(Unsolved)?);
        // What it would say there is ours to mend, not the learner's.
        drop(process.stderr.take());
        let worked = Duration::ZERO;
        let mut engine =
            Self { runs, replies, worked, _process: process, _scratch: scratch };
        let reply = engine.ask(module)?;
        match Loaded::decode(&reply) {
            Ok(Loaded::Ready) => Ok(engine),
            Ok(Loaded::Refused(_)) => Err(Unready::Refused),
            Err(_) => Err(Unready::Unsolved),
        }
    }

    fn ask(&mut self, message: &[u8]) -> Result<Vec<u8>, Unsolved> {
        let asked = Instant::now();
        frame::write(&mut self.runs, message).map_err(|_| Unsolved)?;
        let reply = self.replies.recv_timeout(PATIENCE).map_err(|_| Unsolved);
        self.worked += asked.elapsed();
        reply
    }
}

impl Solver for Engine {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let reply = self.ask(&run.encode())?;
        Ran::decode(&reply).map_err(|_| Unsolved)
    }

    fn counts_fuel(&self) -> bool {
        true
    }
}

impl Reusable for Engine {
    fn is_fresh(&self) -> bool {
        self.worked < FRESH
    }
}

/// Reads replies in a thread, so that whoever waits for one can stop waiting.
fn listen(mut from: PipeReader) -> Receiver<Vec<u8>> {
    let (send, replies) = mpsc::channel();
    std::thread::spawn(move || {
        while let Ok(Some(reply)) = frame::read(&mut from, LONGEST_MESSAGE) {
            if send.send(reply).is_err() {
                return;
            }
        }
    });
    replies
}
