//! What a careful reader of a laboratory's feed does: compares with the last result, with the
//! test that goes along, with the note, with the clock. Nothing here knows how the feed is made;
//! the constants are a laboratory's rules of thumb.

use std::collections::{BTreeMap, BTreeSet};

/// One row as the file has it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) result: String,
    pub(crate) sample: String,
    pub(crate) reason: String,
    pub(crate) laboratory: String,
    pub(crate) test: String,
    pub(crate) loinc: String,
    pub(crate) value_text: String,
    pub(crate) value: Option<f64>,
    pub(crate) unit: String,
    pub(crate) previous: Option<f64>,
    pub(crate) collected: String,
    pub(crate) received: String,
    pub(crate) status: String,
    pub(crate) absent_reason: String,
    pub(crate) note: String,
}

/// Code, test, unit, and what turns the unit into the SI one.
const CODES: [(&str, &str, &str, f64); 14] = [
    ("14749-6", "glucose", "mmol/L", 1.0),
    ("2345-7", "glucose", "mg/dL", 0.0555),
    ("14682-9", "creatinine", "umol/L", 1.0),
    ("2160-0", "creatinine", "mg/dL", 88.4),
    ("22664-7", "urea", "mmol/L", 1.0),
    ("3091-6", "urea", "mg/dL", 0.1665),
    ("2951-2", "sodium", "mmol/L", 1.0),
    ("2823-3", "potassium", "mmol/L", 1.0),
    ("2075-0", "chloride", "mmol/L", 1.0),
    ("2000-8", "calcium", "mmol/L", 1.0),
    ("17861-6", "calcium", "mg/dL", 0.2495),
    ("718-7", "haemoglobin", "g/L", 1.0),
    ("20570-8", "haematocrit", "%", 1.0),
    ("1988-5", "crp", "mg/L", 1.0),
];

/// What a living patient can have, in SI units.
const POSSIBLE: [(&str, f64, f64); 10] = [
    ("glucose", 0.5, 90.0),
    ("creatinine", 10.0, 3000.0),
    ("urea", 0.5, 90.0),
    ("sodium", 95.0, 185.0),
    ("potassium", 1.3, 10.0),
    ("chloride", 60.0, 155.0),
    ("calcium", 1.0, 4.5),
    ("haemoglobin", 20.0, 230.0),
    ("haematocrit", 6.0, 75.0),
    ("crp", 0.0, 700.0),
];

impl Sent {
    /// The rows of a file; no cell of this feed has a comma.
    pub(crate) fn all(file: &str) -> Vec<Self> {
        let mut lines = file.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let row = |cells: Vec<&str>| {
            let cell = |name: &str| {
                cells[header.iter().position(|known| *known == name).unwrap()].to_owned()
            };
            Self {
                result: cell("result"),
                sample: cell("sample"),
                reason: cell("reason"),
                laboratory: cell("laboratory"),
                test: cell("test"),
                loinc: cell("loinc"),
                value_text: cell("value"),
                value: cell("value").parse().ok(),
                unit: cell("unit"),
                previous: cell("previous").parse().ok(),
                collected: cell("collected"),
                received: cell("received"),
                status: cell("status"),
                absent_reason: cell("absent_reason"),
                note: cell("note"),
            }
        };
        lines.map(row).collect()
    }

    fn to_si(&self) -> f64 {
        let code = CODES.iter().find(|code| code.1 == self.test && code.2 == self.unit);
        code.unwrap().3
    }

    /// The value in SI units, as the row's own unit says.
    pub(crate) fn si(&self) -> Option<f64> {
        self.value.map(|value| value * self.to_si())
    }

    fn previous_si(&self) -> Option<f64> {
        self.previous.map(|value| value * self.to_si())
    }
}

/// Minutes of a time such as `2025-03-03T07:10+01:00` or `2025-03-03T06:10Z`, in March 2025.
fn minutes(time: &str) -> i64 {
    let number = |from: usize, to: usize| time[from..to].parse::<i64>().unwrap();
    let offset = match &time[16..] {
        "Z" => 0,
        offset => {
            let of_offset = |from: usize, to: usize| offset[from..to].parse::<i64>();
            let ahead = of_offset(1, 3).unwrap() * 60 + of_offset(4, 6).unwrap();
            if offset.starts_with('-') { -ahead } else { ahead }
        }
    };
    number(8, 10) * 1440 + number(11, 13) * 60 + number(14, 16) - offset
}

/// Every other number that two neighbouring digits make when they change places.
fn swapped(text: &str) -> Vec<f64> {
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let swap = |pair: &[usize]| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.swap(pair[0], pair[1]);
        String::from_utf8(bytes).unwrap().parse::<f64>().unwrap()
    };
    digits.windows(2).map(swap).collect()
}

