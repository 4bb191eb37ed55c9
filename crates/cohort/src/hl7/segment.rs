//! A segment: a name and its fields, components within them.

use super::escape::{escaped, unescaped};
use crate::guard::{FormatError, FormatProblem, shortened};

/// A segment to be written.
pub(super) struct Draft {
    name: &'static str,
    /// From field 1 on; empty where nothing stands.
    fields: Vec<String>,
}

impl Draft {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, fields: Vec::new() }
    }

    /// Sets a field to one text.
    pub(super) fn set(self, field: usize, text: &str) -> Self {
        self.components(field, &[text])
    }

    /// Sets a field to components.
    pub(super) fn components(mut self, field: usize, parts: &[&str]) -> Self {
        if self.fields.len() < field {
            self.fields.resize(field, String::new());
        }
        let parts: Vec<String> = parts.iter().map(|part| escaped(part)).collect();
        self.fields[field - 1] = parts.join("^").trim_end_matches('^').to_owned();
        self
    }

    /// The segment, its end included.
    pub(super) fn line(&self) -> String {
        format!("{}|{}\r", self.name, self.fields.join("|"))
    }
}

/// A segment that was read.
pub(super) struct Segment<'a> {
    pub(super) name: &'a str,
    pub(super) line: u64,
    fields: Vec<&'a str>,
}

impl<'a> Segment<'a> {
    /// The segment of a line.
    pub(super) fn new(text: &'a str, line: u64) -> Self {
        let mut parts = text.split('|');
        let name = parts.next().unwrap_or_default();
        Self { name, line, fields: parts.collect() }
    }

    /// A field, whole.
    pub(super) fn raw(&self, field: usize) -> &'a str {
        self.fields.get(field - 1).copied().unwrap_or_default()
    }

    /// A component of a field, both from 1; empty where there is none.
    pub(super) fn text(
        &self,
        field: usize,
        component: usize,
    ) -> Result<String, FormatError> {
        let part = self.raw(field).split('^').nth(component - 1).unwrap_or_default();
        if part.contains(['~', '&']) {
            let found = shortened(part);
            return Err(self.wrong(FormatProblem::Unexpected { found }, field));
        }
        unescaped(part).map_err(|found| {
            let found = shortened(&found);
            self.wrong(FormatProblem::Escape { found }, field)
        })
    }

    /// A component that has to be there.
    pub(super) fn needed(
        &self,
        field: usize,
        component: usize,
        name: &'static str,
    ) -> Result<String, FormatError> {
        let text = self.text(field, component)?;
        if text.is_empty() {
            return Err(self.wrong(FormatProblem::Missing { name }, field));
        }
        Ok(text)
    }

    /// A problem with a field.
    pub(super) fn wrong(&self, problem: FormatProblem, field: usize) -> FormatError {
        problem.in_field(self.line, &format!("{}-{field}", shortened(self.name)))
    }
}
