//! Forms: `answers.toml` and `card.toml`, answers to named questions.
//!
//! An answer left as `""` is unanswered, which costs its points and nothing else. What
//! cannot be an answer at all (a misspelt key, a word that was not offered, a number
//! outside its range) makes the submission not gradable, and no attempt is lost.
//!
//! A free text is not understood here: it is checked for its length and for what it must
//! name, and kept for the teacher. A claim is a number that is measured again.

use std::collections::BTreeMap;

use medlab_cohort::nearest;
use toml::{Spanned, Value};

use crate::document::{self, line_of};
use crate::evidence::{Evidence, Found};
use crate::fault::Fault;
use crate::format::{AnswerKind, AnswerSpec};
use crate::grade::Written;
use crate::rule::Rule;
use crate::scale;
use crate::slip;
use crate::texts;
use crate::value_slip;

/// Between the words of an ordering, where it is shown as one text.
const THEN: &str = " > ";

/// Between several words, where they are shown as one text.
pub(crate) const AND: &str = ", ";

/// The most characters of a text where the exercise does not say.
const MOST: usize = 2000;

/// A file of answers to named questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The file's name.
    pub file: &'static str,
    /// What the names of its measures begin with.
    start: &'static str,
}

/// Questions about patients and models.
pub const ANSWERS: Form = Form { file: "answers.toml", start: "answer." };

/// What is said of a model: what it is for, and what it can do.
pub const CARD: Form = Form { file: "card.toml", start: "card." };

/// A form that was filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// One measure for each question.
    pub evidence: Evidence,
    /// The free texts, for the teacher.
    pub texts: Vec<Written>,
}

impl Form {
    /// Reads a learner's answers.
    pub fn read(
        self,
        specs: &BTreeMap<String, AnswerSpec>,
        bytes: &[u8],
    ) -> Result<Filled, Fault> {
        let text = document::text(self.file, bytes)?;
        let answers: BTreeMap<String, Spanned<Value>> = document::typed(self.file, text)
            .map_err(|fault| asked(specs, text, fault))?;
        for (name, value) in &answers {
            if !specs.contains_key(name) {
                let at = key_line(text, name, value.span().start);
                return Err(unknown(self.file, name, at, specs.keys()));
            }
        }
        let mut filled = Filled::default();
        for (name, spec) in specs {
            let found = match answers.get(name) {
                None => Found::Undefined("unanswered".into()),
                Some(value) => {
                    let line = line_of(text, value.span().start);
                    answer(name, spec, value.get_ref()).map_err(|rule| {
                        Fault::new(rule).in_file(self.file).on_line(line).at_column(name)
                    })?
                }
            };
            let found = match (spec.kind, found) {
                (AnswerKind::Text, Found::Text(text)) => {
                    let share = texts::complete(spec, &text);
                    let label = spec.label.clone();
                    filled.texts.push(Written { id: self.measure(name), label, text });
                    Found::Number(share)
                }
                (_, found) => found,
            };
            filled.evidence.insert(self.measure(name), found);
        }
        Ok(filled)
    }

    /// The measure's name for an answer.
    pub fn measure(self, name: &str) -> String {
        format!("{}{name}", self.start)
    }

    /// All measures that one question gives.
    pub fn measures(self, name: &str, spec: &AnswerSpec) -> Vec<String> {
        let own = self.measure(name);
        let off = (spec.kind == AnswerKind::Claim).then(|| off(&own));
        [own].into_iter().chain(off).collect()
    }

    /// How far each claim lies from what was measured again.
    pub fn claims(
        self,
        specs: &BTreeMap<String, AnswerSpec>,
        evidence: &Evidence,
    ) -> Evidence {
        let claims = specs.iter().filter(|(_, spec)| spec.kind == AnswerKind::Claim);
        let held = claims.map(|(name, spec)| {
            let own = self.measure(name);
            let claimed = evidence.get(&own);
            let measured = spec.measure.as_ref().and_then(|name| evidence.get(name));
            let found = match (claimed, measured) {
                (Some(Found::Number(claimed)), Some(Found::Number(measured))) => {
                    Found::Number((claimed - measured).abs())
                }
                (Some(Found::Undefined(why)), _) | (_, Some(Found::Undefined(why))) => {
                    Found::Undefined(why.clone())
                }
                _ => Found::Undefined("not_measured".into()),
            };
            (off(&own), found)
        });
        held.collect()
    }
}

