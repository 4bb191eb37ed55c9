//! Sources: what the attacks are written around.

/// The exercise's own solution: the honest twin.
pub(crate) const HONEST: &str = include_str!(
    "../../exercises/mooc2/m3-machine-learning/fast-enough/solution/src/lib.rs"
);

/// The definition, pair by pair: right, and too slow for a registry.
pub(crate) fn slow() -> String {
    let quadratic = include_str!(
        "../../exercises/mooc2/m3-machine-learning/fast-enough/flawed/quadratic/src/lib.rs"
    );
    quadratic.replace("//!", "//").replace("pub fn c_index", "fn slow")
}

/// A function that does this before anything else and gives a wrong number.
pub(crate) fn doing(attack: &str) -> String {
    giving(attack, "Some(0.62)")
}

/// A function that does this and gives that.
pub(crate) fn giving(attack: &str, value: &str) -> String {
    format!(
        "#![allow(warnings)]\npub fn c_index(times: &[f64], outcomes: &[bool], risks: &[f64]) \
         -> Option<f64> {{\n{attack}\n{value}\n}}\n"
    )
}

/// Honest work, and this beside it.
pub(crate) fn beside(attack: &str) -> String {
    format!("#![allow(warnings)]\n{HONEST}\n{attack}\n")
}

/// A function that tells slow from fast before it calls `slow`.
pub(crate) fn slowly(body: &str) -> String {
    format!("{}{}", giving("", body), slow())
}
