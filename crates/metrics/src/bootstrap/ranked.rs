//! Patients sorted by risk once, to be counted again and again.

use crate::undefined::Undefined;

/// Patients in ascending order of their score.
///
/// ```
/// use medlab_metrics::bootstrap::Ranked;
///
/// let ranked = Ranked::new(&[false, true, false, true], &[0.1, 0.4, 0.4, 0.8]);
/// // Each patient once: the ordinary AUROC.
/// assert_eq!(ranked.auroc(&[1, 1, 1, 1])?, 0.875);
/// // In order of score: the second lowest was not drawn, the highest twice.
/// assert_eq!(ranked.auroc(&[1, 0, 1, 2])?, 1.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Where each patient stood before sorting.
    order: Vec<u32>,
    /// The scores, ascending.
    scores: Vec<f64>,
    /// 255 for an event, 0 for a non-event. Of equal scores the non-events come first.
    events: Vec<u8>,
    /// Ties that events and non-events share.
    ties: Vec<Tie>,
}

/// Equal scores: non-events from `start`, events from `events`, to `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tie {
    start: usize,
    events: usize,
    end: usize,
}

/// Patients drawn, by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// With the event.
    pub events: u64,
    /// Without it.
    pub non_events: u64,
}

impl Ranked {
    /// Sorts patients by score; scores without an outcome are left out.
    ///
    /// # Panics
    /// With more than `u32::MAX` patients.
    pub fn new(outcomes: &[bool], scores: &[f64]) -> Self {
        let patients = outcomes.len().min(scores.len());
        assert!(u32::try_from(patients).is_ok(), "more patients than 32 bits can count");
        let mut keyed: Vec<(f64, bool, u32)> =
            (0..patients).map(|at| (scores[at] + 0.0, outcomes[at], at as u32)).collect();
        keyed.sort_unstable_by(|a, b| {
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        let mut ties = Vec::new();
        let mut start = 0;
        for tied in keyed.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let end = start + tied.len();
            let events = start + tied.partition_point(|patient| !patient.1);
            if start < events && events < end {
                ties.push(Tie { start, events, end });
            }
            start = end;
        }
        Self {
            order: keyed.iter().map(|patient| patient.2).collect(),
            scores: keyed.iter().map(|patient| patient.0).collect(),
            events: keyed.iter().map(|patient| if patient.1 { 255 } else { 0 }).collect(),
            ties,
        }
    }

    /// For each place in ascending order of score, where the patient stood before.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The first place whose score is at least this.
    pub fn place(&self, score: f64) -> usize {
        self.scores.partition_point(|&lower| lower < score)
    }

    /// The AUROC with the patient at each place counted so often: in order of score, which is
    /// no order of the patients, but a resample has none.
    ///
    /// Undefined (`one_class`) where no event or no non-event is drawn, and (`lengths`) where
    /// there is not one count for each patient.
    pub fn auroc(&self, counts: &[u8]) -> Result<f64, Undefined> {
        if counts.len() != self.events.len() {
            return Err(Undefined::Lengths);
        }
        let (mut drawn, mut ordered) = (Drawn::default(), 0);
        self.pass(counts, 0..counts.len(), &mut drawn, &mut ordered);
        self.area(counts, drawn, ordered)
    }

    /// The AUROC, and beside it those drawn below each of some ascending places.
    pub(super) fn auroc_and_below(
        &self,
        counts: &[u8],
        places: &[usize],
        below: &mut [Drawn],
    ) -> (Result<f64, Undefined>, Drawn) {
        let (mut drawn, mut ordered, mut from) = (Drawn::default(), 0, 0);
        for (&place, below) in places.iter().zip(below) {
            self.pass(counts, from..place, &mut drawn, &mut ordered);
            (*below, from) = (drawn, place);
        }
        self.pass(counts, from..counts.len(), &mut drawn, &mut ordered);
        (self.area(counts, drawn, ordered), drawn)
    }

    /// Goes up through some places and adds, for each event, the non-events below. Whole
    /// numbers, so no order of summation matters.
    #[inline]
    fn pass(
        &self,
        counts: &[u8],
        places: std::ops::Range<usize>,
        drawn: &mut Drawn,
        ordered: &mut u64,
    ) {
        // The outcome is a mask and not a branch: which comes next cannot be foreseen.
        let (mut all, mut events, mut sum) =
            (drawn.events + drawn.non_events, drawn.events, 0);
        for (&count, &event) in counts[places.clone()].iter().zip(&self.events[places]) {
            let of_event = u64::from(count & event);
            all += u64::from(count);
            events += of_event;
            sum += of_event * (all - events);
        }
        *drawn = Drawn { events, non_events: all - events };
        *ordered += sum;
    }

    fn area(&self, counts: &[u8], drawn: Drawn, ordered: u64) -> Result<f64, Undefined> {
        let pairs = drawn.events as f64 * drawn.non_events as f64;
        if pairs <= 0.0 {
            return Err(Undefined::OneClass);
        }
        let sum =
            |counts: &[u8]| counts.iter().map(|&count| u64::from(count)).sum::<u64>();
        // Ties were counted whole and are worth a half.
        let tied: u64 = self
            .ties
            .iter()
            .map(|tie| {
                sum(&counts[tie.start..tie.events]) * sum(&counts[tie.events..tie.end])
            })
            .sum();
        Ok((ordered as f64 - 0.5 * tied as f64) / pairs)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::auroc_of_scores;

    #[test]
    fn undefined_without_both_classes() {
        let ranked = Ranked::new(&[false, true], &[0.1, 0.2]);
        assert_eq!(ranked.auroc(&[2, 0]), Err(Undefined::OneClass));
        assert_eq!(ranked.auroc(&[0, 2]), Err(Undefined::OneClass));
        assert_eq!(ranked.auroc(&[0, 0]), Err(Undefined::OneClass));
        assert_eq!(ranked.auroc(&[1]), Err(Undefined::Lengths));
    }

    proptest! {
        /// Counting a patient three times is having three such patients.
        #[test]
        fn counts_are_repetitions(
            patients in prop::collection::vec((any::<bool>(), 0_u8..12, 0_u8..4), 2..60)
        ) {
            let outcomes: Vec<bool> = patients.iter().map(|p| p.0).collect();
            let scores: Vec<f64> = patients.iter().map(|p| f64::from(p.1)).collect();
            let ranked = Ranked::new(&outcomes, &scores);
            let counts: Vec<u8> =
                ranked.order().iter().map(|&at| patients[at as usize].2).collect();
            let (repeated_outcomes, repeated_scores): (Vec<bool>, Vec<f64>) = patients
                .iter()
                .flat_map(|p| vec![(p.0, f64::from(p.1)); usize::from(p.2)])
                .unzip();
            let repeated = auroc_of_scores(&repeated_outcomes, &repeated_scores);
            prop_assert_eq!(ranked.auroc(&counts), repeated.map(|area| area.value));
        }

        #[test]
        fn those_below_a_threshold_are_counted(
            patients in prop::collection::vec((any::<bool>(), 0_u8..12, 0_u8..4), 2..60),
            mut thresholds in prop::collection::vec(0_u8..14, 0..5),
        ) {
            thresholds.sort_unstable();
            let outcomes: Vec<bool> = patients.iter().map(|p| p.0).collect();
            let scores: Vec<f64> = patients.iter().map(|p| f64::from(p.1)).collect();
            let ranked = Ranked::new(&outcomes, &scores);
            let counts: Vec<u8> =
                ranked.order().iter().map(|&at| patients[at as usize].2).collect();
            let places: Vec<usize> =
                thresholds.iter().map(|&t| ranked.place(f64::from(t))).collect();
            let mut below = vec![Drawn::default(); places.len()];
            let (area, all) = ranked.auroc_and_below(&counts, &places, &mut below);
            prop_assert_eq!(area, ranked.auroc(&counts));
            let count = |event: bool, under: u8| -> u64 {
                let counted = patients.iter().filter(|p| p.0 == event && p.1 < under);
                counted.map(|p| u64::from(p.2)).sum()
            };
            prop_assert_eq!(all.events, count(true, 255));
            prop_assert_eq!(all.non_events, count(false, 255));
            for (below, t) in below.iter().zip(thresholds) {
                prop_assert_eq!(below.events, count(true, t));
                prop_assert_eq!(below.non_events, count(false, t));
            }
        }
    }
}
