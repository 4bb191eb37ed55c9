//! An assignment: an exercise drawn for one variant, with its patients and their truth.
//!
//! It belongs to the judge. What of it a learner may see is [`Assignment::shown`], and
//! packed as files by [`crate::pack`].

use std::collections::BTreeMap;

use medlab_cohort::{Column, Dataset, Key, Scalars, Table, Variant};

use crate::code::Remembered;
use crate::course::CourseError;
use crate::evidence::Evidence;
use crate::exercise::Exercise;
use crate::given::{Draw, Given};
use crate::judge;
use crate::variant::{CourseKey, VariantId, practice_key};

/// How often a variant on which the reference misses full points is drawn again.
pub const MAX_ATTEMPTS: u8 = 16;

/// An exercise drawn for one variant.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Whose patients.
    pub variant: VariantId,
    /// How many draws before this one were rejected.
    pub attempt: u8,
    /// What the variant drew, as `vary.<name>`.
    pub vary: Scalars,
    /// What was measured in the reference solution.
    pub reference: Evidence,
    /// What the ideal and the attainable risk would have reached, where that is stored.
    pub(crate) yardsticks: Option<BTreeMap<String, f64>>,
    tables: Vec<Given>,
    drawn: Variant,
    key: Key,
    id: String,
    patient: String,
    remembered: Option<Remembered>,
}

impl Assignment {
    /// Draws an assignment from the key of its cohort.
    ///
    /// A draw on which the reference solution misses full points is drawn again, always
    /// in the same way, at most [`MAX_ATTEMPTS`] times.
    pub fn draw(
        exercise: &Exercise,
        dataset: &Dataset,
        variant: VariantId,
        key: &Key,
    ) -> Result<Self, CourseError> {
        if let Some(practice) = &exercise.practice
            && exercise.solution.is_none()
        {
            let practised = match variant {
                VariantId::Practice(number) => practice.get(number),
                VariantId::Pack(_) => None,
            };
            let practised = practised.ok_or_else(|| {
                let message = "expected a full course, found a released one";
                let hint = "graded variants need the solution: name the full course";
                CourseError::new(&exercise.folder, message, hint)
            })?;
            let mut drawn =
                Self::attempt(exercise, dataset, variant, key, practised.attempt)?;
            drawn.reference = practised.evidence.clone();
            drawn.yardsticks = Some(practised.yardsticks.clone());
            return Ok(drawn);
        }
        for attempt in 0..MAX_ATTEMPTS {
            let mut drawn = Self::attempt(exercise, dataset, variant, key, attempt)?;
            let marks = judge::reference(exercise, dataset, &mut drawn)?;
            if judge::is_full(&marks) {
                return Ok(drawn);
            }
        }
        let message = format!(
            "expected the solution to reach full points on {variant}, \
             found none in {MAX_ATTEMPTS} draws"
        );
        let hint = "widen the margins or mend the solution; see medlab verify";
        Err(CourseError::new(&exercise.folder, message, hint))
    }

    /// The assignment of a practice variant.
    pub fn practice(
        exercise: &Exercise,
        dataset: &Dataset,
        number: u8,
    ) -> Result<Self, CourseError> {
        let key = practice_key(&exercise.file.id, exercise.file.version, number);
        Self::draw(exercise, dataset, VariantId::Practice(number), &key)
    }

    /// The assignment of any variant; a pack needs the course key.
    pub fn of(
        exercise: &Exercise,
        dataset: &Dataset,
        variant: VariantId,
        course_key: Option<&CourseKey>,
    ) -> Result<Self, CourseError> {
        match (variant, course_key) {
            (VariantId::Practice(number), _) => Self::practice(exercise, dataset, number),
            (VariantId::Pack(pack), Some(key)) => {
                let key = key.cohort_key(&exercise.file.id, exercise.file.version, pack);
                Self::draw(exercise, dataset, variant, &key)
            }
            (VariantId::Pack(_), None) => Err(CourseError::new(
                &exercise.folder,
                "expected the course key, found none",
                "a pack can only be judged with the key it was issued under",
            )),
        }
    }

    fn attempt(
        exercise: &Exercise,
        dataset: &Dataset,
        variant: VariantId,
        key: &Key,
        attempt: u8,
    ) -> Result<Self, CourseError> {
        let key = key.derive(&format!("draw:{attempt}"));
        Self::drawn(exercise, dataset, variant, key, attempt, None)
    }

