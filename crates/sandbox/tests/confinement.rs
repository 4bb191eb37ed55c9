//! What a program can do inside the fences, and what it cannot: a table of attacks, each with
//! the honest twin that must go on working, in each tier that this machine can enforce.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests start processes and touch files"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use medlab_sandbox::{
    Confiner, Defence, End, Finished, Job, Limits, Machine, Sandbox, SandboxError, Tier,
    shared_libraries,
};

fn programs() -> PathBuf {
    match std::env::var_os("MEDLAB_TEST_PROGRAMS") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_BIN_EXE_confiner")).parent().unwrap().to_path_buf(),
    }
}

fn confiner() -> Confiner {
    Confiner { program: programs().join("confiner"), arguments: Vec::new() }
}

fn machine() -> Machine {
    Machine::examine(&confiner())
}

/// The tiers that hold here; on any Linux that we test on it is at least strict.
fn tiers() -> Vec<Sandbox> {
    let (confiner, machine) = (confiner(), machine());
    assert!(machine.tier() >= Tier::Strict, "{:?}", machine.findings());
    let tiers = [Tier::Strict, Tier::Full];
    let held = tiers.into_iter().filter(|tier| *tier <= machine.tier());
    held.map(|tier| Sandbox::new(&confiner, &machine, tier).unwrap()).collect()
}

fn limits() -> Limits {
    Limits {
        processor_seconds: 5,
        wall: Duration::from_secs(10),
        memory: Some(512 << 20),
        output: 10_000,
        processes: 20,
        file_size: 10 << 20,
        open_files: 64,
        scratch_bytes: 32 << 20,
        scratch_files: 200,
    }
}

fn job(words: &[&str], limits: Limits) -> Job {
    let program = programs().join("hostile");
    let mut executable = vec![program.clone()];
    executable.extend(shared_libraries(&program));
    Job {
        program,
        arguments: words.iter().map(ToString::to_string).collect(),
        environment: Vec::new(),
        readable: Vec::new(),
        executable,
        limits,
    }
}

fn run(sandbox: &Sandbox, words: &[&str], stdin: &[u8]) -> Finished {
    let scratch = sandbox.scratch().unwrap();
    let base = scratch.path().parent().unwrap().to_path_buf();
    let finished = sandbox.run(&job(words, limits()), &scratch, stdin).unwrap();
    drop(scratch);
    assert!(!base.exists(), "{words:?} left its folder");
    finished
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Processes whose command line holds the marker.
fn living(marker: &str) -> usize {
    std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            text(&line).contains(marker)
        })
        .count()
}

#[test]
fn honest_work_works() {
    for sandbox in tiers() {
        let tier = sandbox.tier();
        let echoed = run(&sandbox, &["echo"], b"in and out");
        assert_eq!(
            (echoed.end, text(&echoed.stdout)),
            (End::Exited(0), "in and out".into())
        );
        let cases: [(&[&str], &str); 4] = [
            (&["own-file"], "mine"),
            (&["children"], "42"),
            (&["environment"], "[]"),
            (&["memory", "200"], "200"),
        ];
        for (words, expected) in cases {
            let finished = run(&sandbox, words, b"");
            let said = (finished.end, text(&finished.stdout));
            assert_eq!(
                said,
                (End::Exited(0), expected.into()),
                "{tier:?} {words:?} {}",
                text(&finished.stderr)
            );
        }
        assert_eq!(run(&sandbox, &["exit", "3"], b"").end, End::Exited(3));
        assert!(matches!(run(&sandbox, &["abort"], b"").end, End::Signalled(_)));
    }
}

