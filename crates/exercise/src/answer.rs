//! An answer: the value that stands behind a question's name, read as the question asks for it.

use medlab_cohort::nearest;
use toml::Value;

use crate::evidence::Found;
use crate::format::{AnswerKind, AnswerSpec};
use crate::rule::Rule;
use crate::{scale, slip, value_slip};

/// Between the words of an ordering, where it is shown as one text.
pub(crate) const THEN: &str = " > ";

/// Between several words, where they are shown as one text.
pub(crate) const AND: &str = ", ";

/// The most characters of a text where the exercise does not say.
const MOST: usize = 2000;

/// A number as it is asked for: whole where the question wants no decimals.
pub(crate) fn rounded(spec: &AnswerSpec, value: f64) -> String {
    match spec.decimals {
        Some(0) => libm::round(value).to_string(),
        _ => scale::shown(value),
    }
}

/// The answer to one question.
pub(crate) fn read(name: &str, spec: &AnswerSpec, value: &Value) -> Result<Found, Rule> {
    if is_unanswered(spec, value) {
        return Ok(Found::Undefined("unanswered".into()));
    }
    match spec.kind {
        AnswerKind::Number | AnswerKind::Claim => {
            number(name, spec, value).map(Found::Number)
        }
        AnswerKind::Choice => {
            word(name, spec, value).map(|word| Found::Text(word.to_string()))
        }
        AnswerKind::Ordering => ordering(name, spec, value).map(Found::Text),
        AnswerKind::Several => several(name, spec, value).map(Found::Text),
        AnswerKind::Text => free(name, spec, value).map(Found::Text),
    }
}

/// Whether nothing was written yet: `""`, or the three points of an example.
fn is_unanswered(spec: &AnswerSpec, value: &Value) -> bool {
    match value {
        Value::String(text) if spec.kind == AnswerKind::Text => text.is_empty(),
        Value::String(text) => slip::is_placeholder(text),
        Value::Array(words) => {
            let empty = |word: &Value| word.as_str().is_some_and(slip::is_placeholder);
            !words.is_empty() && words.iter().all(empty)
        }
        _ => false,
    }
}

fn number(name: &str, spec: &AnswerSpec, value: &Value) -> Result<f64, Rule> {
    let number = match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        Value::String(text) => plain_number(text.trim()),
        _ => None,
    };
    let name = name.to_string();
    let Some(number) = number.filter(|number| number.is_finite()) else {
        let (found, text) = (shown(value), value.as_str().unwrap_or_default());
        return Err(match value_slip::number(text) {
            Some(meant) => {
                let mended = format!("{name} = {}", rounded(spec, meant));
                Rule::NumberInText { name, found, mended }
            }
            None => Rule::NotANumber { name, found },
        });
    };
    let Some([low, high]) = spec.range else { return Ok(number) };
    if (low..=high).contains(&number) {
        return Ok(number);
    }
    let share = number / 100.0;
    if high <= 1.0 && (low..=high).contains(&share) {
        let [low, high, found] = [low, high, number].map(|number| number.to_string());
        let meant = scale::shown(share);
        return Err(Rule::PercentForShare { name, low, high, found, meant });
    }
    let in_units = spec.unit.as_deref().and_then(|unit| scale::in_units(number, unit));
    let meant = in_units.filter(|meant| (low..=high).contains(meant));
    let [low, high, found] = [low, high, number].map(|number| number.to_string());
    if let (Some(meant), Some(unit)) = (meant, spec.unit.clone()) {
        let mended = format!("{name} = {}", rounded(spec, meant));
        return Err(Rule::ShareForUnit { name, low, high, found, unit, mended });
    }
    Err(match spec.unit.clone() {
        Some(unit) => Rule::OutOfUnit { name, low, high, found, unit },
        None => Rule::OutOfRange { name, low, high, found },
    })
}

/// A number in plain decimal notation; `nan`, `inf`, `0x10` and `1_000` are not.
fn plain_number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    text.chars().all(plain).then(|| text.parse().ok()).flatten()
}

fn word<'a>(name: &str, spec: &'a AnswerSpec, value: &Value) -> Result<&'a str, Rule> {
    let text = value.as_str().unwrap_or_default();
    let offered = || spec.of.iter().map(String::as_str);
    offered().find(|word| *word == text).ok_or_else(|| Rule::UnknownAnswer {
        name: name.to_string(),
        offered: spec.of.clone(),
        found: shown(value),
        near: nearest(text, offered()).map(str::to_string),
    })
}

/// The words of an array, empty for what is no word; none of any other value.
fn words(value: &Value) -> Option<Vec<&str>> {
    let words = value.as_array()?.iter();
    Some(words.map(|word| word.as_str().unwrap_or_default()).collect())
}

fn ordering(name: &str, spec: &AnswerSpec, value: &Value) -> Result<String, Rule> {
    let wrong = || Rule::NotAnOrdering {
        name: name.to_string(),
        offered: spec.of.clone(),
        found: shown(value),
    };
    let words = words(value).ok_or_else(wrong)?;
    let mut sorted = words.clone();
    let mut expected: Vec<&str> = spec.of.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    expected.sort_unstable();
    if sorted != expected {
        return Err(wrong());
    }
    Ok(words.join(THEN))
}

/// Some of the words, in the order in which they were offered.
fn several(name: &str, spec: &AnswerSpec, value: &Value) -> Result<String, Rule> {
    let wrong = || Rule::NotSeveral {
        name: name.to_string(),
        offered: spec.of.clone(),
        found: shown(value),
    };
    let words =
        words(value).ok_or_else(|| in_one(name, spec, value).unwrap_or_else(wrong))?;
    let known = |word: &&str| spec.of.iter().any(|offered| offered == word);
    let repeated = words.iter().enumerate().any(|(at, word)| words[..at].contains(word));
    if repeated || !words.iter().all(known) {
        return Err(wrong());
    }
    let chosen = spec.of.iter().filter(|offered| words.contains(&offered.as_str()));
    Ok(chosen.cloned().collect::<Vec<_>>().join(AND))
}

/// Words in one text, such as `"children, deciding_alone"`, as the list that they should be.
fn in_one(name: &str, spec: &AnswerSpec, value: &Value) -> Option<Rule> {
    let words: Vec<&str> = value.as_str()?.split([',', ' ', ';']).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let known = |word: &&str| spec.of.iter().any(|offered| offered == word);
    words.iter().all(known).then(|| {
        let quoted: Vec<String> =
            words.iter().map(|word| format!("\"{word}\"")).collect();
        let (name, found) = (name.to_string(), shown(value));
        let mended = format!("{name} = [{}]", quoted.join(", "));
        Rule::WordsInText { name, found, mended }
    })
}

fn free(name: &str, spec: &AnswerSpec, value: &Value) -> Result<String, Rule> {
    let name = name.to_string();
    let Some(text) = value.as_str() else {
        return Err(Rule::NotAText { name, found: shown(value) });
    };
    let (most, found) = (spec.most.unwrap_or(MOST), text.chars().count());
    if found > most {
        return Err(Rule::LongText { name, most, found });
    }
    Ok(text.to_string())
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
