//! Numbers as people read them: fixed decimals, the same in every locale.
//!
//! How many decimals a measure deserves the caller decides; [`readable`] is for numbers
//! of which nothing is known.

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

/// A number with so many decimals, large whole ones in groups of three.
///
/// ```
/// use medlab_charts::number::rounded;
/// assert_eq!(rounded(0.81496, 3), "0.815");
/// assert_eq!(rounded(12344.6, 0), "12,345");
/// ```
pub fn rounded(value: f64, places: usize) -> String {
    match places {
        0 => readable(value.round()),
        places => decimal(value, places),
    }
}

/// A number for a reader: whole numbers whole, others with about three digits.
///
/// ```
/// use medlab_charts::number::readable;
/// assert_eq!([0.0049, 0.81496, 123.45, 12345.0].map(readable), ["0.005", "0.81", "123", "12,345"]);
/// ```
pub fn readable(value: f64) -> String {
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e15 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", count(size as usize));
    }
    let places = match size {
        s if s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        s if s >= 0.01 => 2,
        s if s >= 0.001 => 3,
        _ => 5,
    };
    decimal(value, places)
}
