//! Texts in a learner's own words: whether they are long enough, and what they must name.
//!
//! They are not understood here. A word is found wherever it stands, also within another; a
//! number only as the whole of it. Whether a text is kind and clear is the teacher's to judge.

use std::collections::BTreeMap;

use crate::evidence::Found;
use crate::exercise::Exercise;
use crate::format::{AnswerKind, AnswerSpec, CriterionSpec, Named};
use crate::grade::Written;

/// How complete a text is, from 0 to 1: nothing if it is too short, else the share of what it
/// must name that it names.
pub(crate) fn complete(spec: &AnswerSpec, text: &str) -> f64 {
    if letters(text) < least(spec) {
        return 0.0;
    }
    if spec.names.is_empty() {
        return 1.0;
    }
    let text = spoken(text);
    let named = spec.names.iter().filter(|group| names(group, &text)).count();
    named as f64 / spec.names.len() as f64
}

/// For a criterion that was not met: what the text behind it does not name, as `lacks`, and
/// `letters` and `least` where it is too short; empty where there is no such text.
pub(crate) fn lacking(
    exercise: &Exercise,
    criterion: &CriterionSpec,
    texts: &[Written],
) -> BTreeMap<String, Found> {
    let mut told = BTreeMap::new();
    let file = &exercise.file;
    let behind = exercise.formulas.behind(&criterion.measure);
    let forms = [("answer.", &file.answers), ("card.", &file.card)];
    for (start, questions) in forms {
        for (name, spec) in questions.iter().filter(|(_, s)| s.kind == AnswerKind::Text) {
            let id = format!("{start}{name}");
            let written = texts.iter().find(|written| written.id == id);
            if let Some(Written { text, .. }) = written.filter(|_| behind.contains(&id)) {
                told.extend(lacks(spec, text));
            }
        }
    }
    told
}

fn lacks(spec: &AnswerSpec, text: &str) -> BTreeMap<String, Found> {
    let mut told = BTreeMap::new();
    let (found, least) = (letters(text), least(spec));
    if found < least {
        told.insert("letters".into(), Found::Text(found.to_string()));
        told.insert("least".into(), Found::Text(least.to_string()));
    }
    let text = spoken(text);
    let missing = spec.names.iter().filter(|group| !names(group, &text));
    let missing: Vec<&str> = missing.filter_map(Named::what).collect();
    if !missing.is_empty() {
        told.insert("lacks".into(), Found::Text(missing.join("; ")));
    }
    told
}

fn letters(text: &str) -> usize {
    text.trim().chars().count()
}

fn least(spec: &AnswerSpec) -> usize {
    spec.least.unwrap_or(1)
}

/// As it is compared: small letters, straight apostrophes, one space between words.
fn spoken(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘', '`', '´'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(group: &Named, text: &str) -> bool {
    group.words().iter().any(|word| {
        let word = spoken(word);
        let is_number = word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty();
        if !is_number {
            return text.contains(&word);
        }
        text.match_indices(&word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            !part_of_number(before.chars().rev()) && !part_of_number(after.chars())
        })
    })
}

/// Whether digits go on here, perhaps behind a point or a comma.
fn part_of_number(mut next: impl Iterator<Item = char>) -> bool {
    match next.next() {
        Some('.' | ',') => next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> AnswerSpec {
        let text = r#"
            kind = "text"
            least = 10
            label = ""
            names = [
                { what = "18", words = ["18", "eighteen"] },
                { what = "who comes", words = ["i'll", "nurse"] },
                ["kind"],
            ]
        "#;
        toml::from_str(text).unwrap()
    }

    #[test]
    fn each_of_the_words_for_a_thing_will_do() {
        for (text, share) in [
            ("Eighteen, and I’ll be  kind.", 1.0),
            ("18 people; a nurse, kindly", 1.0),
            ("Of them 18. A nurse is kind", 1.0),
            ("180 people or 0.18 or 1,18; a nurse, kind", 2.0 / 3.0),
            ("18 nurse", 0.0),
        ] {
            assert!((complete(&spec(), text) - share).abs() < 1e-12, "{text}");
        }
    }

    #[test]
    fn what_is_not_there_is_named() {
        let text = |name: &str, told: &BTreeMap<String, Found>| match told.get(name) {
            Some(Found::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let told = lacks(&spec(), "Somebody comes soon");
        assert_eq!(text("lacks", &told), "18; who comes");
        assert_eq!(text("letters", &told), "");
        let told = lacks(&spec(), "18 nurse");
        assert_eq!(
            (text("letters", &told), text("least", &told)),
            ("8".into(), "10".into())
        );
        assert!(lacks(&spec(), "18 nurses, all kind").is_empty());
    }
}
