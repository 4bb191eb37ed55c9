//! A points score: a logistic regression rounded to whole points that a hand can add.
//!
//! L. M. Sullivan, J. M. Massaro, R. B. D'Agostino, Statistics in Medicine 23 (2004)
//! 1631-1660, the method of the Framingham scores.

use medlab_metrics::quantile::quantile;
use medlab_metrics::{Logistic, Undefined};

use crate::{Bound, FitError, Linear, Matrix, outcomes};

/// A points score, with its settings.
///
/// Columns are cut into bins; in each bin stands its middle patient, and how far that
/// patient's log odds lie above those of the bin of least risk is what the bin's points
/// stand for. The coefficients are those of an unpenalised logistic regression on the columns
/// as they are, so prepare them without standardising: points are read by people.
///
/// ```
/// use medlab_models::{Matrix, Points};
/// let smokes = vec![0., 0., 0., 0., 1., 1., 1., 1.];
/// let matrix = Matrix::new(vec!["smokes".into()], vec![smokes])?;
/// let score = Points { bins: 4, most: 3 }.fit(&matrix, &[0., 0., 0., 1., 1., 0., 1., 1.])?;
/// let lines: Vec<_> = score.table().iter().map(|line| (line.from, line.points)).collect();
/// assert_eq!(lines, [(None, 0), (Some(1.0), 3)]);
/// assert_eq!(score.totals(&matrix), [0, 0, 0, 0, 3, 3, 3, 3]);
/// assert!((score.risk(3) - 0.75).abs() < 1e-9);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// Into how many bins a column is cut; one with fewer values gets one for each.
    pub bins: u32,
    /// The points of the bin that adds most; all others are in proportion.
    pub most: u32,
}

/// A score with its table.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedPoints {
    columns: Vec<String>,
    lines: Vec<Line>,
    /// Log odds for a total: an intercept, and what a point adds.
    calibration: Linear,
}

/// A line of the score's table: who gets how many points for a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The column.
    pub column: String,
    /// The least value of the bin; none where it is open.
    pub from: Option<f64>,
    /// The least value of the next bin; none where it is open.
    pub to: Option<f64>,
    /// The points for it, 0 or more.
    pub points: u32,
}

/// Points that differ by less are equal but for rounding.
const ROUNDING: f64 = 1e-9;

impl Points {
    /// What the settings may be.
    pub const BOUNDS: [Bound; 2] =
        [Bound::whole("bins", 2, 10, 4), Bound::whole("most", 1, 100, 5)];

    /// Learns a score from outcomes between 0 and 1.
    ///
    /// Columns with more values than bins are cut at equal shares of the patients (quantiles
    /// of type 7), the cuts moved to round numbers: whole steps of 1, 2 or 5 tenths,
    /// units, tens ..., at most a tenth of the way from the 10th to the 90th percentile.
    /// Risks of totals come from a logistic regression of the outcome on the total.
    ///
    /// Refused where a setting is out of its bound, without rows (`empty`), where rows and
    /// outcomes differ in number (`lengths`), outcomes are not in the range 0..=1
    /// (`out_of_range`) or all the same (`one_class`), for columns as an unpenalised
    /// regression refuses them (`collinear`, `separated`), and where nobody's points differ
    /// (`constant_risk`).
    pub fn fit(
        &self,
        matrix: &Matrix,
        outcomes: &[f64],
    ) -> Result<FittedPoints, FitError> {
        Self::BOUNDS[0].check(f64::from(self.bins))?;
        Self::BOUNDS[1].check(f64::from(self.most))?;
        outcomes::check(matrix, outcomes)?;
        let fit = Logistic::new(&matrix.slices()).fit(outcomes)?;
        let effects: Vec<Vec<(f64, f64)>> = matrix
            .columns()
            .iter()
            .zip(&fit.coefficients[1..])
            .map(|(column, coefficient)| effects(column, *coefficient, self.bins))
            .collect();
        let largest = effects.iter().flatten().fold(0.0, |a: f64, (_, b)| a.max(*b));
        if largest <= 0.0 {
            return Err(Undefined::ConstantRisk.into());
        }
        let mut lines = Vec::new();
        for (column, effects) in matrix.names().iter().zip(&effects) {
            for (bin, (from, effect)) in effects.iter().enumerate() {
                // Halves go up, those too that rounding has brought just below.
                let points = effect / largest * f64::from(self.most) + 0.5 + ROUNDING;
                lines.push(Line {
                    column: column.clone(),
                    from: (bin > 0).then_some(*from),
                    to: effects.get(bin + 1).map(|(from, _)| *from),
                    points: libm::floor(points) as u32,
                });
            }
        }
        let columns = matrix.names().to_vec();
        let totals: Vec<f64> =
            totals(&columns, &lines, matrix).into_iter().map(f64::from).collect();
        let fit =
            Logistic::new(&[&totals]).fit(outcomes).map_err(
                |undefined| match undefined {
                    Undefined::Collinear => Undefined::ConstantRisk,
                    other => other,
                },
            )?;
        let totals = Matrix::new(vec!["points".to_owned()], vec![totals])?;
        Ok(FittedPoints { columns, lines, calibration: Linear::of(&totals, &fit) })
    }

