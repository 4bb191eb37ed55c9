//! Reading FHIR: from lines of resources to rows of a feed.

use std::collections::{BTreeMap, BTreeSet};

use super::json::Json;
use super::{LOINC, MESSAGE, PREVIOUS, RESULT, TEST, UCUM};
use crate::dataset::Dataset;
use crate::feed::Row;
use crate::guard::{FormatError, FormatProblem, Limits, lines, shortened};
use crate::table::Table;

/// The rows of a file that [`write`](super::write) could have written, every cell a text as it
/// stood there.
///
/// Elements that this feed does not use are passed over; resources of other types and
/// references to what did not come before are refused.
pub fn read(
    dataset: &Dataset,
    file: &[u8],
    limits: &Limits,
) -> Result<Table, FormatError> {
    let feed = dataset.feed.as_ref().ok_or(FormatProblem::NoFeed.at(1))?;
    let mut known = Known::default();
    let mut rows = Vec::new();
    for (line, text) in lines(file, |byte| byte == b'\n', limits)? {
        let json = Json::parse(text, line, limits.depth)?;
        let resource = Resource { json: &json, line };
        match resource.text("resourceType", &["resourceType"])? {
            "Patient" => known.patient(&resource)?,
            "Encounter" => known.encounter(&resource)?,
            "Specimen" => known.specimen(&resource)?,
            "Observation" => rows.push(known.observation(&resource)?),
            other => {
                let found = shortened(other);
                return Err(
                    FormatProblem::Unknown { found }.in_field(line, "resourceType")
                );
            }
        }
    }
    Ok(Row::table(dataset, feed, rows))
}

/// What came before.
#[derive(Default)]
struct Known {
    /// Sex and year of birth.
    patients: BTreeMap<String, (String, String)>,
    /// Patient and reason.
    encounters: BTreeMap<String, (String, String)>,
    /// Patient, time taken, time received.
    specimens: BTreeMap<String, (String, String, String)>,
    observations: BTreeSet<String>,
}

/// One resource.
struct Resource<'a> {
    json: &'a Json,
    line: u64,
}

impl<'a> Resource<'a> {
    fn wrong(&self, problem: FormatProblem, field: &str) -> FormatError {
        problem.in_field(self.line, field)
    }

    /// A text that has to be there.
    fn text(&self, name: &'static str, path: &[&str]) -> Result<&'a str, FormatError> {
        match self.json.at(path) {
            Some(Json::Text(text)) => Ok(text),
            Some(_) => {
                let found = "no text".to_owned();
                Err(self.wrong(FormatProblem::Unexpected { found }, name))
            }
            None => Err(self.wrong(FormatProblem::Missing { name }, name)),
        }
    }

    /// What a reference names, of a type.
    fn reference(
        &self,
        name: &'static str,
        of: &'static str,
    ) -> Result<&'a str, FormatError> {
        let text = self.text(name, &[name, "reference"])?;
        text.strip_prefix(of).and_then(|rest| rest.strip_prefix('/')).ok_or_else(|| {
            let reference = shortened(text);
            self.wrong(FormatProblem::Dangling { reference }, name)
        })
    }

    /// A time without the seconds that FHIR asks for.
    fn time(&self, name: &'static str, path: &[&str]) -> Result<String, FormatError> {
        let text = self.text(name, path)?;
        let found = (text.get(..16), text.get(16..19), text.get(19..));
        match found {
            (Some(minutes), Some(":00"), Some(offset)) if !offset.is_empty() => {
                Ok(format!("{minutes}{offset}"))
            }
            _ => {
                let found = shortened(text);
                Err(self.wrong(FormatProblem::Unexpected { found }, name))
            }
        }
    }

    /// The number and the unit of a quantity.
    fn quantity(
        &self,
        name: &'static str,
        quantity: Option<&Json>,
    ) -> Result<(String, String), FormatError> {
        let Some(quantity) = quantity else { return Ok(Default::default()) };
        let parts = ["value", "system", "code"].map(|key| quantity.get(key));
        match parts {
            [
                Some(Json::Number(value)),
                Some(Json::Text(system)),
                Some(Json::Text(unit)),
            ] if system == UCUM => Ok((value.clone(), unit.clone())),
            _ => {
                let found = "no number with a unit of UCUM".to_owned();
                Err(self.wrong(FormatProblem::Unexpected { found }, name))
            }
        }
    }

    /// What stands beside a system in a list.
    fn of_system(
        &self,
        name: &'static str,
        list: Option<&'a Json>,
        system: &str,
        key: &str,
    ) -> Result<&'a str, FormatError> {
        let is = |entry: &&Json| {
            entry.get("system").and_then(Json::text).is_some_and(|found| found == system)
        };
        let list = list.map_or(&[][..], Json::list);
        let entry = list.iter().find(is).and_then(|entry| entry.get(key));
        entry
            .and_then(Json::text)
            .ok_or_else(|| self.wrong(FormatProblem::Missing { name }, name))
    }
}

