//! Practice numbers: the reference's evidence on the 32 practice variants, as a released
//! course carries it instead of the solution.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::course::CourseError;
use crate::evidence::{Evidence, Found};
use crate::variant::PRACTICE_VARIANTS;

/// The file's name within an exercise of a released course.
pub const FILE: &str = "practice.json";

/// The reference's evidence by practice variant.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeNumbers {
    of: String,
    variants: BTreeMap<u8, Practised>,
}

/// One practice variant: which draw it is, and what the reference reached on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Practised {
    /// How many draws before it were rejected.
    pub attempt: u8,
    /// What was measured in the reference solution.
    pub evidence: Evidence,
    /// What the ideal and the attainable risk would have reached, by the
    /// measure's name.
    pub yardsticks: BTreeMap<String, f64>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    /// SHA-256 of the exercise and the dataset that they were measured on.
    of: String,
    variants: Vec<Variant>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    variant: u8,
    attempt: u8,
    numbers: BTreeMap<String, f64>,
    texts: BTreeMap<String, String>,
    undefined: BTreeMap<String, String>,
    yardsticks: BTreeMap<String, f64>,
}

impl PracticeNumbers {
    /// From what was measured, and the digest of what it was measured on.
    pub fn new(of: String, variants: BTreeMap<u8, Practised>) -> Self {
        Self { of, variants }
    }

    /// The digest of the exercise and the dataset that they were measured on.
    pub fn of(&self) -> &str {
        &self.of
    }

    /// One variant's numbers.
    pub fn get(&self, variant: u8) -> Option<&Practised> {
        self.variants.get(&variant)
    }

    /// Reads `practice.json`.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, CourseError> {
        let wrong =
            |message: String| CourseError::new(path, message, "release the course again");
        let file: File =
            serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if file.format != 1 {
            return Err(wrong(format!("expected format 1, found {}", file.format)));
        }
        let variants: BTreeMap<u8, Practised> = file
            .variants
            .into_iter()
            .map(|v| {
                let numbers = v.numbers.into_iter().map(|(k, n)| (k, Found::Number(n)));
                let texts = v.texts.into_iter().map(|(k, t)| (k, Found::Text(t)));
                let undefined =
                    v.undefined.into_iter().map(|(k, why)| (k, Found::Undefined(why)));
                let evidence = numbers.chain(texts).chain(undefined).collect();
                let (attempt, yardsticks) = (v.attempt, v.yardsticks);
                (v.variant, Practised { attempt, evidence, yardsticks })
            })
            .collect();
        if !variants.keys().copied().eq(1..=PRACTICE_VARIANTS) {
            let found = variants.len();
            return Err(wrong(format!(
                "expected variants 1 to {PRACTICE_VARIANTS}, found {found}"
            )));
        }
        Ok(Self { of: file.of, variants })
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let variants = self.variants.iter().map(|(&variant, practised)| {
            let mut written = Variant {
                variant,
                attempt: practised.attempt,
                numbers: BTreeMap::new(),
                texts: BTreeMap::new(),
                undefined: BTreeMap::new(),
                yardsticks: practised.yardsticks.clone(),
            };
            for (name, found) in &practised.evidence {
                let name = name.clone();
                match found {
                    Found::Number(value) => {
                        written.numbers.insert(name, *value);
                    }
                    Found::Text(text) => {
                        written.texts.insert(name, text.clone());
                    }
                    Found::Undefined(why) => {
                        written.undefined.insert(name, why.clone());
                    }
                }
            }
            written
        });
        let file = File { format: 1, of: self.of.clone(), variants: variants.collect() };
        // Serialising these types cannot fail: the maps' keys are texts.
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_to_the_bit() {
        let evidence = Evidence::from([
            ("auroc".to_string(), Found::Number(0.1 + 0.2)),
            ("answer.word".to_string(), Found::Text("few".into())),
            ("calibration_slope".to_string(), Found::Undefined("separated".into())),
        ]);
        let practised = Practised {
            attempt: 2,
            evidence,
            yardsticks: BTreeMap::from([("ideal auroc".to_string(), 0.9)]),
        };
        let numbers = PracticeNumbers::new(
            "sha256:0".into(),
            (1..=PRACTICE_VARIANTS).map(|v| (v, practised.clone())).collect(),
        );
        let read = PracticeNumbers::read("p", numbers.write().as_bytes());
        assert_eq!(read.unwrap(), numbers);
    }

    #[test]
    fn a_missing_variant_is_the_courses_fault() {
        let error =
            PracticeNumbers::read("p", b"{\"format\":1,\"of\":\"\",\"variants\":[]}");
        assert!(error.unwrap_err().to_string().contains("found 0"));
    }
}
