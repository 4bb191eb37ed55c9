//! A stop: why a command ended before it was done, and with which exit code.

use std::path::Path;

use medlab_exercise::evidence::NoEvidence;
use medlab_exercise::{CourseError, Fault};
use medlab_report::{Exit, Failure, Words};

use crate::reason::Reason;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Said in one message, with the way out.
    Failed(Exit, Box<Fault>),
    /// The course's own content is broken.
    Course(Box<CourseError>),
    /// Nobody reads standard output any more; nothing to say.
    BrokenPipe,
}

impl Stop {
    /// Wrong usage, or input that cannot be read.
    pub(crate) fn usage(reason: Reason) -> Self {
        Fault::new(reason).into()
    }

    /// Work that could not be graded, for a command that grades nothing.
    pub(crate) fn not_gradable(fault: Fault) -> Self {
        Self::Failed(Exit::NotPassed, Box::new(fault))
    }

    /// The grader itself could not do its part.
    pub(crate) fn grader() -> Self {
        Self::Failed(Exit::Grader, Box::new(Fault::new(Reason::Panic)))
    }

    /// The same, about a file.
    pub(crate) fn about(self, path: &Path) -> Self {
        match self {
            Self::Failed(exit, fault) => {
                let fault = fault.in_file(path.display().to_string());
                Self::Failed(exit, Box::new(fault))
            }
            other => other,
        }
    }

    /// How the command ends, and what is said about it.
    pub(crate) fn told(&self, words: &Words) -> (Exit, Option<Failure>) {
        match self {
            Self::Failed(exit, fault) => (*exit, Some(Failure::of(fault, words))),
            Self::Course(error) => (Exit::Course, Some(Failure::of_course(error, words))),
            Self::BrokenPipe => (Exit::Done, None),
        }
    }
}

impl From<Fault> for Stop {
    /// A fault of what was named on the command line.
    fn from(fault: Fault) -> Self {
        Self::Failed(Exit::Usage, Box::new(fault))
    }
}

impl From<CourseError> for Stop {
    fn from(error: CourseError) -> Self {
        Self::Course(Box::new(error))
    }
}

impl From<NoEvidence> for Stop {
    fn from(why: NoEvidence) -> Self {
        match why {
            NoEvidence::Submission(fault) => Self::not_gradable(*fault),
            NoEvidence::Course(error) => Self::from(error),
            NoEvidence::Grader => Self::grader(),
        }
    }
}

impl From<std::io::Error> for Stop {
    /// Of writing to the terminal; files are named by whoever writes them.
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::usage(Reason::CannotPrint { detail: error.to_string() })
    }
}
