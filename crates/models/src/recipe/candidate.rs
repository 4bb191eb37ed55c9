//! A candidate: one kind of model with its settings, or a grid of them.

use std::fmt;

use serde::Deserialize;

use super::error::RecipeError;
use crate::{Bound, Estimator};

/// The most models that one recipe may compare, grids multiplied out.
pub const MOST_CANDIDATES: usize = 48;

/// One kind of model; a setting given as a list makes one candidate of each value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The kind: an estimator's name, or `supplied`.
    pub model: String,
    /// The column with the risks of a supplied model.
    pub column: Option<String>,
    /// How strongly effects are drawn to zero.
    pub penalty: Option<OneOrMore>,
    /// How much of the penalty can remove a column altogether, from 0 to 1.
    pub mix: Option<OneOrMore>,
    /// How many of the most similar patients are asked.
    pub neighbours: Option<OneOrMore>,
    /// How many questions a tree may ask in a row.
    pub depth: Option<OneOrMore>,
    /// The least number of rows in a leaf.
    pub leaf: Option<OneOrMore>,
    /// How many trees a forest has.
    pub trees: Option<OneOrMore>,
    /// How many columns a forest looks at for each question.
    pub features: Option<OneOrMore>,
    /// How many trees boosting adds up.
    pub rounds: Option<OneOrMore>,
    /// How much of each tree boosting adds.
    pub rate: Option<OneOrMore>,
    /// How many leaves a boosted tree may have.
    pub leaves: Option<OneOrMore>,
    /// How strongly boosting holds small leaves back.
    pub l2: Option<OneOrMore>,
    /// Into how many classes a points score cuts a column.
    pub bins: Option<OneOrMore>,
    /// The most points that a points score gives for one column.
    pub most: Option<OneOrMore>,
}

/// One value of a setting, or several to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMore(pub Vec<f64>);

/// A model to be fitted: the estimator with each setting decided, or a supplied risk.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// An estimator that learns.
    Learned(Estimator),
    /// A column that holds risks already.
    Supplied {
        /// The column.
        column: String,
    },
}

/// A model's decided settings, in the order of its bounds.
pub type Settings = Vec<(&'static str, f64)>;

impl Candidate {
    /// The models that the candidate stands for, each setting decided.
    pub(super) fn models(
        &self,
        key: &str,
    ) -> Result<Vec<(Model, Settings)>, RecipeError> {
        if self.model == "supplied" {
            return self.supplied(key);
        }
        if self.column.is_some() {
            let setting = "column".to_string();
            return Err(RecipeError::SettingElsewhere {
                key: format!("{key}.column"),
                model: self.model.clone(),
                setting,
                known: Vec::new(),
            });
        }
        let bounds =
            Estimator::bounds(&self.model).ok_or_else(|| RecipeError::UnknownModel {
                key: format!("{key}.model"),
                found: self.model.clone(),
            })?;
        self.only_settings_of(bounds, key)?;
        let mut grid: Vec<Settings> = vec![Vec::new()];
        for bound in bounds {
            let values = self.values(bound, key)?;
            if grid.len() * values.len() > MOST_CANDIDATES {
                let found = grid.len().saturating_mul(values.len());
                return Err(RecipeError::TooManyCandidates { key: key.into(), found });
            }
            grid = grid
                .into_iter()
                .flat_map(|settings| {
                    let with = |value: &f64| {
                        let mut settings = settings.clone();
                        settings.push((bound.name, *value));
                        settings
                    };
                    values.iter().map(with).collect::<Vec<_>>()
                })
                .collect();
        }
        let decided = |settings: Settings| {
            let setting = |name: &str| {
                settings.iter().find(|(known, _)| *known == name).map_or(0.0, |s| s.1)
            };
            Estimator::with(&self.model, setting)
                .map(|estimator| (Model::Learned(estimator), settings))
        };
        Ok(grid.into_iter().filter_map(decided).collect())
    }

    fn supplied(&self, key: &str) -> Result<Vec<(Model, Settings)>, RecipeError> {
        self.only_settings_of(&[], key)?;
        let column = self.column.clone().ok_or_else(|| RecipeError::Missing {
            key: format!("{key}.column"),
            because: "supplied".into(),
        })?;
        Ok(vec![(Model::Supplied { column }, Vec::new())])
    }

    /// Every setting with the name that recipes write.
    fn given(&self) -> [(&'static str, Option<&OneOrMore>); 13] {
        [
            ("penalty", self.penalty.as_ref()),
            ("mix", self.mix.as_ref()),
            ("neighbours", self.neighbours.as_ref()),
            ("depth", self.depth.as_ref()),
            ("leaf", self.leaf.as_ref()),
            ("trees", self.trees.as_ref()),
            ("features", self.features.as_ref()),
            ("rounds", self.rounds.as_ref()),
            ("rate", self.rate.as_ref()),
            ("leaves", self.leaves.as_ref()),
            ("l2", self.l2.as_ref()),
            ("bins", self.bins.as_ref()),
            ("most", self.most.as_ref()),
        ]
    }

    fn only_settings_of(&self, bounds: &[Bound], key: &str) -> Result<(), RecipeError> {
        let known = |name: &str| bounds.iter().any(|bound| bound.name == name);
        match self.given().into_iter().find(|(name, one)| one.is_some() && !known(name)) {
            None => Ok(()),
            Some((name, _)) => Err(RecipeError::SettingElsewhere {
                key: format!("{key}.{name}"),
                model: self.model.clone(),
                setting: name.into(),
                known: bounds.iter().map(|bound| bound.name).collect(),
            }),
        }
    }

    fn values(&self, bound: &Bound, key: &str) -> Result<Vec<f64>, RecipeError> {
        let given = self.given().into_iter().find(|(name, _)| *name == bound.name);
        let values = match given.and_then(|(_, values)| values) {
            None => return Ok(vec![bound.usual]),
            Some(OneOrMore(values)) => values.clone(),
        };
        let key = format!("{key}.{}", bound.name);
        if values.is_empty() || values.len() > MOST_CANDIDATES {
            return Err(RecipeError::TooManyCandidates { key, found: values.len() });
        }
        match values.iter().find(|value| !bound.allows(**value)) {
            Some(found) => {
                Err(RecipeError::Setting { key, bound: *bound, found: *found })
            }
            None => Ok(values),
        }
    }
}

impl Model {
    /// Its place from the simplest, 0 for a supplied risk, to the most complex.
    pub fn complexity(&self) -> usize {
        match self {
            Self::Learned(estimator) => 1 + estimator.complexity(),
            Self::Supplied { .. } => 0,
        }
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Learned(estimator) => f.write_str(estimator.name()),
            Self::Supplied { .. } => f.write_str("supplied"),
        }
    }
}

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, or a list of numbers")
            }

            fn visit_f64<E>(self, value: f64) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![value]))
            }

            fn visit_i64<E>(self, value: i64) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![value as f64]))
            }

            fn visit_u64<E>(self, value: u64) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![value as f64]))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> Result<OneOrMore, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(OneOrMore(values))
            }
        }
        reader.deserialize_any(Visitor)
    }
}
