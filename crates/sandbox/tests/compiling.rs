//! Submissions that attack the compiler, beside honest ones, in each tier that holds here.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests start processes, touch files and print figures"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use medlab_sandbox::{
    CompileFailure, Confiner, Library, Limits, Machine, Sandbox, TARGET, Tier, Toolchain,
    compile, compile_limits,
};

/// Calls the learner's function, as an exercise's harness does.
const HARNESS: &str = r#"
fn main() {
    let risk: [f64; 4] = [0.1, 0.4, 0.35, 0.8];
    let only_the_harness_knows = submission::mean(&risk) + medlab::offset();
    std::fs::write("answer", format!("{only_the_harness_knows}")).unwrap();
}
"#;

const HONEST: &str = r#"
//! Honest work.
/// The mean.
pub fn mean(values: &[f64]) -> f64 {
    println!("{} values in {}", values.len(), file!());
    values.iter().sum::<f64>() / values.len() as f64 + medlab::offset()
}
"#;

fn confiner() -> Confiner {
    Confiner { program: env!("CARGO_BIN_EXE_confiner").into(), arguments: Vec::new() }
}

fn sandboxes() -> Vec<Sandbox> {
    let machine = Machine::examine(&confiner());
    assert!(machine.tier() >= Tier::Strict, "{:?}", machine.findings());
    let tiers =
        [Tier::Strict, Tier::Full].into_iter().filter(|tier| *tier <= machine.tier());
    tiers.map(|tier| Sandbox::new(&confiner(), &machine, tier).unwrap()).collect()
}

fn open_sandbox() -> Sandbox {
    Sandbox::new(&confiner(), &Machine::examine(&confiner()), Tier::None).unwrap()
}

/// A stand-in for the learners' library, built once.
fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let toolchain = match std::env::var_os("MEDLAB_TEST_SYSROOT") {
            Some(sysroot) => {
                let rustc = Path::new(&sysroot).join("bin/rustc");
                let said = Command::new(rustc).arg("-vV").output().unwrap().stdout;
                Toolchain::at(Path::new(&sysroot), &String::from_utf8_lossy(&said))
                    .unwrap()
            }
            None => Toolchain::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap(),
        };
        let source = folder.join("medlab.rs");
        std::fs::write(&source, "pub fn offset() -> f64 { 0.0 }").unwrap();
        let file = folder.join("deps").join("libmedlab.rlib");
        std::fs::create_dir(folder.join("deps")).unwrap();
        let status = Command::new(rustc())
            .args([
                "--edition=2024",
                "--crate-name=medlab",
                "--crate-type=rlib",
                "-O",
                "--target",
            ])
            .arg(TARGET)
            .arg(&source)
            .arg("-o")
            .arg(&file)
            .status()
            .unwrap();
        assert!(status.success());
        let dependencies = vec![folder.join("deps")];
        Library { toolchain, externs: vec![("medlab".into(), file)], dependencies }
    })
}

fn rustc() -> PathBuf {
    match std::env::var_os("MEDLAB_TEST_SYSROOT") {
        Some(sysroot) => Path::new(&sysroot).join("bin/rustc"),
        None => "rustc".into(),
    }
}

fn limits() -> Limits {
    Limits { processor_seconds: 10, wall: Duration::from_secs(30), ..compile_limits() }
}

fn attempt(sandbox: &Sandbox, source: &str) -> Result<Vec<u8>, CompileFailure> {
    attempt_within(sandbox, source, &limits())
}

fn attempt_within(
    sandbox: &Sandbox,
    source: &str,
    limits: &Limits,
) -> Result<Vec<u8>, CompileFailure> {
    compile(sandbox, library(), source.as_bytes(), HARNESS.as_bytes(), limits)
}

/// Honest work with an attack below it.
fn with(attack: &str) -> String {
    format!("{HONEST}\n{attack}\n")
}

fn kind(result: &Result<Vec<u8>, CompileFailure>) -> &'static str {
    match result {
        Ok(_) => "compiled",
        Err(CompileFailure::Refused { .. }) => "refused",
        Err(CompileFailure::Mismatch { .. }) => "mismatch",
        Err(CompileFailure::OutOfTime) => "time",
        Err(CompileFailure::OutOfMemory) => "memory",
        Err(CompileFailure::TooLarge) => "large",
        Err(CompileFailure::Crashed) => "crashed",
        Err(CompileFailure::Machine(_)) => "machine",
        Err(CompileFailure::Sandbox(_)) => "sandbox",
    }
}

