//! Runs jobs in one tier.

use std::ffi::OsString;
use std::io::{PipeReader, Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::job::{End, Finished, Job, SandboxError, Tier};
use crate::machine::Machine;
use crate::plain;
use crate::process::{Confined, Holder, Outcome};
use crate::scratch::Scratch;

/// How the confiner is started: a program that calls [`crate::confine`] with the arguments
/// after these.
#[derive(Debug, Clone)]
pub struct Confiner {
    /// Usually the caller's own binary.
    pub program: PathBuf,
    /// The hidden command.
    pub arguments: Vec<OsString>,
}

/// Runs jobs in one tier. May be shared between threads.
#[derive(Debug, Clone)]
pub struct Sandbox {
    tier: Tier,
    #[cfg(target_os = "linux")]
    plan: Option<crate::linux::Plan>,
}

/// After the end of a program without fences, something it started may hold its pipes open.
const LINGER: Duration = Duration::from_millis(500);

impl Sandbox {
    /// A sandbox of this tier.
    ///
    /// # Errors
    /// If the machine cannot enforce it.
    pub fn new(
        confiner: &Confiner,
        machine: &Machine,
        tier: Tier,
    ) -> Result<Self, SandboxError> {
        if tier > machine.tier() {
            return Err(SandboxError::NotEnforceable(tier));
        }
        #[cfg(target_os = "linux")]
        return Ok(Self { tier, plan: machine.plan(confiner, tier) });
        #[cfg(not(target_os = "linux"))]
        {
            let _ = confiner;
            Ok(Self { tier })
        }
    }

    /// Its tier.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// A fresh folder for one program, owned by whom it will run as.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn scratch(&self) -> Result<Scratch, SandboxError> {
        #[cfg(target_os = "linux")]
        let owner =
            if self.plan.is_some() { crate::machine::unused_user() } else { None };
        #[cfg(not(target_os = "linux"))]
        let owner = None;
        Scratch::new(owner)
    }

    /// Starts a program that lives on, with pipes to it. Of its limits, output and time on the
    /// clock are for the caller to keep.
    ///
    /// # Errors
    /// If it cannot be started or confined.
    pub fn spawn(&self, job: &Job, scratch: &Scratch) -> Result<Confined, SandboxError> {
        let pipe = || std::io::pipe().map_err(SandboxError::Scratch);
        let ((in_reads, in_writes), (out_reads, out_writes), (err_reads, err_writes)) =
            (pipe()?, pipe()?, pipe()?);
        let holder = self.hold(job, scratch, in_reads, out_writes, err_writes)?;
        Ok(Confined {
            stdin: Some(in_writes),
            stdout: Some(out_reads),
            stderr: Some(err_reads),
            holder,
        })
    }

    fn hold(
        &self,
        job: &Job,
        scratch: &Scratch,
        stdin: PipeReader,
        stdout: std::io::PipeWriter,
        stderr: std::io::PipeWriter,
    ) -> Result<Holder, SandboxError> {
        #[cfg(target_os = "linux")]
        if let Some(plan) = &self.plan {
            return crate::linux::start(plan, job, scratch, stdin, stdout, stderr)
                .map(Holder::Keeper);
        }
        plain::start(job, scratch, stdin, stdout, stderr).map(Holder::Plain)
    }

    /// Runs a program to its end, with these bytes on standard input.
    ///
    /// # Errors
    /// If it cannot be started or confined; never for what the program does.
    pub fn run(
        &self,
        job: &Job,
        scratch: &Scratch,
        stdin: &[u8],
    ) -> Result<Finished, SandboxError> {
        let begin = Instant::now();
        let mut confined = self.spawn(job, scratch)?;
        let stopper = confined.stopper()?;
        let (events, heard) = channel();
        let stdout = gather(confined.stdout.take(), job.limits.output, &events);
        let stderr = gather(confined.stderr.take(), job.limits.output, &events);
        if let Some(mut pipe) = confined.stdin.take() {
            let bytes = stdin.to_vec();
            std::thread::spawn(move || pipe.write_all(&bytes));
        }
        std::thread::spawn(move || events.send(Event::Ended(confined.wait())));

        let mut forced = None;
        let mut left = job.limits.wall.saturating_sub(begin.elapsed());
        let mut outcome: Option<Outcome> = None;
        let mut closed = 0;
        while outcome.is_none() || closed < 2 {
            match heard.recv_timeout(left) {
                Ok(Event::Ended(result)) => {
                    outcome = Some(result?);
                    left = LINGER;
                }
                Ok(Event::Closed) => closed += 1,
                Ok(Event::Full) => {
                    forced.get_or_insert(End::TooMuchOutput);
                    stopper.stop();
                }
                Err(RecvTimeoutError::Timeout) if outcome.is_some() => break,
                Err(RecvTimeoutError::Timeout) => {
                    forced.get_or_insert(End::OutOfTime);
                    stopper.stop();
                    left = Duration::from_secs(20);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(SandboxError::Lost),
            }
            if outcome.is_none() && forced.is_none() {
                left = job.limits.wall.saturating_sub(begin.elapsed());
            }
        }
        let outcome = outcome.ok_or(SandboxError::Lost)?;
        Ok(Finished {
            end: told(forced, outcome, begin.elapsed(), job),
            stdout: taken(&stdout),
            stderr: taken(&stderr),
            processor: outcome.processor,
            peak: outcome.peak,
            wall: begin.elapsed(),
        })
    }
}

/// What we ended for a reason ended for that reason. For too much processor time the kernel
/// sends a signal, which the first process of a namespace does not hear, and one second of
/// processor time later kills. It counts by ticks, the report by nanoseconds, and on a busy
/// virtual machine they are far apart: hence the half, and the clock besides.
fn told(forced: Option<End>, outcome: Outcome, wall: Duration, job: &Job) -> End {
    const KILL: i32 = 9;
    const PROCESSOR: i32 = 24;
    let seconds = job.limits.processor_seconds as f64;
    match (outcome.end, forced) {
        (End::TooMuchScratch, _) => End::TooMuchScratch,
        (_, Some(forced)) => forced,
        (End::Signalled(PROCESSOR), None) => End::OutOfTime,
        (End::Signalled(KILL), None)
            if outcome.processor.max(wall).as_secs_f64() * 2.0 >= seconds =>
        {
            End::OutOfTime
        }
        (end, None) => end,
    }
}

enum Event {
    Ended(Result<Outcome, SandboxError>),
    Closed,
    Full,
}

/// Reads a pipe in a thread, keeps `most` bytes and tells when there are more.
fn gather(
    pipe: Option<PipeReader>,
    most: usize,
    events: &Sender<Event>,
) -> Arc<Mutex<Vec<u8>>> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let (ours, events) = (Arc::clone(&kept), events.clone());
    std::thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        while let Some(pipe) = &pipe
            && let Ok(count @ 1..) = { pipe }.read(&mut buffer)
        {
            let Ok(mut kept) = ours.lock() else { break };
            let room = most - kept.len();
            kept.extend_from_slice(&buffer[..count.min(room)]);
            if count > room {
                let _ = events.send(Event::Full);
                break;
            }
        }
        events.send(Event::Closed)
    });
    kept
}

fn taken(kept: &Arc<Mutex<Vec<u8>>>) -> Vec<u8> {
    kept.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
}
