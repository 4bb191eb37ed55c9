//! A learner's workspace: what `init` writes around code exercises, outside the repository, and
//! the check of one's own code where there is no `medlab-judge`.

use std::path::Path;
use std::process::{Command, Output};

use crate::bench::{Bench, root};

const CODE: &str = "mooc2-3-3-fast-enough";

/// A lab of the whole course.
fn lab() -> Bench {
    let bench = Bench::new();
    init(&bench, &[]);
    bench
}

fn init(bench: &Bench, more: &[&str]) {
    let course = root().display().to_string();
    let arguments = ["init", "lab", "--track", "mooc2", "--course", &course];
    bench.run(arguments.iter().chain(more)).expect(0);
}

fn of_the_exercise(file: &str) -> String {
    let folder = "exercises/mooc2/m3-machine-learning/fast-enough";
    std::fs::read_to_string(root().join(folder).join(file)).unwrap()
}

#[test]
fn a_lab_with_code_is_a_workspace() {
    let bench = lab();
    let folder = format!("lab/{CODE}");
    let written = bench.read(&format!("{folder}/src/main.rs"));
    // What the judge calls, and the name by which it knows the functions.
    let known = written.strip_prefix(&of_the_exercise("harness.rs")).unwrap();
    assert!(known.contains("extern crate mooc2_3_3_fast_enough as submission;"));
    let written = bench.read(&format!("{folder}/src/lib.rs"));
    assert_eq!(written, of_the_exercise("starter/src/lib.rs"));
    assert!(bench.read("lab/Cargo.toml").contains(&format!("\"{CODE}\"")));
    let source = std::fs::read_to_string(root().join("crates/lab/src/lib.rs")).unwrap();
    assert_eq!(bench.read("lab/library/lab/src/lib.rs"), source);
    for file in ["lab/library/lab/Cargo.toml", "lab/Cargo.toml"] {
        let text = bench.read(file);
        assert!(!text.contains(&root().display().to_string()), "{file}: {text}");
    }
    assert!(!bench.path("lab/.cargo").exists());
}

#[test]
fn a_lab_without_code_is_none() {
    let bench = Bench::new();
    let course = root().display().to_string();
    bench.run(["init", "lab", "--track", "mooc5", "--course", &course]).expect(0);
    assert!(!bench.path("lab/Cargo.toml").exists());
    assert!(!bench.path("lab/library").exists());
}

#[test]
fn whatever_a_learner_edits_is_kept_beside() {
    let bench = lab();
    let of_other = ["recipe.toml", "card.toml"];
    let mut edited: Vec<String> =
        of_other.map(|file| format!("lab/mooc2-3-1-model-zoo/{file}")).to_vec();
    edited.extend(["src/lib.rs", "Cargo.toml"].map(|file| format!("lab/{CODE}/{file}")));
    edited.push("lab/Cargo.toml".into());
    for file in &edited {
        assert!(bench.path(file).exists(), "{file}");
        bench.write(file, "mine");
    }
    init(&bench, &["--force"]);
    for file in &edited {
        assert_eq!(bench.read(&format!("{file}.before")), "mine");
        assert_ne!(bench.read(file), "mine");
    }
    // What was as it should be is not kept twice.
    init(&bench, &["--force"]);
    for file in &edited {
        assert!(!bench.path(&format!("{file}.before-2")).exists(), "{file}");
    }
}

#[test]
fn crates_can_come_from_a_folder() {
    let bench = Bench::new();
    let course = root().display().to_string();
    let arguments =
        ["init", "lab", "--course", &course, "--vendor", "vendor", "--format", "json"];
    let refused = bench.run(arguments).expect(2).json();
    assert_eq!(refused["error"]["code"], "unreadable");
    std::fs::create_dir(bench.path("vendor")).unwrap();
    init(&bench, &["--force", "--vendor", "vendor"]);
    let settings: toml::Table = bench.read("lab/.cargo/config.toml").parse().unwrap();
    let folder = settings["source"]["vendored"]["directory"].as_str().unwrap();
    assert_eq!(Path::new(folder), bench.path("vendor").canonicalize().unwrap());
    assert_eq!(
        settings["source"]["crates-io"]["replace-with"].as_str(),
        Some("vendored")
    );
}

