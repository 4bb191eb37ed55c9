//! The built-in course: data only.
//!
//! It holds what `medlab release` emits of the full course, and the one pair of
//! submissions that `medlab tour` grades: no solution, no truth. A test holds the archive
//! equal to what a release makes of the course beside it today.

use std::collections::BTreeMap;
use std::io::Read;

/// The archive as it is committed.
const ARCHIVE: &[u8] = include_bytes!("../course.tar");

/// The built-in course's files by path.
///
/// ```
/// assert!(medlab_course::files().contains_key("course.toml"));
/// ```
///
/// # Panics
/// Never with the committed archive, which a test reads whole.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    match read(ARCHIVE) {
        Ok(files) => files,
        Err(error) => panic!("the built-in course is damaged: {error}"),
    }
}

/// An archive of files: in the order of their paths, without times, owners or modes that
/// differ between machines.
pub fn archive(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        // Writing to memory cannot fail; paths of a course are short and relative.
        if let Err(error) = builder.append_data(&mut header, path, bytes.as_slice()) {
            unreachable!("{path}: {error}");
        }
    }
    builder.into_inner().unwrap_or_default()
}

/// The files of an archive.
pub fn read(archive: &[u8]) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(archive).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(path, bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_reads_back() {
        let files = BTreeMap::from([
            ("a/b.txt".to_string(), b"text".to_vec()),
            ("empty".to_string(), Vec::new()),
        ]);
        assert_eq!(read(&archive(&files)).unwrap(), files);
        assert_eq!(archive(&files), archive(&files));
    }

    #[test]
    fn the_committed_archive_reads_whole() {
        assert!(!files().is_empty());
    }
}