#[test]
fn what_is_not_listed_cannot_be_reached() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret");
    std::fs::write(&secret, "hidden").unwrap();
    // Open to everybody, so that only the fences keep it.
    use std::os::unix::fs::PermissionsExt;
    for (path, mode) in [(outside.path(), 0o777), (secret.as_path(), 0o666)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let secret = secret.to_str().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let parent = std::process::id().to_string();
    let attacks: [&[&str]; 34] = [
        &["read", secret],
        &["write", secret],
        &["empty", secret],
        &["remove", secret],
        &["chmod", secret],
        &["list", outside.path().to_str().unwrap()],
        &["read", "/etc/passwd"],
        &["read", "/etc/hostname"],
        &["read", "/proc/self/cmdline"],
        &["read", "/proc/self/environ"],
        &["read", "/proc/1/cmdline"],
        &["list", "/proc/self/fd"],
        &["list", "/"],
        &["list", "/tmp"],
        &["list", ".."],
        &["write", "/dev/shm/medlab-test"],
        &["write", "/tmp/medlab-test"],
        &["write", "../x"],
        &["run", "/bin/sh"],
        &["symlink", "/etc/passwd"],
        &["fifo"],
        &["tcp", &port],
        &["udp"],
        &["unix"],
        &["kill", &parent],
        &["setsid"],
        &["setpgid"],
        &["unshare"],
        &["mount"],
        &["chroot"],
        &["root"],
        &["limits"],
        &["outlive"],
        &["memfd"],
    ];
    for sandbox in tiers() {
        for words in attacks {
            let finished = run(&sandbox, words, b"");
            let said = text(&finished.stderr);
            assert_eq!(
                finished.end,
                End::Exited(1),
                "{:?} {words:?} {said}",
                sandbox.tier()
            );
            assert!(!said.contains("unknown act"), "{words:?}");
        }
        assert_eq!(std::fs::read_to_string(secret).unwrap(), "hidden");
        // The same file, listed, can be read but not changed.
        for (act, end) in
            [("read", 0), ("write", 1), ("empty", 1), ("chmod", 1), ("remove", 1)]
        {
            let mut job = job(&[act, secret], limits());
            job.readable.push(secret.into());
            let scratch = sandbox.scratch().unwrap();
            let finished = sandbox.run(&job, &scratch, b"").unwrap();
            assert_eq!(finished.end, End::Exited(end), "{:?} {act}", sandbox.tier());
        }
        assert_eq!(std::fs::read_to_string(secret).unwrap(), "hidden");
    }
}

#[test]
fn nothing_is_inherited() {
    // Without CLOEXEC, as a careless caller of ours would leave it: it must not reach the
    // program. `dup2` onto a number leaves it so.
    let shell = "exec 9</etc/hostname 8>/dev/null; exec \"$@\"";
    for sandbox in tiers() {
        let inner = run(&sandbox, &["descriptors"], b"");
        assert_eq!(inner.end, End::Exited(1), "{}", text(&inner.stdout));
        let direct = std::process::Command::new("/bin/sh")
            .args(["-c", shell, "sh"])
            .arg(programs().join("hostile"))
            .arg("descriptors")
            .output()
            .unwrap();
        let open: usize = text(&direct.stdout).parse().unwrap();
        assert!(open >= 2, "the twin without a fence has both");
        let confiner = Confiner {
            program: "/bin/sh".into(),
            arguments: ["-c", shell, "sh", confiner().program.to_str().unwrap()]
                .map(Into::into)
                .to_vec(),
        };
        let leaky = Sandbox::new(&confiner, &machine(), sandbox.tier()).unwrap();
        let finished = run(&leaky, &["descriptors"], b"");
        assert_eq!(finished.end, End::Exited(1), "{}", text(&finished.stdout));
    }
}

#[test]
fn limits_end_it() {
    let cases: [(&[&str], End); 9] = [
        (&["spin"], End::OutOfTime),
        (&["spin-threads"], End::OutOfTime),
        (&["sleep"], End::OutOfTime),
        (&["flood", "stdout"], End::TooMuchOutput),
        (&["flood", "stderr"], End::TooMuchOutput),
        (&["many-bytes"], End::TooMuchScratch),
        (&["many-files"], End::TooMuchScratch),
        (&["deep"], End::TooMuchScratch),
        (&["open-files"], End::Exited(1)),
    ];
    for sandbox in tiers() {
        for (words, expected) in cases {
            let scratch = sandbox.scratch().unwrap();
            let base = scratch.path().parent().unwrap().to_path_buf();
            let limits =
                Limits { processor_seconds: 1, wall: Duration::from_secs(2), ..limits() };
            let begin = Instant::now();
            let finished = sandbox.run(&job(words, limits), &scratch, b"").unwrap();
            assert_eq!(
                finished.end,
                expected,
                "{:?} {words:?} {finished:?}",
                sandbox.tier()
            );
            assert!(begin.elapsed() < Duration::from_secs(4), "{words:?}");
            assert!(finished.stdout.len() <= 10_000 && finished.stderr.len() <= 10_000);
            drop(scratch);
            assert!(!base.exists(), "{words:?} left its folder");
        }
        let memory = run(&sandbox, &["memory", "600"], b"");
        assert_ne!(memory.end, End::Exited(0));
        let large = run(&sandbox, &["large-file"], b"");
        assert!(
            matches!(large.end, End::Exited(1) | End::Signalled(25)),
            "{:?}",
            large.end
        );
        let sparse = run(&sandbox, &["sparse-file"], b"");
        assert!(
            matches!(sparse.end, End::Exited(1) | End::Signalled(25)),
            "{:?}",
            sparse.end
        );
        let locked = run(&sandbox, &["locked-folder"], b"");
        assert_eq!(locked.end, End::Exited(1));
    }
}

