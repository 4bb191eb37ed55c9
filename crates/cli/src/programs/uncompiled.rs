//! Why a submission does not compile: every reason is the learner's to mend.

use medlab_cohort::problems;

problems! {
    /// Why a submission does not compile.
    pub(crate) enum Uncompiled {
        /// The compiler refused it; the detail is the compiler's first error.
        Refused { detail: String } = "does_not_compile",
        /// It asks for a file beside it, which nobody hands in.
        Elsewhere { detail: String } = "does_not_compile" "elsewhere",
        /// It is not safe Rust, which may be a macro's doing.
        Unsafe { detail: String } = "does_not_compile" "unsafe",
        /// It compiles, and what the judge calls is not there or of another type.
        Mismatch { detail: String } = "does_not_compile" "mismatch",
        /// Compiling it took too long.
        OutOfTime = "does_not_compile" "time",
        /// Compiling it took too much memory.
        OutOfMemory = "does_not_compile" "memory",
        /// It is too large, or becomes too large.
        TooLarge = "does_not_compile" "large",
        /// The engine does not take it: too much of something, or what not every machine can do.
        NotTaken = "does_not_compile" "engine",
        /// The compiler fell over it.
        Crashed = "does_not_compile" "crashed",
    }
}

/// Why the compiler refused it, and the line that this is about.
pub(super) fn refused(diagnostics: &str) -> (Uncompiled, Option<u64>) {
    let (detail, line) = first(diagnostics);
    // As the compiler says it of `mod helper;`, `include!` and their like.
    let elsewhere = ["error[E0583]", "error: couldn't read"];
    let why = match &detail {
        said if elsewhere.iter().any(|start| said.starts_with(start)) => {
            Uncompiled::Elsewhere { detail }
        }
        said if said.starts_with("error: ") && said.contains("`unsafe`")
            // A macro may bring its own leave to be unsafe, which it does not get.
            || said.contains("unsafe_code") =>
        {
            Uncompiled::Unsafe { detail }
        }
        _ => Uncompiled::Refused { detail },
    };
    (why, line)
}

/// The first error of a compiler's messages with what the compiler says of the place, how many
/// more there are, and the line of the learner's file that the first is about.
pub(super) fn first(diagnostics: &str) -> (String, Option<u64>) {
    let mut lines = diagnostics.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_error = |line: &&str| line.starts_with("error");
    let errors = lines.clone().filter(is_error).count();
    let error = lines.clone().find(is_error).or_else(|| lines.next()).unwrap_or_default();
    let rest = lines.skip_while(|line| *line != error).skip(1);
    let about: Vec<&str> = rest.take_while(|line| !is_error(line)).collect();
    let mut told = error.to_string();
    // What stands behind the marks below a line of source, and the first advice.
    let label = about.iter().find_map(|line| label(line));
    let advice = about.iter().find_map(|line| line.strip_prefix("help: "));
    for part in label.into_iter().chain(advice) {
        told = format!("{told}; {}", part.trim_end_matches(':'));
    }
    if errors > 1 {
        told = format!("{told} (errors: {errors})");
    }
    let at = diagnostics.split("src/lib.rs:").nth(1).unwrap_or_default();
    let line = at.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    (told, line.parse().ok())
}

/// The words behind `^^^` in a line such as `|  ^^^ expected bool`.
fn label(line: &str) -> Option<&str> {
    let marked = line.trim_start_matches(['|', ' ', '_']);
    let words = marked.strip_prefix('^')?.trim_start_matches(['^', '-', ' ']);
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_told_with_its_line() {
        let said = "warning: unused\n --> src/lib.rs:3:1\n";
        assert_eq!(first(said).1, Some(3));
        let said = "error[E0308]: mismatched types\n --> src/lib.rs:12:5\n  |\n";
        assert_eq!(first(said), ("error[E0308]: mismatched types".into(), Some(12)));
        assert_eq!(first(""), (String::new(), None));
        let said = "error[E0308]: mismatched types\n  --> src/lib.rs:125:8\n   |\n125 |     if x {\n   |        \
                    ^ expected `bool`, found `Option<bool>`\n   |\nhelp: use `?`:\n   |\n\
                    error: expected `;`\n --> src/lib.rs:130:1\n   |\n   | ^^^ another\n";
        let told = "error[E0308]: mismatched types; expected `bool`, found `Option<bool>`; use `?` \
                    (errors: 2)";
        assert_eq!(first(said), (told.into(), Some(125)));
    }

    #[test]
    fn a_file_beside_it_and_what_is_not_safe_are_told_apart() {
        for said in [
            "error[E0583]: file not found for module `helper`\n --> src/lib.rs:3:1\n",
            "error: couldn't read `src/table.csv`: No such file\n --> src/lib.rs:3:1\n",
        ] {
            let (why, line) = refused(said);
            assert!(matches!(why, Uncompiled::Elsewhere { .. }), "{said}");
            assert_eq!(line, Some(3));
        }
        let said = "error: usage of an `unsafe` block\n --> src/lib.rs:4:18\n";
        assert!(matches!(refused(said).0, Uncompiled::Unsafe { .. }));
        let said = "error[E0453]: allow(unsafe_code) incompatible with previous forbid\n";
        assert!(matches!(refused(said).0, Uncompiled::Unsafe { .. }));
        let said = "error[E0308]: mismatched types\n";
        assert!(matches!(refused(said).0, Uncompiled::Refused { .. }));
    }
}
