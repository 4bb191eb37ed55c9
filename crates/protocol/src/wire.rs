//! The format on the wire: a version, then values as a tag, a length and their bytes.
//!
//! Numbers are eight bytes, little-endian, so that they arrive to the bit. A length is checked
//! against the bytes that are left before anything is reserved, so that a short message cannot
//! ask for much memory, and what is left over after the value is an error.

use crate::value::{Field, Value};

/// The longest message that is read, in bytes.
pub const LONGEST: usize = 64 << 20;

/// How deep lists and records may lie in each other.
pub const MOST_DEEP: usize = 8;

/// How many values one message may hold, those within lists and records included: a value takes
/// more memory than its bytes.
pub const MOST_VALUES: usize = 1 << 20;

/// The first byte of every message: the format's version.
const VERSION: u8 = 1;

/// Why bytes are no message of this format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// More than [`LONGEST`] bytes.
    TooLong,
    /// It ends in the middle of a value.
    CutShort,
    /// Something follows the value.
    LeftOver,
    /// Another version, or a tag that no value has.
    Unknown,
    /// A text that is not UTF-8.
    NotUtf8,
    /// Lists and records in each other more than [`MOST_DEEP`] deep.
    TooDeep,
    /// More than [`MOST_VALUES`] values.
    TooMany,
}

impl Malformed {
    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "answer_too_long",
            Self::CutShort => "answer_cut_short",
            Self::LeftOver => "answer_left_over",
            Self::Unknown => "answer_unknown",
            Self::NotUtf8 => "answer_not_utf8",
            Self::TooDeep => "answer_too_deep",
            Self::TooMany => "answer_too_many",
        }
    }
}

impl Value {
    /// The bytes that are sent.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.value(self);
        writer.done()
    }

    /// Reads what was sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes)?;
        let value = reader.value(0)?;
        reader.end()?;
        Ok(value)
    }
}

/// Writes a message.
pub(crate) struct Writer(Vec<u8>);

impl Default for Writer {
    fn default() -> Self {
        Self(vec![VERSION])
    }
}

impl Writer {
    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.whole(count as u64);
    }

    pub(crate) fn whole(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn number(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::Missing => self.tag(0),
            Value::Flag(no) if !no => self.tag(1),
            Value::Flag(_) => self.tag(2),
            Value::Number(number) => {
                self.tag(3);
                self.number(*number);
            }
            Value::Text(text) => {
                self.tag(4);
                self.text(text);
            }
            Value::Numbers(numbers) => {
                self.tag(5);
                self.count(numbers.len());
                self.0.reserve(8 * numbers.len());
                numbers.iter().for_each(|number| self.number(*number));
            }
            Value::Texts(texts) => {
                self.tag(6);
                self.count(texts.len());
                texts.iter().for_each(|text| self.text(text));
            }
            Value::List(values) => {
                self.tag(7);
                self.count(values.len());
                values.iter().for_each(|value| self.value(value));
            }
            Value::Record(fields) => self.record(fields),
        }
    }

    pub(crate) fn record(&mut self, fields: &[Field]) {
        self.tag(8);
        self.count(fields.len());
        for (name, value) in fields {
            self.text(name);
            self.value(value);
        }
    }
}

