//! From a tree and the meaning of its names to code: types are checked and what is
//! constant is computed once.

use super::bound::{Arithmetic, Code, Kind, Meaning, OnRecord, Scratch, Unary};
use super::evaluate::evaluate;
use super::syntax::{Binary, Node, Term};
use super::{ExpressionError, Function};
use crate::scalar::Scalar;

type Compiled = Result<(Code, Kind), ExpressionError>;
type Meanings<'a> = &'a dyn Fn(&str) -> Option<Meaning>;

pub(super) fn compile(node: &Node, meaning: Meanings<'_>) -> Compiled {
    let (code, kind) = match &node.term {
        Term::Number(value) => (Code::Constant(*value), Kind::Number),
        Term::Text(text) => (Code::Constant(0.0), Kind::Text(vec![text.clone()])),
        Term::Name(name) => match named(name, node, meaning)? {
            Meaning::Constant(scalar) => constant(&scalar),
            Meaning::Column { values, kind, .. } => (Code::Column(values), kind),
        },
        Term::Negative(inner) => unary(Unary::Negative, number(inner, meaning)?),
        Term::Not(inner) => {
            (Code::Unary(Unary::Not, truth(inner, meaning)?.into()), Kind::Truth)
        }
        Term::Binary(operator, left, right) => binary(*operator, left, right, meaning)?,
        Term::Step(subject, bounds) => {
            (Code::Step(number(subject, meaning)?.into(), bounds.clone()), Kind::Number)
        }
        Term::Call(function, arguments) => call(*function, arguments, meaning)?,
    };
    Ok((fold(code), kind))
}

fn named(
    name: &str,
    node: &Node,
    meaning: Meanings<'_>,
) -> Result<Meaning, ExpressionError> {
    meaning(name).ok_or_else(|| {
        ExpressionError::new(&node.at, format!("expected a known name, found `{name}`"))
    })
}

fn constant(scalar: &Scalar) -> (Code, Kind) {
    match scalar {
        Scalar::Number(value) => (Code::Constant(*value), Kind::Number),
        Scalar::Text(text) => (Code::Constant(0.0), Kind::Text(vec![text.clone()])),
        Scalar::Missing => (Code::Constant(f64::NAN), Kind::Nothing),
    }
}

fn unary(operation: Unary, inner: Code) -> (Code, Kind) {
    (Code::Unary(operation, Box::new(inner)), Kind::Number)
}

/// Code for an operand that has to be a number; a yes or no counts as 1 or 0.
fn number(node: &Node, meaning: Meanings<'_>) -> Result<Code, ExpressionError> {
    let (code, kind) = compile(node, meaning)?;
    match kind {
        Kind::Text(_) => Err(ExpressionError::new(
            &node.at,
            format!("expected a number, found {}", kind.describe()),
        )
        .hint("compare a text with `==`, or choose by it with `if(x == 'text', a, b)`")),
        _ => Ok(code),
    }
}

/// Code for an operand that has to be a yes or no; a number counts as yes unless it is 0.
fn truth(node: &Node, meaning: Meanings<'_>) -> Result<Code, ExpressionError> {
    let (code, kind) = compile(node, meaning)?;
    match kind {
        Kind::Text(_) => Err(ExpressionError::new(
            &node.at,
            "expected a comparison, found a text".to_owned(),
        )),
        Kind::Number => Ok(fold(Code::Unary(Unary::Truth, Box::new(code)))),
        Kind::Truth | Kind::Nothing => Ok(code),
    }
}

fn binary(
    operator: Binary,
    left: &Node,
    right: &Node,
    meaning: Meanings<'_>,
) -> Compiled {
    let operation = match operator {
        Binary::Add => Arithmetic::Add,
        Binary::Subtract => Arithmetic::Subtract,
        Binary::Multiply => Arithmetic::Multiply,
        Binary::Divide => Arithmetic::Divide,
        Binary::Power => Arithmetic::Power,
        Binary::Less => Arithmetic::Less,
        Binary::LessOrEqual => Arithmetic::LessOrEqual,
        Binary::Greater => Arithmetic::Greater,
        Binary::GreaterOrEqual => Arithmetic::GreaterOrEqual,
        Binary::Equal => Arithmetic::Equal,
        Binary::NotEqual => Arithmetic::NotEqual,
        Binary::And => Arithmetic::And,
        Binary::Or => Arithmetic::Or,
    };
    match operator {
        Binary::And | Binary::Or => {
            let (a, b) = (truth(left, meaning)?, truth(right, meaning)?);
            Ok((connective(operation, a, b), Kind::Truth))
        }
        Binary::Equal | Binary::NotEqual => {
            let (a, b, _) = alike(left, right, meaning, true)?;
            Ok((Code::Arithmetic(operation, a.into(), b.into()), Kind::Truth))
        }
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
            let (a, b) = (number(left, meaning)?, number(right, meaning)?);
            Ok((Code::Arithmetic(operation, a.into(), b.into()), Kind::Truth))
        }
        _ => {
            let (a, b) = (number(left, meaning)?, number(right, meaning)?);
            if operation == Arithmetic::Power
                && matches!(b, Code::Constant(two) if two.to_bits() == 2.0_f64.to_bits())
            {
                return Ok(unary(Unary::Square, a));
            }
            Ok((Code::Arithmetic(operation, a.into(), b.into()), Kind::Number))
        }
    }
}

