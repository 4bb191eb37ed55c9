//! A value slip: a number, a list or a text as people write them who have never seen such a
//! file, in a line that cannot be read.
//!
//! Each knows the line as it should be. What a question asks for is not known here.

use crate::rule::Rule;
use crate::scale;
use crate::slip::{entry, short};

/// The longest line that is given as it should be, in characters.
const LONG: usize = 160;

/// The slip in the value of a line.
pub(crate) fn of(code: &str) -> Option<Rule> {
    percent(code)
        .or_else(|| division(code))
        .or_else(|| no_digit(code))
        .or_else(|| list(code))
        .or_else(|| half_quoted(code))
        .or_else(|| unquoted_text(code))
}

/// A list that was opened and not closed on its line, such as `not_for = ["children"`.
pub(crate) fn unclosed_list(code: &str) -> Option<Rule> {
    let (_, value) = entry(code)?;
    let inner = value.strip_prefix('[')?;
    (!inner.trim().is_empty() && !inner.contains([']', '['])).then(|| list(code))?
}

/// The number behind a sign for percent, decimal commas or missing zeros; none where it is
/// anything else.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_matches('"').trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim().replacen(',', ".", 1);
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    text.chars().all(plain).then(|| text.parse::<f64>().ok()).flatten()
}

/// `79%`, wherever a value begins; a level is written as a part of 1.
fn percent(code: &str) -> Option<Rule> {
    let code = code.trim();
    for (equals, _) in code.match_indices('=') {
        let value = &code[equals + 1..];
        let start = equals + 1 + (value.len() - value.trim_start().len());
        let digit = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
        let end = start + code[start..].chars().take_while(digit).count();
        let Some(found) = code.get(start..=end).filter(|found| found.ends_with('%'))
        else {
            continue;
        };
        let Some(number) = number(found) else { continue };
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let is_share =
            code[..equals].trim_end().rsplit(|c| !is_key(c)).next() == Some("level");
        let meant = scale::shown(if is_share { number / 100.0 } else { number });
        let (found, mut mended) = (short(found), code.to_string());
        mended.replace_range(start..=end, &meant);
        return Some(Rule::PercentSign { found, mended: cut(&mended) });
    }
    None
}

/// `5/1000`.
fn division(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let (part, of) = value.split_once('/')?;
    let (part, of) = (number(part)?, number(of)?);
    let meant = scale::shown(part / of);
    (of > 0.0).then(|| {
        let mended = format!("{key} = {meant}");
        Rule::Division { found: short(value), mended }
    })
}

/// `.005`, wherever a value begins, and `5.` at the end of the line.
fn no_digit(code: &str) -> Option<Rule> {
    let code = code.trim();
    for (equals, _) in code.match_indices('=') {
        let value = &code[equals + 1..];
        let start = equals + 1 + (value.len() - value.trim_start().len());
        let Some(digits) = code[start..].strip_prefix(['.', ',']) else { continue };
        let length = digits.chars().take_while(char::is_ascii_digit).count();
        if length > 0 {
            let found = code[start..=start + length].to_string();
            let mut mended = code.to_string();
            mended.replace_range(start..=start, "0.");
            return Some(Rule::NoDigit { found, mended: cut(&mended) });
        }
    }
    let (key, value) = entry(code)?;
    let whole = value.strip_suffix(['.', ','])?;
    let digits = !whole.is_empty() && whole.chars().all(|c| c.is_ascii_digit());
    digits.then(|| {
        let mended = format!("{key} = {whole}");
        Rule::NoDigit { found: short(value), mended }
    })
}

