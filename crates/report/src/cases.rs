//! A failed case of a learner's code, in words: which function, on which kind of input, how it
//! went wrong, and in practice the input itself with what came of it.

use medlab_exercise::code::{FailedCase, Seen};
use serde::Serialize;

use crate::words::Words;

/// One failed case, line by line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownCase {
    /// Function, kind of input and failure.
    pub(crate) headline: String,
    /// Input, what came, what was expected, what was printed.
    pub(crate) lines: Vec<String>,
}

pub(crate) fn shown_case(case: &FailedCase, words: &Words) -> ShownCase {
    let failure = words.say(&format!("failure-{}", id(case.failure.code())), &[]);
    let kind = words.say(&format!("input-{}", id(&case.kind)), &[]);
    let said = [
        ("function", case.function.clone().into()),
        ("kind", kind.into()),
        ("failure", failure.into()),
    ];
    let lines = case.seen.as_ref().map(|seen| lines(seen, words)).unwrap_or_default();
    ShownCase { headline: words.say("failed-case", &said), lines }
}

fn lines(seen: &Seen, words: &Words) -> Vec<String> {
    let Seen { inputs, came, expected, beside, panic, printed } = seen.clone();
    let printed = Some(printed).filter(|text| !text.is_empty());
    let parts = [
        ("failed-panic", panic),
        ("failed-inputs", Some(inputs)),
        ("failed-came", came),
        ("failed-expected", expected),
        ("failed-beside", beside),
        ("failed-printed", printed),
    ];
    let say = |(id, value): (&str, Option<String>)| {
        Some(words.say(id, &[("value", value?.into())]))
    };
    parts.into_iter().filter_map(say).collect()
}

fn id(code: &str) -> String {
    code.replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_exercise::code::{self, Failure};

    #[test]
    fn every_failure_and_every_kind_of_input_has_words() {
        let words = Words::english();
        for kind in code::kinds() {
            for failure in Failure::ALL {
                let function = "news2".to_string();
                let case =
                    FailedCase { function, kind: kind.into(), failure, seen: None };
                let shown = shown_case(&case, &words);
                assert!(shown.headline.contains("news2"), "{shown:?}");
                assert!(!shown.headline.contains("failure-"), "{shown:?}");
                assert!(!shown.headline.contains("input-"), "{shown:?}");
            }
        }
    }
}
