//! The caps under which a submission is read.

/// One file of a submission, in bytes. Predictions for 100,000 patients fit.
pub(super) const FILE: u64 = 8 << 20;

/// All files of one submission, in bytes: with what it carries of other exercises, of which it
/// may bring any number. A whole class of the largest is held by no machine.
pub(super) const WHOLE: u64 = 64 << 20;

/// Entries of one zip, counted before any is opened.
pub(super) const ENTRIES: usize = 20_000;

/// One zip, packed, in bytes.
pub(super) const ZIP: u64 = 256 << 20;

/// How much larger an entry may be than its packed form; text reaches about 20.
pub(super) const RATIO: u64 = 200;

/// Entries of one folder.
pub(super) const CHILDREN: usize = 100_000;

/// Folders within folders, before a submission must have been met.
pub(super) const DEPTH: usize = 3;

/// The directory of a zip, in bytes, with what is read to find it: enough for as many
/// entries with long names, and little enough to be held.
pub(super) const DIRECTORY: u64 = 8 << 20;

/// Submissions in a zip that one learner handed in.
pub(super) const SUBMISSIONS: usize = 20;
