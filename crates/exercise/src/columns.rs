//! Columns that an exercise adds to its tables, such as the risks of a supplied model.
//!
//! Each is a formula over the whole record and what the variant drew, rounded as it is
//! written, so that the file and the judge know the same number.

use medlab_cohort::{Column, Expression, Kind, Scalars, Table, round};

use crate::course::CourseError;
use crate::exercise::formula;
use crate::format::ColumnSpec;
use crate::measure::over;

/// The added columns of an exercise, parsed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    path: String,
    columns: Vec<(ColumnSpec, Expression)>,
}

impl Columns {
    pub(crate) fn read(path: &str, specs: &[ColumnSpec]) -> Result<Self, CourseError> {
        let mut columns = Vec::new();
        for spec in specs {
            let place = format!("column {}", spec.name);
            columns.push((spec.clone(), formula(path, &place, &spec.value)?));
        }
        Ok(Self { path: path.into(), columns })
    }

    /// What an added column is, by its name.
    pub(crate) fn get(&self, name: &str) -> Option<&ColumnSpec> {
        self.columns.iter().map(|(spec, _)| spec).find(|spec| spec.name == name)
    }

    /// The table with its added columns.
    pub(crate) fn beside(
        &self,
        mut table: Table,
        vary: &Scalars,
    ) -> Result<Table, CourseError> {
        for (spec, value) in &self.columns {
            let values = over(&self.path, value, &table, vary)?;
            let decimals = u32::from(spec.decimals);
            let rounded =
                values.values().iter().map(|v| round::to(*v, decimals)).collect();
            let kind = Kind::Number { decimals: Some(decimals) };
            let column = Column::values_of(&spec.name, kind, rounded)
                .labelled(&spec.label)
                .in_unit(&spec.unit);
            table = table.with_column(column).map_err(|error| {
                CourseError::new(&self.path, error.to_string(), "choose another name")
            })?;
        }
        Ok(table)
    }
}
