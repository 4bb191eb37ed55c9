//! The marks: what must hold of every case in one run of the grader, whatever it tries.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::case::{Case, Expected};
use crate::class::{Class, Ended, Grader, NOBODY, SECRET};
use crate::{cases, class, left};

/// Why the grader cannot be attacked here, if it cannot; never a reason where all is asked for.
fn lacking() -> Option<&'static str> {
    let medlab = Path::new(env!("CARGO_BIN_EXE_medlab"));
    let name = format!("medlab-judge{}", std::env::consts::EXE_SUFFIX);
    let beside = medlab.with_file_name(name);
    if let Some(given) = std::env::var_os("MEDLAB_JUDGE_BINARY") {
        std::fs::copy(given, &beside).unwrap();
    }
    if beside.is_file() {
        return None;
    }
    let why = "medlab-judge is not beside medlab; build it, or set MEDLAB_JUDGE_BINARY";
    assert!(std::env::var_os("MEDLAB_REQUIRE_JUDGE").is_none(), "{why}");
    Some(why)
}

/// What one grade says.
fn ended(grade: &Value) -> (String, Option<f64>, bool) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let code = match text(&grade["status"]).as_str() {
        "not_gradable" => text(&grade["error"]["code"]),
        status => status.into(),
    };
    (code, grade["points"].as_f64(), grade["passed"] == true)
}

/// In which ways it went wrong.
fn ways(grade: &Value) -> Vec<&str> {
    let failed = grade["failed"].as_array().into_iter().flatten();
    failed.filter_map(|one| one["failure"].as_str()).collect()
}

fn is_as(expected: Expected, grade: &Value) -> bool {
    let (code, points, passed) = ended(grade);
    match expected {
        Expected::Refused(codes) => codes.contains(&code.as_str()) && points.is_none(),
        Expected::Uncompiled(words) => {
            let why = grade["error"]["message"].as_str().unwrap_or_default();
            code == "does_not_compile" && points.is_none() && why.contains(words)
        }
        Expected::Points(most) => {
            code == "graded" && !passed && points == Some(f64::from(most))
        }
        Expected::Failed(how) => {
            // Where the smallest input has no answer, whatever is given is wrong for that reason.
            let by_value = ["wrong_value", "wrong_shape"].contains(&how);
            let so = |way: &&str| *way == how || by_value && *way == "none_expected";
            let judged = code == "graded" && !passed && points == Some(0.0);
            judged && !ways(grade).is_empty() && ways(grade).iter().all(so)
        }
        Expected::NotJudged => {
            let mut criteria = grade["criteria"].as_array().into_iter().flatten();
            points == Some(0.0) && criteria.all(|mark| mark["verdict"] == "not_judged")
        }
        Expected::Passed => code == "graded" && passed && points == Some(20.0),
    }
}

/// Words that stand nowhere in what a class or a learner gets, each with what it would give away.
fn hidden(class: &Class) -> Vec<(String, &'static str)> {
    let mut hidden = vec![
        (SECRET.into(), "the environment"),
        ("/tmp/.tmp".into(), "a folder of this machine"),
        (class.path("tmp").display().to_string(), "a folder of this machine"),
        (crate::class::root().display().to_string(), "a folder of this machine"),
        ("Fenwick".into(), "another's text"),
        ("fn call(".into(), "the harness"),
        ("os error".into(), "what the system said"),
        (".rustup".into(), "a folder of this machine"),
    ];
    for key in ["c.key", "p.key"] {
        let text = std::fs::read_to_string(class.path(key)).unwrap();
        let bytes = text.split_whitespace().last().unwrap().to_string();
        hidden.push((bytes, "a key"));
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    hidden.extend(users.lines().take(3).map(|line| (line.into(), "a file of the host")));
    hidden
}

/// What would steer a terminal, a page or a log if it came out as it was written.
fn steers(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let steering = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(c) = text.chars().find(|c| steering(*c)) {
        found.push(format!("{name}: {c:?}"));
    }
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("::") || line.starts_with("##") {
            found.push(format!("{name}: a line of commands: {line}"));
        }
    }
    let page = name.ends_with(".html") || name.ends_with(".xml");
    for tag in ["<script>alert", "<img src=x", "href=\"javascript:"] {
        if page && text.contains(tag) {
            found.push(format!("{name}: {tag}"));
        }
    }
    found
}

/// All that is wrong with one run, so that one failure hides no other.
fn wrong(class: &Class, ended: &Ended, out: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut texts: BTreeMap<String, String> = class
        .written(out)
        .into_iter()
        .map(|(path, text)| (path.display().to_string(), text))
        .collect();
    texts.insert("stdout".into(), ended.out.clone());
    texts.insert("stderr".into(), ended.err.clone());
    for (name, text) in &texts {
        for (word, what) in hidden(class) {
            if !word.is_empty() && text.contains(&word) {
                let at = text.find(&word).unwrap_or(0);
                let around: String = text[..at].chars().rev().take(80).collect();
                let around: String = around.chars().rev().collect();
                wrong.push(format!("{name} holds {what}: {around}{word}"));
            }
        }
        wrong.extend(steers(name, text));
    }
    let left = left::processes();
    if !left.is_empty() {
        wrong.push(format!("processes are left: {left:?}"));
    }
    let files = left::files(&class.path("tmp"));
    if !files.is_empty() {
        wrong.push(format!("files are left: {files:?}"));
    }
    for mark in ["/tmp/medlab-attack", "/dev/shm/medlab-attack"] {
        if Path::new(mark).exists() {
            wrong.push(format!("{mark} was written"));
        }
    }
    wrong
}

