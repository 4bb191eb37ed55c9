//! Results: the folder that `grade --out` fills.
//!
//! `grades.jsonl`, `class.html` and `junit.xml` are the teacher's; `feedback/` is for
//! learners and, in graded mode, holds nothing hidden. `grades.jsonl` comes first, so it
//! also says what else medlab wrote here: with that, an earlier run's files are taken away,
//! and nobody else's.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use medlab_exercise::Grade;
use medlab_exercise::event::{Event, Reporter};
use medlab_report::{
    ExerciseWords, class_html, feedback_html, grade_json_line, junit, plain,
};

use crate::files;
use crate::stop::Stop;

/// The files that are about the whole class.
const CLASS: &str = "class.html";
const JUNIT: &str = "junit.xml";

/// The folder of the learners' own pages.
const FEEDBACK: &str = "feedback";

/// One line a submission.
const GRADES: &str = "grades.jsonl";

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
    names: Names,
}

/// The names of feedback files, in the order of the submissions.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'a> Results<'a> {
    /// Opens the folder.
    pub(crate) fn open(
        root: Option<&Path>,
        force: bool,
        words: &'a ExerciseWords<'a>,
    ) -> Result<Self, Stop> {
        let Some(root) = root else { return Ok(Self { words, out: None }) };
        files::new_folder(root, force)?;
        clear(root)?;
        // A new file, as nothing that somebody put there in the meantime is to be written into.
        let path = root.join(GRADES);
        let file = File::create_new(&path).map_err(|e| files::cannot_write(&path, &e))?;
        let (root, grades) = (root.to_path_buf(), file);
        let out = Out { root, force, grades, names: Names::default() };
        Ok(Self { words, out: Some(out) })
    }

    /// Adds one grade as soon as it is known, so that a batch that is cut off keeps what
    /// it had.
    fn grade(&mut self, grade: &Grade) -> Result<(), Stop> {
        let words = self.words;
        let Some(out) = &mut self.out else { return Ok(()) };
        let path = out.root.join(GRADES);
        let line = grade_json_line(grade, words) + "\n";
        out.grades
            .write_all(line.as_bytes())
            .map_err(|error| files::cannot_write(&path, &error))?;
        let path = feedback(&out.root, &out.names.next(&grade.submission));
        files::write(&path, feedback_html(grade, words).as_bytes(), out.force)
    }

    /// Adds what is about the whole class.
    fn class(&mut self, grades: &[Grade]) -> Result<(), Stop> {
        let words = self.words;
        let Some(out) = &mut self.out else { return Ok(()) };
        let mut names = Names::default();
        let links: Vec<String> = grades
            .iter()
            .map(|grade| format!("{FEEDBACK}/{}.html", names.next(&grade.submission)))
            .collect();
        let html = class_html(grades, &links, words);
        files::write(&out.root.join(CLASS), html.as_bytes(), out.force)?;
        let xml = junit(grades, words);
        files::write(&out.root.join(JUNIT), xml.as_bytes(), out.force)
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

/// Takes away what an earlier run wrote, so that nothing of it looks like a result of this.
fn clear(root: &Path) -> Result<(), Stop> {
    let path = root.join(GRADES);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        // A link would be followed, a pipe waited for.
        Ok(_) => {
            let error = std::io::Error::other("it is not a plain file");
            return Err(files::cannot_write(&path, &error));
        }
        // Where there is no list of grades, nothing is known to be medlab's.
        Err(_) => return Ok(()),
    }
    let grades =
        std::fs::read_to_string(&path).map_err(|e| files::cannot_write(&path, &e))?;
    let mut names = Names::default();
    let mut stale = vec![path, root.join(CLASS), root.join(JUNIT)];
    for line in grades.lines() {
        let grade: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        if let Some(submission) = grade["submission"].as_str() {
            stale.push(feedback(root, &names.next(submission)));
        }
    }
    for path in stale {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(files::cannot_write(&path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn feedback(root: &Path, name: &str) -> PathBuf {
    root.join(FEEDBACK).join(format!("{name}.html"))
}

impl Names {
    /// A file name for a submission: harmless on every system, and its own.
    fn next(&mut self, submission: &str) -> String {
        let harmless =
            |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
        let mut name = String::new();
        // As the grades name it.
        for c in plain(submission).chars().map(harmless) {
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
        while !self.0.insert(own.to_lowercase()) {
            number += 1;
            own = format!("{name}-{number}");
        }
        own
    }
}
