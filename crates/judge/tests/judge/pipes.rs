//! Messages that no grading process sends: a grader's fault, told by the exit code.

use medlab_protocol::session::{LONGEST_MESSAGE, Loaded};

use crate::process::{Judge, LIMITS, module};

const GRADER: Option<i32> = Some(4);

fn least() -> Vec<u8> {
    module(r#"(module (memory (export "memory") 1) (func (export "_start")))"#)
}

#[test]
fn a_session_ends_where_its_pipe_ends() {
    assert_eq!(Judge::start().end().code(), Some(0));
    assert_eq!(Judge::with(&least()).end().code(), Some(0));
    let mut judge = Judge::with(&least());
    judge.run(&[], 0, LIMITS);
    assert_eq!(judge.end().code(), Some(0));
}

#[test]
fn a_malformed_message_is_the_graders_fault() {
    let too_long = u32::try_from(LONGEST_MESSAGE + 1).unwrap().to_le_bytes();
    // Cut short within the length, within the message, and longer than any message.
    for bytes in [&[1, 0][..], &[9, 0, 0, 0, 1], &too_long, &[0xff; 4]] {
        let mut judge = Judge::start();
        judge.send_raw(bytes);
        assert_eq!(judge.end().code(), GRADER, "{bytes:?}");
        let mut judge = Judge::with(&least());
        judge.send_raw(bytes);
        assert_eq!(judge.end().code(), GRADER, "after the module: {bytes:?}");
    }
    for message in [&b""[..], &[1], &[7; 100]] {
        let mut judge = Judge::with(&least());
        judge.send(message);
        assert_eq!(judge.receive(), None);
        assert_eq!(judge.end().code(), GRADER, "{message:?}");
    }
}

#[test]
fn after_a_refusal_nothing_is_run() {
    let mut judge = Judge::start();
    assert!(matches!(judge.load(b"no module"), Loaded::Refused(_)));
    assert_eq!(judge.receive(), None);
    assert_eq!(judge.end().code(), Some(0));
}
