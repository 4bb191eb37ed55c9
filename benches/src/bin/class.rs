//! Makes a class that has handed in: packs issued under a key, and the reference solution
//! in each folder. For timing `medlab grade` on many packs:
//!
//!     cargo run --release -p medlab-benches --bin class -- 1000 FOLDER [EXERCISE]
//!
//! Code has a line of its own for each learner, as the same code is compiled once.
#![expect(clippy::disallowed_methods, reason = "a tool that writes files")]

use std::path::Path;
use std::process::ExitCode;

use medlab_exercise::{Assignment, Course, CourseKey, Files, VariantId, code, hex, pack};

/// The exercise where none is named.
const EXERCISE: &str = "mooc2-2-1-any-tool";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (count, folder, exercise) = match arguments.as_slice() {
        [count, folder] => (count, folder, EXERCISE),
        [count, folder, exercise] => (count, folder, exercise.as_str()),
        _ => return ExitCode::from(2),
    };
    let Ok(count) = count.parse() else { return ExitCode::from(2) };
    match make(count, Path::new(folder), exercise) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn make(count: u32, folder: &Path, id: &str) -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Files::new();
    for below in ["course.toml", "datasets", "exercises"] {
        gather(&root, Path::new(below), &mut files)?;
    }
    let course = Course::read(&files)?;
    let exercise = course.exercise(id).map_err(|_| "no such exercise")?;
    let dataset = course.dataset(exercise)?;
    let solution = exercise.solution.as_ref().ok_or("no solution")?;
    let (key, pseudonyms) = ([7; 32], [8; 32]);
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in [("course.key", key), ("pseudonyms.key", pseudonyms)] {
        let text = format!("medlab-key-1 {}\n", hex::encode(&bytes));
        std::fs::write(folder.join(name), text)?;
    }
    let key = CourseKey::new(key);
    let learners: Vec<String> = (1..=count).map(|n| format!("learner-{n:05}")).collect();
    std::fs::write(folder.join("roster.csv"), learners.join("\n"))?;
    for learner in &learners {
        let variant = VariantId::Pack(key.pack(id, learner));
        let drawn = Assignment::of(exercise, dataset, variant, Some(&key))?;
        let mut work = solution.make(&exercise.file, dataset, &drawn, &drawn)?;
        if let Some(code) = work.get_mut(code::FILE) {
            code.extend_from_slice(format!("// {learner}\n").as_bytes());
        }
        let given = pack::files(exercise, dataset, &drawn, "en")?;
        work.insert("handin.toml".into(), given["handin.toml"].clone());
        let into = folder.join("in").join(learner);
        for (name, bytes) in work {
            let path = into.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(&into))?;
            std::fs::write(path, bytes)?;
        }
    }
    Ok(())
}

fn gather(root: &Path, below: &Path, files: &mut Files) -> std::io::Result<()> {
    let path = root.join(below);
    if path.is_file() {
        let name = below.to_string_lossy().replace('\\', "/");
        files.insert(name, std::fs::read(path)?);
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        gather(root, &below.join(entry?.file_name()), files)?;
    }
    Ok(())
}
