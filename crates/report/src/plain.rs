//! Plain text: whatever a submission contains, made harmless to show.
//!
//! File names, cell values and keys come from people who may wish to paint the teacher's
//! terminal, turn a line around, or speak to the CI that prints them. Every report passes
//! such text through here and nowhere else. Markup is not this file's business: the HTML
//! templates and the XML writer escape everything they are given.

use std::collections::BTreeMap;

use medlab_exercise::code::{FailedCase, Seen};
use medlab_exercise::grade::Written;
use medlab_exercise::{
    Argument, CriterionMark, Fault, Found, Grade, Marks, NeverEvent, Problem, Status,
};

/// The longest run of foreign text that a message quotes, in characters.
pub(crate) const LONGEST: usize = 1000;

/// One line without control characters, terminal escapes, invisible or direction-turning
/// characters, or the start of a workflow command; cut after 1,000 characters.
///
/// ```
/// use medlab_report::plain;
/// assert_eq!(plain("\u{1b}[32mPASSED\u{1b}[0m\n::error::x"), "PASSED : :error: :x");
/// ```
pub fn plain(text: &str) -> String {
    let visible = without_escapes(text);
    let mut line = String::new();
    for (n, c) in visible.chars().enumerate() {
        if n == LONGEST {
            line.push('…');
            break;
        }
        line.push(c);
    }
    without_commands(line.trim())
}

/// A grade whose every foreign text is plain.
pub fn plain_grade(grade: &Grade) -> Grade {
    let mut grade = grade.clone();
    grade.submission = plain(&grade.submission);
    grade.learner = grade.learner.as_deref().map(plain);
    grade.variant = grade.variant.as_deref().map(plain);
    grade.status = match grade.status {
        Status::Graded(marks) => Status::Graded(plain_marks(marks)),
        Status::NotGradable(fault) => Status::NotGradable(plain_fault(&fault)),
        Status::GraderError(problem) => Status::GraderError(plain_problem(problem)),
    };
    grade
}

/// A fault whose every foreign text is plain.
pub fn plain_fault(fault: &Fault) -> Fault {
    Fault {
        problem: plain_problem(fault.problem.clone()),
        file: fault.file.as_deref().map(plain),
        row: fault.row,
        line: fault.line,
        column: fault.column.as_deref().map(plain),
        waiting: fault.waiting.iter().map(|file| plain(file)).collect(),
    }
}

fn plain_problem(mut problem: Problem) -> Problem {
    for (_, argument) in &mut problem.arguments {
        if let Argument::Text(text) = argument {
            *text = plain(text);
        }
    }
    problem
}

fn plain_marks(marks: Marks) -> Marks {
    let never = |event: NeverEvent| NeverEvent {
        examples: event.examples.iter().map(|id| plain(id)).collect(),
        ..event
    };
    let criterion = |mark: CriterionMark| CriterionMark {
        found: plain_found(mark.found),
        reference: mark.reference.map(plain_found),
        arguments: mark
            .arguments
            .into_iter()
            .map(|(name, value)| (name, plain_found(value)))
            .collect::<BTreeMap<_, _>>(),
        ..mark
    };
    Marks {
        never_events: marks.never_events.into_iter().map(never).collect(),
        criteria: marks.criteria.into_iter().map(criterion).collect(),
        texts: marks.texts.into_iter().map(plain_text).collect(),
        failed: marks.failed.into_iter().map(plain_case).collect(),
        ..marks
    }
}

fn plain_case(case: FailedCase) -> FailedCase {
    let seen = case.seen.map(|seen| Seen {
        inputs: plain(&seen.inputs),
        came: seen.came.as_deref().map(plain),
        expected: seen.expected.as_deref().map(plain),
        beside: seen.beside.as_deref().map(plain),
        panic: seen.panic.as_deref().map(plain),
        printed: plain(&seen.printed),
    });
    FailedCase { function: plain(&case.function), kind: plain(&case.kind), seen, ..case }
}

