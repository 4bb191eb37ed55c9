//! What hostile or unlucky people hand in, type and run: one message, the right exit code,
//! bounded time and memory, and nobody else's work lost.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::bench::{Bench, root};

const EXERCISE: &str = "mooc2-2-1-any-tool";

const HANDIN: &str = "format = 1\nexercise = \"mooc2-2-1-any-tool\"\nversion = 1\n\
                      variant = \"practice-1\"\n";

fn zip(names: impl IntoIterator<Item = String>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in names {
        writer.start_file(name, options).unwrap();
        writer.write_all(HANDIN.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The codes of the grades' faults by submission.
fn codes(out: &str) -> Vec<(String, String)> {
    out.lines()
        .map(|line| {
            let grade: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |value: &serde_json::Value| value.as_str().unwrap_or("").into();
            (text(&grade["submission"]), text(&grade["error"]["code"]))
        })
        .collect()
}

fn grade(bench: &Bench, paths: &[&str], more: &[&str]) -> crate::bench::Ended {
    let mut arguments = vec!["grade", EXERCISE, "--format", "json"];
    arguments.extend(paths);
    arguments.extend(more);
    bench.run(arguments)
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_stops_nobody() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    bench.write("in/good/handin.toml", HANDIN);
    let name = std::ffi::OsStr::from_bytes(b"in/bad\xff\xfe");
    let folder = bench.path("").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("handin.toml"), HANDIN).unwrap();
    let ended = grade(&bench, &["in"], &[]).expect(0);
    let names: Vec<_> = codes(&ended.out).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["bad\u{fffd}\u{fffd}", "good"]);
}

#[test]
fn a_zip_of_many_folders_is_read_once() {
    let bench = Bench::new();
    bench.write("all.zip", zip((0..5000).map(|n| format!("f{n}/handin.toml"))));
    let started = Instant::now();
    let ended = grade(&bench, &["all.zip"], &[]).expect(0);
    assert_eq!(ended.out.lines().count(), 5000);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn a_learners_zip_is_not_a_class() {
    let bench = Bench::new();
    bench.write("in/eve.zip", zip((0..21).map(|n| format!("f{n}/handin.toml"))));
    bench.write("in/ann/handin.toml", HANDIN);
    let ended = grade(&bench, &["in"], &[]).expect(0);
    let found = codes(&ended.out);
    assert_eq!(found[1], ("eve.zip".into(), "too_many_entries".into()));
    assert_eq!(found.len(), 2);
}

/// A directory of 500,000 entries that share one file: 23 MB on the disk, and before it
/// was bounded a hundred in memory.
#[test]
fn a_directory_of_half_a_million_entries_is_not_read() {
    let mut directory = Vec::new();
    let count: u64 = 500_000;
    for number in 0..count {
        directory.extend(b"PK\x01\x02");
        directory.extend([0; 24]);
        directory.extend(8_u16.to_le_bytes());
        directory.extend([0; 16]);
        directory.extend(format!("{number:08}").bytes());
    }
    let length = directory.len() as u64;
    let mut bytes = directory;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for value in [count, count, length, 0] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07");
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend([0xff; 12]);
    bytes.extend([0; 2]);
    let bench = Bench::new();
    bench.write("bomb.zip", bytes);
    let json = grade(&bench, &["bomb.zip"], &[]).expect(1).json();
    assert_eq!(json["error"]["code"], "too_many_entries", "{json}");
    // Who could count them has read them all.
    let message = json["error"]["message"].as_str().unwrap();
    assert!(message.ends_with("found more"), "{message}");
}

#[test]
fn a_name_twice_in_a_zip_is_refused() {
    let bench = Bench::new();
    let names = ["a/handin.toml", "b/handin.toml"].map(String::from);
    let mut bytes = zip(names);
    for at in 0..bytes.len() - 1 {
        if bytes[at..].starts_with(b"b/handin") {
            bytes[at] = b'a';
        }
    }
    bench.write("twice.zip", bytes);
    let json = grade(&bench, &["twice.zip"], &[]).expect(1).json();
    assert_eq!(json["error"]["code"], "duplicate_file", "{json}");
}

#[test]
fn a_long_name_of_long_letters_gets_its_feedback() {
    let bench = Bench::new();
    let folders = ["\u{20000}", "\u{20001}"].map(|c| c.repeat(60));
    let names = folders.map(|folder| format!("{folder}/{folder}/handin.toml"));
    bench.write("long.zip", zip(names));
    grade(&bench, &["long.zip"], &["--out", "out"]).expect(0);
    let feedback = std::fs::read_dir(bench.path("out/feedback")).unwrap();
    assert_eq!(feedback.count(), 2);
}

#[test]
fn any_number_of_jobs_is_taken_or_refused() {
    let bench = Bench::new();
    bench.write("in/a/handin.toml", HANDIN);
    bench.write("in/b/handin.toml", HANDIN);
    for jobs in ["18446744073709551615", "1000000000000"] {
        grade(&bench, &["in"], &["--jobs", jobs]).expect(0);
    }
    for jobs in ["0", "-1", "x", "18446744073709551616"] {
        grade(&bench, &["in"], &["--jobs", jobs]).expect(2);
    }
}

#[test]
fn a_pseudonym_key_alone_grades_nothing_in_silence() {
    let bench = Bench::new();
    bench.run(["key", "new", "p.key"]).expect(0);
    bench.write("in/handin.toml", HANDIN);
    grade(&bench, &["in"], &["--pseudonym-key", "p.key"]).expect(2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_no_text_is_no_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let arguments = [b"init".as_slice(), b"lab\xff", b"--format", b"json"];
    bench.run(arguments.map(OsStr::from_bytes)).expect(0);
}

#[test]
fn a_report_that_cannot_be_written_leaves_one_document() {
    let bench = Bench::new();
    bench.write("a.csv", "y,p\n1,0.5\n0,0.2\n");
    bench.write("a.html", "mine");
    let asked = ["evaluate", "a.csv", "--outcome", "y", "--risk", "p"];
    let more = ["--format", "json", "--html", "a.html"];
    let ended = bench.run(asked.into_iter().chain(more)).expect(2);
    assert_eq!(ended.json()["error"]["code"], "exists");
    assert_eq!(bench.read("a.html"), "mine");
}

#[test]
fn no_draws_verify_nothing() {
    let bench = Bench::new();
    let root = root();
    let course = ["--course", root.to_str().unwrap()];
    bench.run(["verify", "--seeds", "0"].into_iter().chain(course)).expect(2);
}

/// A class in which one learner tries several answers at once.
#[test]
fn the_best_of_several_tries_is_not_for_sale() {
    let bench = Bench::new();
    let root = root();
    let course = root.to_str().unwrap();
    bench.run(["key", "new", "c.key"]).expect(0);
    bench.run(["key", "new", "p.key"]).expect(0);
    bench.write("roster.csv", "ann\nbob\n");
    let issue = ["issue", EXERCISE, "--key", "c.key", "--roster", "roster.csv"];
    bench.run(issue.into_iter().chain(["--out", "packs", "--course", course])).expect(0);
    for (learner, place) in
        [("ann", "ann/work"), ("bob", "bob/try1"), ("bob", "bob/try2")]
    {
        let handin = bench.read(&format!("packs/{learner}/handin.toml"));
        let table = bench.read(&format!("packs/{learner}/predictions.csv"));
        bench.write(&format!("in/{place}/handin.toml"), handin);
        let table = table.replace(",\n", ",0.3\n");
        bench.write(&format!("in/{place}/predictions.csv"), table);
    }
    // Work on another exercise beside it takes nothing from anybody.
    let other = HANDIN.replace(EXERCISE, "mooc5-3-3-is-it-accurate");
    bench.write("in/ann/other/handin.toml", other);
    let keys = ["--key", "c.key", "--pseudonym-key", "p.key", "--course", course];
    let rostered: Vec<&str> =
        keys.into_iter().chain(["--roster", "roster.csv"]).collect();
    let ended = grade(&bench, &["in"], &rostered).expect(0);
    let expected = [
        ("ann/other", "another_exercise"),
        ("ann/work", ""),
        ("bob/try1", "several_submissions"),
        ("bob/try2", "several_submissions"),
    ];
    assert_eq!(codes(&ended.out), expected.map(|(a, b)| (a.into(), b.into())));
    // Without a roster nobody is known, but it is said.
    let ended = grade(&bench, &["in"], &keys).expect(0);
    assert!(ended.err.contains("same pack"), "{}", ended.err);

    // A stranger who hands in under a learner's name takes nothing from the learner.
    let stranger = zip(["ann/handin.toml", "x/handin.toml"].map(String::from));
    bench.write("in/Mallory_77_assignsubmission_file.zip", stranger);
    let ended = grade(&bench, &["in"], &rostered).expect(0);
    let codes = codes(&ended.out);
    assert!(codes.contains(&("ann/work".into(), String::new())), "{codes:?}");
}

/// Whoever can write where results go must not lead them elsewhere, or make the grader wait.
#[cfg(unix)]
#[test]
fn results_are_written_into_nothing_that_lies_there() {
    let bench = Bench::new();
    bench.write("in/ann/handin.toml", HANDIN);
    bench.write("precious", "kept");
    std::fs::create_dir_all(bench.path("out")).unwrap();
    std::os::unix::fs::symlink(bench.path("precious"), bench.path("out/grades.jsonl"))
        .unwrap();
    let out = ["--out", "out", "--force"];
    let refused = grade(&bench, &["in"], &out).expect(2).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("plain file"));
    assert_eq!(bench.read("precious"), "kept");
    std::fs::remove_file(bench.path("out/grades.jsonl")).unwrap();
    grade(&bench, &["in"], &out).expect(1);
    grade(&bench, &["in"], &out).expect(1);
    // Among submissions the next run would take them for one.
    let refused = grade(&bench, &["in"], &["--out", "in/out"]).expect(2).json();
    assert_eq!(refused["error"]["code"], "out_among_submissions");
    assert!(!bench.path("in/out").exists());
}

/// A zip of Windows, a lab as a whole, and hidden folders.
#[test]
fn zips_of_every_maker_hold_the_same_work() {
    let bench = Bench::new();
    bench.write("in/win.zip", zip([r"work\handin.toml".to_string()]));
    let of_lab = (0..25).map(|n| format!("lab/library/l{n}/src/lib.rs"));
    bench.write("in/lab.zip", zip(of_lab.chain(["lab/a/handin.toml".to_string()])));
    bench.write(
        "in/hidden.zip",
        zip([".idea/handin.toml", "work/handin.toml"].map(String::from)),
    );
    let ended = grade(&bench, &["in"], &[]).expect(0);
    let found = codes(&ended.out);
    // Each has its paper, and lacks nothing but the predictions.
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(_, code)| code == "missing_file"), "{found:?}");
}

