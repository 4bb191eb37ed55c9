//! Tests of synthetic patients: one binary, one file for each subject.

mod generation;
