//! A class of fifty: issued, handed in well, badly, broken and hostile, graded, reported,
//! every mark as expected.

use std::io::Write;
use std::path::Path;

use medlab_exercise::make::Making;
use medlab_exercise::{Assignment, Course, CourseKey, Exercise, Files, VariantId, hex};
use serde_json::Value;

use crate::bench::{Bench, Ended, root};

const EXERCISE: &str = "mooc2-2-1-any-tool";

/// What a submission must earn.
#[derive(Clone, Copy, Debug)]
enum Expected {
    Full,
    NotPassed,
    NotGradable(&'static str),
}

fn course() -> Course {
    let mut files = Files::new();
    gather(&root(), Path::new("course.toml"), &mut files);
    gather(&root(), Path::new("datasets"), &mut files);
    gather(&root(), Path::new("exercises"), &mut files);
    Course::read(&files).unwrap()
}

fn gather(root: &Path, below: &Path, files: &mut Files) {
    let path = root.join(below);
    if path.is_file() {
        let name = below.to_string_lossy().replace('\\', "/");
        files.insert(name, std::fs::read(path).unwrap());
        return;
    }
    for entry in std::fs::read_dir(path).unwrap() {
        gather(root, &below.join(entry.unwrap().file_name()), files);
    }
}

/// A class with issued packs, in which submissions can be made.
struct Class {
    bench: Bench,
    course: Course,
    key: CourseKey,
}

impl Class {
    fn new(learners: &[String]) -> Self {
        let bench = Bench::new();
        bench.run(["key", "new", "course.key"]).expect(0);
        bench.run(["key", "new", "pseudonyms.key"]).expect(0);
        // The same patients at every run: on a pack of hundreds, a flawed model that knows the
        // outcome has no fit.
        bench.write("course.key", format!("medlab-key-1 {}\n", "07".repeat(32)));
        bench.write("roster.csv", format!("id\n{}\n", learners.join("\n")));
        let root = root();
        let issue = ["issue", EXERCISE, "--key", "course.key", "--roster", "roster.csv"];
        let more = ["--out", "packs", "--course", root.to_str().unwrap()];
        bench.run(issue.into_iter().chain(more)).expect(0);
        let text = bench.read("course.key");
        let digits = text.trim().strip_prefix("medlab-key-1 ").unwrap();
        let key = CourseKey::new(hex::decode_32(digits).unwrap());
        Self { bench, course: course(), key }
    }

    fn exercise(&self) -> &Exercise {
        self.course.exercise(EXERCISE).unwrap()
    }

    fn assignment(&self, learner: &str) -> Assignment {
        let exercise = self.exercise();
        let variant = VariantId::Pack(self.key.pack(EXERCISE, learner));
        let dataset = self.course.dataset(exercise).unwrap();
        Assignment::of(exercise, dataset, variant, Some(&self.key)).unwrap()
    }

    fn predictions(&self, learner: &str, making: &Making) -> Vec<u8> {
        let drawn = self.assignment(learner);
        let dataset = self.course.dataset(self.exercise()).unwrap();
        let files = making.make(&self.exercise().file, dataset, &drawn, &drawn).unwrap();
        files["predictions.csv"].clone()
    }

    fn good(&self, learner: &str) -> Vec<u8> {
        self.predictions(learner, self.exercise().solution.as_ref().unwrap())
    }

    fn handin(&self, learner: &str) -> String {
        self.bench.read(&format!("packs/{learner}/handin.toml"))
    }

    fn hand_in(&self, learner: &str, predictions: &[u8]) {
        let folder = format!("in/{learner}");
        self.bench.write(&format!("{folder}/predictions.csv"), predictions);
        self.bench.write(&format!("{folder}/handin.toml"), self.handin(learner));
    }

