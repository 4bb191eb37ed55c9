//! An assignment: an exercise drawn for one variant, with its patients and their truth.
//!
//! It belongs to the judge. What of it a learner may see is [`Assignment::shown`], and
//! packed as files by [`crate::pack`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use medlab_cohort::{Cohort, Column, Dataset, Key, Scalars, Table, Variant};

use crate::course::CourseError;
use crate::evidence::Evidence;
use crate::exercise::{Exercise, formula};
use crate::format::{Shows, TableSpec};
use crate::judge;
use crate::measure::over;
use crate::variant::{CourseKey, VariantId, practice_key};

/// How often a variant on which the reference misses full points is drawn again.
pub const MAX_ATTEMPTS: u8 = 16;

/// Among how many patients for each one wanted those are looked for of whom a condition holds.
const MOST_LOOKED_THROUGH: u64 = 20;

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
}

/// One of the tables, with everything that is true of its patients.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    file: String,
    cohort: Cohort,
    /// Which rows of the cohort the table has; all, if it was not balanced.
    picked: Option<Vec<usize>>,
    shown: Vec<String>,
    /// Computed once, when first asked for: it costs more than everything else.
    attainable: OnceLock<Vec<f64>>,
}

impl Given {
    /// The whole record of its patients.
    pub(crate) fn record(&self) -> Cow<'_, Table> {
        match &self.picked {
            None => Cow::Borrowed(&self.cohort.table),
            Some(rows) => Cow::Owned(self.cohort.table.take(rows)),
        }
    }

    /// A column of what is true of its patients, as `data generate --truth` names it.
    pub(crate) fn truth(&self, name: &str) -> Option<Column> {
        let id = self.cohort.table.columns().first()?.clone();
        let truth = self.cohort.truth.table(id);
        let column = truth.column(name)?.clone();
        match &self.picked {
            None => Some(column),
            Some(rows) => Table::new(vec![column]).ok()?.take(rows).column(name).cloned(),
        }
    }

    /// How many rows were looked through for these patients.
    fn looked_through(&self) -> u64 {
        let last = self.picked.as_ref().map(|rows| rows.last().map_or(0, |row| row + 1));
        last.unwrap_or(self.cohort.table.rows()) as u64
    }

    /// The true risk of each of its patients.
    pub(crate) fn ideal(&self) -> Cow<'_, [f64]> {
        self.pick(&self.cohort.truth.ideal)
    }

    fn pick<'a>(&self, values: &'a [f64]) -> Cow<'a, [f64]> {
        match &self.picked {
            None => Cow::Borrowed(values),
            Some(rows) => Cow::Owned(rows.iter().map(|row| values[*row]).collect()),
        }
    }
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
        for (at, spec) in exercise.file.tables.iter().enumerate() {
            let (mut cohort, picked);
            let known = like.and_then(|like| Some(like.tables.get(at)?.looked_through()));
            (cohort, picked, next) =
                patients(exercise, dataset, spec, &drawn, &key, next, known)?;
            cohort.table = exercise.columns.beside(cohort.table, &vary)?;
            let shown = shown_columns(dataset, spec.shows, &cohort.table);
            let (file, attainable) = (spec.file.clone(), OnceLock::new());
            tables.push(Given { file, cohort, picked, shown, attainable });
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
        })
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
        let given = self.tables.iter().filter(|given| !given.shown.is_empty());
        given.map(|given| given.file.as_str())
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
        let names: Vec<&str> = given.shown.iter().map(String::as_str).collect();
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
        if let Some(known) = given.attainable.get() {
            return Ok(known);
        }
        let attainable = given.cohort.attainable(dataset, &self.drawn)?;
        let picked = given.pick(&attainable.risk).into_owned();
        Ok(given.attainable.get_or_init(|| picked))
    }

    /// A table with all that is true of its patients.
    pub(crate) fn given(&self, file: &str) -> Result<&Given, String> {
        let found = self.tables.iter().find(|given| given.file == file);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.files().collect();
            format!("expected a table ({}), found {file}", known.join(", "))
        })
    }
}

