//! A formula as read: its text and its tree, before it is known what its names mean.

use std::ops::Range;

use super::{ExpressionError, Function, parse};

/// A parsed formula.
///
/// ```
/// use medlab_cohort::{Expression, Scalar, Scalars};
/// let formula = Expression::parse("if(site == 'North', 18.1, 18.6) + 2 * severity")?;
/// assert_eq!(formula.names(), ["severity", "site"]);
/// let facts = Scalars::from([
///     ("site".to_owned(), Scalar::from("North")),
///     ("severity".to_owned(), Scalar::from(0.5)),
/// ]);
/// assert_eq!(formula.scalar(&facts)?, Scalar::Number(19.1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    pub(super) source: String,
    pub(super) root: Node,
    names: Vec<String>,
    mask_names: Vec<String>,
    value_names: Vec<String>,
    truth_names: Vec<String>,
}

impl Expression {
    /// Reads a formula.
    pub fn parse(source: &str) -> Result<Self, ExpressionError> {
        let root = parse::parse(source)?;
        Ok(Self::from_root(source.to_owned(), root))
    }

    /// A formula that is one number.
    pub fn number(value: f64) -> Self {
        let source = format!("{value}");
        let at = 0..source.len();
        Self::from_root(source, Node { at, term: Term::Number(value) })
    }

    /// Its text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Every name in it, sorted, each once.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The names whose value it reads, sorted.
    pub fn value_names(&self) -> &[String] {
        &self.value_names
    }

    /// The names of which it asks whether they are known, sorted.
    pub fn mask_names(&self) -> &[String] {
        &self.mask_names
    }

    /// The names whose value it reads whether on record or not, sorted: all that stand
    /// outside `recorded()`.
    pub fn truth_names(&self) -> &[String] {
        &self.truth_names
    }

    /// Where a name first stands in it, in bytes.
    pub fn position(&self, name: &str) -> Option<Range<usize>> {
        let mut found = None;
        self.root.visit(&mut |node| {
            if found.is_none() && matches!(&node.term, Term::Name(n) if n == name) {
                found = Some(node.at.clone());
            }
        });
        found
    }

    /// The same formula with a number in place of a name; its text stays as written.
    pub(crate) fn with_number(&self, name: &str, value: f64) -> Self {
        Self::from_root(self.source.clone(), self.root.with_number(name, value))
    }

    fn from_root(source: String, root: Node) -> Self {
        let (mut truths, mut records, mut masks) = (Vec::new(), Vec::new(), Vec::new());
        root.uses(&mut truths, &mut records, &mut masks);
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names.dedup();
            names
        };
        let both = |a: &[String], b: &[String]| sorted([a, b].concat());
        let values = both(&truths, &records);
        let names = both(&values, &masks);
        Self {
            source,
            root,
            names,
            mask_names: sorted(masks),
            value_names: values,
            truth_names: sorted(truths),
        }
    }
}

impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)
    }
}

/// A term and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) at: Range<usize>,
    pub(super) term: Term,
}

/// One term of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    Number(f64),
    Text(String),
    Name(String),
    Negative(Box<Node>),
    Not(Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
    Step(Box<Node>, Vec<(f64, f64)>),
}

/// An operator between two terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl Node {
    fn children(&self) -> Vec<&Node> {
        match &self.term {
            Term::Number(_) | Term::Text(_) | Term::Name(_) => Vec::new(),
            Term::Negative(a) | Term::Not(a) | Term::Step(a, _) => vec![a],
            Term::Binary(_, a, b) => vec![a, b],
            Term::Call(_, arguments) => arguments.iter().collect(),
        }
    }

    fn with_number(&self, name: &str, value: f64) -> Self {
        let again = |node: &Self| Box::new(node.with_number(name, value));
        let term = match &self.term {
            Term::Name(found) if found == name => Term::Number(value),
            Term::Number(_) | Term::Text(_) | Term::Name(_) => self.term.clone(),
            Term::Negative(a) => Term::Negative(again(a)),
            Term::Not(a) => Term::Not(again(a)),
            Term::Step(a, bounds) => Term::Step(again(a), bounds.clone()),
            Term::Binary(operator, a, b) => Term::Binary(*operator, again(a), again(b)),
            Term::Call(function, arguments) => Term::Call(
                *function,
                arguments.iter().map(|node| node.with_number(name, value)).collect(),
            ),
        };
        Self { at: self.at.clone(), term }
    }

    fn visit(&self, see: &mut dyn FnMut(&Node)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }

    /// Which names are read for their value, which only where it is on record, and of
    /// which it is asked whether it is.
    fn uses(
        &self,
        truths: &mut Vec<String>,
        records: &mut Vec<String>,
        masks: &mut Vec<String>,
    ) {
        if let Term::Name(name) = &self.term {
            return truths.push(name.clone());
        }
        if let Term::Call(function, arguments) = &self.term
            && let [Node { term: Term::Name(name), .. }] = arguments.as_slice()
        {
            match function {
                Function::Missing | Function::Known => return masks.push(name.clone()),
                Function::Recorded => {
                    records.push(name.clone());
                    return masks.push(name.clone());
                }
                _ => {}
            }
        }
        for child in self.children() {
            child.uses(truths, records, masks);
        }
    }
}
