//! Native: a learner's own program, built by cargo in their lab and run as any program of theirs.
//!
//! For who has no `medlab-judge`: it is one's own code, so nothing confines it. What it costs is
//! not counted, as that would be another number on each machine.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use medlab_exercise::Fault;
use medlab_exercise::code::{self, Custody, Programs, Solver, Unbuilt, Unsolved};
use medlab_library::{PROGRAM, crate_name};
use medlab_protocol::ANSWER_FILE;
use medlab_protocol::session::{End, Limits, Ran, Run};
use serde_json::Value;

use super::uncompiled::{self, Uncompiled};
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

/// How long one call may take by the clock.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a program is asked whether it has ended.
const GLANCE: Duration = Duration::from_millis(1);

/// How long what a program printed is waited for after its end: what it started may live on.
const DREGS: Duration = Duration::from_millis(500);

/// Builds the package of one exercise in a lab.
pub(crate) struct Native {
    lab: PathBuf,
    exercise: String,
}

impl Native {
    /// Sees to it that the libraries are built, which takes a minute or two the first time.
    pub(crate) fn new(
        lab: &Path,
        exercise: &str,
        printer: &Printer,
    ) -> Result<Self, Stop> {
        let failed = |detail| Stop::usage(Reason::NoCodeNatively { detail });
        if !lab.join(exercise).join("Cargo.toml").is_file() {
            return Err(Stop::usage(Reason::NoWorkspace).about(lab));
        }
        if !lab.join("target").exists() {
            printer.tell("code-native-library", &[]);
        }
        let arguments = ["build", "--package", "medlab"];
        let built = cargo(lab, &arguments).map_err(|error| failed(error.to_string()))?;
        if !built.status.success() {
            let said = String::from_utf8_lossy(&built.stderr).into_owned();
            return Err(failed(super::place::last_lines(&said)));
        }
        Ok(Self { lab: lab.to_path_buf(), exercise: exercise.to_string() })
    }

    fn program(&self, harness: &[u8]) -> Result<PathBuf, Unbuilt> {
        // What the judge calls is part of the exercise, whatever became of it here.
        let name = &self.exercise;
        let path = self.lab.join(name).join(PROGRAM);
        let ours = medlab_library::program(name, harness);
        if fs::read(&path).ok().as_ref() != Some(&ours) {
            fs::write(&path, ours).map_err(|_| Unbuilt::Grader)?;
        }
        let arguments =
            ["build", "--package", name, "--bin", name, "--message-format", "json"];
        let built = cargo(&self.lab, &arguments).map_err(|_| Unbuilt::Grader)?;
        let text = String::from_utf8_lossy(&built.stdout);
        let messages: Vec<Value> =
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if !built.status.success() {
            let refused = messages.iter().find_map(|message| refused(message, name));
            return Err(refused
                .map_or(Unbuilt::Grader, |fault| Unbuilt::Submission(Box::new(fault))));
        }
        let program = messages.iter().rev().find_map(|message| {
            let ours = message["target"]["name"] == name.as_str();
            message["executable"].as_str().filter(|_| ours).map(PathBuf::from)
        });
        program.ok_or(Unbuilt::Grader)
    }
}

impl Programs for Native {
    fn custody(&self) -> Custody {
        Custody::Native
    }

    fn build(&self, _source: &[u8], harness: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
        Ok(Box::new(Program { path: self.program(harness)? }))
    }
}

/// Runs cargo in a lab, as the lab's own settings say.
fn cargo(lab: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new("cargo");
    command.args(arguments).args(["--quiet", "--color", "never"]);
    command.current_dir(lab).stdin(Stdio::null()).output()
}

/// What the compiler's message says is wrong: with the learner's functions, or with how the
/// judge's program calls them.
fn refused(message: &Value, exercise: &str) -> Option<Fault> {
    let said = &message["message"];
    if message["reason"] != "compiler-message" || said["level"] != "error" {
        return None;
    }
    let rendered = said["rendered"].as_str()?;
    if message["target"]["name"] != crate_name(exercise).as_str() {
        let (detail, _) = uncompiled::first(rendered);
        return Some(Fault::new(Uncompiled::Mismatch { detail }).in_file(code::FILE));
    }
    let spans = said["spans"].as_array().into_iter().flatten();
    let line = spans
        .filter(|span| span["is_primary"] == true)
        .find_map(|span| span["line_start"].as_u64());
    let fault = Fault::new(uncompiled::refused(rendered).0).in_file(code::FILE);
    Some(Fault { line, ..fault })
}

/// A learner's program on this machine.
struct Program {
    path: PathBuf,
}

impl Solver for Program {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        called(&self.path, run, PATIENCE).map_err(|_| Unsolved)
    }

    fn counts_fuel(&self) -> bool {
        false
    }
}

