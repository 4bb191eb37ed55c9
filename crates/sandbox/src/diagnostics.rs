//! What the compiler said, made fit for a learner's eyes and a teacher's file: the learner's own
//! lines, no folder of this machine, no control characters, a bounded length.

use serde_json::Value;

/// The learner's file, as it is called in every message.
pub(crate) const SOURCE: &str = "src/lib.rs";

/// Bytes kept; a message is read by a person.
const LONGEST: usize = 8 << 10;

/// The errors about the learner's own file, as the compiler shows them.
pub(crate) fn own(stderr: &[u8], hidden: &[String]) -> String {
    told(stderr, hidden, |error| {
        let message = error["message"].as_str().unwrap_or_default();
        // Whether a file is there is not for a submission to find out.
        if message.starts_with("couldn't read") || error["code"]["code"] == "E0583" {
            return format!("error: couldn't read another file\n{}", place(error));
        }
        only_own(error["rendered"].as_str().unwrap_or(message))
    })
}

/// The errors about the harness, which is not shown: only what they say, and where the
/// learner's file is meant.
pub(crate) fn foreign(stderr: &[u8], hidden: &[String]) -> String {
    told(stderr, hidden, |error| {
        let message = error["message"].as_str().unwrap_or_default();
        let code = error["code"]["code"].as_str();
        let labels: Vec<&str> = array(&error["spans"])
            .filter(|span| span["is_primary"] == true)
            .filter_map(|span| span["label"].as_str())
            .filter(|label| !label.is_empty())
            .collect();
        let code = code.map_or(String::new(), |code| format!("[{code}]"));
        let labels = if labels.is_empty() {
            String::new()
        } else {
            format!(": {}", labels.join("; "))
        };
        format!("error{code}: {message}{labels}\n{}", place(error))
    })
}

/// What the compiler said, if the machine failed: the linker, a library that cannot be read, no room
/// to write.
///
/// Such an error has neither a code nor a place in a source. Whatever has one may be in the words
/// of a submission, which chooses what is said where a trait is not implemented.
pub(crate) fn machine(stderr: &[u8], hidden: &[String]) -> Option<String> {
    const OWN: [&str; 7] = [
        "required to be available in",
        "could not exec the linker",
        "couldn't create a temp",
        // Input and output, no space, no inode, no quota left; only read.
        "(os error 5)",
        "(os error 28)",
        "(os error 30)",
        "(os error 122)",
    ];
    messages_of_no_place(stderr).find_map(|message| {
        let said = message["message"].as_str()?;
        if OWN.iter().any(|words| said.contains(words)) {
            return Some(cut(clean(said, hidden).trim()));
        }
        let linking = said.starts_with("linking with");
        let notes: Vec<&str> = array(&message["children"])
            .filter_map(|child| child["message"].as_str())
            .collect();
        // The first is the whole command.
        linking.then(|| {
            cut(clean(notes.get(2..).unwrap_or(&notes).join("\n").trim(), hidden).trim())
        })
    })
}

/// What the compiler said of no place in a source.
pub(crate) fn of_no_place(stderr: &[u8]) -> impl Iterator<Item = String> {
    let said = |message: Value| message["message"].as_str().map(str::to_string);
    messages_of_no_place(stderr).filter_map(said)
}

fn messages_of_no_place(stderr: &[u8]) -> impl Iterator<Item = Value> {
    let text = String::from_utf8_lossy(stderr).into_owned();
    let lines: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    lines.into_iter().filter(|message: &Value| {
        message["code"].is_null() && array(&message["spans"]).next().is_none()
    })
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Each error once, put into words, cleaned and cut.
fn told(stderr: &[u8], hidden: &[String], words: impl Fn(&Value) -> String) -> String {
    let text = String::from_utf8_lossy(stderr);
    let mut all = String::new();
    for line in text.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let summary = message["message"].as_str().unwrap_or_default();
        let counts =
            summary.starts_with("aborting due to") || summary.starts_with("For more");
        if message["level"] != "error" || counts {
            continue;
        }
        let said = clean(&words(&message), hidden);
        if !all.contains(&said) {
            all.push_str(said.trim_end());
            all.push_str("\n\n");
        }
        if all.len() > LONGEST {
            break;
        }
    }
    if all.is_empty() {
        // Not a diagnostic: the compiler's own end, or its linker's.
        all = clean(text.lines().next().unwrap_or_default(), hidden);
    }
    cut(all.trim_end())
}

/// Where in the learner's file, for each place that is meant.
fn place(error: &Value) -> String {
    let mut places = String::new();
    let children = array(&error["children"]).flat_map(|child| array(&child["spans"]));
    for span in array(&error["spans"]).chain(children) {
        if span["file_name"] == SOURCE {
            let (line, column) = (&span["line_start"], &span["column_start"]);
            let place = format!(" --> {SOURCE}:{line}:{column}\n");
            if !places.contains(&place) {
                places.push_str(&place);
            }
        }
    }
    places
}

