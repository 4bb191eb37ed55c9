//! Escapes: separators inside a text, and what would end a segment.

/// A text as a field of HL7 has it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' => out.push_str("\\F\\"),
            '^' => out.push_str("\\S\\"),
            '~' => out.push_str("\\R\\"),
            '\\' => out.push_str("\\E\\"),
            '&' => out.push_str("\\T\\"),
            c if c < ' ' => out.push_str(&format!("\\X{:02X}\\", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The text of a field; or the escape that it should not have.
pub(super) fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        out.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let end = inside.find('\\').ok_or_else(|| rest[start..].to_owned())?;
        let escape = &inside[..end];
        match escape {
            "F" => out.push('|'),
            "S" => out.push('^'),
            "R" => out.push('~'),
            "E" => out.push('\\'),
            "T" => out.push('&'),
            _ => match control(escape) {
                Some(c) => out.push(c),
                None => return Err(format!("\\{escape}\\")),
            },
        }
        rest = &inside[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// A control character by its two digits.
fn control(escape: &str) -> Option<char> {
    let digits = escape.strip_prefix('X')?;
    let sound = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let code = u8::from_str_radix(digits, 16).ok().filter(|code| sound && *code < 32)?;
    Some(char::from(code))
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn every_text_comes_back() {
        for text in
            ["", "a|b^c~d&e\\f", "\\F\\", "é ü µ 漢", "two\r\nlines\t", "\\", "|||"]
        {
            let written = escaped(text);
            assert!(!written.contains(['|', '^', '~', '&', '\r', '\n']), "{written}");
            assert_eq!(unescaped(&written).as_deref(), Ok(text));
        }
        assert_eq!(escaped("5 | 6 & 7"), "5 \\F\\ 6 \\T\\ 7");
        for broken in ["\\", "a\\F", "\\Q\\", "\\X0\\", "\\X41\\", "\\XZZ\\", "\\\\"] {
            assert!(unescaped(broken).is_err(), "{broken}");
        }
    }
}
