//! What can only be checked when all of a dataset is read: names, circles, types, units,
//! parameters that cannot be, and whether missingness is of the declared kind.

use super::error::Source;
use super::node::Parameter;
use super::section::Section;
use super::{Dataset, Draw, Family, Mechanism, Node, SpecError, Vertex, order};
use crate::column::Kind;
use crate::expression::{Expression, ExpressionError, Kind as Type, Meaning, OnRecord};
use crate::nearest::nearest;

pub(super) fn check(
    source: &Source<'_>,
    root: &Section<'_>,
    dataset: &mut Dataset,
) -> Result<(), SpecError> {
    super::read_cluster::check(source, dataset)?;
    let checker = Checker { source };
    checker.names(dataset)?;
    let ordered = checker.circles(dataset)?;
    checker.types(dataset, &ordered)?;
    for node in &dataset.nodes {
        checker.unit(node)?;
        checker.constants(dataset, node)?;
        checker.mechanism(dataset, node)?;
    }
    checker.faults(dataset)?;
    checker.worlds(root, dataset)?;
    files(root, dataset)?;
    outcome(root, dataset)
}

struct Checker<'a> {
    source: &'a Source<'a>,
}

impl Checker<'_> {
    /// Every name in every formula is a node or a vary.
    fn names(&self, dataset: &Dataset) -> Result<(), SpecError> {
        for node in &dataset.nodes {
            let place = format!("node `{}`", node.name);
            for parameter in
                node.parameters.iter().chain(node.missing.as_ref().map(|m| &m.parameter))
            {
                self.known_names(dataset, parameter, &place)?;
            }
        }
        for fault in &dataset.faults {
            self.known_names(dataset, &fault.rate, &format!("fault `{}`", fault.name))?;
        }
        Ok(())
    }

    fn known_names(
        &self,
        dataset: &Dataset,
        parameter: &Parameter,
        place: &str,
    ) -> Result<(), SpecError> {
        for name in parameter.expression.names() {
            if let Some(error) = unknown(dataset, &parameter.expression, name) {
                return Err(self.formula(parameter, &error, place, "unknown_name"));
            }
        }
        Ok(())
    }

    fn circles(&self, dataset: &Dataset) -> Result<Vec<Vertex>, SpecError> {
        let parents = |vertex| dataset.parents(&dataset.formulas(vertex));
        order(&dataset.vertices(), &parents).map_err(|circle| {
            let name = |vertex: &Vertex| match vertex {
                Vertex::Value(position) => dataset.nodes[*position].name.clone(),
                Vertex::Known(position) => {
                    format!("missing({})", dataset.nodes[*position].name)
                }
            };
            let (Vertex::Value(first) | Vertex::Known(first)) = circle[0];
            let node = &dataset.nodes[first];
            let at = node.parameters.first().map_or(0, |parameter| parameter.at);
            // A formula reads what comes after it in the circle; causes are told in order.
            let path: Vec<String> = circle.iter().rev().map(name).collect();
            self.source
                .error(
                    "circle",
                    at,
                    "causes without a circle",
                    format!("the circle {}", path.join(" -> ")),
                )
                .in_place(&format!("node `{}`", node.name))
        })
    }

    /// Binds every formula to the kinds of what it names; settles what formulas are.
    fn types(&self, dataset: &mut Dataset, ordered: &[Vertex]) -> Result<(), SpecError> {
        for vertex in ordered {
            match *vertex {
                Vertex::Value(position) => self.node_types(dataset, position)?,
                Vertex::Known(position) => {
                    let node = &dataset.nodes[position];
                    if let Some(missing) = &node.missing {
                        let place = format!("node `{}`", node.name);
                        self.numeric(dataset, &missing.parameter, &place)?;
                    }
                }
            }
        }
        for fault in &dataset.faults {
            self.numeric(dataset, &fault.rate, &format!("fault `{}`", fault.name))?;
        }
        Ok(())
    }

    fn node_types(
        &self,
        dataset: &mut Dataset,
        position: usize,
    ) -> Result<(), SpecError> {
        let node = &dataset.nodes[position];
        let place = format!("node `{}`", node.name);
        if node.family != Family::Formula {
            return node
                .parameters
                .iter()
                .try_for_each(|parameter| self.numeric(dataset, parameter, &place));
        }
        let parameter = &node.parameters[0];
        let found = self.bind(dataset, parameter, &place)?;
        let settled = match (&node.kind, found) {
            (Kind::Category { levels }, Type::Text(found)) => {
                if let Some(odd) = found.iter().find(|level| !levels.contains(level)) {
                    return Err(self
                        .source
                        .error(
                            "levels",
                            parameter.at,
                            format!("one of the levels {}", levels.join(", ")),
                            format!("'{odd}'"),
                        )
                        .in_place(&place));
                }
                return Ok(());
            }
            (Kind::Category { .. }, _) => {
                Err(("a text, for it has `levels`", "a number"))
            }
            (_, Type::Text(_)) => {
                Err(("`levels` for a formula that gives texts", "none"))
            }
            (Kind::Number { decimals: None }, Type::Truth) => Ok(Kind::Flag),
            (Kind::Number { decimals: None }, _) if !node.hidden => {
                Err(("`decimals`, how many are recorded", "nothing"))
            }
            (kind, _) => Ok(kind.clone()),
        };
        match settled {
            Ok(kind) => {
                dataset.nodes[position].kind = kind;
                Ok(())
            }
            Err((expected, found)) => Err(self
                .source
                .error("formula_kind", parameter.at, expected, found)
                .in_place(&place)),
        }
    }

    fn numeric(
        &self,
        dataset: &Dataset,
        parameter: &Parameter,
        place: &str,
    ) -> Result<(), SpecError> {
        match self.bind(dataset, parameter, place)? {
            Type::Text(_) => Err(self
                .source
                .error(
                    "wrong_type",
                    parameter.at,
                    format!("a number for `{}`", parameter.name),
                    "a text",
                )
                .in_place(place)),
            _ => Ok(()),
        }
    }

    fn bind(
        &self,
        dataset: &Dataset,
        parameter: &Parameter,
        place: &str,
    ) -> Result<Type, SpecError> {
        parameter
            .expression
            .bind(&|name| meaning(dataset, name))
            .map(|bound| bound.kind().clone())
            .map_err(|error| self.formula(parameter, &error, place, "formula"))
    }

    fn unit(&self, node: &Node) -> Result<(), SpecError> {
        let at = node.parameters.first().map_or(0, |parameter| parameter.at);
        let place = format!("node `{}`", node.name);
        let error = match (&node.kind, node.unit.as_deref()) {
            (Kind::Number { .. }, None | Some("")) => self
                .source
                .error("missing_unit", at, "a `unit`, for it is a number", "none")
                .hint("write `unit = \"1\"` where it has no dimension"),
            (Kind::Number { .. }, Some(_)) | (_, None) => return Ok(()),
            (_, Some(unit)) => self.source.error(
                "unit",
                at,
                "no `unit`, for it is no number",
                format!("\"{unit}\""),
            ),
        };
        Err(error.at_line(node.line).in_place(&place))
    }

    /// Parameters that are the same for every patient and variant are checked now; others
    /// when patients are drawn.
    fn constants(&self, dataset: &Dataset, node: &Node) -> Result<(), SpecError> {
        let value = |parameter: &Parameter| {
            let bound = parameter.expression.bind(&|name| meaning(dataset, name));
            bound.ok().and_then(|bound| bound.constant())
        };
        let place = format!("node `{}`", node.name);
        let mut all =
            node.parameters.iter().map(|p| (node.family, p)).collect::<Vec<_>>();
        if let Some(missing) = &node.missing {
            all.push((missing.family, &missing.parameter));
        }
        for (family, parameter) in all {
            let Some(value) = value(parameter) else { continue };
            let expected = match parameter.name {
                _ if value.is_nan() => "a number",
                "sd" | "sd_log" | "shape" | "scale" if value <= 0.0 => "a number above 0",
                "mean"
                    if matches!(family, Family::Exponential | Family::Poisson)
                        && value <= 0.0 =>
                {
                    "a number above 0"
                }
                "probability" if !(0.0..=1.0).contains(&value) => {
                    "a probability from 0 to 1"
                }
                "weights" if !(0.0..f64::INFINITY).contains(&value) => {
                    "a weight of 0 or more"
                }
                _ => continue,
            };
            return Err(self
                .source
                .error(
                    "parameter",
                    parameter.at,
                    format!("{expected} for `{}`", parameter.name),
                    value.to_string(),
                )
                .in_place(&place));
        }
        if node.family == Family::Uniform
            && let (Some(low), Some(high)) =
                (value(&node.parameters[0]), value(&node.parameters[1]))
            && low >= high
        {
            return Err(self
                .source
                .error(
                    "parameter",
                    node.parameters[0].at,
                    "`low` below `high`",
                    format!("{low} and {high}"),
                )
                .in_place(&place));
        }
        Ok(())
    }

    /// Whether missingness depends on what its declared kind allows.
    fn mechanism(&self, dataset: &Dataset, node: &Node) -> Result<(), SpecError> {
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

    fn faults(&self, dataset: &Dataset) -> Result<(), SpecError> {
        for fault in &dataset.faults {
            let bound = fault.rate.expression.bind(&|name| meaning(dataset, name));
            let Some(rate) = bound.ok().and_then(|bound| bound.constant()) else {
                continue;
            };
            if !(0.0..=1.0).contains(&rate) {
                return Err(self
                    .source
                    .error(
                        "parameter",
                        fault.rate.at,
                        "a probability from 0 to 1 for `rate`",
                        rate.to_string(),
                    )
                    .in_place(&format!("fault `{}`", fault.name)));
            }
        }
        Ok(())
    }

    fn worlds(&self, root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
        if let Some(world) = dataset.worlds.first()
            && dataset.outcome.is_none()
        {
            return Err(root
                .error("world", 0, "an `outcome`, for there are worlds", "none")
                .in_place(&format!("world `{}`", world.name)));
        }
        Ok(())
    }

    fn formula(
        &self,
        parameter: &Parameter,
        error: &ExpressionError,
        place: &str,
        code: &'static str,
    ) -> SpecError {
        let message = error.message.strip_prefix("expected ").unwrap_or(&error.message);
        let (expected, found) =
            message.split_once(", found ").unwrap_or((message, "something else"));
        self.source
            .error(
                code,
                parameter.at + error.at.start,
                expected,
                format!("{found} in `{}`", parameter.name),
            )
            .maybe_hint(error.hint.clone())
            .in_place(place)
    }
}

