//! What can be typed: commands, options and their help.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A hands-on lab for medical AI: graded exercises on synthetic patients.
#[derive(Debug, Parser)]
#[command(name = "medlab", version, max_term_width = 90)]
#[command(after_help = "Start with `medlab tour`. Its own patients are all synthetic.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Common {
    /// How results are written to standard output
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Folder of the course [default: the one that this folder lies in, else the built-in]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) course: Option<PathBuf>,
    /// No colour, no progress bar, no drawing characters
    #[arg(long, global = true)]
    pub(crate) plain: bool,
}

impl Common {
    /// As typed with nothing but `--format json`.
    pub(crate) fn json() -> Self {
        Self { format: Format::Json, course: None, plain: true }
    }
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// One JSON document; JSON Lines for the grades of several submissions
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A newcomer's first minute: patients made, two submissions graded, a report written
    Tour(Tour),
    /// Evaluates any model's predicted risks as a clinical prediction model is evaluated
    Evaluate(Evaluate),
    /// Shows the datasets and makes patients
    #[command(subcommand)]
    Data(Data),
    /// Lists the exercises and, inside a lab folder, your progress
    List(List),
    /// Makes your lab folder: starters, data and instructions
    Init(Init),
    /// Carries your own recipe out on your own rows and shows what comes of it, ungraded
    Run(RunRecipe),
    /// Judges your own work on practice patients and explains the result
    Check(Check),
    /// A teacher's keys
    #[command(subcommand)]
    Key(Key),
    /// Makes one pack of patients for each learner of a class
    Issue(Issue),
    /// Grades submissions as a teacher does
    Grade(Grade),
    /// Makes the learners' course: without solutions, with the reference's numbers
    Release(Release),
    /// Checks a course's own content
    Verify(Verify),
    /// Prints a completion script for a shell
    Completions(Completions),
    /// Says what this machine has and can enforce for code exercises
    Doctor,
    /// Judges what its input brings; `grade` starts it
    #[command(hide = true)]
    Worker,
    /// Confines itself and becomes another program; whatever runs code of others starts it
    #[command(hide = true, disable_help_flag = true)]
    Confine {
        /// What the one who starts it says
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        said: Vec<OsString>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Tour {
    /// Where the report goes
    #[arg(long, value_name = "DIR", default_value = "medlab-tour")]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Evaluate {
    /// CSV with one row a patient; `-` is standard input
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
    /// Column of what happened: 0/1 or true/false
    #[arg(long, value_name = "COL")]
    pub(crate) outcome: String,
    /// Column of the predicted risk, from 0 to 1
    #[arg(long, value_name = "COL")]
    pub(crate) risk: String,
    /// A risk from which on a patient counts as positive; may be repeated
    #[arg(long, value_name = "T")]
    pub(crate) threshold: Vec<f64>,
    /// Column of groups to look at one by one; may be repeated
    #[arg(long, value_name = "COL")]
    pub(crate) group: Vec<String>,
    /// Column that names the patient, where patients have several rows
    #[arg(long, value_name = "COL")]
    pub(crate) cluster: Option<String>,
    /// Leave out rows with an empty outcome or risk, and say how many
    #[arg(long)]
    pub(crate) drop_missing: bool,
    /// What stands between the cells
    #[arg(long, value_name = "CHAR", default_value = ",")]
    pub(crate) delimiter: char,
    /// What stands before the decimals
    #[arg(long, value_name = "CHAR", default_value = ".")]
    pub(crate) decimal: char,
    /// Also write a report with figures
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Overwrite the report
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Data {
    /// The datasets
    List,
    /// One dataset's card: columns, units, ranges, when each is known, how it is made
    Show {
        /// The dataset's name
        name: String,
    },
    /// Makes patients
    Generate(Generate),
}

#[derive(Args, Debug)]
pub(crate) struct Generate {
    /// The dataset's name
    pub(crate) name: String,
    /// How many rows
    #[arg(long, value_name = "N")]
    pub(crate) rows: u64,
    /// The same seed makes the same patients
    #[arg(long, value_name = "S")]
    pub(crate) seed: u64,
    /// Where the files go
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Also write what is true: truth.csv and faults.csv
    #[arg(long)]
    pub(crate) truth: bool,
    /// Formats
    #[arg(long = "as", value_enum, value_delimiter = ',', default_value = "csv")]
    pub(crate) formats: Vec<TableFormat>,
    /// Overwrite
    #[arg(long)]
    pub(crate) force: bool,
}

/// A format in which a dataset can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Comma-separated values
    Csv,
    /// FHIR R4 bulk data
    Fhir,
    /// HL7 version 2 messages
    Hl7,
}

#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only one track
    #[arg(long, value_enum)]
    pub(crate) track: Option<TrackName>,
}

/// A track of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TrackName {
    /// Learners in higher education
    Mooc2,
    /// Learners in vocational training
    Mooc5,
}

