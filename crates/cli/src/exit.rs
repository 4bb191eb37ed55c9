//! Exit codes: what a script is told.

/// How a run ended. Where several apply, the highest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done, and all passed where something is judged.
    Passed = 0,
    /// Done, but not all passed; what is not gradable did not pass.
    NotPassed = 1,
    /// Wrong usage, unreadable input, or what this machine cannot do safely.
    Usage = 2,
    /// The course's own content is broken.
    Course = 3,
    /// The grader itself failed; never the learner's fault.
    Grader = 4,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