/// What a result should be about, and how far from it a sound one may be: by the illness or
/// the last result, and by the test that goes along with it in the same sample.
fn expected(row: &Sent, sample: &BTreeMap<&str, &Sent>) -> Option<(f64, f64)> {
    let companion = |test: &str| {
        let other = sample.get(test)?;
        let value = other.si()?;
        let (_, low, high) = POSSIBLE.iter().find(|known| known.0 == test)?;
        (*low..=*high).contains(&value).then_some(value)
    };
    let by_companion = match row.test.as_str() {
        "sodium" => companion("chloride").map(|c| (139.5 + (c - 102.0) / 0.9, 1.8)),
        "haemoglobin" => companion("haematocrit").map(|h| (3.35 * h, 1.5)),
        _ => None,
    };
    let ill = match (row.test.as_str(), row.reason.as_str()) {
        ("potassium", "kidney failure") => Some((5.7, 0.7)),
        ("potassium", "vomiting") => Some((3.0, 0.33)),
        ("sodium", "vomiting") => Some((129.0, 5.0)),
        ("haemoglobin", "bleeding") => row.previous_si().map(|p| (p - 48.0, 13.5)),
        _ => None,
    };
    let spread = match row.test.as_str() {
        "sodium" => 1.8,
        "potassium" => 0.24,
        _ => 4.4,
    };
    let alone = ill.or_else(|| row.previous_si().map(|p| (p, spread)))?;
    let Some(other) = by_companion else { return Some(alone) };
    let weight = |(_, spread): (f64, f64)| 1.0 / (spread * spread);
    let sum = weight(alone) + weight(other);
    Some(((alone.0 * weight(alone) + other.0 * weight(other)) / sum, sum.sqrt().recip()))
}

fn factor(test: &str) -> Option<f64> {
    let other = CODES.iter().find(|code| code.1 == test && code.2 == "mg/dL")?;
    Some(1.0 / other.3)
}

/// What is suspicious: row and kind.
pub(crate) fn findings(rows: &[Sent]) -> BTreeSet<(usize, &'static str)> {
    let mut found = BTreeSet::new();
    let mut ids: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut samples: BTreeMap<&str, BTreeMap<&str, &Sent>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        ids.entry(&row.result).or_default().push(at);
        if row.status != "preliminary" {
            samples.entry(&row.sample).or_default().insert(&row.test, row);
        }
    }
    for places in ids.values().filter(|places| places.len() > 1) {
        let early = places.iter().find(|at| rows[**at].status == "preliminary");
        found.insert((*early.unwrap_or(&places[1]), "duplicate"));
    }
    for (at, row) in rows.iter().enumerate() {
        if row.value.is_none() && row.absent_reason.is_empty() {
            found.insert((at, "missing"));
        }
        let fits = |code: &&(&str, &str, &str, f64)| {
            code.0 == row.loinc && code.1 == row.test && code.2 == row.unit
        };
        if !CODES.iter().any(|code| fits(&code)) {
            found.insert((at, "code"));
        }
        let way = minutes(&row.received) - minutes(&row.collected);
        if !(0..60).contains(&way) {
            found.insert((at, "zone"));
        }
        if let Some(kind) = of_value(row, &samples[row.sample.as_str()]) {
            found.insert((at, kind));
        }
    }
    found
}

/// What is wrong with a value, if anything.
fn of_value(row: &Sent, sample: &BTreeMap<&str, &Sent>) -> Option<&'static str> {
    let value = row.si()?;
    if row.laboratory != "core" {
        return None;
    }
    if let Some(factor) = factor(&row.test) {
        let usual = match row.test.as_str() {
            "urea" => sample.get("creatinine").and_then(|c| {
                let creatinine = c.si()?;
                // One that is itself in mg/dL is easily seen.
                let creatinine = creatinine * if creatinine < 20.0 { 88.4 } else { 1.0 };
                Some(5.5 * libm::pow(creatinine / 80.0, 0.8))
            }),
            "glucose" if row.reason == "diabetic crisis" => Some(22.0),
            _ => None,
        };
        let usual = usual.or(row.previous_si())?;
        let (as_is, as_other) =
            (libm::log(value / usual), libm::log(value / factor / usual));
        if as_is.abs() > as_other.abs() && as_is.abs() > 0.75 {
            return Some("unit");
        }
    }
    let noted: Option<f64> =
        row.note.split_whitespace().find_map(|word| word.parse().ok());
    let differs = noted.is_some_and(|noted| (noted - value).abs() > 1e-9);
    if differs && swapped(&row.value_text).iter().any(|s| Some(*s) == noted) {
        return Some("digits");
    }
    if ["sodium", "potassium", "haemoglobin"].contains(&row.test.as_str()) {
        let (usual, spread) = expected(row, sample)?;
        let far =
            |value: f64| (value - usual) * (value - usual) / (2.0 * spread * spread);
        let best = swapped(&row.value_text).into_iter().map(far).fold(f64::MAX, f64::min);
        // A hundred times as probable with two digits the other way round.
        if best < 6.0 && far(value) - best > 4.6 {
            return Some("digits");
        }
    }
    let (_, low, high) = POSSIBLE.iter().find(|known| known.0 == row.test)?;
    (!(*low..=*high).contains(&value)).then_some("impossible")
}