/// Runs a program once, in an empty folder.
fn called(program: &Path, run: &Run, patience: Duration) -> std::io::Result<Ran> {
    let folder = tempfile::tempdir()?;
    let (mut printed, out) = std::io::pipe()?;
    let mut child = Command::new(program)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(out.try_clone()?)
        .stderr(out)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = run.input.clone();
        // It may end without reading, or never read.
        std::thread::spawn(move || stdin.write_all(&input));
    }
    let Limits { answer: longest, printed: most, .. } = run.limits;
    let (send, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        while let Ok(read @ 1..) = printed.read(&mut chunk) {
            bytes.extend_from_slice(&chunk[..read]);
            let full = bytes.len() as u64 > most;
            if send.send(std::mem::take(&mut bytes)).is_err() || full {
                return;
            }
        }
    });
    let mut said = Vec::new();
    let ended = waited(&mut child, patience, || {
        said.extend(heard.try_iter().flatten());
        said.len() as u64 > most
    });
    // Whoever was waited for in vain is ended, and nobody is left unasked.
    let _ended_already = child.kill();
    let status = child.wait()?;
    let until = Instant::now() + DREGS;
    while said.len() as u64 <= most {
        let left = until.saturating_duration_since(Instant::now());
        let Ok(more) = heard.recv_timeout(left) else { break };
        said.extend(more);
    }
    let mut end = ended.unwrap_or_else(|| end_of(status));
    if said.len() as u64 > most {
        end = End::TooMuchOutput;
        said.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    let mut answer = Vec::new();
    if let Ok(file) = fs::File::open(folder.path().join(ANSWER_FILE)) {
        file.take(longest + 1).read_to_end(&mut answer)?;
    }
    if answer.len() as u64 > longest {
        (end, answer) = (End::TooMuchOutput, Vec::new());
    }
    Ok(Ran { end, fuel: 0, answer, printed: said })
}

/// Waits for a program's end; another end than its own if it takes too long or says too much.
fn waited(
    child: &mut Child,
    patience: Duration,
    mut too_much: impl FnMut() -> bool,
) -> Option<End> {
    let until = Instant::now() + patience;
    loop {
        if too_much() {
            return Some(End::TooMuchOutput);
        }
        match child.try_wait() {
            Ok(None) if Instant::now() > until => return Some(End::OutOfFuel),
            Ok(None) => std::thread::sleep(GLANCE),
            Ok(Some(_)) | Err(_) => return None,
        }
    }
}

/// The code with which a program leaves that panicked.
const PANICKED: i32 = 101;

#[cfg(unix)]
fn end_of(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(0), _) => End::Returned,
        (Some(PANICKED), _) | (None, None) => End::Panicked,
        (Some(code), _) => End::Left(code),
        (_, Some(signal)) => match rustix::process::Signal::from_named_raw(signal) {
            Some(rustix::process::Signal::KILL) => End::OutOfMemory,
            Some(rustix::process::Signal::SEGV | rustix::process::Signal::BUS) => {
                End::StackOverflow
            }
            // An abort is a panic within a panic, or a stack that ran out: Rust says which in
            // what it prints.
            _ => End::Panicked,
        },
    }
}

#[cfg(not(unix))]
fn end_of(status: ExitStatus) -> End {
    /// What Windows says of a stack that ran out.
    const STACK_OVERFLOW: u32 = 0xC000_00FD;
    /// The codes of errors, an abort among them.
    const ERRORS: u32 = 0xC000_0000;
    match status.code() {
        Some(0) => End::Returned,
        Some(PANICKED) | None => End::Panicked,
        Some(code) if code.cast_unsigned() == STACK_OVERFLOW => End::StackOverflow,
        Some(code) if code.cast_unsigned() >= ERRORS => End::Panicked,
        Some(code) => End::Left(code),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn run(script: &str) -> Ran {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        let mut file = fs::File::create(&path).unwrap();
        write!(file, "#!/bin/sh\n{script}").unwrap();
        drop(file);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let limits = Limits { fuel: 0, memory: 0, answer: 10, printed: 1000 };
        let run = Run { input: b"the call".to_vec(), seed: 0, limits };
        called(&path, &run, Duration::from_millis(700)).unwrap()
    }

    #[test]
    fn a_call_goes_in_and_an_answer_comes_out() {
        let ran = run("cat > answer; echo out; echo err >&2");
        assert_eq!(ran.end, End::Returned);
        assert_eq!(ran.answer, b"the call");
        assert_eq!(ran.printed, b"out\nerr\n");
    }

    #[test]
    fn every_end_has_its_name() {
        let cases = [
            ("exit 101", End::Panicked),
            ("exit 3", End::Left(3)),
            ("kill -ABRT $$", End::Panicked),
            ("kill -SEGV $$", End::StackOverflow),
            ("kill -KILL $$", End::OutOfMemory),
            ("exec sleep 60", End::OutOfFuel),
            ("while :; do echo much; done", End::TooMuchOutput),
            ("echo 12345678901 > answer", End::TooMuchOutput),
            ("sleep 60 & exit 0", End::Returned),
        ];
        for (script, end) in cases {
            let started = Instant::now();
            let ran = run(script);
            assert_eq!(ran.end, end, "{script}");
            assert!(ran.printed.len() <= 1000, "{script}");
            assert!(started.elapsed() < Duration::from_secs(20), "{script}");
        }
    }
}
