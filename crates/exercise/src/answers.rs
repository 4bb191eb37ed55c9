//! Answers: the choices, numbers and orderings of `answers.toml`.
//!
//! An answer left as `""` is unanswered, which costs its points and nothing else. What
//! cannot be an answer at all (a misspelt key, a word that was not offered, a number
//! outside its range) makes the submission not gradable, and no attempt is lost.

use std::collections::BTreeMap;

use medlab_cohort::nearest;
use toml::{Spanned, Value};

use crate::document::{self, line_of};
use crate::evidence::{Evidence, Found};
use crate::format::{AnswerKind, AnswerSpec};
use crate::grade::Fault;

/// The file's name.
pub const FILE: &str = "answers.toml";

/// Between the words of an ordering, where it is shown as one text.
const THEN: &str = " > ";

/// Reads a learner's answers into evidence, one measure `answer.<name>` for each.
pub fn read(
    specs: &BTreeMap<String, AnswerSpec>,
    bytes: &[u8],
) -> Result<Evidence, Fault> {
    let text = document::text(FILE, bytes)?;
    let answers: BTreeMap<String, Spanned<Value>> = document::typed(FILE, text)?;
    for (name, value) in &answers {
        if !specs.contains_key(name) {
            let at = key_line(text, name, value.span().start);
            return Err(unknown(name, at, specs.keys()));
        }
    }
    let mut evidence = Evidence::new();
    for (name, spec) in specs {
        let found = match answers.get(name) {
            None => Found::Undefined("unanswered".into()),
            Some(value) => {
                let line = line_of(text, value.span().start);
                answer(name, spec, value.get_ref()).map_err(|reason| Fault {
                    code: reason.code.into(),
                    message: format!("{name}: {}", reason.message),
                    hint: reason.hint,
                    file: Some(FILE.into()),
                    line: Some(line),
                    column: Some(name.clone()),
                    row: None,
                })?
            }
        };
        evidence.insert(measure(name), found);
    }
    Ok(evidence)
}

/// The measure's name for an answer.
pub fn measure(name: &str) -> String {
    format!("answer.{name}")
}

/// The line a learner would write for this answer.
pub fn line(name: &str, found: &Found) -> String {
    match found {
        Found::Number(value) => format!("{name} = {value}\n"),
        Found::Text(text) if text.contains(THEN) => {
            let words: Vec<String> =
                text.split(THEN).map(|word| format!("\"{word}\"")).collect();
            format!("{name} = [{}]\n", words.join(", "))
        }
        Found::Text(text) => format!("{name} = \"{text}\"\n"),
        Found::Undefined(_) => format!("{name} = \"\"\n"),
    }
}

/// Why one value is no answer.
struct Reason {
    code: &'static str,
    message: String,
    hint: String,
}

fn answer(name: &str, spec: &AnswerSpec, value: &Value) -> Result<Found, Reason> {
    if value.as_str() == Some("") {
        return Ok(Found::Undefined("unanswered".into()));
    }
    match spec.kind {
        AnswerKind::Number => number(name, spec, value).map(Found::Number),
        AnswerKind::Choice => word(spec, value).map(|word| Found::Text(word.to_string())),
        AnswerKind::Ordering => ordering(spec, value).map(Found::Text),
    }
}

fn number(name: &str, spec: &AnswerSpec, value: &Value) -> Result<f64, Reason> {
    let number = match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        Value::String(text) => plain_number(text.trim()),
        _ => None,
    };
    let number = number.filter(|number| number.is_finite()).ok_or_else(|| Reason {
        code: "not_a_number",
        message: format!("expected a number, found {}", shown(value)),
        hint: format!("write it with a point and without a unit, such as {name} = 4.5"),
    })?;
    if let Some([low, high]) = spec.range
        && !(low..=high).contains(&number)
    {
        return Err(Reason {
            code: "out_of_range",
            message: format!("expected a number from {low} to {high}, found {number}"),
            hint: match &spec.unit {
                Some(unit) => format!("the answer is asked for in: {unit}"),
                None => "read the question's unit again".into(),
            },
        });
    }
    Ok(number)
}

/// A number in plain decimal notation; `nan`, `inf`, `0x10` and `1_000` are not.
fn plain_number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    text.chars().all(plain).then(|| text.parse().ok()).flatten()
}

fn word<'a>(spec: &'a AnswerSpec, value: &Value) -> Result<&'a str, Reason> {
    let text = value.as_str().unwrap_or_default();
    spec.of.iter().map(String::as_str).find(|word| *word == text).ok_or_else(|| {
        let offered: Vec<&str> = spec.of.iter().map(String::as_str).collect();
        Reason {
            code: "unknown_choice",
            message: format!(
                "expected one of {}, found {}",
                offered.join(", "),
                shown(value)
            ),
            hint: match nearest(text, offered.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => "copy one of the words offered, with its quotation marks".into(),
            },
        }
    })
}

