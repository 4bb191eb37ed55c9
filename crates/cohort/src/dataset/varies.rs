//! What a seed or key draws once for a whole cohort, and the variant that comes of it.

use super::Dataset;
use crate::key::Key;
use crate::nearest::nearest;
use crate::round;
use crate::sample::Stream;
use crate::scalar::{Scalar, Scalars};

/// Something drawn once for a variant; formulas call it `vary.<name>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// Its name, without `vary.`.
    pub name: String,
    /// How it is drawn.
    pub draw: Draw,
    /// Its value in the reference variant.
    pub reference: Scalar,
}

/// How a vary is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// Each of these alike.
    Choose(Vec<Scalar>),
    /// Uniform between two ends, rounded.
    Uniform {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// The decimals it is rounded to.
        decimals: u32,
    },
}

/// A dataset's varies, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    scalars: Scalars,
}

/// A variant that the dataset cannot have.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum VariantError {
    /// The dataset has no such vary.
    #[error("expected something that varies, found `{name}`")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// The vary never takes this value.
    #[error("expected a value that `{name}` can take, found {found}")]
    Impossible {
        /// The vary.
        name: String,
        /// The value asked for.
        found: Scalar,
    },
}

impl Variant {
    /// The drawn values, by name with `vary.` before it.
    pub fn scalars(&self) -> &Scalars {
        &self.scalars
    }

    /// One drawn value, by its name without `vary.`.
    pub fn get(&self, name: &str) -> Option<&Scalar> {
        self.scalars.get(&prefixed(name))
    }
}

impl Dataset {
    /// The variant that a key draws.
    pub fn variant(&self, key: &Key) -> Variant {
        Variant { scalars: drawn(&self.varies, key) }
    }

    /// The variant in which every vary has its reference value.
    pub fn reference_variant(&self) -> Variant {
        let scalars =
            self.varies.iter().map(|vary| (prefixed(&vary.name), vary.reference.clone()));
        Variant { scalars: scalars.collect() }
    }

    /// A variant with some values set; names are without `vary.`.
    pub fn variant_with(
        &self,
        mut variant: Variant,
        set: &Scalars,
    ) -> Result<Variant, VariantError> {
        for (name, value) in set {
            let Some(vary) = self.varies.iter().find(|vary| vary.name == *name) else {
                let known = self.varies.iter().map(|vary| vary.name.as_str());
                return Err(VariantError::Unknown {
                    name: name.clone(),
                    nearest: nearest(name, known).map(str::to_owned),
                });
            };
            if !vary.draw.can_be(value) {
                return Err(VariantError::Impossible {
                    name: name.clone(),
                    found: value.clone(),
                });
            }
            variant.scalars.insert(prefixed(name), value.clone());
        }
        Ok(variant)
    }
}

/// What a key draws, by name with `vary.` before it.
pub fn drawn(varies: &[Vary], key: &Key) -> Scalars {
    let scalars = varies.iter().map(|vary| {
        let uniform = Stream::new(&key.derive(&prefixed(&vary.name))).uniform();
        (prefixed(&vary.name), vary.draw.at(uniform))
    });
    scalars.collect()
}

impl Draw {
    /// The value at a place between 0 and 1.
    fn at(&self, uniform: f64) -> Scalar {
        match self {
            Self::Choose(values) => {
                let chosen = (uniform * values.len() as f64) as usize;
                values.get(chosen).cloned().unwrap_or(Scalar::Missing)
            }
            Self::Uniform { low, high, decimals } => {
                let value = round::to(low + (high - low) * uniform, *decimals);
                Scalar::Number(value.clamp(*low, *high))
            }
        }
    }

    /// Whether the draw can give this value.
    pub fn can_be(&self, value: &Scalar) -> bool {
        match (self, value) {
            (Self::Choose(values), value) => values.contains(value),
            (Self::Uniform { low, high, .. }, Scalar::Number(value)) => {
                (*low..=*high).contains(value)
            }
            _ => false,
        }
    }
}

pub(super) fn prefixed(name: &str) -> String {
    format!("vary.{name}")
}
