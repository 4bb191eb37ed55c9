//! Nearest neighbours: the share of events among the patients most alike.
//!
//! E. Fix, J. L. Hodges, International Statistical Review 57 (1989) 238-247 (written 1951).

use medlab_metrics::Undefined;

use crate::standard::{self, Standard};
use crate::{Bound, FitError, Matrix, outcomes};

/// The mean outcome of so many nearest patients, by Euclidean distance over columns in
/// standard deviations (over `n`, as behind scikit-learn's `StandardScaler`).
///
/// Patients as far away as the last of them, up to rounding, share its place and those left
/// before it: with two places for three patients each counts two thirds. So the order of rows
/// decides nothing, where scikit-learn takes whoever it finds first.
///
/// ```
/// use medlab_models::{Matrix, Neighbours};
/// let matrix = Matrix::new(vec!["age".into()], vec![vec![60., 70., 80., 90.]])?;
/// let model = Neighbours { neighbours: 2 }.fit(&matrix, &[0., 0., 1., 1.])?;
/// // Of the patients of 70 those of 60 and 80 share the second place.
/// assert_eq!(model.predict(&matrix), [0.0, 0.25, 0.75, 1.0]);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbours {
    /// How many patients are asked.
    pub neighbours: u32,
}

/// The patients who are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedNeighbours {
    neighbours: usize,
    matrix: Matrix,
    outcomes: Vec<f64>,
    /// By what each column is multiplied.
    scales: Vec<f64>,
}

/// Squared distances that differ by a smaller share are equal but for rounding.
const ROUNDING: f64 = 1e-12;

/// Patients whose distances stay in the nearest cache.
const BLOCK: usize = 1024;

impl Neighbours {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 1] = [Bound::whole("neighbours", 1, 1000, 25)];

    /// Remembers patients and their outcomes, between 0 and 1.
    ///
    /// Refused where a setting is out of its bound, there are fewer rows than neighbours
    /// (`too_few`), no rows (`empty`), where rows and outcomes differ in number (`lengths`),
    /// outcomes are not in the range 0..=1 (`out_of_range`) or are all the same (`one_class`).
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
    ) -> Result<FittedNeighbours, FitError> {
        Self::BOUNDS[0].check(f64::from(self.neighbours))?;
        outcomes::check(matrix, outcomes)?;
        let neighbours = self.neighbours as usize;
        if neighbours > matrix.rows() {
            return Err(Undefined::TooFew.into());
        }
        let (standards, _) = standard::columns(matrix);
        let scale = |standard: &Standard| 1.0 / standard.deviation;
        Ok(FittedNeighbours {
            neighbours,
            matrix: matrix.clone(),
            outcomes: outcomes.to_vec(),
            scales: standards.iter().map(scale).collect(),
        })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine; the
    /// prediction of one row takes [`per_row`](Self::per_row).
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        10.0 * rows as f64 * columns as f64
    }

    /// About how many nanoseconds the prediction of one row takes, with so many rows to
    /// search.
    pub fn per_row(&self, rows: usize, columns: usize) -> f64 {
        0.5 * rows as f64 * (columns as f64 + 10.0)
    }
}

impl FittedNeighbours {
    /// The risk of each row, in the range 0..=1; the time is [`Neighbours::per_row`].
    ///
    /// Every patient is compared: with tens of columns no index would spare many.
    ///
    /// # Panics
    /// Where the matrix has other columns than the model.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        assert_eq!(matrix.names(), self.matrix.names(), "columns of another model");
        let mut squares = vec![0.0; self.matrix.rows()];
        let mut sorted = squares.clone();
        let risk = |row| {
            self.measure(matrix, row, &mut squares);
            sorted.copy_from_slice(&squares);
            let place = self.neighbours - 1;
            let (_, last, _) = sorted.select_nth_unstable_by(place, f64::total_cmp);
            self.share(&squares, *last)
        };
        (0..matrix.rows()).map(risk).collect()
    }

    /// Squared distances of one row from all patients.
    fn measure(&self, matrix: &Matrix, row: usize, squares: &mut [f64]) {
        for (block, squares) in squares.chunks_mut(BLOCK).enumerate() {
            squares.fill(0.0);
            let columns = self.matrix.columns().iter().zip(matrix.columns());
            for ((patients, asking), scale) in columns.zip(&self.scales) {
                let asking = asking[row];
                let patients = &patients[block * BLOCK..][..squares.len()];
                for (square, patient) in squares.iter_mut().zip(patients) {
                    // Scaled after subtracting: equal steps up and down stay equal.
                    let away = (patient - asking) * scale;
                    *square += away * away;
                }
            }
        }
    }

    /// The mean outcome of the nearest, `last` being how far the last of them is.
    fn share(&self, squares: &[f64], last: f64) -> f64 {
        let (near, far) = (last * (1.0 - ROUNDING), last * (1.0 + ROUNDING));
        let (mut nearer, mut events) = (0, 0.0);
        let (mut tied, mut events_tied) = (0, 0.0);
        for (square, outcome) in squares.iter().zip(&self.outcomes) {
            if *square < near {
                nearer += 1;
                events += outcome;
            } else if *square <= far {
                tied += 1;
                events_tied += outcome;
            }
        }
        let places = (self.neighbours - nearer) as f64;
        let events = events + events_tied * (places / f64::from(tied));
        // Outcomes in between, or thirds, may round to a hair above 1.
        (events / self.neighbours as f64).min(1.0)
    }
}
