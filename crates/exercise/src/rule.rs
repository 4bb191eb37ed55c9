//! Every rule that something handed to the engine can break.
//!
//! A variant's fields are what the words about it are given. How it reads in a language is
//! not known here; see the messages `fault-…` of the reports.

use medlab_cohort::problem::Known;
use medlab_cohort::{csv, problems};

use crate::recipe_rule::RecipeRule;

problems! {
    /// A rule that was broken.
    pub(crate) enum Rule {
        /// A hand-written file that is too long to be one.
        LongDocument { most: usize, found: usize } = "too_large" "document",
        /// A hand-written file in UTF-16.
        Utf16 = "encoding" "utf16",
        /// A hand-written file in another encoding.
        Encoding = "encoding",
        /// A file without its first line.
        NoFormat { expected: String } = "unknown_format" "missing",
        /// A file of a format that is not known.
        UnknownFormat { expected: String, found: String } = "unknown_format",
        /// A key or a word that the file's format does not have.
        UnknownKey { found: String, known: Vec<String>, near: Option<String> } = "unknown_key",
        /// A word that a key does not have.
        UnknownWord { name: String, found: String, known: Vec<String>, near: Option<String> } = "unknown_key" "word",
        /// A line that cannot be read.
        NotToml { found: String } = "not_toml",
        /// A word that was not written yet.
        Unfilled { name: String, known: Vec<String> } = "unfilled",
        /// A key twice; the first stands in that line.
        TwiceKey { name: String, first: u64 } = "not_toml" "twice",
        /// Quotation marks of a word processor, and the line as it should be.
        CurlyQuotes { found: String, mended: String } = "not_toml" "curly",
        /// A line that ends with its `=`.
        NothingAfter { name: String } = "not_toml" "nothing",
        /// A line for people that lost its #.
        Explanation { found: String } = "not_toml" "prose",
        /// Words behind a value, and the line as it should be.
        TrailingWords { found: String, mended: String } = "not_toml" "words",
        /// Two words of a list without a comma, and as it should be.
        NoComma { found: String, mended: String } = "not_toml" "list",
        /// No number.
        NoNumber { name: String, found: String } = "not_toml" "number",
        /// No whole number.
        NotWhole { name: String, found: String } = "not_toml" "whole",
        /// No word in quotation marks.
        NoWord { name: String, found: String } = "not_toml" "text",
        /// Neither true nor false.
        NoFlag { name: String, found: String } = "not_toml" "flag",
        /// No list.
        NoList { name: String, found: String } = "not_toml" "square",
        /// Another kind of value than the key has.
        OtherKind { name: String, found: String } = "not_toml" "kind",
        /// A key that the file must have.
        MissingEntry { name: String } = "missing_key" "file",
        /// A number with a decimal comma, and the line as it should be.
        DecimalComma { found: String, mended: String } = "not_toml" "comma",
        /// A whole number with commas between its thousands, and the line as it should be.
        ThousandsComma { found: String, mended: String } = "not_toml" "thousands",
        /// A sign for percent behind a number, and the line as it should be.
        PercentSign { found: String, mended: String } = "not_toml" "percent",
        /// A division in place of a number, and the line as it should be.
        Division { found: String, mended: String } = "not_toml" "fraction",
        /// A number without a digit on one side of its point, and the line as it should be.
        NoDigit { found: String, mended: String } = "not_toml" "digit",
        /// Several words without square brackets, and the line as it should be.
        NoBrackets { found: String, mended: String } = "not_toml" "brackets",
        /// A text whose quotation marks do not hold it.
        TextQuotes { name: String } = "not_toml" "quotes",
        /// A number with decimals that cannot be read, where a whole one is asked for.
        WholeNumber { found: String, mended: String } = "not_toml" "rounded",
        /// A word without quotation marks, and the line as it should be.
        BareWord { found: String, mended: String } = "not_toml" "word",

        /// An answer to no question.
        UnknownQuestion { found: String, known: Vec<String>, near: Option<String> } = "unknown_key" "question",
        /// An answer that is no number.
        NotANumber { name: String, found: String } = "not_a_number",
        /// The same, where it can be seen which number is meant, and the line as it should be.
        NumberInText { name: String, found: String, mended: String } = "not_a_number" "mended",
        /// A number that cannot be the answer.
        OutOfRange { name: String, low: String, high: String, found: String } = "out_of_range",
        /// The same, where the question names a unit.
        OutOfUnit { name: String, low: String, high: String, found: String, unit: String } = "out_of_range" "unit",
        /// A number in percent where a share is asked for, and the share.
        PercentForShare { name: String, low: String, high: String, found: String, meant: String } = "out_of_range" "percent",
        /// A share of 1 where a number of 100 or more is asked for, and the line as it should be.
        ShareForUnit { name: String, low: String, high: String, found: String, unit: String, mended: String } = "out_of_range" "share",
        /// An answer that was not offered.
        UnknownAnswer { name: String, offered: Vec<String>, found: String, near: Option<String> } = "unknown_choice" "answer",
        /// Not each of the words once.
        NotAnOrdering { name: String, offered: Vec<String>, found: String } = "not_an_ordering",

        /// Not some of the words, each once at most.
        NotSeveral { name: String, offered: Vec<String>, found: String } = "not_several",
        /// Several words as one text, and the line as it should be.
        WordsInText { name: String, found: String, mended: String } = "not_several" "mended",
        /// No text where one is asked for.
        NotAText { name: String, found: String } = "not_a_text",
        /// A text that is too long.
        LongText { name: String, most: usize, found: usize } = "too_long",

        /// Predictions that nobody asked for.
        NotAsked = "not_asked",
        /// A patient with two rows.
        DuplicateId { id: String, first: u64 } = "duplicate_id",
        /// Patients without a row.
        MissingId { all: usize, missing: usize, first: String, table: String } = "missing_id",
        /// A patient whom the assignment does not have.
        UnknownId { found: String, example: String } = "unknown_id",
        /// A patient without a prediction.
        EmptyCell { label: String } = "empty_cell",
        /// A risk that is none.
        RiskRange { found: String } = "risk_range",
        /// A risk that looks like percent.
        RiskInPercent { found: String } = "risk_range" "percent",
        /// A class that was not offered.
        UnknownChoice { offered: Vec<String>, found: String, near: Option<String> } = "unknown_choice",
        /// Columns that are not split by commas.
        NotCommas { expected: String, found: String } = "wrong_delimiter" "predictions",
        /// A decimal comma in a prediction.
        CommaInCell { found: String } = "wrong_decimal" "predictions",
        /// A prediction such as NaN.
        NotFinite { found: String } = "not_finite" "predictions",

        /// A file that the exercise asks for is not among those found.
        MissingFile { name: String, found: Vec<String> } = "missing_file",
        /// The file under a name to which an editor added something.
        LongerName { name: String, found: String } = "missing_file" "longer",
        /// The file, and another that is named so.
        TwoNames { name: String, found: String } = "missing_file" "two",
        /// Another exercise's file that this one needs is not there.
        MissingNeed { path: String, exercise: String, name: String } = "missing_file" "need",
        /// Nothing was handed in.
        NoFiles { name: String } = "missing_file" "none",
        /// A hand-in that names nobody's patients.
        UnknownVariant = "unknown_variant",
        /// Work on another exercise.
        AnotherExercise { expected: String, found: String } = "another_exercise",
        /// Work on another version of the exercise.
        AnotherVersion { expected: String, found: String } = "another_version",
        /// Practice where a pack was issued.
        PracticeVariant = "practice_variant",
        /// A submission that is named by nobody of the roster.
        UnknownLearner = "unknown_learner",
        /// Another learner's pack.
        AnotherPack = "another_pack",
        /// A pack of nobody in the class.
        UnknownPack = "unknown_pack",

        /// A roster that is not UTF-8.
        RosterEncoding = "roster" "encoding",
        /// A roster with nobody on it.
        EmptyRoster = "roster" "empty",
        /// Twice the same ID on a roster.
        DuplicateLearner { id: String } = "roster" "duplicate",
        /// An ID that cannot name a folder.
        NotAName { id: String } = "roster" "name",
        /// Far too many learners on a roster.
        TooManyLearners { most: usize } = "roster" "long",

        /// A course's fault, for its author: said in English where it was found.
        Course { message: String, hint: String } = "course",
        /// The grader itself failed on a submission.
        Grader = "grader_error",
    }
}

/// Every problem that a fault of the engine can have.
pub fn known() -> impl Iterator<Item = &'static Known> {
    Rule::ALL.iter().chain(RecipeRule::ALL).chain(csv::ErrorKind::ALL)
}
