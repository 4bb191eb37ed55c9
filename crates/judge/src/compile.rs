//! Compiling a module within limits of time, on a thread that may be given up.
//!
//! Fuel bounds what a program does, but not what its module costs the compiler. Processor time
//! is counted, not the clock, so that a busy machine refuses nothing that a quiet one takes.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use medlab_judge::{Fault, Program, Refusal};

use crate::processor::used;

/// The most processor time that a module may take to compile, in seconds. A program of 400 kB
/// takes less than one, and one of 1.4 MB took three on a busy machine.
const SECONDS: u64 = 10;

/// How often the time is looked at.
const TICK: Duration = Duration::from_millis(100);

/// Compiles a module. After a refusal for slowness the thread still runs: the process is to
/// end, which ends it too.
pub(crate) fn compile(module: Vec<u8>) -> Result<Result<Program, Refusal>, Fault> {
    let (done, program) = channel();
    thread::Builder::new()
        .stack_size(Program::THREAD_STACK)
        .spawn(move || {
            let _unheard = done.send(Program::load(&module));
        })
        .map_err(|error| Fault(error.to_string()))?;
    loop {
        match program.recv_timeout(TICK) {
            Ok(program) => return program,
            Err(RecvTimeoutError::Disconnected) => return Ok(Err(Refusal::Broken)),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if used() > Duration::from_secs(SECONDS) {
            return Ok(Err(Refusal::TooSlow(SECONDS)));
        }
    }
}
