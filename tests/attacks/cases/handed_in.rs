//! What is handed in: files beside the code, names, links, pipes, archives and broken bytes.

use std::path::Path;

use crate::case::{
    Case,
    Expected::{Passed, Points, Refused},
    UNCOMPILED, Work,
};
use crate::sources::{HONEST, doing};

/// What a build script, a configuration or a harness of one's own would do: forge, or be run.
fn beside_wrong_work() -> Vec<Case> {
    let files: [(&str, &'static [u32], &'static str, &str); 9] = [
        (
            "build-script",
            &[15, 17],
            "build.rs",
            "fn main() { std::fs::write(\"/tmp/medlab-attack\", \"x\").unwrap(); }",
        ),
        (
            "manifest",
            &[15, 17, 27],
            "Cargo.toml",
            "[package]\nname = \"submission\"\nbuild = \"build.rs\"\n[lib]\nproc-macro = true",
        ),
        (
            "cargo-configuration",
            &[15, 17, 27],
            ".cargo/config.toml",
            "[build]\nrustc-wrapper = \"/bin/true\"",
        ),
        (
            "toolchain-file",
            &[15, 17],
            "rust-toolchain.toml",
            "[toolchain]\npath = \"/tmp\"",
        ),
        ("own-harness", &[17, 33], "harness.rs", "fn main() {}"),
        ("own-exercise", &[24, 33], "exercise.toml", "pass = 0"),
        ("own-grade", &[16, 25, 48], "grades.jsonl", "{\"passed\":true,\"points\":18}"),
        ("own-workflow", &[24], ".github/workflows/classroom.yml", "points: 100"),
        ("own-timestamp", &[51], "timestamp.txt", "1970-01-01 00:00:00 UTC"),
    ];
    files
        .into_iter()
        .map(|(name, classes, file, text)| {
            let wrong = ("src/lib.rs", doing("").into_bytes());
            Case::files(name, classes, vec![wrong, (file, text.into())], Points(0))
        })
        .collect()
}

/// Names that somebody reads in a terminal, a page, a spreadsheet or a log.
fn names() -> Vec<Case> {
    let mut names =
        vec!["with space", "-rf", "--jobs=0", "$(touch owned)", "`id`;id", "%s%n{}"];
    if cfg!(unix) {
        names.extend([
            "<script>alert('owned')<",
            "\u{1b}[2J\u{1b}[32mPASSED",
            "\u{202e}dessap",
            "x\n::notice title=x::100",
            "=HYPERLINK(\"http:\")",
            "\u{9b}31m\r\u{7}left",
        ]);
    }
    names
        .into_iter()
        .map(|name| Case { classes: &[14, 46, 49, 52], ..Case::honest(name) })
        .collect()
}

#[cfg(unix)]
fn links() -> Vec<Case> {
    use std::os::unix::fs::symlink;
    fn source(folder: &Path) -> std::path::PathBuf {
        std::fs::create_dir_all(folder.join("src")).unwrap();
        folder.join("src/lib.rs")
    }
    fn pipe(path: &Path) {
        let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    }
    let made: [Made; 7] = [
        (
            "link-to-a-host-file",
            |f| symlink("/etc/passwd", source(f)).unwrap(),
            &["not_a_file"],
        ),
        (
            "link-to-a-neighbour",
            |f| symlink("../../honest/src/lib.rs", source(f)).unwrap(),
            &["not_a_file"],
        ),
        (
            "link-to-a-device",
            |f| symlink("/dev/zero", source(f)).unwrap(),
            &["not_a_file"],
        ),
        ("a-pipe", |f| pipe(&source(f)), &["not_a_file"]),
        ("a-folder", |f| std::fs::create_dir_all(source(f)).unwrap(), &["not_a_file"]),
        (
            "linked-folder",
            |f| symlink("../honest/src", f.join("src")).unwrap(),
            &["missing_file", "not_a_file"],
        ),
        (
            "linked-to-itself",
            |f| symlink("src", f.join("src")).unwrap(),
            &["missing_file", "not_a_file"],
        ),
    ];
    made.into_iter()
        .map(|(name, make, codes)| Case {
            name: name.into(),
            classes: &[12],
            work: Work::Made(make),
            expected: Refused(codes),
        })
        .collect()
}

