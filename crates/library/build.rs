//! Packs the sources of the learners' library into the crate, from where they lie: a list of
//! paths with `include_bytes!`, sorted, so that no copy of them can go stale.
#![expect(clippy::disallowed_methods, reason = "a build script reads files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[expect(unreachable_pub, reason = "it is public in the library")]
#[path = "src/parts.rs"]
mod parts;

use parts::{FILES, FOLDERS, PARTS};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let root = root.canonicalize()?;
    let mut paths: Vec<String> = FILES.map(String::from).to_vec();
    for part in PARTS {
        paths.push(format!("crates/{part}/Cargo.toml"));
        for folder in FOLDERS {
            let folder = format!("crates/{part}/{folder}");
            if root.join(&folder).is_dir() {
                // A file that is added or taken away changes the list.
                println!("cargo::rerun-if-changed={}", root.join(&folder).display());
                gather(&root, &folder, &mut paths)?;
            }
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/parts.rs");
    paths.sort();
    let mut list = String::from("&[\n");
    for path in paths {
        let file = root.join(&path);
        writeln!(
            list,
            "    ({path:?}, include_bytes!({:?})),",
            file.display().to_string()
        )?;
    }
    list += "]\n";
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("packed.rs"), list)?;
    Ok(())
}

fn gather(root: &Path, folder: &str, paths: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let below = format!("{folder}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(root, &below, paths)?;
        } else {
            paths.push(below);
        }
    }
    Ok(())
}