fn grades(ended: &Ended) -> Vec<Value> {
    ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every attack in one class: none gains, none harms another, none learns or leaves anything.
#[test]
fn a_class_of_attackers_gains_nothing() {
    gains_nothing(Grader::HERE, &chosen());
}

/// A sample of them, for each way to grade that a teacher's machine may leave. All of them with
/// `--ignored`.
#[test]
fn a_sample_gains_nothing_in_any_sandbox_and_under_any_user() {
    let sample = cases::all().into_iter().step_by(11).collect::<Vec<_>>();
    graders().into_iter().for_each(|grader| gains_nothing(grader, &sample));
}

#[test]
#[ignore = "all attacks, five times over; minutes"]
fn all_gain_nothing_in_any_sandbox_and_under_any_user() {
    graders().into_iter().for_each(|grader| gains_nothing(grader, &chosen()));
}

/// In practice learners see what they printed and how they panicked; so does whoever grades it.
#[test]
fn what_is_printed_in_practice_steers_nothing() {
    if lacking().is_some() {
        return;
    }
    let class = Class::new(Grader::HERE);
    let loud = cases::loud();
    loud.iter().for_each(|case| class.hand_in(case));
    for format in ["json", "human"] {
        let arguments =
            ["grade", class::EXERCISE, "in", "--format", format, "--out", format];
        let ended = class.run(&arguments);
        let mut wrong = wrong(&class, &ended, format);
        if ended.code != 0 {
            wrong.push(format!("ended with {}", ended.code));
        }
        if format == "json" {
            for grade in grades(&ended) {
                let told = ["printed", "panic"].map(|key| &grade["failed"][0][key]);
                let said = |value: &serde_json::Value| {
                    value.as_str().unwrap_or_default().contains("PASSED")
                };
                if !told.into_iter().any(said) {
                    wrong.push(format!("what was printed is not shown: {grade}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), ended.err);
    }
}

/// The ways to grade besides the best: the lower sandbox, and as root another user.
fn graders() -> Vec<Grader> {
    let users = [None, class::is_root().then_some(NOBODY)];
    let tiers = [None, Some("strict")];
    let both = |user| tiers.map(|tier| Grader { user, tier });
    let all = users.into_iter().flat_map(both);
    all.filter(|grader| grader.user.is_some() || grader.tier.is_some()).collect()
}

#[expect(clippy::print_stdout, reason = "what was not tried is to be seen")]
fn gains_nothing(grader: Grader, cases: &[Case]) {
    if let Some(why) = lacking() {
        println!("skipped: {why}");
        return;
    }
    if let Some(why) = grader.lacks() {
        println!("skipped: {grader:?}: {why}");
        return;
    }
    if grader.user.is_some() {
        // Only whoever owns the cache can build the libraries in it.
        let class = Class::new(Grader::HERE);
        class.hand_in(&Case::honest("honest"));
        class.grade(&[]);
    }
    left::adopt();
    let class = Class::new(grader);
    cases.iter().for_each(|case| class.hand_in(case));
    let ended = class.grade(&["--format", "json", "--out", "out"]);
    let grades = grades(&ended);
    let mut wrong = wrong(&class, &ended, "out");
    // A class is graded to its end, whatever is in it: nothing here is the grader's fault.
    if ended.code != 0 {
        wrong.push(format!("ended with {}: {}", ended.code, ended.err));
    }
    if grades.len() != cases.len() {
        wrong.push(format!("{} grades for {} submissions", grades.len(), cases.len()));
    }
    for case in cases {
        let shown = shown(&case.name);
        let mine = |grade: &&Value| grade["submission"] == shown.as_str();
        let Some(grade) = grades.iter().find(mine) else {
            wrong.push(format!("{shown:?} was not graded"));
            continue;
        };
        if !is_as(case.expected, grade) {
            wrong.push(format!(
                "{shown:?} {:?}: expected {:?}, found {:?} {:?} {}",
                case.classes,
                case.expected,
                self::ended(grade),
                ways(grade),
                grade["error"]["message"]
            ));
        }
        // What came back and what was expected is for practice alone.
        let failed = grade["failed"].as_array().into_iter().flatten();
        let secrets = failed.flat_map(|one| {
            ["inputs", "came", "expected", "beside", "panic", "printed"]
                .map(|key| &one[key])
        });
        if secrets.into_iter().any(|secret| !secret.is_null()) {
            wrong.push(format!("{shown:?} is told a case: {}", grade["failed"]));
        }
    }
    assert!(wrong.is_empty(), "{grader:?}\n{}\n{}", wrong.join("\n"), ended.err);
}

/// All cases, or those that `MEDLAB_ATTACKS` names, with honest work beside them.
fn chosen() -> Vec<Case> {
    let mut cases = cases::all();
    if let Ok(names) = std::env::var("MEDLAB_ATTACKS") {
        let named =
            |case: &Case| names.split(',').any(|name| case.name.starts_with(name));
        cases.retain(|case| case.name.contains("honest") || named(case));
    }
    cases
}

/// A name as it is told: without what steers a terminal, and no command of a log.
fn shown(name: &str) -> String {
    match name {
        "\u{1b}[2J\u{1b}[32mPASSED" => "PASSED",
        "\u{202e}dessap" => "dessap",
        "x\n::notice title=x::100" => "x : :notice title=x::100",
        "\u{9b}31m\r\u{7}left" => "left",
        plain => plain,
    }
    .into()
}
