//! The functions that a formula may call.

/// A function's name in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `if(condition, then, otherwise)`
    If,
    /// `exp(x)`
    Exp,
    /// `ln(x)`, the natural logarithm
    Ln,
    /// `sqrt(x)`
    Sqrt,
    /// `abs(x)`
    Abs,
    /// `floor(x)`
    Floor,
    /// `min(a, b, ...)`
    Min,
    /// `max(a, b, ...)`
    Max,
    /// `clip(x, low, high)`
    Clip,
    /// `round(x)` or `round(x, decimals)`, halves away from zero
    Round,
    /// `sin(x)`, of an angle in radians
    Sin,
    /// `cos(x)`, of an angle in radians
    Cos,
    /// `logit(p)`
    Logit,
    /// `expit(x)`, the inverse of `logit`
    Expit,
    /// `normal_cdf(z)`
    NormalCdf,
    /// `normal_quantile(p)`
    NormalQuantile,
    /// `missing(x)`: 1 where x is not known
    Missing,
    /// `known(x)`: 1 where x is known
    Known,
    /// `recorded(column)`: the value where it is known to the reader of the record
    Recorded,
    /// `step(x, bound: value, ..., inf: value)`: the first bound with x <= bound
    Step,
}

/// Every function: its name and how many arguments it takes.
pub(super) const FUNCTIONS: [(&str, Function, std::ops::RangeInclusive<usize>); 20] = [
    ("if", Function::If, 3..=3),
    ("exp", Function::Exp, 1..=1),
    ("ln", Function::Ln, 1..=1),
    ("sqrt", Function::Sqrt, 1..=1),
    ("abs", Function::Abs, 1..=1),
    ("floor", Function::Floor, 1..=1),
    ("min", Function::Min, 2..=64),
    ("max", Function::Max, 2..=64),
    ("clip", Function::Clip, 3..=3),
    ("round", Function::Round, 1..=2),
    ("sin", Function::Sin, 1..=1),
    ("cos", Function::Cos, 1..=1),
    ("logit", Function::Logit, 1..=1),
    ("expit", Function::Expit, 1..=1),
    ("normal_cdf", Function::NormalCdf, 1..=1),
    ("normal_quantile", Function::NormalQuantile, 1..=1),
    ("missing", Function::Missing, 1..=1),
    ("known", Function::Known, 1..=1),
    ("recorded", Function::Recorded, 1..=1),
    ("step", Function::Step, 1..=1),
];

impl Function {
    /// The function of a name.
    pub fn named(name: &str) -> Option<Self> {
        FUNCTIONS.iter().find(|(known, ..)| *known == name).map(|(_, f, _)| *f)
    }

    /// Its name in a formula.
    pub fn name(self) -> &'static str {
        FUNCTIONS.iter().find(|(_, f, _)| *f == self).map_or("", |(name, ..)| name)
    }
}