#[test]
fn no_descendant_survives() {
    for (index, sandbox) in tiers().into_iter().enumerate() {
        let marker = |name: &str| format!("medlab-{name}-{}-{index}", std::process::id());
        let orphans = marker("orphans");
        let finished = run(&sandbox, &["orphans", &orphans], b"");
        assert_eq!(finished.end, End::Exited(0), "{}", text(&finished.stderr));
        assert_eq!(living(&orphans), 0, "{:?}", sandbox.tier());

        let bomb = marker("bomb");
        let finished = run(&sandbox, &["bomb", &bomb], b"");
        assert_eq!(finished.end, End::Exited(1), "{}", text(&finished.stdout));
        assert_eq!(living(&bomb), 0, "{:?}", sandbox.tier());

        let forking = marker("forking");
        let scratch = sandbox.scratch().unwrap();
        let limits = Limits { wall: Duration::from_secs(1), ..limits() };
        let finished =
            sandbox.run(&job(&["forking", &forking], limits), &scratch, b"").unwrap();
        assert_eq!(finished.end, End::OutOfTime);
        assert_eq!(living(&forking), 0, "{:?}", sandbox.tier());
    }
}

#[test]
fn a_dropped_program_is_gone() {
    for (index, sandbox) in tiers().into_iter().enumerate() {
        let marker = format!("medlab-dropped-{}-{index}", std::process::id());
        let scratch = sandbox.scratch().unwrap();
        let confined =
            sandbox.spawn(&job(&["sleep", &marker], limits()), &scratch).unwrap();
        assert_eq!(living(&marker), 1);
        drop(confined);
        assert_eq!(living(&marker), 0);

        use std::io::{Read, Write};
        let mut echo = sandbox.spawn(&job(&["echo"], limits()), &scratch).unwrap();
        echo.stdin.take().unwrap().write_all(b"hello").unwrap();
        let mut said = String::new();
        echo.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(said, "hello");
    }
}

/// A caller for the next test: starts a program, says where, and waits to be killed.
#[test]
fn a_caller_that_will_die() {
    let Ok(marker) = std::env::var("MEDLAB_TEST_CALLER") else { return };
    let (tier, marker) = marker.split_once(' ').unwrap();
    let all = tiers();
    let sandbox = all.iter().find(|sandbox| sandbox.tier().name() == tier).unwrap();
    let scratch = sandbox.scratch().unwrap();
    let program = sandbox.spawn(&job(&["sleep", marker], limits()), &scratch).unwrap();
    let base = scratch.path().parent().unwrap().to_str().unwrap().to_string();
    std::fs::write(std::env::var("MEDLAB_TEST_SAYS").unwrap(), base).unwrap();
    std::thread::sleep(Duration::from_secs(60));
    drop(program);
}

#[test]
fn a_killed_caller_takes_everything_along() {
    for sandbox in tiers() {
        let tier = sandbox.tier().name();
        let marker = format!("medlab-orphaned-{}-{tier}", std::process::id());
        let folder = tempfile::tempdir().unwrap();
        let says = folder.path().join("says");
        let mut caller = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_caller_that_will_die"])
            .env("MEDLAB_TEST_CALLER", format!("{tier} {marker}"))
            .env("MEDLAB_TEST_SAYS", &says)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let wait = |done: &dyn Fn() -> bool| {
            let begin = Instant::now();
            while !done() {
                assert!(begin.elapsed() < Duration::from_secs(20), "{tier}");
                std::thread::sleep(Duration::from_millis(10));
            }
        };
        wait(&|| std::fs::read_to_string(&says).is_ok_and(|said| !said.is_empty()));
        assert_eq!(living(&marker), 1);
        caller.kill().unwrap();
        caller.wait().unwrap();
        let base = std::fs::read_to_string(&says).unwrap();
        wait(&|| living(&marker) == 0 && !Path::new(&base).exists());
    }
}

