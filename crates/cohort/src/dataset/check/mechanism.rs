//! Mechanisms: whether missingness depends on what its declared kind allows.

use super::Checker;
use crate::dataset::{Dataset, Mechanism, Node, SpecError};

impl Checker<'_> {
    /// Whether missingness depends on what its declared kind allows.
    pub(super) fn mechanism(
        &self,
        dataset: &Dataset,
        node: &Node,
    ) -> Result<(), SpecError> {
        let Some(missing) = &node.missing else { return Ok(()) };
        let formula = &missing.parameter.expression;
        let nodes: Vec<&str> = formula
            .names()
            .iter()
            .map(String::as_str)
            .filter(|name| !name.starts_with("vary."))
            .collect();
        // What makes missingness depend on something that is not on record.
        let unseen = |name: &str| {
            let parent = dataset.node(name)?;
            if parent.name == node.name {
                Some("its own value")
            } else if parent.hidden {
                Some("hidden")
            } else if parent.missing.is_some()
                && formula.truth_names().iter().any(|read| read == name)
            {
                Some("missing in some patients")
            } else if parent.available_at > node.available_at.max(0.0) {
                Some("known only later")
            } else {
                None
            }
        };
        let offending =
            nodes.iter().find_map(|name| unseen(name).map(|why| (*name, why)));
        let (expected, found) = match (missing.mechanism, offending) {
            (Mechanism::Mcar, _) if !nodes.is_empty() => {
                ("a formula without any node for MCAR", format!("`{}`", nodes[0]))
            }
            (Mechanism::Mar, Some((name, why))) => (
                "only what is always on record for MAR",
                format!("`{name}`, which is {why}"),
            ),
            (Mechanism::Mar, None) if nodes.is_empty() => {
                ("a formula that names a node for MAR", "none, which is MCAR".to_owned())
            }
            (Mechanism::Mnar, None) => (
                "its own value, a hidden node or a column with gaps for MNAR",
                "none of them, which is MAR or MCAR".to_owned(),
            ),
            _ => return Ok(()),
        };
        Err(self
            .source
            .error("missing_kind", missing.parameter.at, expected, found)
            .in_place(&format!("node `{}`", node.name)))
    }
}
