//! A failure of a command, as scripts and people read it, and the exit codes.
//!
//! A mark that is not a pass is no failure; see [`Exit::NotPassed`].

use medlab_exercise::{CourseError, Fault};
use serde::Serialize;

use crate::plain::{plain, plain_fault};
use crate::words::Words;

/// How a command ended. Where several apply, the highest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done, and all passed where something is judged.
    Done = 0,
    /// Done, but not all passed.
    NotPassed = 1,
    /// Wrong usage, unreadable input, or what this machine cannot do safely.
    Usage = 2,
    /// The course's own content is broken.
    Course = 3,
    /// The grader itself failed; never the learner's fault.
    Grader = 4,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// What went wrong, where, and the way out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// A stable code, such as `missing_column`.
    pub code: String,
    /// What was expected and what was found.
    pub message: String,
    /// The way out.
    pub hint: String,
    /// The file.
    pub file: Option<String>,
    /// The data row, from 1.
    pub row: Option<u64>,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column's or key's name.
    pub column: Option<String>,
}

impl Failure {
    /// A fault in words, with nothing in it that harms who reads it.
    pub fn of(fault: &Fault, words: &Words) -> Self {
        let fault = plain_fault(fault);
        let (message, mut hint) = words.problem(&fault.problem);
        if !fault.waiting.is_empty() {
            let files = ("files", fault.waiting.join(", ").into());
            hint += &format!(". {}", words.say("not-looked-at", &[files]));
        }
        let Fault { problem, file, row, line, column, .. } = fault;
        Self { code: problem.code.into(), message, hint, file, row, line, column }
    }

    /// A course's error in words. Its code says whose matter it is.
    pub fn of_course(error: &CourseError, words: &Words) -> Self {
        let CourseError { file, line, problem } = error.clone();
        let fault = Fault { line, ..Fault::new(problem).in_file(file) };
        Self { code: "course".into(), ..Self::of(&fault, words) }
    }

    /// One line of JSON.
    ///
    /// ```
    /// use medlab_report::Failure;
    /// let failure = Failure {
    ///     code: "missing_column".into(),
    ///     message: "expected a column `risk`".into(),
    ///     hint: "name it".into(),
    ///     ..Failure::default()
    /// };
    /// assert_eq!(
    ///     failure.to_json(),
    ///     r#"{"format":1,"error":{"code":"missing_column","message":"expected a column `risk`","hint":"name it","file":null,"row":null,"line":null,"column":null}}"#
    /// );
    /// ```
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            format: u32,
            error: &'a Failure,
        }
        let error = self.plain();
        crate::json::line(&Document { format: 1, error: &error })
    }

    /// In words: `error:`, the place where there is one, then `hint:` on a line of its own.
    pub fn to_text(&self, words: &Words) -> String {
        let failure = self.plain();
        let message = ("message", failure.message.clone().into());
        let error = match failure.place(words) {
            Some(place) => words.say("failure-at", &[("place", place.into()), message]),
            None => words.say("failure", &[message]),
        };
        let hint = match failure.hint.as_str() {
            "" => String::new(),
            hint => words.say("failure-hint", &[("hint", hint.into())]) + "\n",
        };
        format!("{error}\n{hint}")
    }

    /// Where it is, as `file:line, row 3, column risk`, where it is somewhere.
    fn place(&self, words: &Words) -> Option<String> {
        let said = |id, value: String| words.say(id, &[("value", value.into())]);
        let file = match (&self.file, self.line) {
            (Some(file), Some(line)) => Some(format!("{file}:{line}")),
            (Some(file), None) => Some(file.clone()),
            (None, line) => line.map(|line| said("place-line", line.to_string())),
        };
        let named = named_by(self.file.as_deref());
        let parts = [
            file,
            self.row.map(|row| said("place-row", row.to_string())),
            self.column.as_ref().map(|column| said(named, column.clone())),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn plain(&self) -> Self {
        Self {
            code: plain(&self.code),
            message: plain(&self.message),
            hint: plain(&self.hint),
            file: self.file.as_deref().map(plain),
            row: self.row,
            line: self.line,
            column: self.column.as_deref().map(plain),
        }
    }
}

/// The message for a name in a file: a table has columns, a file written by hand has keys.
pub(crate) fn named_by(file: Option<&str>) -> &'static str {
    let by_hand = file.is_some_and(|file| file.ends_with(".toml"));
    if by_hand { "place-key" } else { "place-column" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(message: &str, hint: &str) -> Failure {
        let (message, hint) = (message.into(), hint.into());
        Failure { message, hint, ..Failure::default() }
    }

    #[test]
    fn the_highest_exit_wins() {
        let all = [Exit::NotPassed, Exit::Grader, Exit::Done, Exit::Usage, Exit::Course];
        assert_eq!(all.into_iter().max(), Some(Exit::Grader));
        assert_eq!(Exit::Grader.code(), 4);
    }

    #[test]
    fn words_say_where_and_the_way_out() {
        let failure = Failure {
            file: Some("risks.csv".into()),
            row: Some(3),
            line: Some(4),
            column: Some("risk".into()),
            ..failure("expected 0 to 1, found 1.7", "divide by 100")
        };
        assert_eq!(
            failure.to_text(&Words::english()),
            "error: risks.csv:4, row 3, column risk: expected 0 to 1, found 1.7\nhint: divide by 100\n"
        );
    }

    #[test]
    fn a_key_is_no_column() {
        let failure = Failure {
            file: Some("recipe.toml".into()),
            line: Some(18),
            column: Some("how".into()),
            ..failure("expected a word", "")
        };
        let text = failure.to_text(&Words::english());
        assert_eq!(text, "error: recipe.toml:18, how: expected a word\n");
    }

    #[test]
    fn a_hostile_file_name_orders_nothing() {
        let mut failure = failure("::error::a\u{1b}[2J", "");
        failure.file = Some("a\n::add-mask::b".into());
        let text = failure.to_text(&Words::english());
        assert_eq!(text, "error: a : :add-mask: :b: : :error: :a\n");
        assert!(!failure.to_json().contains('\u{1b}'));
    }
}
