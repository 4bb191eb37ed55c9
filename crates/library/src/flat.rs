//! Flattening: the packed crates as a workspace of their own, whose manifests take nothing from
//! the checkout's.

use toml::{Table, Value};

use crate::{Files, Misfit, PARTS};

/// The lock of the learners' library in the checkout: its own name keeps cargo from taking the
/// folder for a workspace.
const LOCK: &str = "crates/library/learners.lock";

/// The same with data frames.
const LOCK_WITH_FRAMES: &str = "crates/library/frames.lock";

/// The feature with which the library has data frames.
const FRAMES: &str = "frames";

/// Where the checkout's own settings are.
const ROOT: &str = "Cargo.toml";

/// Whether the library has its feature `frames`.
///
/// A lock names what features bring that are off, and cargo wants to know of all it names. So
/// one without data frames has another lock, and asks nobody for polars: a machine without a
/// network, or a folder made by `cargo vendor`, need not have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frames {
    /// The feature is there, off until somebody turns it on.
    Offered,
    /// The feature brings nothing.
    Absent,
}

/// Sources by their paths in the checkout, as a cargo workspace: `Cargo.toml`, `Cargo.lock`,
/// `rust-toolchain.toml` and a folder for each crate. Tests, lints and what only tests need are
/// left out; versions and features are written out.
///
/// # Errors
/// If the sources do not fit together.
pub fn library(sources: &Files, frames: Frames) -> Result<Files, Misfit> {
    let root = manifest(sources, ROOT)?;
    let mut files = Files::new();
    for part in PARTS {
        let folder = format!("crates/{part}/");
        let path = format!("{folder}Cargo.toml");
        let mut manifest = manifest(sources, &path)?;
        if frames == Frames::Absent {
            without_frames(&mut manifest);
        }
        let flat = flat(&path, manifest, &root)?;
        for (path, bytes) in sources {
            if let Some(within) = path.strip_prefix(&folder) {
                files.insert(format!("{part}/{within}"), bytes.clone());
            }
        }
        files.insert(format!("{part}/Cargo.toml"), flat.to_string().into_bytes());
    }
    let mut workspace = Table::new();
    let members = PARTS.map(Value::from).to_vec();
    workspace.insert("resolver".into(), "3".into());
    workspace.insert("members".into(), members.into());
    let mut top = Table::new();
    top.insert("workspace".into(), workspace.into());
    // As in the checkout: the same library costs the same fuel.
    top.extend(
        root.get("profile").map(|profile| ("profile".to_string(), profile.clone())),
    );
    files.insert("Cargo.toml".into(), top.to_string().into_bytes());
    for (from, to) in
        [(lock(frames), "Cargo.lock"), ("rust-toolchain.toml", "rust-toolchain.toml")]
    {
        files.insert(to.into(), file(sources, from)?.to_vec());
    }
    Ok(files)
}

/// Where the checkout has the lock of such a library.
pub(crate) fn lock(frames: Frames) -> &'static str {
    match frames {
        Frames::Offered => LOCK_WITH_FRAMES,
        Frames::Absent => LOCK,
    }
}

/// Leaves the feature its name, which the sources ask for, and takes what it brings.
fn without_frames(manifest: &mut Table) {
    let feature = manifest.get_mut("features").and_then(|all| all.get_mut(FRAMES));
    let Some(brings) = feature.and_then(Value::as_array_mut).map(std::mem::take) else {
        return;
    };
    if let Some(Value::Table(dependencies)) = manifest.get_mut("dependencies") {
        let named = brings.iter().filter_map(|name| name.as_str()?.strip_prefix("dep:"));
        for name in named {
            dependencies.remove(name);
        }
    }
}

pub(crate) fn file<'a>(files: &'a Files, path: &str) -> Result<&'a [u8], Misfit> {
    files.get(path).map(Vec::as_slice).ok_or_else(|| Misfit::Missing(path.into()))
}

fn manifest(sources: &Files, path: &str) -> Result<Table, Misfit> {
    let text = String::from_utf8_lossy(file(sources, path)?);
    text.parse().map_err(|error: toml::de::Error| {
        Misfit::Unreadable(path.into(), error.message().to_string())
    })
}

