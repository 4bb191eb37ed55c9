//! Holding what came back against what was expected.

use medlab_protocol::Value;

use super::failure::Failure;

/// By how much a number may lie off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    pub(super) within: f64,
    pub(super) relative: f64,
}

impl Tolerance {
    fn holds(self, found: f64, expected: f64) -> bool {
        // Equal infinities differ by no number, and nothing else lies near one.
        let equal = found.to_bits() == expected.to_bits();
        let by = self.within + self.relative * expected.abs();
        equal || (expected.is_finite() && (found - expected).abs() <= by)
    }
}

/// What is wrong with a value; nothing where it is right.
pub(super) fn wrong(found: &Value, expected: &Value, by: Tolerance) -> Option<Failure> {
    match (found, expected) {
        (Value::Missing, Value::Missing) => None,
        (Value::Missing, _) => Some(Failure::NoneGiven),
        (_, Value::Missing) => Some(Failure::NoneExpected),
        (Value::Number(found), Value::Number(expected)) => number(*found, *expected, by),
        (Value::Flag(found), Value::Flag(expected)) => {
            (found != expected).then_some(Failure::WrongValue)
        }
        (Value::Text(found), Value::Text(expected)) => {
            (found != expected).then_some(Failure::WrongValue)
        }
        (Value::Texts(found), Value::Texts(expected))
            if found.len() == expected.len() =>
        {
            (found != expected).then_some(Failure::WrongValue)
        }
        (Value::Numbers(found), Value::Numbers(expected))
            if found.len() == expected.len() =>
        {
            let pairs = found.iter().zip(expected);
            pairs.into_iter().find_map(|(found, expected)| number(*found, *expected, by))
        }
        (Value::List(found), Value::List(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected);
            pairs.into_iter().find_map(|(found, expected)| wrong(found, expected, by))
        }
        (Value::Record(found), Value::Record(expected))
            if found.len() == expected.len()
                && found.iter().zip(expected).all(|(a, b)| a.0 == b.0) =>
        {
            let pairs = found.iter().zip(expected);
            pairs
                .into_iter()
                .find_map(|(found, expected)| wrong(&found.1, &expected.1, by))
        }
        _ => Some(Failure::WrongShape),
    }
}

fn number(found: f64, expected: f64, by: Tolerance) -> Option<Failure> {
    match (found.is_nan(), expected.is_nan()) {
        (true, true) => None,
        (true, false) => Some(Failure::NotANumber),
        (false, true) => Some(Failure::WrongValue),
        (false, false) => (!by.holds(found, expected)).then_some(Failure::WrongValue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Failure::{NoneExpected, NoneGiven, NotANumber, WrongShape, WrongValue};

    #[test]
    fn nothing_lies_near_an_infinity() {
        let by = Tolerance { within: 0.1, relative: 0.1 };
        for found in [1.0, f64::MAX, f64::NEG_INFINITY] {
            let wrong = number(found, f64::INFINITY, by);
            assert_eq!(wrong, Some(WrongValue), "{found}");
        }
        assert_eq!(number(f64::INFINITY, f64::INFINITY, by), None);
        assert_eq!(number(f64::INFINITY, f64::MAX, by), Some(WrongValue));
        assert_eq!(number(1.05, 1.0, by), None);
    }

    #[test]
    fn each_way_to_be_wrong_has_its_name() {
        let by = Tolerance { within: 0.1, relative: 0.0 };
        let (one, many) = (Value::Number, |x: &[f64]| Value::Numbers(x.to_vec()));
        let cases = [
            (one(1.05), one(1.0), None),
            (one(1.2), one(1.0), Some(WrongValue)),
            (one(f64::NAN), one(1.0), Some(NotANumber)),
            (one(f64::INFINITY), one(f64::INFINITY), None),
            (one(f64::INFINITY), one(1.0), Some(WrongValue)),
            (one(1.0), one(f64::INFINITY), Some(WrongValue)),
            (Value::Missing, one(1.0), Some(NoneGiven)),
            (one(1.0), Value::Missing, Some(NoneExpected)),
            (one(f64::NAN), Value::Missing, Some(NoneExpected)),
            (Value::Flag(true), one(1.0), Some(WrongShape)),
            (many(&[1.0, 2.0]), many(&[1.0, 2.05]), None),
            (many(&[1.0, 2.0]), many(&[1.0, 3.0]), Some(WrongValue)),
            (many(&[1.0]), many(&[1.0, 2.0]), Some(WrongShape)),
            (Value::List(vec![one(1.0)]), Value::List(vec![one(2.0)]), Some(WrongValue)),
        ];
        for (found, expected, failure) in cases {
            assert_eq!(wrong(&found, &expected, by), failure, "{found:?} {expected:?}");
        }
    }
}
