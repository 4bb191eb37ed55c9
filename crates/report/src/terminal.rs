//! A grade as text for a terminal.
//!
//! Lines and words only: no boxes, no cursor movement, nothing told by colour alone. Read
//! aloud or printed it says the same.

use medlab_charts::Patients;
use medlab_exercise::Grade;

use crate::shown::{ShownCriterion, ShownFault, ShownGrade, learners, shown};
use crate::words::{Audience, ExerciseWords, Words};

/// What the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Columns; text is wrapped before them.
    pub width: usize,
    /// Whether colours are wanted.
    pub colour: bool,
}

impl Default for Terminal {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

/// Everything about a grade: for a teacher, and for a learner's own practice.
pub fn grade_text(
    grade: &Grade,
    words: &ExerciseWords<'_>,
    terminal: Terminal,
) -> String {
    lines_of(&shown(grade, words, Audience::Everything), words.program(), terminal)
}

/// What the learner may read: all of it in practice; in graded mode rounded, without
/// reference values or anything else that is hidden.
pub fn feedback_text(
    grade: &Grade,
    words: &ExerciseWords<'_>,
    terminal: Terminal,
) -> String {
    lines_of(&shown(grade, words, learners(grade)), words.program(), terminal)
}

fn lines_of(grade: &ShownGrade, words: &Words, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    page.line(Paint::Bold, &grade.title);
    page.paragraph(0, &grade.details.join("; "));
    page.gap();
    page.line(Paint::of(grade.outcome), &grade.headline);
    if let Some(cap) = &grade.cap {
        page.paragraph(0, cap);
    }
    for event in &grade.never_events {
        page.gap();
        page.line(Paint::Bad, &words.say("never-event", &[]));
        page.paragraph(4, &event.message);
    }
    // The cause before what it cost.
    for case in &grade.cases {
        page.gap();
        page.paragraph(0, &case.headline);
        for line in &case.lines {
            page.paragraph(4, line);
        }
    }
    for criterion in &grade.criteria {
        page.gap();
        page.criterion(criterion);
    }
    if let Some(fault) = &grade.fault {
        page.fault(fault, words);
    }
    page.gap();
    page.paragraph(0, &words.whose(Patients::Synthetic));
    page.text()
}

/// A text that grows line by line.
pub(crate) struct Page {
    text: String,
    terminal: Terminal,
}

/// How a line is painted where there is colour.
#[derive(Clone, Copy)]
pub(crate) enum Paint {
    None,
    Bold,
    Good,
    Middling,
    Bad,
}

impl Paint {
    /// The paint of an outcome's or a verdict's id.
    fn of(id: &str) -> Self {
        match id {
            "passed" | "met" => Self::Good,
            "partial" => Self::Middling,
            "not-judged" => Self::Bold,
            _ => Self::Bad,
        }
    }

    fn code(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Bold => Some("1"),
            Self::Good => Some("1;32"),
            Self::Middling => Some("1;33"),
            Self::Bad => Some("1;31"),
        }
    }
}

impl Page {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { text: String::new(), terminal }
    }

    pub(crate) fn text(self) -> String {
        self.text
    }

    /// A name, and beside it from `column` on its value; a longer name pushes it on.
    pub(crate) fn entry(&mut self, name: &str, column: usize, value: &str) {
        let width = self.terminal.width.saturating_sub(column + 2);
        let indent = column.saturating_sub(1);
        let mut name = name;
        for line in wrapped(value, width) {
            self.text.push_str(&format!("  {name:<indent$} {line}\n"));
            name = "";
        }
    }

    /// An item of a list, wrapped.
    pub(crate) fn item(&mut self, item: &str) {
        let mut mark = "- ";
        for line in wrapped(item, self.terminal.width.saturating_sub(2)) {
            self.text.push_str(&format!("{mark}{line}\n"));
            mark = "  ";
        }
    }

    fn criterion(&mut self, criterion: &ShownCriterion) {
        let verdict =
            self.painted(Paint::of(&criterion.verdict), &criterion.verdict_in_words);
        let outcome = match criterion.outcome.as_str() {
            "" => String::new(),
            outcome => format!(" ({outcome})"),
        };
        let line =
            format!("{verdict}: {}{outcome}, {}", criterion.name, criterion.points);
        self.text.push_str(&line);
        self.text.push('\n');
        self.paragraph(4, &criterion.message);
        if let Some(numbers) = &criterion.numbers {
            self.paragraph(4, numbers);
        }
    }

    fn fault(&mut self, fault: &ShownFault, words: &Words) {
        self.gap();
        if !fault.place.is_empty() {
            self.line(Paint::Bold, &fault.place);
        }
        self.paragraph(4, &fault.message);
        if !fault.hint.is_empty() {
            self.paragraph(
                4,
                &words.say("hint", &[("value", fault.hint.clone().into())]),
            );
        }
        self.paragraph(4, &words.say("rule", &[("value", fault.code.clone().into())]));
    }

    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    pub(crate) fn line(&mut self, paint: Paint, text: &str) {
        for line in wrapped(text, self.terminal.width) {
            let line = self.painted(paint, &line);
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// A text of one or more lines, each wrapped and indented.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) {
        let width = self.terminal.width.saturating_sub(indent);
        for line in text.lines().flat_map(|line| wrapped(line, width)) {
            self.text.push_str(&" ".repeat(indent));
            self.line(Paint::None, &line);
        }
    }

    fn painted(&self, paint: Paint, text: &str) -> String {
        match paint.code() {
            Some(code) if self.terminal.colour => {
                format!("\u{1b}[{code}m{text}\u{1b}[0m")
            }
            _ => text.to_owned(),
        }
    }
}

/// Lines of at most `width` characters, broken between words; a longer word stands alone.
/// The narrow space before a percent sign is no break.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let longer = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && longer > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let text = "one two three four five six seven eight nine ten";
        assert_eq!(
            wrapped(text, 20),
            ["one two three four", "five six seven eight", "nine ten"]
        );
        assert_eq!(
            wrapped("a word_that_is_longer_than_the_line b", 20),
            ["a", "word_that_is_longer_than_the_line", "b"]
        );
        assert_eq!(wrapped("", 20), Vec::<String>::new());
    }
}
