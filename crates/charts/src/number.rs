//! Numbers as people read them: fixed decimals, the same in every locale.
//!
//! Nothing here decides how many decimals a measure deserves; the caller does.

/// `value` with exactly `places` decimals, without a negative zero.
///
/// ```
/// use medlab_charts::number::decimal;
/// assert_eq!(decimal(0.8149, 2), "0.81");
/// assert_eq!(decimal(-0.0001, 2), "0.00");
/// assert_eq!(decimal(f64::NAN, 2), "n/a");
/// ```
pub fn decimal(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return match value {
            v if v.is_nan() => "n/a".into(),
            v if v > 0.0 => "infinity".into(),
            _ => "-infinity".into(),
        };
    }
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.chars().all(|c| c == '0' || c == '.') => digits.to_owned(),
        _ => text,
    }
}

/// A proportion as a percentage with a thin space before the sign.
///
/// ```
/// assert_eq!(medlab_charts::number::percent(0.0846, 1), "8.5\u{202f}%");
/// ```
pub fn percent(proportion: f64, places: usize) -> String {
    format!("{}\u{202f}%", decimal(proportion * 100.0, places))
}

/// A whole number in groups of three, so that 100,000 is not taken for 10,000.
///
/// ```
/// assert_eq!(medlab_charts::number::count(1234567), "1,234,567");
/// ```
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
