//! A run as text for a terminal.

use medlab_charts::Patients;
use medlab_exercise::Run;

use crate::evaluation_text::section_text;
use crate::run::{findings, opening, sections};
use crate::terminal::{Page, Paint, Terminal};
use crate::words::Words;

/// What came of a recipe on its learner's own tables, section by section.
pub fn run_text(run: &Run, exercise: &str, words: &Words, terminal: Terminal) -> String {
    let opening = opening(run, exercise, words);
    let mut page = Page::new(terminal);
    page.line(Paint::Bold, &opening.title);
    page.paragraph(0, &opening.summary);
    page.paragraph(0, &opening.work);
    let findings = findings(run, words);
    if !findings.is_empty() {
        page.gap();
        page.line(Paint::Bold, &words.say("warnings", &[]));
        for finding in findings {
            page.item(&finding);
        }
    }
    for section in sections(run, words) {
        section_text(&mut page, &section);
    }
    page.gap();
    page.paragraph(0, &words.whose(Patients::Synthetic));
    page.text()
}
