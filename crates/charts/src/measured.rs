//! An estimate in words: its value and its interval, or why there is none.

use medlab_metrics::{Estimate, Undefined};

use crate::messages::Messages;
use crate::number::decimal;

/// `0.84 (95 % interval 0.81 to 0.87)`, or the reason in words.
pub fn in_words(
    estimate: &Result<Estimate, Undefined>,
    places: usize,
    words: &Messages,
) -> String {
    match estimate {
        Err(why) => words.say("undefined", &[("why", reason(*why, words).into())]),
        Ok(Estimate { value, limits: Ok(limits) }) => words.say(
            "estimate",
            &[
                ("value", decimal(*value, places).into()),
                ("lower", decimal(limits.lower, places).into()),
                ("upper", decimal(limits.upper, places).into()),
            ],
        ),
        Ok(Estimate { value, limits: Err(why) }) => words.say(
            "estimate-without-limits",
            &[
                ("value", decimal(*value, places).into()),
                ("why", reason(*why, words).into()),
            ],
        ),
    }
}

/// Why a measure is undefined, in the reader's language where there are words for it.
pub fn reason(why: Undefined, words: &Messages) -> String {
    let id = format!("why-{}", why.code().replace('_', "-"));
    words.try_say(&id, &[]).unwrap_or_else(|_| why.to_string())
}
