//! Submissions in zips: one, or one in each folder of it.
//!
//! Nothing is unpacked to the disk, so no entry can leave the tree; names that try to are
//! refused all the same. Entries, sizes and ratios are capped by what comes out, not by
//! what the directory claims.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use medlab_exercise::submission::{HANDIN, kept};
use medlab_exercise::{Fault, Files};
use zip::ZipArchive;

use super::limits::{ENTRIES, FILE, RATIO, SUBMISSIONS, ZIP};
use super::packed::Packed;
use super::place::Place;
use super::{FilesRead, Found, Source, Unusable, add, too_large, unusable};

/// A zip whose directory was read.
pub(super) type Archive = ZipArchive<Packed>;

/// The submissions that a zip holds. One that lies `depth` folders deep in a class was
/// handed in by one learner, who needs no more than a few.
pub(super) fn list(place: &Place, name: &str, depth: usize) -> Vec<Found> {
    let one = |source| vec![Found { name: name.to_string(), source }];
    let Opened { zip: archive, mut folders, papers } = match open(place) {
        Err(fault) => return one(Source::Unusable(fault)),
        Ok(opened) => opened,
    };
    // A learner's whole lab holds sources, too, that nobody hands in.
    if depth > 0 && !papers.is_empty() {
        folders.retain(|folder, _| papers.contains(folder));
    }
    if folders.len() <= 1 {
        return one(Source::Zip(place.clone()));
    }
    if depth > 0 && folders.len() > SUBMISSIONS {
        let (limit, found) = (SUBMISSIONS, folders.len());
        let why = Unusable::TooManyFolders { limit, found };
        return one(Source::Unusable(unusable(name, why)));
    }
    let found = |(folder, entries): (String, Vec<usize>)| Found {
        name: format!("{name}/{}", folder.trim_end_matches('/')),
        // Shared, not read again: a zip of n submissions would be read n times.
        source: Source::Entries { place: place.clone(), zip: archive.clone(), entries },
    };
    folders.into_iter().map(found).collect()
}

/// The kept files of a zip that holds one submission.
pub(super) fn read(place: &Place) -> FilesRead {
    let Opened { mut zip, folders, papers } = open(place)?;
    let of_paper = |(folder, _): &(&String, &Vec<usize>)| papers.contains(*folder);
    let entries = folders.iter().find(of_paper).or_else(|| folders.iter().next());
    let entries = entries.map(|(_, entries)| entries.clone()).unwrap_or_default();
    read_entries(place, &mut zip, &entries)
}

/// The kept files of one of its submissions.
pub(super) fn read_entries(
    place: &Place,
    zip: &mut Archive,
    entries: &[usize],
) -> FilesRead {
    let (mut files, mut whole) = (Files::new(), 0);
    for index in entries {
        let entry = zip.by_index(*index).map_err(|error| damaged(place, &error))?;
        let name = entry.name().map_err(|error| damaged(place, &error))?;
        let name = with_slashes(&name);
        let inside = name.rsplit('/').next().unwrap_or_default();
        let lower = kept(&name).map_or_else(|| inside.to_lowercase(), |(_, name)| name);
        if entry.is_symlink() || !entry.is_file() {
            return Err(unusable(inside, Unusable::NotAFileInZip));
        }
        let cap = FILE.min(RATIO.saturating_mul(entry.compressed_size().max(64)));
        let mut bytes = Vec::new();
        entry
            .take(cap + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(place, &error))?;
        if bytes.len() as u64 > cap {
            return Err(too_large(inside, bytes.len() as u64, cap));
        }
        add(&mut whole, inside, &bytes)?;
        if files.insert(lower, bytes).is_some() {
            let name = inside.to_string();
            return Err(unusable(inside, Unusable::TwoEntries { name }));
        }
    }
    Ok(files)
}

/// A zip that was looked through.
struct Opened {
    zip: Archive,
    /// Its kept files by the folder they are in.
    folders: BTreeMap<String, Vec<usize>>,
    /// The folders with a paper that says what is handed in.
    papers: BTreeSet<String>,
}

fn open(place: &Place) -> Result<Opened, Fault> {
    let name = place.name();
    let packed = Packed::open(place)?;
    if packed.size() > ZIP {
        return Err(too_large(&name, packed.size(), ZIP));
    }
    let budget = packed.budget();
    let zip = ZipArchive::new(packed).map_err(|error| match budget.is_spent() {
        true => unusable(&name, Unusable::EndlessEntries { limit: ENTRIES }),
        false => damaged(place, &error),
    })?;
    budget.lift();
    if zip.len() > ENTRIES {
        let (limit, found) = (ENTRIES, zip.len());
        return Err(unusable(&name, Unusable::TooManyEntries { limit, found }));
    }
    if zip.metadata().has_duplicate_names() {
        return Err(unusable(&name, Unusable::TwiceInZip));
    }
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut papers = BTreeSet::new();
    for (index, entry) in zip.file_names().enumerate() {
        let entry = with_slashes(&entry.map_err(|error| damaged(place, &error))?);
        let leaves = entry.starts_with('/')
            || entry.contains(['\0', ':'])
            || entry.split('/').any(|part| part == "..");
        if leaves {
            return Err(unusable(&name, Unusable::LeavesZip));
        }
        // As in folders: hidden things and the platforms' own are left out.
        let hidden = entry.split('/').any(|part| part.starts_with('.'));
        if let Some((folder, file)) = kept(&entry)
            && !hidden
            && !folder.starts_with("__MACOSX")
        {
            if file == HANDIN {
                papers.insert(folder.to_string());
            }
            folders.entry(folder.to_string()).or_default().push(index);
        }
    }
    Ok(Opened { zip, folders, papers })
}

/// A name in a zip with `/` between folders, where a program of Windows wrote another mark.
fn with_slashes(name: &str) -> String {
    name.replace('\\', "/")
}

fn damaged(place: &Place, error: &dyn std::fmt::Display) -> Fault {
    unusable(&place.name(), Unusable::DamagedZip { detail: error.to_string() })
}
