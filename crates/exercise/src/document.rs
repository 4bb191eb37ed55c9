//! A document: a TOML file read strictly, with its place kept for messages.
//!
//! It does not know what the file means. Size is capped, the version is read first, and
//! a misspelt key is answered with the nearest right one.

use std::ops::Range;

use medlab_cohort::nearest;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// The most that a hand-written TOML file may weigh, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// The version of every format this engine reads.
const FORMAT: i64 = 1;

/// Why a document could not be read, and where.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{file}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct DocumentError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The key it is about, where it is about one.
    pub key: Option<String>,
    /// A stable code.
    pub code: &'static str,
    /// What was expected and what was found.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl From<DocumentError> for crate::grade::Fault {
    /// A document that a learner handed in is the learner's to mend.
    fn from(error: DocumentError) -> Self {
        Self {
            code: error.code.into(),
            message: error.message,
            hint: error.hint,
            file: Some(error.file),
            line: error.line,
            column: error.key,
            row: None,
        }
    }
}

/// The text of a document: UTF-8, within the size cap, without a byte order mark.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, DocumentError> {
    let fail = |code, line, message: String, hint: &str| DocumentError {
        file: file.to_string(),
        line,
        key: None,
        code,
        message,
        hint: hint.to_string(),
    };
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "expected a file of at most {MAX_BYTES} bytes, found {} bytes",
            bytes.len()
        );
        return Err(fail("too_large", None, message, "hand in the file you edited"));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let hint = "save the file again with the encoding UTF-8";
        return Err(fail(
            "encoding",
            Some(1),
            "expected UTF-8 text, found UTF-16".into(),
            hint,
        ));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of_bytes(bytes, error.valid_up_to());
        let message = "expected UTF-8 text, found another encoding".to_string();
        fail(
            "encoding",
            Some(line),
            message,
            "save the file again with the encoding UTF-8",
        )
    })
}

/// Reads a document whose first key is `format = 1`.
pub fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, DocumentError> {
    let text = text(file, bytes)?;
    let table = syntax(file, text)?;
    match table.get("format") {
        Some(toml::Value::Integer(FORMAT)) => {}
        found => {
            let found = found.map_or("none".to_string(), ToString::to_string);
            return Err(DocumentError {
                file: file.to_string(),
                line: Some(1),
                key: Some("format".into()),
                code: "unknown_format",
                message: format!("expected format = {FORMAT}, found {found}"),
                hint: "a newer medlab may read it; otherwise add the line format = 1"
                    .into(),
            });
        }
    }
    typed(file, text)
}

/// Reads a document that carries no version, such as a learner's `answers.toml`.
pub fn typed<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, DocumentError> {
    toml::from_str(text).map_err(|error| toml_error(file, text, &error))
}

/// The document as a plain table, which fails only where it is not TOML.
pub fn syntax(file: &str, text: &str) -> Result<toml::Table, DocumentError> {
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

fn toml_error(file: &str, text: &str, error: &toml::de::Error) -> DocumentError {
    let line = error.span().map(|Range { start, .. }| line_of(text, start));
    let message = error.message().trim().replace('\n', ", ");
    let (key, hint) = misspelt(&message);
    let (message, hint) = match (hint, line.and_then(|line| unquoted(text, line))) {
        (None, Some((message, hint))) => (message, Some(hint)),
        (hint, _) => (message, hint),
    };
    let code = if key.is_some() { "unknown_key" } else { "not_toml" };
    let hint = hint.unwrap_or_else(|| {
        "compare the line with the example in the instructions".to_string()
    });
    DocumentError { file: file.to_string(), line, key, code, message, hint }
}

/// A line such as `colleague = finds_nobody` or `found = 12,5`, as people write it who have
/// never seen TOML: what was expected, and the line as it should be.
fn unquoted(text: &str, line: u64) -> Option<(String, String)> {
    let line = text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
    let (key, value) = line.split('#').next()?.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let short = value.len() <= 60 && !value.is_empty();
    let comma = value.replacen(',', ".", 1);
    if short && value.contains(',') && comma.parse::<f64>().is_ok_and(f64::is_finite) {
        let message = format!("expected a point before the decimals, found {value}");
        return Some((message, format!("write {key} = {comma}")));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let bare = value.starts_with(char::is_alphabetic) && value.chars().all(word);
    (short && bare && !["true", "false"].contains(&value)).then(|| {
        let message = format!("expected a word in quotation marks, found {value}");
        (message, format!("write {key} = \"{value}\""))
    })
}

/// The unknown key of serde's message, and the nearest of those it expected.
fn misspelt(message: &str) -> (Option<String>, Option<String>) {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let kind = ["unknown field", "unknown variant"];
    if !kind.iter().any(|kind| message.contains(kind)) {
        return (None, None);
    }
    let Some(found) = quoted.next() else { return (None, None) };
    let expected: Vec<&str> = quoted.collect();
    let hint = match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", expected.join(", ")),
    };
    (Some(found.to_string()), Some(hint))
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

    fn error(text: &str) -> DocumentError {
        read::<Small>("a.toml", text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_misspelt_key_names_the_nearest_and_its_line() {
        let error = error("format = 1\nminuts = 3\n");
        assert_eq!((error.line, error.key.as_deref()), (Some(2), Some("minuts")));
        assert_eq!(error.hint, "did you mean `minutes`?");
    }

    #[test]
    fn a_word_without_quotation_marks_and_a_decimal_comma_are_answered_with_the_line() {
        let hint = |text: &str| syntax("a.toml", text).unwrap_err().hint;
        let bare = hint("a = 1\ncolleague = finds_nobody  # task 6\n");
        assert_eq!(bare, "write colleague = \"finds_nobody\"");
        assert_eq!(hint("found = 95,5\n"), "write found = 95.5");
        assert!(hint("found = [\n").contains("instructions"));
    }

    #[test]
    fn the_version_is_read_before_anything_else() {
        assert_eq!(error("format = 7\nnew_key = 1").code, "unknown_format");
        assert_eq!(error("minutes = 3").code, "unknown_format");
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(text("a", b"\xff\xfea\0").unwrap_err().code, "encoding");
        assert_eq!(text("a", b"ok\n\xe9").unwrap_err().line, Some(2));
        assert_eq!(text("a", b"\xef\xbb\xbfok").unwrap(), "ok");
    }

    #[test]
    fn size_is_capped() {
        assert_eq!(text("a", &vec![b'a'; MAX_BYTES + 1]).unwrap_err().code, "too_large");
    }
}
