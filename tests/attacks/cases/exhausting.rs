//! Exhausting: time, memory, output, processes and the compiler.

use crate::case::{Case, Expected::Points, UNCOMPILED};
use crate::sources::{beside, doing, giving};

pub(super) fn cases() -> Vec<Case> {
    let run: [(&str, &'static [u32], &str); 14] = [
        ("loops", &[38], "loop { std::hint::black_box(1); }"),
        ("sleeps", &[38], "std::thread::sleep(std::time::Duration::MAX);"),
        (
            "waits-by-the-clock",
            &[38],
            "let begin = std::time::SystemTime::UNIX_EPOCH; \
            while begin.elapsed().map_or(true, |d| d.as_secs() < u64::MAX / 2) {}",
        ),
        (
            "waits-for-itself",
            &[38],
            "let m = std::sync::Mutex::new(0); let _a = m.lock(); let _b = m.lock();",
        ),
        (
            "reads-without-end",
            &[38],
            "let _ = std::io::stdin().lines().count(); \
            loop { let _ = std::io::read_to_string(std::io::stdin()); }",
        ),
        ("thread", &[38, 41], "std::thread::spawn(|| loop {}).join();"),
        (
            "many-threads",
            &[34, 41],
            "for _ in 0..100000 { std::thread::Builder::new().spawn(|| loop {}); }",
        ),
        (
            "a-program",
            &[41, 42],
            "print!(\"{:?}\", std::process::Command::new(\"/bin/sh\").arg(\"-c\")\
            .arg(\"setsid sleep 1000 &\").spawn());",
        ),
        ("memory", &[39], "let mut all = vec![]; loop { all.push(vec![1u8; 1 << 20]); }"),
        (
            "memory-at-once",
            &[39],
            "let all = vec![1u8; 3 << 30]; std::hint::black_box(&all);",
        ),
        (
            "recursion",
            &[38],
            "fn f(n: u64) -> u64 { std::hint::black_box(f(n + 1) + n) } print!(\"{}\", f(0));",
        ),
        ("flood", &[40], "loop { println!(\"{}\", \"flood \".repeat(1000)); }"),
        (
            "flood-of-errors",
            &[40],
            "loop { eprintln!(\"{}\", \"flood \".repeat(1000)); }",
        ),
        (
            "fills-the-answer",
            &[40, 44, 48],
            "use std::io::Write; let mut f = std::fs::File::create(\"answer\").unwrap(); \
            loop { f.write_all(&[0; 65536]).unwrap(); }",
        ),
    ];
    let mut cases: Vec<Case> = run
        .into_iter()
        .map(|(name, classes, attack)| {
            Case::code(name, classes, doing(attack), Points(0))
        })
        .collect();
    // Each call stays below its limit, and all of them together would take minutes.
    let long = "for n in 0..500_000_000_u64 { std::hint::black_box(n); }";
    cases.push(Case::code("slow-in-every-call", &[38, 47], doing(long), Points(0)));
    let files = "for n in 0u64.. { let _ = std::fs::write(format!(\"f{n}\"), \"x\"); }";
    cases.push(Case::code("many-files", &[44], doing(files), Points(0)));
    let sparse = "std::fs::File::create(\"answer\").unwrap().set_len(1 << 40).unwrap();";
    cases.push(Case::code("sparse-file", &[44, 48], doing(sparse), Points(0)));
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
    let giant =
        format!("let mut x = times.len() as u64; {} print!(\"{{x}}\");", steps(30_000));
    cases.push(Case::code("giant-function", &[43, 47], doing(&giant), UNCOMPILED));
    let large =
        format!("let mut x = times.len() as u64; {} print!(\"{{x}}\");", steps(14_000));
    cases.push(Case::code("large-function", &[43, 47], doing(&large), UNCOMPILED));
    // Quickly compiled, and then too long a function for the engine: the learner's to mend.
    let calls: String = (0..40_000).map(|n| format!("x = step(x, {n});")).collect();
    let calls = format!("let mut x = times.len() as u64; {calls} print!(\"{{x}}\");");
    let step =
        "#[inline(never)] fn step(x: u64, n: u64) -> u64 { std::hint::black_box(x ^ n) }";
    let source = format!("{}{step}", doing(&calls));
    cases.push(Case::code("long-function", &[43, 47], source, UNCOMPILED));
    let bytes =
        "#[used] static X: [u8; 26 << 20] = { let mut x = [7; 26 << 20]; x[0] = 1; x };";
    let source =
        format!("{}{bytes}", giving("print!(\"{}\", X[times.len()]);", "Some(0.62)"));
    cases.push(Case::code("large-module", &[43, 44, 47], source, UNCOMPILED));
    cases
}