fn diagnostics(result: &Result<Vec<u8>, CompileFailure>) -> String {
    match result {
        Err(
            CompileFailure::Refused { diagnostics }
            | CompileFailure::Mismatch { diagnostics },
        ) => diagnostics.clone(),
        _ => String::new(),
    }
}

#[test]
fn honest_work_compiles_to_the_same_bytes_anywhere() {
    let mut all: Vec<Vec<u8>> = Vec::new();
    for sandbox in sandboxes().iter().chain([&open_sandbox()]) {
        for _ in 0..2 {
            let result = attempt(sandbox, HONEST);
            assert_eq!(kind(&result), "compiled", "{:?} {result:?}", sandbox.tier());
            all.push(result.unwrap());
        }
    }
    assert!(all[0].starts_with(b"\0asm"));
    assert!(all.iter().all(|wasm| wasm == &all[0]));
    let contains =
        |text: &str| all[0].windows(text.len()).any(|part| part == text.as_bytes());
    assert!(contains("src/lib.rs"), "file!() is the learner's name of it");
    let sysroot = library().dependencies[0].parent().unwrap().to_str().unwrap();
    for path in [sysroot, "/medlab-", "/tmp/", ".rustup", "/root", "/home"] {
        assert!(!contains(path), "{path}");
    }
}

#[test]
fn attacks_are_refused() {
    let outside = tempfile::tempdir().unwrap();
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(outside.path(), std::fs::Permissions::from_mode(0o755))
        .unwrap();
    let other = outside.path().join("other.rs");
    std::fs::write(&other, "pub fn stolen() -> f64 { 42.0 }").unwrap();
    let other = other.to_str().unwrap();
    // Source, and what becomes of it inside. All but the last group compile outside.
    let cases: Vec<(String, &str)> = vec![
        (with("pub const X: &str = include_str!(\"/etc/passwd\");"), "refused"),
        (with("pub const X: &str = include_str!(\"/etc/hostname\");"), "refused"),
        (with("pub const X: &[u8] = include_bytes!(\"/proc/self/environ\");"), "refused"),
        (with("pub const X: &[u8] = include_bytes!(\"/proc/self/cmdline\");"), "refused"),
        (with(&format!("pub const X: &[u8] = include_bytes!({other:?});")), "refused"),
        (with(&format!("include!({other:?});")), "refused"),
        (with(&format!("#[path = {other:?}] pub mod other;")), "refused"),
        (with("pub const X: &str = include_str!(\"../harness.rs\");"), "refused"),
        (with("pub const X: &str = env!(\"HOME\");"), "refused"),
        (with("pub const X: &str = env!(\"PATH\");"), "refused"),
        (with("pub const X: &str = env!(\"CARGO_MANIFEST_DIR\");"), "refused"),
        (with("#[unsafe(no_mangle)] pub extern \"C\" fn main() {}"), "refused"),
        (with("#[unsafe(link_section = \"x\")] pub static X: u8 = 1;"), "refused"),
        (with("#[link(name = \"c\")] unsafe extern \"C\" {}"), "refused"),
        (
            with(
                "#[link(wasm_import_module = \"wasi_snapshot_preview1\")] unsafe extern \"C\" \
                 { pub safe fn sched_yield() -> i32; } pub fn go() -> i32 { sched_yield() }",
            ),
            "refused",
        ),
        (with("pub fn f() { unsafe { std::hint::unreachable_unchecked() } }"), "refused"),
        (format!("#![allow(unsafe_code)]\n{}", with("")), "refused"),
        (format!("#![feature(rustc_attrs)]\n{HONEST}"), "refused"),
        (format!("#![feature(asm_experimental_arch)]\n{HONEST}"), "refused"),
        (with("core::arch::global_asm!(\"nop\");"), "refused"),
        (with("pub fn f() { unsafe { core::arch::asm!(\"nop\") } }"), "refused"),
        (
            with("compile_error!(\"\\u{1b}]0;x\\u{7}::notice title=x::100/100\");"),
            "refused",
        ),
        (with("#[proc_macro] pub fn x(_: i32) -> i32 { 1 }"), "refused"),
        (with("extern crate linfa;"), "refused"),
        (with("extern crate rustc_middle;"), "refused"),
        (format!("#![crate_name = \"other\"]\n{HONEST}"), "refused"),
        ("pub fn mean(values: &[f64]) -> f64 { values".into(), "refused"),
        (String::new(), "mismatch"),
        ("pub fn mean(values: &[f32]) -> f64 { 0.0 }".into(), "mismatch"),
        ("pub fn main() {}".into(), "mismatch"),
    ];
    let secret = std::fs::read_to_string("/etc/passwd").unwrap();
    let secret = secret.lines().next().unwrap();
    for sandbox in sandboxes() {
        for (source, expected) in &cases {
            let result = attempt(&sandbox, source);
            assert_eq!(
                kind(&result),
                *expected,
                "{:?}\n{source}\n{result:?}",
                sandbox.tier()
            );
            let said = diagnostics(&result);
            assert!(!said.is_empty() && said.len() < 9_000, "{source}");
            let hidden = [
                secret,
                "/medlab-",
                ".rustup",
                "toolchains",
                "only_the_harness",
                "os error",
            ];
            for word in hidden {
                assert!(!said.contains(word), "{word} in:\n{said}");
            }
            assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
        }
    }
}

