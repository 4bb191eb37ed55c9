//! Two neighbouring digits that change places, the commonest slip of a hand that copies.

use crate::round;

/// Every other value that a swap of two neighbouring digits of the written value gives,
/// with as many digits before the point as before. Swapping again gives the value back.
pub(crate) fn swaps(value: f64, decimals: u32) -> Vec<f64> {
    let mut text = Vec::new();
    round::write(value, decimals, &mut text);
    let mut found = Vec::new();
    let places: Vec<usize> =
        (0..text.len()).filter(|place| text[*place].is_ascii_digit()).collect();
    for pair in places.windows(2) {
        let &[a, b] = pair else { continue };
        text.swap(a, b);
        // A leading zero would be lost, and the slip with it.
        let whole = text.iter().position(|c| *c == b'.').unwrap_or(text.len());
        let leads = text[places[0]] == b'0' && whole - places[0] > 1;
        if text[a] != text[b] && !leads {
            let swapped = std::str::from_utf8(&text).ok();
            found.extend(swapped.and_then(|text| text.parse::<f64>().ok()));
        }
        text.swap(a, b);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::swaps;

    #[test]
    fn neighbours_change_places() {
        assert_eq!(swaps(137.0, 0), [317.0, 173.0]);
        assert_eq!(swaps(36.7, 1), [63.7, 37.6]);
        assert_eq!(swaps(-12.0, 0), [-21.0]);
        assert_eq!(swaps(100.0, 0), [] as [f64; 0]);
        assert_eq!(swaps(0.5, 1), [5.0]);
        assert_eq!(swaps(7.0, 0), [] as [f64; 0]);
        assert_eq!(swaps(44.0, 0), [] as [f64; 0]);
    }
}
