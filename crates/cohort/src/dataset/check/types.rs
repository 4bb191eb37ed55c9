//! Types: what each formula gives, and what the names in it mean before there are values.

use super::Checker;
use crate::column::Kind;
use crate::dataset::node::Parameter;
use crate::dataset::{Dataset, Draw, Family, SpecError, Vertex};
use crate::expression::{Kind as Type, Meaning, OnRecord};

impl Checker<'_> {
    /// Binds every formula to the kinds of what it names; settles what formulas are.
    pub(super) fn types(
        &self,
        dataset: &mut Dataset,
        ordered: &[Vertex],
    ) -> Result<(), SpecError> {
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
}

/// What a name means while types are checked: no values yet, only kinds.
pub(super) fn meaning(dataset: &Dataset, name: &str) -> Option<Meaning> {
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
