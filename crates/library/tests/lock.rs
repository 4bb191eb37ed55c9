//! The learners' lock: held against the checkout's, and against cargo, in a folder outside.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and works with files"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use medlab_library::{Files, exercise, library, packed, workspace};

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

#[test]
fn every_version_is_one_of_the_checkout() {
    let lock = library(&packed()).unwrap().remove("Cargo.lock").unwrap();
    let ours = packages(&String::from_utf8(lock).unwrap());
    let all = packages(&std::fs::read_to_string(root().join("Cargo.lock")).unwrap());
    assert!(ours.len() > 20);
    for package in ours {
        assert!(all.contains(&package), "{package:?} is not in the checkout's lock");
    }
}

#[test]
fn cargo_takes_the_lock_as_it_is() {
    let mut files = library(&packed()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let lock = folder.path().join("Cargo.lock");
    if std::env::var_os(RENEW).is_some() {
        let all = std::fs::read(root().join("Cargo.lock")).unwrap();
        files.insert("Cargo.lock".into(), all);
        write(folder.path(), &files);
        cargo(folder.path(), &["tree"]).unwrap();
        std::fs::copy(&lock, root().join("crates/library/learners.lock")).unwrap();
        return;
    }
    write(folder.path(), &files);
    let told = cargo(folder.path(), &["tree", "--locked"]);
    assert!(
        told.is_ok(),
        "{}\nwrite it anew with {RENEW}=1 cargo test -p medlab-library",
        told.unwrap_err()
    );
}

#[test]
fn a_lab_has_a_lock_that_cargo_takes_as_it_is() {
    let names = ["mooc2-1-1-first", "zz-last"];
    let mut files = workspace(&library(&packed()).unwrap(), &names).unwrap();
    for name in names {
        files.insert(format!("{name}/Cargo.toml"), exercise(name));
        files.insert(format!("{name}/src/lib.rs"), Vec::new());
        files.insert(format!("{name}/src/main.rs"), b"fn main() {}".to_vec());
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files);
    let told = cargo(folder.path(), &["tree", "--locked", "--workspace"]).unwrap();
    for name in names {
        assert!(told.contains(&format!("{name} v0.1.0")), "{told}");
    }
}
