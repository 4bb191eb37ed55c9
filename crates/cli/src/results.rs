//! Results: the folder that `grade --out` fills.
//!
//! `grades.jsonl`, `class.html` and `junit.xml` are the teacher's; `feedback/` is for
//! learners and, in graded mode, holds nothing hidden.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use medlab_exercise::Grade;
use medlab_exercise::event::{Event, Reporter};
use medlab_report::{ExerciseWords, class_html, feedback_html, grade_json_line, junit};

use crate::files;
use crate::stop::Stop;

/// The longest name of a feedback file, in bytes, before a number and `.html`.
const LONGEST_NAME: usize = 160;

/// The results' folder, or nothing where none was asked for.
pub(crate) struct Results<'a> {
    words: &'a ExerciseWords<'a>,
    out: Option<Out>,
}

struct Out {
    root: PathBuf,
    force: bool,
    grades: File,
    names: BTreeSet<String>,
}

impl<'a> Results<'a> {
    /// Opens the folder.
    pub(crate) fn open(
        root: Option<&Path>,
        force: bool,
        words: &'a ExerciseWords<'a>,
    ) -> Result<Self, Stop> {
        let Some(root) = root else { return Ok(Self { words, out: None }) };
        files::new_folder(root, force)?;
        let path = root.join("grades.jsonl");
        let file = File::create(&path).map_err(|e| files::cannot_write(&path, &e))?;
        let (root, grades) = (root.to_path_buf(), file);
        let out = Out { root, force, grades, names: BTreeSet::new() };
        Ok(Self { words, out: Some(out) })
    }

    /// Adds one grade as soon as it is known, so that a batch that is cut off keeps what
    /// it had.
    fn grade(&mut self, grade: &Grade) -> Result<(), Stop> {
        let words = self.words;
        let Some(out) = &mut self.out else { return Ok(()) };
        let path = out.root.join("grades.jsonl");
        let line = grade_json_line(grade, words) + "\n";
        out.grades
            .write_all(line.as_bytes())
            .map_err(|error| files::cannot_write(&path, &error))?;
        let name = out.name(&grade.submission);
        let path = out.root.join("feedback").join(format!("{name}.html"));
        files::write(&path, feedback_html(grade, words).as_bytes(), out.force)
    }

    /// Adds what is about the whole class.
    fn class(&mut self, grades: &[Grade]) -> Result<(), Stop> {
        let words = self.words;
        let Some(out) = &mut self.out else { return Ok(()) };
        let html = class_html(grades, words);
        files::write(&out.root.join("class.html"), html.as_bytes(), out.force)?;
        let xml = junit(grades, words);
        files::write(&out.root.join("junit.xml"), xml.as_bytes(), out.force)
    }
}

impl Reporter<Stop> for Results<'_> {
    fn hear(&mut self, event: Event) -> Result<(), Stop> {
        match event {
            Event::Began { .. } => Ok(()),
            Event::Graded(grade) => self.grade(grade),
            Event::Ended { grades } => self.class(grades),
        }
    }
}

impl Out {
    /// A file name for a submission: harmless on every system, and its own.
    fn name(&mut self, submission: &str) -> String {
        let harmless =
            |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
        let mut name = String::new();
        for c in submission.chars().map(harmless) {
            // File systems count bytes, of which a letter has up to four.
            if name.len() + c.len_utf8() > LONGEST_NAME {
                break;
            }
            name.push(c);
        }
        let name = name.trim_matches('.').to_string();
        let name = if name.is_empty() { "submission".to_string() } else { name };
        let mut own = name.clone();
        let mut number = 1;
        while !self.names.insert(own.to_lowercase()) {
            number += 1;
            own = format!("{name}-{number}");
        }
        own
    }
}
