//! Fooling the judge: right-looking answers and growth without the work.

use crate::case::{Case, Expected::Points, UNCOMPILED};
use crate::sources::{giving, slowly};

/// What is right everywhere, and no faster than the definition.
const RIGHT_BUT_SLOW: u32 = 11;

pub(super) fn cases() -> Vec<Case> {
    let wrong: [(&str, &'static [u32], &str); 9] = [
        ("hardcoded-truth", &[9, 35, 36], "Some(0.62)"),
        ("nothing", &[57], "None"),
        ("not-a-number", &[57], "Some(f64::NAN)"),
        ("infinite", &[57], "Some(f64::INFINITY)"),
        ("minus-zero", &[57], "Some(-0.0)"),
        ("huge-number", &[57], "Some(1e308)"),
        (
            "redirects-to-the-library",
            &[35],
            "medlab::prelude::auroc_of_scores(outcomes, risks).ok().map(|area| area.value)",
        ),
        (
            "chance",
            &[62],
            "{ use std::hash::{BuildHasher, Hasher}; \
             let bits = std::collections::hash_map::RandomState::new().build_hasher().finish(); \
             Some(bits as f64 / u64::MAX as f64) }",
        ),
        (
            "chance-by-the-clock",
            &[62],
            "Some(f64::from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)\
             .map_or(0, |d| d.subsec_nanos())) / 1e9)",
        ),
    ];
    let mut cases: Vec<Case> = wrong
        .into_iter()
        .map(|(name, classes, value)| {
            Case::code(name, classes, giving("", value), Points(0))
        })
        .collect();
    // Nearly right is wrong.
    let near = "slow(times, outcomes, risks).map(|c| c + 1e-6)";
    // The three degenerate inputs have no C, and no kind of input is right as a whole.
    cases.push(Case::code("nearly-right", &[37], slowly(near), Points(0)));
    // Right on the few calls that are repeated in one process, if there were one.
    let remembered = "{ thread_local!(static LAST: std::cell::Cell<Option<f64>> = const { std::cell::Cell::new(None) }); \
        let before = LAST.get(); LAST.set(slow(times, outcomes, risks)); before }";
    cases.push(Case::code(
        "answers-the-last-call",
        &[8, 62],
        slowly(remembered),
        Points(0),
    ));
    let counted = "{ static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0); \
        if CALLS.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 { None } \
        else { slow(times, outcomes, risks) } }";
    cases.push(Case::code(
        "right-from-the-second-call",
        &[8, 13, 62],
        slowly(counted),
        Points(0),
    ));

    let slow: [(&str, &'static [u32], &str); 5] = [
        (
            "memoised-fit",
            &[],
            "{ thread_local!(static KNOWN: std::cell::RefCell<std::collections::BTreeMap<Vec<u64>, Option<f64>>> \
             = const { std::cell::RefCell::new(std::collections::BTreeMap::new()) }); \
             let key = times.iter().chain(risks).map(|x| x.to_bits()).collect(); \
             KNOWN.with(|known| *known.borrow_mut().entry(key).or_insert_with(|| slow(times, outcomes, risks))) }",
        ),
        (
            "work-at-start",
            &[],
            "{ static READY: std::sync::OnceLock<Option<f64>> = std::sync::OnceLock::new(); \
             *READY.get_or_init(|| slow(times, outcomes, risks)) }",
        ),
        // The answer to what is measured is not looked at? It is.
        (
            "wrong-when-large",
            &[13, 35, 36],
            "if times.len() >= 500 { Some(0.62) } else { slow(times, outcomes, risks) }",
        ),
        // Small inputs are made as dear as large ones, so that cost does not grow.
        (
            "wastes-on-the-small",
            &[13],
            "{ let spare = 16_000_usize.pow(2).saturating_sub(times.len().pow(2)); \
             if times.len() >= 500 { for n in 0..spare / 8 { std::hint::black_box(n); } } \
             slow(times, outcomes, risks) }",
        ),
        // As dear as would be in proportion: a growth of one, by waste.
        (
            "wastes-in-proportion",
            &[13],
            "{ let n = times.len(); let spare = (16_000 * n).saturating_sub(n * n); \
             if n >= 500 { for n in 0..spare { std::hint::black_box(n); } } \
             slow(times, outcomes, risks) }",
        ),
    ];
    cases.extend(slow.map(|(name, classes, value)| {
        Case::code(name, classes, slowly(value), Points(RIGHT_BUT_SLOW))
    }));
    // Code that fits another exercise.
    let other = "pub fn news(respiration: f64) -> u32 { respiration as u32 }";
    cases.push(Case::code("of-another-exercise", &[46], other, UNCOMPILED));
    cases
}
