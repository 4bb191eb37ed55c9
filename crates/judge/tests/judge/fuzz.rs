//! Calls with every kind of argument: whatever a program asks, the judge answers.

use medlab_judge::Program;
use medlab_protocol::session::{End, Limits, Run};
use proptest::prelude::*;

/// Each function and the types of its arguments: `i` for 32 bits, `l` for 64.
const FUNCTIONS: [(&str, &str); 25] = [
    ("fd_read", "iiii"),
    ("fd_write", "iiii"),
    ("fd_pwrite", "iiili"),
    ("fd_seek", "ilii"),
    ("fd_tell", "ii"),
    ("fd_close", "i"),
    ("fd_sync", "i"),
    ("fd_datasync", "i"),
    ("fd_fdstat_get", "ii"),
    ("fd_fdstat_set_flags", "ii"),
    ("fd_filestat_get", "ii"),
    ("fd_filestat_set_size", "il"),
    ("fd_prestat_get", "ii"),
    ("fd_prestat_dir_name", "iii"),
    ("path_open", "iiiiillii"),
    ("clock_res_get", "ii"),
    ("clock_time_get", "ili"),
    ("poll_oneoff", "iiii"),
    ("args_sizes_get", "ii"),
    ("args_get", "ii"),
    ("environ_sizes_get", "ii"),
    ("environ_get", "ii"),
    ("random_get", "ii"),
    ("sched_yield", ""),
    ("fd_readdir", "iiili"),
];

/// Numbers around which something could go wrong, and any other.
fn argument() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0_i64..10,
        2 => 60_i64..80,
        2 => 65_500_i64..65_540,
        1 => Just(i64::from(i32::MAX)),
        2 => -70_i64..0,
        1 => Just(i64::MIN),
        1 => Just(i64::MAX),
        1 => any::<i64>(),
    ]
}

/// Some calls, one after the other, and what lies in memory before.
fn program() -> impl Strategy<Value = String> {
    let call = (0..FUNCTIONS.len(), prop::collection::vec(argument(), 9));
    let words = prop::collection::vec(argument(), 32);
    (prop::collection::vec(call, 1..12), words).prop_map(|(calls, words)| {
        let mut text = String::from("(module");
        for (name, types) in FUNCTIONS {
            let types: String = types.chars().map(|t| if t == 'i' { " i32" } else { " i64" }).collect();
            text += &format!(
                "(import \"wasi_snapshot_preview1\" \"{name}\"
                    (func ${name} (param{types}) (result i32)))"
            );
        }
        text += r#"(memory (export "memory") 1) (data (i32.const 256) "answer") (data (i32.const 0) ""#;
        for byte in words.iter().flat_map(|word| (*word as u32).to_le_bytes()) {
            text += &format!("\\{byte:02x}");
        }
        text += r#"") (func (export "_start")
            (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 256) (i32.const 6)
                (i32.const 9) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 512)))"#;
        for (function, arguments) in calls {
            let (name, types) = FUNCTIONS[function];
            text += &format!("(drop (call ${name}");
            for (kind, argument) in types.chars().zip(arguments) {
                match kind {
                    'i' => text += &format!(" (i32.const {})", argument as i32),
                    _ => text += &format!(" (i64.const {argument})"),
                }
            }
            text += "))";
        }
        text + "))"
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..<_>::default() })]

    #[test]
    fn whatever_is_asked_is_answered(text in program(), input in prop::collection::vec(any::<u8>(), 0..40)) {
        let limits = Limits { fuel: 3_000_000, memory: 1 << 20, answer: 1 << 12, printed: 1 << 10 };
        let program = Program::load(&wat::parse_str(&text).unwrap()).unwrap().unwrap();
        let run = Run { input, seed: 5, limits };
        let ran = program.run(run.clone(), || true).unwrap();
        prop_assert!(ran.answer.len() <= 1 << 12 && ran.printed.len() <= 1 << 10);
        prop_assert!(ran.fuel <= limits.fuel);
        let known = [End::Returned, End::OutOfFuel, End::TooMuchOutput, End::Forbidden];
        prop_assert!(known.contains(&ran.end), "{:?}", ran.end);
        prop_assert_eq!(program.run(run, || true).unwrap(), ran);
    }

    /// Bytes that were a module before some of them were changed.
    #[test]
    fn whatever_is_loaded_is_taken_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut module = wat::parse_str(r#"(module
            (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
            (memory (export "memory") 1 2) (table 2 3 funcref) (elem (i32.const 0) 1)
            (global (mut i32) (i32.const 7)) (data (i32.const 8) "some bytes")
            (func (export "_start") (local i64 f64)
                (if (global.get 0) (then (drop (call 0 (i32.const 0) (i32.const 9)))))
                (loop (br_if 0 (i32.eqz (memory.grow (i32.const 1)))))))"#).unwrap();
        for (at, byte) in changes {
            let at = at.index(module.len());
            module[at] = byte;
        }
        if let Ok(program) = Program::load(&module).unwrap() {
            let limits = Limits { fuel: 100_000, memory: 1 << 20, answer: 9, printed: 9 };
            let run = Run { input: vec![], seed: 5, limits };
            let ran = program.run(run.clone(), || true).unwrap();
            prop_assert_eq!(program.run(run, || true).unwrap(), ran);
        }
    }
}
