//! A ranking: the patients in order of their score, those with equal scores together.
//!
//! Made by one sort, and then enough for AUROC, average precision, ROC and decision curves.
//! Equal means equal to the bit (and -0 equals 0): no precision is given up to carry the
//! outcome along.

/// How many events and non-events share one score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tied {
    /// The score they share.
    pub score: f64,
    /// Patients with the event.
    pub events: usize,
    /// Patients without it.
    pub non_events: usize,
}

/// Distinct scores in ascending order, with the patients at each.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    tied: Vec<Tied>,
    events: usize,
    non_events: usize,
}

impl Ranking {
    /// Ranks patients by their score. Scores must be finite and as many as the outcomes.
    pub fn new(outcomes: &[bool], scores: &[f64]) -> Ranking {
        let mut tied = Vec::new();
        let (mut events, mut non_events) = (0, 0);
        for_each_tied(outcomes, scores, |group| {
            events += group.events;
            non_events += group.non_events;
            tied.push(group);
        });
        Ranking { tied, events, non_events }
    }

    /// The distinct scores, ascending.
    pub fn tied(&self) -> &[Tied] {
        &self.tied
    }

    /// The number of patients with the event.
    pub fn events(&self) -> usize {
        self.events
    }

    /// The number of patients without it.
    pub fn non_events(&self) -> usize {
        self.non_events
    }
}

/// Calls `visit` for each distinct score, ascending, without storing them.
pub(crate) fn for_each_tied(
    outcomes: &[bool],
    scores: &[f64],
    mut visit: impl FnMut(Tied),
) {
    // A non-negative number keeps its order as bits and leaves the sign's bit empty, so that
    // the outcome fits below it: nothing is lost.
    let packable = scores.iter().all(|&score| score >= 0.0);
    if packable {
        let mut keys: Vec<u64> = outcomes
            .iter()
            .zip(scores)
            .map(|(&outcome, &score)| ((score + 0.0).to_bits() << 1) | u64::from(outcome))
            .collect();
        keys.sort_unstable();
        // Written out, as nearly all time goes here once keys are sorted.
        let mut rest = keys.into_iter().peekable();
        while let Some(key) = rest.next() {
            let score = key >> 1;
            let (mut events, mut patients) = (key & 1, 1);
            while let Some(tied) = rest.next_if(|other| other >> 1 == score) {
                events += tied & 1;
                patients += 1;
            }
            let (events, non_events) = (events as usize, (patients - events) as usize);
            visit(Tied { score: f64::from_bits(score), events, non_events });
        }
    } else {
        let mut pairs: Vec<(f64, bool)> = scores
            .iter()
            .map(|score| score + 0.0)
            .zip(outcomes.iter().copied())
            .collect();
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for group in pairs.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let events = group.iter().filter(|pair| pair.1).count();
            visit(Tied { score: group[0].0, events, non_events: group.len() - events });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{patients, reversed};

    proptest! {
        #[test]
        fn it_holds_each_patient_once((outcomes, risks) in patients()) {
            let ranking = Ranking::new(&outcomes, &risks);
            prop_assert!(ranking.tied().windows(2).all(|pair| pair[0].score < pair[1].score));
            for tied in ranking.tied() {
                let count = |event: bool| {
                    let all = outcomes.iter().zip(&risks);
                    all.filter(|pair| *pair.0 == event && pair.1.total_cmp(&tied.score).is_eq()).count()
                };
                prop_assert_eq!((tied.events, tied.non_events), (count(true), count(false)));
            }
            let total: usize =
                ranking.tied().iter().map(|tied| tied.events + tied.non_events).sum();
            prop_assert_eq!(total, outcomes.len());
            prop_assert_eq!(Ranking::new(&reversed(&outcomes), &reversed(&risks)), ranking);
        }

        /// Negative scores are sorted in another way, to the same end.
        #[test]
        fn both_ways_of_sorting_agree((outcomes, risks) in patients()) {
            let turned: Vec<f64> = risks.iter().map(|risk| -risk).collect();
            let (one, two) = (Ranking::new(&outcomes, &risks), Ranking::new(&outcomes, &turned));
            let back = two.tied().iter().rev().map(|tied| Tied { score: -tied.score, ..*tied });
            prop_assert_eq!(one.tied().to_vec(), back.collect::<Vec<_>>());
        }
    }
}
