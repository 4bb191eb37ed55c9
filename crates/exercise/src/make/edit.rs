//! An edit: where the code of a flawed submission differs from the solution's.

use serde::Deserialize;

/// One place of the solution, and what stands there instead.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    /// A text that stands in the solution once.
    find: String,
    /// What is written for it.
    write: String,
}

/// The solution with these edits, one after another; the text that does not stand there once, if
/// there is one.
pub(super) fn edited<'a>(solution: &str, edits: &'a [Edit]) -> Result<String, &'a str> {
    let mut text = solution.to_string();
    for Edit { find, write } in edits {
        let [before, after] = text.split(find).collect::<Vec<_>>()[..] else {
            return Err(find);
        };
        text = [before, write, after].concat();
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(find: &str, write: &str) -> Edit {
        Edit { find: find.into(), write: write.into() }
    }

    #[test]
    fn a_place_is_found_once_or_not_at_all() {
        let edits = [edit("a < b", "a <= b"), edit("<= b", "> b")];
        assert_eq!(edited("if a < b {}", &edits), Ok("if a > b {}".into()));
        assert_eq!(edited("a < b; a < b", &edits), Err("a < b"));
        assert_eq!(edited("a <= b", &edits), Err("a < b"));
    }
}
