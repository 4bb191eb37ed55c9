//! From words to a tree, by precedence: or, and, not, comparison, sum, product, sign, power.

use std::ops::Range;

use super::function::FUNCTIONS;
use super::syntax::{Binary, Node, Term};
use super::token::{Token, tokens};
use super::{ExpressionError, Function};
use crate::nearest::nearest;

/// Deeper nesting is refused, so that no formula can exhaust the stack.
const DEEPEST: usize = 64;

pub(super) fn parse(source: &str) -> Result<Node, ExpressionError> {
    let mut parser = Parser { tokens: tokens(source)?, next: 0, depth: 0 };
    if parser.peek() == &Token::End {
        return Err(parser.error("expected a formula, found nothing"));
    }
    let root = parser.or()?;
    if parser.peek() == &Token::End {
        return Ok(root);
    }
    let found = parser.peek().describe();
    let error = parser.error(format!("expected an operator or the end, found {found}"));
    Err(match parser.peek() {
        Token::Symbol("=") => error.hint("compare with `==`"),
        Token::Symbol(":") => error.hint("`:` stands only inside step(...)"),
        _ => error,
    })
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn or(&mut self) -> Result<Node, ExpressionError> {
        self.deeper()?;
        let mut left = self.and()?;
        while self.word("or") {
            left = binary(Binary::Or, left, self.and()?);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self) -> Result<Node, ExpressionError> {
        let mut left = self.not()?;
        while self.word("and") {
            left = binary(Binary::And, left, self.not()?);
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Node, ExpressionError> {
        let from = self.at().start;
        if !self.word("not") {
            return self.comparison();
        }
        self.deeper()?;
        let inner = self.not()?;
        self.depth -= 1;
        Ok(Node { at: from..inner.at.end, term: Term::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Result<Node, ExpressionError> {
        let left = self.sum()?;
        let Some(operator) = self.comparison_sign() else { return Ok(left) };
        let right = self.sum()?;
        let node = binary(operator, left, right);
        if self.comparison_sign().is_some() {
            self.next -= 1;
            return Err(self
                .error("expected one comparison, found a chain of them")
                .hint("write `a < b and b < c`"));
        }
        Ok(node)
    }

    fn comparison_sign(&mut self) -> Option<Binary> {
        let operator = match self.peek() {
            Token::Symbol("==") => Binary::Equal,
            Token::Symbol("!=") => Binary::NotEqual,
            Token::Symbol("<") => Binary::Less,
            Token::Symbol("<=") => Binary::LessOrEqual,
            Token::Symbol(">") => Binary::Greater,
            Token::Symbol(">=") => Binary::GreaterOrEqual,
            _ => return None,
        };
        self.next += 1;
        Some(operator)
    }

    fn sum(&mut self) -> Result<Node, ExpressionError> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("+") => Binary::Add,
                Token::Symbol("-") => Binary::Subtract,
                _ => return Ok(left),
            };
            self.next += 1;
            left = binary(operator, left, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Node, ExpressionError> {
        let mut left = self.sign()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("*") => Binary::Multiply,
                Token::Symbol("/") => Binary::Divide,
                _ => return Ok(left),
            };
            self.next += 1;
            left = binary(operator, left, self.sign()?);
        }
    }

    fn sign(&mut self) -> Result<Node, ExpressionError> {
        let from = self.at().start;
        if self.symbol("-") {
            self.deeper()?;
            let inner = self.sign()?;
            self.depth -= 1;
            let at = from..inner.at.end;
            return Ok(match inner.term {
                Term::Number(value) => Node { at, term: Term::Number(-value) },
                _ => Node { at, term: Term::Negative(Box::new(inner)) },
            });
        }
        if self.symbol("+") {
            self.deeper()?;
            let inner = self.sign()?;
            self.depth -= 1;
            return Ok(inner);
        }
        self.power()
    }

    fn power(&mut self) -> Result<Node, ExpressionError> {
        let base = self.primary()?;
        if !self.symbol("^") {
            return Ok(base);
        }
        self.deeper()?;
        // Right-associative; a sign may stand in the exponent.
        let exponent = self.sign()?;
        self.depth -= 1;
        Ok(binary(Binary::Power, base, exponent))
    }

    fn primary(&mut self) -> Result<Node, ExpressionError> {
        let (token, at) = self.tokens[self.next].clone();
        match token {
            Token::Number(value) => {
                self.next += 1;
                Ok(Node { at, term: Term::Number(value) })
            }
            Token::Text(text) => {
                self.next += 1;
                Ok(Node { at, term: Term::Text(text) })
            }
            Token::Symbol("(") => {
                self.next += 1;
                let inner = self.or()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Name(name) => self.named(name, at),
            other => Err(self.error(format!(
                "expected a number, a name or `(`, found {}",
                other.describe()
            ))),
        }
    }

    fn named(&mut self, name: String, at: Range<usize>) -> Result<Node, ExpressionError> {
        if matches!(name.as_str(), "and" | "or" | "not" | "inf") {
            return Err(self.error(format!("expected a value, found `{name}`")));
        }
        self.next += 1;
        if !self.symbol("(") {
            if Function::named(&name).is_some() {
                return Err(ExpressionError::new(&at, format!("expected `{name}(...)`")));
            }
            return Ok(Node { at, term: Term::Name(name) });
        }
        let Some((_, function, count)) =
            FUNCTIONS.iter().find(|(known, ..)| *known == name)
        else {
            let error =
                ExpressionError::new(&at, format!("expected a function, found `{name}`"));
            return Err(
                match nearest(&name, FUNCTIONS.iter().map(|(known, ..)| *known)) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error,
                },
            );
        };
        if *function == Function::Step {
            return self.step(at);
        }
        let mut arguments = vec![self.or()?];
        while self.symbol(",") {
            arguments.push(self.or()?);
        }
        self.expect(")")?;
        let at = at.start..self.tokens[self.next - 1].1.end;
        if !count.contains(&arguments.len()) {
            let expected = match (*count.start(), *count.end()) {
                (1, 1) => "one argument".to_owned(),
                (low, high) if low == high => format!("{low} arguments"),
                (low, 64) => format!("at least {low} arguments"),
                (low, high) => format!("{low} to {high} arguments"),
            };
            return Err(ExpressionError::new(
                &at,
                format!("expected {expected} of `{name}`, found {}", arguments.len()),
            ));
        }
        Ok(Node { at, term: Term::Call(*function, arguments) })
    }

    fn step(&mut self, at: Range<usize>) -> Result<Node, ExpressionError> {
        let subject = self.or()?;
        let mut bounds: Vec<(f64, f64)> = Vec::new();
        while self.symbol(",") {
            let bound_at = self.at();
            let bound = self.constant()?;
            self.expect(":")?;
            let value = self.constant()?;
            if bounds.last().is_some_and(|(last, _)| bound <= *last) {
                return Err(ExpressionError::new(
                    &bound_at,
                    format!(
                        "expected a bound above the one before it, found {bound} in step"
                    ),
                ));
            }
            bounds.push((bound, value));
        }
        self.expect(")")?;
        let at = at.start..self.tokens[self.next - 1].1.end;
        if bounds.last().is_none_or(|(last, _)| *last < f64::INFINITY) {
            return Err(ExpressionError::new(
                &at,
                "expected `inf` as the last bound of step",
            )
            .hint("end with `, inf: value)`, so that every x has a value"));
        }
        Ok(Node { at, term: Term::Step(Box::new(subject), bounds) })
    }

    fn constant(&mut self) -> Result<f64, ExpressionError> {
        let negative = self.symbol("-");
        let value = match self.peek() {
            Token::Number(value) => *value,
            Token::Name(name) if name == "inf" => f64::INFINITY,
            other => {
                let found = other.describe();
                return Err(self.error(format!("expected a number, found {found}")));
            }
        };
        self.next += 1;
        Ok(if negative { -value } else { value })
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next].0
    }

    fn at(&self) -> Range<usize> {
        self.tokens[self.next].1.clone()
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let here = matches!(self.peek(), Token::Symbol(found) if *found == symbol);
        self.next += usize::from(here);
        here
    }

    fn word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Token::Name(found) if found == word);
        self.next += usize::from(here);
        here
    }

    fn expect(&mut self, symbol: &str) -> Result<(), ExpressionError> {
        if self.symbol(symbol) {
            return Ok(());
        }
        let found = self.peek().describe();
        Err(self.error(format!("expected `{symbol}`, found {found}")))
    }

    fn deeper(&mut self) -> Result<(), ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!(
                "expected at most {DEEPEST} levels of nesting, found more"
            )));
        }
        Ok(())
    }

    fn error(&self, message: impl Into<String>) -> ExpressionError {
        ExpressionError::new(&self.at(), message)
    }
}

fn binary(operator: Binary, left: Node, right: Node) -> Node {
    Node {
        at: left.at.start..right.at.end,
        term: Term::Binary(operator, Box::new(left), Box::new(right)),
    }
}
