//! Rounding to recorded decimals: the nearest number that so many decimals can write.
//!
//! The result is the `f64` nearest to the decimal, so writing it with that many decimals
//! and reading it back gives the same bits.

/// The most decimals that a record keeps.
pub const MOST_DECIMALS: u32 = 12;

const SCALES: [f64; 13] =
    [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/// Ten to the power of so many decimals, at most [`MOST_DECIMALS`].
pub fn scale(decimals: u32) -> f64 {
    SCALES[decimals.min(MOST_DECIMALS) as usize]
}

/// The nearest number with so many decimals; halves go away from zero.
///
/// ```
/// assert_eq!(medlab_cohort::round::to(36.66, 1), 36.7);
/// assert_eq!(medlab_cohort::round::to(-2.5, 0), -3.0);
/// ```
pub fn to(value: f64, decimals: u32) -> f64 {
    let scale = scale(decimals);
    // The sum with zero turns a negative zero, which would be written "-0", into zero.
    (value * scale).round() / scale + 0.0
}

/// Rounds every value.
pub(crate) fn all(values: &mut [f64], decimals: u32) {
    let scale = scale(decimals);
    if decimals == 0 {
        for value in values {
            *value = value.round() + 0.0;
        }
    } else {
        for value in values {
            *value = (*value * scale).round() / scale + 0.0;
        }
    }
}

/// Appends a number with exactly so many decimals.
pub(crate) fn write(value: f64, decimals: u32, out: &mut Vec<u8>) {
    let whole = (value * scale(decimals)).round();
    // Whole numbers below 2^53 are exact, so the digits are those of the decimal itself.
    if whole.abs() < 9_007_199_254_740_992.0 {
        integer(whole as i64, decimals, out);
    } else {
        out.extend_from_slice(format!("{value:.*}", decimals as usize).as_bytes());
    }
}

/// Appends the shortest text that reads back as the same number.
pub(crate) fn write_exactly(value: f64, out: &mut Vec<u8>) {
    let plain = value.abs() < 1e16 && (value.abs() >= 1e-4 || value.abs() <= 0.0);
    let text = if plain { format!("{value}") } else { format!("{value:e}") };
    out.extend_from_slice(text.as_bytes());
}

fn integer(whole: i64, decimals: u32, out: &mut Vec<u8>) {
    if whole < 0 {
        out.push(b'-');
    }
    let mut digits = [b'0'; 40];
    let mut rest = whole.unsigned_abs();
    let mut first = digits.len();
    let least = digits.len() - 1 - decimals as usize;
    while rest > 0 || first > least {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let (whole, fraction) = digits[first..].split_at(least + 1 - first);
    out.extend_from_slice(whole);
    if decimals > 0 {
        out.push(b'.');
        out.extend_from_slice(fraction);
    }
}
