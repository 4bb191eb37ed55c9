//! JSON as it stands: numbers keep their text, keys stand once, and nothing lies too deep.

use crate::guard::{FormatError, FormatProblem, shortened};

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A number as it was written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// Keys in the order of the file.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a line.
    pub(super) fn parse(
        text: &str,
        line: u64,
        depth: usize,
    ) -> Result<Self, FormatError> {
        let mut reader = Reader { text, at: 0, line, depth };
        let value = reader.value(0)?;
        reader.space();
        if reader.at < text.len() {
            return Err(reader.wrong());
        }
        Ok(value)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value at a path: keys, and `0` for the first of a list.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, step| match value {
            Self::List(values) => values.get(step.parse::<usize>().ok()?),
            _ => value.get(step),
        })
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(values) => values,
            _ => &[],
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    depth: usize,
}

impl Reader<'_> {
    fn wrong(&self) -> FormatError {
        FormatProblem::NotJson { at: self.at + 1 }.at(self.line)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        {
            self.at += 1;
        }
    }

    fn take(&mut self, word: &str) -> Result<(), FormatError> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.wrong());
        }
        self.at += word.len();
        Ok(())
    }

    fn value(&mut self, deep: usize) -> Result<Json, FormatError> {
        if deep > self.depth {
            return Err(FormatProblem::TooDeep { limit: self.depth }.at(self.line));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(deep),
            Some(b'[') => self.array(deep),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.take("true").map(|()| Json::Bool(true)),
            Some(b'f') => self.take("false").map(|()| Json::Bool(false)),
            Some(b'n') => self.take("null").map(|()| Json::Null),
            _ => Err(self.wrong()),
        }
    }

    /// After a value: whether another follows.
    fn another(&mut self, end: u8) -> Result<bool, FormatError> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.wrong()),
        }
    }

    fn object(&mut self, deep: usize) -> Result<Json, FormatError> {
        self.take("{")?;
        let mut entries: Vec<(String, Json)> = Vec::new();
        let mut keys = std::collections::BTreeSet::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(entries));
        }
        loop {
            self.space();
            let key = self.string()?;
            if !keys.insert(key.clone()) {
                let key = shortened(&key);
                return Err(FormatProblem::KeyTwice { key }.at(self.line));
            }
            self.space();
            self.take(":")?;
            let value = self.value(deep + 1)?;
            entries.push((key, value));
            if !self.another(b'}')? {
                return Ok(Json::Object(entries));
            }
        }
    }

    fn array(&mut self, deep: usize) -> Result<Json, FormatError> {
        self.take("[")?;
        let mut values = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(deep + 1)?);
            if !self.another(b']')? {
                return Ok(Json::List(values));
            }
        }
    }

    fn digits(&mut self) -> Result<(), FormatError> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == from { Err(self.wrong()) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Json, FormatError> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text[from..self.at].to_owned()))
    }

    fn string(&mut self) -> Result<String, FormatError> {
        self.take("\"")?;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find(|c: char| matches!(c, '"' | '\\') || c < ' ')
            else {
                return Err(self.wrong());
            };
            text.push_str(&rest[..end]);
            self.at += end;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.wrong()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, FormatError> {
        self.take("\\")?;
        let found = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong()),
        };
        self.at += 1;
        Ok(found)
    }

    /// `u` and four digits, twice for what does not fit into one.
    fn unicode(&mut self) -> Result<char, FormatError> {
        let first = self.unit()?;
        let code = match first {
            0xd800..=0xdbff => {
                self.take("\\")?;
                let second = self.unit()?;
                if !(0xdc00..=0xdfff).contains(&second) {
                    return Err(self.wrong());
                }
                0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            other => other,
        };
        char::from_u32(code).ok_or_else(|| self.wrong())
    }

    fn unit(&mut self) -> Result<u32, FormatError> {
        self.take("u")?;
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let found = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let found = found.ok_or_else(|| self.wrong())?;
        self.at += 4;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn it_reads_what_serde_reads_and_nothing_else() {
        let texts = [
            r#"{"a":[1,-0.50,2e3,{"b":null}],"c":"\u00e9\ud83d\ude00\n\/","d":true}"#,
            "[]",
            "{}",
            " 7 ",
            r#""x""#,
            "01",
            "1.",
            "-",
            "+1",
            ".5",
            "1e",
            "{",
            "[1,]",
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            r#"{a:1}"#,
            "nul",
            "\"\u{1}\"",
            r#""\x""#,
            r#""\ud800""#,
            r#""\udc00""#,
            r#""\ud800\u0041""#,
            r#""\u00g0""#,
            "1 2",
            "",
            "\"a",
        ];
        for text in texts {
            let outside = serde_json::from_str::<serde_json::Value>(text);
            assert_eq!(Json::parse(text, 1, 16).is_ok(), outside.is_ok(), "{text}");
        }
        let number = Json::parse("4.10", 1, 16);
        assert_eq!(number, Ok(Json::Number("4.10".to_owned())));
        assert!(Json::parse(r#"{"a":1,"a":2}"#, 1, 16).is_err());
        let deep = "[".repeat(100_000);
        let error = Json::parse(&deep, 3, 16).unwrap_err();
        assert_eq!(error.to_string(), "line 3, format_too_deep: limit 16");
    }
}
