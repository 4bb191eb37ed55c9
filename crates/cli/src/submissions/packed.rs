//! The bytes of a zip, opened when they are first wanted.
//!
//! A clone holds no open file, so that a class of a thousand zips needs no thousand files
//! at a time. What is opened again must be the very file whose directory was read. Until
//! the directory is read, a budget of bytes bounds the memory that it can take.

use std::fs::{File, Metadata};
use std::io::{BufReader, Error, Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use medlab_exercise::Fault;

use super::folder::open_plain;
use super::limits::DIRECTORY;
use super::place::Place;

/// A zip's bytes.
#[derive(Debug)]
pub(super) struct Packed {
    place: Place,
    listed: Arc<Metadata>,
    budget: Budget,
    file: Option<BufReader<File>>,
}

/// How many more bytes may be read.
#[derive(Clone, Debug)]
pub(super) struct Budget(Arc<AtomicU64>);

impl Packed {
    /// Opens a plain file.
    pub(super) fn open(place: &Place) -> std::result::Result<Self, Fault> {
        let (file, metadata) = open_plain(place, &place.name())?;
        Ok(Self {
            place: place.clone(),
            listed: Arc::new(metadata),
            budget: Budget(Arc::new(AtomicU64::new(DIRECTORY))),
            file: Some(BufReader::new(file)),
        })
    }

    /// How long it is.
    pub(super) fn size(&self) -> u64 {
        self.listed.len()
    }

    /// What may be read of it, which all clones share.
    pub(super) fn budget(&self) -> Budget {
        self.budget.clone()
    }

    fn file(&mut self) -> Result<&mut BufReader<File>> {
        if self.file.is_none() {
            let opened = open_plain(&self.place, "");
            let (file, now) =
                opened.map_err(|fault| Error::other(fault.problem.to_string()))?;
            if !same_file(&self.listed, &now) || self.listed.len() != now.len() {
                return Err(Error::other("it was changed while it was read"));
            }
            self.file = Some(BufReader::new(file));
        }
        self.file.as_mut().ok_or_else(|| Error::other("not open"))
    }
}

impl Clone for Packed {
    fn clone(&self) -> Self {
        let (place, listed) = (self.place.clone(), self.listed.clone());
        Self { place, listed, budget: self.budget.clone(), file: None }
    }
}

impl Read for Packed {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let got = self.file()?.read(into)?;
        self.budget.spend(got as u64)?;
        Ok(got)
    }
}

impl Seek for Packed {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.file()?.seek(to)
    }
}

impl Budget {
    /// Whether too much was asked for.
    pub(super) fn is_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// From here on anything may be read.
    pub(super) fn lift(&self) {
        self.0.store(u64::MAX, Ordering::Relaxed);
    }

    fn spend(&self, bytes: u64) -> Result<()> {
        let left = self.0.load(Ordering::Relaxed);
        if left == u64::MAX {
            return Ok(());
        }
        let left = left.saturating_sub(bytes);
        self.0.store(left, Ordering::Relaxed);
        if left == 0 { Err(Error::other("its directory is too long")) } else { Ok(()) }
    }
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    a.len() == b.len()
}
