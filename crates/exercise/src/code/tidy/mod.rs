//! Functions that make one tidy table of what a laboratory sent in three formats.
//!
//! The function gets texts and gives back columns. They are matched by the name of the result,
//! whatever their order, and held cell by cell against the clean table of the truth. What a
//! careless reader gets wrong in a cell is known, so the shares that are right can be told apart.

mod answer;
mod clean;
mod count;
mod feeds;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use medlab_cohort::sample::Stream;
use medlab_cohort::{Dataset, Table};
use medlab_protocol::{Field, Value};

use super::caller::{Caller, Came, MOST_COSTLY, seen};
use super::cases::order;
use super::failure::{self, FailedCase, Failure, Seen};
use super::judged::STEADY;
use super::spec::FunctionSpec;
use super::trial::Tried;
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::Exercise;

use answer::Answer;
use clean::Clean;
use count::{ALL, Count, Wrong};
use feeds::{FORMATS, Feed};

/// What makes cells hard, as it is measured: `code.<function>.<name>` is the share of these cells
/// that are right; of all others it is measured by the kind of feed. `duplicates` is also about
/// whether a result that was sent twice stands there once, and `rows` about all results. In
/// another order (`permuted`) it is the share of results whose row stays the same.
pub(super) const CHECKS: [&str; 7] =
    ["units", "duplicates", "zones", "clocks", "codes", "missing", "rows"];

/// The kinds of feed, in the order in which a failure is told: the simplest first.
pub(super) const KINDS: [&str; 6] =
    ["csv", "fhir", "hl7", "ordinary", "degenerate", "permuted"];

/// The names of what is measured.
pub(super) fn measures() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().chain(CHECKS)
}

/// The least results that are drawn: with fewer, some fault may not occur.
const LEAST: usize = 300;

/// The most cases that are shown, each of another kind.
const MOST_SHOWN: usize = 3;

/// What is wrong with a function that makes a clean table, and the way out.
pub(super) fn problem(spec: &FunctionSpec) -> Option<(&'static str, &'static str)> {
    let names: BTreeSet<&String> = spec.tidies.iter().collect();
    match () {
        () if names.len() < spec.tidies.len() => {
            Some(("tidies: expected each column once", "leave one out"))
        }
        () if spec.tidies.len() < 2 => Some((
            "tidies: expected columns beside the one that tells results apart",
            "name at least one more",
        )),
        () if spec.ordinary < LEAST => Some((
            "ordinary: expected at least 300 results, so that every fault occurs",
            "write ordinary = 3000",
        )),
        () if !spec.inputs.is_empty() => Some((
            "inputs: expected none beside tidies",
            "leave them out: it gets csv, fhir and hl7",
        )),
        () => None,
    }
}

/// What was sent, and what is right.
pub(super) struct Sending {
    sender: String,
    table: Table,
    clean: Clean,
    feeds: Vec<Feed>,
}

impl Sending {
    /// Draws what is sent from the caller's key.
    pub(super) fn new(
        exercise: &Exercise,
        dataset: &Dataset,
        assignment: &Assignment,
        caller: &Caller,
    ) -> Result<Self, CourseError> {
        let wrong = |message: String| {
            let path = format!("{}/exercise.toml", exercise.folder);
            let message = format!("function {}: {message}", caller.spec.name);
            CourseError::new(&path, message, "see tidies in docs/writing-exercises.md")
        };
        Self::drawn(dataset, assignment.key(), caller).map_err(wrong)
    }

    fn drawn(
        dataset: &Dataset,
        variant: &medlab_cohort::Key,
        caller: &Caller,
    ) -> Result<Self, String> {
        let (spec, key) = (caller.spec, &caller.key);
        let results = 0..spec.ordinary as u64;
        let cohort =
            dataset.generate(&dataset.variant(variant), &key.derive("feed"), results);
        let cohort = cohort.map_err(|error| error.to_string())?;
        let clean = Clean::new(dataset, &cohort, &spec.tidies, caller.tolerance())?;
        let stream = &mut Stream::new(&key.derive("ways"));
        let feeds = feeds::drawn(dataset, &cohort.table, &clean, stream)?;
        let sender = dataset.feed.as_ref().map_or("", |feed| feed.sender.as_str());
        Ok(Self { sender: sender.into(), table: cohort.table, clean, feeds })
    }

