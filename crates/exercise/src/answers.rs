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

use crate::answer::{self, AND, THEN};
use crate::document::{self, line_of};
use crate::evidence::{Evidence, Found};
use crate::fault::Fault;
use crate::format::{AnswerKind, AnswerSpec};
use crate::grade::Written;
use crate::rule::Rule;
use crate::texts;
use crate::value_slip;

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
                    answer::read(name, spec, value.get_ref()).map_err(|rule| {
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
            let mended = format!("{name} = {}", answer::rounded(spec, number));
            here(Rule::WholeNumber { found, mended })
        }
        _ => return fault,
    };
    Fault { file: fault.file, ..told }
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
