//! A criterion: a declared rule that turns one measure into points.
//!
//! Full points for a shortfall up to the margin d, none from 3 d, linear between. A
//! measure that is missing or undefined earns nothing: it fails closed. Of several words, the
//! shortfall is how many are missing or too many. No machine
//! learning grades anybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::AND;
use crate::evidence::{Evidence, Found};
use crate::format::{Against, Better, CriterionSpec};
use crate::grade::{CriterionMark, Points, Verdict};

/// Why something is undefined of which nobody can say whether it is right: it was not answered, or
/// what had to come first gave nothing to look at.
const UNJUDGED: [&str; 5] =
    ["unanswered", "not_counted", "not_measured", "not_right", "not_written"];

/// The share of the points that a shortfall earns, in the range 0..=1.
///
/// With a margin of 0 only a shortfall of 0 earns them, and earns them all. A shortfall
/// that is not a number earns nothing.
///
/// ```
/// use medlab_exercise::criterion::share;
/// assert_eq!(share(0.5, 0.5), 1.0);
/// assert_eq!(share(1.0, 0.5), 0.5);
/// assert_eq!(share(1.5, 0.5), 0.0);
/// ```
pub fn share(shortfall: f64, margin: f64) -> f64 {
    // A sum of decimals such as 0.1 + 0.2 must not cost points at the edge.
    let slack = 1e-12 * margin.max(1.0);
    if shortfall <= margin + slack {
        return 1.0;
    }
    if margin <= 0.0 || !shortfall.is_finite() {
        return 0.0;
    }
    ((3.0 * margin - shortfall) / (2.0 * margin)).clamp(0.0, 1.0)
}

/// Judges one criterion on the evidence, against the reference where it says so.
pub fn judge(
    spec: &CriterionSpec,
    evidence: &Evidence,
    reference: &Evidence,
) -> CriterionMark {
    let missing = || Found::Undefined("not_measured".into());
    let found = evidence.get(&spec.measure).cloned().unwrap_or_else(missing);
    let against = match spec.against {
        Against::Reference => {
            reference.get(&spec.measure).cloned().unwrap_or_else(missing)
        }
        Against::Target(value) => Found::Number(value),
    };
    let max_points = max_points(spec);
    let (share, judged) = match (&found, &against) {
        (Found::Number(value), Found::Number(goal)) => {
            (share(shortfall(spec, *value, *goal), margin(spec, *goal)), true)
        }
        (Found::Text(words), Found::Text(goal)) => {
            (share(apart(words, goal), spec.margin), true)
        }
        (Found::Undefined(why), _) => (0.0, !UNJUDGED.contains(&why.as_str())),
        _ => (0.0, false),
    };
    let points = Points::from_hundredths(
        (share * f64::from(max_points.hundredths()) + 0.5).floor() as u32,
    );
    let verdict = match () {
        () if !judged => Verdict::NotJudged,
        () if points == max_points => Verdict::Met,
        () if points.hundredths() == 0 => Verdict::NotMet,
        () => Verdict::Partial,
    };
    CriterionMark {
        id: spec.id.clone(),
        points,
        max_points,
        verdict,
        outcome: spec.outcome.clone(),
        found,
        reference: Some(against),
        message_id: message_id(&spec.id, verdict),
        decimals: spec.decimals,
        arguments: BTreeMap::new(),
    }
}

/// How many words one of two answers has and the other has not; an answer of one word is
/// right or wrong, and words in an order are one.
fn apart(words: &str, goal: &str) -> f64 {
    let set = |text: &str| -> BTreeSet<String> {
        text.split(AND).filter(|word| !word.is_empty()).map(str::to_string).collect()
    };
    let (words, goal) = (set(words), set(goal));
    let wrong = words.symmetric_difference(&goal).count();
    if wrong > 0 && words.len() <= 1 && goal.len() <= 1 {
        return f64::INFINITY;
    }
    wrong as f64
}

