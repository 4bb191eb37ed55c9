//! Programs as rustc makes them: `acts.rs` does one thing after another for its input.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use medlab_protocol::session::{End, Limits, Ran};

use crate::process::{Judge, LIMITS};

/// The compiled program, or none where the target is not installed and not required.
fn acts() -> Option<&'static [u8]> {
    static ACTS: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    ACTS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("acts.wasm");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge/acts.rs");
        let rustc = option_env!("RUSTC").unwrap_or("rustc");
        let output = Command::new(rustc)
            .args([
                "--edition",
                "2024",
                "--target",
                "wasm32-wasip1",
                "-O",
                "-C",
                "strip=debuginfo",
            ])
            .args([OsStr::new("-o"), module.as_os_str(), source.as_os_str()])
            .output()
            .unwrap();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let required = std::env::var_os("MEDLAB_REQUIRE_WASM").is_some();
            assert!(!required && said.contains("target may not be installed"), "{said}");
            return None;
        }
        Some(std::fs::read(module).unwrap())
    })
    .as_deref()
}

/// Two judges that hold the program: what one says, the other must say too.
struct Pair([Judge; 2]);

impl Pair {
    fn new() -> Option<Self> {
        let module = acts()?;
        Some(Self([Judge::with(module), Judge::with(module)]))
    }

    /// What comes of an act: in one process, in another, and there again.
    fn act(&mut self, input: &str) -> Ran {
        let limits = Limits { fuel: 500_000_000, ..LIMITS };
        let Self([one, other]) = self;
        let ran = one.run(input.as_bytes(), 7, limits);
        let same = other.run(input.as_bytes(), 7, limits);
        assert_eq!(same, ran, "{input}: another process");
        let same = other.run(input.as_bytes(), 7, limits);
        assert_eq!(same, ran, "{input}: another run");
        ran
    }
}

#[test]
fn each_act_ends_as_it_should() {
    let Some(mut pair) = Pair::new() else { return };
    for (input, end, printed) in [
        ("echo hello", End::Returned, ""),
        ("print", End::Returned, "out\nerr\n"),
        ("panic", End::Panicked, "panicked at"),
        ("unwind", End::Panicked, "panicked at"),
        ("divide", End::Panicked, "divide by zero"),
        ("index", End::Panicked, "out of bounds"),
        ("hash", End::Returned, "3\n"),
        ("sleep", End::Returned, "slept\n"),
        ("exit 0", End::Left(0), ""),
        ("exit 9", End::Left(9), ""),
        ("abort", End::Panicked, ""),
        ("environment", End::Returned, "0 0 None\n"),
        ("passwd", End::Forbidden, ""),
        ("parent", End::Forbidden, ""),
        ("home", End::Forbidden, ""),
        ("folder", End::Forbidden, ""),
        ("other", End::Forbidden, ""),
        ("reread", End::Forbidden, ""),
        ("remove", End::Forbidden, ""),
        ("make", End::Forbidden, ""),
        ("socket", End::Returned, "Err("),
        ("command", End::Returned, "Err("),
        ("thread", End::Panicked, "failed to spawn thread"),
        ("recurse", End::StackOverflow, ""),
        ("array", End::StackOverflow, ""),
        // More than addresses of 32 bits can hold, and more than is given.
        ("huge", End::Panicked, "capacity overflow"),
        ("large", End::OutOfMemory, ""),
        ("grow", End::OutOfMemory, ""),
        ("reserve", End::Returned, "denied\n"),
        ("loop", End::OutOfFuel, ""),
        ("flood", End::TooMuchOutput, "flood\nflood\n"),
        ("answers", End::TooMuchOutput, ""),
        ("seek", End::Returned, ""),
        ("twice", End::Returned, ""),
        ("append", End::Returned, ""),
    ] {
        let ran = pair.act(input);
        let said = String::from_utf8_lossy(&ran.printed);
        assert_eq!(ran.end, end, "{input}: {said}");
        assert!(said.contains(printed), "{input}: {said}");
        if printed.is_empty() && end == End::Returned {
            assert_eq!(said, "", "{input}");
        }
    }
}

#[test]
fn the_answer_is_what_was_written_to_it() {
    let Some(mut pair) = Pair::new() else { return };
    for (input, answer) in [
        ("echo hello", &b"hello"[..]),
        ("print", b""),
        ("seek", b"ab\0\0e"),
        ("twice", b"second"),
        ("append", b"onetwo"),
        ("exit 9", b""),
        ("forge", b"forged"),
    ] {
        let ran = pair.act(input);
        assert_eq!(ran.answer, answer, "{input}");
    }
    // Large, and with every byte.
    let long: String =
        (0..300_000_u32).map(|i| char::from_u32(32 + i % 90).unwrap()).collect();
    let ran = pair.act(&format!("echo {long}"));
    assert_eq!(ran.answer, long.as_bytes());
}

#[test]
fn time_and_chance_come_from_fuel_and_seed() {
    let Some(module) = acts() else { return };
    let mut judge = Judge::with(module);
    let clock = judge.run(b"clock", 1, LIMITS);
    assert_eq!(judge.run(b"clock", 2, LIMITS), clock, "time does not depend on the seed");
    let said = String::from_utf8_lossy(&clock.printed);
    let numbers: Vec<u64> =
        said.split_whitespace().map(|word| word.parse().unwrap()).collect();
    // Seconds since 1970, and nanoseconds that passed between two looks and over some work.
    assert_eq!(numbers[0], 1_767_225_600);
    assert!(numbers[1] > 0 && numbers[2] > numbers[1], "{numbers:?}");

    let first = judge.run(b"random", 1, LIMITS);
    assert_eq!(judge.run(b"random", 1, LIMITS), first);
    assert_ne!(judge.run(b"random", 2, LIMITS).printed, first.printed);
}

#[test]
fn fuel_grows_with_the_work() {
    let Some(mut pair) = Pair::new() else { return };
    let [few, some, many] =
        [1000, 2000, 4000].map(|n| pair.act(&format!("work {n}")).fuel);
    let growth = (many - some) as f64 / (some - few) as f64;
    assert!((1.9..2.1).contains(&growth), "{growth}");
}
