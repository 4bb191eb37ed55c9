//! Optimism of a logistic regression against rms::validate, .632+ against a loop in Python.
//!
//! All sides draw at random; tolerances are about four standard errors of the repetitions.

use medlab_metrics::bootstrap::Bootstrap;
use medlab_metrics::optimism::{harrell, no_information_brier, out_of_bag};
use medlab_metrics::{
    Logistic, LogisticFit, Predictions, Undefined, calibration, overall,
};

use crate::{close, column, number, numbers, outcomes, python, r};

const BOOTSTRAP: Bootstrap = Bootstrap { resamples: 4000, seed: 3 };

/// The patients, and the regression of their outcome on all six numbers.
struct Development {
    outcomes: Vec<bool>,
    columns: Vec<Vec<f64>>,
}

impl Development {
    fn read() -> Self {
        let columns = (1..=6).map(|i| column("development", &format!("x{i}"))).collect();
        Self { outcomes: outcomes("development"), columns }
    }

    fn fit(&self, rows: &[usize]) -> Result<LogisticFit, Undefined> {
        let columns = self.of(rows);
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let outcomes: Vec<f64> =
            rows.iter().map(|&row| f64::from(self.outcomes[row])).collect();
        Logistic::new(&columns).fit(&outcomes)
    }

    /// AUROC, calibration slope, Brier score.
    fn score(&self, fit: &LogisticFit, rows: &[usize]) -> Result<[f64; 3], Undefined> {
        let outcomes: Vec<bool> = rows.iter().map(|&row| self.outcomes[row]).collect();
        let risks = self.risks(fit, rows);
        let predictions = Predictions::new(&outcomes, &risks).unwrap();
        Ok([
            medlab_metrics::auroc(&predictions)?.value,
            calibration::slope(&predictions)?.value,
            overall::brier(&predictions),
        ])
    }

    fn risks(&self, fit: &LogisticFit, rows: &[usize]) -> Vec<f64> {
        let columns = self.of(rows);
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        fit.predict(&columns)
    }

    fn of(&self, rows: &[usize]) -> Vec<Vec<f64>> {
        let pick = |column: &Vec<f64>| rows.iter().map(|&row| column[row]).collect();
        self.columns.iter().map(pick).collect()
    }

    fn patients(&self) -> usize {
        self.outcomes.len()
    }
}

#[test]
fn harrell_as_rms() {
    let (data, oracle) = (Development::read(), &r()["harrell"]);
    let fit = |rows: &[usize]| data.fit(rows);
    let score = |fit: &LogisticFit, rows: &[usize]| data.score(fit, rows);
    let found = harrell(data.patients(), &BOOTSTRAP, fit, score).unwrap();
    assert_eq!(found.resamples.failed, 0);
    // rms tells Dxy, which is 2 AUROC - 1.
    let dxy = &oracle["Dxy"];
    close(2.0 * found.apparent[0] - 1.0, number(&dxy["index.orig"]), 1e-9, "Dxy");
    close(2.0 * found.optimism[0], number(&dxy["optimism"]), 5e-3, "optimism of Dxy");
    let slope = &oracle["Slope"];
    close(found.apparent[1], number(&slope["index.orig"]), 1e-6, "slope");
    close(found.optimism[1], number(&slope["optimism"]), 1.5e-2, "optimism of the slope");
    let brier = &oracle["B"];
    close(found.apparent[2], number(&brier["index.orig"]), 1e-9, "Brier");
    close(found.optimism[2], number(&brier["optimism"]), 1.2e-3, "optimism of Brier");
    let corrected = found.corrected()[2].corrected;
    close(corrected, number(&brier["index.corrected"]), 1.2e-3, "corrected Brier");
}

#[test]
fn left_out_patients_as_a_loop_in_python() {
    let (data, oracle) = (Development::read(), &python()["optimism"]);
    let fit = |rows: &[usize]| data.fit(rows);
    let score = |fit: &LogisticFit, rows: &[usize]| {
        data.score(fit, rows).map(|[auroc, _, brier]| [auroc, brier])
    };
    let found = out_of_bag(data.patients(), &BOOTSTRAP, fit, score).unwrap();
    let all: Vec<usize> = (0..data.patients()).collect();
    let seen = data.risks(&data.fit(&all).unwrap(), &all);
    let nothing = no_information_brier(&data.outcomes, &seen).unwrap();
    close(nothing, numbers(&oracle["no_information"])[1], 1e-7, "no information");
    let (plain, plus) = (found.point_632(), found.point_632_plus([0.5, nothing]));
    let lists = ["apparent", "out_of_bag", "point_632", "point_632_plus"];
    let [apparent, out, of_632, of_632_plus] = lists.map(|name| numbers(&oracle[name]));
    for (k, tolerance) in [(0, 4e-3), (1, 2e-3)] {
        close(found.apparent[k], apparent[k], 1e-6, "apparent");
        close(found.out_of_bag[k], out[k], tolerance, "out of bag");
        close(plain[k].corrected, of_632[k], tolerance, ".632");
        close(plus[k].corrected, of_632_plus[k], tolerance, ".632+");
        // The rule itself, on the same numbers.
        let relative = (found.out_of_bag[k] - found.apparent[k])
            / ([0.5, nothing][k] - found.apparent[k]);
        let weight = 0.632 / (1.0 - 0.368 * relative);
        let by_rule = (1.0 - weight) * found.apparent[k] + weight * found.out_of_bag[k];
        close(plus[k].corrected, by_rule, 1e-12, ".632+ by its rule");
    }
    // rms weighs resamples so that each patient counts the same: near, and not the same.
    let rms = &r()["point_632"];
    close(
        2.0 * plain[0].corrected - 1.0,
        number(&rms["Dxy"]["index.corrected"]),
        8e-3,
        "Dxy",
    );
    close(plain[1].corrected, number(&rms["B"]["index.corrected"]), 2e-3, "Brier");
}
