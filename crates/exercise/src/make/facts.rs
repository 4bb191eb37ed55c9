//! Facts: what a learner finds out before answering, counted in tables or computed.

use medlab_cohort::{Expression, Scalar, Scalars};
use serde::Deserialize;

use super::wrong;
use crate::aggregate::{Rows, aggregate};
use crate::assignment::Assignment;
use crate::course::CourseError;
use crate::exercise::formula;
use crate::format::Aggregate;
use crate::measure::over;

/// A named value that later formulas may use.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    name: String,
    from: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    /// Rows of a table that the learner has.
    Rows(Box<Counted>),
    /// Earlier facts.
    Facts(Expression),
}

#[derive(Clone, Debug)]
struct Counted {
    table: String,
    how: Aggregate,
    of: Expression,
    only: Option<Expression>,
}

/// A `[[fact]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactFile {
    name: String,
    table: Option<String>,
    how: Option<Aggregate>,
    of: Option<String>,
    #[serde(rename = "where")]
    only: Option<String>,
    value: Option<String>,
}

impl FactFile {
    pub(super) fn read(self, path: &str) -> Result<Fact, CourseError> {
        let place = format!("fact {}", self.name);
        let parse = |text: &str| formula(path, &place, text);
        let from = match (self.value, self.table, self.how, self.of) {
            (Some(value), None, None, None) => Origin::Facts(parse(&value)?),
            (None, Some(table), Some(how), Some(of)) => Origin::Rows(Box::new(Counted {
                table,
                how,
                of: parse(&of)?,
                only: self.only.as_deref().map(parse).transpose()?,
            })),
            _ => {
                let message =
                    format!("{place}: expected either value, or table, how, of");
                return Err(CourseError::new(path, message, "write one of the two"));
            }
        };
        Ok(Fact { name: self.name, from })
    }
}

impl Fact {
    /// Adds its value to the facts before it.
    pub(super) fn find(
        &self,
        path: &str,
        assignment: &Assignment,
        facts: &mut Scalars,
    ) -> Result<(), CourseError> {
        let value = match &self.from {
            Origin::Facts(value) => scalar(path, value, facts)?,
            Origin::Rows(counted) => counted.count(path, assignment, facts)?,
        };
        facts.insert(self.name.clone(), value);
        Ok(())
    }
}

impl Counted {
    fn count(
        &self,
        path: &str,
        assignment: &Assignment,
        facts: &Scalars,
    ) -> Result<Scalar, CourseError> {
        let table = assignment.shown(&self.table).map_err(|e| wrong(path, e))?;
        let of = over(path, &self.of, &table, facts)?;
        let only = match &self.only {
            None => None,
            Some(only) => Some(over(path, only, &table, facts)?),
        };
        let only = only.as_ref().map(|values| values.values());
        let rows = Rows { of: of.values(), only, by: None };
        Ok(aggregate(self.how, rows).scalar())
    }
}

/// A formula over facts, or the course's fault.
pub(super) fn scalar(
    path: &str,
    value: &Expression,
    facts: &Scalars,
) -> Result<Scalar, CourseError> {
    value.scalar(facts).map_err(|error| {
        let hint = error.hint().unwrap_or("name facts and vary.* only").to_string();
        CourseError::new(path, error.to_string(), hint)
    })
}
