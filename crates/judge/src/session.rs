//! A session: the module, then one answer for each run, until the pipe ends.

use std::io::{Read, Write, stdin, stdout};
use std::thread;
use std::time::Duration;

use medlab_judge::{Fault, Program, Refusal};
use medlab_protocol::frame;
use medlab_protocol::session::{LARGEST_MODULE, LONGEST_MESSAGE, Loaded, Run};

use crate::compile::compile;
use crate::processor::used;

/// Holds the session on standard input and output.
pub(crate) fn hold() -> Result<(), Fault> {
    let Some(module) = next(&mut stdin().lock())? else {
        return Ok(());
    };
    // Longer messages than a module may be are read, so that the teacher is told what it was.
    let program = if module.len() > LARGEST_MODULE {
        Err(Refusal::TooMuch { what: "bytes", found: module.len(), most: LARGEST_MODULE })
    } else {
        compile(module)?
    };
    match program {
        Ok(program) => {
            say(&Loaded::Ready.encode())?;
            let worker = thread::Builder::new().stack_size(Program::THREAD_STACK);
            let worker = worker.spawn(move || answer(&program)).map_err(fault)?;
            worker.join().unwrap_or_else(|_| Err(Fault("the engine panicked".into())))
        }
        Err(refusal) => say(&Loaded::Refused(refusal.to_string()).encode()),
    }
}

/// Answers one run after another.
///
/// A run and all runs together have processor time, far more than honest work takes on a slow
/// machine. What is left of a program when its time is gone is told as out of fuel, too.
fn answer(program: &Program) -> Result<(), Fault> {
    const OF_ONE: Duration = Duration::from_secs(60);
    const OF_ALL: Duration = Duration::from_secs(180);
    const TICK: Duration = Duration::from_millis(100);
    let clock = program.clock();
    let ticks = thread::Builder::new();
    let _while_the_process_lives = ticks.spawn(move || {
        loop {
            thread::sleep(TICK);
            clock.tick();
        }
    });
    let begin = used();
    let mut from = stdin().lock();
    while let Some(message) = next(&mut from)? {
        let run = Run::decode(&message);
        let run = run.map_err(|malformed| Fault(malformed.code().into()))?;
        let most = (used() + OF_ONE).min(begin + OF_ALL);
        say(&program.run(run, move || used() < most)?.encode())?;
    }
    Ok(())
}

fn next(from: &mut impl Read) -> Result<Option<Vec<u8>>, Fault> {
    frame::read(from, LONGEST_MESSAGE).map_err(fault)
}

fn say(message: &[u8]) -> Result<(), Fault> {
    let mut to = stdout().lock();
    frame::write(&mut to, message).and_then(|()| to.flush()).map_err(fault)
}

fn fault(error: std::io::Error) -> Fault {
    Fault(error.to_string())
}
