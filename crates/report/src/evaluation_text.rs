//! An evaluation as text for a terminal.

use medlab_metrics::evaluation::Evaluation;

use crate::measures::{About, method, notes, sections, summary, warning};
use crate::speaker::Section;
use crate::terminal::{Page, Paint, Terminal};
use crate::words::Words;

/// Columns of a measure's name.
const NAME: usize = 36;

/// Everything measured, section by section.
pub fn evaluation_text(
    evaluation: &Evaluation,
    about: About<'_>,
    words: &Words,
    terminal: Terminal,
) -> String {
    let mut page = Page::new(terminal);
    page.line(Paint::Bold, &summary(evaluation, &about, words));
    for note in notes(&about, words) {
        page.paragraph(0, &note);
    }
    for found in &evaluation.warnings {
        let text = warning(found, words);
        page.paragraph(0, &words.say("warning", &[("value", text.into())]));
    }
    for section in sections(evaluation, &about, words) {
        section_text(&mut page, &section);
    }
    page.gap();
    page.paragraph(0, &method(evaluation, words));
    page.paragraph(0, &words.whose(about.patients));
    page.text()
}

/// A section: its heading, and each measure with its value.
pub(crate) fn section_text(page: &mut Page, section: &Section) {
    page.gap();
    page.line(Paint::Bold, &section.heading);
    for row in &section.rows {
        page.entry(&row.name, NAME, &row.value);
    }
}
