//! Right, and a second loop over all patients in the first.

pub fn c_index(times: &[f64], outcomes: &[bool], risks: &[f64]) -> Option<f64> {
    let (mut pairs, mut sum) = (0.0, 0.0);
    for a in 0..times.len() {
        if !outcomes[a] {
            continue;
        }
        for b in 0..times.len() {
            if times[a] < times[b] || (times[a] == times[b] && !outcomes[b]) {
                pairs += 1.0;
                if risks[a] > risks[b] {
                    sum += 1.0;
                } else if risks[a] == risks[b] {
                    sum += 0.5;
                }
            }
        }
    }
    (pairs > 0.0).then(|| sum / pairs)
}
