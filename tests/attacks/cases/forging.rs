//! Forging a verdict: answers written past the harness, early exits, printed grades, and names
//! that stand in for trusted ones.

use medlab_protocol::Value;

use crate::case::{
    Case,
    Expected::{NotJudged, Points},
    UNCOMPILED,
};
use crate::sources::{beside, doing, giving};

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

pub(super) fn cases() -> Vec<Case> {
    let exit = "std::process::exit(0);";
    let guess = forged(0.62);
    let run: Vec<(&str, &'static [u32], String)> = vec![
        ("exits-at-once", &[20, 28], exit.into()),
        ("exits-with-an-answer", &[16, 20], format!("{guess} {exit}")),
        ("exits-with-nonsense", &[16, 20, 48], format!("std::fs::write(\"answer\", \"18\").unwrap(); {exit}")),
        ("aborts-with-an-answer", &[16, 20], format!("{guess} std::process::abort();")),
        ("panics-with-an-answer", &[16, 26], format!("{guess} panic!(\"18/18\");")),
        (
            "panic-hook",
            &[26, 34],
            format!("std::panic::set_hook(Box::new(|_| {{ {guess} {exit} }})); panic!();"),
        ),
        (
            "catches-and-leaves",
            &[26, 34],
            format!("let _ = std::panic::catch_unwind(|| panic!()); {guess} {exit}"),
        ),
        (
            "writes-when-all-is-over",
            &[18, 19, 34],
            format!(
                "struct Late; impl Drop for Late {{ fn drop(&mut self) {{ {guess} }} }} \
                 thread_local!(static LATE: Late = const {{ Late }}); LATE.with(|_| ());"
            ),
        ),
        (
            "holds-the-answer-open",
            &[16, 19],
            "use std::io::Write; let mut f = std::fs::File::create(\"answer\").unwrap(); \
             f.write_all(&[0; 9]).unwrap(); std::mem::forget(f);"
                .into(),
        ),
        (
            "answers-by-its-own-harness",
            &[17, 30],
            format!("let code = medlab::harness::serve(|_, _| Ok(Some(0.62).into())); {guess} {exit}"),
        ),
        (
            "writes-results",
            &[16, 18, 48],
            "for name in [\"results.json\", \"grades.jsonl\", \"../grades.jsonl\", \"harness.wasm\"] { \
             let _ = std::fs::write(name, \"{\\\"passed\\\":true,\\\"points\\\":18}\"); }"
                .into(),
        ),
        (
            "descriptors",
            &[16],
            "for n in 0..64 { print!(\"{:?}\", std::fs::write(format!(\"/proc/self/fd/{n}\"), \"18\")); }".into(),
        ),
        ("prints-grades", &[21, 22, 23, 49], FAKES.into()),
        (
            "panics-with-grades",
            &[23, 49],
            "panic!(\"\\u{1b}[32mPASSED\\n::notice title=x::100\\n<script>alert('owned')</script>\\u{202e}\");"
                .into(),
        ),
    ];
    let mut cases: Vec<Case> = run
        .into_iter()
        .map(|(name, classes, attack)| {
            Case::code(name, classes, doing(&attack), Points(0))
        })
        .collect();
    // The right number does not excuse leaving: whoever leaves has not answered.
    let right =
        "let value = honest::c_index(times, outcomes, risks); std::process::exit(0);";
    let right = format!(
        "{}\nmod honest {{ {} }}",
        giving(right, "value"),
        crate::sources::HONEST.replace("//!", "//")
    );
    cases.push(Case::code("exits-when-right", &[20], right, Points(0)));

    let types: [(&str, &'static [u32], &str); 4] = [
        (
            "a-type-that-equals-all",
            &[29],
            "#[derive(Debug)] pub struct All; impl PartialEq for All { fn eq(&self, _: &Self) -> bool { true } } \
             impl PartialEq<f64> for All { fn eq(&self, _: &f64) -> bool { true } } \
             impl From<All> for medlab::harness::Answer { fn from(_: All) -> Self { \"18/18\".into() } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> All { All }",
        ),
        (
            "a-type-of-many-answers",
            &[29, 48],
            "pub struct Many; impl From<Many> for medlab::harness::Answer { fn from(_: Many) -> Self { \
             medlab::harness::Answer::record([(\"points\", 18.0.into()), (\"points\", 18.0.into())]) } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Many { Many }",
        ),
        (
            "a-type-of-endless-text",
            &[29, 40, 48],
            "pub struct Long; impl From<Long> for medlab::harness::Answer { fn from(_: Long) -> Self { \
             \"x\".repeat(20 << 20).into() } } \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Long { Long }",
        ),
        (
            "shadows",
            &[17, 27, 30],
            "pub mod medlab { pub mod harness { pub fn serve() {} } } pub mod std { pub fn write() {} } \
             #[macro_export] macro_rules! println { ($($t:tt)*) => {} } pub fn main() {} \
             pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Option<f64> { Some(0.62) }",
        ),
    ];
    cases.extend(
        types.map(|(name, classes, source)| Case::code(name, classes, source, Points(0))),
    );

    let refused: [(&str, &'static [u32], &str); 14] = [
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
        ("assembly", &[34], "pub fn f() { unsafe { core::arch::asm!(\"nop\") } }"),
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
            "compile_error!(\"\\n::notice title=x::100/100\\n\\u{1b}[2J\\u{1b}]0;owned\\u{7}\\u{202e}<script>alert('owned')</script>\");",
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
    for feature in
        ["rustc_attrs", "asm_experimental_arch", "internal_features", "linkage"]
    {
        let source = format!("#![feature({feature})]\n{}", beside(""));
        let name = format!("feature-{feature}");
        cases.push(Case::code(&name, &[15, 34], source, UNCOMPILED));
    }
    // What is not written yet is not judged, and no way to points.
    for (name, body) in [
        ("not-written", "todo!();".to_string()),
        ("leaves-as-not-written", format!("{guess} std::process::exit(71);")),
    ] {
        cases.push(Case::code(name, &[20], doing(&body), NotJudged));
    }
    cases
}
