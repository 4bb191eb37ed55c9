//! A slip: what people write in a TOML file who have never seen one, told from the line
//! itself and not in the words of a parser.
//!
//! Each slip knows the line as it should be, where that can be known.

use medlab_cohort::nearest;

use crate::rule::Rule;
use crate::value_slip;

/// What stands in for an answer that was not given yet.
const PLACEHOLDERS: [&str; 3] = ["", "...", "…"];

/// The longest piece of a line that is repeated in a message, in characters.
const SHORT: usize = 60;

/// Whether a text stands in for an answer that was not given yet.
pub(crate) fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.trim())
}

/// The slip in a line that cannot be read.
pub(crate) fn of(line: &str) -> Option<Rule> {
    let code = code(line);
    curly(code)
        .or_else(|| value_slip::of(code))
        .or_else(|| unquoted(code))
        .or_else(|| comma_within(code))
        .or_else(|| nothing_after(code))
        .or_else(|| prose(code))
        .or_else(|| trailing(code))
        .or_else(|| missing_comma(code))
}

/// The slip above a line that cannot be read, and its line: a list that was not closed, or a
/// word of a list without a comma before the next one.
pub(crate) fn above(text: &str, line: u64) -> Option<(u64, Rule)> {
    let at = usize::try_from(line).ok()?.checked_sub(1)?;
    let lines: Vec<&str> = text.lines().map(|line| code(line).trim()).collect();
    let row = lines.get(..at)?.iter().rposition(|line| !line.is_empty())?;
    let (above, next) = (lines[row], lines.get(at)?);
    if entry(next).is_some()
        && let Some(rule) = value_slip::unclosed_list(above)
    {
        return Some((row as u64 + 1, rule));
    }
    let in_list = next.starts_with('"') && above.starts_with('"') && above.ends_with('"');
    in_list.then(|| {
        let mended = short(&format!("{above},"));
        (row as u64 + 1, Rule::NoComma { found: short(above), mended })
    })
}

/// A line that nothing more is known of.
pub(crate) fn unread(line: &str) -> Rule {
    Rule::NotToml { found: short(code(line).trim()) }
}

/// A key for the second time, and the line of the first.
pub(crate) fn twice(text: &str, line: u64) -> Option<Rule> {
    let at = usize::try_from(line).ok()?.checked_sub(1)?;
    let lines: Vec<&str> = text.lines().map(code).collect();
    let named = |line: &str| -> Option<String> {
        let line = line.trim();
        let name = line.split_once('=').map_or(line, |(name, _)| name).trim();
        (!name.is_empty()).then(|| name.to_string())
    };
    let name = named(lines.get(at)?)?;
    // Below another header the same key is another key.
    let header = |line: &&str| line.trim_start().starts_with('[');
    let is_header = header(&lines[at]);
    let from = match is_header {
        true => 0,
        false => lines[..at].iter().rposition(header).map_or(0, |h| h + 1),
    };
    let first = (from..at).find(|row| named(lines[*row]).as_ref() == Some(&name))?;
    Some(Rule::TwiceKey { name: short(&name), first: first as u64 + 1 })
}

/// What serde found in place of what it expected, such as a text where a number belongs.
pub(crate) fn kind(detail: &str, line: &str) -> Option<Rule> {
    let wrong = ["invalid type: ", "invalid value: "];
    let told = wrong.into_iter().find_map(|start| detail.strip_prefix(start))?;
    let (_, expected) = told.split_once(", expected ")?;
    let (name, found) = entry(code(line))?;
    let (name, found) = (short(name), short(found));
    let is = |words: &[&str]| words.iter().any(|word| expected.starts_with(word));
    Some(if is(&["u8", "u16", "u32", "u64", "usize", "i32", "i64", "integer"]) {
        Rule::NotWhole { name, found }
    } else if is(&["f64", "f32", "a number", "floating"]) {
        Rule::NoNumber { name, found }
    } else if is(&["a string", "string", "a borrowed string", "str"]) {
        Rule::NoWord { name, found }
    } else if is(&["a boolean", "bool"]) {
        Rule::NoFlag { name, found }
    } else if is(&["a sequence", "sequence"]) {
        Rule::NoList { name, found }
    } else {
        Rule::OtherKind { name, found }
    })
}

/// The key that serde misses.
pub(crate) fn missing(detail: &str) -> Option<Rule> {
    let name = detail.strip_prefix("missing field `")?.split('`').next()?;
    Some(Rule::MissingEntry { name: name.to_string() })
}

