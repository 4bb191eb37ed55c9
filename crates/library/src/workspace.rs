//! A learner's workspace: the library in a folder of its own, and each code exercise a package
//! beside it, so that cargo and editors work at once.

use crate::flat::{Frames, file, library, lock};
use crate::lock::with_packages;
use crate::{Files, Misfit};

/// The folder of the library within a workspace.
pub const LIBRARY: &str = "library";

/// The files of a workspace around code exercises, which are named by their folders; `sources`
/// are those of the library, by their paths in the checkout.
///
/// The library has its feature `frames`, and beside it the lock with what that brings; the lock
/// above knows nothing of it as long as no exercise asks for it.
///
/// # Errors
/// If the sources do not fit together.
pub fn workspace(sources: &Files, exercises: &[&str]) -> Result<Files, Misfit> {
    let library = library(sources, Frames::Offered)?;
    let mut files: Files = library
        .iter()
        .map(|(path, bytes)| (format!("{LIBRARY}/{path}"), bytes.clone()))
        .collect();
    let lock = String::from_utf8_lossy(file(sources, lock(Frames::Absent))?);
    files.insert("Cargo.lock".into(), with_packages(&lock, exercises).into_bytes());
    files.insert("Cargo.toml".into(), manifest(exercises).into_bytes());
    files.insert(".gitignore".into(), b"/target\n".to_vec());
    let toolchain = file(&library, "rust-toolchain.toml")?;
    files.insert("rust-toolchain.toml".into(), toolchain.to_vec());
    Ok(files)
}

/// The settings with which cargo takes crates from a folder that `cargo vendor` made, not from
/// the registry: for `.cargo/config.toml`.
pub fn vendored(folder: &str) -> Vec<u8> {
    let folder = toml::Value::from(folder);
    format!(
        "# Crates come from a folder, not from the network.\n\
         [source.crates-io]\nreplace-with = \"vendored\"\n\n\
         [source.vendored]\ndirectory = {folder}\n"
    )
    .into_bytes()
}

fn manifest(exercises: &[&str]) -> String {
    let members: String =
        exercises.iter().map(|name| format!("    \"{name}\",\n")).collect();
    format!(
        "# The workspace of this lab's code exercises: `cargo test` and `cargo check` work here\n\
         # and in each of their folders, and so does an editor that knows Rust.\n\
         [workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\
         # What you write against. Read in it, but leave it as it is.\n\
         exclude = [\"{LIBRARY}\"]\n\n\
         [profile.dev]\nopt-level = 1\ndebug = \"line-tables-only\"\n\n\
         # The libraries as the judge has them; they are built once.\n\
         [profile.dev.package.\"*\"]\nopt-level = 2\ndebug = false\n\
         debug-assertions = false\noverflow-checks = false\n"
    )
}

/// The line with which an exercise has data frames: where only tests and examples see it, as
/// what is handed in must do without.
pub const WITH_FRAMES: &str =
    "medlab = { path = \"../library/lab\", features = [\"frames\"] }";

/// The package of one code exercise, but for the learner's own file: its manifest, and the
/// judge's program around their functions.
pub fn exercise(name: &str, harness: &[u8]) -> Files {
    let manifest = format!(
        "# The judge takes src/lib.rs alone, and links it with medlab alone.\n\
         [package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         publish = false\n\n\
         [dependencies]\nmedlab = {{ path = \"../{LIBRARY}/lab\" }}\n\n\
         [dev-dependencies]\n\
         # Without the # in front, your tests and examples have data frames: `medlab::polars`.\n\
         # The judge has none, so src/lib.rs does without. The next build takes minutes.\n\
         # {WITH_FRAMES}\n\n\
         # As the judge has it.\n[lints.rust]\nunsafe_code = \"forbid\"\n"
    );
    Files::from([
        ("Cargo.toml".into(), manifest.into_bytes()),
        (PROGRAM.into(), program(name, harness)),
    ])
}

/// The file of an exercise's package that is the judge's.
pub const PROGRAM: &str = "src/main.rs";

/// The judge's program as a package has it. The judge calls a learner's functions `submission`;
/// here each exercise's crate has a name of its own, so that cargo can build all of them.
pub fn program(name: &str, harness: &[u8]) -> Vec<u8> {
    let known = format!(
        "\n// By this name the judge knows your functions.\n\
         extern crate {} as submission;\n",
        crate_name(name)
    );
    [harness, known.as_bytes()].concat()
}

/// The crate of an exercise's functions, as cargo names it.
pub fn crate_name(exercise: &str) -> String {
    exercise.replace('-', "_")
}
