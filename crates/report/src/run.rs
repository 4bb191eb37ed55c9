//! A run as it is told: a recipe carried out on its learner's own tables, section by section.
//!
//! Terminal text and HTML are layouts of this. Nothing is judged, so nothing is called good;
//! what the process did is said as a fact.

use medlab_charts::number::{count, decimal, percent, readable};
use medlab_charts::{Argument, in_words, reason};
use medlab_exercise::run::{Acted, Run};
use medlab_metrics::evaluation::Evaluation;
use medlab_metrics::{Estimate, Undefined};
use medlab_models::recipe::{
    ChooseBy, ClaimedFrom, Counted, Estimated, Measure, Policy, Role, Rule, Tried,
};
use medlab_models::{Effects, FitError};

use crate::plain::plain;
use crate::run_figures::line_name;
use crate::speaker::{Row, Section, Speaker};
use crate::words::Words;

/// Below so many events, shares of 100 say more than was seen.
const FEW: usize = 30;

/// The heading, and what the run is and is not.
pub(crate) struct Opening {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) work: String,
}

/// What stands above everything else.
pub(crate) fn opening(run: &Run, exercise: &str, words: &Words) -> Opening {
    let seconds = |value: f64| Argument::from(readable(value));
    let work = [("work", seconds(run.execution.work)), ("budget", seconds(run.budget))];
    Opening {
        title: words.say("run-title", &[("exercise", exercise.into())]),
        summary: words.say("run-summary", &[]),
        work: words.say("run-work", &work),
    }
}

/// What the process did that a reader of its claim should know, in plain words.
pub(crate) fn findings(run: &Run, words: &Words) -> Vec<String> {
    let process = &run.execution.process;
    let mut found = Vec::new();
    let mut add = |id: &str, arguments: &[(&str, Argument)]| {
        found.push(words.say(&format!("run-finding-{id}"), arguments));
    };
    let shares = [
        ("fitted", process.fitted_on_claimed),
        ("tuned", process.tuned_on_claimed),
        ("calibrated", process.calibrated_on_claimed),
        ("both-sides", process.patients_on_both_sides),
    ];
    let mut known = 0.0;
    for (id, share) in shares {
        // The same rows have the same patients, which need not be said twice.
        if share > 0.0 && (id != "both-sides" || share > known) {
            let hundred = decimal((100.0 * share).max(1.0), 0);
            add(id, &[("hundred", hundred.into())]);
        }
        known = f64::max(known, share);
    }
    // Who learned from the very rows has said so already.
    if process.prepared_on_claimed && process.fitted_on_claimed <= 0.0 {
        add("prepared", &[]);
    }
    if process.compared_on_claimed > 1 {
        add("best-of", &[("compared", process.compared_on_claimed.into())]);
    }
    if !run.from_later.is_empty() {
        let columns: Vec<String> =
            run.from_later.iter().map(|name| plain(name)).collect();
        let n = ("n", columns.len().into());
        add("later", &[n, ("columns", columns.join(", ").into())]);
    }
    found
}

/// All sections, in the order of a report.
pub(crate) fn sections(run: &Run, words: &Words) -> Vec<Section> {
    let outcome = plain(&run.recipe.data.outcome).replace('_', " ");
    let told = Told { run, speaker: Speaker { words, outcome } };
    if words.is_vocational() {
        // What counts at the bedside comes first.
        let sections = [
            Some(told.short()),
            told.policy(),
            Some(told.claim()),
            Some(told.rows()),
            Some(told.candidates()),
            told.effects(),
        ];
        return sections.into_iter().flatten().filter(|s| !s.rows.is_empty()).collect();
    }
    let sections = [
        Some(told.rows()),
        Some(told.candidates()),
        Some(told.claim()),
        told.policy(),
        told.effects(),
    ];
    sections.into_iter().flatten().collect()
}

/// A candidate's name with its settings: `ridge (penalty 10)`.
pub(crate) fn candidate_name(tried: &Tried, words: &Words) -> String {
    let id = format!("model-{}", tried.model.to_string().replace('_', "-"));
    let settings: Vec<String> = tried
        .settings
        .iter()
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), readable(*value)))
        .collect();
    let model = words.say(&id, &[]);
    match settings.is_empty() {
        true => model,
        false => format!("{model} ({})", settings.join(", ")),
    }
}

