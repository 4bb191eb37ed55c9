//! Recipes from outside: what they refuse, how rows are kept apart, what is chosen.

mod documented;
mod hospital;
mod process;
mod refused;
