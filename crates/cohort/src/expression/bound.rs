//! A formula bound to columns: what its names mean is settled, its types agree, and it can
//! be evaluated over blocks of rows.

use super::{Expression, ExpressionError, compile, evaluate};
use crate::scalar::Scalar;

/// The most rows that one evaluation takes; buffers of this size stay in cache.
pub const BLOCK: usize = 1024;

/// What kind of values a column or a formula has. All are held as `f64`, NaN for missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Numbers.
    Number,
    /// 1 for true, 0 for false.
    Truth,
    /// The position of a text in this list of levels.
    Text(Vec<String>),
    /// Never anything but missing.
    Nothing,
}

impl Kind {
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Truth => "a yes or no",
            Self::Text(_) => "a text",
            Self::Nothing => "a missing value",
        }
    }
}

/// What a name in a formula means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// The same value in every row.
    Constant(Scalar),
    /// A column, by its position among those given to [`Bound::evaluate`].
    Column {
        /// The position of the values.
        values: usize,
        /// What they are.
        kind: Kind,
        /// Whether the value is on record.
        known: OnRecord,
    },
}

/// Where it stands whether a value is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRecord {
    /// In the value itself: it is, unless it is NaN.
    UnlessNan,
    /// In a column of 1 and 0, by position.
    Column(usize),
    /// It never is.
    Never,
}

/// A formula ready for evaluation.
#[derive(Clone, Debug)]
pub struct Bound {
    pub(super) code: Code,
    kind: Kind,
}

impl Expression {
    /// Binds the formula's names, and checks that its types agree.
    pub fn bind(
        &self,
        meaning: &dyn Fn(&str) -> Option<Meaning>,
    ) -> Result<Bound, ExpressionError> {
        let (code, kind) = compile::compile(&self.root, meaning)?;
        Ok(Bound { code, kind })
    }
}

impl Bound {
    /// What kind of values it gives.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Its value, where it is the same in every row; NaN for missing.
    pub fn constant(&self) -> Option<f64> {
        match self.code {
            Code::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The same formula, its texts as positions among other levels; a text that is not
    /// among them becomes missing. A formula that gives no texts stays as it is.
    pub fn with_levels(self, levels: &[String]) -> Self {
        match self.kind {
            Kind::Text(from) => Self {
                code: compile::remap(self.code, &from, levels),
                kind: Kind::Text(levels.to_vec()),
            },
            _ => self,
        }
    }

    /// Which columns it reads, in ascending order.
    pub fn columns(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.code.columns(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Evaluates a block of at most [`BLOCK`] rows into `out`; every column that it reads
    /// has at least as many rows.
    pub fn evaluate<C: AsRef<[f64]>>(
        &self,
        columns: &[C],
        scratch: &mut Scratch,
        out: &mut [f64],
    ) {
        debug_assert!(out.len() <= BLOCK);
        evaluate::evaluate(&self.code, columns, scratch, out);
    }
}

/// Buffers that evaluations reuse.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    free: Vec<Vec<f64>>,
}

impl Scratch {
    pub(super) fn take(&mut self) -> Vec<f64> {
        self.free.pop().unwrap_or_else(|| vec![0.0; BLOCK])
    }

    pub(super) fn give(&mut self, buffer: Vec<f64>) {
        self.free.push(buffer);
    }
}

/// What evaluation does, types settled.
#[derive(Clone, Debug)]
pub(super) enum Code {
    Constant(f64),
    Column(usize),
    Unary(Unary, Box<Code>),
    Arithmetic(Arithmetic, Box<Code>, Box<Code>),
    If(Box<Code>, Box<Code>, Box<Code>),
    Step(Box<Code>, Vec<(f64, f64)>),
    /// A level's position in one list, as its position in another.
    Remap(Box<Code>, Vec<f64>),
    Round(Box<Code>, u32),
}

/// An operation on one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Negative,
    Not,
    Truth,
    Exp,
    Ln,
    Sqrt,
    Abs,
    Floor,
    Sin,
    Cos,
    Logit,
    Expit,
    NormalCdf,
    NormalQuantile,
    Missing,
    Known,
    Square,
}

/// An operation on two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,
    Maximum,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl Code {
    pub(super) fn constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    fn columns(&self, found: &mut Vec<usize>) {
        match self {
            Self::Constant(_) => {}
            Self::Column(column) => found.push(*column),
            Self::Unary(_, a)
            | Self::Step(a, _)
            | Self::Remap(a, _)
            | Self::Round(a, _) => {
                a.columns(found);
            }
            Self::Arithmetic(_, a, b) => {
                a.columns(found);
                b.columns(found);
            }
            Self::If(a, b, c) => {
                a.columns(found);
                b.columns(found);
                c.columns(found);
            }
        }
    }
}
