//! The program's own words, and those of an exercise.
//!
//! An exercise brings its feedback in a Fluent file beside its text: a message for every
//! verdict of every criterion, and one for every never event. `$found` is what was
//! measured, with the criterion's decimals. What only some may read stands in attributes:
//! `.reference` is added where `$reference` may be shown, and `.graded` is said in place of
//! a message that would tell a learner under examination what is hidden; without one, a
//! general sentence is.

use medlab_charts::{Argument, MessageError, Messages, Patients};
use medlab_exercise::format::Track;
use medlab_exercise::{CriterionMark, Found, NeverEvent, Problem, Verdict};

/// The program's English words.
const ENGLISH: &str = include_str!("../locales/en/report.ftl");

/// What the commands say in English.
const COMMANDS: &str = include_str!("../locales/en/commands.ftl");

/// What is said in English of what is wrong.
const FAULTS: &str = include_str!("../locales/en/faults.ftl");
/// What is said of recipes in English.
const RECIPES: &str = include_str!("../locales/en/recipes.ftl");

/// Other words for readers without technical background, under the same ids.
const VOCATIONAL: &str = include_str!("../locales/en/vocational.ftl");

/// The words of those readers where a row is a patient's day, under the same ids.
const DAYS: &str = include_str!("../locales/en/days.ftl");

/// What may be said, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everything: a teacher, or a learner who practises.
    Everything,
    /// A learner whose graded patients stay hidden: rounded, without reference values.
    Examined,
}

/// The program's words, in one language.
#[derive(Debug)]
pub struct Words {
    messages: Messages,
    language: String,
    is_vocational: bool,
}

/// The words of one exercise, with the program's behind them.
#[derive(Debug)]
pub struct ExerciseWords<'w> {
    program: &'w Words,
    exercise: Messages,
    title: Option<String>,
}

impl Words {
    /// The base language.
    pub fn english() -> Self {
        match Self::new("en", &Self::ENGLISH) {
            Ok(words) => words,
            Err(error) => unreachable!("the built-in words are tested: {error}"),
        }
    }

    /// The Fluent texts of the base language, which a translation has to match.
    pub const ENGLISH: [&str; 5] =
        [medlab_charts::messages::ENGLISH, ENGLISH, COMMANDS, FAULTS, RECIPES];

    /// The words of a language, of which all must be there.
    pub fn new(language: &str, texts: &[&str]) -> Result<Self, MessageError> {
        let messages = Messages::new(language, texts)?;
        Ok(Self { messages, language: language.into(), is_vocational: false })
    }

    /// The base language as it is spoken to a track's learners.
    pub fn english_for(track: Track) -> Self {
        let words = Self::english();
        if track != Track::Mooc5 {
            return words;
        }
        match words.messages.worded(VOCATIONAL) {
            Ok(messages) => Self { messages, is_vocational: true, ..words },
            Err(error) => unreachable!("the built-in words are tested: {error}"),
        }
    }

    /// The same for a dataset whose rows are of such a kind, such as `patient day`: readers
    /// without technical background are told of days where a patient has one row a day.
    #[must_use]
    pub fn about_rows(self, row: &str) -> Self {
        if !self.is_vocational || !row.ends_with("day") {
            return self;
        }
        match self.messages.worded(DAYS) {
            Ok(messages) => Self { messages, ..self },
            Err(error) => unreachable!("the built-in words are tested: {error}"),
        }
    }

    /// Whether the reader has no technical background, and numbers are better counted.
    pub fn is_vocational(&self) -> bool {
        self.is_vocational
    }

