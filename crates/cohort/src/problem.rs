//! A problem: what is wrong with an input, as a stable code and the values that its words
//! need, without the words.
//!
//! The readers say what they expected and found in numbers and texts; the words are kept
//! in one place, by language, and are found by the code. [`problems!`](crate::problems)
//! declares the problems of a reader as an enum and lists them, so that a test can hold
//! the words against the list.

use std::fmt;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code, such as `missing_column`.
    pub code: &'static str,
    /// Which case of it, where one code has several messages; otherwise empty.
    pub case: &'static str,
    /// What the words are given, by name.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// A value for the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text as it was found or declared.
    Text(String),
    /// How many.
    Count(u64),
}

/// A problem that can be met, for whoever keeps the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its code.
    pub code: &'static str,
    /// Which case of it.
    pub case: &'static str,
    /// The names of what its words are given.
    pub arguments: &'static [&'static str],
}

/// What can be given to words; nothing is left out.
pub trait Given {
    /// The value, where there is one.
    fn given(self) -> Option<Argument>;
}

impl Problem {
    /// The id of its words, such as `fault-risk-range-percent`.
    pub fn words(&self) -> String {
        words(self.code, self.case)
    }

    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        let mut found = self.arguments.iter().filter(|(known, _)| *known == name);
        found.next().map(|(_, argument)| argument)
    }
}

impl Known {
    /// The id of its words.
    pub fn words(&self) -> String {
        words(self.code, self.case)
    }
}

fn words(code: &str, case: &str) -> String {
    let dash = if case.is_empty() { "" } else { "-" };
    format!("fault-{}{dash}{case}", code.replace('_', "-"))
}

impl fmt::Display for Problem {
    /// For programmers: the code and what it is about, as `ragged_row more: found 3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if !self.case.is_empty() {
            write!(f, " {}", self.case)?;
        }
        for (index, (name, argument)) in self.arguments.iter().enumerate() {
            let before = if index == 0 { ":" } else { "," };
            write!(f, "{before} {name} {argument}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
        }
    }
}

impl Given for String {
    fn given(self) -> Option<Argument> {
        Some(Argument::Text(self))
    }
}

impl Given for &'static str {
    fn given(self) -> Option<Argument> {
        Some(Argument::Text(self.to_owned()))
    }
}

impl Given for char {
    fn given(self) -> Option<Argument> {
        Some(Argument::Text(self.to_string()))
    }
}

impl Given for u64 {
    fn given(self) -> Option<Argument> {
        Some(Argument::Count(self))
    }
}

impl Given for usize {
    fn given(self) -> Option<Argument> {
        Some(Argument::Count(self as u64))
    }
}

impl Given for Vec<String> {
    fn given(self) -> Option<Argument> {
        Some(Argument::Text(self.join(", ")))
    }
}

impl<T: Given> Given for Option<T> {
    fn given(self) -> Option<Argument> {
        self.and_then(Given::given)
    }
}

/// Declares problems: an enum whose fields are what the words are given, with the code of
/// each variant and, where one code has several messages, its case.
///
/// An argument `near` is a name that was probably meant; where there is one, it makes the
/// way out.
///
/// ```
/// use medlab_cohort::{Problem, problems};
/// problems! {
///     /// What can be wrong with a risk.
///     pub enum Wrong {
///         /// Too large.
///         Range { found: String } = "risk_range",
///         /// Probably in percent.
///         Percent { found: String } = "risk_range" "percent",
///     }
/// }
/// let problem = Problem::from(Wrong::Percent { found: "17".into() });
/// assert_eq!(problem.words(), "fault-risk-range-percent");
/// assert_eq!(problem.to_string(), "risk_range percent: found 17");
/// assert_eq!(Wrong::ALL.len(), 2);
/// ```
#[macro_export]
macro_rules! problems {
    ($(#[$of_all:meta])* $vis:vis enum $name:ident { $(
        $(#[$of_one:meta])*
        $variant:ident $({ $($field:ident: $type:ty),+ $(,)? })? = $code:literal $($case:literal)?,
    )+ }) => {
        $(#[$of_all])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $vis enum $name { $(
            $(#[$of_one])*
            $variant $({ $(
                #[doc = concat!("What the words call `", stringify!($field), "`.")]
                $field: $type
            ),+ })?,
        )+ }

        impl $name {
            /// All of them.
            $vis const ALL: &'static [$crate::problem::Known] = &[$(
                $crate::problem::Known {
                    code: $code,
                    case: concat!($($case)?),
                    arguments: &[$($(stringify!($field)),+)?],
                },
            )+];
        }

        impl From<$name> for $crate::Problem {
            fn from(wrong: $name) -> Self {
                match wrong { $(
                    $name::$variant $({ $($field),+ })? => {
                        let given = [$($((
                            stringify!($field),
                            $crate::problem::Given::given($field),
                        )),+)?];
                        let given = given.into_iter();
                        Self {
                            code: $code,
                            case: concat!($($case)?),
                            arguments: given
                                .filter_map(|(name, argument): (_, Option<_>)| Some((name, argument?)))
                                .collect(),
                        }
                    }
                )+ }
            }
        }
    };
}
