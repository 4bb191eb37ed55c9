//! A finite decimal number in a text, and nothing that merely looks like one.

/// The mark between whole and fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `0.5`
    #[default]
    Point,
    /// `0,5`
    Comma,
}

/// Why a text is not a finite decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing there.
    Empty,
    /// A word for what is not a number, or not finite.
    NotFinite,
    /// A number beyond the largest that a computer holds.
    TooLarge,
    /// A decimal comma where points are expected.
    DecimalComma,
    /// A decimal point where commas are expected.
    DecimalPoint,
    /// Something between digits to group them.
    Grouped,
    /// Digits of another script.
    OtherDigits,
    /// Hexadecimal and the like.
    NotDecimal,
    /// A number and a percent sign.
    Percent,
    /// Anything else.
    Text,
}

/// A number longer than this is refused; no honest one comes near.
const LONGEST: usize = 1_000;

/// Reads a finite decimal number: digits with an optional sign, decimal mark and power of
/// ten, with spaces around it or not.
///
/// ```
/// use medlab_cohort::csv::{Decimal, NumberError, number};
/// assert_eq!(number("0.25", Decimal::Point), Ok(0.25));
/// assert_eq!(number("2.5e-1", Decimal::Point), Ok(0.25));
/// assert_eq!(number("0,25", Decimal::Comma), Ok(0.25));
/// assert_eq!(number("0,25", Decimal::Point), Err(NumberError::DecimalComma));
/// assert_eq!(number("1e400", Decimal::Point), Err(NumberError::TooLarge));
/// assert_eq!(number("NaN", Decimal::Point), Err(NumberError::NotFinite));
/// ```
pub fn number(text: &str, decimal: Decimal) -> Result<f64, NumberError> {
    let text = text.trim_matches([' ', '\t']);
    let mark = match decimal {
        Decimal::Point => b'.',
        Decimal::Comma => b',',
    };
    if text.len() > LONGEST || !is_decimal(text.as_bytes(), mark) {
        return Err(reason(text, decimal));
    }
    let value = match decimal {
        Decimal::Point => text.parse::<f64>(),
        Decimal::Comma => text.replacen(',', ".", 1).parse(),
    };
    match value {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(NumberError::TooLarge),
        Err(_) => Err(NumberError::Text),
    }
}

/// Whether a text is sign, digits with one mark at most, and a power of ten.
fn is_decimal(text: &[u8], mark: u8) -> bool {
    let unsigned =
        |text: &'_ [u8]| usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let count = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let text = &text[unsigned(text)..];
    let whole = count(text);
    let mut rest = &text[whole..];
    let mut digits = whole;
    if rest.first() == Some(&mark) {
        let fraction = count(&rest[1..]);
        digits += fraction;
        rest = &rest[1 + fraction..];
    }
    if digits == 0 {
        return false;
    }
    match rest {
        [] => true,
        [b'e' | b'E', power @ ..] => {
            let power = &power[unsigned(power)..];
            !power.is_empty() && count(power) == power.len()
        }
        _ => false,
    }
}

/// Why a text is no decimal number, as a person would put it.
fn reason(text: &str, decimal: Decimal) -> NumberError {
    if text.is_empty() {
        return NumberError::Empty;
    }
    if text.len() > LONGEST {
        return NumberError::Text;
    }
    let plain = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
    let words = [
        "nan", "inf", "infinity", "na", "n/a", "null", "none", "#n/a", "#num!",
        "#div/0!", "∞", "1.#qnan", "1.#inf",
    ];
    if words.contains(&plain.as_str()) {
        return NumberError::NotFinite;
    }
    if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        return NumberError::OtherDigits;
    }
    if plain
        .strip_suffix('%')
        .is_some_and(|rest| is_decimal(rest.trim().as_bytes(), b'.'))
    {
        return NumberError::Percent;
    }
    let based = ["0x", "0b", "0o"].iter().any(|base| plain.starts_with(base));
    if based && plain.len() > 2 && plain[2..].chars().all(|c| c.is_ascii_hexdigit()) {
        return NumberError::NotDecimal;
    }
    let (other, wrong_mark) = match decimal {
        Decimal::Point => (b',', NumberError::DecimalComma),
        Decimal::Comma => (b'.', NumberError::DecimalPoint),
    };
    if is_decimal(text.as_bytes(), other) {
        return wrong_mark;
    }
    let groups = ['_', '\'', ' ', '\u{a0}', '\u{202f}', ',', '.', '’'];
    let ungrouped: String = text.chars().filter(|c| !groups.contains(c)).collect();
    if is_decimal(ungrouped.as_bytes(), b'.') {
        return NumberError::Grouped;
    }
    NumberError::Text
}
