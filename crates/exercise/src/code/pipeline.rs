//! Functions that get one table with everybody in it, and must not learn from those whom they
//! predict.
//!
//! The function is told which rows to fit on and which to predict. What it predicts of a patient
//! is compared with what it predicts of the same patient when something changes that must not
//! matter: the outcomes of those predicted, the values of the others, who else is there, and what
//! was fitted before.

use medlab_cohort::sample::Stream;
use medlab_cohort::{Column, Dataset, Key, Kind, Table};
use medlab_protocol::{Field, Value};

use super::caller::Caller;
use super::cases::pick;
use super::judged::Tables;
use super::risks::{self, value};
use super::trial::Tried;
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::Exercise;

/// What must not matter, as it is measured: `code.<function>.<name>` is the share of the patients
/// looked at whose risk stayed the same.
pub(super) const CHECKS: [&str; 4] = ["labels", "others", "alone", "again"];

/// How many of those predicted are predicted alone.
const ALONE: usize = 3;

/// Of so many of those predicted, one is looked at while the others change.
const LOOKED_AT: usize = 10;

/// By how much a risk may move: what is summed in another order differs in the last digits.
const SAME: f64 = 1e-9;

/// Everybody, in one table.
pub(super) struct Whole {
    table: Table,
    outcome: String,
    train: usize,
}

impl Whole {
    /// Those to fit on, then those to predict; with a category of pure chance where the exercise
    /// asks for one.
    pub(super) fn new(
        exercise: &Exercise,
        dataset: &Dataset,
        assignment: &Assignment,
        Tables { trains_on, predicts }: &Tables,
        chance: usize,
        key: &Key,
    ) -> Result<Self, CourseError> {
        let wrong = |m: String| CourseError::new(&exercise.folder, m, "see [[function]]");
        let none = || wrong("expected a dataset with an outcome".into());
        let outcome = dataset.outcome.clone().ok_or_else(none)?;
        let parts = [trains_on, predicts].map(|name| {
            let table = assignment.at_prediction(dataset, name).map_err(wrong)?;
            let drawn = assignment.outcomes(name, &outcome).ok_or_else(none)?;
            table.with_column(drawn).map_err(|error| wrong(error.to_string()))
        });
        let [train, patients] = parts;
        let (train, patients) = (train?, patients?);
        let mut table = stacked(&train, &patients).map_err(wrong)?;
        if chance > 0 {
            let mut stream = Stream::new(&key.derive("chance"));
            let levels = (1..=chance).map(|level| format!("c{level:03}")).collect();
            let cells = (0..table.rows()).map(|_| pick(&mut stream, chance) as f64);
            let kind = Kind::Category { levels };
            let column = Column::values_of("chance", kind, cells.collect());
            table = table.with_column(column).map_err(|e| wrong(e.to_string()))?;
        }
        Ok(Self { table, outcome, train: train.rows() })
    }

    fn predicted(&self) -> Vec<usize> {
        (self.train..self.table.rows()).collect()
    }

    /// What the function is called with.
    fn inputs(&self, table: &Table, rows: &[usize], before: &[usize]) -> Vec<Field> {
        let places =
            |rows: &[usize]| Value::Numbers(rows.iter().map(|row| *row as f64).collect());
        let train: Vec<usize> = (0..self.train).collect();
        vec![
            ("table".into(), value(table)),
            ("train_rows".into(), places(&train)),
            ("rows".into(), places(rows)),
            ("before".into(), places(before)),
        ]
    }

    /// The table in which the outcomes of those predicted are the opposite.
    fn with_other_labels(&self) -> Table {
        self.changed(|column, row, value| match column.name == self.outcome {
            true if row >= self.train => 1.0 - value,
            _ => value,
        })
    }

    /// The table in which all but those looked at of those predicted are somebody else.
    fn with_others(&self, looked_at: &[usize]) -> Table {
        self.changed(|column, row, value| {
            if row < self.train || looked_at.contains(&row) {
                return value;
            }
            match &column.kind {
                Kind::Flag => 1.0 - value,
                Kind::Category { levels } => (value + 1.0) % levels.len() as f64,
                _ => 3.0 * value + 7.0,
            }
        })
    }

    fn changed(&self, change: impl Fn(&Column, usize, f64) -> f64) -> Table {
        let column = |column: &Column| match column.values() {
            None => column.clone(),
            Some(values) => {
                let values = values.iter().enumerate();
                let values = values.map(|(row, value)| change(column, row, *value));
                Column::values_of(&column.name, column.kind.clone(), values.collect())
            }
        };
        let columns = self.table.columns().iter().map(column).collect();
        // The names are the same as before.
        Table::new(columns).unwrap_or_default()
    }
}

/// Fits, predicts, and looks at what must not matter.
pub(super) fn judged(
    caller: &mut Caller,
    whole: &Whole,
    table: &str,
    tried: &mut Tried,
) -> Result<(), NoEvidence> {
    let all = whole.predicted();
    let inputs = whole.inputs(&whole.table, &all, &[]);
    let Some(risks) = risks::held(caller, &inputs, all.len(), table, tried)? else {
        return Ok(());
    };
    let looked_at: Vec<usize> = all.iter().copied().step_by(LOOKED_AT).collect();
    let half: Vec<usize> = (0..whole.train / 2).collect();
    let changed = [
        ("labels", whole.inputs(&whole.with_other_labels(), &all, &[]), all.clone()),
        (
            "others",
            whole.inputs(&whole.with_others(&looked_at), &all, &[]),
            looked_at.clone(),
        ),
        ("again", whole.inputs(&whole.table, &all, &half), all.clone()),
    ];
    for (name, inputs, seen) in changed {
        let found = risks::called(caller, &inputs, all.len())?;
        let same = |row: &&usize| {
            let at = **row - whole.train;
            found.as_ref().is_ok_and(|found| (found[at] - risks[at]).abs() <= SAME)
        };
        let share = seen.iter().filter(same).count() as f64 / seen.len().max(1) as f64;
        keep(caller, tried, name, share);
    }
    let mut same = 0;
    let mut stream = Stream::new(&caller.key.derive("alone"));
    for _ in 0..ALONE {
        let at = pick(&mut stream, all.len());
        let mut rows: Vec<usize> = (0..whole.train).collect();
        rows.push(all[at]);
        let table = whole.table.take(&rows);
        let inputs = whole.inputs(&table, &[whole.train], &[]);
        let found = risks::called(caller, &inputs, 1)?;
        same += usize::from(found.is_ok_and(|f| (f[0] - risks[at]).abs() <= SAME));
    }
    keep(caller, tried, "alone", same as f64 / ALONE as f64);
    Ok(())
}

/// The rows of both, without texts such as the patients' ids.
fn stacked(above: &Table, below: &Table) -> Result<Table, String> {
    let mut columns = Vec::new();
    for column in above.columns() {
        let other = below.require(&column.name).map_err(|error| error.to_string())?;
        let (Some(above), Some(below)) = (column.values(), other.values()) else {
            continue;
        };
        let values = above.iter().chain(below).copied().collect();
        columns.push(Column::values_of(&column.name, column.kind.clone(), values));
    }
    Table::new(columns).map_err(|error| error.to_string())
}

fn keep(caller: &Caller, tried: &mut Tried, name: &str, share: f64) {
    let name = format!("code.{}.{name}", caller.spec.name);
    tried.evidence.insert(name, Found::Number(share));
}
