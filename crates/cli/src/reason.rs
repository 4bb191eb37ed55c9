//! Every reason for which a command stops before it is done.
//!
//! How each reads in a language, with its way out, stands in the messages `fault-…`.

use medlab_cohort::problems;

problems! {
    /// Why a command stopped.
    pub(crate) enum Reason {
        /// What was typed is no command; the detail is the parser's.
        Usage { detail: String } = "usage",
        /// No lab folder; `near` is one below.
        NoLab { near: Option<String> } = "no_lab",
        /// A page is for one exercise.
        SeveralExercises { found: usize } = "several_exercises",
        /// A run is of one exercise.
        SeveralRecipes { found: usize } = "several_exercises" "recipe",
        /// An exercise without a recipe.
        NoRecipe { exercise: String } = "no_recipe",
        /// A lab without an exercise that has a recipe.
        NoRecipes = "no_recipe" "lab",
        /// An empty lab folder.
        NoExercises = "no_exercises",
        /// No exercise of this id.
        UnknownExercise { found: String, near: Option<String> } = "unknown_exercise",
        /// A learners' course where a teacher's is needed.
        ReleasedCourse = "released_course",
        /// No dataset of this name.
        UnknownDataset { found: String, known: Vec<String>, near: Option<String> } = "unknown_dataset",
        /// A dataset without this format.
        Format { dataset: String, format: String } = "format",
        /// A cohort of nobody.
        NoRows = "rows",
        /// Nothing to grade.
        NoSubmissions = "no_submissions",
        /// Results that would lie in a folder that is graded.
        OutAmongSubmissions = "out_among_submissions",

        /// A threshold that is no risk.
        Threshold { found: String } = "threshold",
        /// A delimiter that cannot be one.
        Delimiter { found: String } = "delimiter",
        /// One character for both.
        DelimiterIsDecimal = "delimiter" "decimal",
        /// A decimal mark that cannot be one.
        Decimal { found: String } = "decimal",
        /// A row without outcome or risk.
        MissingValue = "missing_value",
        /// A risk that looks like percent.
        RiskInPercent { found: String } = "risk_range" "evaluated",
        /// A score instead of a risk.
        RiskRange { found: String } = "risk_range" "score",
        /// An outcome that is none.
        NotAnOutcome { found: String } = "not_an_outcome",
        /// A column of names instead of groups.
        TooManyGroups { limit: usize } = "too_many_groups",
        /// No row with outcome and risk.
        NothingRated = "empty" "rated",
        /// All have the same outcome.
        OneClass = "one_class",
        /// What the measures refuse for another reason.
        Unusable { detail: String } = "input",

        /// A file that cannot be read; the detail is the system's.
        Unreadable { detail: String } = "unreadable",
        /// Something that is no file.
        NotAFile = "unreadable" "kind",
        /// A folder where a table is asked for.
        Folder = "unreadable" "folder",
        /// A file that is too large for what it should be.
        TooLarge { limit: u64, found: u64 } = "unreadable" "large",
        /// A part of a course that cannot be read.
        UnreadableCourse { detail: String } = "unreadable" "course",
        /// A file that cannot be written.
        CannotWrite { detail: String } = "cannot_write",
        /// Standard output that cannot be written.
        CannotPrint { detail: String } = "cannot_write" "output",
        /// Something that would be overwritten.
        Exists = "exists",
        /// A key that would be overwritten.
        KeyExists = "exists" "key",
        /// A file that is no key.
        NotAKey = "not_a_key",
        /// A system without random numbers.
        NoRandomNumbers { detail: String } = "no_random_numbers",

        /// A machine on which no code can be judged; the detail is the tool's.
        NoCode { detail: String } = "no_code",
        /// A machine without a Rust compiler that can make WebAssembly.
        NoToolchain { detail: String } = "no_code" "toolchain",
        /// No `medlab-judge` beside this binary.
        NoEngine = "no_code" "engine",
        /// A lab in which cargo cannot build; the detail is its own.
        NoCodeNatively { detail: String } = "no_code" "native",
        /// A lab without the packages of its code exercises.
        NoWorkspace = "no_code" "workspace",
        /// No folder to keep the built library in.
        NoCache = "no_code" "cache",
        /// A sandbox that there is not.
        SandboxNamed { found: String } = "no_code" "sandbox",
        /// A machine that cannot hold others' code.
        Unconfined = "unconfined",

        /// medlab itself failed.
        Panic = "grader_panic",
    }
}
