//! Holm's correction of p values when several questions are asked at once.
//!
//! It holds the chance of even one false alarm below the level, whatever the questions have
//! to do with each other. It does not tell whether a difference matters to a patient.

/// Holm's adjusted p values, in the order of the given ones.
///
/// The smallest of m is multiplied by m, the next by m - 1, and so on; none falls below the
/// one before it, none exceeds 1. A question is answered "yes" at level 0.05 where its
/// adjusted p value is at most 0.05. A p value that is not a number stays so and counts
/// among the m.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
/// Journal of Statistics 6:65 (1979).
///
/// ```
/// use medlab_metrics::holm;
///
/// // 0.01 times 3; 0.04 times 1 would be less than 0.03 times 2, so it is raised to that.
/// let adjusted = holm::adjusted(&[0.01, 0.04, 0.03]);
/// assert_eq!(adjusted, [0.03, 0.06, 0.06]);
/// ```
pub fn adjusted(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut largest_yet = 0.0_f64;
    for (rank, &at) in order.iter().enumerate() {
        if p_values[at].is_nan() {
            continue;
        }
        let multiplied = (p_values.len() - rank) as f64 * p_values[at];
        largest_yet = largest_yet.max(multiplied).min(1.0);
        adjusted[at] = largest_yet;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_question_needs_no_correction() {
        assert_eq!(adjusted(&[0.2]), [0.2]);
        assert!(adjusted(&[]).is_empty());
    }

    #[test]
    fn what_is_not_a_number_stays_so() {
        let values = adjusted(&[0.01, f64::NAN]);
        assert_eq!(values[..1], [0.02]);
        assert!(values[1].is_nan());
    }

    proptest! {
        #[test]
        fn never_below_the_given_nor_above_bonferroni(
            p_values in prop::collection::vec(0.0..=1.0, 1..20)
        ) {
            let m = p_values.len() as f64;
            for (given, adjusted) in p_values.iter().zip(adjusted(&p_values)) {
                prop_assert!(adjusted >= *given && adjusted <= (m * given).min(1.0));
            }
        }

        #[test]
        fn order_does_not_matter(p_values in prop::collection::vec(0.0..=1.0, 1..20)) {
            let mut backwards = p_values.clone();
            backwards.reverse();
            let mut result = adjusted(&backwards);
            result.reverse();
            prop_assert_eq!(result, adjusted(&p_values));
        }

        /// Holm's step-down procedure itself: reject while p is at most level / (m - rank).
        #[test]
        fn rejects_what_the_procedure_rejects(
            p_values in prop::collection::vec(0.0..0.1, 1..12), level in 0.001..0.2
        ) {
            let mut sorted = p_values.clone();
            sorted.sort_by(f64::total_cmp);
            let m = sorted.len();
            let rejected = sorted
                .iter()
                .enumerate()
                .take_while(|(rank, p)| (m - rank) as f64 * **p <= level)
                .count();
            let by_adjusted = adjusted(&p_values).iter().filter(|p| **p <= level).count();
            prop_assert_eq!(rejected, by_adjusted);
        }
    }
}
