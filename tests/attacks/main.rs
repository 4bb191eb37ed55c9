//! Attacks on the grader: what learners might hand in to read what is hidden, forge a verdict,
//! exhaust the machine or fool the judge, through the built binary, beside honest work.
//!
//! `docs/security.md` maps each class of the catalogue (E01 to E62) to the test that stands for
//! it, here or elsewhere.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and works with files"
)]

mod case;
mod cases;
mod class;
mod document;
mod left;
mod marks;
mod sources;
