//! The columns of a feed: one row a result.

use crate::column::Kind;
use crate::dataset::{Dataset, Family, Feed, Node, Per};

/// The columns that a feed has beside those of names and of its nodes, with what people
/// call them.
const OWN: [(&str, &str); 11] = [
    ("message", "The message that brought the result"),
    ("test", "The laboratory's own name of the test"),
    ("loinc", "LOINC's code of the test"),
    ("value", "The result, in the unit beside it"),
    ("unit", "Its unit, in UCUM"),
    ("low", "The lower end of the reference range, in the same unit"),
    ("high", "The upper end of the reference range, in the same unit"),
    ("previous", "The patient's last result before this week, in the same unit"),
    ("status", "How far the result is: preliminary, final or cancelled"),
    ("absent_reason", "Why there is no value"),
    ("note", "A remark of the laboratory"),
];

/// What a status can be.
pub(crate) const STATUS: [&str; 3] = ["preliminary", "final", "cancelled"];

/// The names of a feed's columns in their order.
pub(crate) fn names(dataset: &Dataset, feed: &Feed) -> Vec<String> {
    let cluster = dataset.cluster.as_ref().map_or("", |cluster| &cluster.id.name);
    let own = |from: usize, to: usize| OWN[from..to].iter().map(|(name, _)| *name);
    let mut names = vec![dataset.id.name.as_str(), cluster, &feed.sample.name];
    names.extend(own(0, 1));
    names.extend([feed.sex.as_str(), &feed.birth_year, &feed.reason, &feed.sender]);
    names.extend(own(1, 8));
    names.extend([feed.collected.as_str(), &feed.received]);
    names.extend(own(8, 11));
    names.into_iter().map(str::to_owned).collect()
}

impl Dataset {
    /// What is on record, column by column, but for the names of rows and clusters: its
    /// nodes that are not hidden, or the columns of its feed.
    pub fn recorded(&self) -> Vec<Node> {
        let Some(feed) = &self.feed else {
            return self.nodes.iter().filter(|node| !node.hidden).cloned().collect();
        };
        names(self, feed).iter().skip(2).map(|name| column(self, feed, name)).collect()
    }
}

/// A column as if it were a node.
fn column(dataset: &Dataset, feed: &Feed, name: &str) -> Node {
    let times = [&feed.collected, &feed.received];
    if let Some(node) = dataset.node(name) {
        let mut node = node.clone();
        if times.contains(&&node.name) {
            // With its offset from UTC, which differs from row to row.
            node.kind = Kind::Text;
        }
        return node;
    }
    let own = OWN.iter().find(|(known, _)| *known == name);
    let label = own.map_or("The sample", |(_, label)| label);
    let kind = match name {
        "value" | "low" | "high" | "previous" => Kind::Number { decimals: None },
        "status" => {
            Kind::Category { levels: STATUS.iter().map(|s| (*s).to_owned()).collect() }
        }
        _ => Kind::Text,
    };
    Node {
        name: name.to_owned(),
        label: label.to_owned(),
        per: Per::Row,
        family: Family::Formula,
        parameters: Vec::new(),
        unit: None,
        range: None,
        kind,
        available_at: 0.0,
        hidden: false,
        source: Some("made from the sample".to_owned()),
        missing: None,
        line: 0,
    }
}

/// Whether a text is a code of LOINC: digits, a dash and the check digit of Mod 10.
pub(crate) fn is_loinc(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else { return false };
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.is_empty() || digits.len() != number.chars().count() || digits.len() > 7 {
        return false;
    }
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { doubled(*digit) } else { *digit })
        .sum();
    check.len() == 1 && check.parse() == Ok((10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::is_loinc;

    #[test]
    fn codes_have_a_check_digit() {
        for code in ["2345-7", "14749-6", "2160-0", "718-7", "2951-2", "20570-8"] {
            assert!(is_loinc(code), "{code}");
        }
        for code in ["2345-8", "3245-7", "2345", "-7", "2345-77", "a345-7", ""] {
            assert!(!is_loinc(code), "{code}");
        }
    }
}
