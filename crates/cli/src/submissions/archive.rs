//! Submissions in zips: one, or one in each folder of it.
//!
//! Nothing is unpacked to the disk, so no entry can leave the tree; names that try to are
//! refused all the same. Entries, sizes and ratios are capped by what comes out, not by
//! what the directory claims.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use medlab_exercise::{Fault, Files};
use zip::ZipArchive;

use super::limits::{ENTRIES, FILE, RATIO, SUBMISSIONS, ZIP};
use super::packed::Packed;
use super::{FilesRead, Found, Source, fault, file_name, is_kept, too_large};

/// A zip whose directory was read.
pub(super) type Archive = ZipArchive<Packed>;

/// The submissions that a zip holds. One that lies `depth` folders deep in a class was
/// handed in by one learner, who needs no more than a few.
pub(super) fn list(path: &Path, name: &str, depth: usize) -> Vec<Found> {
    let unusable = |fault| {
        let source = Source::Unusable(fault);
        vec![Found { name: name.to_string(), source }]
    };
    let (archive, folders) = match open(path) {
        Err(fault) => return unusable(fault),
        Ok(opened) => opened,
    };
    if folders.len() <= 1 {
        let source = Source::Zip(path.to_path_buf());
        return vec![Found { name: name.to_string(), source }];
    }
    if depth > 0 && folders.len() > SUBMISSIONS {
        let found = folders.len();
        let message = format!(
            "expected at most {SUBMISSIONS} folders of work in a learner's zip, found {found}"
        );
        return unusable(fault("too_many_entries", message, "zip only your work", name));
    }
    let found = |(folder, entries): (String, Vec<usize>)| Found {
        name: format!("{name}/{}", folder.trim_end_matches('/')),
        // Shared, not read again: a zip of n submissions would be read n times.
        source: Source::Entries {
            path: path.to_path_buf(),
            zip: archive.clone(),
            entries,
        },
    };
    folders.into_iter().map(found).collect()
}

/// The kept files of a zip that holds one submission.
pub(super) fn read(path: &Path) -> FilesRead {
    let (mut archive, folders) = open(path)?;
    let entries = folders.into_values().next().unwrap_or_default();
    read_entries(path, &mut archive, &entries)
}

/// The kept files of one of its submissions.
pub(super) fn read_entries(
    path: &Path,
    zip: &mut Archive,
    entries: &[usize],
) -> FilesRead {
    let mut files = Files::new();
    for index in entries {
        let entry = zip.by_index(*index).map_err(|error| damaged(path, &error))?;
        let name = entry.name().map_err(|error| damaged(path, &error))?.into_owned();
        let inside = name.rsplit('/').next().unwrap_or_default();
        let lower = inside.to_lowercase();
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

/// A zip, and its kept files by the folder they are in.
fn open(path: &Path) -> Result<(Archive, BTreeMap<String, Vec<usize>>), Fault> {
    let name = file_name(path);
    let packed = Packed::open(path)?;
    if packed.size() > ZIP {
        return Err(too_large(&name, packed.size(), ZIP));
    }
    let budget = packed.budget();
    let zip = ZipArchive::new(packed).map_err(|error| match budget.is_spent() {
        true => too_many(&name, "more"),
        false => damaged(path, &error),
    })?;
    budget.lift();
    if zip.len() > ENTRIES {
        return Err(too_many(&name, &zip.len().to_string()));
    }
    if zip.metadata().has_duplicate_names() {
        let message = "expected each name once in the zip, found one twice";
        return Err(fault("duplicate_file", message.into(), "zip it again", &name));
    }
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, entry) in zip.file_names().enumerate() {
        let entry = entry.map_err(|error| damaged(path, &error))?;
        let leaves = entry.starts_with(['/', '\\'])
            || entry.contains(['\0', ':'])
            || entry.split(['/', '\\']).any(|part| part == "..");
        if leaves {
            let message = "expected names within the zip, found one that leaves it";
            return Err(fault("path_leaves_zip", message.into(), "zip it again", &name));
        }
        let (folder, file) = match entry.rfind('/') {
            Some(at) => entry.split_at(at + 1),
            None => ("", &*entry),
        };
        if is_kept(&file.to_lowercase()) && !folder.starts_with("__MACOSX") {
            folders.entry(folder.to_string()).or_default().push(index);
        }
    }
    Ok((zip, folders))
}

fn too_many(name: &str, found: &str) -> Fault {
    let message = format!("expected at most {ENTRIES} entries in a zip, found {found}");
    fault("too_many_entries", message, "zip only your work", name)
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Fault {
    let message = format!("expected a readable zip, found: {error}");
    fault("damaged_zip", message, "zip the folder again", &file_name(path))
}
