//! Wrong usage, help and completions.

use crate::bench::Bench;

#[test]
fn help_and_version_are_data() {
    let bench = Bench::new();
    let help = bench.run(["--help"]).expect(0);
    assert!(help.out.contains("medlab tour") && help.err.is_empty());
    assert!(bench.run(["--version"]).expect(0).out.starts_with("medlab "));
}

#[test]
fn wrong_usage_is_said_once_with_code_2() {
    let bench = Bench::new();
    let wrong = bench.run(["grad"]).expect(2);
    assert!(wrong.err.contains("grade") && wrong.out.is_empty());
    let json = bench.run(["--format", "json", "grad"]).expect(2).json();
    assert_eq!(json["error"]["code"], "usage");
}

#[test]
fn an_unknown_exercise_names_the_nearest() {
    let bench = Bench::new();
    let wrong = bench.run(["grade", "mooc2-2-1-any-tol", "."]).expect(2);
    assert!(wrong.err.contains("did you mean mooc2-2-1-any-tool"), "{wrong:?}");
}

#[test]
fn shells_get_completions() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(bench.run(["completions", shell]).expect(0).out.contains("evaluate"));
    }
}

#[test]
fn a_broken_pipe_is_quiet() {
    let bench = Bench::new();
    let shell = format!("{} list | true", env!("CARGO_BIN_EXE_medlab"));
    let output = std::process::Command::new("sh")
        .args(["-c", &shell])
        .current_dir(bench.path(""))
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(!err.contains("panic") && !err.contains("error"), "{err}");
}

#[test]
fn what_makes_files_says_so_as_json_too() {
    let bench = Bench::new();
    let key = bench.run(["key", "new", "a.key", "--format", "json"]).expect(0).json();
    assert_eq!(key["key"], "a.key");
    let release = crate::course::release("out");
    let json = ["--format", "json"].map(str::to_string);
    let ended = bench.run(release.into_iter().chain(json)).expect(0);
    assert!(ended.json()["files"].as_u64().unwrap() > 10);
}
