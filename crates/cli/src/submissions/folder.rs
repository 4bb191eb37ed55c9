//! Submissions in folders and plain files.

use std::fs::{File, Metadata};
use std::io::Read;

use medlab_exercise::code;
use medlab_exercise::{Fault, Files, needs};

use super::limits::{CHILDREN, DEPTH, FILE};
use super::place::{Crowded, Kind, Place};
use super::{
    FilesRead, Found, Source, Unreadable, Unusable, add, archive, is_kept, too_large,
    unusable,
};

/// The submissions at a place, which may be one itself.
pub(super) fn list(
    place: &Place,
    name: &str,
    depth: usize,
) -> Result<Vec<Found>, Unreadable> {
    let unreadable = |error| Unreadable { path: place.path(), error };
    let one = |source| Ok(vec![Found { name: name.to_string(), source }]);
    match place.kind().map_err(unreadable)? {
        Kind::File if is_zip(place) => return Ok(archive::list(place, name, depth)),
        Kind::File => return one(Source::File(place.clone())),
        Kind::Other => return one(Source::Unusable(not_plain(name))),
        Kind::Folder => {}
    }
    let children = place.children().map_err(unreadable)?;
    if children.iter().any(is_artifact) || children.is_empty() || depth == DEPTH {
        return one(Source::Folder(place.clone()));
    }
    // A learner's folder that holds nothing but one zip is that zip, under the folder's
    // name; that is how course platforms hand out uploads.
    if depth > 0
        && let [only] = children.as_slice()
        && is_zip(only)
    {
        return list(only, name, DEPTH);
    }
    let is_folder = |child: &Place| child.kind().is_ok_and(|kind| kind == Kind::Folder);
    if depth > 0 && !children.iter().any(is_folder) {
        return one(Source::Folder(place.clone()));
    }
    let mut found = Vec::new();
    for child in children {
        let below = match name {
            "" => child.name(),
            _ => format!("{name}/{}", child.name()),
        };
        // What cannot be read below is that submission's matter and stops no other.
        found.extend(list(&child, &below, depth + 1).unwrap_or_else(|unreadable| {
            let source = Source::Unusable(closed(&below, &unreadable.error));
            vec![Found { name: below, source }]
        }));
    }
    Ok(found)
}

/// Whether a folder is itself a submission.
pub(super) fn holds_artifact(place: &Place) -> bool {
    place.children().is_ok_and(|children| children.iter().any(is_artifact))
}

/// Whether nothing at all lies in a folder.
pub(super) fn is_empty(place: &Place) -> bool {
    place.children().is_ok_and(|children| children.is_empty())
}

/// The kept files of a folder.
pub(super) fn read(place: &Place) -> FilesRead {
    let children = place.children().map_err(|error| closed(&place.name(), &error))?;
    let mut files = Files::new();
    let own = kept(&children)?.into_iter();
    let own = own.map(|(name, child)| (name.to_lowercase(), name, child));
    let needed = needed(&children).into_iter();
    let needed = needed.map(|(path, child)| (path, child.name(), child));
    let mut whole = 0;
    for (lower, name, child) in own.chain(needed) {
        let bytes = read_plain(&child, &name)?;
        add(&mut whole, &name, &bytes)?;
        if files.insert(lower.clone(), bytes).is_some() {
            return Err(unusable(&name, Unusable::TwoInCase { name: lower }));
        }
    }
    Ok(files)
}

/// The files of other exercises that a submission carries: `needs/<exercise>/<file>`.
fn needed(children: &[Place]) -> Vec<(String, Place)> {
    let folders = |places: Vec<Place>| {
        let is_folder =
            |place: &Place| place.kind().is_ok_and(|kind| kind == Kind::Folder);
        places.into_iter().filter(move |place| is_folder(place))
    };
    let of = |place: &Place| place.children().unwrap_or_default();
    let named = |place: &&Place| place.name().to_lowercase() == needs::FOLDER;
    let all = folders(children.iter().filter(named).cloned().collect());
    let mut found = Vec::new();
    for exercise in all.flat_map(|all| folders(of(&all)).collect::<Vec<_>>()) {
        for file in of(&exercise).into_iter().filter(is_artifact) {
            let path = format!("{}/{}/{}", needs::FOLDER, exercise.name(), file.name());
            found.push((path.to_lowercase(), file));
        }
    }
    found
}

/// One file, handed in by itself.
pub(super) fn read_one(place: &Place) -> FilesRead {
    let name = place.name();
    let bytes = read_plain(place, &name)?;
    Ok(Files::from([(name.to_lowercase(), bytes)]))
}

/// The bytes of a plain file: never a link, a pipe, a device or a folder.
fn read_plain(place: &Place, name: &str) -> Result<Vec<u8>, Fault> {
    let unreadable = |error: std::io::Error| closed(name, &error);
    let (file, opened) = open_plain(place, name)?;
    if opened.len() > FILE {
        return Err(too_large(name, opened.len(), FILE));
    }
    let mut bytes = Vec::with_capacity(opened.len() as usize);
    file.take(FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE {
        return Err(too_large(name, bytes.len() as u64, FILE));
    }
    Ok(bytes)
}

/// Opens a plain file: never a link, a pipe, a device or a folder.
pub(super) fn open_plain(place: &Place, name: &str) -> Result<(File, Metadata), Fault> {
    let unreadable = |error: std::io::Error| closed(name, &error);
    // Asked first, because to open a device may already do something.
    if place.kind().map_err(unreadable)? != Kind::File {
        return Err(not_plain(name));
    }
    let file = place.open().map_err(unreadable)?;
    // Asked again of what is open now: it may have been swapped in between.
    let opened = file.metadata().map_err(unreadable)?;
    if !opened.is_file() {
        return Err(not_plain(name));
    }
    Ok((file, opened))
}

fn is_artifact(place: &Place) -> bool {
    // A folder for artifacts that cannot be looked into is told of when it is read.
    kept(std::slice::from_ref(place)).map_or(true, |kept| !kept.is_empty())
}

/// The kept files among these and in the folders of theirs that may hold some, by their names
/// within the submission.
///
/// # Errors
/// If such a folder cannot be looked into.
fn kept(children: &[Place]) -> Result<Vec<(String, Place)>, Fault> {
    let mut kept = Vec::new();
    for child in children {
        let name = child.name();
        let lower = name.to_lowercase();
        if is_kept(&lower) {
            kept.push((name, child.clone()));
        } else if code::FILE.starts_with(&format!("{lower}/")) {
            // A link to a folder is none.
            if !child.kind().is_ok_and(|kind| kind == Kind::Folder) {
                continue;
            }
            for below in child.children().map_err(|error| closed(&name, &error))? {
                let inside = format!("{name}/{}", below.name());
                if inside.to_lowercase() == code::FILE {
                    kept.push((inside, below));
                }
            }
        }
    }
    Ok(kept)
}

fn is_zip(place: &Place) -> bool {
    place.name().to_lowercase().ends_with(".zip")
}

fn not_plain(name: &str) -> Fault {
    unusable(name, Unusable::NotAFile)
}

fn closed(name: &str, error: &std::io::Error) -> Fault {
    let why = match error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Crowded>)
    {
        true => Unusable::Crowded { limit: CHILDREN },
        false => Unusable::Unreadable { detail: error.to_string() },
    };
    unusable(name, why)
}
