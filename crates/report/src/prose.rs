//! Prose for a terminal: a text of Markdown, as words and lines instead of marks.
//!
//! Strong words and headings are bold where there is colour; elsewhere the marks are left
//! out and nothing stands in their place. Lists, tables and `code` stay what they are.

use crate::terminal::{Terminal, wrapped};

/// A text of Markdown, wrapped between words.
///
/// ```
/// use medlab_report::{Terminal, prose};
/// let terminal = Terminal { width: 22, colour: false };
/// let text = prose("# Why\n\n- *Ranking* well does **not** help.", terminal);
/// assert_eq!(text, "Why\n\n- Ranking well does\n  not help.\n");
/// ```
pub fn prose(markdown: &str, terminal: Terminal) -> String {
    let mut text = String::new();
    for line in markdown.trim().lines() {
        let (indent, line) = match line.strip_prefix("- ") {
            Some(item) => ("- ", item),
            None => ("", line),
        };
        if line.is_empty() || line.starts_with('|') {
            text += &format!("{line}\n");
            continue;
        }
        let heading = line.trim_start_matches('#').strip_prefix(' ');
        let line = match heading.filter(|_| line.starts_with('#')) {
            Some(heading) => Line::read(heading).all_bold(),
            None => Line::read(line),
        };
        let mut mark = indent;
        for line in line.painted(terminal.width.saturating_sub(indent.len()), terminal) {
            text += &format!("{mark}{line}\n");
            mark = &"  "[..indent.len()];
        }
    }
    text
}

/// A line without its marks, and which of its bytes are bold.
struct Line {
    text: String,
    bold: Vec<bool>,
}

impl Line {
    fn read(markdown: &str) -> Self {
        let mut line = Self { text: String::new(), bold: Vec::new() };
        let mut open: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(next) = markdown[at..].chars().next() {
            let rest = &markdown[at..];
            if let Some(mark) = mark(rest)
                && open.last() == Some(&mark)
                && closes(markdown, at, mark)
            {
                open.pop();
                at += mark.len();
            } else if let Some(mark) = mark(rest)
                && opens(markdown, at, mark)
            {
                open.push(mark);
                at += mark.len();
            } else {
                // Within `code`, nothing is a mark.
                let end = rest[next.len_utf8()..].find('`').filter(|_| next == '`');
                let kept = end.map_or(next.len_utf8(), |end| end + 2);
                line.text += &rest[..kept];
                let bold = open.iter().any(|mark| mark.len() == 2);
                line.bold.resize(line.text.len(), bold);
                at += kept;
            }
        }
        line
    }

    fn all_bold(mut self) -> Self {
        self.bold.fill(true);
        self
    }

    /// Its lines of at most `width` characters.
    fn painted(&self, width: usize, terminal: Terminal) -> Vec<String> {
        // Wrapping changes nothing but the space between words.
        let letters = self.text.char_indices().filter(|(_, c)| !is_space(*c));
        let mut bold = letters.map(|(at, _)| self.bold[at]);
        let paint = |line: String| {
            let mut painted = String::new();
            let mut on = false;
            for c in line.chars() {
                let wanted = if is_space(c) { on } else { bold.next() == Some(true) };
                if terminal.colour && wanted != on {
                    painted += if wanted { "\u{1b}[1m" } else { "\u{1b}[0m" };
                    on = wanted;
                }
                painted.push(c);
            }
            if on { painted + "\u{1b}[0m" } else { painted }
        };
        wrapped(&self.text, width).into_iter().map(paint).collect()
    }
}

/// What [`wrapped`] breaks at.
fn is_space(c: char) -> bool {
    [' ', '\n', '\t'].contains(&c)
}

/// The mark at the start of a text: one or two of the same.
fn mark(text: &str) -> Option<&'static str> {
    ["**", "__", "*", "_"].into_iter().find(|mark| text.starts_with(mark))
}

/// Whether a mark starts a word and is closed behind it. `snake_case` and 2 * 3 have none.
fn opens(text: &str, at: usize, mark: &str) -> bool {
    let behind = at + mark.len();
    let starts = !text[..at].ends_with(|c: char| c.is_alphanumeric());
    let touches = text[behind..].starts_with(|c: char| !c.is_whitespace());
    let mut rest = text[behind..].match_indices(mark);
    starts
        && touches
        && rest.any(|(more, _)| more > 0 && closes(text, behind + more, mark))
}

/// Whether a mark ends a word.
fn closes(text: &str, at: usize, mark: &str) -> bool {
    let touches = text[..at].ends_with(|c: char| !c.is_whitespace());
    touches && !text[at + mark.len()..].starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, plain: &str, coloured: &str) {
        let prose = |colour| prose(markdown, Terminal { width: 40, colour });
        assert_eq!(prose(false), plain.to_owned() + "\n");
        let shown = prose(true).replace("\u{1b}[1m", "<").replace("\u{1b}[0m", ">");
        assert_eq!(shown, coloured.to_owned() + "\n");
    }

    #[test]
    fn marks_become_paint_or_nothing() {
        check("**Why?** *Because* _so_.", "Why? Because so.", "<Why? >Because so.");
        check("## A *b*", "A b", "<A b>");
        check("(**a *b* c**)", "(a b c)", "(<a b c>)");
        check("- __a__", "- a", "- <a>");
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in [
            "2 * 3 * 4",
            "known_at and age_band",
            "a*b*c",
            "`**a**`, `b_`",
            "a ** b",
            "*never closed",
            "#1 of 3",
            "| **a** |",
            "naïve_é_x",
        ] {
            check(text, text, text);
        }
    }

    #[test]
    fn bold_goes_on_over_the_end_of_a_line() {
        let text = "**one two three four five six seven eight nine** ten";
        let plain = "one two three four five six seven eight\nnine ten";
        check(text, plain, "<one two three four five six seven eight>\n<nine >ten");
    }
}
