//! Harrell's correction: how much better models look on their own resample than on all
//! patients.

use super::{Corrected, Means, Resamples, repeated};
use crate::bootstrap::Bootstrap;
use crate::undefined::Undefined;

/// Harrell's correction, measure by measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Harrell<const K: usize> {
    /// On the patients the model was made from.
    pub apparent: [f64; K],
    /// Mean over resamples of the measure on the resample less that on all patients.
    pub optimism: [f64; K],
    /// How many resamples stand behind it, and how many failed.
    pub resamples: Resamples,
}

/// Measures how much better models look on their own resample than on all patients.
///
/// Source: F. Harrell, K. Lee, D. Mark, Statistics in Medicine 15:361 (1996).
///
/// ```
/// use medlab_metrics::Undefined;
/// use medlab_metrics::bootstrap::Bootstrap;
/// use medlab_metrics::optimism::harrell;
///
/// // The "model" is the mean stay in days; it is judged by its mean squared error.
/// let stays = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 4.0, 2.0];
/// let fit = |rows: &[usize]| {
///     Ok(rows.iter().map(|&row| stays[row]).sum::<f64>() / rows.len() as f64)
/// };
/// let score = |mean: &f64, rows: &[usize]| {
///     let squares = rows.iter().map(|&row| (stays[row] - mean) * (stays[row] - mean));
///     Ok([squares.sum::<f64>() / rows.len() as f64])
/// };
/// let validation = harrell::<_, Undefined, 1>(8, &Bootstrap::default(), fit, score)?;
/// let [error] = validation.corrected();
/// assert!(error.corrected > error.apparent);
/// # Ok::<(), Undefined>(())
/// ```
pub fn harrell<Model, Error: From<Undefined>, const K: usize>(
    patients: usize,
    bootstrap: &Bootstrap,
    mut fit: impl FnMut(&[usize]) -> Result<Model, Error>,
    mut score: impl FnMut(&Model, &[usize]) -> Result<[f64; K], Error>,
) -> Result<Harrell<K>, Error> {
    let all: Vec<usize> = (0..patients).collect();
    let apparent = score(&fit(&all)?, &all)?;
    let mut means = Means::new();
    bootstrap.each(patients, |counts| {
        let drawn = repeated(counts);
        means.add(fit(&drawn).and_then(|model| {
            let (inside, outside) = (score(&model, &drawn)?, score(&model, &all)?);
            Ok(std::array::from_fn(|k| inside[k] - outside[k]))
        }));
    });
    let (optimism, resamples) = means.finish()?;
    Ok(Harrell { apparent, optimism, resamples })
}

impl<const K: usize> Harrell<K> {
    /// Apparent less optimism.
    pub fn corrected(&self) -> [Corrected; K] {
        std::array::from_fn(|k| Corrected {
            apparent: self.apparent[k],
            corrected: self.apparent[k] - self.optimism[k],
        })
    }
}
