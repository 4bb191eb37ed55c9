//! A failure: in which way a call went wrong, and the smallest case that shows it.

use medlab_protocol::Value;
use medlab_protocol::session::{End, NOT_WRITTEN};
use serde::{Deserialize, Serialize};

/// The most characters that are shown of a value, or of all inputs.
const SHOWN: usize = 1500;

/// The most characters that are shown of what a program printed.
const PRINTED: usize = 300;

/// So many of a sequence are all shown, so that a small case can be tried again by hand.
const WHOLE: usize = 24;

/// How many are shown of a longer one.
const START: usize = 8;

/// In which way a call went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// It gave another value.
    WrongValue,
    /// It gave a value where there is none to give.
    NoneExpected,
    /// It gave none where there is one.
    NoneGiven,
    /// It gave NaN for a number.
    NotANumber,
    /// It gave something of another kind or length.
    WrongShape,
    /// It gave a risk outside the range 0..=1.
    NoRisk,
    /// It left out a row.
    LostRow,
    /// It gave a row twice, or one that nobody asked for.
    ExtraRow,
    /// It gave limits between which nothing lies, or everything does.
    NoInterval,
    /// It gave an interval in which the truth does not lie.
    MissedTruth,
    /// The same call gave two answers.
    Unsteady,
    /// It is not written yet: its body is `todo!()`.
    NotWritten,
    /// It panicked.
    Panicked,
    /// It called itself too deeply.
    StackOverflow,
    /// It took too long.
    TookTooLong,
    /// It asked for too much memory.
    OutOfMemory,
    /// It printed or answered too much.
    TooMuchOutput,
    /// It asked for what no program gets: a file, the network, another thread.
    Forbidden,
    /// It left before it had answered.
    LeftEarly,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 19] = [
        Self::WrongValue,
        Self::NoneExpected,
        Self::NoneGiven,
        Self::NotANumber,
        Self::WrongShape,
        Self::NoRisk,
        Self::LostRow,
        Self::ExtraRow,
        Self::NoInterval,
        Self::MissedTruth,
        Self::Unsteady,
        Self::NotWritten,
        Self::Panicked,
        Self::StackOverflow,
        Self::TookTooLong,
        Self::OutOfMemory,
        Self::TooMuchOutput,
        Self::Forbidden,
        Self::LeftEarly,
    ];

    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongValue => "wrong_value",
            Self::NoneExpected => "none_expected",
            Self::NoneGiven => "none_given",
            Self::NotANumber => "not_a_number",
            Self::WrongShape => "wrong_shape",
            Self::NoRisk => "no_risk",
            Self::LostRow => "lost_row",
            Self::ExtraRow => "extra_row",
            Self::NoInterval => "no_interval",
            Self::MissedTruth => "missed_truth",
            Self::Unsteady => "unsteady",
            Self::NotWritten => "not_written",
            Self::Panicked => "panicked",
            Self::StackOverflow => "stack_overflow",
            Self::TookTooLong => "took_too_long",
            Self::OutOfMemory => "out_of_memory",
            Self::TooMuchOutput => "too_much_output",
            Self::Forbidden => "forbidden",
            Self::LeftEarly => "left_early",
        }
    }

    /// How a run that did not return went wrong.
    pub(super) fn of(end: End) -> Option<Self> {
        match end {
            End::Returned => None,
            End::Left(NOT_WRITTEN) => Some(Self::NotWritten),
            End::Left(_) => Some(Self::LeftEarly),
            End::Panicked => Some(Self::Panicked),
            End::StackOverflow => Some(Self::StackOverflow),
            End::OutOfFuel => Some(Self::TookTooLong),
            End::OutOfMemory => Some(Self::OutOfMemory),
            End::TooMuchOutput => Some(Self::TooMuchOutput),
            End::Forbidden => Some(Self::Forbidden),
        }
    }

    /// Whether trying on would cost as much again and again, or tell nothing.
    pub(super) fn is_costly(self) -> bool {
        let costs = [Self::TookTooLong, Self::OutOfMemory, Self::TooMuchOutput];
        costs.contains(&self) || self == Self::NotWritten
    }
}

