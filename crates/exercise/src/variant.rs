//! A variant: whose patients a piece of work is about.
//!
//! Practice has 32 numbered variants, drawn from a key that everybody has. Graded work
//! is done on a pack, drawn from the teacher's course key. The two never meet: their keys
//! are derived under different words, so no practice cohort is a graded one.

use std::fmt;

use medlab_cohort::Key;

use crate::hex;

/// How many practice variants there are.
pub const PRACTICE_VARIANTS: u8 = 32;

/// Which patients: a practice variant or a teacher's pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariantId {
    /// A practice variant, from 1 to 32.
    Practice(u8),
    /// A pack that a teacher issued.
    Pack(PackId),
}

/// A pack's name: HMAC of exercise and learner under the course key. It tells nothing of
/// either, nor of the patients.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackId([u8; 32]);

/// A teacher's secret, from which every graded cohort of a course is drawn.
#[derive(Clone)]
pub struct CourseKey(Key);

/// A teacher's other secret, which turns learners' IDs into pseudonyms.
#[derive(Clone)]
pub struct PseudonymKey(Key);

impl VariantId {
    /// Reads `practice-7` or 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(number) = text.strip_prefix("practice-") {
            let number: u8 = number.parse().ok()?;
            let written_so = number.to_string() == text["practice-".len()..];
            let known = (1..=PRACTICE_VARIANTS).contains(&number) && written_so;
            return known.then_some(Self::Practice(number));
        }
        hex::decode_32(text).map(|bytes| Self::Pack(PackId(bytes)))
    }
}

impl fmt::Display for VariantId {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Practice(number) => write!(out, "practice-{number}"),
            Self::Pack(id) => write!(out, "{id}"),
        }
    }
}

impl fmt::Display for PackId {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for PackId {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "PackId({self})")
    }
}

impl CourseKey {
    /// The key's bytes, for a process that judges under it; they are shown to nobody.
    pub fn bytes(&self) -> [u8; 32] {
        self.0.bytes()
    }

    /// A key from 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Key::new(bytes))
    }

    /// The pack of one learner for one exercise.
    pub fn pack(&self, exercise: &str, learner: &str) -> PackId {
        PackId(mac(&self.0, &["pack", exercise, learner]))
    }

    /// The key of a pack's cohort. Who has the pack's ID but not this key learns nothing.
    pub fn cohort_key(&self, exercise: &str, version: u32, pack: PackId) -> Key {
        let (version, pack) = (version.to_string(), pack.to_string());
        Key::new(mac(&self.0, &["cohort", exercise, &version, &pack]))
    }
}

impl PseudonymKey {
    /// A key from 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Key::new(bytes))
    }

    /// The pseudonym under which a learner's grade is kept.
    pub fn pseudonym(&self, learner: &str) -> String {
        hex::encode(&self.0.mac(learner.as_bytes()))
    }
}

/// The key of a practice variant's cohort, which everybody can derive.
pub fn practice_key(exercise: &str, version: u32, number: u8) -> Key {
    let (version, number) = (version.to_string(), number.to_string());
    let practice = Key::new(*b"medlab practice patients, open!!");
    Key::new(mac(&practice, &["practice", exercise, &version, &number]))
}

/// HMAC-SHA256 over parts, each preceded by its length, so that none runs into the next.
fn mac(key: &Key, parts: &[&str]) -> [u8; 32] {
    let mut message = Vec::new();
    for part in parts {
        message.extend((part.len() as u64).to_le_bytes());
        message.extend(part.as_bytes());
    }
    key.mac(&message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        for text in ["practice-1", "practice-32", &"0f".repeat(32)] {
            assert_eq!(VariantId::parse(text).unwrap().to_string(), text);
        }
        for text in ["practice-0", "practice-33", "practice-07", "practice-", "7", ""] {
            assert_eq!(VariantId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn packs_differ_by_key_exercise_and_learner() {
        let (a, b) = (CourseKey::new([1; 32]), CourseKey::new([2; 32]));
        let packs = [
            a.pack("x", "ann"),
            a.pack("x", "bob"),
            a.pack("y", "ann"),
            a.pack("xa", "nn"),
            b.pack("x", "ann"),
        ];
        for (i, left) in packs.iter().enumerate() {
            assert!(packs[i + 1..].iter().all(|right| right != left));
        }
    }

    /// RFC 4231, test case 2, as the pseudonym is a plain HMAC-SHA256: the key padded
    /// with zeros to 32 bytes is the same key.
    #[test]
    fn a_pseudonym_is_hmac_sha256() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            PseudonymKey::new(key).pseudonym("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
