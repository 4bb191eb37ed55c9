//! A learner's own tables: what a recipe is carried out on.
//!
//! They are drawn with a practice variant, or read from the files of a teacher's pack. Nothing
//! of the patients on whom a recipe is judged is in them.

use std::collections::BTreeMap;

use medlab_cohort::csv::{Decimal, Options, ReadError, read_table};
use medlab_cohort::{Dataset, Kind, Table};
use medlab_models::recipe::Material;

use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::format::{ExerciseFile, RecipeSpec, Shows, TableSpec};

/// The tables that a recipe may use, as its learner has them.
#[derive(Clone, Debug)]
pub struct OwnTables {
    tables: Vec<(String, Table)>,
    patient: String,
}

impl OwnTables {
    /// The tables of an assignment, as they are shown.
    pub fn of(file: &ExerciseFile, assignment: &Assignment) -> Result<Self, CourseError> {
        let wrong = |m: String| CourseError::new(&file.id, m, "see [recipe]");
        let mut tables = Vec::new();
        for name in Self::names(file) {
            let table = assignment.shown(&name).map_err(wrong)?;
            tables.push((name, table));
        }
        Ok(Self { tables, patient: assignment.patient_column().into() })
    }

    /// The same from files, by name, read as the dataset declares their columns.
    pub fn read(
        exercise: &Exercise,
        dataset: &Dataset,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, Fault> {
        let mut tables = Vec::new();
        for name in Self::names(&exercise.file) {
            let bytes = files.get(&name).map(Vec::as_slice).unwrap_or_default();
            let table = read_table(bytes, Options::default())
                .and_then(|table| dataset.read_columns(table, Decimal::Point))
                .and_then(|table| with_added(exercise, table))
                .map_err(|error| Fault::from(error).in_file(&name))?;
            tables.push((name, table));
        }
        let patient = dataset.cluster.as_ref().map_or(&dataset.id, |cluster| &cluster.id);
        Ok(Self { tables, patient: patient.name.clone() })
    }

    /// The names of the tables that recipes may use, the usual one first.
    pub fn names(file: &ExerciseFile) -> Vec<String> {
        match file.recipe.as_ref().map(|spec| spec.tables.as_slice()) {
            None | Some([]) => {
                let shown = |table: &&TableSpec| table.shows != Shows::Nothing;
                file.tables.iter().filter(shown).map(|table| table.file.clone()).collect()
            }
            Some(tables) => tables.to_vec(),
        }
    }

    /// What a recipe is carried out on.
    pub(crate) fn material<'a>(&'a self, spec: &'a RecipeSpec) -> Material<'a> {
        let (tables, patient) = (&self.tables, &self.patient);
        Material { tables, patient, time: spec.time.as_deref() }
    }
}

/// The table with the columns that the exercise added to the dataset's as numbers.
fn with_added(exercise: &Exercise, table: Table) -> Result<Table, ReadError> {
    let columns = table.columns().iter().map(|column| {
        let Some(spec) = exercise.columns.get(&column.name) else {
            return Ok(column.clone());
        };
        let kind = Kind::Number { decimals: Some(spec.decimals.into()) };
        column.read_as(&kind, Decimal::Point)
    });
    // Names are different, as the reader saw to.
    Ok(Table::new(columns.collect::<Result<_, _>>()?).unwrap_or_default())
}
