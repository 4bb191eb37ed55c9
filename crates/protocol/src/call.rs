//! A call: one function with its inputs.

use crate::value::{Field, Value};
use crate::wire::{Malformed, Reader, Writer};

/// The file in the program's folder to which it writes its answer, and the only one it has.
pub const ANSWER_FILE: &str = "answer";

/// One function with its inputs, in their order.
///
/// ```
/// use medlab_protocol::{Call, Value};
///
/// let call = Call { function: "news2".into(), inputs: vec![Value::Number(21.0)] };
/// assert_eq!(Call::decode(&call.encode()), Ok(call));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function's name, as the exercise declares it.
    pub function: String,
    /// What it is called with.
    pub inputs: Vec<Value>,
}

impl Call {
    /// The bytes that are sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.text(&self.function);
        writer.count(self.inputs.len());
        self.inputs.iter().for_each(|input| writer.value(input));
        writer.done()
    }

    /// The bytes of a call whose only input is a record of these fields, which may be large.
    ///
    /// ```
    /// use medlab_protocol::{Call, Value};
    ///
    /// let fields = [("age".to_string(), Value::Number(71.0))];
    /// let inputs = vec![Value::Record(fields.to_vec())];
    /// let call = Call { function: "risk".into(), inputs };
    /// assert_eq!(Call::encode_record("risk", &fields), call.encode());
    /// ```
    pub fn encode_record(function: &str, fields: &[Field]) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.text(function);
        writer.count(1);
        writer.record(fields);
        writer.done()
    }

    /// Reads what was sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes)?;
        let function = reader.text()?;
        let count = reader.count(1)?;
        let inputs = (0..count).map(|_| reader.value(0)).collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self { function, inputs })
    }
}
