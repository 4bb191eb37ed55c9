//! The measures of an evaluation as they are shown: name, value, and what it means.
//!
//! Terminal text and HTML are layouts of this. A meaning says what a clinician reads in
//! the number, with the number in it where that helps.

use medlab_charts::number::{count, decimal, percent};
use medlab_charts::{Argument, Patients};
use medlab_metrics::evaluation::{
    AtThreshold, Calibration, Evaluation, Group, IntervalMethod, Warning,
};

use crate::plain::plain;
use crate::speaker::{Row, Section, Speaker};
use crate::words::Words;

/// What an evaluation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About<'a> {
    /// What is predicted, such as `sepsis`; empty where it has no name.
    pub outcome: &'a str,
    /// Rows left out because they had no outcome or no risk.
    pub dropped: usize,
    /// Where the patients come from.
    pub patients: Patients,
}

impl About<'_> {
    /// The outcome's name for people, harmless whatever the column was called.
    pub(crate) fn outcome(&self, words: &Words) -> String {
        match self.outcome {
            "" => words.say("the-outcome", &[]),
            name => plain(name),
        }
    }
}

/// How many patients, and how many of them have the outcome.
pub(crate) fn summary(
    evaluation: &Evaluation,
    about: &About<'_>,
    words: &Words,
) -> String {
    let clustered = evaluation.interval_method == IntervalMethod::ClusterBootstrap;
    words.say(
        if clustered { "evaluation-summary-clustered" } else { "evaluation-summary" },
        &[
            ("outcome", about.outcome(words).into()),
            ("n", count(evaluation.n).into()),
            ("events", count(evaluation.events).into()),
            ("prevalence", percent(evaluation.prevalence, 1).into()),
        ],
    )
}

/// Notes on what was evaluated: rows that were left out.
pub(crate) fn notes(about: &About<'_>, words: &Words) -> Vec<String> {
    match about.dropped {
        0 => Vec::new(),
        dropped => vec![words.say("evaluation-dropped", &[("dropped", dropped.into())])],
    }
}

/// A warning in words.
pub(crate) fn warning(warning: &Warning, words: &Words) -> String {
    let id = format!("warning-{}", warning.code().replace('_', "-"));
    let count = warning.count().map(|count| ("count", Argument::from(count)));
    let said = words.messages().try_say(&id, count.as_slice());
    said.unwrap_or_else(|_| warning.to_string())
}

/// Where the intervals come from.
pub(crate) fn method(evaluation: &Evaluation, words: &Words) -> String {
    let name = evaluation.interval_method.name().replace('_', "-");
    words.say(&format!("intervals-{name}"), &[])
}

/// All sections, in the order of a report.
pub(crate) fn sections(
    evaluation: &Evaluation,
    about: &About<'_>,
    words: &Words,
) -> Vec<Section> {
    let speaker = Speaker { words, outcome: about.outcome(words) };
    let mut sections = vec![
        speaker.discrimination(evaluation),
        speaker.calibration(evaluation),
        speaker.overall(evaluation),
    ];
    sections.extend(evaluation.thresholds.iter().map(|at| speaker.threshold(at)));
    sections.extend(evaluation.groups.iter().map(|group| speaker.group(group)));
    sections
}

/// A group's name: its column and its value, empty values said as such.
pub(crate) fn group_name(group: &Group, words: &Words) -> String {
    let value = match plain(&group.value) {
        value if value.is_empty() => words.say("group-empty", &[]),
        value => value,
    };
    words.say(
        "group-name",
        &[("column", plain(&group.column).into()), ("value", value.into())],
    )
}

impl Speaker<'_> {
    fn discrimination(&self, evaluation: &Evaluation) -> Section {
        self.section(
            "section-discrimination",
            &[],
            vec![
                self.estimate("auroc", evaluation.auroc, 3),
                self.number("average-precision", evaluation.average_precision, 2),
            ],
        )
    }

    fn calibration(&self, evaluation: &Evaluation) -> Section {
        let mut rows = self.calibration_rows(&evaluation.calibration);
        rows.extend([
            self.number("ici", evaluation.curve.ici, 3),
            self.number("e50", evaluation.curve.e50, 3),
            self.number("e90", evaluation.curve.e90, 3),
        ]);
        self.section("section-calibration", &[], rows)
    }

    fn overall(&self, evaluation: &Evaluation) -> Section {
        self.section(
            "section-overall",
            &[],
            vec![
                self.number("brier", evaluation.overall.brier, 3),
                self.number("scaled-brier", evaluation.overall.scaled_brier, 3),
                self.number("log-loss", evaluation.overall.log_loss, 3),
            ],
        )
    }

    fn threshold(&self, at: &AtThreshold) -> Section {
        let counts = at.counts;
        let counted = [
            ("tp", counts.tp),
            ("missed", counts.fn_),
            ("fp", counts.fp),
            ("tn", counts.tn),
        ];
        let counted = counted.map(|(name, n)| (name, Argument::from(count(n))));
        let odds = decimal((1.0 - at.threshold) / at.threshold, 1);
        let mut benefit = self.number("net-benefit", at.net_benefit, 4);
        benefit.meaning = self.say("net-benefit-means", &[("odds", odds.into())]);
        let rows = vec![
            Row {
                name: self.say("counts", &[]),
                value: self.say("counts-value", &counted),
                meaning: String::new(),
            },
            self.estimate("sensitivity", at.sensitivity, 2),
            self.estimate("specificity", at.specificity, 2),
            self.estimate("ppv", at.ppv, 2),
            self.estimate("npv", at.npv, 2),
            self.number("alert-rate", at.alert_rate, 2),
            benefit,
            self.number("net-benefit-all", at.net_benefit_treat_all, 4),
        ];
        let threshold = ("threshold", readable_threshold(at.threshold).into());
        self.section("section-threshold", &[threshold], rows)
    }

    fn group(&self, group: &Group) -> Section {
        let mut rows = vec![self.estimate("auroc", group.auroc, 3)];
        rows.extend(self.calibration_rows(&group.calibration));
        for at in &group.thresholds {
            for (name, found) in [("sensitivity", at.sensitivity), ("ppv", at.ppv)] {
                let mut row = self.estimate(name, found, 2);
                row.name = self.say(
                    "measure-at",
                    &[
                        ("measure", row.name.into()),
                        ("threshold", readable_threshold(at.threshold).into()),
                    ],
                );
                rows.push(row);
            }
        }
        let arguments = [
            ("group", group_name(group, self.words).into()),
            ("n", count(group.n).into()),
            ("events", count(group.events).into()),
        ];
        self.section("section-group", &arguments, rows)
    }

    fn calibration_rows(&self, calibration: &Calibration) -> Vec<Row> {
        vec![
            self.estimate("observed-expected", calibration.observed_expected, 2),
            self.estimate("intercept", calibration.intercept, 2),
            self.estimate("slope", calibration.slope, 2),
        ]
    }

    fn section(
        &self,
        id: &str,
        arguments: &[(&str, Argument)],
        rows: Vec<Row>,
    ) -> Section {
        Section { heading: self.say(id, arguments), rows }
    }
}

/// A threshold with as many decimals as it needs, two at least.
pub(crate) fn readable_threshold(threshold: f64) -> String {
    let short = decimal(threshold, 2);
    match short.parse::<f64>() {
        Ok(read) if (read - threshold).abs() < 1e-12 => short,
        _ => threshold.to_string(),
    }
}
