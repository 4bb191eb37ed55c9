//! Odd: what Rust can say that few people know of, tried for what it might open.

use crate::case::{
    Case,
    Expected::{Failed, Passed},
    UNCOMPILED,
};
use crate::sources::{beside, gaining, giving, with_honest};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let right = "honest::c_index(times, outcomes, risks)";
    // Memory without the allocator, which is safe to ask for.
    let grows = "core::arch::wasm32::memory_grow::<0>(16_000) != usize::MAX";
    cases.push(Case::code("grows-by-hand", &[39], gaining(grows), Failed("wrong_value")));
    // Nothing is left for the harness to open, and the folder is another.
    for (name, attack, how) in [
        (
            "opens-until-nothing-is-left",
            "for _ in 0..20 { std::mem::forget(std::fs::File::create(\"answer\")); }",
            "left_early",
        ),
        ("moves-away", "std::env::set_current_dir(\"/\").unwrap();", "forbidden"),
    ] {
        let source = with_honest(&giving(attack, right));
        cases.push(Case::code(name, &[16, 41], source, Failed(how)));
    }
    // An answer that lies deeper in itself than any is read.
    let deep = "pub struct Deep; impl From<Deep> for medlab::harness::Answer { \
        fn from(_: Deep) -> Self { let mut all: Self = 1.0.into(); \
        for _ in 0..200 { all = (all, 1.0).into(); } all } } \
        pub fn c_index(_: &[f64], _: &[bool], _: &[f64]) -> Deep { Deep }";
    cases.push(Case::code(
        "an-answer-without-ground",
        &[29, 48],
        deep,
        Failed("wrong_shape"),
    ));
    // More warnings than the compiler may say: right work all the same.
    let unused = |number: usize| format!("let unused_{number} = {number};\n");
    let flood: String = (0..3000).map(unused).collect();
    let flood = with_honest(&giving(&flood, right)).replace("#![allow(warnings)]", "");
    cases.push(Case::code("floods-with-warnings", &[40, 46], flood, Passed));

    // The crate says of itself what it is; how it is compiled is not its to say.
    let attributes = "#![no_main]\n#![crate_type = \"proc-macro\"]\n#![windows_subsystem = \"windows\"]";
    let attributes = format!("{attributes}\n{}", beside("").replace("//!", "//"));
    cases.push(Case::code("attributes-of-a-program", &[15, 17], attributes, Passed));
    let named =
        format!("#![crate_name = \"harness\"]\n{}", beside("").replace("//!", "//"));
    cases.push(Case::code("calls-itself-harness", &[17, 30], named, UNCOMPILED));
    for (name, classes, attack) in [
        (
            "documents-a-file",
            &[1, 15][..],
            "#[doc = include_str!(\"/etc/passwd\")] pub fn f() {}",
        ),
        (
            "includes-itself",
            &[43],
            "mod a { include!(\"lib.rs\"); } mod b { include!(\"lib.rs\"); }",
        ),
        ("a-librarys-library", &[5], "extern crate serde_core;"),
        (
            "turns-lines-around",
            &[49],
            "// \u{202e} dessap\npub const PASSED: &str = \"\u{2066}\";",
        ),
    ] {
        cases.push(Case::code(name, classes, beside(attack), UNCOMPILED));
    }
    cases
}
