//! A node: one thing about a patient, how it comes about, and how it is recorded.

use super::Per;
use crate::column::Kind;
use crate::expression::Expression;

/// One thing about a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name in files and formulas.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Whether it has a value in each row or one in each cluster.
    pub per: Per,
    /// How it is drawn.
    pub family: Family,
    /// The family's parameters, in the order of [`Family::parameters`]; a category has one
    /// weight for each level.
    pub parameters: Vec<Parameter>,
    /// Its unit; `1` for a number without dimension, none for what is no number.
    pub unit: Option<String>,
    /// What its values are clipped to.
    pub range: Option<(f64, f64)>,
    /// What its cells are.
    pub kind: Kind,
    /// When it is known, in hours from the prediction time.
    pub available_at: f64,
    /// Never recorded: a latent cause.
    pub hidden: bool,
    /// Where its numbers come from, or "invented".
    pub source: Option<String>,
    /// How it goes missing from the record.
    pub missing: Option<Missingness>,
    /// The line of the file at which it begins.
    pub line: usize,
}

/// How a node is drawn, given its parameters. Each takes one draw of 64 bits, a formula and
/// the number of a row none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Normal, by mean and standard deviation.
    Normal,
    /// The exponential of a normal with this mean and standard deviation.
    Lognormal,
    /// Uniform between two ends.
    Uniform,
    /// Exponential, by mean.
    Exponential,
    /// Weibull, by shape and scale.
    Weibull,
    /// Poisson, by mean.
    Poisson,
    /// Yes with the probability of which this is the logit.
    BernoulliLogit,
    /// Yes with this probability.
    BernoulliProbability,
    /// One of the levels, in proportion to their weights.
    Categorical,
    /// No chance at all.
    Formula,
    /// The number of the row in its cluster, from 1.
    Row,
}

/// A parameter of a family, a missingness or a fault: a formula and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its key.
    pub name: &'static str,
    /// Its formula.
    pub expression: Expression,
    /// The byte of the file at which it begins.
    pub at: usize,
}

/// How a column goes missing from the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Missingness {
    /// What it depends on, as declared and checked.
    pub mechanism: Mechanism,
    /// Its probability, or the logit of that.
    pub family: Family,
    /// The formula of it.
    pub parameter: Parameter,
    /// The reason on record; may be empty.
    pub reason: String,
}

/// What missingness depends on (Rubin 1976).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// On nothing about the patient.
    Mcar,
    /// On what is always on record.
    Mar,
    /// On the value itself, on a latent cause, or on what may itself be missing.
    Mnar,
}

impl Family {
    /// The keys of its parameters.
    pub fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Normal => &["mean", "sd"],
            Self::Lognormal => &["mean_log", "sd_log"],
            Self::Uniform => &["low", "high"],
            Self::Exponential | Self::Poisson => &["mean"],
            Self::Weibull => &["shape", "scale"],
            Self::BernoulliLogit => &["logit"],
            Self::BernoulliProbability => &["probability"],
            Self::Categorical => &["weights"],
            Self::Formula => &["value"],
            // It comes from the cluster: how many rows there are.
            Self::Row => &[],
        }
    }

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
            Self::Uniform => "uniform",
            Self::Exponential => "exponential",
            Self::Weibull => "weibull",
            Self::Poisson => "poisson",
            Self::BernoulliLogit | Self::BernoulliProbability => "bernoulli",
            Self::Categorical => "categorical",
            Self::Formula => "formula",
            Self::Row => "row",
        }
    }

    /// Whether it is yes or no.
    pub fn is_bernoulli(self) -> bool {
        matches!(self, Self::BernoulliLogit | Self::BernoulliProbability)
    }
}

impl Mechanism {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mcar => "MCAR",
            Self::Mar => "MAR",
            Self::Mnar => "MNAR",
        }
    }
}

impl Node {
    /// Its recorded decimals, where it is a number that is rounded.
    pub fn decimals(&self) -> Option<u32> {
        match self.kind {
            Kind::Number { decimals } => decimals,
            _ => None,
        }
    }

    /// Whether it is known when the prediction is made.
    pub fn is_known_in_time(&self) -> bool {
        !self.hidden && self.available_at <= 0.0
    }

    /// Every formula of it, missingness apart.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parameters.iter().map(|parameter| &parameter.expression)
    }
}
