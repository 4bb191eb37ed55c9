//! Makes a class that has handed in: packs issued under a key, and the reference solution
//! in each folder. For timing `medlab grade` on many packs:
//!
//!     cargo run --release -p medlab-benches --bin class -- 1000 FOLDER
#![expect(clippy::disallowed_methods, reason = "a tool that writes files")]

use std::path::Path;
use std::process::ExitCode;

use medlab_exercise::{Assignment, Course, CourseKey, Files, VariantId, hex, pack};

const EXERCISE: &str = "mooc2-2-1-any-tool";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else { return ExitCode::from(2) };
    match count.parse().map_err(|_| "expected a number".to_string()) {
        Ok(count) => match make(count, Path::new(folder)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(_) => ExitCode::from(2),
    }
}

fn make(count: u32, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Files::new();
    for below in ["course.toml", "datasets", "exercises"] {
        gather(&root, Path::new(below), &mut files)?;
    }
    let course = Course::read(&files)?;
    let exercise = course.exercise(EXERCISE).map_err(|_| "no such exercise")?;
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
        let variant = VariantId::Pack(key.pack(EXERCISE, learner));
        let drawn = Assignment::of(exercise, dataset, variant, Some(&key))?;
        let mut work = solution.make(&exercise.file, dataset, &drawn, &drawn)?;
        let given = pack::files(exercise, dataset, &drawn, "en")?;
        work.insert("handin.toml".into(), given["handin.toml"].clone());
        let into = folder.join("in").join(learner);
        std::fs::create_dir_all(&into)?;
        for (name, bytes) in work {
            std::fs::write(into.join(name), bytes)?;
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