/// Reads a message that may be anything.
pub(crate) struct Reader<'a> {
    left: &'a [u8],
    values: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        Self::within(bytes, LONGEST)
    }

    pub(crate) fn within(bytes: &'a [u8], most: usize) -> Result<Self, Malformed> {
        if bytes.len() > most {
            return Err(Malformed::TooLong);
        }
        let mut reader = Self { left: bytes, values: 0 };
        if reader.tag()? == VERSION { Ok(reader) } else { Err(Malformed::Unknown) }
    }

    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.left.is_empty() { Ok(()) } else { Err(Malformed::LeftOver) }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, left) =
            self.left.split_at_checked(length).ok_or(Malformed::CutShort)?;
        self.left = left;
        Ok(taken)
    }

    fn eight(&mut self) -> Result<[u8; 8], Malformed> {
        let (taken, left) = self.left.split_first_chunk().ok_or(Malformed::CutShort)?;
        self.left = left;
        Ok(*taken)
    }

    pub(crate) fn tag(&mut self) -> Result<u8, Malformed> {
        Ok(self.take(1)?[0])
    }

    /// A number of things of at least so many bytes each, all of which must be there.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, Malformed> {
        let count = usize::try_from(self.whole()?).map_err(|_| Malformed::CutShort)?;
        let needed = count.checked_mul(least).ok_or(Malformed::CutShort)?;
        if needed <= self.left.len() { Ok(count) } else { Err(Malformed::CutShort) }
    }

    pub(crate) fn whole(&mut self) -> Result<u64, Malformed> {
        Ok(u64::from_le_bytes(self.eight()?))
    }

    pub(crate) fn number(&mut self) -> Result<f64, Malformed> {
        Ok(f64::from_le_bytes(self.eight()?))
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.count(1)?;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Result<String, Malformed> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| Malformed::NotUtf8)?;
        Ok(text.to_string())
    }

    pub(crate) fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        if depth > MOST_DEEP {
            return Err(Malformed::TooDeep);
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(Malformed::TooMany);
        }
        let value = match self.tag()? {
            0 => Value::Missing,
            1 => Value::Flag(false),
            2 => Value::Flag(true),
            3 => Value::Number(self.number()?),
            4 => Value::Text(self.text()?),
            5 => Value::Numbers(self.numbers()?),
            6 => Value::Texts(self.several(8, Self::text)?),
            7 => Value::List(self.several(1, |reader| reader.value(depth + 1))?),
            8 => Value::Record(self.several(9, |reader| {
                let name = reader.text()?;
                Ok((name, reader.value(depth + 1)?))
            })?),
            _ => return Err(Malformed::Unknown),
        };
        Ok(value)
    }

    /// Numbers take as much memory as bytes, so room for all of them is there at once.
    fn numbers(&mut self) -> Result<Vec<f64>, Malformed> {
        let count = self.count(8)?;
        let (numbers, _) = self.take(count * 8)?.as_chunks();
        Ok(numbers.iter().map(|number| f64::from_le_bytes(*number)).collect())
    }

    fn several<T>(
        &mut self,
        least: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let count = self.count(least)?;
        // Grown as they are read: a value takes more memory than its least bytes.
        let mut found = Vec::new();
        for _ in 0..count {
            found.push(one(self)?);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Missing),
            any::<bool>().prop_map(Value::Flag),
            any::<f64>().prop_map(Value::Number),
            ".{0,8}".prop_map(Value::Text),
            prop::collection::vec(any::<f64>(), 0..5).prop_map(Value::Numbers),
            prop::collection::vec(".{0,4}", 0..5).prop_map(Value::Texts),
        ];
        leaf.prop_recursive(3, 20, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::vec((".{0,4}", inner), 0..4).prop_map(Value::Record),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_to_the_bit(value in any_value()) {
            let bytes = value.encode();
            let read = Value::decode(&bytes).expect("it was just written");
            prop_assert_eq!(read.encode(), bytes);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(0_u8.., 0..300)) {
            let _ = Value::decode(&bytes);
            let _ = crate::Call::decode(&bytes);
        }

        #[test]
        fn a_message_that_was_cut_or_lengthened_is_refused(value in any_value(), at in 0..100_usize) {
            let mut bytes = value.encode();
            bytes.push(0);
            prop_assert!(Value::decode(&bytes).is_err());
            bytes.truncate(at.min(bytes.len() - 2));
            prop_assert!(Value::decode(&bytes).is_err());
        }
    }

    #[test]
    fn a_short_message_cannot_ask_for_much_memory() {
        for tag in [4, 5, 6, 7, 8] {
            let mut bytes = vec![VERSION, tag];
            bytes.extend(u64::MAX.to_le_bytes());
            assert_eq!(Value::decode(&bytes), Err(Malformed::CutShort));
        }
    }

    #[test]
    fn the_number_of_values_has_an_end() {
        let most = Value::List(vec![Value::Missing; MOST_VALUES - 1]);
        assert!(Value::decode(&most.encode()).is_ok());
        let more = Value::List(vec![Value::Missing; MOST_VALUES]);
        assert_eq!(Value::decode(&more.encode()), Err(Malformed::TooMany));
    }

    #[test]
    fn depth_has_an_end() {
        let mut value = Value::Missing;
        for _ in 0..=MOST_DEEP {
            value = Value::List(vec![value]);
        }
        assert_eq!(Value::decode(&value.encode()), Err(Malformed::TooDeep));
    }
}