/// The rows of one table, which of them it has, and the first row after them. Where it is known
/// how many rows such patients take, as many are looked through, and the table is filled about.
fn patients(
    exercise: &Exercise,
    dataset: &Dataset,
    spec: &TableSpec,
    variant: &Variant,
    key: &Key,
    first: u64,
    known: Option<u64>,
) -> Result<(Cohort, Option<Vec<usize>>, u64), CourseError> {
    let n = spec.rows as u64;
    let generation = dataset.generation(variant)?;
    // No patient with several rows is in two tables.
    let first = generation.cluster_start(key, first)?;
    if spec.balanced_by.is_none() && spec.only.is_none() {
        let cohort = generation.cohort(key, first..first + n)?;
        return Ok((cohort, None, first + n));
    }
    // Levels and conditions that are a third as common as an equal share still fill up at once.
    let mut through = known.unwrap_or(3 * n + 100);
    let mut pool = generation.cohort(key, first..first + through)?;
    let mut rows = chosen(exercise, spec, &pool, variant)?;
    if rows.len() < spec.rows && !rows.is_empty() && known.is_none() {
        // Rarer ones are looked for among as many as should do, with a fifth to spare.
        let needed = through * n * 6 / (5 * rows.len() as u64) + 100;
        through = needed.min(MOST_LOOKED_THROUGH * n);
        pool = generation.cohort(key, first..first + through)?;
        rows = chosen(exercise, spec, &pool, variant)?;
    }
    if rows.len() < spec.rows && known.is_none() {
        let message = format!(
            "{}: expected {} patients, found {}",
            spec.file,
            spec.rows,
            rows.len()
        );
        return Err(CourseError::new(
            &format!("{}/exercise.toml", exercise.folder),
            message,
            "ask for fewer, or for commoner ones",
        ));
    }
    Ok((pool, Some(rows), first + through))
}

/// Which rows of a cohort a table has: those of whom its condition holds, balanced, and no more
/// than it wants.
fn chosen(
    exercise: &Exercise,
    spec: &TableSpec,
    pool: &Cohort,
    variant: &Variant,
) -> Result<Vec<usize>, CourseError> {
    let path = format!("{}/exercise.toml", exercise.folder);
    let mut rows: Vec<usize> = (0..pool.table.rows()).collect();
    if let Some(only) = &spec.only {
        let only = formula(&path, &format!("table {}", spec.file), only)?;
        let keep = over(&path, &only, &pool.table, variant.scalars())?;
        rows.retain(|row| keep.values()[*row] > 0.0);
    }
    if let Some(category) = &spec.balanced_by {
        rows = balanced(&path, spec, category, &pool.table, rows)?;
    }
    rows.truncate(spec.rows);
    Ok(rows)
}

/// As many of these rows for each level of a category, in their order.
fn balanced(
    path: &str,
    spec: &TableSpec,
    category: &str,
    table: &Table,
    rows: Vec<usize>,
) -> Result<Vec<usize>, CourseError> {
    let wrong = |message: String| {
        CourseError::new(path, message, "balance by a category with common levels")
    };
    let column = table.require(category).map_err(|e| wrong(e.to_string()))?;
    let levels = column.levels().len();
    if levels == 0 || !spec.rows.is_multiple_of(levels) {
        let message = format!(
            "expected {} to have levels that divide {} rows, found {levels} levels",
            category, spec.rows
        );
        return Err(wrong(message));
    }
    let room = spec.rows / levels;
    let mut taken = vec![0; levels];
    let values = column.values().unwrap_or_default();
    let picked = rows.into_iter().filter(|row| {
        let taken = taken.get_mut(values[*row] as usize).filter(|taken| **taken < room);
        taken.map(|taken| *taken += 1).is_some()
    });
    Ok(picked.collect())
}

fn shown_columns(dataset: &Dataset, shows: Shows, table: &Table) -> Vec<String> {
    let known = |name: &str| match dataset.node(name) {
        None => true,
        Some(node) => match shows {
            Shows::All => true,
            Shows::NoOutcome => dataset.outcome.as_deref() != Some(name),
            Shows::AtPrediction => node.available_at <= 0.0,
            Shows::Nothing => false,
        },
    };
    if shows == Shows::Nothing {
        return Vec::new();
    }
    table.columns().iter().map(|c| c.name.clone()).filter(|name| known(name)).collect()
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
