//! The limits of a worker: memory for its whole life, processor time for each submission.
//!
//! Elsewhere than on Unix only the clock of the one who waits holds.

use std::process::ExitStatus;

/// The most memory that a worker may reserve, in bytes. A recipe within its budget needs less
/// than a tenth of it.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;

/// The most processor time for one submission, in seconds; budgets are far below it.
#[cfg(unix)]
const SECONDS: u64 = 60;

/// Holds this process to its memory; it will abort where it asks for more.
#[cfg(unix)]
pub(super) fn hold() {
    use rustix::process::{Resource, setrlimit};
    let _unheld = setrlimit(Resource::As, limit(MEMORY));
    // A crash leaves no file behind.
    let _unheld = setrlimit(Resource::Core, limit(0));
}

/// Gives this process time for one more submission.
#[cfg(unix)]
pub(super) fn allow_one_more() {
    use rustix::process::{Resource, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let used = u64::try_from(used).unwrap_or(0);
    let soft = rustix::process::Rlimit { current: Some(used + SECONDS), maximum: None };
    let _unheld = setrlimit(Resource::Cpu, soft);
}

/// Whether a process ended because of its limits.
#[cfg(unix)]
pub(super) fn stopped(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // Rust aborts where memory is refused; the kernel ends what runs for too long.
    use rustix::process::Signal;
    let limits = [Signal::ABORT, Signal::XCPU, Signal::KILL].map(Signal::as_raw);
    status.signal().is_some_and(|signal| limits.contains(&signal))
}

#[cfg(unix)]
fn limit(most: u64) -> rustix::process::Rlimit {
    rustix::process::Rlimit { current: Some(most), maximum: Some(most) }
}

#[cfg(not(unix))]
pub(super) fn hold() {}

#[cfg(not(unix))]
pub(super) fn allow_one_more() {}

#[cfg(not(unix))]
pub(super) fn stopped(_status: ExitStatus) -> bool {
    false
}
