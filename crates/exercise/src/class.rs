//! A class: whose submission is whose, and whose pack.
//!
//! A learner is named by the folder or zip that the submission lay in, where a roster
//! says who there is; the pack must then be that learner's own.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::rule::Rule;
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
        let broken = |rule| Err(Fault::new(rule).in_file(HANDIN));
        let VariantId::Pack(pack) = variant else {
            return broken(Rule::PracticeVariant);
        };
        let Some(roster) = &self.roster else { return Ok(()) };
        match (self.named(path), roster.learner_of.get(&pack)) {
            (Some(learner), _) if roster.pack_of.get(learner) == Some(&pack) => Ok(()),
            (None, Some(_)) => broken(Rule::UnknownLearner),
            (_, Some(_)) => broken(Rule::AnotherPack),
            (_, None) => broken(Rule::UnknownPack),
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
        let code = |path, variant| class.admits(path, variant).map_err(|f| f.code());
        assert_eq!(code("ann", pack("ann")), Ok(()));
        assert_eq!(code("week 3/b.b.zip", pack("b.b")), Ok(()));
        assert_eq!(code("ann", pack("b.b")), Err("another_pack"));
        assert_eq!(code("zoe", pack("b.b")), Err("unknown_learner"));
        assert_eq!(code("ann", pack("zoe")), Err("unknown_pack"));
        let practice = VariantId::Practice(1);
        assert_eq!(code("ann", practice), Err("practice_variant"));
    }

    #[test]
    fn pseudonyms_are_for_the_roster_only() {
        let (class, _) = class();
        assert!(class.pseudonym("ann").is_some());
        assert_ne!(class.pseudonym("ann"), class.pseudonym("b.b"));
        assert_eq!(class.pseudonym("zoe"), None);
    }
}
