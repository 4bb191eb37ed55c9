//! A record: the values between two line ends.

/// One record: its values, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub(super) text: String,
    /// Where each value ends in the text.
    pub(super) ends: Vec<usize>,
    pub(super) row: u64,
    pub(super) line: u64,
    /// Whether any value has quotes around it.
    pub(super) quoted: bool,
}

impl Record {
    /// A value by its position.
    pub fn get(&self, position: usize) -> Option<&str> {
        let end = *self.ends.get(position)?;
        let start = match position.checked_sub(1) {
            Some(before) => self.ends[before],
            None => 0,
        };
        self.text.get(start..end)
    }

    /// The values.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|position| self.get(position))
    }

    /// How many values.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no values.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The data row, from 1.
    pub fn row(&self) -> u64 {
        self.row
    }

    /// The line of the file at which it begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Whether it is an empty line.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.ends.len() == 1 && !self.quoted
    }
}
