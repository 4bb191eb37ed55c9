//! A document: a TOML file read strictly, with its place kept for messages.
//!
//! It does not know what the file means. Size is capped, the version is read first, and
//! a misspelt key is answered with the nearest right one.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::fault::Fault;
use crate::rule::Rule;
use crate::slip;

/// The most that a hand-written TOML file may weigh, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// The version of every format this engine reads.
const FORMAT: i64 = 1;

/// The text of a document: UTF-8, within the size cap, without a byte order mark.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    if bytes.len() > MAX_BYTES {
        let rule = Rule::LongDocument { most: MAX_BYTES, found: bytes.len() };
        return Err(Fault::new(rule).in_file(file));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::new(Rule::Utf16).in_file(file).on_line(1));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of_bytes(bytes, error.valid_up_to());
        Fault::new(Rule::Encoding).in_file(file).on_line(line)
    })
}

/// Reads a document whose first key is `format = 1`.
pub fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Fault> {
    let text = text(file, bytes)?;
    let table = syntax(file, text)?;
    let expected = FORMAT.to_string();
    let rule = match table.get("format") {
        Some(toml::Value::Integer(FORMAT)) => return typed(file, text),
        Some(found) => Rule::UnknownFormat { expected, found: found.to_string() },
        None => Rule::NoFormat { expected },
    };
    Err(Fault::new(rule).in_file(file).on_line(1).at_column("format"))
}

/// Reads a document that carries no version, such as a learner's `answers.toml`.
pub fn typed<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| toml_error(file, text, &error))
}

/// The document as a plain table, which fails only where it is not TOML.
pub fn syntax(file: &str, text: &str) -> Result<toml::Table, Fault> {
    toml::from_str(text).map_err(|error| toml_error(file, text, &error))
}

/// The line on which a dotted key such as `rows.fit.from` or `candidate.0.trees` stands, or
/// the nearest part of it that is there.
pub fn line_of_key(text: &str, key: &str) -> Option<u64> {
    let table = toml::de::DeTable::parse(text).ok()?;
    let mut line = None;
    let mut parts = key.split('.');
    let first = parts.next()?;
    let (name, mut value) = table.get_ref().get_key_value(first)?;
    line = line.max(Some(line_of(text, name.span().start)));
    for part in parts {
        let found = match value.get_ref() {
            toml::de::DeValue::Table(table) => {
                table.get_key_value(part).map(|(name, value)| (name.span(), value))
            }
            toml::de::DeValue::Array(list) => {
                let index: Option<usize> = part.parse().ok();
                index.and_then(|i| list.get(i)).map(|value| (value.span(), value))
            }
            _ => None,
        };
        let Some((span, found)) = found else { break };
        line = Some(line_of(text, span.start));
        value = found;
    }
    line
}

/// The line of a byte offset, from 1.
pub fn line_of(text: &str, offset: usize) -> u64 {
    line_of_bytes(text.as_bytes(), offset)
}

fn line_of_bytes(bytes: &[u8], offset: usize) -> u64 {
    let before = &bytes[..offset.min(bytes.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
}

fn toml_error(file: &str, text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map(|Range { start, .. }| line_of(text, start));
    let line = at.unwrap_or(1);
    let detail = error.message().trim().replace('\n', ", ");
    let fault = |rule| Fault { line: at, ..Fault::new(rule).in_file(file) };
    let row = |line: u64| {
        let row = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
        row.and_then(|row| text.lines().nth(row)).unwrap_or_default()
    };
    if let Some((found, rule)) = slip::misspelt(&detail, row(line)) {
        return fault(rule).at_column(found);
    }
    let told = match detail.as_str() {
        "duplicate key" => slip::twice(text, line),
        _ => slip::missing(&detail).or_else(|| slip::kind(&detail, row(line))),
    };
    if told.is_none()
        && let Some((line, rule)) = slip::above(text, line)
    {
        return Fault { line: Some(line), ..Fault::new(rule).in_file(file) };
    }
    let told = told.or_else(|| slip::of(row(line)));
    fault(told.unwrap_or_else(|| slip::unread(row(line))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        #[expect(dead_code, reason = "only its reading is tested")]
        format: u32,
        #[expect(dead_code, reason = "only its reading is tested")]
        minutes: u32,
    }

    fn error(text: &str) -> Fault {
        read::<Small>("a.toml", text.as_bytes()).unwrap_err()
    }

    fn given(fault: &Fault, name: &str) -> String {
        fault.problem.argument(name).unwrap().to_string()
    }

    #[test]
    fn a_misspelt_key_names_the_nearest_and_its_line() {
        let error = error("format = 1\nminuts = 3\n");
        assert_eq!((error.line, error.column.as_deref()), (Some(2), Some("minuts")));
        assert_eq!(given(&error, "near"), "minutes");
    }

    #[test]
    fn a_word_without_quotation_marks_and_a_decimal_comma_are_answered_with_the_line() {
        let fault = |text: &str| syntax("a.toml", text).unwrap_err();
        let bare = fault("a = 1\ncolleague = finds_nobody  # task 6\n");
        assert_eq!(given(&bare, "mended"), "colleague = \"finds_nobody\"");
        assert_eq!(given(&fault("found = 95,5\n"), "mended"), "found = 95.5");
        assert_eq!(given(&fault("found = 0,757\n"), "mended"), "found = 0.757");
        assert_eq!(given(&fault("found = 1,200\n"), "mended"), "found = 1200");
        assert_eq!(fault("found = [\n").problem.case, "");
    }

    #[test]
    fn the_version_is_read_before_anything_else() {
        assert_eq!(error("format = 7\nnew_key = 1").code(), "unknown_format");
        assert_eq!(error("minutes = 3").code(), "unknown_format");
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(text("a", b"\xff\xfea\0").unwrap_err().code(), "encoding");
        assert_eq!(text("a", b"ok\n\xe9").unwrap_err().line, Some(2));
        assert_eq!(text("a", b"\xef\xbb\xbfok").unwrap(), "ok");
    }

    #[test]
    fn size_is_capped() {
        assert_eq!(
            text("a", &vec![b'a'; MAX_BYTES + 1]).unwrap_err().code(),
            "too_large"
        );
    }
}