impl Known {
    fn patient(&mut self, resource: &Resource<'_>) -> Result<(), FormatError> {
        let id = resource.text("id", &["id"])?;
        let sex = resource.text("gender", &["gender"])?.to_owned();
        let birth = resource.text("birthDate", &["birthDate"])?.to_owned();
        once(self.patients.insert(id.to_owned(), (sex, birth)).is_none(), id, resource)
    }

    fn encounter(&mut self, resource: &Resource<'_>) -> Result<(), FormatError> {
        let id = resource.text("id", &["id"])?;
        let patient = resource.reference("subject", "Patient")?.to_owned();
        let reason =
            resource.text("reasonCode", &["reasonCode", "0", "text"])?.to_owned();
        let new = self.encounters.insert(id.to_owned(), (patient, reason)).is_none();
        once(new, id, resource)
    }

    fn specimen(&mut self, resource: &Resource<'_>) -> Result<(), FormatError> {
        let id = resource.text("id", &["id"])?;
        let patient = resource.reference("subject", "Patient")?.to_owned();
        let taken = ["collection", "collectedDateTime"];
        let taken = resource.time("collection", &taken)?;
        let received = resource.time("receivedTime", &["receivedTime"])?;
        let new = self.specimens.insert(id.to_owned(), (patient, taken, received));
        once(new.is_none(), id, resource)
    }

    fn observation(&mut self, resource: &Resource<'_>) -> Result<Row, FormatError> {
        let json = resource.json;
        let id = resource.text("id", &["id"])?;
        once(self.observations.insert(id.to_owned()), id, resource)?;
        let patient = resource.reference("subject", "Patient")?;
        let encounter = resource.reference("encounter", "Encounter")?;
        let sample = resource.reference("specimen", "Specimen")?;
        let dangling = |reference: &str, field| {
            let reference = shortened(reference);
            resource.wrong(FormatProblem::Dangling { reference }, field)
        };
        let Some((sex, birth_year)) = self.patients.get(patient) else {
            return Err(dangling(patient, "subject"));
        };
        let of_patient = |known: &str| known == patient;
        let Some((_, reason)) =
            self.encounters.get(encounter).filter(|(of, _)| of_patient(of))
        else {
            return Err(dangling(encounter, "encounter"));
        };
        let Some((_, _, received)) =
            self.specimens.get(sample).filter(|(of, ..)| of_patient(of))
        else {
            return Err(dangling(sample, "specimen"));
        };
        let names = json.get("identifier");
        let codes = json.at(&["code", "coding"]);
        let (value, unit) =
            resource.quantity("valueQuantity", json.get("valueQuantity"))?;
        let range = |end| json.at(&["referenceRange", "0", end]);
        let (low, of_low) = resource.quantity("referenceRange", range("low"))?;
        let (high, of_high) = resource.quantity("referenceRange", range("high"))?;
        let extensions = json.get("extension").map_or(&[][..], Json::list);
        let is_previous = |extension: &&Json| {
            extension.get("url").and_then(Json::text).is_some_and(|url| url == PREVIOUS)
        };
        let previous = extensions.iter().find(is_previous);
        let previous = previous.and_then(|extension| extension.get("valueQuantity"));
        let optional =
            |path: &[&str]| json.at(path).and_then(Json::text).unwrap_or_default();
        let identified =
            |system| resource.of_system("identifier", names, system, "value");
        let coded = |system| resource.of_system("code", codes, system, "code");
        Ok(Row {
            result: identified(RESULT)?.to_owned(),
            patient: patient.to_owned(),
            sample: sample.to_owned(),
            message: identified(MESSAGE)?.to_owned(),
            sex: sex.clone(),
            birth_year: birth_year.clone(),
            reason: reason.clone(),
            sender: resource
                .text("performer", &["performer", "0", "display"])?
                .to_owned(),
            test: coded(TEST)?.to_owned(),
            loinc: coded(LOINC)?.to_owned(),
            value,
            // Without a value the unit is that of the reference range.
            unit: [unit, of_high, of_low]
                .into_iter()
                .find(|unit| !unit.is_empty())
                .unwrap_or_default(),
            low,
            high,
            previous: resource.quantity("extension", previous)?.0,
            collected: resource.time("effectiveDateTime", &["effectiveDateTime"])?,
            received: received.clone(),
            status: resource.text("status", &["status"])?.to_owned(),
            absent_reason: optional(&["dataAbsentReason", "text"]).to_owned(),
            note: optional(&["note", "0", "text"]).to_owned(),
        })
    }
}

fn once(new: bool, id: &str, resource: &Resource<'_>) -> Result<(), FormatError> {
    if new {
        return Ok(());
    }
    let id = shortened(id);
    Err(resource.wrong(FormatProblem::IdTwice { id }, "id"))
}