/// The line a learner would write for this answer.
pub fn line(name: &str, spec: &AnswerSpec, found: &Found) -> String {
    let list = |text: &str, between: &str| {
        let words = text.split(between).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
        format!("{name} = [{}]\n", words.join(", "))
    };
    match (found, spec.kind) {
        (Found::Number(value), _) => format!("{name} = {value}\n"),
        (Found::Text(text), AnswerKind::Ordering) => list(text, THEN),
        (Found::Text(text), AnswerKind::Several) => list(text, AND),
        (Found::Text(text), _) => format!("{name} = {}\n", Value::String(text.clone())),
        (Found::Undefined(_), _) => format!("{name} = \"\"\n"),
    }
}

/// The measure of how far a claim lies from what was measured.
fn off(measure: &str) -> String {
    format!("{measure}.off")
}

/// A fault in a line that cannot be read, in view of what the question there asks for: a text
/// needs three quotation marks, and a whole number is told as one.
fn asked(specs: &BTreeMap<String, AnswerSpec>, text: &str, fault: Fault) -> Fault {
    if fault.problem.case == "twice" {
        return fault;
    }
    let until = fault.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(0);
    let lines: Vec<(usize, &str)> = text.lines().enumerate().take(until).collect();
    let question = lines.iter().rev().find_map(|(row, line)| {
        let (name, value) = line.split_once('=')?;
        let (name, spec) = specs.get_key_value(name.trim())?;
        Some((row + 1, name, spec, value.trim()))
    });
    let Some((line, name, spec, value)) = question else { return fault };
    let here = |rule: Rule| Fault { line: Some(line as u64), ..Fault::new(rule) };
    let told = match spec.kind {
        AnswerKind::Text if fault.problem.case != "curly" => {
            here(Rule::TextQuotes { name: name.clone() })
        }
        AnswerKind::Number | AnswerKind::Claim
            if line == until && spec.decimals == Some(0) =>
        {
            let value = value.split('#').next().unwrap_or_default().trim();
            let Some(number) = value_slip::number(value).filter(|n| n.fract() != 0.0)
            else {
                return fault;
            };
            let found = value.to_string();
            let mended = format!("{name} = {}", rounded(spec, number));
            here(Rule::WholeNumber { found, mended })
        }
        _ => return fault,
    };
    Fault { file: fault.file, ..told }
}

/// A number as it is asked for: whole where the question wants no decimals.
fn rounded(spec: &AnswerSpec, value: f64) -> String {
    match spec.decimals {
        Some(0) => libm::round(value).to_string(),
        _ => scale::shown(value),
    }
}

