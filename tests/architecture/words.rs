//! The program's words: each that is asked for is there, and each that is there is used.
//!
//! What is said of problems is held against the list of problems by the command line.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, read};

/// Every message by its id, and the text of its line.
fn messages() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for path in files("crates", &[".ftl"]) {
        for line in read(&path).lines() {
            let Some((id, text)) = line.split_once(" =") else { continue };
            if id.starts_with(|c: char| c.is_ascii_lowercase()) {
                found.insert(id.to_string(), text.to_string());
            }
        }
    }
    found
}

/// The sources of the crates that speak, without their unit tests.
fn sources() -> Vec<(String, String)> {
    let speaking = ["charts", "report", "cli"].map(|name| format!("crates/{name}/src"));
    let paths = speaking.iter().flat_map(|folder| files(folder, &[".rs"]));
    paths
        .map(|path| {
            let text = read(&path);
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            (path, code.to_string())
        })
        .collect()
}

/// The texts in quotation marks that follow `before`.
fn quoted_after<'a>(code: &'a str, before: &str) -> Vec<&'a str> {
    let after = code.match_indices(before).map(|(at, _)| &code[at + before.len()..]);
    let quoted = after.filter_map(|text| text.trim_start().strip_prefix('"'));
    quoted.filter_map(|text| text.split('"').next()).collect()
}

/// How the ids begin and end that a format such as `headline-{outcome}` makes.
fn family(format: &str) -> Option<(&str, &str)> {
    let (from, rest) = format.split_once('{')?;
    let (_, to) = rest.rsplit_once('}')?;
    let is_part = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let is_family = from.ends_with('-') || (to.starts_with('-') && to.len() > 1);
    (is_part(from) && is_part(to) && is_family).then_some((from, to))
}

#[test]
fn every_message_asked_for_is_there() {
    let messages = messages();
    let mut seen = BTreeSet::new();
    for (path, code) in sources() {
        for call in ["say(", "tell("] {
            for id in quoted_after(&code, call) {
                let name = id.split('.').next().unwrap_or_default();
                assert!(messages.contains_key(name), "{path}: no message `{id}`");
                seen.insert(id.to_string());
            }
        }
    }
    assert!(seen.len() > 80, "the search for messages found only {}", seen.len());
}

#[test]
fn every_message_is_used() {
    let sources = sources();
    let messages = messages();
    let formats = sources.iter().flat_map(|(_, code)| quoted_after(code, "format!("));
    let families: BTreeSet<(&str, &str)> = formats.filter_map(family).collect();
    for id in messages.keys().filter(|id| !id.starts_with("fault-")) {
        let literal = format!("\"{id}\"");
        let reference = format!("{{ {id} }}");
        let used = sources.iter().any(|(_, code)| code.contains(&literal))
            || families.iter().any(|(from, to)| id.starts_with(from) && id.ends_with(to))
            || messages.values().any(|text| text.contains(&reference));
        assert!(used, "nobody says `{id}`");
    }
}
