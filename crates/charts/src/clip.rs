//! Lines cut to a rectangle, and thinned to what can be seen.
//!
//! plotters draws whatever it is given, beyond the axes too.

use crate::panel::Panel;

/// The parts of a line that lie inside, in order (Liang and Barsky 1984, per segment).
pub(crate) fn clipped_lines(
    points: &[(f64, f64)],
    x: (f64, f64),
    y: (f64, f64),
) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = clipped_segment(pair[0], pair[1], x, y) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = same(to, pair[1]);
    }
    parts
}

/// The points in tenths of a pixel, without those that hardly move.
pub(crate) fn thinned(
    points: impl Iterator<Item = (f64, f64)>,
    panel: &Panel<'_, '_>,
) -> Vec<(f64, f64)> {
    const LEAST_MOVE: i32 = 4;
    let mut kept: Vec<((f64, f64), (i32, i32))> = Vec::new();
    let mut last = None;
    for point in points {
        let place = panel.place(point);
        last = Some((point, place));
        let moved = kept.last().is_none_or(|(_, before)| {
            (place.0 - before.0).abs() >= LEAST_MOVE
                || (place.1 - before.1).abs() >= LEAST_MOVE
        });
        if moved {
            kept.push((point, place));
        }
    }
    if let Some(end) = last
        && kept.last().is_some_and(|(_, place)| *place != end.1)
    {
        kept.push(end);
    }
    kept.into_iter().map(|(point, _)| point).collect()
}

fn clipped_segment(
    (x0, y0): (f64, f64),
    (x1, y1): (f64, f64),
    x: (f64, f64),
    y: (f64, f64),
) -> Option<((f64, f64), (f64, f64))> {
    if ![x0, y0, x1, y1].into_iter().all(f64::is_finite) {
        return None;
    }
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (step, room) in [(-dx, x0 - x.0), (dx, x.1 - x0), (-dy, y0 - y.0), (dy, y.1 - y0)]
    {
        if step > 0.0 {
            leave = leave.min(room / step);
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |t: f64| (x0 + t * dx, y0 + t * dy);
    (enter <= leave).then(|| (at(enter), at(leave)))
}

fn same(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(points: &[(f64, f64)], expected: &[&[(f64, f64)]]) {
        let found = clipped_lines(points, (0.0, 1.0), (0.0, 1.0));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (part, expected) in found.iter().zip(expected) {
            assert_eq!(part.len(), expected.len(), "{found:?}");
            assert!(part.iter().zip(*expected).all(|(a, b)| same(*a, *b)), "{found:?}");
        }
    }

    #[test]
    fn lines_end_at_the_edge() {
        check(&[(0.0, 0.0), (1.0, 1.0)], &[&[(0.0, 0.0), (1.0, 1.0)]]);
        check(&[(0.5, 0.5), (0.5, 2.0)], &[&[(0.5, 0.5), (0.5, 1.0)]]);
        check(&[(2.0, 2.0), (3.0, 3.0)], &[]);
        check(&[(0.5, f64::NAN), (0.5, 0.5)], &[]);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two() {
        check(
            &[(0.0, 0.5), (0.25, 1.5), (0.5, 1.5), (0.75, 0.5)],
            &[&[(0.0, 0.5), (0.125, 1.0)], &[(0.625, 1.0), (0.75, 0.5)]],
        );
    }
}
