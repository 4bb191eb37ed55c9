//! Pairs with equal risks are left out, instead of counting half. Patients from the last time to the first, and a tree of counts.

/// Of all pairs of patients of whom one is known to have had the outcome first, the share in which
/// that one had the higher risk; equal risks count half.
pub fn c_index(times: &[f64], outcomes: &[bool], risks: &[f64]) -> Option<f64> {
    let mut levels = risks.to_vec();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let level = |risk: f64| levels.partition_point(|known| *known < risk);

    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|a, b| times[*b].total_cmp(&times[*a]));

    let mut outlived = Counts::new(levels.len());
    let (mut pairs, mut concordant, mut tied) = (0_u64, 0_u64, 0_u64);
    for group in order.chunk_by(|a, b| times[*a] == times[*b]) {
        // Who is censored at this time outlived those who have the outcome at it.
        for &patient in group.iter().filter(|patient| !outcomes[**patient]) {
            outlived.add(level(risks[patient]));
        }
        for &patient in group.iter().filter(|patient| outcomes[**patient]) {
            let level = level(risks[patient]);
            let lower = outlived.below(level);
            concordant += lower;
            tied += outlived.below(level + 1) - lower;
            pairs += outlived.all;
        }
        for &patient in group.iter().filter(|patient| outcomes[**patient]) {
            outlived.add(level(risks[patient]));
        }
    }
    (pairs > tied).then(|| concordant as f64 / (pairs - tied) as f64)
}

/// How many there are of each level: a Fenwick tree, in which adding and counting below take a
/// number of steps that grows with the logarithm of the levels.
struct Counts {
    tree: Vec<u64>,
    all: u64,
}

impl Counts {
    fn new(levels: usize) -> Self {
        Self { tree: vec![0; levels + 1], all: 0 }
    }

    fn add(&mut self, level: usize) {
        self.all += 1;
        let mut at = level + 1;
        while at < self.tree.len() {
            self.tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, level: usize) -> u64 {
        let (mut at, mut sum) = (level, 0);
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }
}