    /// The same tables with other patients, of another truth: what the dataset and the exercise
    /// vary is drawn anew, too. A table with a condition may have a few patients fewer.
    pub(crate) fn again(
        &self,
        exercise: &Exercise,
        dataset: &Dataset,
        key: Key,
    ) -> Result<Self, CourseError> {
        Self::drawn(exercise, dataset, self.variant, key, self.attempt, Some(self))
    }

    fn drawn(
        exercise: &Exercise,
        dataset: &Dataset,
        variant: VariantId,
        key: Key,
        attempt: u8,
        like: Option<&Self>,
    ) -> Result<Self, CourseError> {
        let drawn = dataset.variant(&key);
        let mut vary = drawn.scalars().clone();
        vary.extend(medlab_cohort::dataset::drawn(&exercise.varies, &key));
        let mut next = 0;
        let mut tables = Vec::new();
        let draw = Draw { exercise, dataset, variant: &drawn, key: &key, vary: &vary };
        for (at, spec) in exercise.file.tables.iter().enumerate() {
            let known = like.and_then(|like| Some(like.tables.get(at)?.looked_through()));
            let given;
            (given, next) = draw.table(spec, next, known)?;
            tables.push(given);
        }
        Ok(Self {
            variant,
            attempt,
            vary,
            drawn,
            key,
            reference: Evidence::new(),
            yardsticks: None,
            tables,
            id: dataset.id.name.clone(),
            patient: dataset.cluster.as_ref().map_or(&dataset.id, |c| &c.id).name.clone(),
            remembered: None,
        })
    }

    /// The same for who judges many submissions on it: what is drawn for one is kept for the
    /// next.
    #[must_use]
    pub(crate) fn remembering(self) -> Self {
        Self { remembered: Some(Remembered::default()), ..self }
    }

    /// The hospitals that were drawn for earlier submissions, where they are kept.
    pub(crate) fn remembered(&self) -> Option<&Remembered> {
        self.remembered.as_ref()
    }

    /// The key of everything that is drawn for this variant.
    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// The name of the column that says which patient a row is of.
    pub fn id_column(&self) -> &str {
        &self.id
    }

    /// The name of the column that says whose a row is, or which shift's: the same for rows
    /// that belong together.
    pub fn patient_column(&self) -> &str {
        &self.patient
    }

