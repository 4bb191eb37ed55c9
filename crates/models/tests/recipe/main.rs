//! Recipes from outside: what they refuse, how rows are kept apart, what is chosen.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail")]

mod documented;
mod hospital;
mod learning;
mod process;
mod refused;