/// Several words without square brackets, with one of them, or without quotation marks.
fn list(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let (opened, rest) = (value.starts_with('['), value.trim_start_matches('['));
    let (closed, rest) = (rest.ends_with(']'), rest.trim_end_matches(']'));
    let items: Vec<&str> = rest.trim_end_matches([',', ' ']).split(',').collect();
    let words: Vec<&str> =
        items.iter().map(|item| item.trim().trim_matches('"')).collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    if !words.iter().all(is_word) || (words.len() < 2 && !opened && !closed) {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let (found, mended) = (short(value), format!("{key} = [{}]", quoted.join(", ")));
    let mended = cut(&mended);
    if !(opened && closed) {
        return Some(Rule::NoBrackets { found, mended });
    }
    let bare = items.iter().any(|item| !item.trim().starts_with('"'));
    bare.then_some(Rule::BareWord { found, mended })
}

/// A word with a quotation mark on one side only.
fn half_quoted(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let word = value.trim_matches('"');
    let one = value.matches('"').count() == 1;
    let is_word = !word.is_empty() && !word.contains(char::is_whitespace);
    (one && is_word && !word.contains('"')).then(|| {
        let mended = format!("{key} = \"{}\"", short(word));
        Rule::BareWord { found: short(value), mended }
    })
}

/// A text of several words that has no quotation marks, or only the first of them.
fn unquoted_text(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let is_key = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let opened = value.starts_with('"') && value.matches('"').count() == 1;
    let bare = value.starts_with(char::is_alphabetic) && !value.contains(['"', '=']);
    let spoken = value.split_whitespace().count() > 1;
    (is_key && spoken && (opened || bare)).then(|| Rule::TextQuotes { name: short(key) })
}

fn cut(line: &str) -> String {
    let mut cut: String = line.chars().take(LONG).filter(|c| !c.is_control()).collect();
    if line.chars().count() > LONG {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_cohort::Problem;

    #[test]
    fn each_value_is_told_with_the_line_as_it_should_be() {
        for (line, told) in [
            ("right_pairs = 79%", "not_toml percent: found 79%, mended right_pairs = 79"),
            ("found = 78,5 %", "not_toml percent: found 78,5 %, mended found = 78.5"),
            (
                "policy.level = 2%",
                "not_toml percent: found 2%, mended policy.level = 0.02",
            ),
            (
                "test = { from = 70 %, to = 100 }",
                "not_toml percent: found 70 %, mended test = { from = 70, to = 100 }",
            ),
            ("level = 5/1000", "not_toml fraction: found 5/1000, mended level = 0.005"),
            ("level = .005", "not_toml digit: found .005, mended level = 0.005"),
            (
                "policy = { how = \"top\", level = ,005 }",
                "not_toml digit: found ,005, mended policy = { how = \"top\", level = 0.005 }",
            ),
            ("alerts = 4.", "not_toml digit: found 4., mended alerts = 4"),
            (
                "not_for = \"a_b\", \"c\"",
                "not_toml brackets: found \"a_b\", \"c\", mended not_for = [\"a_b\", \"c\"]",
            ),
            (
                "not_for = a, c]",
                "not_toml brackets: found a, c], mended not_for = [\"a\", \"c\"]",
            ),
            (
                "not_for = [a, \"c\"]",
                "not_toml word: found [a, \"c\"], mended not_for = [\"a\", \"c\"]",
            ),
            (
                "column = \"score",
                "not_toml word: found \"score, mended column = \"score\"",
            ),
            (
                "column = score\"",
                "not_toml word: found score\", mended column = \"score\"",
            ),
            ("explain = \"Of 100 people,", "not_toml quotes: name explain"),
            ("explain = Dear Mrs Keller, of 100 people", "not_toml quotes: name explain"),
        ] {
            let rule = of(line).map(|rule| Problem::from(rule).to_string());
            assert_eq!(rule.as_deref(), Some(told), "{line}");
        }
        let open = unclosed_list("not_for = [\"a\", \"c\"").map(Problem::from);
        assert!(open.is_some_and(|problem| problem.case == "brackets"));
        assert!(unclosed_list("predictors = [").is_none());
        assert!(unclosed_list("not_for = [\"a\"]").is_none());
    }

    #[test]
    fn what_is_right_is_no_slip() {
        for line in [
            "a = 1",
            "a = 0.5",
            "a = [\"b\", \"c\"]",
            "a = \"b\"",
            "a = \"b c\"",
            "# 79%",
            "a = [1, 2]",
            "[policy]",
        ] {
            assert!(of(line).is_none(), "{line}");
        }
    }

    proptest::proptest! {
        /// Whatever stands in a line, telling of it is never a panic.
        #[test]
        fn any_line_is_told_or_not(line in "[-#=\"'%/,.\\[\\]{}a-z0-9é ]{0,60}") {
            let _ = of(&line);
            let _ = unclosed_list(&line);
            let _ = number(&line);
        }
    }
}