/// A crate's manifest without inheritance, tests and lints.
fn flat(path: &str, manifest: Table, root: &Table) -> Result<Table, Misfit> {
    let missing = |what: &str| Misfit::NotInherited(path.into(), what.into());
    let inherited = |table: &str, key: &str| {
        let found = root.get("workspace").and_then(|w| w.get(table)?.get(key)).cloned();
        found.ok_or_else(|| missing(key))
    };
    let mut flat = Table::new();
    for (section, content) in manifest {
        match (section.as_str(), content) {
            ("package", Value::Table(package)) => {
                let fields = package.into_iter().map(|(key, value)| {
                    let value = match is_inherited(&value) {
                        true => inherited("package", &key)?,
                        false => value,
                    };
                    Ok((key, value))
                });
                let package = fields.collect::<Result<Table, Misfit>>()?;
                flat.insert(section, package.into());
            }
            ("dependencies", Value::Table(dependencies)) => {
                let each = dependencies.into_iter().map(|(name, own)| {
                    let value = match is_inherited(&own) {
                        true => merged(inherited("dependencies", &name)?, own),
                        false => own,
                    };
                    Ok((name.clone(), beside(path, &name, value)?))
                });
                let each = each.collect::<Result<Table, Misfit>>()?;
                flat.insert(section, each.into());
            }
            ("features" | "lib", content) => {
                flat.insert(section, content);
            }
            // Lints, tests, examples and what only those need.
            _ => {}
        }
    }
    Ok(flat)
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// What the workspace says of a dependency, with the features and the choices that a crate adds.
fn merged(workspace: Value, own: Value) -> Value {
    let mut merged = match workspace {
        Value::Table(table) => table,
        version => Table::from_iter([("version".to_string(), version)]),
    };
    let Value::Table(own) = own else { return merged.into() };
    for (key, value) in own {
        match (key.as_str(), value) {
            ("workspace", _) => {}
            ("features", Value::Array(more)) => {
                let features = merged.entry(key).or_insert(Value::Array(Vec::new()));
                if let Value::Array(features) = features {
                    features.extend(more);
                }
            }
            (_, value) => {
                merged.insert(key, value);
            }
        }
    }
    merged.into()
}

/// A crate of the house lies beside, not where the checkout has it.
fn beside(path: &str, name: &str, value: Value) -> Result<Value, Misfit> {
    let Some(at) = value.get("path").and_then(Value::as_str) else { return Ok(value) };
    let part = at.rsplit('/').next().unwrap_or(at).to_string();
    if !PARTS.contains(&part.as_str()) {
        return Err(Misfit::NotPacked(path.into(), name.into()));
    }
    let Value::Table(mut table) = value else { return Ok(value) };
    table.insert("path".into(), format!("../{part}").into());
    Ok(table.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed;

    const WORKSPACE: &str = r#"
        [workspace.package]
        version = "1.2.3"
        [workspace.dependencies]
        plain = "2"
        rich = { version = "=3.1.0", default-features = false, features = ["a"] }
        medlab-metrics = { path = "crates/metrics" }
        medlab-report = { path = "crates/report" }
    "#;

    fn flattened(manifest: &str) -> Result<Table, Misfit> {
        flat("x", manifest.parse().unwrap(), &WORKSPACE.parse().unwrap())
    }

    #[test]
    fn what_was_inherited_is_written_out() {
        let manifest = r#"
            [package]
            name = "x"
            version.workspace = true
            [lints]
            workspace = true
            [dependencies]
            plain.workspace = true
            rich = { workspace = true, features = ["b"], optional = true }
            medlab-metrics.workspace = true
            own = "=0.1.0"
            [dev-dependencies]
            proptest.workspace = true
            [[test]]
            name = "suite"
        "#;
        let expected: Table = r#"
            [package]
            name = "x"
            version = "1.2.3"
            [dependencies]
            plain = { version = "2" }
            rich = { version = "=3.1.0", default-features = false, features = ["a", "b"], optional = true }
            medlab-metrics = { path = "../metrics" }
            own = "=0.1.0"
        "#
        .parse()
        .unwrap();
        assert_eq!(flattened(manifest).unwrap(), expected);
    }

    #[test]
    fn without_frames_nothing_of_them_is_left() {
        let mut manifest: Table = r#"
            [features]
            frames = ["dep:a", "dep:b"]
            other = ["dep:c"]
            [dependencies]
            a = { version = "1", optional = true }
            b = { version = "1", optional = true }
            c = { version = "1", optional = true }
        "#
        .parse()
        .unwrap();
        without_frames(&mut manifest);
        let expected: Table = r#"
            [features]
            frames = []
            other = ["dep:c"]
            [dependencies]
            c = { version = "1", optional = true }
        "#
        .parse()
        .unwrap();
        assert_eq!(manifest, expected);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let misfit = flattened("[dependencies]\nnone.workspace = true").unwrap_err();
        assert_eq!(misfit, Misfit::NotInherited("x".into(), "none".into()));
        let misfit =
            flattened("[dependencies]\nmedlab-report.workspace = true").unwrap_err();
        assert_eq!(misfit, Misfit::NotPacked("x".into(), "medlab-report".into()));
    }

    #[test]
    fn the_packed_sources_stand_by_themselves() {
        let files = library(&packed(), Frames::Absent).unwrap();
        for part in PARTS {
            let text =
                String::from_utf8(files[&format!("{part}/Cargo.toml")].clone()).unwrap();
            for left in ["workspace", "dev-dependencies", "[[test]]", "crates/", "polars"]
            {
                assert!(!text.contains(left), "{part}: {left} in\n{text}");
            }
            assert!(files.contains_key(&format!("{part}/src/lib.rs")), "{part}");
        }
        assert!(!files.keys().any(|path| path.contains("/tests/")), "{:?}", files.keys());
        assert!(files.contains_key("charts/locales/en/figures.ftl"));
    }
}