#[test]
fn another_user_runs_it() {
    for sandbox in tiers() {
        let first = text(&run(&sandbox, &["whoami"], b"").stdout);
        let second = text(&run(&sandbox, &["whoami"], b"").stdout);
        let user = |said: &str| said.split(' ').next().unwrap().to_string();
        if rustix::process::geteuid().is_root() {
            assert!(user(&first).parse::<u32>().unwrap() > 60_000);
            assert_ne!(user(&first), user(&second));
        } else {
            assert_eq!(user(&first), rustix::process::geteuid().as_raw().to_string());
        }
        if sandbox.tier() == Tier::Full {
            assert!(first.ends_with(" 1"), "{first}");
        }
    }
}

#[test]
fn what_cannot_be_started_is_the_callers_fault() {
    for sandbox in tiers() {
        let scratch = sandbox.scratch().unwrap();
        let mut missing = job(&["echo"], limits());
        missing.readable.push("/does/not/exist".into());
        let error = sandbox.run(&missing, &scratch, b"").unwrap_err();
        assert!(matches!(error, SandboxError::Refused(_)), "{error}");
        let mut unlisted = job(&["echo"], limits());
        unlisted.executable.clear();
        let error = sandbox.run(&unlisted, &scratch, b"").unwrap_err();
        assert!(matches!(error, SandboxError::Refused(_)), "{error}");
    }
}

#[test]
fn without_a_fence_the_attacks_succeed() {
    let sandbox = Sandbox::new(&confiner(), &machine(), Tier::None).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let attacks: [&[&str]; 9] = [
        &["read", "/etc/passwd"],
        &["read", "/proc/self/cmdline"],
        &["list", "/tmp"],
        &["run", "/bin/true"],
        &["symlink", "/etc/passwd"],
        &["tcp", &port],
        &["unix"],
        &["outlive"],
        &["memfd"],
    ];
    for words in attacks {
        let finished = run(&sandbox, words, b"");
        assert_eq!(finished.end, End::Exited(0), "{words:?} {}", text(&finished.stderr));
    }
    assert_eq!(run(&sandbox, &["flood", "stdout"], b"").end, End::TooMuchOutput);
}

#[test]
fn the_machine_says_what_holds() {
    let machine = machine();
    for finding in machine.findings() {
        assert_eq!(finding.holds, finding.why.is_none(), "{finding:?}");
    }
    let root = rustix::process::geteuid().is_root();
    let asked = machine.findings().iter().any(|f| f.defence == Defence::OtherUser);
    assert_eq!(asked, root);
    // A confiner that is none: nothing holds, and strict is refused.
    let nothing = Confiner { program: "/bin/false".into(), arguments: Vec::new() };
    let machine = Machine::examine(&nothing);
    assert_eq!(machine.tier(), Tier::None);
    let refused = Sandbox::new(&nothing, &machine, Tier::Strict);
    assert!(matches!(refused, Err(SandboxError::NotEnforceable(Tier::Strict))));
}

/// As root, everything again as nobody, from a folder that nobody may enter.
#[test]
fn the_same_as_nobody() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).unwrap();
    for name in ["confiner", "hostile"] {
        std::fs::copy(programs().join(name), folder.path().join(name)).unwrap();
    }
    let tests = folder.path().join("tests");
    std::fs::copy(std::env::current_exe().unwrap(), &tests).unwrap();
    let output = std::process::Command::new(&tests)
        .args(["--test-threads", "2"])
        .env("MEDLAB_TEST_PROGRAMS", folder.path())
        .current_dir("/")
        .uid(65_534)
        .gid(65_534)
        .output()
        .unwrap();
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    assert!(said.contains(" 0 filtered out"), "{said}");
}