impl TrackName {
    /// Its name in exercises.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mooc2 => "mooc2",
            Self::Mooc5 => "mooc5",
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct Init {
    /// The new folder
    pub(crate) dir: PathBuf,
    /// Any text that names you; it stays in the folder and chooses your practice patients
    #[arg(long, value_name = "ID")]
    pub(crate) learner: Option<String>,
    /// Only one track
    #[arg(long, value_enum)]
    pub(crate) track: Option<TrackName>,
    /// Folder of crates (`cargo vendor`) from which code exercises are built without a network
    #[arg(long, value_name = "DIR")]
    pub(crate) vendor: Option<PathBuf>,
    /// Overwrite starters and data; your own files are kept beside, as *.before
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct RunRecipe {
    /// The exercise [default: the folder you stand in, else the lab's only one with a recipe]
    pub(crate) exercise: Option<String>,
    /// Also write a report with figures
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Overwrite the report
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    /// The exercise [default: the folder you stand in, else all of the lab]
    pub(crate) exercise: Option<String>,
    /// Also write a report
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Overwrite the report
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Makes a new key, which only you can read
    New {
        /// The new file
        file: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Issue {
    /// The exercise
    pub(crate) exercise: String,
    /// The course key
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// The learners' IDs, one a line
    #[arg(long, value_name = "IDS.csv")]
    pub(crate) roster: PathBuf,
    /// Where the packs go, one folder each
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Overwrite
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Grade {
    /// The exercise
    pub(crate) exercise: String,
    /// A class's folder or zip, which holds a folder or zip for each learner; or learners' own.
    /// A learner's holds handin.toml, and the files that the exercise asks for as `list` shows them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The course key with which the packs were issued; without it, practice
    #[arg(long, value_name = "FILE", requires = "pseudonym_key")]
    pub(crate) key: Option<PathBuf>,
    /// The key that turns IDs into pseudonyms
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(crate) pseudonym_key: Option<PathBuf>,
    /// The learners' IDs; each submission lies in a folder or zip of that name
    #[arg(long, value_name = "FILE")]
    pub(crate) roster: Option<PathBuf>,
    /// Where grades.jsonl, reports and feedback go
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How many submissions at a time [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZero<usize>>,
    /// Run others' code even where this machine has no sandbox; every report then says so
    #[arg(long)]
    pub(crate) trust_submissions: bool,
    /// End with 1 when a submission has a smaller share of the points
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) fail_under: Option<u8>,
    /// Overwrite
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Release {
    /// Folder of the full course
    #[arg(value_name = "COURSE")]
    pub(crate) from: PathBuf,
    /// Where the learners' course goes; a name that ends in .tar makes one file of it
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// An earlier release (.tar); what has not changed since is not measured again
    #[arg(long, value_name = "FILE")]
    pub(crate) reuse: Option<PathBuf>,
    /// Overwrite
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The exercises [default: all]
    pub(crate) exercises: Vec<String>,
    /// On how many draws solutions and flawed submissions are tried
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) seeds: u32,
    /// The same for exercises in code, which are called hundreds of times a draw [default: as
    /// many]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) code_seeds: Option<u32>,
    /// Keep the table of results beside each exercise, as verify.json
    #[arg(long)]
    pub(crate) keep: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