/// The smallest case on which a function went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct FailedCase {
    /// The function.
    pub function: String,
    /// The kind of input, such as `boundary`.
    pub kind: String,
    /// How it went wrong.
    pub failure: Failure,
    /// What only practice shows.
    pub seen: Option<Seen>,
}

/// The inputs of a failed case and what came of them, cut to a length that people read. What a
/// learner's program gave is in it as it is; whoever shows it makes it plain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Seen {
    /// The inputs, such as `respiration = 21, on_oxygen = yes`.
    pub inputs: String,
    /// What came back, where anything did.
    pub came: Option<String>,
    /// What a right function gives, where there is one value to give.
    pub expected: Option<String>,
    /// Inputs with which, in place of those shown, the function was right.
    pub beside: Option<String>,
    /// What the program said as it panicked, if it did.
    pub panic: Option<String>,
    /// What the program printed besides.
    pub printed: String,
}

/// Inputs as people read them.
pub(super) fn inputs(fields: &[(String, Value)]) -> String {
    let shown =
        |(name, value): &(String, Value)| format!("{name} = {}", value_shown(value));
    cut(&fields.iter().map(shown).collect::<Vec<_>>().join(", "), SHOWN)
}

/// What kind of value it is and how large, where it is of another kind than expected.
pub(super) fn shape(value: &Value) -> String {
    let text = match value {
        Value::Missing => "none".into(),
        Value::Flag(_) => "yes or no".into(),
        Value::Number(_) => "a number".into(),
        Value::Text(_) => "a text".into(),
        Value::Numbers(numbers) => format!("{} numbers", numbers.len()),
        Value::Texts(texts) => format!("{} texts", texts.len()),
        Value::List(rows) => match columns(rows) {
            Some(columns) => format!("{} \u{d7} {columns} numbers", rows.len()),
            None => several(rows.len(), |at| shape(&rows[at])),
        },
        Value::Record(fields) => match length(fields) {
            Some(rows) => format!("{rows} rows \u{d7} {} columns", fields.len()),
            None => several(fields.len(), |at| {
                format!("{}: {}", fields[at].0, shape(&fields[at].1))
            }),
        },
    };
    cut(&text, SHOWN)
}

/// How many numbers stand in each of these rows, if it is the same in each.
fn columns(rows: &[Value]) -> Option<usize> {
    let length = |row: &Value| match row {
        Value::Numbers(numbers) => Some(numbers.len()),
        _ => None,
    };
    let first = length(rows.first()?)?;
    rows.iter().all(|row| length(row) == Some(first)).then_some(first)
}

/// How many rows a table has; none of what is no table.
fn length(fields: &[(String, Value)]) -> Option<usize> {
    let length = |(_, column): &(String, Value)| match column {
        Value::Numbers(numbers) => Some(numbers.len()),
        Value::Texts(texts) => Some(texts.len()),
        _ => None,
    };
    let first = length(fields.first()?)?;
    fields.iter().all(|field| length(field) == Some(first)).then_some(first)
}