    /// The words of an exercise from its Fluent text, which may be empty.
    pub fn exercise(&self, ftl: &str) -> Result<ExerciseWords<'_>, MessageError> {
        let exercise = Messages::new(&self.language, &[ftl])?;
        Ok(ExerciseWords { program: self, exercise, title: None })
    }

    /// The messages themselves; figures are drawn with them.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The language's tag, such as `en`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What is known of whose patients these are, in a sentence or two.
    pub(crate) fn whose(&self, patients: Patients) -> String {
        match patients {
            Patients::Synthetic => self.say("all-synthetic", &[]),
            Patients::AsGiven => self.say("evaluated-as-given", &[]),
        }
    }

    /// What is wrong, and the way out: towards the name that was probably meant, where
    /// there is one.
    pub fn problem(&self, problem: &Problem) -> (String, String) {
        let id = problem.words();
        let given = |(name, argument): &(&'static str, medlab_exercise::Argument)| {
            let argument = match argument {
                medlab_exercise::Argument::Text(text) => Argument::Text(text.clone()),
                medlab_exercise::Argument::Count(count) => {
                    Argument::Number(*count as f64)
                }
            };
            (*name, argument)
        };
        let given: Vec<(&str, Argument)> = problem.arguments.iter().map(given).collect();
        let way_out = if problem.argument("near").is_some() { "near" } else { "hint" };
        (self.say(&id, &given), self.say(&format!("{id}.{way_out}"), &given))
    }

    /// One of the program's own messages.
    pub fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.messages.say(id, arguments)
    }
}

