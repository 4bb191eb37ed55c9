//! A pack: the files with which a learner works on one variant.
//!
//! It holds what the learner may see and nothing that could remake it: no seed, no key,
//! no truth.

use std::collections::BTreeMap;

use medlab_cohort::dataset::Node;
use medlab_cohort::{Dataset, Kind, Table};

use crate::assignment::Assignment;
use crate::course::{CourseError, Files};
use crate::exercise::{Exercise, formula};
use crate::format::{Artifact, CountsSpec, PredictionsSpec};
use crate::measure::over;
use crate::rows;
use crate::submission::{HANDIN, Handin};
use crate::variant::VariantId;

/// The file that names a pack, beside the hand-in.
pub const PACK: &str = "pack.toml";

/// The data dictionary of a pack.
pub const DICTIONARY: &str = "dictionary.csv";

/// The files of a learner's folder for one assignment, in a language.
pub fn files(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    language: &str,
) -> Result<Files, CourseError> {
    let wrong = |m: String| CourseError::new(&exercise.folder, m, "see exercise.toml");
    let mut files = Files::new();
    for file in assignment.files() {
        let table = assignment.shown(file).map_err(wrong)?;
        files.insert(file.to_string(), rows::table(&table));
    }
    for spec in &exercise.file.counts {
        files.insert(spec.file.clone(), counts(exercise, spec, assignment)?);
    }
    // Where no column is given, none needs to be explained.
    if let Some(dictionary) = dictionary(exercise, dataset, assignment).map_err(wrong)? {
        files.insert(DICTIONARY.into(), dictionary);
    }
    for name in ["instructions", "hints"] {
        let translated = exercise.text(&format!("{name}.{language}.md"));
        let english = exercise.text(&format!("{name}.en.md"));
        let text = if translated.is_empty() { english } else { translated };
        files.insert(format!("{name}.md"), text.as_bytes().to_vec());
    }
    files.extend(starter(exercise, assignment).map_err(wrong)?);
    let handin = Handin {
        exercise: exercise.file.id.clone(),
        version: exercise.file.version,
        variant: assignment.variant,
    };
    let mut text = handin.write();
    for need in &exercise.file.needs {
        let (path, other) = (need.path(), &need.exercise);
        text += &format!("# Hand in with it: {path}, a copy of your work on {other}.\n");
    }
    files.insert(HANDIN.into(), text.into_bytes());
    if let VariantId::Pack(id) = assignment.variant {
        let text = format!(
            "# Your own synthetic patients for this exercise. Nobody else has them.\n\
             format = 1\nexercise = \"{}\"\nversion = {}\ndataset = \"{}\"\n\
             dataset_version = {}\npack = \"{id}\"\n",
            exercise.file.id, exercise.file.version, dataset.name, dataset.version
        );
        files.insert(PACK.into(), text.into_bytes());
    }
    Ok(files)
}

/// The starter: what the learner finds in place of the work, worth no points.
pub fn starter(exercise: &Exercise, assignment: &Assignment) -> Result<Files, String> {
    let mut files: Files = exercise
        .files
        .iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("starter/")?;
            Some((name.to_string(), bytes.clone()))
        })
        .collect();
    if let Some(spec) = &exercise.file.predictions
        && exercise.file.artifacts.contains(&Artifact::Predictions)
    {
        let name = Artifact::Predictions.file().to_string();
        files.insert(name, empty_predictions(spec, assignment)?);
    }
    Ok(files)
}

fn empty_predictions(
    spec: &PredictionsSpec,
    assignment: &Assignment,
) -> Result<Vec<u8>, String> {
    let table = assignment.shown(&spec.table)?;
    let id = table.require(assignment.id_column()).map_err(|error| error.to_string())?;
    let mut header = vec![id.name.clone()];
    header.extend(spec.columns.iter().map(|column| column.name.clone()));
    let empty = vec![String::new(); spec.columns.len()];
    let lines: Vec<Vec<String>> = (0..table.rows())
        .map(|row| {
            let mut line = vec![id.text(row).into_owned()];
            line.extend(empty.clone());
            line
        })
        .collect();
    Ok(rows::write(&header, &lines))
}