/// Every column of the files beside the cohort has a name of its own.
fn files(root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
    let mut names = std::collections::BTreeSet::new();
    for name in dataset.truth_names() {
        if !names.insert(name.clone()) {
            return Err(root.error(
                "duplicate",
                0,
                "different names for the columns of the truth",
                format!("`{name}` twice"),
            ));
        }
    }
    if crate::ledger::COLUMNS.contains(&dataset.id.name.as_str()) {
        return Err(root.error(
            "duplicate",
            0,
            "another name for the ID than a column of the ledger has",
            format!("`{}`", dataset.id.name),
        ));
    }
    Ok(())
}

fn outcome(root: &Section<'_>, dataset: &Dataset) -> Result<(), SpecError> {
    let Some(outcome) = &dataset.outcome else { return Ok(()) };
    let at = root.text("outcome")?.map_or(0, |at| at.at);
    match dataset.node(outcome) {
        Some(node) if node.family.is_bernoulli() && !node.hidden => Ok(()),
        Some(node) => Err(root.error(
            "outcome",
            at,
            "a recorded node of family bernoulli as `outcome`",
            format!(
                "`{outcome}`, {} {}",
                if node.hidden { "hidden and of family" } else { "of family" },
                node.family.name()
            ),
        )),
        None => {
            let near =
                nearest(outcome, dataset.nodes.iter().map(|node| node.name.as_str()));
            Err(root
                .error("outcome", at, "a node as `outcome`", format!("`{outcome}`"))
                .maybe_hint(near.map(|near| format!("did you mean `{near}`?"))))
        }
    }
}

