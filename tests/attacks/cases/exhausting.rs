//! Exhausting: time, memory, output, processes and the compiler.

use crate::case::{
    Case,
    Expected::{Failed, Uncompiled},
    UNCOMPILED,
};
use crate::sources::{beside, doing, giving, with_honest};

/// It compiles, and the engine does not take it: that is no fault of the grader.
const UNTAKEN: crate::case::Expected = Uncompiled("engine");

pub(super) fn cases() -> Vec<Case> {
    let run: [(&str, &'static [u32], &str, &str); 16] = [
        ("loops", &[38], "loop { std::hint::black_box(1); }", "took_too_long"),
        // The clock goes on, and no time passes.
        ("sleeps", &[38], "std::thread::sleep(std::time::Duration::MAX);", "wrong_value"),
        (
            "waits-by-the-clock",
            &[38],
            "let begin = std::time::SystemTime::UNIX_EPOCH; \
            while begin.elapsed().map_or(true, |d| d.as_secs() < u64::MAX / 2) {}",
            "took_too_long",
        ),
        (
            "waits-for-itself",
            &[38],
            "let m = std::sync::Mutex::new(0); let _a = m.lock(); let _b = m.lock();",
            "panicked",
        ),
        (
            "reads-without-end",
            &[38],
            "let _ = std::io::stdin().lines().count(); \
            loop { let _ = std::io::read_to_string(std::io::stdin()); }",
            "took_too_long",
        ),
        ("thread", &[38, 41], "std::thread::spawn(|| loop {}).join();", "panicked"),
        (
            "many-threads",
            &[34, 41],
            "for _ in 0..1000 { std::thread::Builder::new().spawn(|| loop {}).unwrap(); }",
            "panicked",
        ),
        (
            "a-program",
            &[41, 42],
            "std::process::Command::new(\"/bin/sh\").arg(\"-c\").arg(\"setsid sleep 1000 &\")\
            .spawn().unwrap();",
            "panicked",
        ),
        // What is asked for is less than WebAssembly's own 4 GiB.
        (
            "memory",
            &[39],
            "let mut all = vec![]; for n in 0..1000 { all.push(vec![n as u8; 1 << 20]); } \
             std::hint::black_box(&all);",
            "out_of_memory",
        ),
        (
            "memory-at-once",
            &[39],
            "let all = vec![1u8; 1 << 30]; std::hint::black_box(&all);",
            "out_of_memory",
        ),
        (
            "recursion",
            &[38],
            "fn f(n: u64) -> u64 { std::hint::black_box(f(n + 1) + n) } print!(\"{}\", f(0));",
            "stack_overflow",
        ),
        (
            "flood",
            &[40],
            "loop { println!(\"{}\", \"flood \".repeat(1000)); }",
            "too_much_output",
        ),
        (
            "flood-of-errors",
            &[40],
            "loop { eprintln!(\"{}\", \"flood \".repeat(1000)); }",
            "too_much_output",
        ),
        (
            "fills-the-answer",
            &[40, 44, 48],
            "use std::io::Write; let mut f = std::fs::File::create(\"answer\").unwrap(); \
            for _ in 0..1000 { f.write_all(&[0; 65536]).unwrap(); }",
            "too_much_output",
        ),
        (
            "many-files",
            &[44],
            "for n in 0u64..10_000 { let _ = std::fs::write(format!(\"f{n}\"), \"x\"); }",
            "forbidden",
        ),
        (
            "sparse-file",
            &[44, 48],
            "std::fs::File::create(\"answer\").unwrap().set_len(1 << 28).unwrap();",
            "too_much_output",
        ),
    ];
    let mut cases: Vec<Case> = run
        .into_iter()
        .map(|(name, classes, attack, how)| {
            Case::code(name, classes, doing(attack), Failed(how))
        })
        .collect();
    // Right, and each call stays below its limit; all of them together would take minutes.
    let long = "for n in 0..500_000_000_u64 { std::hint::black_box(n); }";
    let slow = with_honest(&giving(long, "honest::c_index(times, outcomes, risks)"));
    let slow = Case::code("slow-in-every-call", &[38, 47], slow, Failed("took_too_long"));
    cases.push(slow);
    // Nothing but zeros: a gigabyte of memory from the first instruction.
    let zeros = "static ALL: std::sync::Mutex<[u8; 1 << 30]> = std::sync::Mutex::new([0; 1 << 30]);\n";
    let touch = giving("ALL.lock().unwrap()[times.len()] = 1;", "Some(0.62)");
    cases.push(Case::code(
        "memory-at-start",
        &[39],
        format!("{touch}{zeros}"),
        UNCOMPILED,
    ));

    let compiled: [(&str, &'static [u32], String); 7] = [
        (
            "endless-constant",
            &[43],
            "#[allow(long_running_const_eval)] pub const X: u64 = { let mut i = 0u64; loop { i = \
             i.wrapping_add(1); if i == u64::MAX { break i; } } };"
                .into(),
        ),
        ("huge-constant", &[43, 44], "pub static X: [u64; 1 << 27] = [1; 1 << 27];".into()),
        ("huge-static", &[43, 44], "#[used] pub static X: [u8; 200 << 20] = [1; 200 << 20];".into()),
        ("include-zeros", &[44], "pub const X: &[u8] = include_bytes!(\"/dev/zero\");".into()),
        (
            "endless-types",
            &[43],
            "pub fn f<T: Clone>(t: T, n: u32) { if n > 0 { f((t.clone(), t), n - 1); } } pub fn g() { f(1u8, 40) }"
                .into(),
        ),
        ("deep-nesting", &[43, 45], format!("pub fn f() -> i32 {{ {}1{} }}", "(".repeat(150_000), ")".repeat(150_000))),
        ("flood-of-messages", &[40, 43], "pub fn f() -> i32 { undefined_name }\n".repeat(15_000)),
    ];
    cases.extend(compiled.map(|(name, classes, attack)| {
        Case::code(name, classes, beside(&attack), UNCOMPILED)
    }));
    let bomb = "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)* 1 +); } } pub fn f() { m!(1 +); }";
    let bomb = format!("#![recursion_limit = \"10000\"]\n{}", beside(bomb));
    cases.push(Case::code("macro-bomb", &[43], bomb, UNCOMPILED));
    // They compile, and the engine is asked to compile them again.
    let steps = |count: usize| -> String {
        let step =
            |n| format!("x = std::hint::black_box(x ^ {n}).wrapping_mul({});", 2 * n + 3);
        (0..count).map(step).collect()
    };
    let large =
        format!("let mut x = times.len() as u64; {} print!(\"{{x}}\");", steps(14_000));
    cases.push(Case::code("large-function", &[43, 47], doing(&large), UNCOMPILED));
    // Quickly compiled, and then too long a function for the engine: the learner's to mend.
    let odd = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let constants = |n: u64| [4 * n, 4 * n + 1, 4 * n + 2, 4 * n + 3].map(odd);
    let call = |n: u64| format!("x = step(x, {:?});", constants(n + 1));
    let calls: String = (0..7000).map(call).collect();
    let calls = calls.replace(['[', ']'], "");
    let calls = format!("let mut x = times.len() as u64; {calls} print!(\"{{x}}\");");
    let step = "#[inline(never)] fn step(x: u64, a: u64, b: u64, c: u64, d: u64) -> u64 \
                { std::hint::black_box(x ^ a ^ b ^ c ^ d) }";
    let source = format!("{}{step}", doing(&calls));
    cases.push(Case::code("long-function", &[43, 47], source, UNTAKEN));
    // Instructions that differ between processors: safe to write, and not taken by the engine.
    let relaxed = "use core::arch::wasm32::*; #[target_feature(enable = \"relaxed-simd\")] \
                   pub fn f(a: v128, b: v128) -> v128 { f64x2_relaxed_madd(a, b, b) }";
    let source = "let x = f64x2_splat(times.len() as f64); \
                  print!(\"{}\", f64x2_extract_lane::<0>(f(x, x)));";
    let source = with_honest(&giving(source, "honest::c_index(times, outcomes, risks)"));
    cases.push(Case::code(
        "relaxed-instructions",
        &[47, 62],
        format!("{source}{relaxed}"),
        UNTAKEN,
    ));
    let bytes =
        "#[used] static X: [u8; 26 << 20] = { let mut x = [7; 26 << 20]; x[0] = 1; x };";
    let source =
        format!("{}{bytes}", giving("print!(\"{}\", X[times.len()]);", "Some(0.62)"));
    cases.push(Case::code("large-module", &[43, 44, 47], source, UNCOMPILED));
    cases
}
