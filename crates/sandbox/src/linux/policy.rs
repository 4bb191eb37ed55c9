//! What keeper and gate are told, in a strict format: one `key value` a line, every key known,
//! in one order, each byte outside a small alphabet as `%xx`. Both ends are the same binary, so
//! whatever is not exactly as written here is refused.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

/// Which namespaces a program gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespaces {
    /// None.
    Outer,
    /// Made with the caller's privilege; the program has none.
    Plain,
    /// Within a user namespace of its own.
    User,
}

/// Everything that keeper and gate need to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) program: PathBuf,
    /// The program's current folder, the only one it may write.
    pub(crate) scratch: PathBuf,
    /// An empty folder beside it, on which the new root is mounted.
    pub(crate) stage: PathBuf,
    pub(crate) namespaces: Namespaces,
    pub(crate) landlock: bool,
    /// The user to become, where the caller is root.
    pub(crate) user: Option<u32>,
    pub(crate) processor_seconds: u64,
    pub(crate) memory: Option<u64>,
    pub(crate) processes: u64,
    pub(crate) file_size: u64,
    pub(crate) open_files: u64,
    pub(crate) scratch_bytes: u64,
    pub(crate) scratch_files: u64,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) environment: Vec<(OsString, OsString)>,
    pub(crate) readable: Vec<PathBuf>,
    pub(crate) executable: Vec<PathBuf>,
}

const FIRST: &str = "medlab-confine 1";

impl Policy {
    pub(crate) fn encode(&self) -> String {
        let mut text = format!("{FIRST}\n");
        let mut line = |key: &str, value: String| {
            text.push_str(key);
            text.push(' ');
            text.push_str(&value);
            text.push('\n');
        };
        let optional =
            |value: Option<u64>| value.map_or("none".into(), |v| v.to_string());
        line("program", escape(self.program.as_os_str().as_bytes()));
        line("scratch", escape(self.scratch.as_os_str().as_bytes()));
        line("stage", escape(self.stage.as_os_str().as_bytes()));
        line("namespaces", name(self.namespaces).into());
        line("landlock", self.landlock.to_string());
        line("user", optional(self.user.map(u64::from)));
        line("processor_seconds", self.processor_seconds.to_string());
        line("memory", optional(self.memory));
        line("processes", self.processes.to_string());
        line("file_size", self.file_size.to_string());
        line("open_files", self.open_files.to_string());
        line("scratch_bytes", self.scratch_bytes.to_string());
        line("scratch_files", self.scratch_files.to_string());
        for argument in &self.arguments {
            line("argument", escape(argument.as_bytes()));
        }
        for (key, value) in &self.environment {
            let pair = format!("{}={}", escape(key.as_bytes()), escape(value.as_bytes()));
            line("environment", pair);
        }
        for path in &self.readable {
            line("readable", escape(path.as_os_str().as_bytes()));
        }
        for path in &self.executable {
            line("executable", escape(path.as_os_str().as_bytes()));
        }
        line("end", String::new());
        text
    }

    pub(crate) fn decode(text: &str) -> Option<Self> {
        let body = text.strip_prefix(FIRST)?.strip_prefix('\n')?.strip_suffix('\n')?;
        let mut lines = Lines { rest: body.split('\n').collect(), at: 0 };
        let policy = Self {
            program: lines.path("program")?,
            scratch: lines.path("scratch")?,
            stage: lines.path("stage")?,
            namespaces: match lines.one("namespaces")? {
                "outer" => Namespaces::Outer,
                "plain" => Namespaces::Plain,
                "user" => Namespaces::User,
                _ => return None,
            },
            landlock: match lines.one("landlock")? {
                "true" => true,
                "false" => false,
                _ => return None,
            },
            user: match lines.optional("user")? {
                Some(user) => Some(u32::try_from(user).ok()?),
                None => None,
            },
            processor_seconds: lines.number("processor_seconds")?,
            memory: lines.optional("memory")?,
            processes: lines.number("processes")?,
            file_size: lines.number("file_size")?,
            open_files: lines.number("open_files")?,
            scratch_bytes: lines.number("scratch_bytes")?,
            scratch_files: lines.number("scratch_files")?,
            arguments: lines
                .many("argument", |text| unescape(text).map(OsString::from_vec))?,
            environment: lines.many("environment", |text| {
                let (key, value) = text.split_once('=')?;
                Some((
                    OsString::from_vec(unescape(key)?),
                    OsString::from_vec(unescape(value)?),
                ))
            })?,
            readable: lines.many("readable", path)?,
            executable: lines.many("executable", path)?,
        };
        (lines.one("end")?.is_empty() && lines.at == lines.rest.len()).then_some(policy)
    }
}