    /// What practice shows of a cell or a row that is wrong.
    fn failed(
        &self,
        caller: &Caller,
        feed: &Feed,
        wrong: Wrong,
        came: &Came,
    ) -> FailedCase {
        let word = |name: &str, text: &str| (name.to_string(), Value::Text(text.into()));
        let by: Vec<&str> = FORMATS
            .into_iter()
            .zip(&feed.texts)
            .filter(|(_, text)| text.contains(&wrong.key))
            .map(|(format, _)| format)
            .collect();
        let mut inputs =
            vec![word(&self.clean.key, &wrong.key), word("by", &by.join(", "))];
        let entry = wrong.at.map(|at| &self.clean.results[at]);
        let column = wrong.column.map(|column| self.clean.columns[column].0.as_str());
        inputs.extend(column.map(|name| word("column", name)));
        let beside = ["value", "unit", "loinc", "status"];
        let when = [self.sender.as_str(), "collected", "received"];
        let shown = match column {
            Some(name) if when.contains(&name) => &when[..],
            _ => &beside[..],
        };
        // What was sent in the column that is wrong, whichever it is.
        let own = column.filter(|name| !shown.contains(name));
        let shown: Vec<&str> = own.into_iter().chain(shown.iter().copied()).collect();
        for row in entry.into_iter().flat_map(|entry| &entry.sent) {
            let cell = |name: &&str| {
                let text = |name| Some(self.table.column(name)?.text(*row));
                // FHIR has no unit where it has no value.
                let unsent = *name == "unit" && by == ["fhir"];
                let unsent =
                    unsent && text("value").is_some_and(|value| value.is_empty());
                (!unsent).then(|| Some(word(name, &text(name)?))).flatten()
            };
            let cells: Vec<Field> = shown.iter().filter_map(cell).collect();
            inputs.push(("sent".into(), Value::Record(cells)));
        }
        let expected =
            entry.zip(wrong.column).map(|(entry, at)| &entry.cells[at].expected);
        let seen = Seen {
            came: wrong.came.as_ref().map(failure::value_shown),
            ..seen(&inputs, came, expected.map(failure::value_shown))
        };
        FailedCase {
            function: caller.spec.name.clone(),
            kind: wrong.kind.into(),
            failure: wrong.failure,
            seen: Some(seen),
        }
    }
}

/// What came of a feed.
struct Heard {
    answer: Result<Answer, Failure>,
    came: Came,
}

/// Has every feed made tidy, one of them twice, and counts the cells that are right.
pub(super) fn judged(
    caller: &mut Caller,
    sending: &Sending,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let (clean, feeds) = (&sending.clean, &sending.feeds);
    let mixed = feeds.iter().position(|feed| feed.kind == "ordinary");
    let mut calls = order(&mut caller.order, feeds.len());
    calls.extend(mixed);
    let mut heard: Vec<Option<Heard>> = feeds.iter().map(|_| None).collect();
    let (mut steady, mut costly) = (true, 0);
    for at in calls {
        if costly == MOST_COSTLY {
            steady = false;
            break;
        }
        let came = caller.call(&feeds[at].inputs())?;
        let read = |value: &Value| Answer::read(value, clean);
        let mut answer = came.value.as_ref().map_err(|failure| *failure).and_then(read);
        if heard[at].as_ref().is_some_and(|before| before.answer != answer) {
            steady = false;
            answer = Err(Failure::Unsteady);
        }
        // What is not written yet costs nothing, and the other formats may be.
        let costs =
            |failure: &Failure| failure.is_costly() && *failure != Failure::NotWritten;
        costly += usize::from(answer.as_ref().is_err_and(costs));
        // What was read is kept, not what it was read from.
        let value = if answer.is_ok() { Ok(Value::Missing) } else { came.value };
        let came = Came { answer: Vec::new(), value, ..came };
        heard[at] = Some(Heard { answer, came });
    }
    let answer =
        |at: usize| heard[at].as_ref().and_then(|heard| heard.answer.as_ref().ok());
    let mut all = Count::default();
    let mut failed: Vec<FailedCase> = Vec::new();
    let mut simplest: Vec<usize> = (0..feeds.len()).collect();
    simplest.sort_by_key(|at| {
        let kind = KINDS.iter().position(|kind| *kind == feeds[*at].kind);
        (kind.unwrap_or(KINDS.len()), feeds[*at].results.len())
    });
    for at in simplest {
        let feed = &feeds[at];
        let count = match feed.kind {
            "permuted" => Count::like(clean, feed, answer(at), mixed.and_then(answer)),
            _ => Count::of(clean, feed, answer(at)),
        };
        all.and(&count);
        // Where single formats went wrong, mixed ones tell nothing new.
        let single = FORMATS.contains(&feed.kind);
        let Some(Heard { answer, came }) = heard[at].as_ref() else { continue };
        if failed.len() >= MOST_SHOWN || !failed.is_empty() && !single {
            continue;
        }
        if let Err(failure) = answer {
            failed.push(caller.failed(feed.kind, *failure, &feed.starts(), came, None));
            continue;
        }
        // Cells that are only read come first: whatever rests on them is wrong with them.
        let unread = count.first.iter().position(|wrong| wrong.kind == feed.kind);
        let mut told = count.first;
        if let Some(unread) = unread {
            told = vec![told.swap_remove(unread)];
        }
        told.retain(|wrong| failed.iter().all(|known| known.kind != wrong.kind));
        let room = MOST_SHOWN - failed.len();
        let told = told.into_iter().take(room);
        failed.extend(told.map(|wrong| sending.failed(caller, feed, wrong, came)));
    }
    tried.failed.extend(failed);
    let name = &caller.spec.name;
    let mut number = |name: String, value: f64| {
        tried.evidence.insert(name, Found::Number(value));
    };
    for (kind, (right, of)) in all.shares {
        let name = match kind {
            ALL => format!("code.{name}"),
            kind => format!("code.{name}.{kind}"),
        };
        number(name, right as f64 / of as f64);
    }
    number(format!("code.{name}.{STEADY}"), f64::from(u8::from(steady)));
    // A reader that is not written yet is not judged.
    for (feed, heard) in feeds.iter().zip(&heard) {
        let unwritten = Err(&Failure::NotWritten);
        if FORMATS.contains(&feed.kind)
            && heard.as_ref().is_some_and(|heard| heard.answer.as_ref() == unwritten)
        {
            let why = Found::Undefined(Failure::NotWritten.code().into());
            tried.evidence.insert(format!("code.{name}.{}", feed.kind), why);
        }
    }
    Ok(())
}
