//! Points in time: hours since an origin, written as `2025-01-06T08:30`.
//!
//! A cohort has no clock and no time zone: its calendar is part of the dataset. Times are
//! kept to the minute.

/// Minutes from 1970-01-01T00:00 to a text such as `2025-01-06T08:30` or `2025-01-06`.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (date, clock) = text.split_once('T').unwrap_or((text, "00:00"));
    let [year, month, day] = fields::<3>(date, '-', &[4, 2, 2])?;
    let [hour, minute] = match fields::<2>(clock, ':', &[2, 2]) {
        Some(clock) => clock,
        // Seconds are read only where they say nothing.
        None => fields::<2>(clock.strip_suffix(":00")?, ':', &[2, 2])?,
    };
    if !(1..=12).contains(&month)
        || !(1..=days_in(year, month)).contains(&day)
        || hour > 23
        || minute > 59
    {
        return None;
    }
    Some(days(year, month, day) * 1440 + hour * 60 + minute)
}

/// Appends the point in time so many hours after the origin.
pub(crate) fn write(origin: i64, hours: f64, out: &mut Vec<u8>) {
    let minutes = origin.saturating_add((hours * 60.0).round() as i64);
    let (year, month, day) = date(minutes.div_euclid(1440));
    let minute = minutes.rem_euclid(1440);
    let text =
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60);
    out.extend_from_slice(text.as_bytes());
}

/// Hours from an origin, rounded to the minute.
pub(crate) fn to_minute(hours: f64) -> f64 {
    (hours * 60.0).round() / 60.0 + 0.0
}

fn fields<const N: usize>(
    text: &str,
    by: char,
    lengths: &[usize; N],
) -> Option<[i64; N]> {
    let mut found = [0; N];
    let mut parts = text.split(by);
    for (value, length) in found.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != *length || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *value = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, Gregorian. The year begins in March, so that a leap day ends it.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = era * 400 + of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // From Python: (date(y, m, d) - date(1970, 1, 1)).days
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2025-01-06", 20_094),
            ("1969-12-31", -1),
            ("2100-03-01", 47_541),
        ] {
            assert_eq!(parse(text), Some(days * 1440), "{text}");
        }
        for text in ["2025-02-29", "2025-13-01", "2025-1-6", "2025-01-06T24:00", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_is_written_as_it_is_read() {
        for day in (-200_000..400_000).step_by(7) {
            let mut text = Vec::new();
            write(day * 1440, 0.5, &mut text);
            let text = String::from_utf8(text).unwrap();
            if text.len() == 16 && !text.starts_with('-') {
                assert_eq!(parse(&text), Some(day * 1440 + 30), "{text}");
            }
        }
    }
}
