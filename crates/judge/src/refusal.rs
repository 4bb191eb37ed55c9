//! Why a module is not run at all.

/// Why a module is not run at all; in English, for the teacher.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// More of something than is compiled.
    #[error("the module has {found} {what}, expected at most {most}")]
    TooMuch {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// The most there may be.
        most: usize,
    },
    /// It is no module, uses what the judge does not allow, or asks for something that is no
    /// function or has another type.
    #[error("the module cannot be loaded: {0}")]
    Unfit(String),
    /// It has no such export, or one of another type.
    #[error("the module has no {0}, which programs for wasm32-wasip1 have")]
    Lacking(&'static str),
    /// Compiling it takes too long.
    #[error("the module takes more than {0} s to compile")]
    TooSlow(u64),
    /// The compiler panicked.
    #[error("the compiler failed on the module")]
    Broken,
}