/// Without the parts that show another file: an arrow to it and the lines below the arrow.
fn only_own(rendered: &str) -> String {
    let mut kept = String::new();
    let mut foreign = false;
    for line in rendered.lines() {
        let start = line.trim_start();
        let arrow = ["--> ", "::: "].iter().find_map(|arrow| start.strip_prefix(arrow));
        if let Some(path) = arrow {
            foreign = !path.starts_with(SOURCE);
        } else if foreign {
            let numbered =
                start.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            foreign = numbered.starts_with('|') || numbered.starts_with("...");
        }
        if !foreign {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Without folders of this machine, reasons of the system, and whatever steers a terminal or
/// turns the direction of reading.
fn clean(text: &str, hidden: &[String]) -> String {
    let mut text = text.to_string();
    for folder in hidden.iter().filter(|folder| folder.len() > 1) {
        text = text.replace(folder.as_str(), "…");
    }
    while let Some(at) = text.find(" (os error ") {
        let begin = text[..at].rfind(": ").map_or(at, |colon| colon + 2);
        let end = text[at..].find(')').map_or(text.len(), |end| at + end + 1);
        text.replace_range(begin..end, "not readable");
    }
    text.chars().map(|c| if c == '\n' || !steers(c) { c } else { '\u{fffd}' }).collect()
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_string();
    }
    let mut end = LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}\n…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(message: &str, rendered: &str) -> Vec<u8> {
        let value = serde_json::json!({
            "level": "error", "message": message, "rendered": rendered, "code": null,
            "children": [],
            "spans": [{"file_name": SOURCE, "line_start": 3, "column_start": 5,
                "is_primary": true, "label": "a label"}],
        });
        value.to_string().into_bytes()
    }

    #[test]
    fn nothing_steers_and_nothing_tells() {
        let bytes = error(
            "x",
            "error: \u{1b}[31mred\u{202e} /home/me/key: Denied (os error 13)!",
        );
        let said = own(&bytes, &["/home/me".into()]);
        assert_eq!(said, "error: \u{fffd}[31mred\u{fffd} …/key: not readable!");
    }

    #[test]
    fn other_files_lines_stay_away() {
        let rendered = "error: x\n --> src/lib.rs:1:1\n  |\n1 | mine\n  | ^\nnote: there\n   --> \
                        harness.rs:5:1\n    |\n5   | secret\n    | ^^^\nhelp: do\n";
        let said = own(&error("x", rendered), &[]);
        assert!(said.contains("mine") && said.contains("help: do"), "{said}");
        assert!(!said.contains("secret") && !said.contains("harness"), "{said}");
        let said = foreign(&error("mismatched types", rendered), &[]);
        assert_eq!(said, "error: mismatched types: a label\n --> src/lib.rs:3:5");
    }

    #[test]
    fn files_that_are_there_and_not_there_look_the_same() {
        let there = own(&error("couldn't read `/etc/x`: denied", "denied"), &[]);
        let not = own(&error("couldn't read `/etc/y`: no file", "no file"), &[]);
        assert_eq!(there, not);
    }

    /// Only what has neither code nor place is the machine's fault: other words may be a
    /// submission's.
    #[test]
    fn nobody_blames_the_linker_but_the_compiler() {
        let library = "crate `x` required to be available in rlib format";
        let started = "could not exec the linker `rust-lld`";
        let full = "failed to write x/lib.rmeta: No space left on device (os error 28)";
        let nowhere = "couldn't create a temp dir: No space left on device (os error 28)";
        let linking = "linking with `rust-lld` failed";
        for said in [linking, library, started, full, nowhere] {
            let own = serde_json::json!({
                "level": "error", "message": said, "code": null, "spans": [], "children": [],
            });
            assert!(machine(own.to_string().as_bytes(), &[]).is_some(), "{said}");
            let mut placed = own.clone();
            placed["spans"] = serde_json::json!([{ "file_name": "harness.rs" }]);
            let mut coded = own;
            coded["code"] = serde_json::json!({ "code": "E0277" });
            for learners in [placed, coded] {
                assert_eq!(machine(learners.to_string().as_bytes(), &[]), None, "{said}");
            }
        }
    }

    #[test]
    fn long_stays_short() {
        let mut bytes = Vec::new();
        for index in 0..10_000 {
            bytes.extend(error("x", &format!("error: number {index} ä")));
            bytes.push(b'\n');
        }
        assert!(own(&bytes, &[]).len() <= LONGEST + 8);
    }
}