/// `and` or `or` of a constant is decided now, so that a variant's unused branch costs
/// nothing.
fn connective(operation: Arithmetic, a: Code, b: Code) -> Code {
    let decides = |code: &Code| match code {
        Code::Constant(value) if !value.is_nan() => {
            Some((*value > 0.5) == (operation == Arithmetic::Or))
        }
        _ => None,
    };
    match (decides(&a), decides(&b)) {
        (Some(true), _) | (_, Some(false)) => a,
        (_, Some(true)) | (Some(false), _) => b,
        _ => Code::Arithmetic(operation, Box::new(a), Box::new(b)),
    }
}

/// Two operands of the same kind; texts get one common list of levels.
fn alike(
    left: &Node,
    right: &Node,
    meaning: Meanings<'_>,
    compared: bool,
) -> Result<(Code, Code, Kind), ExpressionError> {
    let (a, a_kind) = compile(left, meaning)?;
    let (b, b_kind) = compile(right, meaning)?;
    match (a_kind, b_kind) {
        (Kind::Text(a_levels), Kind::Text(b_levels)) => {
            if compared {
                unknown_level(left, &a_levels, right, &b_levels)?;
            }
            let mut levels = a_levels.clone();
            for level in &b_levels {
                if !levels.contains(level) {
                    levels.push(level.clone());
                }
            }
            let b = remap(b, &b_levels, &levels);
            Ok((a, b, Kind::Text(levels)))
        }
        (Kind::Text(levels), Kind::Nothing) | (Kind::Nothing, Kind::Text(levels)) => {
            Ok((a, b, Kind::Text(levels)))
        }
        (Kind::Text(_), other) | (other, Kind::Text(_)) => Err(ExpressionError::new(
            &(left.at.start..right.at.end),
            format!(
                "expected two texts or two numbers, found a text and {}",
                other.describe()
            ),
        )),
        (Kind::Truth, Kind::Truth) => Ok((a, b, Kind::Truth)),
        (Kind::Nothing, kind) | (kind, Kind::Nothing) => Ok((a, b, kind)),
        _ => Ok((a, b, Kind::Number)),
    }
}

/// A written text that the other side can never be is a misspelling.
fn unknown_level(
    left: &Node,
    left_levels: &[String],
    right: &Node,
    right_levels: &[String],
) -> Result<(), ExpressionError> {
    for (written, levels, other) in
        [(left, right_levels, &right.term), (right, left_levels, &left.term)]
    {
        let Term::Text(text) = &written.term else { continue };
        let Term::Name(name) = other else { continue };
        // A single level may be one drawn value of many.
        if levels.len() > 1 && !levels.contains(text) {
            let near = crate::nearest::nearest(text, levels.iter().map(String::as_str));
            let error = ExpressionError::new(
                &written.at,
                format!("expected a level of `{name}`, found '{text}'"),
            );
            return Err(match near {
                Some(near) => error.hint(format!("did you mean '{near}'?")),
                None => error.hint(format!("its levels are {}", levels.join(", "))),
            });
        }
    }
    Ok(())
}

pub(super) fn remap(code: Code, from: &[String], to: &[String]) -> Code {
    let table: Vec<f64> = from
        .iter()
        .map(|level| to.iter().position(|other| other == level))
        .map(|position| position.map_or(f64::NAN, |position| position as f64))
        .collect();
    let same =
        table.iter().enumerate().all(|(i, at)| at.to_bits() == (i as f64).to_bits());
    if same { code } else { fold(Code::Remap(Box::new(code), table)) }
}

fn call(function: Function, arguments: &[Node], meaning: Meanings<'_>) -> Compiled {
    let [first, rest @ ..] = arguments else {
        return Err(ExpressionError::new(&(0..0), "expected an argument"));
    };
    let operation = match function {
        Function::If => return choice(first, rest, meaning),
        Function::Missing => return known(Unary::Missing, first, meaning),
        Function::Known => return known(Unary::Known, first, meaning),
        Function::Recorded => return recorded(first, meaning),
        Function::Round => return round(first, rest, meaning),
        Function::Min => return many(Arithmetic::Minimum, first, rest, meaning),
        Function::Max => return many(Arithmetic::Maximum, first, rest, meaning),
        Function::Clip => {
            let mut bounds = Vec::new();
            for bound in rest {
                bounds.push(number(bound, meaning)?);
            }
            let mut code = number(first, meaning)?;
            for (bound, operation) in
                bounds.into_iter().zip([Arithmetic::Maximum, Arithmetic::Minimum])
            {
                code = fold(Code::Arithmetic(operation, Box::new(code), Box::new(bound)));
            }
            return Ok((code, Kind::Number));
        }
        Function::Exp => Unary::Exp,
        Function::Ln => Unary::Ln,
        Function::Sqrt => Unary::Sqrt,
        Function::Abs => Unary::Abs,
        Function::Floor => Unary::Floor,
        Function::Sin => Unary::Sin,
        Function::Cos => Unary::Cos,
        Function::Logit => Unary::Logit,
        Function::Expit => Unary::Expit,
        Function::NormalCdf => Unary::NormalCdf,
        Function::NormalQuantile => Unary::NormalQuantile,
        Function::Step => {
            return Err(ExpressionError::new(&first.at, "expected `step(x, ...)`"));
        }
    };
    Ok(unary(operation, number(first, meaning)?))
}

