//! Functions that get one table with everybody in it, and must not learn from those whom they
//! predict.
//!
//! The function is told which rows to fit on and which to predict. What it predicts of a patient
//! is compared with what it predicts of the same patient when something changes that must not
//! matter: the outcomes of those predicted, the values of the others, who else is there, and what
//! was fitted before.
//!
//! Whoever peeps must not gain either, however well they hide it: the outcomes that stand in the rows
//! to be predicted are other patients', from the first call on.

use std::collections::BTreeMap;

use medlab_cohort::sample::Stream;
use medlab_cohort::{Column, Dataset, Key, Kind, Table};
use medlab_protocol::{Field, Value};

use super::caller::Caller;
use super::cases::{order, pick};
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
    key: Key,
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
        let patients = with_outcomes_by_lot(&patients, &outcome, key);
        let mut table = stacked(&train, &patients).map_err(wrong)?;
        if chance > 0 {
            let mut stream = Stream::new(&key.derive("chance"));
            let levels = (1..=chance).map(|level| format!("c{level:03}")).collect();
            let cells = (0..table.rows()).map(|_| pick(&mut stream, chance) as f64);
            let kind = Kind::Category { levels };
            let column = Column::values_of("chance", kind, cells.collect());
            table = table.with_column(column).map_err(|e| wrong(e.to_string()))?;
        }
        Ok(Self { table, outcome, train: train.rows(), key: key.clone() })
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

    /// The table in which half of the outcomes of those predicted are the opposite.
    fn with_other_labels(&self) -> Table {
        let mut stream = Stream::new(&self.key.derive("labels"));
        changed(&self.table, |column, row, value| {
            let turns = column.name == self.outcome
                && row >= self.train
                && stream.uniform() < 0.5;
            if turns { 1.0 - value } else { value }
        })
    }

    /// The table in which all but those looked at of those predicted are somebody else: nobody whom
    /// a ward has not seen, but the higher half of everybody.
    fn with_others(&self, looked_at: &[usize]) -> Table {
        let mut stream = Stream::new(&self.key.derive("others"));
        let mut recorded: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for column in self.table.columns() {
            let values = column.values().unwrap_or_default().iter().copied();
            let mut values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
            values.sort_by(f64::total_cmp);
            let upper = values.split_off(values.len() / 2);
            recorded.insert(column.name.clone(), upper);
        }
        changed(&self.table, |column, row, value| {
            if row < self.train || looked_at.contains(&row) || value.is_nan() {
                return value;
            }
            match &column.kind {
                Kind::Flag => 1.0 - value,
                Kind::Category { levels } => (value + 1.0) % levels.len() as f64,
                _ => {
                    let upper = &recorded[&column.name];
                    upper[pick(&mut stream, upper.len())]
                }
            }
        })
    }
}

/// A table with other values.
fn changed(table: &Table, mut change: impl FnMut(&Column, usize, f64) -> f64) -> Table {
    let column = |column: &Column| match column.values() {
        None => column.clone(),
        Some(values) => {
            let values = values.iter().enumerate();
            let values = values.map(|(row, value)| change(column, row, *value));
            Column::values_of(&column.name, column.kind.clone(), values.collect())
        }
    };
    let columns = table.columns().iter().map(column).collect();
    // The names are the same as before.
    Table::new(columns).unwrap_or_default()
}

/// The table in which each has the outcome of another: as many have it, and it says nothing of them.
fn with_outcomes_by_lot(patients: &Table, outcome: &str, key: &Key) -> Table {
    let drawn = patients.column(outcome).and_then(Column::values).unwrap_or_default();
    let lot = order(&mut Stream::new(&key.derive("lot")), drawn.len());
    changed(
        patients,
        |column, row, value| {
            if column.name == outcome { drawn[lot[row]] } else { value }
        },
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: usize = 600;
    const TRAIN: usize = 200;

    fn key() -> Key {
        Key::new([7; 32])
    }

    fn people(rows: usize) -> Table {
        let number = Kind::Number { decimals: Some(1) };
        let ages = (0..rows).map(|row| 20.0 + (row % 70) as f64).collect();
        // Ill is who is old.
        let ill = (0..rows).map(|row| f64::from(u8::from(row % 70 > 60))).collect();
        let mut temperatures: Vec<f64> =
            (0..rows).map(|row| 36.0 + (row % 30) as f64 / 10.0).collect();
        temperatures[3] = f64::NAN;
        let columns = [
            Column::values_of("age", number.clone(), ages),
            Column::values_of("temperature", number, temperatures),
            Column::values_of("ill", Kind::Flag, ill),
        ];
        Table::new(columns.into()).unwrap()
    }

    fn values<'a>(table: &'a Table, name: &str) -> &'a [f64] {
        table.column(name).unwrap().values().unwrap()
    }

    fn whole() -> Whole {
        let (table, outcome) = (people(ALL), "ill".to_string());
        Whole { table, outcome, train: TRAIN, key: key() }
    }

    #[test]
    fn an_outcome_by_lot_says_nothing_of_a_patient() {
        let (before, after) =
            (people(ALL), with_outcomes_by_lot(&people(ALL), "ill", &key()));
        let sum = |table: &Table| values(table, "ill").iter().sum::<f64>();
        assert!((sum(&before) - sum(&after)).abs() < 1e-9);
        assert_eq!(values(&before, "age"), values(&after, "age"));
        let (ages, ill) = (values(&after, "age"), values(&after, "ill"));
        let old = ages.iter().zip(ill).filter(|(age, _)| **age > 80.0);
        let share = old.clone().map(|(_, ill)| ill).sum::<f64>() / old.count() as f64;
        assert!(share < 0.4, "of the old nearly all were ill, now {share}");
    }

    #[test]
    fn half_of_the_outcomes_to_be_predicted_are_turned_and_no_others() {
        let whole = whole();
        let (before, other) = (&whole.table, whole.with_other_labels());
        let turned: Vec<usize> = (0..ALL)
            .filter(|row| {
                (values(before, "ill")[*row] - values(&other, "ill")[*row]).abs() > 0.5
            })
            .collect();
        assert!(turned.iter().all(|row| *row >= TRAIN));
        assert!((150..250).contains(&turned.len()), "{}", turned.len());
        assert_eq!(values(before, "age"), values(&other, "age"));
    }

    /// Others that no ward has ever seen could be told from those that are looked at.
    #[test]
    fn others_are_somebody_else_and_nobody_strange() {
        let whole = whole();
        let looked_at = [TRAIN, ALL - 1];
        let others = whole.with_others(&looked_at);
        let range = |values: &[f64]| {
            let recorded = values.iter().filter(|value| !value.is_nan());
            recorded
                .fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(*x), high.max(*x)))
        };
        for name in ["age", "temperature"] {
            let (before, after) = (values(&whole.table, name), values(&others, name));
            assert_eq!(range(before), range(after), "{name}");
            let same = |row: usize| before[row].to_bits() == after[row].to_bits();
            assert!((0..TRAIN).chain(looked_at).all(same), "{name}");
            let changed = (TRAIN..ALL).filter(|row| !same(*row)).count();
            assert!(changed > (ALL - TRAIN) * 9 / 10, "{name}: {changed}");
            let mean = |values: &[f64]| {
                values[TRAIN..].iter().sum::<f64>() / (ALL - TRAIN) as f64
            };
            assert!(mean(after) > mean(before), "{name}");
        }
        assert!(values(&others, "temperature")[3].is_nan());
    }
}
