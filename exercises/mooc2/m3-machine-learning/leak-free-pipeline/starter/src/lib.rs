//! A pipeline from the ward's table to risks of sepsis. You write what is in `Pipeline`, `fit` and
//! `predict`.

use medlab::prelude::*;

/// All that a fit has learned: what fills the gaps, what brings numbers to one scale, what stands
/// for each code of `chance` (if you use it), and the model.
pub struct Pipeline {}

/// Learns from the rows `train_rows` of `table`, and from no other row.
///
/// The table has everybody in it, also those who are to be predicted, with their outcomes in
/// `sepsis`. What is known only later than one hour after arrival is empty. Row 0 is the first.
pub fn fit(table: &Table, train_rows: &[usize]) -> Pipeline {
    let _ = (table, train_rows);
    todo!("learn what the pipeline needs")
}

/// Gives each of `rows` its risk of sepsis, from 0 to 1, in the order of `rows`.
pub fn predict(pipeline: &Pipeline, table: &Table, rows: &[usize]) -> Vec<f64> {
    let _ = (pipeline, table, rows);
    todo!("apply what was learned")
}

/// `cargo test` tries two of the things that must not matter.
#[cfg(test)]
mod tests {
    use super::*;
    use medlab::practice::table;

    /// Your training.csv as the judge hands over its table: without the patients' ids, what is
    /// known only later is empty but for the outcome, and the column `chance` is drawn by lot.
    fn training() -> Table {
        let (given, dictionary) = (table("training.csv"), table("dictionary.csv"));
        let names = dictionary.column("column").expect("the columns' names");
        let hours =
            dictionary.column("available_at").and_then(Column::values).expect("hours");
        let later = |name: &str| {
            (0..dictionary.rows()).any(|row| names.text(row) == name && hours[row] > 0.0)
        };
        let mut columns = Vec::new();
        for column in given.columns().iter().filter(|column| column.name != "patient") {
            if later(&column.name) && column.name != "sepsis" {
                let empty = vec![f64::NAN; given.rows()];
                columns.push(Column::values_of(&column.name, column.kind.clone(), empty));
            } else {
                columns.push(column.clone());
            }
        }
        // The same lot in every run.
        let mut lot = 20_260_u64;
        let drawn = (0..given.rows()).map(|_| {
            lot = lot
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((lot >> 33) % 400) as f64
        });
        let levels = (1..=400).map(|code| format!("c{code:03}")).collect();
        columns.push(Column::values_of(
            "chance",
            Kind::Category { levels },
            drawn.collect(),
        ));
        Table::new(columns).expect("the columns have one length")
    }

    /// The rows to learn from, and those to be predicted.
    fn parts(table: &Table) -> (Vec<usize>, Vec<usize>) {
        ((0..1500).collect(), (1500..table.rows()).collect())
    }

    fn assert_same(row: usize, risk: f64, other: f64) {
        assert!(
            (risk - other).abs() <= 1e-9,
            "row {row}: the risk was {risk}, and is {other}"
        );
    }

    #[test]
    fn alone_as_together() {
        let table = training();
        let (train_rows, rows) = parts(&table);
        let pipeline = fit(&table, &train_rows);
        let together = predict(&pipeline, &table, &rows);
        assert_eq!(together.len(), rows.len(), "one risk for each row");
        for (row, risk) in rows.iter().zip(together).step_by(25) {
            assert_same(*row, risk, predict(&pipeline, &table, &[*row])[0]);
        }
    }

    #[test]
    fn outcomes_of_those_to_be_predicted_do_not_matter() {
        let table = training();
        let (train_rows, rows) = parts(&table);
        let sepsis = table.column("sepsis").expect("the outcome");
        let mut turned = sepsis.values().expect("1 and 0").to_vec();
        rows.iter().for_each(|row| turned[*row] = 1.0 - turned[*row]);
        let turned = Column::values_of("sepsis", sepsis.kind.clone(), turned);
        let other = table.clone().with_column(turned).expect("as long as the others");

        let risks = predict(&fit(&table, &train_rows), &table, &rows);
        let others = predict(&fit(&other, &train_rows), &other, &rows);
        for ((row, risk), other) in rows.iter().zip(risks).zip(others) {
            assert_same(*row, risk, other);
        }
    }
}