fn ordering(spec: &AnswerSpec, value: &Value) -> Result<String, Reason> {
    let wrong = || Reason {
        code: "not_an_ordering",
        message: format!(
            "expected each of {} once, found {}",
            spec.of.join(", "),
            shown(value)
        ),
        hint: "write the words in square brackets, with commas between them".into(),
    };
    let words = value.as_array().ok_or_else(wrong)?;
    let words: Vec<&str> =
        words.iter().map(|word| word.as_str().unwrap_or_default()).collect();
    let mut sorted = words.clone();
    let mut expected: Vec<&str> = spec.of.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    expected.sort_unstable();
    if sorted != expected {
        return Err(wrong());
    }
    Ok(words.join(THEN))
}

/// A value as it may be repeated in a message: short, on one line.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let mut short: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
    if text.chars().count() > 40 {
        short.push('…');
    }
    short
}

fn unknown<'a>(
    name: &str,
    line: u64,
    known: impl Iterator<Item = &'a String> + Clone,
) -> Fault {
    let short: String = name.chars().take(40).collect();
    let hint = match nearest(name, known.clone().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = known.map(String::as_str).collect();
            format!("the questions are: {}", known.join(", "))
        }
    };
    Fault {
        code: "unknown_key".into(),
        message: format!("expected the name of a question, found `{short}`"),
        hint,
        file: Some(FILE.into()),
        line: Some(line),
        column: Some(short),
        row: None,
    }
}

/// The line on which a key stands, given where its value begins.
fn key_line(text: &str, name: &str, value_at: usize) -> u64 {
    let before = &text[..value_at.min(text.len())];
    line_of(text, before.rfind(name).unwrap_or(value_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specs() -> BTreeMap<String, AnswerSpec> {
        let text = r#"
            found = { kind = "number", range = [0, 100], unit = "women", label = "" }
            word = { kind = "choice", of = ["many", "few"], label = "" }
            order = { kind = "ordering", of = ["a", "b", "c"], label = "" }
        "#;
        toml::from_str(text).unwrap()
    }

    fn fault(text: &str) -> (String, Option<u64>, String) {
        let fault = read(&specs(), text.as_bytes()).unwrap_err();
        (fault.code, fault.line, fault.hint)
    }

    #[test]
    fn good_answers_become_evidence() {
        let text = "found = 12\nword = \"few\"\norder = [\"c\", \"a\", \"b\"]\n";
        let evidence = read(&specs(), text.as_bytes()).unwrap();
        assert_eq!(evidence["answer.found"], Found::Number(12.0));
        assert_eq!(evidence["answer.word"], Found::Text("few".into()));
        assert_eq!(evidence["answer.order"], Found::Text("c > a > b".into()));
    }

    #[test]
    fn what_is_left_empty_is_unanswered() {
        let evidence = read(&specs(), b"found = \"\"\n").unwrap();
        assert!(
            evidence
                .values()
                .all(|found| *found == Found::Undefined("unanswered".into()))
        );
    }

    #[test]
    fn each_wrong_value_has_its_own_code_line_and_way_out() {
        let cases = [
            ("\nfuond = 1", "unknown_key", 2, "did you mean `found`?"),
            ("word = \"fw\"", "unknown_choice", 1, "did you mean \"few\"?"),
            ("found = 101", "out_of_range", 1, "asked for in: women"),
            ("found = nan", "not_a_number", 1, "with a point"),
            ("found = \"4,5\"", "not_a_number", 1, "with a point"),
            ("found = [1]", "not_a_number", 1, "with a point"),
            ("order = [\"a\", \"a\", \"b\"]", "not_an_ordering", 1, "brackets"),
            ("found = 1\nfound = 2", "not_toml", 2, "instructions"),
        ];
        for (text, code, line, hint) in cases {
            let found = fault(text);
            assert_eq!((found.0.as_str(), found.1), (code, Some(line)), "{text}");
            assert!(found.2.contains(hint), "{text}: {}", found.2);
        }
    }

    #[test]
    fn a_number_in_quotes_is_a_number() {
        let evidence = read(&specs(), b"found = \"4.5\"").unwrap();
        assert_eq!(evidence["answer.found"], Found::Number(4.5));
    }

    proptest::proptest! {
        /// Whatever is handed in, it is read or refused, and never a panic.
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            let _ = read(&specs(), &bytes);
        }

        #[test]
        fn any_toml_like_text_is_read_or_refused(text in "(found|word|x)? ?= ?[-+0-9a-z\"'\\[\\]{}.,_ \n]{0,40}") {
            match read(&specs(), text.as_bytes()) {
                Ok(evidence) => proptest::prop_assert_eq!(evidence.len(), 3),
                Err(fault) => proptest::prop_assert!(!fault.hint.is_empty()),
            }
        }
    }

    /// A parser that recurses without a bound would end the whole batch.
    #[test]
    fn deep_nesting_is_refused_and_not_a_crash() {
        for open in ["[", "{a=", "a."] {
            let text = format!("found = {}", open.repeat(100_000));
            assert!(read(&specs(), text.as_bytes()).is_err());
        }
    }

    #[test]
    fn a_written_line_reads_back() {
        for found in [
            Found::Number(4.25),
            Found::Text("few".into()),
            Found::Text("c > b > a".into()),
        ] {
            let name = match &found {
                Found::Number(_) => "found",
                Found::Text(text) if text.contains('>') => "order",
                _ => "word",
            };
            let evidence = read(&specs(), line(name, &found).as_bytes()).unwrap();
            assert_eq!(evidence[&measure(name)], found);
        }
    }
}