/// A value as people read it, whoever it came from; of a large table no more than its size.
pub(super) fn value_shown(value: &Value) -> String {
    let text = match value {
        Value::List(rows) if rows.len() > WHOLE && columns(rows).is_some() => {
            shape(value)
        }
        Value::Record(fields) if length(fields).is_some_and(|rows| rows > WHOLE) => {
            shape(value)
        }
        Value::Missing => "none".into(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
        Value::Number(number) => number_shown(*number),
        Value::Text(text) => format!("\"{text}\""),
        Value::Numbers(numbers) => several(numbers.len(), |at| number_shown(numbers[at])),
        Value::Texts(texts) => several(texts.len(), |at| format!("\"{}\"", texts[at])),
        Value::List(values) => several(values.len(), |at| value_shown(&values[at])),
        Value::Record(fields) => several(fields.len(), |at| {
            format!("{} = {}", fields[at].0, value_shown(&fields[at].1))
        }),
    };
    cut(&text, SHOWN)
}

/// The start of what a program printed.
pub(super) fn printed(bytes: &[u8]) -> String {
    // Long enough that the cut is seen, and short enough to be looked at.
    let start = &bytes[..bytes.len().min(4 * PRINTED + 4)];
    cut(String::from_utf8_lossy(start).trim(), PRINTED)
}

/// What a program printed, without what it said as it panicked, and that.
pub(super) fn panicked(bytes: &[u8]) -> (&[u8], Option<String>) {
    let last = bytes.windows(PANIC.len()).rposition(|part| part == PANIC);
    let starts = |at: &usize| *at == 0 || bytes[*at - 1] == b'\n';
    match last.filter(starts) {
        Some(at) => (&bytes[..at], Some(printed(&bytes[at..]))),
        None => (bytes, None),
    }
}

/// How the harness begins to tell of a panic.
const PANIC: &[u8] = b"panicked at ";

fn several(count: usize, one: impl Fn(usize) -> String) -> String {
    let most = if count <= WHOLE { count } else { START };
    let mut shown: Vec<String> = (0..most).map(one).collect();
    if count > most {
        shown.push(format!("\u{2026} ({count})"));
    }
    format!("[{}]", shown.join(", "))
}

fn number_shown(number: f64) -> String {
    let magnitude = number.abs();
    match number {
        _ if magnitude > 0.0 && !(1e-4..1e15).contains(&magnitude) => {
            format!("{number:e}")
        }
        _ => format!("{number}"),
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_cut() {
        assert_eq!(printed(&vec![b'x'; 1 << 20]).chars().count(), PRINTED + 1);
        assert_eq!(printed(b" hello\n"), "hello");
    }

    #[test]
    fn a_panic_is_told_apart_from_what_was_printed() {
        let said = b"35 patients\npanicked at src/lib.rs:3:5: no value\n";
        let (before, panic) = panicked(said);
        assert_eq!(printed(before), "35 patients");
        assert_eq!(panic.as_deref(), Some("panicked at src/lib.rs:3:5: no value"));
        assert_eq!(panicked(b"it panicked at noon"), (&b"it panicked at noon"[..], None));
    }

    #[test]
    fn a_shape_is_told_without_its_numbers() {
        let numbers = |count: usize| Value::Numbers(vec![0.5; count]);
        let rows = |count: usize| Value::List(vec![numbers(3); count]);
        let table = |rows: usize| {
            Value::Record(vec![
                ("age".into(), numbers(rows)),
                ("sex".into(), numbers(rows)),
            ])
        };
        let cases = [
            (numbers(3999), "3999 numbers"),
            (rows(2), "2 \u{d7} 3 numbers"),
            (Value::List(vec![numbers(1), numbers(2)]), "[1 numbers, 2 numbers]"),
            (table(30), "30 rows \u{d7} 2 columns"),
            (Value::Missing, "none"),
        ];
        for (value, told) in cases {
            assert_eq!(shape(&value), told);
        }
        // A large table is not printed, a small one is.
        assert_eq!(value_shown(&table(30)), shape(&table(30)));
        assert_eq!(value_shown(&rows(30)), shape(&rows(30)));
        assert!(value_shown(&table(2)).contains("age = [0.5, 0.5]"));
    }

    #[test]
    fn values_are_shown_short() {
        let cases = [
            (Value::Number(0.1), "0.1"),
            (Value::Number(1e-9), "1e-9"),
            (Value::Number(f64::NAN), "NaN"),
            (Value::Missing, "none"),
            (Value::Texts(vec!["a".into(); 2]), "[\"a\", \"a\"]"),
            (Value::Numbers(vec![1.0; 100]), "[1, 1, 1, 1, 1, 1, 1, 1, \u{2026} (100)]"),
        ];
        for (value, shown) in cases {
            assert_eq!(value_shown(&value), shown);
        }
        let small = value_shown(&Value::Numbers(vec![1.5; WHOLE]));
        assert_eq!(small.matches("1.5").count(), WHOLE);
        let fields = [("rate".to_string(), Value::Number(21.0))];
        assert_eq!(inputs(&fields), "rate = 21");
    }
}
