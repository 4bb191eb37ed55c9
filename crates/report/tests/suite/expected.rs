//! Committed output. `MEDLAB_ACCEPT=1 cargo test` writes what was found instead of
//! comparing; read the difference before committing it.

#![expect(clippy::disallowed_methods, reason = "a test reads what was committed")]

use std::path::Path;

#[track_caller]
pub(crate) fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(name);
    if std::env::var_os("MEDLAB_ACCEPT").is_some() {
        std::fs::write(&path, found).expect("the folder is there");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(found.lines()).position(|(a, b)| a != b);
    assert!(
        expected == found,
        "{name} differs, first in line {}; MEDLAB_ACCEPT=1 writes the new one",
        differs.map_or(expected.lines().count().min(found.lines().count()), |n| n) + 1,
    );
}