    /// The names of the tables that the learner gets.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let given = self.tables.iter().filter(|given| !given.shown().is_empty());
        given.map(Given::file)
    }

    /// A table as it is at the prediction time: what is known later is empty in it.
    pub(crate) fn at_prediction(
        &self,
        dataset: &Dataset,
        file: &str,
    ) -> Result<Table, String> {
        let record = self.given(file)?.record();
        let later = |column: &Column| {
            let node = dataset.node(&column.name);
            node.is_some_and(|node| node.available_at > 0.0)
                || dataset.outcome.as_deref() == Some(&column.name)
        };
        let columns = record.columns().iter().map(|column| {
            if !later(column) {
                return column.clone();
            }
            let empty = vec![f64::NAN; record.rows()];
            Column::values_of(&column.name, column.kind.clone(), empty)
        });
        Table::new(columns.collect()).map_err(|error| error.to_string())
    }

    /// What happened to the patients of a table.
    pub(crate) fn outcomes(&self, file: &str, outcome: &str) -> Option<Column> {
        self.given(file).ok()?.record().column(outcome).cloned()
    }

    /// A table as the learner sees it.
    pub fn shown(&self, file: &str) -> Result<Table, String> {
        let given = self.given(file)?;
        let names: Vec<&str> = given.shown().iter().map(String::as_str).collect();
        given.record().select(&names).map_err(|error| error.to_string())
    }

    /// The attainable risk of each patient of a table.
    pub(crate) fn attainable(
        &self,
        dataset: &Dataset,
        file: &str,
    ) -> Result<&[f64], CourseError> {
        let given = self
            .given(file)
            .map_err(|m| CourseError::new(file, m, "see exercise.toml"))?;
        given.attainable(dataset, &self.drawn)
    }

    /// A table with all that is true of its patients.
    pub(crate) fn given(&self, file: &str) -> Result<&Given, String> {
        let found = self.tables.iter().find(|given| given.file() == file);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.files().collect();
            format!("expected a table ({}), found {file}", known.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const EXERCISE: &str = r#"format = 1
id = "mooc2-0-0-stays"
version = 1
track = "mooc2"
unit = "0.0 Stays"
title = "Stays"
minutes = 10
dataset = "readmission"
artifacts = ["predictions.csv"]
table = [
    { file = "training.csv", rows = 301, shows = "all" },
    { file = "patients.csv", rows = 150, shows = "no_outcome" },
    { file = "later.csv", rows = 20, shows = "at_prediction", where = "year == 2024" },
    { file = "last.csv", rows = 50, shows = "at_prediction" },
]
predictions = { table = "patients.csv", columns = [{ name = "risk", kind = "risk", label = "Risk" }] }
criterion = [{ id = "d", points = 1, measure = "auroc", against = 0.5, better = "higher", outcome = "x" }]
"#;

    #[test]
    fn no_patient_is_in_two_tables() {
        let text = include_str!("../../../datasets/readmission/dataset.toml");
        let dataset = Dataset::parse("dataset.toml", text).unwrap();
        let files = BTreeMap::from([
            ("x/exercise.toml".to_owned(), EXERCISE.as_bytes().to_vec()),
            (
                "x/solution/make.toml".to_owned(),
                b"[predictions]\nrisk = \"0.1\"\n".to_vec(),
            ),
        ]);
        let datasets = BTreeMap::from([("readmission".to_owned(), dataset)]);
        let exercise = Exercise::read("x", &files, &datasets).unwrap();
        let dataset = &datasets["readmission"];
        for number in 1..=8 {
            let key = practice_key(&exercise.file.id, 1, number);
            let variant = VariantId::Practice(number);
            let drawn =
                Assignment::attempt(&exercise, dataset, variant, &key, 0).unwrap();
            let mut seen = BTreeSet::new();
            for file in drawn.files() {
                let table = drawn.shown(file).unwrap();
                let column = table.column("patient").unwrap();
                let patients: BTreeSet<String> =
                    (0..table.rows()).map(|row| column.text(row).into_owned()).collect();
                let come_back = patients.len() < table.rows();
                assert!(come_back || file != "training.csv");
                assert!(seen.is_disjoint(&patients), "{file} of practice-{number}");
                seen.extend(patients);
            }
        }
    }

    /// A year is one of six: fewer discharges than are looked through at first.
    #[test]
    fn rarer_patients_are_looked_for_among_more_and_drawn_again_with_another_truth() {
        let text = include_str!("../../../datasets/readmission/dataset.toml");
        let dataset = Dataset::parse("dataset.toml", text).unwrap();
        let file = EXERCISE.replace("rows = 20,", "rows = 300,");
        let solution = b"[predictions]\nrisk = \"0.1\"\n".to_vec();
        let files = BTreeMap::from([
            ("x/exercise.toml".to_owned(), file.into_bytes()),
            ("x/solution/make.toml".to_owned(), solution),
        ]);
        let datasets = BTreeMap::from([("readmission".to_owned(), dataset)]);
        let exercise = Exercise::read("x", &files, &datasets).unwrap();
        let dataset = &datasets["readmission"];
        let key = practice_key(&exercise.file.id, 1, 1);
        let variant = VariantId::Practice(1);
        let first = Assignment::attempt(&exercise, dataset, variant, &key, 0).unwrap();
        assert_eq!(first.shown("later.csv").unwrap().rows(), 300);
        let again = |name: &str| {
            first.again(&exercise, dataset, first.key().derive(name)).unwrap()
        };
        let (one, other) = (again("1"), again("2"));
        let risks =
            |drawn: &Assignment| drawn.given("later.csv").unwrap().ideal().into_owned();
        assert!(risks(&again("1")) == risks(&one) && risks(&one) != risks(&other));
        assert_ne!(one.vary["vary.drift"], other.vary["vary.drift"]);
        assert_ne!(one.vary["vary.drift"], first.vary["vary.drift"]);
        for drawn in [&one, &other] {
            let later = drawn.shown("later.csv").unwrap();
            assert!((200..=300).contains(&later.rows()), "{}", later.rows());
            let years = later.column("year").unwrap().values().unwrap();
            assert!(years.iter().all(|year| *year > 2023.5));
            assert_eq!(drawn.given("later.csv").unwrap().ideal().len(), later.rows());
            assert_eq!(drawn.shown("training.csv").unwrap().rows(), 301);
        }
    }
}
