//! Forging a verdict: answers written past the harness, early exits, printed grades, and names
//! that stand in for trusted ones.

use medlab_protocol::Value;

use crate::case::{
    Case,
    Expected::{Failed, NotJudged, Points, Uncompiled},
    UNCOMPILED,
};
use crate::class::EXERCISE;
use crate::sources::{answering_right, beside, doing, giving, with_honest};

/// A printed flood of what graders have been known to parse.
const FAKES: &str = r###"
println!("::notice title=Autograding report::{{\"totalPoints\":100,\"maxPoints\":100}}");
println!("::set-output name=points::18\n::stop-commands::x\n::error::owned");
println!("##teamcity[testFinished name='x']\n<|-- --|>\nGrade :=>> 100\nPASSED 18/18");
println!("{{\"status\":\"graded\",\"points\":18,\"max_points\":18,\"passed\":true}}");
println!("\u{1b}[2J\u{1b}[1;32m18/18 PASSED\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}dessap\u{2066}");
println!("<script>alert('owned')</script><img src=x onerror=alert(1)>|[x](javascript:alert(1))");
eprintln!("=HYPERLINK(\"http://example.org\")\r\n::add-mask::18");
"###;

fn forged(number: f64) -> String {
    let bytes = Value::Number(number).encode();
    format!("std::fs::write(\"answer\", {bytes:?}).unwrap();")
}

/// The exercise as it is today.
const TODAY: &str = include_str!(
    "../../../exercises/mooc2/m3-machine-learning/fast-enough/exercise.toml"
);

/// Practice work that says a lot and is wrong.
pub(crate) fn loud() -> Vec<Case> {
    let version = TODAY.lines().find(|line| line.starts_with("version = ")).unwrap();
    let paper = format!(
        "format = 1\nexercise = \"{EXERCISE}\"\n{version}\nvariant = \"practice-1\"\n"
    );
    let bytes = "use std::io::Write; std::io::stdout().write_all(\
        b\"PASSED \\xff\\xfe\\0\\x1b[2J\\x9b31m\\xe2\\x80\\xae\\r\\n::error::x\\x08\").unwrap();";
    let panics =
        "panic!(\"\\u{1b}[32mPASSED\\n::notice title=x::100\\n##[error]x\\u{202e}\");";
    [("prints", FAKES), ("panics", panics), ("prints-bytes", bytes)]
        .map(|(name, attack)| {
            let files = [("handin.toml", paper.clone()), ("src/lib.rs", doing(attack))];
            let files = files.map(|(name, text)| (name, text.into_bytes())).into();
            Case::files(name, &[23, 49], files, Points(0))
        })
        .into()
}

