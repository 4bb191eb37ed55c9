//! A class: whose submission is whose, and whose pack.
//!
//! A learner is named by the folder or zip that the submission lay in, where a roster
//! says who there is; the pack must then be that learner's own.

use std::collections::BTreeMap;

use crate::grade::Fault;
use crate::submission::HANDIN;
use crate::variant::{CourseKey, PackId, PseudonymKey, VariantId};

/// A class under a teacher's keys.
#[derive(Clone)]
pub struct Class {
    key: CourseKey,
    pseudonyms: PseudonymKey,
    roster: Option<Roster>,
}

#[derive(Clone)]
struct Roster {
    pack_of: BTreeMap<String, PackId>,
    learner_of: BTreeMap<PackId, String>,
}

impl Class {
    /// A class for one exercise; without a roster, nobody is known by name.
    pub fn new(
        key: CourseKey,
        pseudonyms: PseudonymKey,
        exercise: &str,
        learners: Option<&[String]>,
    ) -> Self {
        let roster = learners.map(|learners| {
            let pack_of: BTreeMap<String, PackId> = learners
                .iter()
                .map(|learner| (learner.clone(), key.pack(exercise, learner)))
                .collect();
            let learner_of =
                pack_of.iter().map(|(learner, pack)| (*pack, learner.clone())).collect();
            Roster { pack_of, learner_of }
        });
        Self { key, pseudonyms, roster }
    }

    /// The course key.
    pub fn key(&self) -> &CourseKey {
        &self.key
    }

    /// Whose submission this is, as a pseudonym, by its path.
    pub fn pseudonym(&self, path: &str) -> Option<String> {
        let learner = self.named(path)?;
        Some(self.pseudonyms.pseudonym(learner))
    }

    /// Whose submission this is, as the roster names them, by its path.
    pub fn learner(&self, path: &str) -> Option<&str> {
        self.named(path)
    }

    /// Whether the variant is a pack that this submission may be about.
    pub fn admits(&self, path: &str, variant: VariantId) -> Result<(), Fault> {
        let fault = |code: &str, message: &str, hint: &str| Fault {
            code: code.into(),
            message: message.into(),
            hint: hint.into(),
            file: Some(HANDIN.into()),
            ..Fault::default()
        };
        let VariantId::Pack(pack) = variant else {
            return Err(fault(
                "practice_variant",
                "expected work on the issued pack, found work on a practice variant",
                "do the work in the folder that the teacher issued, and hand that in",
            ));
        };
        let Some(roster) = &self.roster else { return Ok(()) };
        match (self.named(path), roster.learner_of.get(&pack)) {
            (Some(learner), _) if roster.pack_of.get(learner) == Some(&pack) => Ok(()),
            (None, Some(_)) => Err(fault(
                "unknown_learner",
                "expected a folder or zip named by an ID of the roster, found another name",
                "name it by the learner's ID, or add the learner to the roster",
            )),
            (_, Some(_)) => Err(fault(
                "another_pack",
                "expected work on the learner's own pack, found another learner's",
                "hand in work on the patients that were issued to you",
            )),
            (_, None) => Err(fault(
                "unknown_pack",
                "expected a pack of this class and key, found none of them",
                "hand in the handin.toml that was issued, unchanged",
            )),
        }
    }

    /// The learner of the roster after whom a part of the path is named.
    fn named<'a>(&'a self, path: &str) -> Option<&'a str> {
        let roster = self.roster.as_ref()?;
        path.split('/').find_map(|part| {
            let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
            [part, stem]
                .into_iter()
                .find_map(|name| roster.pack_of.get_key_value(name))
                .map(|(learner, _)| learner.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class() -> (Class, CourseKey) {
        let key = CourseKey::new([1; 32]);
        let learners = ["ann".to_string(), "b.b".to_string()];
        let pseudonyms = PseudonymKey::new([2; 32]);
        (Class::new(key.clone(), pseudonyms, "e", Some(&learners)), key)
    }

    #[test]
    fn only_ones_own_pack_is_admitted() {
        let (class, key) = class();
        let pack = |learner| VariantId::Pack(key.pack("e", learner));
        let code = |path, variant| class.admits(path, variant).map_err(|f| f.code);
        assert_eq!(code("ann", pack("ann")), Ok(()));
        assert_eq!(code("week 3/b.b.zip", pack("b.b")), Ok(()));
        assert_eq!(code("ann", pack("b.b")), Err("another_pack".into()));
        assert_eq!(code("zoe", pack("b.b")), Err("unknown_learner".into()));
        assert_eq!(code("ann", pack("zoe")), Err("unknown_pack".into()));
        let practice = VariantId::Practice(1);
        assert_eq!(code("ann", practice), Err("practice_variant".into()));
    }

    #[test]
    fn pseudonyms_are_for_the_roster_only() {
        let (class, _) = class();
        assert!(class.pseudonym("ann").is_some());
        assert_ne!(class.pseudonym("ann"), class.pseudonym("b.b"));
        assert_eq!(class.pseudonym("zoe"), None);
    }
}