/// A name, what makes the folder's content, and the codes with which it may be refused.
#[cfg(unix)]
type Made = (&'static str, fn(&Path), &'static [&'static str]);

#[cfg(not(unix))]
fn links() -> Vec<Case> {
    Vec::new()
}

/// Each file is small enough, and all together are more than one submission may be.
fn needs() -> Vec<(&'static str, Vec<u8>)> {
    let names = [
        "needs/a/answers.toml",
        "needs/b/answers.toml",
        "needs/c/answers.toml",
        "needs/d/answers.toml",
        "needs/e/answers.toml",
        "needs/f/answers.toml",
        "needs/g/answers.toml",
        "needs/h/answers.toml",
        "needs/i/answers.toml",
    ];
    // Packed, it is as small as a text and no smaller.
    let byte = |n: usize| if n % 64 < 2 { (n / 64 * n / 7) as u8 } else { b' ' };
    let bytes: Vec<u8> = (0..8 << 20).map(byte).collect();
    let needs = names.into_iter().map(|name| (name, bytes.clone()));
    std::iter::once(("src/lib.rs", HONEST.into())).chain(needs).collect()
}

fn broken() -> Vec<Case> {
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(HONEST.bytes());
    let mut cases = vec![
        Case::code("nine-megabytes", &[45], vec![b' '; 9 << 20], Refused(&["too_large"])),
        Case::code(
            "two-megabytes",
            &[45],
            format!("{HONEST}{}", " ".repeat(2 << 20)),
            UNCOMPILED,
        ),
        Case::code("not-text", &[46], b"pub fn c_index\xff\xfe".to_vec(), UNCOMPILED),
        Case::code("empty-bytes", &[46], vec![0; 1000], UNCOMPILED),
        Case::code("empty-file", &[46], "", UNCOMPILED),
        Case::code("byte-order-mark", &[46, 58], marked, Passed),
        Case::code("other-line-ends", &[46, 58], HONEST.replace('\n', "\r\n"), Passed),
        Case::files(
            "no-code",
            &[28, 46],
            vec![("notes.txt", b"later".to_vec())],
            Refused(&["missing_file"]),
        ),
        Case::files("wrong-case", &[46, 58], vec![("SRC/Lib.rs", HONEST.into())], Passed),
    ];
    cases.push(Case::files("many-needs", &[45], needs(), Refused(&["too_large"])));
    if cfg!(target_os = "linux") {
        let twice = vec![("src/lib.rs", doing("").into()), ("src/LIB.rs", HONEST.into())];
        cases.push(Case::files(
            "two-in-case",
            &[46],
            twice,
            Refused(&["duplicate_file"]),
        ));
    }
    cases
}

fn zips() -> Vec<Case> {
    let zip = |name: &str, entries, expected| Case {
        name: name.into(),
        classes: &[14, 45],
        work: Work::Zip(entries),
        expected,
    };
    let wrong = || doing("").into_bytes();
    vec![
        zip("honest.zip", vec![("src/lib.rs", HONEST.into())], Passed),
        zip(
            "twice.zip",
            vec![("src/lib.rs", wrong()), ("src/lib.rs", HONEST.into())],
            Refused(&["duplicate_file"]),
        ),
        zip(
            "slips.zip",
            vec![("../honest/src/lib.rs", wrong())],
            Refused(&["path_leaves_zip"]),
        ),
        zip(
            "absolute.zip",
            vec![("/tmp/medlab-attack", wrong())],
            Refused(&["path_leaves_zip"]),
        ),
        zip(
            "slips-inside.zip",
            vec![("src/lib.rs", HONEST.into()), ("src/../../honest/src/lib.rs", wrong())],
            Refused(&["path_leaves_zip"]),
        ),
        zip("many-needs.zip", needs(), Refused(&["too_large"])),
        zip(
            "bomb.zip",
            vec![("src/lib.rs", vec![b' '; 100 << 20])],
            Refused(&["too_large"]),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = beside_wrong_work();
    cases.extend(names());
    cases.extend(links());
    cases.extend(broken());
    cases.extend(zips());
    // A grade asked for on another exercise's paper.
    let other = "format = 1\nexercise = \"mooc2-2-1-any-tool\"\nversion = 1\nvariant = \"practice-1\"\n";
    cases.push(Case::files(
        "another-paper",
        &[46],
        vec![("handin.toml", other.into()), ("src/lib.rs", HONEST.into())],
        Refused(&["another_exercise"]),
    ));
    cases
}
