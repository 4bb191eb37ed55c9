//! A model of readmission, and what it will do next year. The model is written; you write
//! `estimate`.

use medlab::prelude::*;

/// What the model looks at: all of it known at discharge, and never missing.
const PREDICTORS: [&str; 5] =
    ["lace", "charlson", "emergency_visits", "early_visit_booked", "birth_year"];

/// A fitted model.
pub struct Model {
    fit: LogisticFit,
}

/// What will be found, and between which limits in 95 of 100 hospitals.
pub struct Interval {
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

/// How the model will do next year.
pub struct Estimate {
    pub auroc: Interval,
    pub observed_expected: Interval,
}

/// Fits the model on all rows of a table.
pub fn fit(past: &Table) -> Model {
    let columns = PREDICTORS.map(|name| numbers(past, name));
    let fit = Logistic::new(&columns).fit(numbers(past, "readmitted"));
    Model { fit: fit.expect("some came back and some did not") }
}

/// Gives each patient the risk of death or readmission, in their order.
pub fn predict(model: &Model, patients: &Table) -> Vec<f64> {
    model.fit.predict(&PREDICTORS.map(|name| numbers(patients, name)))
}

/// Says how the model that `fit` gives for `past` will do on the patients of the year after.
///
/// `past` has all past years and no patient of the next one.
pub fn estimate(past: &Table) -> Estimate {
    let _ = past;
    todo!("say what next year will show, and how sure you are")
}

/// A column's numbers, NaN where one is missing.
fn numbers<'a>(table: &'a Table, name: &str) -> &'a [f64] {
    table.column(name).and_then(Column::values).expect("a column of numbers of this name")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The past years of your hospital.
    fn past() -> Table {
        medlab::practice::table("past_years.csv")
    }

    /// Of those years of which something holds.
    fn of(table: &Table, keep: impl Fn(f64) -> bool) -> Table {
        let years = numbers(table, "year");
        table.take(&(0..years.len()).filter(|row| keep(years[*row])).collect::<Vec<_>>())
    }

    /// Pretend that 2023 is the next year: cargo test pretend -- --nocapture
    #[test]
    fn pretend_that_2023_is_the_next_year() {
        let past = past();
        // Nobody knows 2023 yet: all that is said and fitted comes from the years before.
        let before = of(&past, |year| year < 2023.0);
        let said = estimate(&before);
        let model = fit(&before);
        // Then 2023 comes, and the model gives its patients their risks.
        let then = of(&past, |year| year == 2023.0);
        let risks = predict(&model, &then);
        // What was observed. The judge knows the true risks instead; here chance is in it, too.
        let events: Vec<bool> = numbers(&then, "readmitted").iter().map(|y| *y == 1.0).collect();
        let auroc = auroc_of_scores(&events, &risks).expect("some came back and some did not");
        let came_back = events.iter().filter(|event| **event).count() as f64;
        let ratio = came_back / risks.iter().sum::<f64>();
        let rows = [("AUROC", said.auroc, auroc.value), ("O/E", said.observed_expected, ratio)];
        for (name, said, found) in rows {
            let Interval { low, value, high } = said;
            println!("{name}: said {value:.3}, between {low:.3} and {high:.3}; found {found:.3}");
        }
    }
}
