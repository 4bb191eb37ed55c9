//! The processor: how much time of it this process has used.

use std::time::Duration;

/// The processor time that this process has used.
#[cfg(unix)]
pub(crate) fn used() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

/// Where it is not known, the time that passed since it was first asked for.
#[cfg(not(unix))]
pub(crate) fn used() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGIN.elapsed()
}
