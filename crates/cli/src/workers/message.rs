//! What a worker is told and what it answers: one line of JSON each.

use std::collections::BTreeMap;

use medlab_exercise::{CourseError, CourseKey, Status, VariantId, hex};
use serde::{Deserialize, Serialize};

/// The longest line that is read, in bytes: more than a submission may weigh.
pub(super) const LONGEST: u64 = 256 << 20;

/// What a worker judges, told once.
#[derive(Deserialize, Serialize)]
pub(super) struct Setup {
    pub(super) exercise: String,
    key: Option<String>,
}

/// One submission.
#[derive(Deserialize, Serialize)]
pub(super) struct Job {
    variant: String,
    files: BTreeMap<String, String>,
}

/// What became of it.
#[derive(Deserialize, Serialize)]
pub(super) enum Reply {
    /// It was judged, or found not gradable.
    Judged(Status),
    /// The course itself is broken.
    Course(Broken),
}

/// A course's fault, as it is told.
#[derive(Deserialize, Serialize)]
pub(super) struct Broken {
    file: String,
    line: Option<u64>,
    message: String,
}

impl Setup {
    pub(super) fn new(exercise: &str, key: Option<&CourseKey>) -> Self {
        let key = key.map(|key| hex::encode(&key.bytes()));
        Self { exercise: exercise.into(), key }
    }

    pub(super) fn key(&self) -> Option<CourseKey> {
        self.key.as_deref().and_then(hex::decode_32).map(CourseKey::new)
    }

    pub(super) fn line(&self) -> String {
        line(self)
    }
}

impl Job {
    pub(super) fn new(variant: VariantId, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let files = files.iter().map(|(name, bytes)| (name.clone(), hex::encode(bytes)));
        Self { variant: variant.to_string(), files: files.collect() }
    }

    pub(super) fn variant(&self) -> Option<VariantId> {
        VariantId::parse(&self.variant)
    }

    pub(super) fn files(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let decoded =
            |(name, text): (&String, &String)| Some((name.clone(), hex::decode(text)?));
        self.files.iter().map(decoded).collect()
    }

    pub(super) fn line(&self) -> String {
        line(self)
    }
}

impl Reply {
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn line(&self) -> String {
        line(self)
    }
}

impl From<CourseError> for Broken {
    fn from(error: CourseError) -> Self {
        let message = error.problem.to_string();
        Self { file: error.file, line: error.line, message }
    }
}

impl From<Broken> for CourseError {
    fn from(broken: Broken) -> Self {
        let error = Self::new(&broken.file, broken.message, "see medlab verify");
        Self { line: broken.line, ..error }
    }
}

fn line(value: &impl Serialize) -> String {
    // Serialising these types cannot fail: the maps' keys are texts.
    serde_json::to_string(value).unwrap_or_default()
}