/// A cross table as a learner would count it: a row and a column for each value that can
/// occur, without totals.
fn counts(
    exercise: &Exercise,
    spec: &CountsSpec,
    assignment: &Assignment,
) -> Result<Vec<u8>, CourseError> {
    let path = format!("{}/exercise.toml", exercise.folder);
    let wrong = |m: String| CourseError::new(&path, m, "see [[counts]]");
    let mut table = assignment.shown(&spec.table).map_err(wrong)?;
    if let Some(only) = &spec.only {
        let only = formula(&path, "counts.where", only)?;
        let keep = over(&path, &only, &table, &assignment.vary)?;
        let rows: Vec<usize> =
            (0..table.rows()).filter(|row| keep.values()[*row] > 0.0).collect();
        table = table.take(&rows);
    }
    let (rows, columns) = (values(&table, &spec.rows), values(&table, &spec.columns));
    let (rows, columns) = (rows.map_err(wrong)?, columns.map_err(wrong)?);
    let mut cells: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in 0..table.rows() {
        let text = |name: &str| table.column(name).map(|c| c.text(row).into_owned());
        if let (Some(r), Some(c)) = (text(&spec.rows), text(&spec.columns)) {
            *cells.entry((r, c)).or_insert(0) += 1;
        }
    }
    let mut header = vec![spec.rows.clone()];
    header.extend(columns.iter().map(|value| format!("{}: {value}", spec.columns)));
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            let count = |c: &String| cells.get(&(r.clone(), c.clone())).unwrap_or(&0);
            let mut line = vec![r.clone()];
            line.extend(columns.iter().map(|c| count(c).to_string()));
            line
        })
        .collect();
    Ok(rows::write(&header, &lines))
}

/// The values of a column in their order: levels as declared, others sorted.
fn values(table: &Table, name: &str) -> Result<Vec<String>, String> {
    let column = table.require(name).map_err(|error| error.to_string())?;
    if !column.levels().is_empty() {
        return Ok(column.levels().to_vec());
    }
    let mut values: Vec<String> =
        (0..table.rows()).map(|row| column.text(row).into_owned()).collect();
    if let Kind::Flag = column.kind {
        values = vec!["0".into(), "1".into()];
    }
    values.sort();
    values.dedup();
    Ok(values)
}

/// What each column means, and when it is known; none where there is no column.
fn dictionary(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
) -> Result<Option<Vec<u8>>, String> {
    let header =
        ["column", "meaning", "unit", "values", "known", "available_at", "files"];
    let header: Vec<String> = header.iter().map(ToString::to_string).collect();
    let mut files_of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for file in assignment.files() {
        for column in assignment.shown(file)?.columns() {
            if !order.contains(&column.name) {
                order.push(column.name.clone());
            }
            files_of.entry(column.name.clone()).or_default().push(file);
        }
    }
    let recorded = dataset.recorded();
    // What is sent to a function that makes it tidy is a table of all that is recorded.
    if exercise.file.functions.iter().any(|function| !function.tidies.is_empty()) {
        let ids = [Some(&dataset.id), dataset.cluster.as_ref().map(|c| &c.id)];
        let sent = ids
            .into_iter()
            .flatten()
            .map(|id| id.name.as_str())
            .chain(recorded.iter().map(|node| node.name.as_str()));
        for name in sent {
            order.push(name.into());
            files_of.insert(name.into(), vec!["csv"]);
        }
    }
    let mut lines = Vec::new();
    for name in order {
        let files = files_of.get(&name).map(|files| files.join(" ")).unwrap_or_default();
        let added = exercise.columns.get(&name);
        let node = recorded.iter().find(|node| node.name == name);
        let line = match (node, added) {
            (None, Some(added)) => [
                name,
                added.label.clone(),
                added.unit.clone(),
                "a number".into(),
                known(0.0, &dataset.prediction_time),
                "0".into(),
                files,
            ],
            (Some(node), _) => [
                name,
                node.label.clone(),
                node.unit.clone().unwrap_or_default(),
                values_in_words(node),
                known(node.available_at, &dataset.prediction_time),
                node.available_at.to_string(),
                files,
            ],
            (None, None) => {
                let (unit, values) = (String::new(), String::new());
                let meaning = match &dataset.cluster {
                    Some(cluster) if cluster.id.name == name => {
                        format!("which {name} the {} is of", dataset.row)
                    }
                    _ => format!("which {} the row is about", dataset.row),
                };
                [name, meaning, unit, values, "always".into(), String::new(), files]
            }
        };
        lines.push(line.to_vec());
    }
    Ok((!lines.is_empty()).then(|| rows::write(&header, &lines)))
}

/// The values that a column can have, in words.
pub fn values_in_words(node: &Node) -> String {
    match (&node.kind, node.range) {
        (Kind::Flag, _) => "0 or 1".into(),
        (Kind::Category { levels }, _) => levels.join(", "),
        (_, Some((low, high))) => format!("{low} to {high}"),
        (Kind::Number { .. }, None) => "a number".into(),
        (Kind::Time { .. }, None) => "a time".into(),
        (Kind::Text, None) => "a text".into(),
    }
}

/// When a column is known, in words.
pub fn known(available_at: f64, prediction_time: &str) -> String {
    match available_at {
        hours if hours > 0.0 => format!("{hours} h after the prediction"),
        _ => format!("at the prediction: {prediction_time}"),
    }
}
