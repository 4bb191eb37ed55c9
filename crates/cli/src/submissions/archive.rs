//! Submissions in zips: one, or one in each folder of it.
//!
//! Nothing is unpacked to the disk, so no entry can leave the tree; names that try to are
//! refused all the same. Entries, sizes and ratios are capped by what comes out, not by
//! what the directory claims.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use medlab_exercise::{Fault, Files};
use zip::ZipArchive;

use super::limits::{ENTRIES, FILE, RATIO, ZIP};
use super::{FilesRead, Found, Source, fault, file_name, is_kept, too_large};

/// The submissions that a zip holds.
pub(super) fn list(path: &Path, name: &str) -> Vec<Found> {
    let path = path.to_path_buf();
    let found = |name: String, source| vec![Found { name, source }];
    match folders(&path) {
        Err(fault) => found(name.to_string(), Source::Unusable(fault)),
        Ok(folders) if folders.len() <= 1 => {
            let folder = folders.into_keys().next().unwrap_or_default();
            found(name.to_string(), Source::Zip { path, folder })
        }
        Ok(folders) => folders
            .into_keys()
            .map(|folder| {
                let name = format!("{name}/{}", folder.trim_end_matches('/'));
                Found { name, source: Source::Zip { path: path.clone(), folder } }
            })
            .collect(),
    }
}

/// The kept files in one folder of a zip.
pub(super) fn read(path: &Path, folder: &str) -> FilesRead {
    let mut zip = open(path)?;
    let mut files = Files::new();
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(|error| damaged(path, &error))?;
        let name = entry.name().map_err(|error| damaged(path, &error))?.into_owned();
        let Some(inside) = name.strip_prefix(folder) else { continue };
        let lower = inside.to_lowercase();
        if !is_kept(&lower) {
            continue;
        }
        if entry.is_symlink() || !entry.is_file() {
            let message = "expected a plain file in the zip, found a link or a folder";
            let hint = "zip the files themselves";
            return Err(fault("not_a_file", message.into(), hint, inside));
        }
        let cap = FILE.min(RATIO.saturating_mul(entry.compressed_size().max(64)));
        let mut bytes = Vec::new();
        entry
            .take(cap + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(path, &error))?;
        if bytes.len() as u64 > cap {
            return Err(too_large(inside, bytes.len() as u64, cap));
        }
        if files.insert(lower, bytes).is_some() {
            let message = format!("expected one entry {inside}, found two");
            let hint = "zip the folder again";
            return Err(fault("duplicate_file", message, hint, inside));
        }
    }
    Ok(files)
}

/// The folders of a zip that hold kept files, and how many each holds.
fn folders(path: &Path) -> Result<BTreeMap<String, usize>, Fault> {
    let zip = open(path)?;
    let mut folders = BTreeMap::new();
    for name in names(path, &zip)? {
        let name = name.as_str();
        let (folder, file) =
            name.rfind('/').map_or(("", name), |at| name.split_at(at + 1));
        if is_kept(&file.to_lowercase()) && !folder.starts_with("__MACOSX") {
            *folders.entry(folder.to_string()).or_insert(0) += 1;
        }
    }
    Ok(folders)
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, Fault> {
    let name = file_name(path);
    let io = |error: std::io::Error| damaged(path, &error);
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    if size > ZIP {
        return Err(too_large(&name, size, ZIP));
    }
    let zip = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(path, &e))?;
    if zip.len() > ENTRIES {
        let message =
            format!("expected at most {ENTRIES} entries in a zip, found {}", zip.len());
        return Err(fault("too_many_entries", message, "zip only your work", &name));
    }
    for entry in names(path, &zip)? {
        let leaves = entry.starts_with(['/', '\\'])
            || entry.contains(['\0', ':'])
            || entry.split(['/', '\\']).any(|part| part == "..");
        if leaves {
            let message = "expected names within the zip, found one that leaves it";
            return Err(fault("path_leaves_zip", message.into(), "zip it again", &name));
        }
    }
    Ok(zip)
}

fn names(path: &Path, zip: &ZipArchive<BufReader<File>>) -> Result<Vec<String>, Fault> {
    let own = |name: Result<std::borrow::Cow<str>, zip::result::ZipError>| {
        name.map(|name| name.into_owned()).map_err(|error| damaged(path, &error))
    };
    zip.file_names().map(own).collect()
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Fault {
    let message = format!("expected a readable zip, found: {error}");
    fault("damaged_zip", message, "zip the folder again", &file_name(path))
}
