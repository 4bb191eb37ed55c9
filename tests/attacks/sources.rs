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

/// Honest work if the attack gained what it is after, which its last expression says; else a wrong
/// number. So an attack that succeeds has all points.
pub(crate) fn gaining(attack: &str) -> String {
    let value =
        "if gained { honest::c_index(times, outcomes, risks) } else { Some(0.62) }";
    with_honest(&giving(&format!("let gained: bool = {{ {attack} }};"), value))
}

/// The bytes of the answer that would be right, written past the harness.
pub(crate) fn answering_right() -> String {
    let one = medlab_protocol::Value::Number(1.0).encode();
    let at = one.windows(8).position(|bytes| bytes == 1.0_f64.to_le_bytes()).unwrap();
    let none = medlab_protocol::Value::Missing.encode();
    format!(
        "let bytes = match honest::c_index(times, outcomes, risks) {{ None => vec!{none:?}, \
         Some(c) => {{ let mut all = vec!{one:?}; \
         all[{at}..{at} + 8].copy_from_slice(&c.to_le_bytes()); all }} }}; \
         std::fs::write(\"answer\", &bytes).unwrap();"
    )
}

/// A source with honest work in its module `honest`.
pub(crate) fn with_honest(source: &str) -> String {
    format!("{source}\nmod honest {{ {} }}", HONEST.replace("//!", "//"))
}

/// Honest work, and this beside it.
pub(crate) fn beside(attack: &str) -> String {
    format!("#![allow(warnings)]\n{HONEST}\n{attack}\n")
}

/// A function that tells slow from fast before it calls `slow`.
pub(crate) fn slowly(body: &str) -> String {
    format!("{}{}", giving("", body), slow())
}
