//! The learners' locks, without data frames and with them: held against the checkout's, and
//! against cargo, in a folder outside.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and works with files"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use medlab_library::{Files, Frames, WITH_FRAMES, exercise, library, packed, workspace};

/// The variable with which `cargo test -p medlab-library` writes the lock anew.
const RENEW: &str = "MEDLAB_RENEW";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn write(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// What cargo says of the packages in a folder; an error is what it complains of.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    output.status.success().then(|| text(&output.stdout)).ok_or(text(&output.stderr))
}

/// Name, version, source and checksum of each package of a lock.
fn packages(lock: &str) -> BTreeSet<[String; 4]> {
    let lock: toml::Table = lock.parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let field = |package: &toml::Value, name: &str| {
        package.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_string()
    };
    packages
        .map(|package| {
            ["name", "version", "source", "checksum"].map(|name| field(package, name))
        })
        .collect()
}

/// Both libraries, and where the checkout has their locks.
const LOCKS: [(Frames, &str); 2] =
    [(Frames::Absent, "learners.lock"), (Frames::Offered, "frames.lock")];

fn lock_of(frames: Frames) -> String {
    let lock = library(&packed(), frames).unwrap().remove("Cargo.lock").unwrap();
    String::from_utf8(lock).unwrap()
}

#[test]
fn every_version_is_one_of_the_checkout() {
    let all = packages(&std::fs::read_to_string(root().join("Cargo.lock")).unwrap());
    for (frames, _) in LOCKS {
        let ours = packages(&lock_of(frames));
        assert!(ours.len() > 20);
        for package in &ours {
            assert!(all.contains(package), "{package:?} is not in the checkout's lock");
        }
        let polars = ours.iter().any(|[name, ..]| name.starts_with("polars"));
        assert_eq!(polars, frames == Frames::Offered);
    }
}

#[test]
fn cargo_takes_the_locks_as_they_are() {
    for (frames, name) in LOCKS {
        let mut files = library(&packed(), frames).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("Cargo.lock");
        if std::env::var_os(RENEW).is_some() {
            let all = std::fs::read(root().join("Cargo.lock")).unwrap();
            files.insert("Cargo.lock".into(), all);
            write(folder.path(), &files);
            cargo(folder.path(), &["tree"]).unwrap();
            std::fs::copy(&lock, root().join("crates/library").join(name)).unwrap();
            continue;
        }
        write(folder.path(), &files);
        let told = cargo(folder.path(), &["tree", "--locked"]);
        assert!(
            told.is_ok(),
            "{name}: {}\nwrite it anew with {RENEW}=1 cargo test -p medlab-library",
            told.unwrap_err()
        );
    }
}

const NAMES: [&str; 2] = ["mooc2-1-1-first", "zz-last"];

/// A lab with two exercises.
fn lab() -> tempfile::TempDir {
    let mut files = workspace(&packed(), &NAMES).unwrap();
    for name in NAMES {
        let package = exercise(name, b"fn main() {}\n");
        files.extend(
            package.into_iter().map(|(path, file)| (format!("{name}/{path}"), file)),
        );
        files.insert(format!("{name}/src/lib.rs"), Vec::new());
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files);
    folder
}

#[test]
fn a_lab_has_a_lock_that_cargo_takes_as_it_is() {
    let folder = lab();
    let told = cargo(folder.path(), &["tree", "--locked", "--workspace"]).unwrap();
    for name in NAMES {
        assert!(told.contains(&format!("{name} v0.1.0")), "{told}");
    }
    assert!(!told.contains("polars"), "{told}");
    let lock = std::fs::read_to_string(folder.path().join("Cargo.lock")).unwrap();
    assert!(!lock.contains("polars"));
}

#[test]
fn one_line_brings_data_frames_at_the_versions_of_the_checkout() {
    let folder = lab();
    let path = folder.path().join(NAMES[0]).join("Cargo.toml");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let off = format!("# {WITH_FRAMES}\n");
    assert_eq!(manifest.matches(&off).count(), 1, "{manifest}");
    let on = manifest.replace(&off, &format!("{WITH_FRAMES}\n"));
    std::fs::write(&path, &on).unwrap();
    // Only tests and examples see it, as what is handed in does without.
    let on: toml::Table = on.parse().unwrap();
    assert!(on["dependencies"]["medlab"].get("features").is_none());
    assert!(on["dev-dependencies"]["medlab"].get("features").is_some());
    // What the page tells to do with it: the lock that lies with the library.
    let lock = folder.path().join("Cargo.lock");
    std::fs::copy(folder.path().join("library/Cargo.lock"), &lock).unwrap();

    // Without downloading anything: whoever runs this test does not have polars.
    cargo(folder.path(), &["update", "--workspace"]).unwrap();
    let found = packages(&std::fs::read_to_string(&lock).unwrap());
    assert!(found.iter().any(|[name, ..]| name == "polars"));
    let known = packages(&lock_of(Frames::Offered));
    for package in &found {
        let own = NAMES.contains(&package[0].as_str());
        assert!(own || known.contains(package), "{package:?} is not in frames.lock");
    }
}
