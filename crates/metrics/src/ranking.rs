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
    // A non-negative number keeps its order as bits, and one below 2 leaves the two top bits
    // empty, so that the outcome fits below it: nothing is lost.
    let packable = scores.iter().all(|&score| (0.0..2.0).contains(&score));
    if packable {
        let mut keys: Vec<u64> = outcomes
            .iter()
            .zip(scores)
            .map(|(&outcome, &score)| ((score + 0.0).to_bits() << 1) | u64::from(outcome))
            .collect();
        keys.sort_unstable();
        let groups = keys.chunk_by(|a, b| a >> 1 == b >> 1);
        for group in groups {
            let events = group.iter().filter(|&&key| key & 1 == 1).count();
            let score = f64::from_bits(group[0] >> 1);
            visit(Tied { score, events, non_events: group.len() - events });
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
