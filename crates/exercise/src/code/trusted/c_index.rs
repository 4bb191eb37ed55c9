//! Harrell's C: of all pairs of patients of whom one had the outcome first, the share in which
//! that one had the higher risk; equal risks count half.
//!
//! A pair counts if the earlier of two different times is an outcome, or if of two equal times
//! one is an outcome and the other is not (who is censored at that time outlived it). Two
//! outcomes at one time do not count. Without a pair there is no C. Harrell et al., Stat Med
//! 1996;15:361-87; the same pairs as R's `survival::concordance`.

use medlab_cohort::sample::Stream;
use medlab_protocol::{Field, Value};

use super::{Trusted, numbers};

pub(super) const TRUSTED: Trusted = Trusted {
    name: "c_index",
    kinds: &["ordinary", "ties", "degenerate", "extreme", "permuted"],
    cases,
    answer,
    of_size,
};

fn answer(inputs: &[Field]) -> Value {
    let [times, outcomes, risks] =
        ["times", "outcomes", "risks"].map(|name| numbers(inputs, name));
    concordance(times, outcomes, risks).map_or(Value::Missing, Value::Number)
}

/// Harrell's C by counting, for each outcome in falling order of time, those who outlived it by
/// the rank of their risk: a tree of counts makes that n log n.
fn concordance(times: &[f64], outcomes: &[f64], risks: &[f64]) -> Option<f64> {
    let mut distinct = risks.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let rank = |risk: f64| distinct.partition_point(|known| *known < risk);
    let mut later_first: Vec<usize> = (0..times.len()).collect();
    later_first.sort_by(|a, b| times[*b].total_cmp(&times[*a]));
    let mut outlived = Counts(vec![0; distinct.len() + 1]);
    let (mut pairs, mut concordant, mut tied) = (0_u64, 0_u64, 0_u64);
    for same_time in later_first.chunk_by(|a, b| times[*a].total_cmp(&times[*b]).is_eq())
    {
        let (sick, censored): (Vec<usize>, Vec<usize>) =
            same_time.iter().partition(|patient| outcomes[**patient] > 0.5);
        censored.iter().for_each(|patient| outlived.add(rank(risks[*patient])));
        for patient in &sick {
            let rank = rank(risks[*patient]);
            let below = outlived.below(rank);
            pairs += outlived.below(distinct.len());
            concordant += below;
            tied += outlived.below(rank + 1) - below;
        }
        sick.iter().for_each(|patient| outlived.add(rank(risks[*patient])));
    }
    (pairs > 0).then(|| (concordant as f64 + 0.5 * tied as f64) / pairs as f64)
}

/// How many there are of each rank: a Fenwick tree.
struct Counts(Vec<u64>);