/// The most that a criterion gives.
pub fn max_points(spec: &CriterionSpec) -> Points {
    Points::from_hundredths((spec.points * 100.0 + 0.5).floor() as u32)
}

/// The message that tells a learner of a verdict.
pub fn message_id(criterion: &str, verdict: Verdict) -> String {
    format!("{criterion}-{}", verdict.code().replace('_', "-"))
}

fn shortfall(spec: &CriterionSpec, value: f64, goal: f64) -> f64 {
    match spec.better {
        Better::Higher => goal - value,
        Better::Lower => value - goal,
        Better::Near => (value - goal).abs(),
    }
}

fn margin(spec: &CriterionSpec, goal: f64) -> f64 {
    if spec.relative { spec.margin * goal.abs() } else { spec.margin }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spec(better: &str, against: &str, margin: f64) -> CriterionSpec {
        toml::from_str(&format!(
            "id = \"c\"\npoints = 4\nmeasure = \"m\"\nagainst = {against}\n\
             better = \"{better}\"\nmargin = {margin:?}\noutcome = \"o\""
        ))
        .unwrap()
    }

    fn one(found: Found) -> Evidence {
        Evidence::from([("m".to_string(), found)])
    }

    #[test]
    fn points_fall_in_a_line_from_the_margin_to_three_times_it() {
        let reference = one(Found::Number(0.80));
        let cases = [
            ("higher", 0.90, 400, Verdict::Met),
            ("higher", 0.78, 400, Verdict::Met),
            ("higher", 0.76, 200, Verdict::Partial),
            ("higher", 0.74, 0, Verdict::NotMet),
            ("lower", 0.70, 400, Verdict::Met),
            ("lower", 0.84, 200, Verdict::Partial),
            ("near", 0.70, 0, Verdict::NotMet),
            ("near", 0.81, 400, Verdict::Met),
        ];
        for (better, value, hundredths, verdict) in cases {
            let spec = spec(better, "\"reference\"", 0.02);
            let mark = judge(&spec, &one(Found::Number(value)), &reference);
            assert_eq!(mark.points.hundredths(), hundredths, "{better} {value}");
            assert_eq!(mark.verdict, verdict, "{better} {value}");
        }
    }

    #[test]
    fn what_is_not_there_earns_nothing() {
        let spec = spec("higher", "\"reference\"", 0.02);
        let reference = one(Found::Number(0.8));
        let cases = [
            (Evidence::new(), Verdict::NotJudged),
            (one(Found::Undefined("one_class".into())), Verdict::NotMet),
            (one(Found::Undefined("unanswered".into())), Verdict::NotJudged),
            (one(Found::Text("0.9".into())), Verdict::NotJudged),
            (one(Found::Number(f64::NAN)), Verdict::NotMet),
        ];
        for (evidence, verdict) in cases {
            let mark = judge(&spec, &evidence, &reference);
            assert_eq!((mark.points.hundredths(), mark.verdict), (0, verdict));
        }
        let mark = judge(&spec, &reference, &Evidence::new());
        assert_eq!(mark.points.hundredths(), 0);
    }

    #[test]
    fn a_relative_margin_is_a_share_of_the_goal() {
        let mut spec = spec("near", "200", 0.1);
        spec.relative = true;
        let points = |value| {
            judge(&spec, &one(Found::Number(value)), &Evidence::new()).points.hundredths()
        };
        assert_eq!([points(220.0), points(240.0), points(260.0)], [400, 200, 0]);
    }

    proptest! {
        #[test]
        fn a_worse_value_never_earns_more(a in -2.0..2.0f64, b in -2.0..2.0f64, d in 0.0..1.0f64) {
            let (small, large) = if a < b { (a, b) } else { (b, a) };
            prop_assert!(share(small, d) >= share(large, d));
            prop_assert!((0.0..=1.0).contains(&share(a, d)));
        }
    }
}
