//! A key: where every draw of a cohort begins.
//!
//! A key is 256 secret bits. Whoever knows it can make the cohort and its truth, so it is
//! never printed, and there is no way to read its bytes back. Keys for parts are derived
//! by label, so that adding a part changes no other.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// 256 secret bits.
///
/// ```
/// use medlab_cohort::Key;
/// let cohort = Key::open("sepsis-ward", 1, 7);
/// assert!(cohort.derive("node:age") == cohort.derive("node:age"));
/// assert!(cohort.derive("node:age") != cohort.derive("node:sex"));
/// assert_eq!(format!("{cohort:?}"), "Key(..)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from 32 bytes that came from a course key file or a good source of chance.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of open data: anyone with the dataset's name, version and a seed has it.
    ///
    /// The label sets these keys apart from all that is derived from a teacher's key, so
    /// no graded cohort can be made with a seed.
    pub fn open(dataset: &str, version: u32, seed: u64) -> Self {
        Self([0; 32]).derive(&format!("medlab open data\n{dataset}\n{version}\n{seed}"))
    }

    /// The key of a part: HMAC-SHA256 of the label under this key.
    pub fn derive(&self, label: &str) -> Self {
        Self(self.mac(label.as_bytes()))
    }

    /// HMAC-SHA256 of a message under this key, for IDs that must not be guessed.
    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        // HMAC fills a shorter key with zeros up to the hash's block.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// The bytes, for this crate's generator alone.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}
