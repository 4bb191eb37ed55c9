//! A roster: the IDs of a class, one a line.
//!
//! An ID is any text without line breaks; learners are never asked for a name or an
//! e-mail address. A header line `id` and further columns after a comma are passed over,
//! so that a list exported from a course platform can be used as it is.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::rule::Rule;

/// The most learners of one roster.
pub const MAX_LEARNERS: usize = 100_000;

/// The IDs of a roster, in its order.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|_| Fault::new(Rule::RosterEncoding))?;
    let mut seen = BTreeSet::new();
    let mut learners = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let id = first(line);
        let header = index == 0 && ["id", "learner", "learner_id"].contains(&id);
        if id.is_empty() || header {
            continue;
        }
        let (line, id) = (index as u64 + 1, id.to_string());
        if !names_a_folder(&id) {
            let id = id.chars().filter(|c| !c.is_control()).take(40).collect();
            return Err(Fault::new(Rule::NotAName { id }).on_line(line));
        }
        if !seen.insert(id.clone()) {
            return Err(Fault::new(Rule::DuplicateLearner { id }).on_line(line));
        }
        learners.push(id);
        if learners.len() > MAX_LEARNERS {
            return Err(Fault::new(Rule::TooManyLearners { most: MAX_LEARNERS }));
        }
    }
    if learners.is_empty() { Err(Fault::new(Rule::EmptyRoster)) } else { Ok(learners) }
}

/// The first cell of a line. One that is quoted may hold a comma: half of a name would
/// be another learner.
fn first(line: &str) -> &str {
    let line = line.trim();
    match line.strip_prefix('"') {
        Some(rest) => match rest.split_once('"') {
            Some((cell, _)) => cell.trim(),
            None => line,
        },
        None => line.split(',').next().unwrap_or_default().trim(),
    }
}

/// Whether an ID can be a folder's name on every system, and nothing but that.
fn names_a_folder(id: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -_.@+".contains(c);
    id.len() <= 120
        && id.chars().all(plain)
        && !id.starts_with('.')
        && !id.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platforms_export_can_be_used_as_it_is() {
        let text = "\u{feff}id,group\r\nann,1\r\n\"bob\",2\r\n\r\nŽan 3\r\n";
        assert_eq!(read(text.as_bytes()).unwrap(), ["ann", "bob", "Žan 3"]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_names_of_folders_or_an_error(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            if let Ok(learners) = read(&bytes) {
                proptest::prop_assert!(learners.iter().all(|id| names_a_folder(id)));
            }
        }
    }

    #[test]
    fn what_cannot_be_a_roster_is_said() {
        assert_eq!(read(b""), Err(Fault::new(Rule::EmptyRoster)));
        assert_eq!(read(b"id\n"), Err(Fault::new(Rule::EmptyRoster)));
        assert_eq!(read(b"\xff"), Err(Fault::new(Rule::RosterEncoding)));
        let duplicate = Fault::new(Rule::DuplicateLearner { id: "a".into() }).on_line(2);
        assert_eq!(read(b"a\na\n"), Err(duplicate));
        for id in [
            "../up",
            "a/b",
            "a\\b",
            ".hidden",
            "a:b",
            "dot.",
            "\"Smith, Ann\",1",
            "\"open",
        ] {
            let fault = read(id.as_bytes()).unwrap_err();
            assert_eq!((fault.problem.case, fault.line), ("name", Some(1)), "{id}");
        }
    }
}
