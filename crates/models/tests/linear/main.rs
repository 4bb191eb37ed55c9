//! Preparation and the estimators that are not trees, held against outside numbers and laws.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod inputs;
mod laws;
mod oracle;
mod prepare;
