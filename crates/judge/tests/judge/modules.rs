//! Modules that are not taken, each with the reason that a teacher reads.

use medlab_judge::{LARGEST_CODE, LARGEST_FUNCTION, MOST_FUNCTIONS};
use medlab_protocol::session::LARGEST_MODULE;

use crate::process::{module, refused};

/// The least that is a program, with something more.
fn with(more: &str) -> Vec<u8> {
    module(&format!(
        r#"(module {more} (memory (export "memory") 1) (func (export "_start")))"#
    ))
}

#[test]
fn what_is_no_module_is_refused() {
    for bytes in [&b""[..], b"\0asm", b"\x7fELF\x02\x01\x01", b"(module)", &[0xff; 64]] {
        assert!(refused(bytes).contains("cannot be loaded"), "{bytes:?}");
    }
    let whole = with("");
    for end in 9..whole.len() {
        refused(&whole[..end]);
    }
}

#[test]
fn a_module_without_a_beginning_or_memory_is_refused() {
    let why = refused(&module(r#"(module (memory (export "memory") 1))"#));
    assert!(why.contains("_start"), "{why}");
    let takes =
        r#"(module (memory (export "memory") 1) (func (export "_start") (param i32)))"#;
    assert!(refused(&module(takes)).contains("_start"));
    let why = refused(&module(r#"(module (memory 1) (func (export "_start")))"#));
    assert!(why.contains("memory"), "{why}");
}

#[test]
fn what_is_no_function_of_ours_is_refused_by_its_name() {
    for import in [
        r#"(import "env" "secret" (global i32))"#,
        r#"(import "env" "secret" (memory 1))"#,
        r#"(import "env" "secret" (table 1 funcref))"#,
        r#"(import "wasi_snapshot_preview1" "fd_read" (func $secret (param i64)))"#,
    ] {
        let text = format!(r#"(module {import} (func (export "_start")))"#);
        let memory = if import.contains("memory") {
            ""
        } else {
            r#"(memory (export "memory") 1)"#
        };
        let why = refused(&module(
            &text.replace("(func (export", &format!("{memory}(func (export")),
        ));
        let known =
            why.contains("secret") || why.contains("fd_read") || why.contains("memory");
        assert!(known, "{why}");
    }
}

#[test]
fn what_differs_between_machines_or_is_not_needed_is_refused() {
    for more in [
        "(func (param v128) (result v128)
            (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))",
        r#"(memory $shared 1 1 shared)"#,
        r#"(memory $second 1)"#,
        r#"(func (param i32) (result i32) (return_call 1 (local.get 0)))"#,
        "(tag $tag)",
        "(type (struct (field i32)))",
        "(func (param externref))",
        "(func (param i32) (drop (i32.atomic.load (local.get 0))))",
    ] {
        let why = refused(&with(more));
        assert!(why.contains("cannot be loaded"), "{more}: {why}");
    }
    let wide = r#"(module (memory (export "memory") i64 1) (func (export "_start")))"#;
    assert!(refused(&module(wide)).contains("cannot be loaded"));
}

#[test]
fn what_takes_too_much_to_compile_is_refused() {
    let why = refused(&vec![0; LARGEST_MODULE + 1]);
    assert!(why.contains("expected at most 33554432"), "{why}");
    let functions = with(&"(func)".repeat(MOST_FUNCTIONS));
    assert!(refused(&functions).contains("functions"));
    let long = format!("(func {})", "nop ".repeat(LARGEST_FUNCTION));
    assert!(refused(&with(&long)).contains("one function"));
    let body = format!("(func {})", "nop ".repeat(LARGEST_FUNCTION - 16));
    let many = LARGEST_CODE / LARGEST_FUNCTION + 1;
    assert!(refused(&with(&body.repeat(many))).contains("bytes of code"));
}