/// The error of a name that is neither a node nor a vary.
fn unknown(
    dataset: &Dataset,
    expression: &Expression,
    name: &str,
) -> Option<ExpressionError> {
    if meaning(dataset, name).is_some() {
        return None;
    }
    let varies: Vec<String> =
        dataset.varies.iter().map(|vary| format!("vary.{}", vary.name)).collect();
    let known = dataset
        .nodes
        .iter()
        .map(|node| node.name.as_str())
        .chain(varies.iter().map(String::as_str));
    Some(ExpressionError {
        message: format!("expected a node or a vary, found `{name}`"),
        at: expression.position(name).unwrap_or(0..0),
        hint: nearest(name, known).map(|near| format!("did you mean `{near}`?")),
    })
}

/// What a name means while types are checked: no values yet, only kinds.
fn meaning(dataset: &Dataset, name: &str) -> Option<Meaning> {
    if let Some(vary) = name.strip_prefix("vary.") {
        let vary = dataset.varies.iter().find(|known| known.name == vary)?;
        let kind = match &vary.draw {
            Draw::Choose(values) if values.iter().all(|v| v.text().is_some()) => {
                let texts = values.iter().filter_map(|v| v.text().map(str::to_owned));
                Type::Text(texts.collect())
            }
            _ => Type::Number,
        };
        return Some(Meaning::Column { values: 0, kind, known: OnRecord::UnlessNan });
    }
    let node = dataset.node(name)?;
    Some(Meaning::Column {
        values: 0,
        kind: kind_of(&node.kind),
        known: OnRecord::Column(0),
    })
}

/// A column's kind as formulas see it.
pub(crate) fn kind_of(kind: &Kind) -> Type {
    match kind {
        Kind::Category { levels } => Type::Text(levels.clone()),
        Kind::Flag => Type::Truth,
        Kind::Number { .. } | Kind::Time { .. } | Kind::Text => Type::Number,
    }
}
