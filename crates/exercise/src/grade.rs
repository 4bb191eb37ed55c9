//! A grade: what one submission earned, criterion by criterion, and why.
//!
//! It holds numbers, ids and arguments for words, never the words themselves: language
//! changes how a grade reads, not what it is. Points are counted in hundredths, so that
//! sums are exact.

use std::collections::BTreeMap;

use medlab_cohort::Problem;
use serde::{Deserialize, Serialize};

use crate::code::{Custody, FailedCase};
use crate::evidence::Found;
use crate::fault::Fault;

/// What one submission earned.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// The exercise's id, such as `mooc2-2-1-any-tool`.
    pub exercise: String,
    /// The exercise's version; a grade is reproducible only together with it.
    pub exercise_version: u32,
    /// Where the submission lay, relative to what was graded, `/` between folders.
    pub submission: String,
    /// The learner's pseudonym, where a roster and a pseudonym key were given.
    pub learner: Option<String>,
    /// `practice-7`, or a pack ID.
    pub variant: Option<String>,
    /// Practice, or graded under a teacher's key.
    pub mode: Mode,
    /// Where code is judged: in whose hands it ran.
    pub custody: Option<Custody>,
    /// Graded, not gradable (the submission's fault) or failed (the grader's).
    pub status: Status,
    /// SHA-256 of what was judged and what judged it.
    pub digest: Digest,
}

/// Practice data, or patients drawn from a teacher's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// One of the 32 numbered practice variants.
    Practice,
    /// The pack that a teacher issued.
    Graded,
}

/// Whether there is a mark, and if not, whose fault that is.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub enum Status {
    /// The submission was judged.
    Graded(Marks),
    /// The submission could not be judged, by its own fault; no attempt is lost.
    NotGradable(Fault),
    /// The grader failed; never the learner's fault.
    GraderError(#[serde(with = "crate::told")] Problem),
}

/// Points, verdicts and never events of a judged submission.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Marks {
    /// Points after the cap, in the range `0..=max_points`.
    pub points: Points,
    /// The most that the exercise gives.
    pub max_points: Points,
    /// Enough points, and no never event.
    pub passed: bool,
    /// What must never happen to a patient, and did.
    pub never_events: Vec<NeverEvent>,
    /// One line for each criterion, in the exercise's order.
    pub criteria: Vec<CriterionMark>,
    /// What the learner wrote in their own words; only the teacher can judge it.
    pub texts: Vec<Written>,
    /// The smallest case of each function of a learner's code that went wrong.
    pub failed: Vec<FailedCase>,
}

/// A text in a learner's own words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Written {
    /// Where it stands, such as `card.explanation`.
    pub id: String,
    /// The question that it answers.
    pub label: String,
    /// The text.
    pub text: String,
}

/// A number of points, in hundredths.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize,
)]
pub struct Points(u32);

impl Points {
    /// So many hundredths of a point.
    pub fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// The hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }

    /// As shown to people: to the nearest half point, halves of a half upwards.
    pub fn shown(self) -> f64 {
        f64::from((self.0 + 25) / 50) / 2.0
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|p| p.0).sum())
    }
}

/// How far a criterion was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Verdict {
    /// Full points.
    Met,
    /// Some points.
    Partial,
    /// No points.
    NotMet,
    /// Not judged, because what it rests on is missing; no points.
    NotJudged,
}

impl Verdict {
    /// The contract's name of it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::NotMet => "not_met",
            Self::NotJudged => "not_judged",
        }
    }
}

/// One criterion's share of a grade.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CriterionMark {
    /// The criterion's id within the exercise.
    pub id: String,
    /// Points earned.
    pub points: Points,
    /// Points to earn.
    pub max_points: Points,
    /// How far it was met.
    pub verdict: Verdict,
    /// The learning outcome it shows, such as `M5.3.2-b`.
    pub outcome: String,
    /// What was measured in the submission.
    pub found: Found,
    /// What the reference solution reached on the same patients, where there is one.
    pub reference: Option<Found>,
    /// Which message tells the learner; its arguments are in [`CriterionMark::arguments`].
    pub message_id: String,
    /// How many decimals its numbers are shown with; three significant digits otherwise.
    pub decimals: Option<u8>,
    /// Further named values for the message.
    pub arguments: BTreeMap<String, Found>,
}

/// Something that must never happen to a patient; it caps the points.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct NeverEvent {
    /// The never event's id within the exercise.
    pub id: String,
    /// Which message tells the learner.
    pub message_id: String,
    /// To how many patients it happened.
    pub patients: usize,
    /// The first patients it happened to, by id as the learner knows them.
    pub examples: Vec<String>,
}

/// What was judged, and what judged it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// `sha256:…` over the submission's files.
    pub submission: String,
    /// `sha256:…` over the exercise's files.
    pub exercise: String,
    /// `medlab x.y.z`.
    pub grader: String,
}

impl Grade {
    /// The marks, where there are any.
    pub fn marks(&self) -> Option<&Marks> {
        match &self.status {
            Status::Graded(marks) => Some(marks),
            _ => None,
        }
    }

    /// Whether it was judged and passed.
    pub fn passed(&self) -> bool {
        self.marks().is_some_and(|marks| marks.passed)
    }
}