pub(super) fn cases() -> Vec<Case> {
    let exit = "std::process::exit(0);";
    let guess = answering_right();
    let run: Vec<(&str, &'static [u32], String, &str)> = vec![
        ("exits-at-once", &[20, 28], exit.into(), "left_early"),
        ("exits-with-an-answer", &[16, 20], format!("{guess} {exit}"), "left_early"),
        ("exits-with-nonsense", &[16, 20, 48], format!("std::fs::write(\"answer\", \"18\").unwrap(); {exit}"), "left_early"),
        ("aborts-with-an-answer", &[16, 20], format!("{guess} std::process::abort();"), "panicked"),
        ("panics-with-an-answer", &[16, 26], format!("{guess} panic!(\"18/18\");"), "panicked"),
        (
            "panic-hook",
            &[26, 34],
            format!("std::panic::set_hook(Box::new(|_| {{ {exit} }})); {guess} panic!();"),
            "left_early",
        ),
        (
            "catches-and-leaves",
            &[26, 34],
            format!("let _ = std::panic::catch_unwind(|| panic!()); {guess} {exit}"),
            "panicked",
        ),
        (
            "writes-when-all-is-over",
            &[18, 19, 34],
            format!(
                "struct Late; impl Drop for Late {{ fn drop(&mut self) {{ {} }} }} \
                 thread_local!(static LATE: Late = const {{ Late }}); LATE.with(|_| ());",
                forged(0.5)
            ),
            "wrong_value",
        ),
        (
            "holds-the-answer-open",
            &[16, 19],
            "use std::io::Write; let mut f = std::fs::File::create(\"answer\").unwrap(); \
             f.write_all(&[0; 9]).unwrap(); std::mem::forget(f);"
                .into(),
            "wrong_value",
        ),
        (
            "answers-by-its-own-harness",
            &[17, 30],
            format!("let code = medlab::harness::serve(|_, _| Ok(Some(0.62).into())); {guess} {exit}"),
            "left_early",
        ),
        (
            "writes-results",
            &[16, 18, 48],
            "for name in [\"results.json\", \"grades.jsonl\", \"../grades.jsonl\", \"harness.wasm\"] { \
             let _ = std::fs::write(name, \"{\\\"passed\\\":true,\\\"points\\\":18}\"); }"
                .into(),
            "forbidden",
        ),
        (
            "descriptors",
            &[16],
            "for n in 0..64 { print!(\"{:?}\", std::fs::write(format!(\"/proc/self/fd/{n}\"), \"18\")); }".into(),
            "forbidden",
        ),
        ("prints-grades", &[21, 22, 23, 49], FAKES.into(), "wrong_value"),
        (
            "panics-with-grades",
            &[23, 49],
            "panic!(\"\\u{1b}[32mPASSED\\n::notice title=x::100\\n<script>alert('owned')</script>\\u{202e}\");"
                .into(),
            "panicked",
        ),
    ];
    // Each writes the right answer past the harness: that does not excuse leaving.
    let mut cases: Vec<Case> = run
        .into_iter()
        .map(|(name, classes, attack, how)| {
            Case::code(name, classes, with_honest(&doing(&attack)), Failed(how))
        })
        .collect();
    let right =
        "let value = honest::c_index(times, outcomes, risks); std::process::exit(0);";
    let right = with_honest(&giving(right, "value"));
    cases.push(Case::code("exits-when-right", &[20], right, Failed("left_early")));

    let types: [(&str, &'static [u32], &str, &str); 4] = [
        (
            "a-type-that-equals-all",
            &[29],
            "#[derive(Debug)] pub struct All; impl PartialEq for All { fn eq(&self, _: &Self) -> bool { true } } \
             impl PartialEq<f64> for All { fn eq(&self, _: &f64) -> bool { true } } \
             impl From<All> for medlab::harness::Answer { fn from(_: All) -> Self { \"18/18\".into() } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> All { All }",
            "wrong_shape",
        ),
        (
            "a-type-of-many-answers",
            &[29, 48],
            "pub struct Many; impl From<Many> for medlab::harness::Answer { fn from(_: Many) -> Self { \
             medlab::harness::Answer::record([(\"points\", 18.0.into()), (\"points\", 18.0.into())]) } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Many { Many }",
            "wrong_shape",
        ),
        (
            "a-type-of-endless-text",
            &[29, 40, 48],
            "pub struct Long; impl From<Long> for medlab::harness::Answer { fn from(_: Long) -> Self { \
             \"x\".repeat(20 << 20).into() } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Long { Long }",
            "too_much_output",
        ),
        (
            "shadows",
            &[17, 27, 30],
            "pub mod medlab { pub mod harness { pub fn serve() {} } } pub mod std { pub fn write() {} } \
             #[macro_export] macro_rules! println { ($($t:tt)*) => {} } pub fn main() {} \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Option<f64> { Some(0.62) }",
            "wrong_value",
        ),
    ];
    cases.extend(types.map(|(name, classes, source, how)| {
        Case::code(name, classes, source, Failed(how))
    }));

    let refused: [(&str, &'static [u32], &str); 13] = [
        (
            "overrides-main",
            &[17, 30],
            "#[unsafe(no_mangle)] pub extern \"C\" fn main() {}",
        ),
        (
            "overrides-write",
            &[17, 30],
            "#[unsafe(no_mangle)] pub extern \"C\" fn fd_write() {}",
        ),
        (
            "exports-a-name",
            &[17, 30],
            "#[unsafe(export_name = \"_start\")] pub extern \"C\" fn x() {}",
        ),
        (
            "own-section",
            &[17],
            "#[unsafe(link_section = \".init_array\")] pub static X: u8 = 1;",
        ),
        ("links-a-library", &[34], "#[link(name = \"c\")] unsafe extern \"C\" {}"),
        (
            "imports-the-host",
            &[34, 50],
            "#[link(wasm_import_module = \"wasi_snapshot_preview1\")] unsafe extern \"C\" \
             { pub safe fn sched_yield() -> i32; }",
        ),
        ("unsafe-block", &[4, 34], "pub fn f() -> u8 { unsafe { *(16 as *const u8) } }"),
        ("procedural-macro", &[15, 31], "#[proc_macro] pub fn x(_: i32) -> i32 { 1 }"),
        (
            "global-allocator",
            &[26, 34],
            "struct A; unsafe impl std::alloc::GlobalAlloc for A { unsafe fn alloc(&self, _: std::alloc::Layout) \
             -> *mut u8 { std::ptr::null_mut() } unsafe fn dealloc(&self, _: *mut u8, _: std::alloc::Layout) {} } \
             #[global_allocator] static G: A = A;",
        ),
        (
            "says-workflow-commands",
            &[23, 49],
            "compile_error!(\"::notice title=x::100/100 \\u{1b}[2J\\u{1b}]0;owned\\u{7}\\u{202e}<script>alert('owned')</script>\");",
        ),
        ("allows-unsafe", &[34], "#[allow(unsafe_code)] pub fn f() { unsafe {} }"),
        (
            "foreign-answer",
            &[29],
            "impl From<u8> for medlab::harness::Answer { fn from(_: u8) -> Self { todo!() } }",
        ),
        ("another-edition", &[15], "pub mod other;"),
    ];
    cases.extend(refused.map(|(name, classes, attack)| {
        Case::code(name, classes, beside(attack), UNCOMPILED)
    }));
    let assembly = beside("pub fn f() { unsafe { core::arch::asm!(\"nop\") } }");
    let assembly = format!("#![feature(asm_experimental_arch)]\n{assembly}");
    cases.push(Case::code("assembly", &[34], assembly, UNCOMPILED));
    for feature in ["rustc_attrs", "asm_experimental_arch", "core_intrinsics", "linkage"]
    {
        let source = format!("#![feature({feature})]\n{}", beside(""));
        let name = format!("feature-{feature}");
        cases.push(Case::code(&name, &[15, 34], source, UNCOMPILED));
    }
    // A submission says in its own words why it does not fit. Nobody else is to blame for that.
    for (name, words) in [
        ("blames-the-linker", "linking with `rust-lld` failed"),
        (
            "blames-the-library",
            "crate `x` required to be available in rlib format, but was not found in this form",
        ),
    ] {
        let source = format!(
            "#[diagnostic::on_unimplemented(message = {words:?}, label = \"18/18\")] \
             pub trait Fits {{}} \
             pub fn c_index<T: Fits>(_: T, _: &[bool], _: &[f64]) -> Option<f64> {{ None }}"
        );
        let expected = Uncompiled("what the judge calls");
        cases.push(Case::code(name, &[46, 47], source, expected));
    }
    let paints = "#[diagnostic::on_unimplemented(message = \"::notice title=x::100 \\u{1b}[2J\\u{1b}]0;\\u{7}\
        \\u{9b}31m\\u{202e}<script>alert('owned')</script>\", label = \"\\u{1b}[32mPASSED\\n::error::x\")] \
        pub trait Fits {} \
        pub fn c_index<T: Fits>(_: T, _: &[bool], _: &[f64]) -> Option<f64> { None }";
    let expected = Uncompiled("what the judge calls");
    cases.push(Case::code("paints-by-a-trait", &[23, 49], paints, expected));
    // What is not written yet is not judged, and no way to points.
    for (name, body) in [
        ("not-written", "todo!();".to_string()),
        ("leaves-as-not-written", format!("{guess} std::process::exit(71);")),
    ] {
        cases.push(Case::code(name, &[20], with_honest(&doing(&body)), NotJudged));
    }
    cases
}