impl<'w> ExerciseWords<'w> {
    /// The same with the exercise's title, for headings.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The program's words behind.
    pub fn program(&self) -> &'w Words {
        self.program
    }

    /// The exercise's title, where it was given.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// A criterion's name for people: the message of its id, else the id itself in words.
    pub fn criterion_name(&self, id: &str) -> String {
        self.exercise.try_say(id, &[]).unwrap_or_else(|_| in_words(id))
    }

    /// The small question that helps after failures on a criterion, where there is one.
    pub fn question(&self, criterion: &str) -> Option<String> {
        self.exercise.try_say(&format!("{criterion}-question"), &[]).ok()
    }

    /// What is said of one criterion.
    pub fn criterion(&self, mark: &CriterionMark, audience: Audience) -> String {
        let mut arguments = vec![("found", self.found(mark, audience))];
        if audience == Audience::Everything {
            for (name, found) in &mark.arguments {
                arguments.push((name, self.argument(found, mark.decimals)));
            }
            if let Some(reference) = &mark.reference {
                arguments.push(("reference", self.argument(reference, mark.decimals)));
            }
        }
        let said = self.first_of(&mark.message_id, &arguments, audience);
        let added = match (audience, &mark.reference) {
            (Audience::Everything, Some(_)) => self
                .exercise
                .try_say(&format!("{}.reference", mark.message_id), &arguments)
                .ok(),
            _ => None,
        };
        let said = match (said, added) {
            (Some(said), Some(added)) => format!("{said} {added}"),
            (Some(said), None) => said,
            (None, _) => self.general(mark),
        };
        let lacks = match audience {
            Audience::Everything => self.lacks(mark),
            Audience::Examined => Vec::new(),
        };
        let added = self.meant(mark).into_iter().chain(lacks);
        added.fold(said, |said, added| format!("{said} {added}"))
    }

    /// What a text in the learner's own words does not name, and whether it is too short.
    fn lacks(&self, mark: &CriterionMark) -> Vec<String> {
        let text = |name: &'static str| match mark.arguments.get(name) {
            Some(Found::Text(text)) => Some((name, Argument::Text(text.clone()))),
            _ => None,
        };
        let short = text("letters").zip(text("least"));
        let short = short.map(|(found, least)| ("text-short", vec![found, least]));
        let lacks = text("lacks").map(|what| ("text-lacks", vec![what]));
        let told = short.into_iter().chain(lacks);
        told.map(|(id, given)| self.program.say(id, &given)).collect()
    }

    /// A question back where an answer looks like a share of 1 and another scale is asked for.
    fn meant(&self, mark: &CriterionMark) -> Option<String> {
        let text = |name: &str| match mark.arguments.get(name) {
            Some(Found::Text(text)) => Some(Argument::Text(text.clone())),
            _ => None,
        };
        let given = [
            ("name", text("meant_name")?),
            ("unit", text("meant_unit")?),
            ("found", text("meant_found")?),
            ("value", text("meant")?),
        ];
        Some(self.program.say("did-you-mean", &given))
    }

    /// Found, reference and what lies above them, for whoever may read it: where the
    /// exercise has no words of its own, or where there are yardsticks to compare with.
    pub fn numbers(&self, mark: &CriterionMark, audience: Audience) -> Option<String> {
        let yardsticks =
            ["attainable", "ideal"].map(|name| (name, mark.arguments.get(name)));
        let compared = yardsticks.iter().any(|(_, found)| found.is_some());
        if audience == Audience::Examined
            || (self.exercise.has(&mark.message_id) && !compared)
        {
            return None;
        }
        let first =
            [("found", Some(&mark.found)), ("reference", mark.reference.as_ref())];
        let said = first.into_iter().chain(yardsticks).filter_map(|(name, found)| {
            let value = self.argument(found?, mark.decimals);
            Some(self.program.say(&format!("yardstick-{name}"), &[("value", value)]))
        });
        Some(said.collect::<Vec<_>>().join("; "))
    }

    /// What is said of a never event.
    pub fn never_event(&self, event: &NeverEvent, audience: Audience) -> String {
        let mut arguments = Vec::new();
        if audience == Audience::Everything {
            arguments.push(("patients", Argument::from(event.patients)));
            arguments.push(("examples", event.examples.join(", ").into()));
        }
        self.first_of(&event.message_id, &arguments, audience).unwrap_or_else(|| {
            let name = in_words(&event.id);
            self.program.say("never-event-general", &[("name", name.into())])
        })
    }

    /// The ids that the exercise lacks for these criteria and never events, sorted.
    pub fn missing<'a>(
        &self,
        criteria: impl IntoIterator<Item = &'a str>,
        never_events: impl IntoIterator<Item = &'a str>,
    ) -> Vec<String> {
        let ids = criterion_ids(criteria).chain(never_ids(never_events));
        let mut missing: Vec<String> = ids.filter(|id| !self.exercise.has(id)).collect();
        missing.sort();
        missing
    }

    /// Messages, also of attributes, that name a value which they are never given.
    pub fn unsayable<'a>(
        &self,
        criteria: impl IntoIterator<Item = &'a str>,
        never_events: impl IntoIterator<Item = &'a str>,
    ) -> Vec<MessageError> {
        let number = |name| (name, Argument::Number(0.5));
        let found = [number("found"), number("attainable"), number("ideal")];
        let compared = [found.to_vec(), vec![number("reference")]].concat();
        let never = [("patients", Argument::Number(2.0)), ("examples", "P1, P2".into())];
        let of_criteria = criterion_ids(criteria).flat_map(|id| {
            let added = (format!("{id}.reference"), &compared[..]);
            let graded = (format!("{id}.graded"), &found[..1]);
            [(id, &compared[..]), added, graded]
        });
        let of_never = never_ids(never_events)
            .flat_map(|id| [(format!("{id}.graded"), &never[..0]), (id, &never[..])]);
        let said = of_criteria.chain(of_never);
        let failed =
            said.filter_map(|(id, given)| self.exercise.try_say(&id, given).err());
        failed.filter(|error| matches!(error, MessageError::Argument { .. })).collect()
    }

    /// What was measured, for a learner under examination to two digits.
    fn found(&self, mark: &CriterionMark, audience: Audience) -> Argument {
        match (audience, &mark.found) {
            (Audience::Examined, Found::Number(value)) => {
                two_digits(*value, mark.decimals)
            }
            (_, found) => self.argument(found, mark.decimals),
        }
    }

    /// A value in a message: a number, a text, or the reason why there is none.
    fn argument(&self, found: &Found, decimals: Option<u8>) -> Argument {
        match (found, decimals) {
            (Found::Number(value), Some(places)) => {
                Argument::Rounded(*value, places.into())
            }
            (Found::Number(value), None) => Argument::Number(*value),
            (Found::Text(text), _) => Argument::Text(text.clone()),
            (Found::Undefined(code), _) => Argument::Text(undefined(code, self.program)),
        }
    }

    fn general(&self, mark: &CriterionMark) -> String {
        let id = format!("criterion-{}", mark.verdict.code().replace('_', "-"));
        self.program.say(&id, &[("name", self.criterion_name(&mark.id).into())])
    }

    /// The message, for somebody under examination its `.graded` form first; nothing
    /// where it is missing or names what it may not be told.
    fn first_of(
        &self,
        id: &str,
        arguments: &[(&str, Argument)],
        audience: Audience,
    ) -> Option<String> {
        let graded = (audience == Audience::Examined).then(|| format!("{id}.graded"));
        let ids = graded.iter().map(String::as_str).chain([id]);
        ids.filter_map(|id| self.exercise.try_say(id, arguments).ok()).next()
    }
}

