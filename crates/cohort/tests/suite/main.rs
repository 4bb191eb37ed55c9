//! Tests of synthetic patients: one binary, one file for each subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::float_cmp,
    reason = "the same bits are promised, so they are asked for"
)]

mod attainable;
mod clusters;
mod datasets;
mod descriptor;
mod expressions;
mod families;
mod faults;
mod feeds;
mod gaps;
mod generation;
mod oracle;
mod reader;
mod signals;
mod specs;
mod truth;