fn answer(name: &str, spec: &AnswerSpec, value: &Value) -> Result<Found, Rule> {
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

fn unknown<'a>(
    file: &str,
    name: &str,
    line: u64,
    known: impl Iterator<Item = &'a String> + Clone,
) -> Fault {
    let found: String = name.chars().take(40).collect();
    let near = nearest(name, known.clone().map(String::as_str)).map(str::to_string);
    let column = found.clone();
    let rule = Rule::UnknownQuestion { found, known: known.cloned().collect(), near };
    Fault::new(rule).in_file(file).on_line(line).at_column(column)
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

    fn fault(text: &str) -> (String, Option<u64>) {
        let fault = ANSWERS.read(&specs(), text.as_bytes()).unwrap_err();
        (fault.problem.to_string(), fault.line)
    }

    #[test]
    fn good_answers_become_evidence() {
        let text = "found = 12\nword = \"few\"\norder = [\"c\", \"a\", \"b\"]\n";
        let evidence = ANSWERS.read(&specs(), text.as_bytes()).unwrap().evidence;
        assert_eq!(evidence["answer.found"], Found::Number(12.0));
        assert_eq!(evidence["answer.word"], Found::Text("few".into()));
        assert_eq!(evidence["answer.order"], Found::Text("c > a > b".into()));
    }

    #[test]
    fn what_is_left_empty_is_unanswered() {
        let evidence = ANSWERS.read(&specs(), b"found = \"\"\n").unwrap().evidence;
        assert!(
            evidence
                .values()
                .all(|found| *found == Found::Undefined("unanswered".into()))
        );
    }

    #[test]
    fn each_wrong_value_has_its_own_problem_and_line() {
        let cases = [
            (
                "\nfuond = 1",
                2,
                "unknown_key question: found fuond, known found, order, word, near found",
            ),
            (
                "word = \"fw\"",
                1,
                "unknown_choice answer: name word, offered many, few, found \"fw\", near few",
            ),
            (
                "found = 101",
                1,
                "out_of_range unit: name found, low 0, high 100, found 101, unit women",
            ),
            ("found = nan", 1, "not_a_number: name found, found nan"),
            (
                "found = \"4,5\"",
                1,
                "not_a_number mended: name found, found \"4,5\", mended found = 4.5",
            ),
            ("found = [1]", 1, "not_a_number: name found, found [1]"),
            (
                "order = [\"a\", \"a\", \"b\"]",
                1,
                "not_an_ordering: name order, offered a, b, c, found [\"a\", \"a\", \"b\"]",
            ),
            ("found = 1\nfound = 2", 2, "not_toml twice: name found, first 1"),
        ];
        for (text, line, problem) in cases {
            assert_eq!(fault(text), (problem.to_string(), Some(line)), "{text}");
        }
    }

    #[test]
    fn a_slip_is_told_in_view_of_the_question() {
        let specs: BTreeMap<String, AnswerSpec> = toml::from_str(
            r#"
            pairs = { kind = "number", range = [1, 100], unit = "of 100 pairs", decimals = 0, label = "" }
            level = { kind = "number", range = [0, 100], unit = "of 100", label = "" }
            not_for = { kind = "several", of = ["children", "others"], label = "" }
            say = { kind = "text", label = "" }
            "#,
        )
        .unwrap();
        for (text, line, problem) in [
            ("pairs = 78,7", 1, "not_toml rounded: found 78,7, mended pairs = 79"),
            ("pairs = 78.7%", 1, "not_toml rounded: found 78.7%, mended pairs = 79"),
            ("pairs = 79%", 1, "not_toml percent: found 79%, mended pairs = 79"),
            (
                "pairs = \"78,7 %\"",
                1,
                "not_a_number mended: name pairs, found \"78,7 %\", mended pairs = 79",
            ),
            ("level = 78,7", 1, "not_toml comma: found 78,7, mended level = 78.7"),
            (
                "pairs = 0.787",
                1,
                "out_of_range share: name pairs, low 1, high 100, found 0.787, unit of 100 pairs, mended pairs = 79",
            ),
            (
                "not_for = \"children, others\"",
                1,
                "not_several mended: name not_for, found \"children, others\", mended not_for = [\"children\", \"others\"]",
            ),
            (
                "not_for = \"children\", \"others\"",
                1,
                "not_toml brackets: found \"children\", \"others\", mended not_for = [\"children\", \"others\"]",
            ),
            (
                "not_for = [\"children\", \"others\"\npairs = 79",
                1,
                "not_toml brackets: found [\"children\", \"others\", mended not_for = [\"children\", \"others\"]",
            ),
            (
                "pairs = 79\nsay = \"Of 100 people\nlike you\"",
                2,
                "not_toml quotes: name say",
            ),
            ("say = \"He asks: \"Do I?\" Yes.\"", 1, "not_toml quotes: name say"),
            ("say = Of 100 people = many", 1, "not_toml quotes: name say"),
            ("say = \"\"\"\nOf 100 people", 1, "not_toml quotes: name say"),
        ] {
            let fault = CARD.read(&specs, text.as_bytes()).unwrap_err();
            assert_eq!(
                (fault.problem.to_string(), fault.line),
                (problem.into(), Some(line)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_in_quotes_is_a_number() {
        let evidence = ANSWERS.read(&specs(), b"found = \"4.5\"").unwrap().evidence;
        assert_eq!(evidence["answer.found"], Found::Number(4.5));
    }

    proptest::proptest! {
        /// Whatever is handed in, it is read or refused, and never a panic.
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            let _ = ANSWERS.read(&specs(), &bytes);
        }

        #[test]
        fn any_toml_like_text_is_read_or_refused(text in "(found|word|x)? ?= ?[-+0-9a-z\"'\\[\\]{}.,_ \n]{0,40}") {
            match ANSWERS.read(&specs(), text.as_bytes()) {
                Ok(filled) => proptest::prop_assert_eq!(filled.evidence.len(), specs().len()),
                Err(fault) => proptest::prop_assert!(fault.line.is_some()),
            }
        }
    }

    /// A parser that recurses without a bound would end the whole batch.
    #[test]
    fn deep_nesting_is_refused_and_not_a_crash() {
        for open in ["[", "{a=", "a."] {
            let text = format!("found = {}", open.repeat(100_000));
            assert!(ANSWERS.read(&specs(), text.as_bytes()).is_err());
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
            let evidence = ANSWERS
                .read(&specs(), line(name, &specs()[name], &found).as_bytes())
                .unwrap()
                .evidence;
            assert_eq!(evidence[&ANSWERS.measure(name)], found);
        }
    }
}