/// The ids of a criterion's messages: one for every verdict.
fn criterion_ids<'a>(
    criteria: impl IntoIterator<Item = &'a str>,
) -> impl Iterator<Item = String> {
    let verdicts = [Verdict::Met, Verdict::Partial, Verdict::NotMet, Verdict::NotJudged];
    criteria.into_iter().flat_map(move |id| {
        verdicts.map(|verdict| format!("{id}-{}", verdict.code().replace('_', "-")))
    })
}

fn never_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = String> {
    ids.into_iter().map(|id| format!("never-{id}"))
}

/// The reason behind a code such as `one_class`, in words.
pub(crate) fn undefined(code: &str, words: &Words) -> String {
    let id = format!("why-{}", code.replace('_', "-"));
    let why = words.messages.try_say(&id, &[]).unwrap_or_else(|_| code.replace('_', " "));
    words.say("undefined", &[("why", why.into())])
}

/// Two digits of a number, which say how good it is and not how to climb; a whole number
/// as it is.
fn two_digits(value: f64, decimals: Option<u8>) -> Argument {
    if value.fract() == 0.0 || !value.is_finite() {
        return Argument::Rounded(value, 0);
    }
    let mut places = 1;
    let mut unit = 1.0;
    while value.abs() * unit < 1.0 && places < 6 {
        places += 1;
        unit *= 10.0;
    }
    let places = if value.abs() >= 10.0 { 0 } else { places };
    let kept = decimals.map_or(places, |decimals| places.min(decimals.into()));
    let mut hundred = 1.0;
    while value.abs() / hundred >= 100.0 {
        hundred *= 10.0;
    }
    let value = if hundred > 1.0 { (value / hundred).round() * hundred } else { value };
    Argument::Rounded(value, kept)
}

/// An id such as `group-missed` for people, where it has no message: `Group missed`.
pub(crate) fn in_words(id: &str) -> String {
    let text = id.replace('-', " ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_for_other_readers_have_the_same_ids() {
        let english = Words::english();
        for (overlay, row) in [(VOCATIONAL, "patient"), (DAYS, "patient day")] {
            let ids = overlay.lines().filter_map(|line| line.split_once(" = "));
            for (id, text) in ids.filter(|(id, _)| !id.starts_with('#')) {
                assert!(english.messages().has(id), "no message `{id}`");
                let spoken = Words::english_for(Track::Mooc5).about_rows(row);
                assert!(text.contains('{') || spoken.say(id, &[]) == text, "{id}");
            }
        }
    }

    #[test]
    fn two_digits_are_told() {
        let words = Words::english();
        for (value, decimals, shown) in [
            (0.8123, Some(3), "0.81"),
            (0.8123, Some(1), "0.8"),
            (0.00413, Some(4), "0.0041"),
            (0.0123, None, "0.012"),
            (1.063, Some(2), "1.1"),
            (-1.063, None, "-1.1"),
            (23.4, Some(1), "23"),
            (1234.5, Some(1), "1,200"),
            (137.0, Some(1), "137"),
            (0.0, Some(3), "0"),
        ] {
            let said =
                words.say("yardstick-found", &[("value", two_digits(value, decimals))]);
            assert_eq!(said, format!("found: {shown}"));
        }
    }
}