fn name(namespaces: Namespaces) -> &'static str {
    match namespaces {
        Namespaces::Outer => "outer",
        Namespaces::Plain => "plain",
        Namespaces::User => "user",
    }
}

struct Lines<'a> {
    rest: Vec<&'a str>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn peek(&self, key: &str) -> Option<&'a str> {
        self.rest.get(self.at)?.strip_prefix(key)?.strip_prefix(' ')
    }

    fn one(&mut self, key: &str) -> Option<&'a str> {
        let value = self.peek(key)?;
        self.at += 1;
        Some(value)
    }

    fn path(&mut self, key: &str) -> Option<PathBuf> {
        path(self.one(key)?)
    }

    fn number(&mut self, key: &str) -> Option<u64> {
        let text = self.one(key)?;
        let number: u64 = text.parse().ok()?;
        (number.to_string() == text).then_some(number)
    }

    fn optional(&mut self, key: &str) -> Option<Option<u64>> {
        if self.peek(key)? == "none" {
            self.at += 1;
            return Some(None);
        }
        self.number(key).map(Some)
    }

    fn many<T>(&mut self, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let mut found = Vec::new();
        while let Some(text) = self.peek(key) {
            found.push(read(text)?);
            self.at += 1;
        }
        Some(found)
    }
}

/// An absolute path without `..`.
fn path(text: &str) -> Option<PathBuf> {
    let path = PathBuf::from(OsString::from_vec(unescape(text)?));
    let plain =
        path.components().all(|part| !matches!(part, std::path::Component::ParentDir));
    (path.is_absolute() && plain).then_some(path)
}

fn escape(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/._-+:,@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02x}"));
        }
    }
    text
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    (!bytes.contains(&0) && escape(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Policy {
        Policy {
            program: "/usr/bin/a b\n%".into(),
            scratch: "/tmp/x/work".into(),
            stage: "/tmp/x/root".into(),
            namespaces: Namespaces::User,
            landlock: true,
            user: Some(70_000),
            processor_seconds: 3,
            memory: None,
            processes: 4,
            file_size: 5,
            open_files: 6,
            scratch_bytes: 7,
            scratch_files: 8,
            arguments: vec!["--x=1".into(), "".into(), "argument y".into()],
            environment: vec![("A=B".into(), "c=d\n".into())],
            readable: vec!["/lib".into()],
            executable: vec![],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let policy = sample();
        assert_eq!(Policy::decode(&policy.encode()), Some(policy));
    }

    #[test]
    fn anything_else_is_refused() {
        let text = sample().encode();
        for (from, to) in [
            ("medlab-confine 1", "medlab-confine 2"),
            ("processor_seconds 3", "processor_seconds 03"),
            ("processor_seconds 3", "processor_seconds -3"),
            ("memory none", "memory "),
            ("user 70000", "user 4294967296"),
            ("readable /lib", "readable lib"),
            ("readable /lib", "readable /lib/../etc"),
            ("readable /lib", "readable /lib%00"),
            ("readable /lib", "readable /lib%2f"),
            ("readable /lib", "writable /lib"),
            ("landlock true", "landlock yes"),
            ("end \n", ""),
            ("end \n", "end \nend \n"),
            ("scratch_files 8\n", ""),
        ] {
            let wrong = text.replace(from, to);
            assert_ne!(wrong, text, "{from}");
            assert_eq!(Policy::decode(&wrong), None, "{from} -> {to}");
        }
    }
}
