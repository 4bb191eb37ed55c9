//! Evaluation of code over a block of rows, one operation over the whole block at a time.

use super::bound::{Arithmetic, Code, Scratch, Unary};
use crate::{normal, round};

/// Evaluates into `out`.
pub(super) fn evaluate<C: AsRef<[f64]>>(
    code: &Code,
    columns: &[C],
    scratch: &mut Scratch,
    out: &mut [f64],
) {
    match code {
        Code::Constant(value) => out.fill(*value),
        Code::Column(column) => {
            out.copy_from_slice(&columns[*column].as_ref()[..out.len()]);
        }
        Code::Unary(operation, inner) => {
            evaluate(inner, columns, scratch, out);
            unary(*operation, out);
        }
        Code::Round(inner, decimals) => {
            evaluate(inner, columns, scratch, out);
            round::all(out, *decimals);
        }
        Code::Step(inner, bounds) => {
            evaluate(inner, columns, scratch, out);
            each(out, |x| step(x, bounds));
        }
        Code::Remap(inner, table) => {
            evaluate(inner, columns, scratch, out);
            each(out, |x| if x.is_nan() { x } else { table[x as usize] });
        }
        Code::Arithmetic(operation, left, right) => {
            evaluate(left, columns, scratch, out);
            match right.as_ref() {
                Code::Constant(value) => with_constant(*operation, out, *value),
                Code::Column(column) => {
                    let right = &columns[*column].as_ref()[..out.len()];
                    with_column(*operation, out, right);
                }
                _ => {
                    let mut buffer = scratch.take();
                    let values = &mut buffer[..out.len()];
                    evaluate(right, columns, scratch, values);
                    with_column(*operation, out, values);
                    scratch.give(buffer);
                }
            }
        }
        Code::If(condition, then, otherwise) => {
            let (mut a, mut b) = (scratch.take(), scratch.take());
            let rows = out.len();
            evaluate(condition, columns, scratch, out);
            evaluate(then, columns, scratch, &mut a[..rows]);
            evaluate(otherwise, columns, scratch, &mut b[..rows]);
            for ((x, a), b) in out.iter_mut().zip(&a).zip(&b) {
                *x = if x.is_nan() {
                    f64::NAN
                } else if *x > 0.5 {
                    *a
                } else {
                    *b
                };
            }
            scratch.give(a);
            scratch.give(b);
        }
    }
}

#[inline(always)]
fn each(out: &mut [f64], f: impl Fn(f64) -> f64) {
    for x in out {
        *x = f(*x);
    }
}

fn truth(value: bool) -> f64 {
    f64::from(u8::from(value))
}

fn unary(operation: Unary, out: &mut [f64]) {
    let unless_missing = |x: f64, value: bool| if x.is_nan() { x } else { truth(value) };
    match operation {
        Unary::Negative => each(out, |x| -x),
        Unary::Not => each(out, |x| 1.0 - x),
        Unary::Truth => each(out, |x| unless_missing(x, x.abs() > 0.0)),
        Unary::Exp => each(out, libm::exp),
        Unary::Ln => each(out, libm::log),
        Unary::Sqrt => each(out, f64::sqrt),
        Unary::Abs => each(out, f64::abs),
        Unary::Floor => each(out, f64::floor),
        Unary::Sin => each(out, libm::sin),
        Unary::Cos => each(out, libm::cos),
        Unary::Logit => each(out, logit),
        Unary::Expit => each(out, expit),
        Unary::NormalCdf => each(out, normal::cdf),
        Unary::NormalQuantile => each(out, normal::quantile),
        Unary::Missing => each(out, |x| truth(x.is_nan())),
        Unary::Known => each(out, |x| truth(!x.is_nan())),
        Unary::Square => each(out, |x| x * x),
    }
}

/// The logarithm of the odds.
pub(crate) fn logit(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}

/// The probability of which the logit is `x`.
pub(crate) fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

fn step(x: f64, bounds: &[(f64, f64)]) -> f64 {
    if x.is_nan() {
        return x;
    }
    bounds.iter().find(|(bound, _)| x <= *bound).map_or(f64::NAN, |(_, value)| *value)
}

fn with_constant(operation: Arithmetic, out: &mut [f64], b: f64) {
    // Matched outside the loop, so that each loop is one plain operation.
    match operation {
        Arithmetic::Add => each(out, |a| a + b),
        Arithmetic::Subtract => each(out, |a| a - b),
        Arithmetic::Multiply => each(out, |a| a * b),
        Arithmetic::Divide => each(out, |a| a / b),
        _ => each(out, |a| pair(operation, a, b)),
    }
}

fn with_column(operation: Arithmetic, out: &mut [f64], right: &[f64]) {
    #[inline(always)]
    fn zip(out: &mut [f64], right: &[f64], f: impl Fn(f64, f64) -> f64) {
        for (a, b) in out.iter_mut().zip(right) {
            *a = f(*a, *b);
        }
    }
    match operation {
        Arithmetic::Add => zip(out, right, |a, b| a + b),
        Arithmetic::Subtract => zip(out, right, |a, b| a - b),
        Arithmetic::Multiply => zip(out, right, |a, b| a * b),
        Arithmetic::Divide => zip(out, right, |a, b| a / b),
        _ => zip(out, right, |a, b| pair(operation, a, b)),
    }
}

#[inline]
fn pair(operation: Arithmetic, a: f64, b: f64) -> f64 {
    match operation {
        // Decided as soon as one side decides, even if the other is missing.
        Arithmetic::And if a < 0.5 || b < 0.5 => return 0.0,
        Arithmetic::Or if a > 0.5 || b > 0.5 => return 1.0,
        _ => {}
    }
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    match operation {
        Arithmetic::Add => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide => a / b,
        Arithmetic::Power => libm::pow(a, b),
        Arithmetic::Minimum => a.min(b),
        Arithmetic::Maximum => a.max(b),
        Arithmetic::Equal => truth(equal(a, b)),
        Arithmetic::NotEqual => truth(!equal(a, b)),
        Arithmetic::Less => truth(a < b),
        Arithmetic::LessOrEqual => truth(a <= b),
        Arithmetic::Greater => truth(a > b),
        Arithmetic::GreaterOrEqual => truth(a >= b),
        Arithmetic::And => 1.0,
        Arithmetic::Or => 0.0,
    }
}

#[expect(clippy::float_cmp, reason = "a formula's == is exact, as its author wrote it")]
fn equal(a: f64, b: f64) -> bool {
    a == b
}
