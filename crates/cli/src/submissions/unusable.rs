//! What makes the files of a submission unusable before anything is judged.

use medlab_cohort::problems;

problems! {
    /// Why a submission cannot be read, or be taken as what it is handed in as.
    pub(crate) enum Unusable {
        /// A link, a pipe, a device or a folder.
        NotAFile = "not_a_file",
        /// The same, in a zip.
        NotAFileInZip = "not_a_file" "zip",
        /// More bytes than any honest work has.
        TooLarge { limit: u64, found: u64 } = "too_large",
        /// The same, of all files together.
        TooLargeTogether { limit: u64 } = "too_large" "together",
        /// The system refuses; the detail is its own.
        Unreadable { detail: String } = "unreadable" "submission",
        /// A folder with too much in it.
        Crowded { limit: usize } = "unreadable" "crowded",
        /// Two files whose names differ in case only.
        TwoInCase { name: String } = "duplicate_file",
        /// Two entries of a zip whose names differ in case only.
        TwoEntries { name: String } = "duplicate_file" "entry",
        /// A name twice in a zip.
        TwiceInZip = "duplicate_file" "zip",
        /// A zip with too many entries.
        TooManyEntries { limit: usize, found: usize } = "too_many_entries",
        /// A zip with more entries than are worth counting.
        EndlessEntries { limit: usize } = "too_many_entries" "more",
        /// A learner's zip with the work of a class.
        TooManyFolders { limit: usize, found: usize } = "too_many_entries" "folders",
        /// A name in a zip that leads out of it.
        LeavesZip = "path_leaves_zip",
        /// No zip; the detail is the reader's.
        DamagedZip { detail: String } = "damaged_zip",
        /// A learner's second submission of one exercise.
        Several = "several_submissions",
        /// Work on a pack that is graded as if it were practice.
        PackWithoutKey = "pack_without_key",
        /// Work on a pack that the learner wants to check.
        PackInPractice = "pack_in_practice",
    }
}
