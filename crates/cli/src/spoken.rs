//! Every problem that the program can meet has words, and all of its words are in Fluent.

use std::collections::BTreeSet;

use clap::Parser;
use medlab_charts::{Argument as Value, MessageError};
use medlab_exercise::{Argument, Fault, Known, Problem};
use medlab_report::{Failure, Words};

use crate::arguments::{Arguments, Command};
use crate::programs::Uncompiled;
use crate::rated;
use crate::reason::Reason;
use crate::submissions::Unusable;

/// All that the table reader, the engine and the command line can find wrong.
fn known() -> impl Iterator<Item = &'static Known> {
    let own = Reason::ALL.iter().chain(Unusable::ALL).chain(Uncompiled::ALL);
    medlab_exercise::rule::known().chain(own)
}

/// The program's words with every letter of a text replaced: what is left of English was
/// not in a Fluent text.
fn pseudo() -> Words {
    let texts = Words::ENGLISH.map(without_letters);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Words::new("en", &texts).unwrap()
}

/// Ids, keys of variants and what stands between braces stay; other letters go.
fn without_letters(ftl: &str) -> String {
    let mut kept = String::new();
    // For each open brace, whether it is past its `->`, so that texts follow.
    let mut braces: Vec<bool> = Vec::new();
    for line in ftl.lines().filter(|line| !line.starts_with('#')) {
        let opens = line.split_once(" =").filter(|(name, _)| {
            let id = name.trim_start().trim_start_matches('.');
            let attribute = name.starts_with("    .");
            braces.is_empty()
                && (attribute || !name.starts_with(' '))
                && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        let (head, text) = match opens {
            Some((name, text)) => (format!("{name} ="), text),
            None => match line.split_once(']') {
                Some((key, text)) if braces.last() == Some(&true) => {
                    (format!("{key}]"), text)
                }
                _ => (String::new(), line),
            },
        };
        kept += &head;
        for c in text.chars() {
            match c {
                '{' => braces.push(false),
                '}' => drop(braces.pop()),
                '>' if kept.ends_with('-') => {
                    if let Some(brace) = braces.last_mut() {
                        *brace = true;
                    }
                }
                _ => {}
            }
            let is_text = braces.last().is_none_or(|chooses| *chooses);
            kept.push(if is_text && c.is_alphabetic() { '·' } else { c });
        }
        kept.push('\n');
    }
    kept
}

/// A problem of a kind, with these values; a name that was meant is left out.
fn problem(known: &Known, value: &str) -> Problem {
    let given = known.arguments.iter().filter(|name| **name != "near");
    let arguments = given.map(|name| (*name, Argument::Text(value.into()))).collect();
    Problem { code: known.code, case: known.case, arguments }
}

#[test]
fn every_problem_has_words_and_a_way_out() {
    let words = Words::english();
    let mut seen = BTreeSet::new();
    for known in known() {
        let id = known.words();
        assert!(seen.insert(id.clone()), "two problems have the words `{id}`");
        let without = |left_out: &str| {
            let names = known.arguments.iter().filter(|name| **name != left_out);
            names.map(|name| (*name, Value::from("7"))).collect::<Vec<_>>()
        };
        let spoken = |part: &str, left_out: &str| {
            words.messages().try_say(&format!("{id}{part}"), &without(left_out))
        };
        for part in ["", ".hint"] {
            let said = spoken(part, "near");
            assert!(said.as_ref().is_ok_and(|text| !text.is_empty()), "{said:?}");
        }
        let has_near = known.arguments.contains(&"near");
        assert_eq!(spoken(".near", "").is_ok(), has_near, "`{id}.near`");
        for name in known.arguments {
            let parts = ["", ".hint", ".near"].map(|part| spoken(part, name));
            let named = |said| matches!(said, Err(MessageError::Argument { .. }));
            assert!(parts.into_iter().any(named), "`{id}` says nothing of ${name}");
        }
    }
}

#[test]
fn all_words_for_problems_belong_to_one() {
    let known: BTreeSet<String> = known().map(Known::words).collect();
    let lines = Words::ENGLISH.iter().flat_map(|text| text.lines());
    for line in lines.filter(|line| line.starts_with("fault-")) {
        let id = line.split(' ').next().unwrap_or_default();
        assert!(known.contains(id), "`{id}` is the words of no problem");
    }
}

#[test]
fn a_fault_in_another_language_has_no_english_in_it() {
    let words = pseudo();
    for known in known() {
        let mut fault = Fault::new(problem(known, "7"));
        (fault.file, fault.column) = (Some("7".into()), Some("7".into()));
        (fault.row, fault.line) = (Some(7), Some(7));
        let text = Failure::of(&fault, &words).to_text(&words);
        assert!(text.contains('·') && !text.contains(char::is_alphabetic), "{text}");
        fault.file = None;
        let text = Failure::of(&fault, &words).to_text(&words);
        assert!(!text.contains(char::is_alphabetic), "{text}");
    }
}

/// What a reader finds in a file without letters has none either.
#[test]
fn no_reader_brings_english_with_it() {
    let words = pseudo();
    let typed = ["medlab", "evaluate", "-", "--outcome", "1", "--risk", "2"];
    let Command::Evaluate(asked) = Arguments::parse_from(typed).command else {
        unreachable!("evaluate was typed")
    };
    for file in [
        "",
        "1,2\n",
        "1,3\n0,0\n",
        "1;2\n0;0\n",
        "1,2\n0,\n",
        "1,2\n7,0.5\n",
        "1,2\n1,0.5,3\n",
        "1,2\n1\n",
        "1,2\n1,\"0.5\"7\n",
        "1,2\n1,\"0,5\"\n",
        "1,2\n1,17\n",
        "1,2\n1,-7\n",
        "1,2\n1,5%\n",
        "1,2\n1,???\n",
        "1,1\n",
        "1,,2\n",
        "%PDF-1.7",
    ] {
        let stop = rated::read(&asked, file.as_bytes()).unwrap_err();
        let text = stop.told(&words).1.unwrap().to_text(&words);
        assert!(!text.contains(char::is_alphabetic), "{file:?}: {text}");
    }
}
