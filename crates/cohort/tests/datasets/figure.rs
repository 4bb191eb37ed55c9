//! A figure that a study printed, and the same of a cohort.

use crate::statistics::{mean, sd, standard_error_of_sd};

/// Standard errors that a cohort may be off by.
const ERRORS: f64 = 4.0;

/// A number as printed, and its decimals.
pub(crate) type Printed = (f64, i32);

/// What was printed and what was found.
pub(crate) struct Figure {
    what: String,
    printed: f64,
    found: f64,
    tolerance: f64,
}

impl Figure {
    /// A figure printed to so many decimals, found with a standard error.
    pub(crate) fn new(what: &str, printed: Printed, found: f64, error: f64) -> Self {
        let digit = (0..printed.1).fold(1.0, |digit, _| digit / 10.0);
        let tolerance = digit / 2.0 + ERRORS * error;
        Self { what: what.to_owned(), printed: printed.0, found, tolerance }
    }

    /// A mean and a standard deviation.
    pub(crate) fn moments(
        what: &str,
        printed_mean: Printed,
        printed_sd: Printed,
        values: &[f64],
    ) -> [Self; 2] {
        let (center, spread) = (mean(values), sd(values));
        let error = spread / (values.len() as f64).sqrt();
        let error_of_sd = standard_error_of_sd(values);
        [
            Self::new(&format!("mean of {what}"), printed_mean, center, error),
            Self::new(&format!("SD of {what}"), printed_sd, spread, error_of_sd),
        ]
    }

    /// A share of a whole, in the unit printed (1, 100 or 1,000).
    pub(crate) fn share(
        what: &str,
        printed: Printed,
        unit: f64,
        count: f64,
        whole: f64,
    ) -> Self {
        let share = count / whole;
        let error = (share * (1.0 - share) / whole).sqrt();
        Self::new(what, printed, unit * share, unit * error)
    }
}

/// Fails with every figure that is off, not with the first.
pub(crate) fn hold(figures: &[Figure]) {
    let off: Vec<String> = figures
        .iter()
        .filter(|f| {
            let distance = (f.found - f.printed).abs();
            distance.is_nan() || distance > f.tolerance
        })
        .map(|f| {
            format!(
                "{}: printed {}, found {:.5}, tolerance {:.5}",
                f.what, f.printed, f.found, f.tolerance
            )
        })
        .collect();
    assert!(
        off.is_empty(),
        "{} of {} figures are off:\n{}",
        off.len(),
        figures.len(),
        off.join("\n")
    );
}