fn plain_text(written: Written) -> Written {
    let [id, label, text] = [written.id, written.label, written.text].map(|t| plain(&t));
    Written { id, label, text }
}

fn plain_found(found: Found) -> Found {
    match found {
        Found::Text(text) => Found::Text(plain(&text)),
        other => other,
    }
}

/// Drops terminal escape sequences and what is not seen; a control character or a line
/// break becomes a space.
fn without_escapes(text: &str) -> String {
    let mut kept = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\u{1b}' => skip_escape(&mut characters),
            '\u{9b}' => skip_until_final(&mut characters),
            c if is_invisible(c) => {}
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => kept.push(' '),
            c => kept.push(c),
        }
    }
    kept
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// After ESC: a control sequence, a command string up to its end, or one character.
fn skip_escape(rest: &mut Rest<'_>) {
    match rest.next() {
        Some('[') => skip_until_final(rest),
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(c) = rest.next() {
                if c == '\u{7}' || c == '\u{9c}' {
                    break;
                }
                if c == '\u{1b}' {
                    rest.next_if_eq(&'\\');
                    break;
                }
            }
        }
        _ => {}
    }
}

/// The rest of a control sequence: parameters up to a final character from @ to ~.
fn skip_until_final(rest: &mut Rest<'_>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// Characters that change how others look without being seen: direction marks,
/// embeddings, overrides and isolates, zero widths, tags, the byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// `::command::` at the start of a word and `##[command]` anywhere are orders to a CI
/// that prints them. A line may be wrapped before any word, so every word is looked at.
fn without_commands(line: &str) -> String {
    let words: Vec<String> = line
        .split(' ')
        .map(|word| match word.starts_with("::") {
            true => word.replace("::", ": :"),
            false => word.to_owned(),
        })
        .collect();
    let mut apart = String::new();
    for c in words.join(" ").chars() {
        if c == '#' && apart.ends_with('#') {
            apart.push(' ');
        }
        apart.push(c);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hostile: &str, expected: &str) {
        let found = plain(hostile);
        assert_eq!(found, expected);
        assert_eq!(plain(&found), found, "twice is as once");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "",
            "work/anna's folder/predictions.csv",
            "std::fs::read",
            "Lačević-Ünal, 東京",
            "<b>bold</b> & \"quoted\"",
            "12 # 3",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn terminal_escapes_are_dropped() {
        check("\u{1b}[1;32mPASSED\u{1b}[0m", "PASSED");
        check("\u{1b}]0;owned\u{7}title", "title");
        check("\u{1b}]8;;http://x\u{1b}\\link", "link");
        check("\u{9b}2Jgone", "gone");
        check("a\u{8}\u{8}b", "a  b");
        check("\u{1b}", "");
        check("\u{1b}[", "");
        check("\u{1b}cx", "x");
    }

    #[test]
    fn lines_stay_one_line() {
        check("a\nb\r\nc\u{2028}d\u{85}e\tf\0g", "a b  c d e f g");
    }

    #[test]
    fn nothing_turns_or_hides() {
        check("a\u{202e}vsc.exe", "avsc.exe");
        check("a\u{2066}b\u{2069}", "ab");
        check("p\u{200b}ass\u{feff}ed\u{e0041}", "passed");
    }

    #[test]
    fn no_workflow_command_starts() {
        check("::error::x", ": :error: :x");
        check("a ::set-output name=x::y", "a : :set-output name=x::y");
        check("##[error]x ###vso[task]", "# #[error]x # # #vso[task]");
        check("\u{200b}::warning::x", ": :warning: :x");
    }

    #[test]
    fn a_flood_is_cut() {
        let shown = plain(&"x".repeat(10_000));
        assert_eq!(shown.chars().count(), LONGEST + 1);
        assert!(shown.ends_with('…'));
    }
}
