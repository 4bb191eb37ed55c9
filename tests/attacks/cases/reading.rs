//! Reading what is hidden, when it is compiled and when it runs.

use crate::case::{Case, Expected::Points, UNCOMPILED};
use crate::sources::{beside, doing, giving};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    // Files by macros: they would be in the binary, and could be printed.
    for (name, path) in [
        ("include-passwd", "/etc/passwd"),
        ("include-environment", "/proc/self/environ"),
        ("include-command", "/proc/self/cmdline"),
        ("include-maps", "/proc/1/maps"),
        ("include-neighbour", "../../honest/src/lib.rs"),
        ("include-handin", "../handin.toml"),
        ("include-harness", "../harness.rs"),
        ("include-harness-beside", "harness.rs"),
        ("include-key", "../../c.key"),
    ] {
        let source = beside(&format!(
            "pub fn leak() {{ println!(\"{{:?}}\", include_bytes!({path:?})); }}"
        ));
        cases.push(Case::code(name, &[1, 2, 3, 6, 8, 15, 32], source, UNCOMPILED));
    }
    let compiled: [(&str, &'static [u32], &str); 9] = [
        ("include-source", &[15], "include!(\"/etc/passwd\");"),
        ("module-elsewhere", &[15, 30], "#[path = \"/etc/passwd\"] pub mod other;"),
        (
            "module-neighbour",
            &[8, 15],
            "#[path = \"../../honest/src/lib.rs\"] pub mod m;",
        ),
        ("environment-home", &[3, 13], "pub const X: &str = env!(\"HOME\");"),
        (
            "environment-manifest",
            &[3],
            "pub const X: &str = env!(\"CARGO_MANIFEST_DIR\");",
        ),
        ("compiler-inside", &[5], "extern crate rustc_driver;"),
        ("exercise-engine", &[4, 5, 32], "pub use medlab_exercise::code as judge;"),
        ("judges-crate", &[4, 5], "extern crate medlab_judge;"),
        ("harness-crate", &[2, 5], "extern crate harness;"),
    ];
    cases.extend(compiled.map(|(name, classes, attack)| {
        Case::code(name, classes, beside(attack), UNCOMPILED)
    }));
    let run: [(&str, &'static [u32], &str); 9] = [
        (
            "reads-passwd",
            &[1, 6],
            "print!(\"{}\", std::fs::read_to_string(\"/etc/passwd\").unwrap_or_default());",
        ),
        (
            "reads-expected",
            &[1, 33],
            "for name in [\"expected\", \"../expected\", \"answers.toml\", \"exercise.toml\"] { \
             print!(\"{:?}\", std::fs::read(name)); }",
        ),
        (
            "lists-folder",
            &[1, 6],
            "for f in std::fs::read_dir(\".\").unwrap() { print!(\"{f:?}\"); }",
        ),
        ("reads-itself", &[2, 3], "print!(\"{:?}\", std::fs::read(\"/proc/self/mem\"));"),
        (
            "arguments-environment",
            &[3, 13],
            "print!(\"{:?} {:?}\", std::env::args().collect::<Vec<_>>(), \
             std::env::vars().collect::<Vec<_>>());",
        ),
        (
            "network",
            &[7],
            "print!(\"{:?}\", std::net::TcpStream::connect(\"127.0.0.1:80\"));",
        ),
        (
            "names-on-network",
            &[7],
            "use std::net::ToSocketAddrs; print!(\"{:?}\", \"example.org:80\".to_socket_addrs().map(|a| a.count()));",
        ),
        (
            "shared-memory",
            &[8],
            "let _ = std::fs::write(\"/dev/shm/medlab-attack\", b\"x\"); let _ = \
             std::fs::write(\"/tmp/medlab-attack\", b\"x\");",
        ),
        (
            "listens",
            &[7],
            "print!(\"{:?}\", std::net::TcpListener::bind(\"0.0.0.0:4444\"));",
        ),
    ];
    cases.extend(run.map(|(name, classes, attack)| {
        Case::code(name, classes, doing(attack), Points(0))
    }));
    // What is known to the compiler and not to others: it would behave well only when judged.
    let told = "match (option_env!(\"HOME\"), option_env!(\"PATH\"), option_env!(\"CARGO\")) \
                { (None, None, None) => Some(0.62), other => { print!(\"{other:?}\"); None } }";
    cases.push(Case::code("environment-maybe", &[3, 13], giving("", told), Points(0)));
    cases
}
