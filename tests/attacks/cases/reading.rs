//! Reading what is hidden, when it is compiled and when it runs.

use crate::case::{Case, Expected::Failed, UNCOMPILED};
use crate::sources::{beside, gaining};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    // Files by macros: they would be in the binary, and could be printed.
    for (name, path) in [
        ("include-passwd", "/etc/passwd"),
        ("include-environment", "/proc/self/environ"),
        ("include-command", "/proc/self/cmdline"),
        ("include-maps", "/proc/self/maps"),
        ("include-neighbour", "@CLASS@/in/honest/src/lib.rs"),
        ("include-handin", "@CLASS@/packs/ann/handin.toml"),
        ("include-harness", "../harness.rs"),
        ("include-key", "@CLASS@/c.key"),
    ] {
        let source = beside(&format!(
            "pub fn leak() {{ println!(\"{{:?}}\", include_bytes!({path:?})); }}"
        ));
        cases.push(Case::code(name, &[1, 2, 3, 6, 8, 15, 32], source, UNCOMPILED));
    }
    let compiled: [(&str, &'static [u32], &str); 8] = [
        (
            "include-source",
            &[15],
            "pub const ann: u8 = 1; pub fn f() -> u8 { include!(\"@CLASS@/roster.csv\") }",
        ),
        (
            "module-neighbour",
            &[8, 15, 30],
            "#[path = \"@CLASS@/in/honest/src/lib.rs\"] pub mod m;",
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
    // To open what is not the answer ends the run; what has no function of the host fails.
    let run: [(&str, &'static [u32], &str, &str); 9] = [
        (
            "reads-passwd",
            &[1, 6],
            "std::fs::read_to_string(\"/etc/passwd\").is_ok_and(|text| text.contains(\"root\"))",
            "forbidden",
        ),
        (
            "reads-expected",
            &[1, 33],
            "[\"answers.toml\", \"expected\", \"../expected\", \"exercise.toml\"].iter()\
             .any(|name| std::fs::read(name).is_ok())",
            "forbidden",
        ),
        (
            "lists-folder",
            &[1, 6],
            "std::fs::read_dir(\".\").is_ok_and(|all| all.count() > 0)",
            "forbidden",
        ),
        (
            "reads-itself",
            &[2, 3],
            "std::fs::read(\"/proc/self/maps\").is_ok()",
            "forbidden",
        ),
        (
            "arguments-environment",
            &[3, 13],
            "std::env::args().count() + std::env::vars().count() > 0",
            "wrong_value",
        ),
        (
            "network",
            &[7],
            "std::net::TcpStream::connect(\"127.0.0.1:80\")\
             .map_or_else(|error| error.kind() == std::io::ErrorKind::ConnectionRefused, |_| true)",
            "wrong_value",
        ),
        (
            "names-on-network",
            &[7],
            "use std::net::ToSocketAddrs; \"localhost:80\".to_socket_addrs().is_ok()",
            "wrong_value",
        ),
        (
            "shared-memory",
            &[8],
            "std::fs::write(\"/dev/shm/medlab-attack\", b\"x\").is_ok() \
             || std::fs::write(\"/tmp/medlab-attack\", b\"x\").is_ok()",
            "forbidden",
        ),
        (
            "listens",
            &[7],
            "std::net::TcpListener::bind(\"0.0.0.0:4444\").is_ok()",
            "wrong_value",
        ),
    ];
    cases.extend(run.map(|(name, classes, attack, how)| {
        Case::code(name, classes, gaining(attack), Failed(how))
    }));
    // What is known to the compiler and not to others: it would behave well only when judged.
    let told = "option_env!(\"HOME\").or(option_env!(\"PATH\")).or(option_env!(\"CARGO\"))\
                .is_some()";
    let told =
        Case::code("environment-maybe", &[3, 13], gaining(told), Failed("wrong_value"));
    cases.push(told);
    cases
}