impl Counts {
    fn add(&mut self, rank: usize) {
        let mut at = rank + 1;
        while at < self.0.len() {
            self.0[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, rank: usize) -> u64 {
        let (mut at, mut sum) = (rank, 0);
        while at > 0 {
            sum += self.0[at];
            at &= at - 1;
        }
        sum
    }
}

/// How inputs are drawn: to how many values times and risks are rounded, and how often the
/// outcome occurs.
struct Draw {
    size: usize,
    times: f64,
    risks: f64,
    outcome: f64,
}

impl Draw {
    fn draw(&self, stream: &mut Stream) -> Vec<Field> {
        let mut columns = [(); 3].map(|()| Vec::with_capacity(self.size));
        for _ in 0..self.size {
            let risk = (stream.uniform() * self.risks).ceil() / self.risks;
            // Who is at high risk is ill sooner, so that C lies away from one half.
            let time = -libm::log(stream.uniform()) * 5.0 / (0.2 + risk);
            columns[0].push((time * self.times).ceil() / self.times);
            columns[1].push(f64::from(u8::from(stream.uniform() < self.outcome)));
            columns[2].push(risk);
        }
        fields(columns)
    }
}

fn fields([times, outcomes, risks]: [Vec<f64>; 3]) -> Vec<Field> {
    [("times", times), ("outcomes", outcomes), ("risks", risks)]
        .map(|(name, values)| (name.to_string(), Value::Numbers(values)))
        .into()
}

/// So fine that ten thousands hardly ever have one: neither what is ordinary nor growth hangs on
/// ties.
const DISTINCT: f64 = 17_592_186_044_416.0;

fn of_size(size: usize, stream: &mut Stream) -> Vec<Field> {
    Draw { size, times: DISTINCT, risks: DISTINCT, outcome: 0.4 }.draw(stream)
}

fn cases(ordinary: usize, stream: &mut Stream) -> Vec<super::DrawnCase> {
    let mut cases = Vec::new();
    for number in 0..ordinary {
        let size = 4 + 3 * number;
        cases.push(("ordinary", of_size(size, stream)));
    }
    for number in 0..10 {
        let size = 3 + 4 * number;
        // Ties in risks, in times, in both.
        for (times, risks) in [(DISTINCT, 4.0), (0.2, DISTINCT), (0.2, 3.0)] {
            cases.push(("ties", Draw { size, times, risks, outcome: 0.5 }.draw(stream)));
        }
    }
    let one = |time: f64, outcome: f64, risk: f64| [time, outcome, risk];
    let small: [&[[f64; 3]]; 7] = [
        &[],
        &[one(1.0, 1.0, 0.5)],
        &[one(1.0, 0.0, 0.5), one(2.0, 0.0, 0.1)],
        &[one(3.0, 1.0, 0.5), one(3.0, 1.0, 0.1)],
        &[one(3.0, 1.0, 0.5), one(3.0, 0.0, 0.1)],
        &[one(2.0, 0.0, 0.5), one(3.0, 1.0, 0.1)],
        &[one(1.0, 1.0, 0.3), one(2.0, 1.0, 0.3), one(3.0, 0.0, 0.3)],
    ];
    for patients in small {
        let column = |at: usize| patients.iter().map(|patient| patient[at]).collect();
        cases.push(("degenerate", fields([column(0), column(1), column(2)])));
    }
    for scale in [1e-12, 1e12] {
        let mut inputs = of_size(20, stream);
        for (name, value) in &mut inputs {
            if let Value::Numbers(numbers) = value
                && name != "outcomes"
            {
                numbers.iter_mut().for_each(|number| *number *= scale);
            }
        }
        cases.push(("extreme", inputs));
    }
    let same = of_size(40, stream);
    cases.push(("permuted", same.clone()));
    let reversed = |(name, value): Field| match value {
        Value::Numbers(numbers) => {
            (name, Value::Numbers(numbers.into_iter().rev().collect()))
        }
        other => (name, other),
    };
    cases.push(("permuted", same.into_iter().map(reversed).collect()));
    cases
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_cohort::Key;

    /// The definition, pair by pair.
    fn by_pairs(times: &[f64], outcomes: &[f64], risks: &[f64]) -> Option<f64> {
        let (mut pairs, mut sum) = (0.0, 0.0);
        for a in 0..times.len() {
            for b in 0..times.len() {
                let sick = |patient: usize| outcomes[patient] > 0.5;
                let first = times[a] < times[b] || (times[a] <= times[b] && !sick(b));
                if a == b || !sick(a) || !first {
                    continue;
                }
                pairs += 1.0;
                sum += match risks[a].partial_cmp(&risks[b]) {
                    Some(std::cmp::Ordering::Greater) => 1.0,
                    Some(std::cmp::Ordering::Equal) => 0.5,
                    _ => 0.0,
                };
            }
        }
        (pairs > 0.0).then(|| sum / pairs)
    }

    #[test]
    fn it_is_the_definition_on_every_case() {
        let mut stream = Stream::new(&Key::new([3; 32]));
        for (kind, inputs) in cases(40, &mut stream) {
            let [t, o, r] = ["times", "outcomes", "risks"].map(|n| numbers(&inputs, n));
            let (fast, slow) = (concordance(t, o, r), by_pairs(t, o, r));
            match (fast, slow) {
                (Some(fast), Some(slow)) => {
                    assert!((fast - slow).abs() < 1e-12, "{kind}")
                }
                (fast, slow) => assert_eq!(fast, slow, "{kind}"),
            }
        }
    }
}
