//! Counting: how many cells are right, of each kind, and the first that is not.

use std::collections::{BTreeMap, BTreeSet};

use medlab_protocol::Value;

use super::answer::Answer;
use super::clean::{Clean, Entry};
use super::feeds::Feed;
use crate::code::failure::Failure;
use crate::code::held::wrong;

/// All cells, whatever makes them hard.
pub(super) const ALL: &str = "";

/// What of one feed came back right.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Right, and all: by what makes cells hard, and the others by the kind of feed.
    pub(super) shares: BTreeMap<&'static str, (usize, usize)>,
    /// The first of each kind that is wrong.
    pub(super) first: Vec<Wrong>,
}

/// A cell or a row that is wrong.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Its result.
    pub(super) key: String,
    /// Its place in the clean table; none of a result that was never sent.
    pub(super) at: Option<usize>,
    /// The column; none where it is the row.
    pub(super) column: Option<usize>,
    /// The kind of feed, or what makes the cell hard.
    pub(super) kind: &'static str,
    /// How it is wrong.
    pub(super) failure: Failure,
    /// What stands there.
    pub(super) came: Option<Value>,
}

impl Count {
    /// What is right of an answer; without one, nothing is.
    ///
    /// A cell that is hard for two reasons tells of neither and counts among all cells only. In
    /// a row that is lost every cell is wrong; but where it has no value, only the gap is.
    pub(super) fn of(clean: &Clean, feed: &Feed, answer: Option<&Answer>) -> Self {
        let mut count = Self::default();
        // That there is an answer counts, so that a feed without results does, too.
        count.add(feed.kind, answer.is_some());
        for at in &feed.results {
            let entry = &clean.results[*at];
            let copies = answer.map_or(&[][..], |answer| answer.of(&entry.key));
            if feed.is_large() {
                count.row(entry, *at, copies.len());
            }
            let left_out = copies.is_empty() && entry.is_empty();
            for (column, cell) in entry.cells.iter().enumerate() {
                if !cell.counts {
                    continue;
                }
                let found = copies.iter().find_map(|copy| {
                    let failure = wrong(&copy[column], &cell.expected, cell.by)?;
                    Some(told(failure, &copy[column], &cell.expected))
                });
                let right = found.is_none() && !copies.is_empty();
                count.add(ALL, right);
                match cell.hard.as_slice() {
                    [] if !left_out => count.add(feed.kind, right),
                    [check] if feed.is_large() && (!left_out || *check == "missing") => {
                        count.add(check, right);
                    }
                    _ => {}
                }
                if let Some((failure, came)) = found {
                    let kind = cell.hard.first().copied().unwrap_or(feed.kind);
                    let (column, came) = (Some(column), Some(came));
                    let key = &entry.key;
                    count.keep(Wrong { column, came, ..at_row(key, *at, kind, failure) });
                }
            }
        }
        count.strangers(clean, feed, answer);
        count
    }

    /// The share of results whose rows are as in another answer to the same, right or wrong.
    pub(super) fn like(
        clean: &Clean,
        feed: &Feed,
        answer: Option<&Answer>,
        other: Option<&Answer>,
    ) -> Self {
        let mut count = Self::default();
        count.add(feed.kind, answer.is_some());
        for at in &feed.results {
            let entry = &clean.results[*at];
            let of = |answer: Option<&Answer>| {
                answer.map_or_else(Vec::new, |answer| answer.of(&entry.key).to_vec())
            };
            let (found, before) = (of(answer), of(other));
            if found.is_empty() && before.is_empty() && entry.is_empty() {
                continue;
            }
            count.add(feed.kind, found == before && !found.is_empty());
            let key = &entry.key;
            let column = found.first().zip(before.first()).and_then(|(now, then)| {
                now.iter().zip(then).position(|(now, then)| now != then)
            });
            match (found.len(), column) {
                _ if found == before => {}
                (0, _) => count.keep(at_row(key, *at, feed.kind, Failure::LostRow)),
                (1, Some(column)) => count.keep(Wrong {
                    column: Some(column),
                    came: Some(found[0][column].clone()),
                    ..at_row(key, *at, feed.kind, Failure::WrongValue)
                }),
                _ => count.keep(at_row(key, *at, feed.kind, Failure::ExtraRow)),
            }
        }
        count.strangers(clean, feed, answer);
        count
    }

    /// Adds what was counted of another feed.
    pub(super) fn and(&mut self, other: &Self) {
        for (kind, (right, all)) in &other.shares {
            let share = self.shares.entry(kind).or_default();
            *share = (share.0 + right, share.1 + all);
        }
    }

    /// Whether a result stands there once.
    fn row(&mut self, entry: &Entry, at: usize, copies: usize) {
        let again = entry.sent.len() > 1;
        self.add("rows", copies == 1);
        if again {
            self.add("duplicates", copies == 1);
        }
        let kind = if again && copies > 1 { "duplicates" } else { "rows" };
        match copies {
            0 => self.keep(at_row(&entry.key, at, kind, Failure::LostRow)),
            1 => {}
            _ => self.keep(at_row(&entry.key, at, kind, Failure::ExtraRow)),
        }
    }

    /// Results that were never sent.
    fn strangers(&mut self, clean: &Clean, feed: &Feed, answer: Option<&Answer>) {
        let sent = feed.results.iter().map(|at| clean.results[*at].key.as_str());
        let sent: BTreeSet<&str> = sent.collect();
        for (key, copies) in answer.into_iter().flat_map(Answer::keys) {
            if sent.contains(key) {
                continue;
            }
            for _ in 0..copies {
                self.add(feed.kind, false);
                if feed.is_large() {
                    self.add("rows", false);
                }
            }
            let failure = Failure::ExtraRow;
            self.keep(Wrong { at: None, ..at_row(key, 0, "rows", failure) });
        }
    }

    fn add(&mut self, kind: &'static str, right: bool) {
        let share = self.shares.entry(kind).or_default();
        *share = (share.0 + usize::from(right), share.1 + 1);
    }

    fn keep(&mut self, wrong: Wrong) {
        if self.first.iter().all(|known| known.kind != wrong.kind) {
            self.first.push(wrong);
        }
    }
}

/// How a cell is wrong, and what stands there. A text that is not there is an empty text, and no
/// value that was left out.
fn told(failure: Failure, found: &Value, expected: &Value) -> (Failure, Value) {
    match (found, expected) {
        (Value::Missing, Value::Text(_)) => {
            (Failure::WrongValue, Value::Text(String::new()))
        }
        _ => (failure, found.clone()),
    }
}

fn at_row(key: &str, at: usize, kind: &'static str, failure: Failure) -> Wrong {
    Wrong { key: key.into(), at: Some(at), column: None, kind, failure, came: None }
}
