//! A submission: the files that one learner handed in, as bytes, snapshot before judging.
//!
//! It is read once, at the edge, under caps; nothing here goes back to the disk. Only
//! files that an exercise can ask for are kept.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::code;
use crate::document;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::hex;
use crate::needs;
use crate::rule::Rule;
use crate::variant::VariantId;

/// The file that says what is handed in: exercise, version and variant or pack.
pub const HANDIN: &str = "handin.toml";

/// Every file name that a submission may hold; others are not read.
pub const KEPT: [&str; 6] = [
    HANDIN,
    crate::answers::ANSWERS.file,
    crate::predictions::FILE,
    crate::recipes::FILE,
    crate::answers::CARD.file,
    code::FILE,
];

/// What some editors add to a file's name without showing it.
const TXT: &str = ".txt";

/// A path within what was handed in, in parts: the folder that is the submission, and what
/// the file is called in it, in lower case; none where no submission keeps it.
///
/// ```
/// use medlab_exercise::submission::kept;
/// assert_eq!(kept("ann/Recipe.toml"), Some(("ann/", "recipe.toml".into())));
/// let needed = "needs/mooc2-3-1-model-zoo/recipe.toml";
/// assert_eq!(kept(&format!("ann/{needed}")), Some(("ann/", needed.into())));
/// assert_eq!(kept("ann/src/lib.rs"), Some(("ann/", "src/lib.rs".into())));
/// assert_eq!(kept("ann/notes.md"), None);
/// ```
pub fn kept(path: &str) -> Option<(&str, String)> {
    let cut = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = path.split_at(cut(path));
    let name = name.to_lowercase();
    if let Some((root, end)) =
        path.len().checked_sub(code::FILE.len()).and_then(|at| path.split_at_checked(at))
        && end.eq_ignore_ascii_case(code::FILE)
    {
        let is_whole = root.is_empty() || root.ends_with('/');
        return is_whole.then(|| (root, code::FILE.to_string()));
    }
    if !keeps(&name) {
        return None;
    }
    let whole = folder.trim_end_matches('/');
    let (above, other) = whole.split_at(cut(whole));
    let outer = above.trim_end_matches('/');
    let (root, needs) = outer.split_at(cut(outer));
    if needs.to_lowercase() == needs::FOLDER && !other.is_empty() {
        let other = other.to_lowercase();
        return Some((root, format!("{}/{other}/{name}", needs::FOLDER)));
    }
    Some((folder, name))
}

/// Whether a submission keeps a file of this name, in lower case: one that an exercise can
/// ask for, or one whose name an editor made longer, so that this can be said.
pub fn keeps(name: &str) -> bool {
    KEPT.contains(&name.strip_suffix(TXT).unwrap_or(name))
}

/// What one learner handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Where it lay, relative to what was graded, with `/` between folders.
    pub path: String,
    /// Its files by name, or why they could not be read.
    pub files: Result<BTreeMap<String, Vec<u8>>, Fault>,
}

/// What `handin.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handin {
    /// The exercise's id.
    pub exercise: String,
    /// The exercise's version.
    pub version: u32,
    /// Whose patients the work was done on.
    pub variant: VariantId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandinFile {
    #[serde(rename = "format")]
    _format: u32,
    exercise: String,
    version: u32,
    variant: Option<String>,
    pack: Option<String>,
}

impl Submission {
    /// One file's bytes; a missing file is the learner's to add.
    pub fn file(&self, name: &str) -> Result<&[u8], Fault> {
        let files = self.files.as_ref().map_err(Clone::clone)?;
        let longer = format!("{name}{TXT}");
        if files.contains_key(&longer) {
            let (file, name) = (longer.clone(), name.to_string());
            let rule = match files.contains_key(&name) {
                true => Rule::TwoNames { name, found: longer },
                false => Rule::LongerName { name, found: longer },
            };
            return Err(Fault::new(rule).in_file(file));
        }
        files.get(name).map(Vec::as_slice).ok_or_else(|| {
            let (found, file) = (files.keys().cloned().collect(), name);
            let name = name.to_string();
            let rule = match files.is_empty() {
                true => Rule::NoFiles { name },
                false => Rule::MissingFile { name, found },
            };
            Fault::new(rule).in_file(file)
        })
    }

    /// What its `handin.toml` says.
    pub fn handin(&self) -> Result<Handin, Fault> {
        Handin::read(self.file(HANDIN)?)
    }

    /// SHA-256 over names, lengths and bytes, in the names' order.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, bytes) in self.files.iter().flatten() {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        format!("sha256:{}", hex::encode(&hash.finalize()))
    }
}

impl Handin {
    /// Reads `handin.toml`.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let file: HandinFile = document::read(HANDIN, bytes)?;
        let variant = match (&file.variant, &file.pack) {
            (Some(text), None) | (None, Some(text)) => VariantId::parse(text),
            _ => None,
        };
        let unknown = || Fault::new(Rule::UnknownVariant).in_file(HANDIN);
        let variant = variant.ok_or_else(unknown)?;
        Ok(Self { exercise: file.exercise, version: file.version, variant })
    }

    /// Whether it is work on this exercise, in this version.
    pub fn is_for(&self, exercise: &Exercise) -> Result<(), Fault> {
        let (id, version) = (&exercise.file.id, exercise.file.version);
        let rule = if self.exercise != *id {
            Rule::AnotherExercise { expected: id.clone(), found: self.exercise.clone() }
        } else if self.version != version {
            let [expected, found] = [version, self.version].map(|v| v.to_string());
            Rule::AnotherVersion { expected, found }
        } else {
            return Ok(());
        };
        Err(Fault::new(rule).in_file(HANDIN))
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let key = match self.variant {
            VariantId::Practice(_) => "variant",
            VariantId::Pack(_) => "pack",
        };
        format!(
            "# Says whose patients this work is about. Hand it in unchanged.\n\
             format = 1\nexercise = \"{}\"\nversion = {}\n{key} = \"{}\"\n",
            self.exercise, self.version, self.variant
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for variant in ["practice-7".to_string(), "ab".repeat(32)] {
            let handin = Handin {
                exercise: "mooc2-2-1-any-tool".into(),
                version: 3,
                variant: VariantId::parse(&variant).unwrap(),
            };
            assert_eq!(Handin::read(handin.write().as_bytes()), Ok(handin));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            let _ = Handin::read(&bytes);
        }
    }

    #[test]
    fn a_wrong_handin_is_the_learners_to_mend() {
        let cases = [
            ("format = 1\nexercise = \"a\"\nversion = 1\n", "unknown_variant"),
            (
                "format = 1\nexercise = \"a\"\nversion = 1\nvariant = \"practice-33\"",
                "unknown_variant",
            ),
            ("format = 1\nexercise = 3\nversion = 1", "not_toml"),
            ("format = 1\nexercise = \"a\"\nvresion = 1", "unknown_key"),
            ("", "unknown_format"),
        ];
        for (text, code) in cases {
            assert_eq!(Handin::read(text.as_bytes()).unwrap_err().code(), code, "{text}");
        }
    }
}
