//! The program's own words, and those of an exercise.
//!
//! An exercise brings its feedback in a Fluent file beside its text: a message for every
//! verdict of every criterion, and one for every never event. Where a message may not be
//! said, because it would tell a learner under examination what is hidden, its `.graded`
//! attribute is said instead, and without one a general sentence.

use medlab_charts::{Argument, MessageError, Messages};
use medlab_exercise::{CriterionMark, Found, NeverEvent, Verdict};

/// The program's English words.
const ENGLISH: &str = include_str!("../locales/en/report.ftl");

/// What the commands say in English.
const COMMANDS: &str = include_str!("../locales/en/commands.ftl");

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
        let english = [medlab_charts::messages::ENGLISH, ENGLISH, COMMANDS];
        let messages = Messages::new("en", &english);
        match messages {
            Ok(messages) => Self { messages, language: "en".into() },
            Err(error) => unreachable!("the built-in words are tested: {error}"),
        }
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
        self.exercise
            .try_say(id, &[])
            .unwrap_or_else(|_| capitalised(&id.replace('-', " ")))
    }

    /// The small question that helps after failures on a criterion, where there is one.
    pub fn question(&self, criterion: &str) -> Option<String> {
        self.exercise.try_say(&format!("{criterion}-question"), &[]).ok()
    }

    /// What is said of one criterion.
    pub fn criterion(&self, mark: &CriterionMark, audience: Audience) -> String {
        let mut arguments = Vec::new();
        if audience == Audience::Everything {
            let rest = mark.arguments.iter().map(|(name, found)| (name.as_str(), found));
            arguments.extend(rest.map(|(name, found)| (name, self.argument(found))));
            if let Some(reference) = &mark.reference {
                arguments.push(("reference", self.argument(reference)));
            }
        }
        let found = match audience {
            Audience::Everything => mark.found.clone(),
            Audience::Examined => coarse(&mark.found),
        };
        arguments.push(("found", self.argument(&found)));
        self.first_of(&mark.message_id, &arguments, audience).unwrap_or_else(|| {
            let id = format!("criterion-{}", mark.verdict.code().replace('_', "-"));
            let name = self.criterion_name(&mark.id);
            self.program.say(&id, &[("name", name.into())])
        })
    }

    /// What is said of a never event.
    pub fn never_event(&self, event: &NeverEvent, audience: Audience) -> String {
        let mut arguments = Vec::new();
        if audience == Audience::Everything {
            arguments.push(("patients", event.patients.into()));
            arguments.push(("examples", event.examples.join(", ").into()));
        }
        self.first_of(&event.message_id, &arguments, audience).unwrap_or_else(|| {
            let name = capitalised(&event.id.replace('-', " "));
            self.program.say("never-event-general", &[("name", name.into())])
        })
    }

    /// The ids that the exercise lacks for these criteria and never events, sorted.
    pub fn missing<'a>(
        &self,
        criteria: impl IntoIterator<Item = &'a str>,
        never_events: impl IntoIterator<Item = &'a str>,
    ) -> Vec<String> {
        let verdicts =
            [Verdict::Met, Verdict::Partial, Verdict::NotMet, Verdict::NotJudged];
        let of_criterion = |id: &str| {
            verdicts.map(|verdict| format!("{id}-{}", verdict.code().replace('_', "-")))
        };
        let criteria = criteria.into_iter().flat_map(of_criterion);
        let never = never_events.into_iter().map(|id| format!("never-{id}"));
        let mut missing: Vec<String> =
            criteria.chain(never).filter(|id| !self.exercise.has(id)).collect();
        missing.sort();
        missing
    }

    /// A value in a message: a number, a text, or the reason why there is none.
    fn argument(&self, found: &Found) -> Argument {
        match found {
            Found::Number(value) => Argument::Number(*value),
            Found::Text(text) => Argument::Text(text.clone()),
            Found::Undefined(code) => Argument::Text(undefined(code, self.program)),
        }
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

/// The reason behind a code such as `one_class`, in words.
pub(crate) fn undefined(code: &str, words: &Words) -> String {
    let id = format!("why-{}", code.replace('_', "-"));
    let why = words.messages.try_say(&id, &[]).unwrap_or_else(|_| code.replace('_', " "));
    words.say("undefined", &[("why", why.into())])
}

/// What a learner under examination is told of a measured number: a value up to one to
/// the nearest twentieth, a larger one to two digits. A text is the learner's own choice.
fn coarse(found: &Found) -> Found {
    match found {
        Found::Number(value) if value.abs() <= 1.0 => {
            Found::Number((value * 20.0).round() / 20.0)
        }
        Found::Number(value) if value.is_finite() => {
            let mut unit = 1.0;
            while value.abs() / unit >= 100.0 {
                unit *= 10.0;
            }
            let fine = if value.abs() < 10.0 { 10.0 } else { 1.0 };
            Found::Number((value / unit * fine).round() / fine * unit)
        }
        other => other.clone(),
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
