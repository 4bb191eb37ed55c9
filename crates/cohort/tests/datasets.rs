//! The shipped datasets give what their cards say: the figures of the studies they follow, the
//! gaps, the leaks, and a truth that cannot be reached.
//!
//! Cohorts come from fixed seeds, so nothing here fails by chance. A figure that a study printed
//! is held within half its last digit and four standard errors of so many patients.

#![expect(
    clippy::float_cmp,
    reason = "counts, years and the values of varies are compared, which are exact"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so does what it calls"
)]

#[path = "datasets/attainable.rs"]
mod attainable;
#[path = "datasets/breast_screening.rs"]
mod breast_screening;
#[path = "datasets/cvd_risk.rs"]
mod cvd_risk;
#[path = "datasets/cvd_statin.rs"]
mod cvd_statin;
#[path = "datasets/ecg_beats.rs"]
mod ecg_beats;
#[path = "datasets/figure.rs"]
mod figure;
#[path = "datasets/files.rs"]
mod files;
#[path = "datasets/lab_feed.rs"]
mod lab_feed;
#[path = "datasets/lab_formats.rs"]
mod lab_formats;
#[path = "datasets/lab_rules.rs"]
mod lab_rules;
#[path = "datasets/readmission.rs"]
mod readmission;
#[path = "datasets/sepsis_ward.rs"]
mod sepsis_ward;
#[path = "datasets/shipped.rs"]
mod shipped;
#[path = "datasets/statistics.rs"]
mod statistics;
#[path = "datasets/ward_alerts.rs"]
mod ward_alerts;
#[path = "datasets/ward_falls.rs"]
mod ward_falls;