    fn grade(&self, paths: &[&str], more: &[&str]) -> Ended {
        let root = root();
        let mut arguments = vec!["grade", EXERCISE];
        arguments.extend(paths);
        arguments.extend(["--key", "course.key", "--pseudonym-key", "pseudonyms.key"]);
        arguments.extend(["--roster", "roster.csv", "--course", root.to_str().unwrap()]);
        arguments.extend(more);
        self.bench.run(arguments)
    }
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_class_of_fifty_gets_every_mark_as_expected() {
    let learners: Vec<String> = (1..=50).map(|n| format!("learner-{n:02}")).collect();
    let class = Class::new(&learners);
    let mut expected = Vec::new();
    let mut next = learners.iter().map(String::as_str);
    let mut expect = |learner: &str, what| expected.push((learner.to_string(), what));

    // Twenty good ones, ten of them in zips.
    for number in 0..20 {
        let learner = next.next().unwrap();
        let good = class.good(learner);
        if number % 2 == 0 {
            class.hand_in(learner, &good);
        } else {
            let handin = class.handin(learner);
            let entries =
                [("predictions.csv", &good[..]), ("handin.toml", handin.as_bytes())];
            class.bench.write(&format!("in/{learner}.zip"), zip(&entries));
        }
        expect(learner, Expected::Full);
    }

    // Twelve flawed ones.
    let flawed = &class.exercise().flawed;
    let graded = ["classes-for-risks", "constant", "leaky-column", "ranks-for-risks"];
    for name in graded.into_iter().cycle().take(12) {
        let learner = next.next().unwrap();
        class.hand_in(learner, &class.predictions(learner, &flawed[name].making));
        expect(learner, Expected::NotPassed);
    }

    // Broken ones.
    let good_text = |learner: &str| String::from_utf8(class.good(learner)).unwrap();
    let lines = |text: &str| text.lines().map(str::to_string).collect::<Vec<_>>();
    type Break = (&'static str, fn(&mut Vec<String>));
    let breaks: [Break; 9] = [
        ("duplicate_id", |lines| lines.push(lines[1].clone())),
        ("missing_id", |lines| {
            lines.pop();
        }),
        ("empty_cell", |lines| {
            let id = lines[3].split(',').next().unwrap().to_string();
            lines[3] = format!("{id},");
        }),
        ("not_finite", |lines| {
            let id = lines[3].split(',').next().unwrap().to_string();
            lines[3] = format!("{id},NaN");
        }),
        ("risk_range", |lines| {
            let id = lines[3].split(',').next().unwrap().to_string();
            lines[3] = format!("{id},1.5");
        }),
        ("unknown_id", |lines| lines[2] = "P999999,0.1".into()),
        ("missing_column", |lines| lines[0] = lines[0].replace("risk", "rsk")),
        ("no_rows", |lines| lines.truncate(1)),
        ("wrong_delimiter", |lines| {
            for line in lines {
                *line = line.replace(',', ";");
            }
        }),
    ];
    for (code, change) in breaks {
        let learner = next.next().unwrap();
        let mut lines = lines(&good_text(learner));
        change(&mut lines);
        class.hand_in(learner, (lines.join("\n") + "\n").as_bytes());
        expect(learner, Expected::NotGradable(code));
    }

    // Another's pack, practice work, another exercise's work, nothing.
    let (thief, owner) = (next.next().unwrap(), &learners[0]);
    class.bench.write(&format!("in/{thief}/predictions.csv"), class.good(owner));
    class.bench.write(&format!("in/{thief}/handin.toml"), class.handin(owner));
    expect(thief, Expected::NotGradable("another_pack"));
    let handins = [
        (
            "practice_variant",
            "format = 1\nexercise = \"mooc2-2-1-any-tool\"\nversion = 1\nvariant = \"practice-3\"\n",
        ),
        (
            "another_exercise",
            "format = 1\nexercise = \"x\"\nversion = 1\nvariant = \"practice-3\"\n",
        ),
    ];
    for (code, handin) in handins {
        let learner = next.next().unwrap();
        class.hand_in(learner, &class.good(learner));
        class.bench.write(&format!("in/{learner}/handin.toml"), handin);
        expect(learner, Expected::NotGradable(code));
    }
    let learner = next.next().unwrap();
    class.bench.write(&format!("in/{learner}/notes.txt"), "I did not do it");
    expect(learner, Expected::NotGradable("missing_file"));

    // Hostile ones.
    let learner = next.next().unwrap();
    let bomb = vec![b'0'; 64 << 20];
    let handin = class.handin(learner);
    let entries = [("predictions.csv", &bomb[..]), ("handin.toml", handin.as_bytes())];
    class.bench.write(&format!("in/{learner}.zip"), zip(&entries));
    expect(learner, Expected::NotGradable("too_large"));
    let learner = next.next().unwrap();
    let entries = [("../../escaped.txt", &b"x"[..]), ("predictions.csv", b"x")];
    class.bench.write(&format!("in/{learner}.zip"), zip(&entries));
    expect(learner, Expected::NotGradable("path_leaves_zip"));
    let learner = next.next().unwrap();
    class.bench.write(&format!("in/{learner}.zip"), b"PK\x03\x04 not really");
    expect(learner, Expected::NotGradable("damaged_zip"));
    let learner = next.next().unwrap();
    class.hand_in(learner, b"");
    hostile_links(&class.bench.path(&format!("in/{learner}/predictions.csv")));
    expect(learner, Expected::NotGradable("not_a_file"));
    let learner = next.next().unwrap();
    class.hand_in(learner, b"");
    let big = class.bench.path(&format!("in/{learner}/predictions.csv"));
    std::fs::OpenOptions::new().write(true).open(big).unwrap().set_len(1 << 30).unwrap();
    expect(learner, Expected::NotGradable("too_large"));
    assert_eq!(next.next(), None);

    let ended = class.grade(&["in"], &["--out", "out", "--format", "json"]).expect(0);
    let grades: Vec<Value> =
        ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(grades.len(), 50);
    for (learner, expected) in &expected {
        let name = |grade: &&Value| {
            let name = grade["submission"].as_str().unwrap();
            name == learner || name == format!("{learner}.zip")
        };
        let grade = grades.iter().find(name).unwrap_or_else(|| panic!("{learner}"));
        assert_eq!(grade["mode"], "graded", "{learner}");
        assert!(grade["learner"].is_string(), "{learner}");
        match expected {
            Expected::Full => {
                assert_eq!(grade["points"], grade["max_points"], "{grade}");
                assert_eq!(grade["passed"], true);
            }
            Expected::NotPassed => {
                assert_eq!(grade["status"], "graded", "{grade}");
                assert_eq!(grade["passed"], false, "{grade}");
            }
            Expected::NotGradable(code) => {
                assert_eq!(grade["status"], "not_gradable", "{grade}");
                assert!(grade.to_string().contains(code), "{learner} {code}: {grade}");
            }
        }
    }
    assert!(!class.bench.path("escaped.txt").exists());
    assert_eq!(class.bench.read("out/grades.jsonl"), ended.out);
    assert!(class.bench.read("out/class.html").contains("learner-01"));
    assert!(class.bench.read("out/junit.xml").contains("<testsuites"));

    // What learners get tells nothing hidden, and no ID leaves in a grade.
    let feedback = class.bench.read("out/feedback/learner-21.html");
    assert!(!feedback.to_lowercase().contains("reference:"), "{feedback}");
    for grade in &grades {
        assert!(!grade["learner"].as_str().unwrap().contains("learner"));
    }

    // The same bytes at any number of jobs.
    let one = class.grade(&["in"], &["--format", "json", "--jobs", "1"]).expect(0);
    assert_eq!(one.out, ended.out);
    class.grade(&["in"], &["--fail-under", "50"]).expect(1);
}

/// A link out of the tree in place of a file, or a folder where there are no links.
#[cfg(unix)]
fn hostile_links(path: &Path) {
    std::fs::remove_file(path).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", path).unwrap();
}

#[cfg(not(unix))]
fn hostile_links(path: &Path) {
    std::fs::remove_file(path).unwrap();
    std::fs::create_dir(path).unwrap();
}

#[test]
fn one_submission_tells_by_its_exit_code() {
    let bench = Bench::new();
    bench.run(["tour", "--out", "tour"]).expect(0);
    let root = root();
    let grade = |path: &str| {
        let arguments = ["grade", EXERCISE, path, "--course", root.to_str().unwrap()];
        bench.run(arguments.into_iter().chain(["--format", "json"]))
    };
    assert_eq!(grade("tour/good").expect(0).json()["passed"], true);
    assert_eq!(grade("tour/flawed").expect(1).json()["passed"], false);
    bench.write("tour/good/predictions.csv", "patient,risk\n");
    assert_eq!(grade("tour/good").expect(1).json()["status"], "not_gradable");
    grade("nowhere").expect(2);
}

#[test]
fn a_class_graded_without_its_key_is_told_so() {
    let class = Class::new(&["ann".into(), "bob".into()]);
    let root = root();
    for learner in ["ann", "bob"] {
        class.hand_in(learner, &class.good(learner));
    }
    let grade = ["grade", EXERCISE, "in", "--course", root.to_str().unwrap()];
    let ended = class.bench.run(grade).expect(0);
    assert!(ended.err.contains("2 of them on packs"), "{ended:?}");
    assert!(ended.out.contains("found work on a pack"), "{ended:?}");
}

#[test]
fn a_pack_handed_in_twice_is_told_without_a_roster_too() {
    let class = Class::new(&["ann".into(), "bob".into()]);
    let root = root();
    class.hand_in("ann", &class.good("ann"));
    class.bench.write("in/bob/predictions.csv", class.good("ann"));
    class.bench.write("in/bob/handin.toml", class.handin("ann"));
    let grade = ["grade", EXERCISE, "in", "--course", root.to_str().unwrap()];
    let keys = ["--key", "course.key", "--pseudonym-key", "pseudonyms.key"];
    let ended = class.bench.run(grade.into_iter().chain(keys)).expect(0);
    assert!(ended.err.contains("ann, bob are about the same pack"), "{ended:?}");
}

#[test]
fn an_empty_folder_holds_no_submission() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("in")).unwrap();
    let ended = bench.run(["grade", "mooc2-2-1-any-tool", "in"]).expect(2);
    assert!(ended.err.contains("expected submissions, found none"), "{}", ended.err);
}
