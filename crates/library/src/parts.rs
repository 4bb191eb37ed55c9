//! What is packed: for the build script, and for whoever reads the same from a checkout.

/// The crates of the learners' library, by their folders under `crates`. A test holds them to be
/// all that the package `medlab` needs of this house.
pub const PARTS: [&str; 6] = ["charts", "cohort", "lab", "metrics", "models", "protocol"];

/// What is packed of a crate beside its manifest: what its library is compiled from.
pub const FOLDERS: [&str; 2] = ["src", "locales"];

/// What is packed beside the crates, by its path in the checkout.
pub const FILES: [&str; 4] = [
    "Cargo.toml",
    "rust-toolchain.toml",
    "crates/library/learners.lock",
    "crates/library/frames.lock",
];
