//! A problem told from one process to another: its code, its case and its arguments.
//!
//! Only problems that the engine knows are understood, so that whoever tells one cannot
//! make up words.

use std::borrow::Cow;

use medlab_cohort::Problem;
use medlab_cohort::problem::Argument;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::rule;

#[derive(Deserialize, Serialize)]
struct Told<'a> {
    code: Cow<'a, str>,
    case: Cow<'a, str>,
    texts: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    counts: Vec<(Cow<'a, str>, u64)>,
}

pub(crate) fn serialize<S: Serializer>(
    problem: &Problem,
    writer: S,
) -> Result<S::Ok, S::Error> {
    let mut told = Told {
        code: problem.code.into(),
        case: problem.case.into(),
        texts: Vec::new(),
        counts: Vec::new(),
    };
    for (name, argument) in &problem.arguments {
        match argument {
            Argument::Text(text) => told.texts.push(((*name).into(), text.into())),
            Argument::Count(count) => told.counts.push(((*name).into(), *count)),
        }
    }
    told.serialize(writer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    reader: D,
) -> Result<Problem, D::Error> {
    let told = Told::deserialize(reader)?;
    let known = rule::known()
        .find(|known| known.code == told.code && known.case == told.case)
        .ok_or_else(|| de::Error::custom("expected a problem that is known"))?;
    let texts = told.texts.iter().map(|(name, t)| (name, Argument::Text(t.to_string())));
    let counts = told.counts.iter().map(|(name, count)| (name, Argument::Count(*count)));
    let mut arguments = Vec::new();
    for (name, argument) in texts.chain(counts) {
        let name = known.arguments.iter().find(|known| *known == name);
        let name = name.ok_or_else(|| de::Error::custom("expected a known argument"))?;
        arguments.push((*name, argument));
    }
    // As the problem itself lists them, whatever kinds they are of.
    arguments.sort_by_key(|(name, _)| known.arguments.iter().position(|a| a == name));
    Ok(Problem { code: known.code, case: known.case, arguments })
}

#[cfg(test)]
mod tests {
    use crate::rule::Rule;
    use crate::{Fault, Status};

    #[test]
    fn what_is_told_is_understood_to_the_letter() {
        let rule = Rule::DuplicateId { id: "P1".into(), first: 7 };
        let status = Status::NotGradable(Fault::new(rule).in_file("a").on_line(3));
        let text = serde_json::to_string(&status).unwrap();
        assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), status);
    }

    #[test]
    fn unknown_problems_are_not_understood() {
        let status = Status::GraderError(Rule::Grader.into());
        let text = serde_json::to_string(&status).unwrap();
        let made_up = text.replace("grader_error", "made_up");
        assert!(serde_json::from_str::<Status>(&text).is_ok());
        assert!(serde_json::from_str::<Status>(&made_up).is_err());
    }
}
