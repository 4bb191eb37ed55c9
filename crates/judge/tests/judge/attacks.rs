//! Attacks written by hand: each ends its own run with a verdict, and the judge goes on.

use medlab_protocol::session::{End, Limits};

use crate::process::{Judge, LIMITS, end, module, once};

/// A program with this body, and imports of every function that the bodies below call.
fn program(body: &str) -> String {
    format!(
        r#"(module
        (type $v (func))
        (import "wasi_snapshot_preview1" "fd_read"
            (func $fd_read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write"
            (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_pwrite"
            (func $fd_pwrite (param i32 i32 i32 i64 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_filestat_set_size"
            (func $set_size (param i32 i64) (result i32)))
        (import "wasi_snapshot_preview1" "path_open" (func $path_open
            (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
        (import "wasi_snapshot_preview1" "random_get"
            (func $random_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "path_unlink_file"
            (func $unlink (param i32 i32 i32) (result i32)))
        (import "env" "system" (func $system (param i32) (result i32)))
        (import "wasi_snapshot_preview1" "poll_oneoff"
            (func $poll (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (table $table 2 funcref)
        (data (i32.const 64) "answer")
        (data (i32.const 80) "other")
        ;; One part: 32 bytes from address 64.
        (data (i32.const 0) "\40\00\00\00\20\00\00\00")
        (func $open (result i32)
            (call $path_open (i32.const 3) (i32.const 0) (i32.const 64) (i32.const 6)
                (i32.const 9) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32)))
        (func $deeper (param i32) (result i32)
            (i32.add (i32.const 1) (call $deeper (i32.add (local.get 0) (i32.const 1)))))
        {body})"#
    )
}

fn start(body: &str) -> String {
    program(&format!(r#"(func (export "_start") {body})"#))
}

fn ends(body: &str) -> End {
    end(&start(body))
}

#[test]
fn each_end_is_told() {
    assert_eq!(ends(""), End::Returned);
    assert_eq!(ends("(call $proc_exit (i32.const 0))"), End::Left(0));
    assert_eq!(ends("(call $proc_exit (i32.const 3))"), End::Left(3));
    assert_eq!(ends("(call $proc_exit (i32.const -1))"), End::Left(-1));
    for trap in [
        "unreachable",
        "(drop (i32.div_s (i32.const 1) (i32.const 0)))",
        "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))",
        "(drop (i32.trunc_f64_s (f64.const nan)))",
        "(call_indirect (type $v) (i32.const 7))",
        "(call_indirect (type $v) (i32.const 1))",
        "(drop (table.get $table (i32.const 9)))",
        // Far beyond its memory, but not below zero.
        "(drop (i32.load (i32.const 0x10000)))",
        "(i64.store (i32.const 0x7ffffff0) (i64.const 1))",
    ] {
        assert_eq!(ends(trap), End::Panicked, "{trap}");
    }
    assert_eq!(ends("(drop (call $deeper (i32.const 0)))"), End::StackOverflow);
    // Below zero: where a stack at the beginning of memory ends.
    assert_eq!(ends("(i64.store (i32.const -16) (i64.const 1))"), End::StackOverflow);
    let clear = "(memory.fill (i32.const -4096) (i32.const 0) (i32.const 4096))";
    assert_eq!(ends(clear), End::StackOverflow);
}

#[test]
fn endless_work_takes_all_its_fuel_and_no_more() {
    for body in [
        "(loop (br 0))",
        "(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0))",
        "(loop (memory.copy (i32.const 0) (i32.const 8) (i32.const 65000)) (br 0))",
        "(loop (drop (call $random_get (i32.const 0) (i32.const 65536))) (br 0))",
        "(loop (drop (memory.grow (i32.const 65536))) (br 0))",
        "(loop (drop (memory.grow (i32.const 0))) (br 0))",
        "(loop (drop (call $open)) (br 0))",
        "(loop (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 32))) (br 0))",
        "(loop (drop (call $random_get (i32.const -1) (i32.const -1))) (br 0))",
        "(drop (call $open)) (loop (drop (call $set_size (i32.const 4) (i64.const 1000000)))
            (drop (call $set_size (i32.const 4) (i64.const 0))) (br 0))",
    ] {
        let limits = Limits { fuel: 50_000_000, ..LIMITS };
        let ran = once(&start(body), limits);
        assert_eq!((ran.end, ran.fuel), (End::OutOfFuel, limits.fuel), "{body}");
    }
    let none = once(&start(""), Limits { fuel: 0, ..LIMITS });
    assert_eq!((none.end, none.fuel), (End::OutOfFuel, 0));
    // All the fuel there is can be given; a few instructions and the module's
    // bytes of data use little of it.
    let all = once(&start("(drop (i32.const 1))"), Limits { fuel: u64::MAX, ..LIMITS });
    assert!(all.end == End::Returned && all.fuel < 100, "{all:?}");
}

#[test]
fn work_at_start_is_work() {
    let endless = program(
        r#"(func $endless (loop (br 0))) (start $endless) (func (export "_start"))"#,
    );
    let limits = Limits { fuel: 1_000_000, ..LIMITS };
    let ran = once(&endless, limits);
    assert_eq!((ran.end, ran.fuel), (End::OutOfFuel, limits.fuel));
    let traps = r#"(func $t unreachable) (start $t) (func (export "_start"))"#;
    assert_eq!(end(&program(traps)), End::Panicked);
    let leaves = r#"(func $t (call $proc_exit (i32.const 5))) (start $t) (func (export "_start"))"#;
    assert_eq!(end(&program(leaves)), End::Left(5));
    let deep = r#"(func $t (drop (call $deeper (i32.const 0)))) (start $t) (func (export "_start"))"#;
    assert_eq!(end(&program(deep)), End::StackOverflow);
}

#[test]
fn memory_is_bounded() {
    // Denied, it can go on; what it does then is its own affair, unless it traps.
    assert_eq!(ends("(drop (memory.grow (i32.const 1025)))"), End::Returned);
    assert_eq!(
        ends("(drop (memory.grow (i32.const 1025))) unreachable"),
        End::OutOfMemory
    );
    assert_eq!(ends("(drop (memory.grow (i32.const 1023))) unreachable"), End::Panicked);
    // More than there are addresses, after some that it got.
    let all = "(drop (memory.grow (i32.const 1))) (drop (memory.grow (i32.const 65536)))";
    assert_eq!(ends(&format!("{all} unreachable")), End::OutOfMemory);
    let bomb = "(loop (br_if 0 (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0)))) unreachable";
    assert_eq!(ends(bomb), End::OutOfMemory);
    let large = r#"(module (memory (export "memory") 65536) (func (export "_start")))"#;
    assert_eq!(end(large), End::OutOfMemory);
    // What it declares itself is no limit of ours.
    let own = r#"(module (memory (export "memory") 1 2)
        (func (export "_start") (drop (memory.grow (i32.const 2))) unreachable))"#;
    assert_eq!(end(own), End::Panicked);
    let table = r#"(module (memory (export "memory") 1) (table 9999999 funcref)
        (func (export "_start")))"#;
    assert_eq!(end(table), End::OutOfMemory);
    let grown = r#"(module (memory (export "memory") 1) (table $t 1 funcref)
        (func (export "_start")
            (drop (table.grow $t (ref.null func) (i32.const 9999999))) unreachable))"#;
    assert_eq!(end(grown), End::OutOfMemory);
}

#[test]
fn output_is_bounded() {
    let flood = "(loop (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32))) (br 0))";
    let ran = once(&start(flood), LIMITS);
    assert_eq!((ran.end, ran.printed.len()), (End::TooMuchOutput, 1 << 16));
    let exact = Limits { printed: 32, ..LIMITS };
    let print = "(drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 32)))";
    let ran = once(&start(print), exact);
    assert_eq!((ran.end, ran.printed.len()), (End::Returned, 32));
    let ran = once(&start(print), Limits { printed: 31, ..LIMITS });
    assert_eq!((ran.end, ran.printed.len()), (End::TooMuchOutput, 31));
    // However much the grading process would take: the answer must fit into a message.
    let ran = once(&start(flood), Limits { printed: u64::MAX, ..LIMITS });
    assert_eq!(
        (ran.end, ran.printed.len()),
        (End::TooMuchOutput, medlab_judge::LONGEST_PRINT)
    );

    let write = "(loop (drop (call $fd_write (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 32))) (br 0))";
    let ran = once(&start(&format!("(drop (call $open)) {write}")), LIMITS);
    assert_eq!((ran.end, ran.answer.len()), (End::TooMuchOutput, 1 << 20));
    let far = "(drop (call $open)) (drop (call $fd_pwrite (i32.const 4) (i32.const 0) (i32.const 1)
        (i64.const 0x7ffffffffffffff0) (i32.const 32)))";
    assert_eq!(ends(far), End::TooMuchOutput);
    let beyond = far.replace("0x7ffffffffffffff0", "-1");
    assert_eq!(ends(&beyond), End::TooMuchOutput);
    let large =
        "(drop (call $open)) (drop (call $set_size (i32.const 4) (i64.const -1)))";
    assert_eq!(ends(large), End::TooMuchOutput);
    let longest = Limits { answer: u64::MAX, printed: u64::MAX, ..LIMITS };
    let ran = once(
        &start(&format!(
            "(drop (call $open)) (drop (call $set_size (i32.const 4) (i64.const 67108864))) {flood}"
        )),
        longest,
    );
    assert_eq!((ran.end, ran.answer.len()), (End::TooMuchOutput, 64 << 20));
}

#[test]
fn what_no_program_gets_ends_the_run() {
    let unlink = "(drop (call $unlink (i32.const 3) (i32.const 80) (i32.const 5)))";
    assert_eq!(ends(unlink), End::Forbidden);
    assert_eq!(ends("(drop (call $system (i32.const 64)))"), End::Forbidden);
    let open = |path: u32, length: u32, how: u32, rights: u32| {
        format!(
            "(call $path_open (i32.const 3) (i32.const 0) (i32.const {path})
                (i32.const {length}) (i32.const {how}) (i64.const {rights}) (i64.const 0)
                (i32.const 0) (i32.const 32))"
        )
    };
    // Another name, a longer one, an empty one, a shorter one, a folder, reading.
    for forbidden in [
        open(80, 5, 9, 64),
        open(64, 7, 9, 64),
        open(64, 0, 9, 64),
        open(64, 5, 9, 64),
        open(64, 6, 11, 64),
        open(64, 6, 9, 2),
    ] {
        assert_eq!(ends(&format!("(drop {forbidden})")), End::Forbidden, "{forbidden}");
    }
    // To wait for input that is a pipe, not a clock.
    let wait = "(i32.store8 (i32.const 208) (i32.const 1))
        (drop (call $poll (i32.const 200) (i32.const 300) (i32.const 1) (i32.const 400)))";
    assert_eq!(ends(wait), End::Forbidden);
}

#[test]
fn addresses_outside_of_memory_are_answered_with_an_error() {
    const FAULT: u32 = 21;
    for call in [
        "(call $fd_read (i32.const 0) (i32.const 65532) (i32.const 1) (i32.const 32))",
        "(call $fd_read (i32.const 0) (i32.const -4) (i32.const 1) (i32.const 32))",
        "(call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 65533))",
        "(call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const -1))",
        "(call $random_get (i32.const 65535) (i32.const 2))",
        "(call $random_get (i32.const -1) (i32.const 1))",
        "(call $poll (i32.const 65500) (i32.const 0) (i32.const 1) (i32.const 0))",
        "(call $path_open (i32.const 3) (i32.const 0) (i32.const -6) (i32.const 6)
            (i32.const 9) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32))",
    ] {
        assert_eq!(
            ends(&format!("(call $proc_exit {call})")),
            End::Left(FAULT as i32),
            "{call}"
        );
    }
    // Parts that reach beyond memory, or whose lengths together do not fit into four bytes.
    for (part, errno) in
        [(r"\ff\ff\ff\ff\01\00\00\00", 21), (r"\00\00\00\00\01\00\01\00", 21)]
    {
        let body = format!(
            r#"(data (i32.const 128) "{part}") (func (export "_start")
                (call $proc_exit (call $fd_write (i32.const 1) (i32.const 128) (i32.const 1)
                    (i32.const 32))))"#
        );
        assert_eq!(end(&program(&body)), End::Left(errno), "{part}");
    }
    let many =
        "(call $fd_write (i32.const 1) (i32.const 0) (i32.const 1025) (i32.const 32))";
    assert_eq!(ends(&format!("(call $proc_exit {many})")), End::Left(28));
}

#[test]
fn an_instance_finds_nothing_of_the_one_before() {
    // It leaves with what lies at an address, after writing there, and with its open file.
    let text = start(
        "(local $old i32)
        (local.set $old (i32.load (i32.const 4096)))
        (i32.store (i32.const 4096) (i32.const 77))
        (drop (call $open))
        (drop (call $fd_write (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 32)))
        (call $proc_exit (i32.add (local.get $old) (i32.load (i32.const 32))))",
    );
    let mut judge = Judge::with(&module(&text));
    let first = judge.run(b"one", 1, LIMITS);
    assert_eq!((first.end, first.answer.len()), (End::Left(32), 32));
    assert_eq!(judge.run(b"two", 2, LIMITS), first);
    let denied = judge.run(b"", 3, Limits { memory: 0, ..LIMITS });
    assert_eq!((denied.end, denied.fuel), (End::OutOfMemory, 0));
    assert_eq!(judge.run(b"three", 3, LIMITS), first);
}

#[test]
fn the_bits_of_a_nan_are_the_same_on_every_processor() {
    let bits = "(i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64
        (f64.div (f64.sub (f64.const 1) (f64.const 1)) (f64.sub (f64.const 1) (f64.const 1))))
        (i64.const 32)))";
    assert_eq!(ends(&format!("(call $proc_exit {bits})")), End::Left(0x7ff8_0000));
}