    /// About how many nanoseconds a fit takes on one core of an ordinary machine.
    pub fn work(&self, rows: usize, columns: usize) -> f64 {
        let (rows, columns) = (rows as f64, columns as f64);
        8.0 * rows * columns * (columns + 10.0) + 300.0 * rows * (columns + 1.0)
    }
}

impl FittedPoints {
    /// Who gets how many points, column after column, bins ascending.
    pub fn table(&self) -> &[Line] {
        &self.lines
    }

    /// The most points there can be.
    pub fn highest(&self) -> u32 {
        let of = |column: &String| {
            let lines = self.lines.iter().filter(|line| line.column == *column);
            lines.map(|line| line.points).max().unwrap_or(0)
        };
        self.columns.iter().map(of).sum()
    }

    /// The points of each row.
    ///
    /// # Panics
    /// Where the matrix has other columns than the score.
    pub fn totals(&self, matrix: &Matrix) -> Vec<u32> {
        assert_eq!(matrix.names(), self.columns, "columns of another score");
        totals(&self.columns, &self.lines, matrix)
    }

    /// The risk of a total.
    pub fn risk(&self, total: u32) -> f64 {
        let Linear { intercept, coefficients, .. } = &self.calibration;
        medlab_metrics::logistic::expit(intercept + coefficients[0] * f64::from(total))
    }

    /// The risk of each row, in the range 0..=1. About 10 ns a row and column, and 50 a row.
    ///
    /// # Panics
    /// Where the matrix has other columns than the score.
    pub fn predict(&self, matrix: &Matrix) -> Vec<f64> {
        self.totals(matrix).into_iter().map(|total| self.risk(total)).collect()
    }
}

fn totals(columns: &[String], lines: &[Line], matrix: &Matrix) -> Vec<u32> {
    let mut totals = vec![0; matrix.rows()];
    for (name, column) in columns.iter().zip(matrix.columns()) {
        let lines: Vec<&Line> = lines.iter().filter(|l| l.column == *name).collect();
        for (total, value) in totals.iter_mut().zip(column) {
            let line = lines.iter().find(|line| line.to.is_none_or(|to| *value < to));
            *total += line.map_or(0, |line| line.points);
        }
    }
    totals
}

/// Where each bin of a column begins, and how much log odds its middle patient has above
/// that of the bin of least risk.
fn effects(column: &[f64], coefficient: f64, bins: u32) -> Vec<(f64, f64)> {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut middles = Vec::new();
    let starts = starts(&sorted, bins);
    for (bin, start) in starts.iter().enumerate() {
        let first = sorted.partition_point(|value| value < start);
        let end = starts.get(bin + 1);
        let last = end.map_or(sorted.len(), |end| sorted.partition_point(|v| v < end));
        middles.push((*start, coefficient * quantile(&sorted[first..last], 0.5)));
    }
    let least =
        middles.iter().fold(f64::INFINITY, |least, (_, middle)| least.min(*middle));
    middles.into_iter().map(|(start, middle)| (start, middle - least)).collect()
}

/// Where bins begin; none is empty.
fn starts(sorted: &[f64], bins: u32) -> Vec<f64> {
    let mut values: Vec<f64> = Vec::new();
    for value in sorted {
        if values.last().is_none_or(|last| last < value) {
            values.push(*value);
        }
        if values.len() > bins as usize {
            break;
        }
    }
    if values.len() <= bins as usize {
        return values;
    }
    let spread = quantile(sorted, 0.9) - quantile(sorted, 0.1);
    let mut starts = vec![sorted[0]];
    for bin in 1..bins {
        let cut = rounded(quantile(sorted, f64::from(bin) / f64::from(bins)), spread);
        let patients = |from: f64, to: f64| sorted.iter().any(|v| from <= *v && *v < to);
        let last = starts[starts.len() - 1];
        if cut > last && patients(last, cut) && patients(cut, f64::INFINITY) {
            starts.push(cut);
        }
    }
    starts
}

/// The nearest whole multiple of the largest round step within a tenth of the spread.
fn rounded(cut: f64, spread: f64) -> f64 {
    // Round numbers from a thousandth to a thousand; what is finer stays as it is.
    let mut best = cut;
    for thousandths in [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6] {
        for step in [thousandths, 2.0 * thousandths, 5.0 * thousandths] {
            if step <= 100.0 * spread {
                // Divided last: the quotient of whole numbers is the decimal that is meant.
                best = libm::round(cut * 1000.0 / step) * step / 1000.0;
            }
        }
    }
    best
}