struct Told<'a> {
    run: &'a Run,
    speaker: Speaker<'a>,
}

impl Told<'_> {
    /// How many were tested, how many of them were ill, and how many pairs are right.
    fn short(&self) -> Section {
        let source = &self.run.execution.claimed;
        let events = source.outcomes.iter().filter(|outcome| **outcome > 0.5).count();
        let tested = [
            ("rows", count(source.risks.len()).into()),
            ("events", count(events).into()),
            ("table", plain(&source.table).into()),
        ];
        let mut rows = vec![Row {
            name: self.say("run-rows-test", &[]),
            value: self.say("run-rows-value", &tested),
            meaning: String::new(),
        }];
        if let Ok(evaluation) = &self.run.claimed {
            rows.push(self.estimate("auroc", evaluation.auroc, 3));
        }
        Section { heading: self.say("run-short", &[]), rows }
    }

    fn rows(&self) -> Section {
        let row = |counted: &Counted| {
            let role = counted.role.key().trim_start_matches("rows.");
            let several = counted.patients < counted.rows;
            let id = if several { "run-rows-of-patients" } else { "run-rows-value" };
            let counts = [
                ("rows", count(counted.rows).into()),
                ("patients", count(counted.patients).into()),
                ("events", count(counted.events).into()),
                ("table", plain(&counted.file).into()),
            ];
            Row {
                name: self.say(&format!("run-rows-{role}"), &[]),
                value: self.say(id, &counts),
                meaning: self.say(&format!("run-rows-{role}-means"), &[]),
            }
        };
        // Those of the test stand above everything, where they are the ones of the claim.
        let told = self.speaker.words.is_vocational()
            && self.run.execution.claimed.from == ClaimedFrom::Test;
        let shown = |counted: &&Counted| !(told && counted.role == Role::Test);
        let rows = self.run.execution.rows.iter().filter(shown).map(row).collect();
        Section { heading: self.say("run-rows", &[]), rows }
    }

    fn candidates(&self) -> Section {
        let execution = &self.run.execution;
        let only = execution.tried.len() == 1;
        let mut rows: Vec<Row> = execution
            .tried
            .iter()
            .enumerate()
            .map(|(number, tried)| {
                let value = self.tried(tried);
                let value = match number == execution.chosen {
                    true if !only => {
                        self.say("run-candidate-chosen", &[("found", value.into())])
                    }
                    _ => value,
                };
                let name = candidate_name(tried, self.speaker.words);
                Row { name, value, meaning: String::new() }
            })
            .collect();
        if !only {
            let chosen =
                candidate_name(&execution.tried[execution.chosen], self.speaker.words);
            let (chosen, why) = (("chosen", chosen.into()), ("why", self.why().into()));
            rows.push(Row {
                name: self.say("run-chosen", &[]),
                value: self.say("run-chosen-value", &[chosen, why]),
                meaning: String::new(),
            });
        }
        let measure = ("measure", self.measure().into());
        let id = match self.run.recipe.choose.by {
            ChooseBy::None => "run-candidates-none",
            ChooseBy::Tune => "run-candidates-tune",
            ChooseBy::CrossValidation | ChooseBy::Nested => "run-candidates-folds",
        };
        Section { heading: self.say(id, &[measure]), rows }
    }

    fn tried(&self, tried: &Tried) -> String {
        match &tried.estimated {
            None => self.say("run-candidate-untried", &[]),
            Some(Err(error)) => {
                let why = match error {
                    FitError::Undefined(why) => {
                        reason(*why, self.speaker.words.messages())
                    }
                    other => other.to_string(),
                };
                self.say("run-candidate-failed", &[("why", why.into())])
            }
            Some(Ok(Estimated { value, worse_by, worse_by_at_most })) => {
                let value = ("value", decimal(*value, 4).into());
                let exactly = *worse_by == 0.0 && *worse_by_at_most == 0.0;
                if exactly {
                    return self.say("run-candidate-best", &[value]);
                }
                let worse = ("worse", decimal(*worse_by, 4).into());
                let most = ("most", decimal(*worse_by_at_most, 4).into());
                self.say("run-candidate-worse", &[value, worse, most])
            }
        }
    }

    /// Why the chosen candidate was chosen.
    fn why(&self) -> String {
        let choose = &self.run.recipe.choose;
        let margin = ("margin", readable(choose.margin).into());
        let measure = ("measure", self.measure().into());
        let id = match choose.rule {
            Rule::Best => "run-why-best",
            Rule::Simplest => "run-why-simplest",
        };
        self.say(id, &[margin, measure])
    }

    fn measure(&self) -> String {
        let id = match self.run.recipe.choose.measure {
            Measure::LogLoss => "run-measure-log-loss",
            Measure::Brier => "run-measure-brier",
            Measure::Auroc => "run-measure-auroc",
        };
        self.say(id, &[])
    }

    fn claim(&self) -> Section {
        let source = &self.run.execution.claimed;
        let from = source.from.code().replace('_', "-");
        let rows = ("rows", count(source.risks.len()).into());
        let from = ("from", self.say(&format!("run-from-{from}"), &[rows]).into());
        let rows = match &self.run.claimed {
            Ok(evaluation) => self.claimed(evaluation),
            Err(why) => {
                let nobody = source.outcomes.iter().all(|outcome| *outcome < 0.5);
                let value = match (why, nobody) {
                    (Undefined::OneClass, true) => {
                        let rows = ("rows", count(source.risks.len()).into());
                        self.say("run-claim-nobody", &[rows])
                    }
                    _ => reason(*why, self.speaker.words.messages()),
                };
                let name = self.say("run-claim-undefined", &[]);
                vec![Row { name, value, meaning: String::new() }]
            }
        };
        Section { heading: self.say("run-claim", &[from]), rows }
    }

    fn claimed(&self, evaluation: &Evaluation) -> Vec<Row> {
        let calibration = &evaluation.calibration;
        let overall = evaluation.overall;
        if self.speaker.words.is_vocational() {
            return vec![
                self.estimate("observed-expected", calibration.observed_expected, 2),
                self.speaker.number("brier", overall.brier, 4),
                self.speaker.number("log-loss", overall.log_loss, 4),
            ];
        }
        vec![
            self.estimate("auroc", evaluation.auroc, 3),
            self.estimate("observed-expected", calibration.observed_expected, 2),
            self.estimate("slope", calibration.slope, 2),
            self.speaker.number("brier", overall.brier, 4),
            self.speaker.number("log-loss", overall.log_loss, 4),
        ]
    }

    /// A measure with its interval, which a message may count of 100.
    fn estimate(
        &self,
        id: &str,
        found: Result<Estimate, Undefined>,
        places: usize,
    ) -> Row {
        let row = self.speaker.estimate(id, found, places);
        let Ok(Estimate { value, limits: Ok(limits) }) = found else { return row };
        let hundred = |value: f64| Argument::from(decimal(100.0 * value, 0));
        let arguments = [
            ("estimate", row.value.into()),
            ("value", decimal(value, places).into()),
            ("hundred", hundred(value)),
            ("lower", hundred(limits.lower)),
            ("upper", hundred(limits.upper)),
        ];
        Row { value: self.say(&format!("run-claim-{id}"), &arguments), ..row }
    }

    fn policy(&self) -> Option<Section> {
        let policy = self.run.recipe.policy.as_ref()?;
        let acted = self.run.acted.as_ref()?;
        let plain = |id: &str, value: String| Row {
            name: self.say(id, &[]),
            value,
            meaning: String::new(),
        };
        let mut rows = vec![plain("run-level", self.level(policy))];
        if let Some(alerts) = policy.alerts {
            let most = ("most", decimal(alerts, 0).into());
            let mean = acted.alerts as f64 / acted.shifts.max(1) as f64;
            let mean = ("mean", decimal(mean, 1).into());
            let shifts = ("shifts", count(acted.shifts).into());
            // Where every row is its own, there are no shifts to speak of.
            let several = acted.shifts < acted.rows;
            let id = if several { "run-shift-mean" } else { "run-shift-value" };
            rows.push(plain("run-shift", self.say(id, &[most, mean, shifts])));
        }
        let Acted { rows: all, events, alerts, found, .. } = *acted;
        // Where there are few events, shares of 100 say more than was seen.
        let few = self.speaker.words.is_vocational() && events < FEW;
        let [real, seen] = match few {
            true => ["few-real", "few-found"],
            false => ["real", "found"],
        };
        for (id, part, of) in
            [("alerted", alerts, all), (real, found, alerts), (seen, found, events)]
        {
            let counts = || [("part", count(part).into()), ("of", count(of).into())];
            let value = match (of, few && id != "alerted") {
                (_, true) => self.say(&format!("run-{id}-of"), &counts()),
                (0, false) => self.say("run-of-nobody", &[]),
                (_, false) => {
                    let share = part as f64 / of as f64;
                    let hundred = ("hundred", decimal(100.0 * share, 0).into());
                    let part = ("part", count(part).into());
                    self.say("run-of-hundred", &[hundred, part, ("of", count(of).into())])
                }
            };
            rows.push(plain(&format!("run-{id}"), value));
        }
        Some(Section { heading: self.say("run-policy", &[]), rows })
    }

    fn level(&self, policy: &Policy) -> String {
        let level = ("level", percent(policy.level(), 1).into());
        let thousand = ("thousand", readable(1000.0 * policy.level()).into());
        match policy.harm_ratio {
            None => self.say("run-level-value", &[level, thousand]),
            Some(ratio) => {
                let ratio = ("ratio", readable(ratio).into());
                self.say("run-level-harm", &[level, ratio])
            }
        }
    }

    fn effects(&self) -> Option<Section> {
        let (fitted, _) = self.run.execution.deployed.learned()?;
        let row = |column: &str, value: String| Row {
            name: plain(column),
            value,
            meaning: String::new(),
        };
        let (id, rows): (_, Vec<Row>) = match fitted.effects() {
            Effects::Unknown => return None,
            Effects::OddsRatios(ratios) if self.speaker.words.is_vocational() => {
                let of = |raises: bool| {
                    let listed = ratios.iter().filter(|(_, ratio, _)| {
                        if raises { *ratio > 1.0 } else { *ratio < 1.0 }
                    });
                    listed.map(|(name, ..)| plain(name).replace('_', " ")).collect()
                };
                ("run-effects-raise", self.raising(of(true), of(false)))
            }
            Effects::OddsRatios(ratios) => {
                let rows = ratios.into_iter().map(|(column, ratio, limits)| {
                    let found = match limits {
                        None => decimal(ratio, 2),
                        Some(limits) => {
                            let found = Ok(Estimate { value: ratio, limits: Ok(limits) });
                            in_words(&found, 2, self.speaker.words.messages())
                        }
                    };
                    row(&column, self.say("run-odds-ratio", &[("ratio", found.into())]))
                });
                ("run-effects-odds", rows.collect())
            }
            Effects::Importance(shares) => {
                let rows = shares
                    .into_iter()
                    .map(|(column, share)| row(&column, percent(share, 0)));
                ("run-effects-importance", rows.collect())
            }
            Effects::Points(lines) => {
                let rows = lines.iter().map(|line| {
                    let points = ("points", (line.points as usize).into());
                    let value = self.say("run-points-value", &[points]);
                    row(&line_name(line, self.speaker.words), value)
                });
                ("run-effects-points", rows.collect())
            }
        };
        Some(Section { heading: self.say(id, &[]), rows })
    }

    /// Which columns go with a higher risk, which with a lower one, and how to read it.
    fn raising(&self, raises: Vec<String>, lowers: Vec<String>) -> Vec<Row> {
        let row = |id: &str, value: String| Row {
            name: self.say(id, &[]),
            value,
            meaning: String::new(),
        };
        let filled = [("run-raises", raises), ("run-lowers", lowers)].into_iter();
        let filled = filled.filter(|(_, columns)| !columns.is_empty());
        let told = filled.map(|(id, columns)| row(id, columns.join(", ")));
        let note = row("run-raises-note", self.say("run-raises-means", &[]));
        told.chain([note]).collect()
    }

    fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.speaker.say(id, arguments)
    }
}