/// A folder that cannot be looked into is told as that, not as one that lacks a file.
#[test]
fn a_crowded_folder_of_sources_is_told_as_that() {
    let bench = Bench::new();
    bench.write("in/ann/handin.toml", HANDIN);
    let src = bench.path("in/ann/src");
    std::fs::create_dir_all(&src).unwrap();
    for number in 0..=100_000 {
        std::fs::File::create(src.join(number.to_string())).unwrap();
    }
    let json = grade(&bench, &["in/ann"], &[]).expect(1).json();
    assert_eq!(json["error"]["code"], "unreadable", "{json}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_who_leaves_loses_no_results() {
    use std::process::{Command, Stdio};
    let bench = Bench::new();
    for number in 0..50 {
        bench.write(&format!("in/{number}/handin.toml"), HANDIN);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_medlab"))
        .args(["grade", EXERCISE, "in", "--out", "out", "--format", "json"])
        .current_dir(bench.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(bench.read("out/grades.jsonl").lines().count(), 50);
    assert!(bench.path("out/class.html").is_file());
}

#[test]
fn practice_gives_no_answer_away_to_who_says_grade() {
    let bench = Bench::new();
    bench.run(["init", "lab"]).expect(0);
    let id = "mooc5-3-3-is-it-accurate";
    let lab = format!("lab/{id}");
    let json = bench.run(["grade", id, &lab, "--format", "json"]).expect(1).json();
    let criteria = json["criteria"].as_array().unwrap();
    assert!(!criteria.is_empty());
    for criterion in criteria {
        assert!(criterion["found"]["reference"].is_null(), "{criterion}");
    }
}

#[test]
fn forced_results_are_of_this_run_alone() {
    let bench = Bench::new();
    for learner in ["ann", "bob"] {
        bench.write(&format!("in/{learner}/handin.toml"), HANDIN);
    }
    grade(&bench, &["in"], &["--out", "out"]).expect(0);
    let feedback = |name: &str| bench.path(&format!("out/feedback/{name}.html"));
    assert!(feedback("ann").is_file() && feedback("bob").is_file());
    // What somebody else put there is not medlab's to take away.
    bench.write("out/feedback/notes.html", "mine");
    bench.write("out/moodle.csv", "mine");
    std::fs::remove_dir_all(bench.path("in/bob")).unwrap();
    grade(&bench, &["in"], &["--out", "out"]).expect(2);
    assert!(feedback("bob").is_file(), "without --force nothing is touched");
    grade(&bench, &["in"], &["--out", "out", "--force"]).expect(1);
    assert!(feedback("ann").is_file());
    assert!(!feedback("bob").exists());
    assert_eq!(bench.read("out/feedback/notes.html"), "mine");
    assert_eq!(bench.read("out/moodle.csv"), "mine");
}