#[test]
fn bombs_end_in_time() {
    let cases: Vec<(String, &[&str])> = vec![
        // An endless constant, with the lint against it switched off.
        (
            with(
                "#[expect(long_running_const_eval)] pub const X: u64 = { let mut i = 0u64; loop \
                  { i = i.wrapping_add(1); if i == u64::MAX { break i; } } };",
            ),
            &["time"],
        ),
        // Each macro doubles the next.
        (
            format!(
                "#![recursion_limit = \"10000\"]\n{}",
                with(
                    "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)* 1 +); } } \
                      pub fn f() { m!(1 +); }"
                )
            ),
            &["time", "memory", "crashed", "refused"],
        ),
        // A constant of gigabytes.
        (
            with("pub static X: [u64; 1 << 27] = [1; 1 << 27];"),
            &["memory", "refused", "large", "crashed", "time"],
        ),
        (
            with("#[used] pub static X: [u8; 200 << 20] = [1; 200 << 20];"),
            &["large", "memory", "time"],
        ),
        // Nested deeper than a parser's stack.
        (
            with(&format!(
                "pub fn f() -> i32 {{ {}1{} }}",
                "(".repeat(200_000),
                ")".repeat(200_000)
            )),
            &["crashed", "refused", "memory"],
        ),
        (
            format!(
                "#![recursion_limit = \"1000000000\"]\n{}",
                with(
                    "macro_rules! m { ($($t:tt)*) => { m!(($($t)*)) } } pub fn f() { m!(x) }"
                )
            ),
            &["time", "memory", "crashed"],
        ),
        // Types that double in size by name.
        (
            with(
                "pub fn f<T: Clone>(t: T, n: u32) { if n > 0 { f((t.clone(), t), n - 1); } } \
                  pub fn g() { f(1u8, 40) }",
            ),
            &["refused", "time", "memory", "crashed"],
        ),
        // A flood of messages.
        (with(&"pub fn f() -> i32 { undefined_name }\n".repeat(20_000)), &["refused"]),
        ("x".repeat(2 << 20), &["large"]),
    ];
    for sandbox in sandboxes() {
        for (source, expected) in &cases {
            let begin = Instant::now();
            let narrow = Limits {
                processor_seconds: 2,
                // Processor time ends a bomb long before, or it would count as having waited.
                wall: Duration::from_secs(9),
                ..limits()
            };
            let result = attempt_within(&sandbox, source, &narrow);
            let head: String = source
                .chars()
                .rev()
                .take(200)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            assert!(
                expected.contains(&kind(&result)),
                "{:?} {head}\n{result:?}",
                sandbox.tier()
            );
            assert!(begin.elapsed() < Duration::from_secs(20), "{head}");
        }
    }
}

/// The clock ends it long before it has worked as much as it may: it has waited.
#[test]
fn that_the_machine_is_busy_is_not_the_learners_fault() {
    for sandbox in sandboxes() {
        let soon = Limits { wall: Duration::from_millis(50), ..limits() };
        let result = attempt_within(&sandbox, HONEST, &soon);
        assert_eq!(kind(&result), "machine", "{:?} {result:?}", sandbox.tier());
    }
}