/// Something in the lab, without a network; libraries are kept from run to run.
fn offline(program: &Path, bench: &Bench, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(bench.path("lab"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("lab"))
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

#[test]
fn code_is_built_and_checked_without_the_judge() {
    let bench = lab();
    let cargo = Path::new(env!("CARGO"));
    let built = offline(cargo, &bench, &["build", "--locked", "--package", CODE]);
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    // The crates of the lab are those of the checkout, for which they were downloaded; only for
    // other systems some may be missing.
    if cfg!(not(target_os = "linux")) && said.contains("offline") {
        return;
    }
    assert!(built.status.success(), "{said}");

    // A copy with nothing beside it.
    let medlab = bench.path(&format!("medlab{}", std::env::consts::EXE_SUFFIX));
    std::fs::copy(env!("CARGO_BIN_EXE_medlab"), &medlab).unwrap();
    let course = root().display().to_string();
    let check = || {
        let output = offline(&medlab, &bench, &["check", CODE, "--course", &course]);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let file = format!("lab/{CODE}/src/lib.rs");

    let (code, out, err) = check();
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(err.contains("judged by medlab-judge only"), "{err}");
    assert!(out.contains("it is not written yet"), "the starter has a todo!():\n{out}");

    bench.write(&file, of_the_exercise("solution/src/lib.rs"));
    let (_, out, err) = check();
    let lines = || out.lines().filter(|line| line.contains(" points"));
    let met = lines().filter(|line| line.starts_with("MET: ")).count();
    let open = lines().filter(|line| line.starts_with("NOT JUDGED: ")).count();
    assert!(met >= 3 && open >= 1, "{out}{err}");
    assert!(!out.contains("NOT MET"), "{out}");

    bench.write(&file, "pub fn c_index() -> f64 {\n    \"one\"\n}\n");
    let (code, out, err) = check();
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("src/lib.rs, line 2"), "{out}{err}");
    bench.write(&file, "pub fn another() {}\n");
    let (code, out, err) = check();
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("NOT GRADABLE"), "{out}{err}");
}

/// By hand, as it builds polars: ten minutes of processor time, and the network.
#[test]
#[ignore = "builds polars"]
fn with_one_line_the_page_s_example_has_data_frames() {
    let bench = Bench::new();
    let exercise = "mooc2-1-2-three-formats";
    init(&bench, &[]);
    let manifest = format!("lab/{exercise}/Cargo.toml");
    let line = medlab_library::WITH_FRAMES;
    let text = bench.read(&manifest);
    assert!(text.contains(&format!("# {line}")), "{text}");
    bench.write(&manifest, text.replace(&format!("# {line}"), line));
    let lock = bench.read("lab/library/Cargo.lock");
    bench.write("lab/Cargo.lock", &lock);
    let page = std::fs::read_to_string(root().join("docs/code-exercises.md")).unwrap();
    let example = page.split("```rust\n").find(|code| code.contains("medlab::polars"));
    let example = example.unwrap().split("```").next().unwrap();
    bench.write(&format!("lab/{exercise}/examples/look.rs"), example);
    let week = format!("lab/{exercise}/week");
    let generate = "data generate lab-feed --rows 400 --seed 1 --as csv --out";
    bench.run(generate.split(' ').chain([week.as_str()])).expect(0);

    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(bench.path("lab").join(exercise))
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("lab"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into(), said)
    };
    let (built, printed, said): (_, String, _) = run(&["run", "--example", "look"]);
    assert!(built, "{said}");
    for unit in ["core", "satellite", "mmol/L", "mg/dL"] {
        assert!(printed.contains(unit), "{printed}");
    }
    // What is handed in does not see them, and the compiler says why.
    let source = "use medlab::polars::prelude::*;\n";
    bench.write(&format!("lab/{exercise}/src/lib.rs"), source);
    let (built, _, said) = run(&["build", "--lib"]);
    assert!(!built && said.contains("frames"), "{said}");
}

#[test]
fn the_page_about_code_shows_commands_that_exist() {
    let page = std::fs::read_to_string(root().join("docs/code-exercises.md")).unwrap();
    let bench = Bench::new();
    let commands: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("$ medlab ")).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let mut words = command.split(' ');
        let mut name = vec![words.next().unwrap()];
        if name == ["data"] {
            name.extend(words.next());
        }
        let help = bench.run(name.into_iter().chain(["--help"])).expect(0).out;
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(help.contains(&format!("{option} ")), "{command}: {option}\n{help}");
        }
    }
}
