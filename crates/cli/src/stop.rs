//! A stop: why a command ended before it was done, and with which exit code.

use medlab_exercise::CourseError;
use medlab_report::{Exit, Failure};

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Said in one message, with the way out.
    Failed(Exit, Box<Failure>),
    /// Nobody reads standard output any more; nothing to say.
    BrokenPipe,
}

impl Stop {
    /// Wrong usage, or input that cannot be read.
    pub(crate) fn usage(
        code: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self::failed(Exit::Usage, code, message, hint)
    }

    /// With any exit code.
    pub(crate) fn failed(
        exit: Exit,
        code: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self::Failed(exit, Box::new(Failure::new(code, message, hint)))
    }

    /// The same, about a file.
    pub(crate) fn about(self, path: &std::path::Path) -> Self {
        match self {
            Self::Failed(exit, mut failure) => {
                failure.file = Some(path.display().to_string());
                Self::Failed(exit, failure)
            }
            Self::BrokenPipe => self,
        }
    }
}

impl From<CourseError> for Stop {
    fn from(error: CourseError) -> Self {
        let failure = Failure {
            code: "course".into(),
            message: error.message,
            hint: error.hint,
            file: Some(error.file),
            line: error.line,
            ..Failure::default()
        };
        Self::Failed(Exit::Course, Box::new(failure))
    }
}

impl From<std::io::Error> for Stop {
    /// Of writing to the terminal; files are named by whoever writes them.
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::usage("cannot_write", error.to_string(), "is the disk full?")
    }
}