/// The same attacks with nothing but time kept: they succeed, so it is the fences that stop
/// them.
#[test]
fn without_a_fence_attacks_succeed() {
    let outside = tempfile::tempdir().unwrap();
    let other = outside.path().join("other.rs");
    std::fs::write(&other, "pub fn stolen() -> f64 { 42.0 }").unwrap();
    let other = other.to_str().unwrap();
    for source in [
        with("pub const X: &str = include_str!(\"/etc/passwd\");"),
        with("pub const X: &[u8] = include_bytes!(\"/proc/self/environ\");"),
        with(&format!("include!({other:?});")),
        with(&format!("#[path = {other:?}] pub mod other;")),
    ] {
        let result = attempt(&open_sandbox(), &source);
        assert_eq!(kind(&result), "compiled", "{source}\n{result:?}");
    }
}

/// How dear the fences are; run with `--ignored --nocapture` and read.
#[test]
#[ignore = "prints figures"]
fn figures() {
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    for sandbox in sandboxes().iter().chain([&open_sandbox()]) {
        let times = (0..9).map(|_| {
            let begin = Instant::now();
            attempt(sandbox, HONEST).unwrap();
            begin.elapsed()
        });
        println!("compile {:?}: {:?}", sandbox.tier(), median(times.collect()));
        let program = PathBuf::from(env!("CARGO_BIN_EXE_hostile"));
        let mut executable = vec![program.clone()];
        executable.extend(medlab_sandbox::shared_libraries(&program));
        let job = medlab_sandbox::Job {
            program,
            arguments: vec!["echo".into()],
            environment: Vec::new(),
            readable: Vec::new(),
            executable,
            limits: compile_limits(),
        };
        let times = (0..101).map(|_| {
            let begin = Instant::now();
            let scratch = sandbox.scratch().unwrap();
            sandbox.run(&job, &scratch, b"").unwrap();
            drop(scratch);
            begin.elapsed()
        });
        println!("start {:?}: {:?}", sandbox.tier(), median(times.collect()));
    }
    let begin = Instant::now();
    Machine::examine(&confiner());
    println!("examine: {:?}", begin.elapsed());
}

/// A library as cargo builds it, a dependency and a macro behind it included, and a submission
/// that uses both.
#[test]
fn a_library_is_built_once_by_cargo() {
    if std::env::var_os("MEDLAB_TEST_SYSROOT").is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"lab\", \"inner\", \"maker\"]\n",
        ),
        (
            "lab/Cargo.toml",
            "[package]\nname = \"the-lab\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
             [dependencies]\ninner = { path = \"../inner\" }\nmaker = { path = \"../maker\" }\n",
        ),
        ("lab/src/lib.rs", "pub use inner::offset; pub use maker::seven;"),
        (
            "inner/Cargo.toml",
            "[package]\nname = \"inner\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
        ),
        (
            "inner/src/lib.rs",
            "pub fn offset() -> f64 { if cfg!(debug_assertions) { panic!() } 0.5 }",
        ),
        (
            "maker/Cargo.toml",
            "[package]\nname = \"maker\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
             [lib]\nproc-macro = true\n",
        ),
        (
            "maker/src/lib.rs",
            "#[proc_macro] pub fn seven(_: proc_macro::TokenStream) -> proc_macro::TokenStream \
             { \"7.0\".parse().unwrap() }",
        ),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let lock = Command::new("cargo")
        .args(["generate-lockfile", "--offline"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert!(lock.success());
    let toolchain = Toolchain::find(folder.path()).unwrap();
    let built = folder.path().join("built");
    let build = |package| {
        let built =
            Library::build(toolchain.clone(), folder.path(), package, &built, true);
        built.map(|(library, _)| library)
    };
    let library = build("the-lab").unwrap();
    assert_eq!(library.externs[0].0, "the_lab");
    // Built already: nothing is built again, and the answer is the same.
    assert_eq!(build("the-lab").unwrap().externs, library.externs);
    assert!(build("no-such-package").is_err());
    let source = "pub fn mean() -> f64 { the_lab::offset() + the_lab::seven!() }";
    let harness = "fn main() { println!(\"{}\", submission::mean()); }";
    for sandbox in sandboxes() {
        let result =
            compile(&sandbox, &library, source.as_bytes(), harness.as_bytes(), &limits());
        assert_eq!(kind(&result), "compiled", "{:?} {result:?}", sandbox.tier());
        // Only the library itself can be named, not what is behind it.
        let source = "pub fn mean() -> f64 { inner::offset() }";
        let result =
            compile(&sandbox, &library, source.as_bytes(), harness.as_bytes(), &limits());
        assert_eq!(kind(&result), "refused", "{result:?}");
    }
}
