//! A case: what somebody hands in, the classes of attack it stands for, and how it must end.

use crate::sources::HONEST;

/// How a submission must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Not gradable, with one of these codes.
    Refused(&'static [&'static str]),
    /// It does not compile, and these words say why.
    Uncompiled(&'static str),
    /// Graded and not passed, with exactly so many of 20 points.
    Points(u32),
    /// Graded and not passed, without a point, and where it went wrong it did so in this way: what
    /// it tried did not succeed.
    Failed(&'static str),
    /// Graded and not passed, without a point, and no criterion was judged.
    NotJudged,
    /// It does no harm and is judged by what it computes: all points.
    Passed,
}

/// The compiler said no, or met a limit.
pub(crate) const UNCOMPILED: Expected = Expected::Uncompiled("");

/// What somebody hands in.
pub(crate) struct Case {
    /// The name of its folder or file in the class.
    pub(crate) name: String,
    /// The numbers of the classes it stands for; none for the attacks that the catalogue lacks.
    pub(crate) classes: &'static [u32],
    /// What is made.
    pub(crate) work: Work,
    /// How it ends.
    pub(crate) expected: Expected,
}

/// What is made in the class's folder.
pub(crate) enum Work {
    /// A folder with a pack's `handin.toml` and these files.
    Files(Vec<(&'static str, Vec<u8>)>),
    /// A folder with a pack's `handin.toml` and what this makes of it.
    Made(fn(&std::path::Path)),
    /// One zip with these entries, as they are, names twice included.
    Zip(Vec<(&'static str, Vec<u8>)>),
}

impl Case {
    /// A `src/lib.rs` and nothing else.
    pub(crate) fn code(
        name: &str,
        classes: &'static [u32],
        source: impl Into<Vec<u8>>,
        expected: Expected,
    ) -> Self {
        Self::files(name, classes, vec![("src/lib.rs", source.into())], expected)
    }

    /// Several files.
    pub(crate) fn files(
        name: &str,
        classes: &'static [u32],
        files: Vec<(&'static str, Vec<u8>)>,
        expected: Expected,
    ) -> Self {
        Self { name: name.into(), classes, work: Work::Files(files), expected }
    }

    /// Honest work under a name.
    pub(crate) fn honest(name: &str) -> Self {
        Self::code(name, &[], HONEST, Expected::Passed)
    }
}