fn choice(condition: &Node, branches: &[Node], meaning: Meanings<'_>) -> Compiled {
    let [then, otherwise] = branches else {
        return Err(ExpressionError::new(&condition.at, "expected three arguments"));
    };
    let condition = truth(condition, meaning)?;
    let (a, b, kind) = alike(then, otherwise, meaning, false)?;
    if let Code::Constant(value) = condition {
        if value.is_nan() {
            return Ok((Code::Constant(f64::NAN), kind));
        }
        return Ok((if value > 0.5 { a } else { b }, kind));
    }
    Ok((Code::If(Box::new(condition), Box::new(a), Box::new(b)), kind))
}

fn many(
    operation: Arithmetic,
    first: &Node,
    rest: &[Node],
    meaning: Meanings<'_>,
) -> Compiled {
    let mut code = number(first, meaning)?;
    for next in rest {
        let next = number(next, meaning)?;
        code = fold(Code::Arithmetic(operation, Box::new(code), Box::new(next)));
    }
    Ok((code, Kind::Number))
}

fn known(operation: Unary, node: &Node, meaning: Meanings<'_>) -> Compiled {
    let truth =
        |value: bool| Ok((Code::Constant(f64::from(u8::from(value))), Kind::Truth));
    if let Term::Name(name) = &node.term
        && let Meaning::Column { known, .. } = named(name, node, meaning)?
    {
        match known {
            OnRecord::Never => return truth(operation == Unary::Missing),
            OnRecord::Column(mask) => {
                let mask = Code::Column(mask);
                let code = match operation {
                    Unary::Missing => Code::Unary(Unary::Not, Box::new(mask)),
                    _ => mask,
                };
                return Ok((code, Kind::Truth));
            }
            OnRecord::UnlessNan => {}
        }
    }
    let (code, _) = compile(node, meaning)?;
    Ok((Code::Unary(operation, Box::new(code)), Kind::Truth))
}

fn recorded(node: &Node, meaning: Meanings<'_>) -> Compiled {
    let Term::Name(name) = &node.term else {
        return Err(ExpressionError::new(&node.at, "expected a column's name"));
    };
    let (values, kind, known) = match named(name, node, meaning)? {
        Meaning::Constant(scalar) => return Ok(constant(&scalar)),
        Meaning::Column { values, kind, known } => (values, kind, known),
    };
    let code = match known {
        OnRecord::UnlessNan => Code::Column(values),
        OnRecord::Never => Code::Constant(f64::NAN),
        OnRecord::Column(mask) => Code::If(
            Box::new(Code::Column(mask)),
            Box::new(Code::Column(values)),
            Box::new(Code::Constant(f64::NAN)),
        ),
    };
    Ok((code, kind))
}

fn round(first: &Node, rest: &[Node], meaning: Meanings<'_>) -> Compiled {
    let mut decimals = 0;
    if let [places] = rest {
        let Term::Number(value) = places.term else {
            return Err(ExpressionError::new(
                &places.at,
                "expected a whole number of decimals from 0 to 12",
            ));
        };
        if !(0.0..=12.0).contains(&value) || value.fract() > 0.0 {
            return Err(ExpressionError::new(
                &places.at,
                format!(
                    "expected a whole number of decimals from 0 to 12, found {value}"
                ),
            ));
        }
        decimals = value as u32;
    }
    Ok((Code::Round(Box::new(number(first, meaning)?), decimals), Kind::Number))
}

/// Computes what is constant.
fn fold(code: Code) -> Code {
    let constant = match &code {
        Code::Constant(_) | Code::Column(_) => false,
        Code::Unary(_, a) | Code::Step(a, _) | Code::Remap(a, _) | Code::Round(a, _) => {
            a.constant()
        }
        Code::Arithmetic(_, a, b) => a.constant() && b.constant(),
        Code::If(a, b, c) => a.constant() && b.constant() && c.constant(),
    };
    if !constant {
        return code;
    }
    let mut out = [0.0];
    evaluate::<&[f64]>(&code, &[], &mut Scratch::default(), &mut out);
    Code::Constant(out[0])
}
