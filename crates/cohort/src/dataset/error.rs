//! What is wrong with a dataset's file, and where.

/// An error in a dataset's file: the course's fault, never a learner's. Its parts are those
/// of [`SpecProblem`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.sentence())]
pub struct SpecError(Box<SpecProblem>);

/// What is wrong, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecProblem {
    /// A stable code, such as `unknown_name`.
    pub code: &'static str,
    /// The file, as its reader named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The node, vary, fault or world it is in.
    pub place: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The way out, where there is one to name.
    pub hint: Option<String>,
}

impl std::ops::Deref for SpecError {
    type Target = SpecProblem;

    fn deref(&self) -> &SpecProblem {
        &self.0
    }
}

impl SpecProblem {
    fn sentence(&self) -> String {
        let place = self.place.as_deref().map(|p| format!("{p}: ")).unwrap_or_default();
        format!(
            "{}:{}:{}: {place}expected {}, found {}",
            self.file, self.line, self.column, self.expected, self.found
        )
    }
}

/// Where an error stands in a text, and how it is built.
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// An error at a byte of the text.
    pub(super) fn error(
        &self,
        code: &'static str,
        at: usize,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> SpecError {
        let (line, column) = self.line(at);
        SpecError(Box::new(SpecProblem {
            code,
            file: self.file.to_owned(),
            line,
            column,
            place: None,
            expected: expected.into(),
            found: found.into(),
            hint: None,
        }))
    }

    /// Line and character, from 1, of a byte of the text.
    pub(super) fn line(&self, at: usize) -> (usize, usize) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }
}

impl SpecError {
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    pub(super) fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.0.hint = hint.or(self.0.hint);
        self
    }

    pub(super) fn at_line(mut self, line: usize) -> Self {
        (self.0.line, self.0.column) = (line, 1);
        self
    }

    pub(super) fn in_place(mut self, place: &str) -> Self {
        self.0.place.get_or_insert_with(|| place.to_owned());
        self
    }
}