/// The key that serde's message is about, with the unknown key or word and the nearest of those
/// it expected; a word that is only a placeholder is no unknown one.
pub(crate) fn misspelt(detail: &str, line: &str) -> Option<(String, Rule)> {
    let is_word = detail.contains("unknown variant");
    if !is_word && !detail.contains("unknown field") {
        return None;
    }
    let mut quoted = detail.split('`').skip(1).step_by(2).map(str::to_string);
    let found = quoted.next()?;
    let known: Vec<String> = quoted.collect();
    if is_word && is_placeholder(&found) {
        let name = key_of(code(line), &found);
        return Some((name.clone(), Rule::Unfilled { name, known }));
    }
    let near = nearest(&found, known.iter().map(String::as_str)).map(str::to_string);
    if is_word {
        let name = key_of(code(line), &found);
        return Some((name.clone(), Rule::UnknownWord { name, found, known, near }));
    }
    Some((found.clone(), Rule::UnknownKey { found, known, near }))
}

/// The key of such a value: the last word before it.
fn key_of(code: &str, value: &str) -> String {
    let value = format!("\"{value}\"");
    let before = code.find(&value).map_or(code, |at| &code[..at]);
    let before = before.trim_end().trim_end_matches(['=', '[']).trim_end();
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = before
        .rfind(|c| !is_key(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    short(&before[start..])
}

/// The part of a line before its remark; a # within quotation marks is none.
fn code(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return &line[..at],
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    line
}

/// The key and the value of a line, neither of them empty.
pub(crate) fn entry(code: &str) -> Option<(&str, &str)> {
    let (key, value) = code.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    (!key.is_empty() && !value.is_empty()).then_some((key, value))
}

/// Quotation marks as a word processor makes them.
fn curly(code: &str) -> Option<Rule> {
    let is_curly = |c: char| {
        matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '″' | '＂')
    };
    code.contains(is_curly).then(|| {
        let found = short(code.trim());
        Rule::CurlyQuotes { found, mended: short(&code.trim().replace(is_curly, "\"")) }
    })
}

/// A line such as `colleague = finds_nobody` or `found = 12,5`: what was found, and the line
/// as it should be.
fn unquoted(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let short = value.len() <= SHORT;
    let found = value.to_string();
    let comma = value.replacen(',', ".", 1);
    let decimal = value.contains(',') && !groups_of_three(value);
    if short && decimal && comma.parse::<f64>().is_ok_and(f64::is_finite) {
        return Some(Rule::DecimalComma { found, mended: format!("{key} = {comma}") });
    }
    if short && groups_of_three(value) {
        let mended = format!("{key} = {}", value.replace(',', ""));
        return Some(Rule::ThousandsComma { found, mended });
    }
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let bare = value.starts_with(char::is_alphabetic) && value.chars().all(word);
    (short && bare && !["true", "false"].contains(&value))
        .then(|| Rule::BareWord { found, mended: format!("{key} = \"{value}\"") })
}

/// A decimal comma further inside a line, such as `{ level = 0,5, alerts = 3 }`.
fn comma_within(code: &str) -> Option<Rule> {
    let digit = |at: usize| code.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    for (equals, _) in code.match_indices('=') {
        let value = &code[equals + 1..];
        let start = equals + 1 + (value.len() - value.trim_start().len());
        let digits = code[start..].chars().take_while(char::is_ascii_digit).count();
        let comma = start + digits;
        if digits > 0 && code[comma..].starts_with(',') && digit(comma + 1) {
            let rest = code[comma + 1..].chars().take_while(char::is_ascii_digit).count();
            let found = code[start..comma + 1 + rest].to_string();
            let mut mended = code.trim_end().to_string();
            mended.replace_range(comma..=comma, ".");
            return Some(Rule::DecimalComma { found, mended: short(mended.trim()) });
        }
    }
    None
}

/// A line that ends with its `=`.
fn nothing_after(code: &str) -> Option<Rule> {
    let name = code.trim().strip_suffix('=')?.trim();
    (!name.is_empty() && !name.contains(' '))
        .then(|| Rule::NothingAfter { name: short(name) })
}

/// A line that is meant for people: words, and no `name = value`.
fn prose(code: &str) -> Option<Rule> {
    let line = code.trim();
    let name = line.split_once('=').map_or(line, |(name, _)| name);
    let words = name.split_whitespace().count();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let spoken = name.split_whitespace().filter(|word| letters(word)).count();
    let opens = line.starts_with(['[', '{']);
    (words >= 3 && spoken >= 2 && !opens && !name.trim_end().ends_with(','))
        .then(|| Rule::Explanation { found: short(line) })
}

/// Words behind a value that is complete without them.
fn trailing(code: &str) -> Option<Rule> {
    let (key, value) = entry(code)?;
    let end = match value.strip_prefix('"') {
        Some(rest) => rest.find('"')? + 2,
        None => value.find(char::is_whitespace)?,
    };
    let (value, words) = value.split_at(end);
    let words = words.trim();
    let spoken = words.starts_with(|c: char| c.is_alphabetic() || c == '(');
    let is_value = value.starts_with('"') || value.parse::<f64>().is_ok();
    (spoken && is_value).then(|| Rule::TrailingWords {
        found: short(words),
        mended: short(&format!("{key} = {value}  # {words}")),
    })
}

/// Two words of a list with nothing between them.
fn missing_comma(code: &str) -> Option<Rule> {
    let line = code.trim();
    let pieces: Vec<&str> = line.split('"').collect();
    // Between a closing and an opening mark stand the pieces with an even number.
    let inside = (2..pieces.len().saturating_sub(1)).step_by(2);
    let mut bare = inside.filter(|at| pieces[*at].trim().is_empty());
    let in_list = line.starts_with('"') || line.contains('[');
    bare.next().filter(|_| in_list).map(|at| {
        let found = format!("\"{}\" \"{}\"", pieces[at - 1], pieces[at + 1]);
        let mended = format!("\"{}\", \"{}\"", pieces[at - 1], pieces[at + 1]);
        Rule::NoComma { found: short(&found), mended: short(&mended) }
    })
}

/// A whole number with commas between its thousands, such as `1,200`.
fn groups_of_three(value: &str) -> bool {
    let mut groups = value.split(',');
    let digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let starts =
        (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let rest: Vec<&str> = groups.collect();
    starts && !rest.is_empty() && rest.iter().all(|g| g.len() == 3 && digits(g))
}

/// A piece of a file as it may be repeated in a message.
pub(crate) fn short(text: &str) -> String {
    let mut short: String =
        text.chars().take(SHORT).filter(|c| !c.is_control()).collect();
    if text.chars().count() > SHORT {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_cohort::Problem;

    #[test]
    fn each_slip_is_told_with_the_way_out() {
        for (line, told) in [
            (
                "divide = “patient”",
                "not_toml curly: found divide = “patient”, mended divide = \"patient\"",
            ),
            (
                "model = \"ridge”",
                "not_toml curly: found model = \"ridge”, mended model = \"ridge\"",
            ),
            ("level = 0,02 # a share", "not_toml comma: found 0,02, mended level = 0.02"),
            (
                "policy = { how = \"fixed\", level = 0,5, alerts = 3 }",
                "not_toml comma: found 0,5, mended policy = { how = \"fixed\", level = 0.5, alerts = 3 }",
            ),
            ("folds =", "not_toml nothing: name folds"),
            ("from =   # in percent", "not_toml nothing: name from"),
            (
                "Task 1. What may it know? Take it.",
                "not_toml prose: found Task 1. What may it know? Take it.",
            ),
            ("A: it adds up.", "not_toml prose: found A: it adds up."),
            (
                "\"row\" or \"patient\" as you like",
                "not_toml prose: found \"row\" or \"patient\" as you like",
            ),
            (
                "how = \"fixed\"   an alarm for every bed",
                "not_toml words: found an alarm for every bed, mended how = \"fixed\"  # an alarm for every bed",
            ),
            ("to = 70 of 100", "not_toml words: found of 100, mended to = 70  # of 100"),
            (
                "predictors = [\"lace\" \"drugs\"]",
                "not_toml list: found \"lace\" \"drugs\", mended \"lace\", \"drugs\"",
            ),
        ] {
            let rule = of(line).map(|rule| Problem::from(rule).to_string());
            assert_eq!(rule.as_deref(), Some(told), "{line}");
        }
        let list = "a = [\n  \"age\"  # years\n\n  # \"news2\",\n  \"sex\",\n]";
        let (line, rule) = above(list, 5).unwrap();
        let told = "not_toml list: found \"age\", mended \"age\",";
        assert_eq!((line, Problem::from(rule).to_string().as_str()), (2, told));
        assert!(of("[rows.fit").is_none());
    }

    #[test]
    fn what_is_only_a_placeholder_is_named_by_its_key() {
        for (line, found, key) in [
            ("divide = \"\"   # task 4", "", "divide"),
            ("recalibrate = { how = \"...\" }", "...", "how"),
            ("recalibrate.how=\"\"", "", "recalibrate.how"),
        ] {
            let detail = format!("unknown variant `{found}`, expected `a` or `b`");
            let (name, rule) = misspelt(&detail, line).unwrap();
            assert_eq!(name, key);
            let told = Problem::from(rule).to_string();
            assert_eq!(told, format!("unfilled: name {key}, known a, b"));
        }
    }

    proptest::proptest! {
        /// Whatever stands in a line, telling of it is never a panic.
        #[test]
        fn any_line_is_told_or_not(line in "[-#=\"'“”„\\[\\]{}a-z0-9.,é ]{0,60}", above in "[\"a-z, =#]{0,20}") {
            let _ = of(&line);
            let _ = super::above(&format!("{above}\n{line}"), 2);
            let _ = misspelt("unknown variant ``, expected `a`", &line);
            let _ = kind("invalid type: integer `3`, expected a string", &line);
            let _ = twice(&format!("{above}\n{line}"), 2);
        }
    }
}
