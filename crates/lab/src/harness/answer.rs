//! An answer: what a function gave back, in a shape that the judge reads.

use medlab_protocol::Value;
use ndarray::{Array1, Array2};

/// What a function gave back; made with `into()` from numbers, flags, texts, vectors, arrays,
/// options and pairs of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer(Value);

impl Answer {
    /// Values with names, in this order.
    pub fn record<const N: usize>(fields: [(&str, Self); N]) -> Self {
        let named = |(name, answer): (&str, Self)| (name.to_string(), answer.0);
        Self(Value::Record(fields.into_iter().map(named).collect()))
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        self.0.encode()
    }
}

impl From<f64> for Answer {
    fn from(number: f64) -> Self {
        Self(Value::Number(number))
    }
}

impl From<u32> for Answer {
    fn from(number: u32) -> Self {
        f64::from(number).into()
    }
}

impl From<i32> for Answer {
    fn from(number: i32) -> Self {
        f64::from(number).into()
    }
}

impl From<usize> for Answer {
    fn from(number: usize) -> Self {
        (number as f64).into()
    }
}

impl From<bool> for Answer {
    fn from(flag: bool) -> Self {
        Self(Value::Flag(flag))
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self(Value::Text(text.into()))
    }
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self(Value::Text(text))
    }
}

impl From<Vec<f64>> for Answer {
    fn from(numbers: Vec<f64>) -> Self {
        Self(Value::Numbers(numbers))
    }
}

impl From<Vec<String>> for Answer {
    fn from(texts: Vec<String>) -> Self {
        Self(Value::Texts(texts))
    }
}

impl From<Array1<f64>> for Answer {
    fn from(numbers: Array1<f64>) -> Self {
        numbers.to_vec().into()
    }
}

impl From<Vec<Vec<f64>>> for Answer {
    fn from(rows: Vec<Vec<f64>>) -> Self {
        Self(Value::List(rows.into_iter().map(Value::Numbers).collect()))
    }
}

impl From<Array2<f64>> for Answer {
    fn from(rows: Array2<f64>) -> Self {
        rows.rows().into_iter().map(|row| row.to_vec()).collect::<Vec<_>>().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Answer {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self(Value::Missing), Into::into)
    }
}

impl<A: Into<Self>, B: Into<Self>> From<(A, B)> for Answer {
    fn from((a, b): (A, B)) -> Self {
        Self(Value::List(vec![a.into().0, b.into().0]))
    }
}

impl<A: Into<Self>, B: Into<Self>, C: Into<Self>> From<(A, B, C)> for Answer {
    fn from((a, b, c): (A, B, C)) -> Self {
        Self(Value::List(vec![a.into().0, b.into().0, c.into().0]))
    }
}

impl<A: Into<Self>, B: Into<Self>, C: Into<Self>, D: Into<Self>> From<(A, B, C, D)>
    for Answer
{
    fn from((a, b, c, d): (A, B, C, D)) -> Self {
        Self(Value::List(vec![a.into().0, b.into().0, c.into().0, d.into().0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn every_shape_has_its_value() {
        let cases: [(Answer, Value); 6] = [
            (Some(3_u32).into(), Value::Number(3.0)),
            (None::<f64>.into(), Value::Missing),
            (true.into(), Value::Flag(true)),
            ("high".into(), Value::Text("high".into())),
            (array![1.0, 2.0].into(), Value::Numbers(vec![1.0, 2.0])),
            (
                array![[1.0, 2.0], [3.0, 4.0]].into(),
                Value::List(vec![
                    Value::Numbers(vec![1.0, 2.0]),
                    Value::Numbers(vec![3.0, 4.0]),
                ]),
            ),
        ];
        for (answer, value) in cases {
            assert_eq!(answer, Answer(value));
        }
    }
}
