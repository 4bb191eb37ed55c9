//! The words of a formula.

use std::ops::Range;

use super::ExpressionError;

/// One word of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Symbol(&'static str),
    End,
}

impl Token {
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Number(value) => format!("the number {value}"),
            Self::Text(text) => format!("the text '{text}'"),
            Self::Name(name) => format!("`{name}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end of the formula".to_owned(),
        }
    }
}

/// Longer symbols first.
const SYMBOLS: [&str; 16] =
    ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",", ":", "="];

/// A formula longer than this is a mistake, or an attack.
const LONGEST: usize = 16 * 1024;

/// And so is one of more words: its tree could exhaust the stack.
const MOST: usize = 1_000;

/// Splits a formula into words; the last is always [`Token::End`].
pub(super) fn tokens(
    source: &str,
) -> Result<Vec<(Token, Range<usize>)>, ExpressionError> {
    if source.len() > LONGEST {
        return Err(ExpressionError::new(
            &(0..source.len()),
            format!("expected at most {LONGEST} bytes, found {}", source.len()),
        ));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = token(source, at, first)?;
        if found.len() == MOST {
            return Err(ExpressionError::new(
                &(at..at + length),
                format!("expected at most {MOST} words, found more"),
            )
            .hint("split it into hidden nodes of family formula"));
        }
        found.push((token, at..at + length));
        at += length;
    }
    found.push((Token::End, source.len()..source.len()));
    Ok(found)
}

fn token(
    source: &str,
    at: usize,
    first: char,
) -> Result<(Token, usize), ExpressionError> {
    let rest = &source[at..];
    if first.is_ascii_digit() || first == '.' {
        return number(rest, at);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(rest.len());
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    if first == '\'' || first == '"' {
        let Some(end) = rest[1..].find(first) else {
            return Err(ExpressionError::new(
                &(at..source.len()),
                format!("expected a closing {first} of the text"),
            ));
        };
        return Ok((Token::Text(rest[1..=end].to_owned()), end + 2));
    }
    if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
        return Ok((Token::Symbol(symbol), symbol.len()));
    }
    let error = ExpressionError::new(
        &(at..at + first.len_utf8()),
        format!("expected a number, a name or an operator, found `{first}`"),
    );
    Err(match first {
        '&' => error.hint("write `and`"),
        '|' => error.hint("write `or`"),
        '!' => error.hint("write `not`"),
        '\u{2212}' | '\u{2013}' => error.hint("write the minus sign as `-`"),
        _ => error,
    })
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), ExpressionError> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| {
        from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let after = digits(end + 1 + sign);
        if after > end + 1 + sign {
            end = after;
        }
    }
    match rest[..end].parse::<f64>() {
        Ok(value) if value.is_finite() => Ok((Token::Number(value), end)),
        _ => Err(ExpressionError::new(
            &(at..at + end),
            format!("expected a finite number, found `{}`", &rest[..end]),
        )),
    }
}
