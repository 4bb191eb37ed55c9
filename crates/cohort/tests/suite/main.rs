//! Tests of synthetic patients: one binary, one file for each subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attainable;
mod datasets;
mod generation;
