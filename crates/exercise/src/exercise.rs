//! An exercise: what is asked, what is judged and, in a full course, how it is solved.
//!
//! Reading one proves that it makes sense: formulas parse, criteria rest on measures that
//! exist, names are not used twice. Whether it teaches what it should is for
//! [`crate::verify`].

use std::collections::{BTreeMap, BTreeSet};

use medlab_cohort::dataset::Vary;
use medlab_cohort::{Dataset, Expression, nearest};
use sha2::{Digest as _, Sha256};

use crate::answers::Form;
use crate::code::{self, Judged};
use crate::columns::Columns;
use crate::course::{CourseError, Files, need};
use crate::document;
use crate::format::{AnswerSpec, Artifact, ExerciseFile, MeasureSpec, PredictionKind};
use crate::make::Making;
use crate::measure::{self, Formulas};
use crate::practice::PracticeNumbers;
use crate::{answers, hex, needs, predictions, recipes, varies};

/// An exercise of a course.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What `exercise.toml` says.
    pub file: ExerciseFile,
    /// Its folder within the course.
    pub folder: String,
    /// Its files by their path within the folder.
    pub files: Files,
    /// How its reference solution is made; only in a full course.
    pub solution: Option<Making>,
    /// Its flawed submissions by name; only in a full course.
    pub flawed: BTreeMap<String, Flawed>,
    /// The reference's evidence on the practice variants; only in a released course.
    pub practice: Option<PracticeNumbers>,
    pub(crate) formulas: Formulas,
    pub(crate) columns: Columns,
    pub(crate) varies: Vec<Vary>,
    pub(crate) functions: Vec<Judged>,
}

/// A plausible wrong submission, and what it must earn.
#[derive(Clone, Debug)]
pub struct Flawed {
    /// How it is made.
    pub making: Making,
    /// What it must earn.
    pub expect: Expect,
}

/// What a flawed submission must earn: `expect.toml`.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    #[serde(rename = "format", default)]
    _format: u32,
    /// The misconception, in a sentence.
    pub why: String,
    /// Whether it can be judged at all.
    pub status: ExpectStatus,
    /// The code of the fault, where it cannot.
    pub code: Option<String>,
    /// Whether it passes; a flawed submission that passes is a finding about the course.
    #[serde(default)]
    pub passed: bool,
    /// The points it earns on practice-1, to the half point; none where not gradable.
    pub points: Option<f64>,
    /// The never events that it causes.
    #[serde(default)]
    pub never: Vec<String>,
    /// Its verdicts on (nearly) every variant.
    #[serde(default)]
    pub verdicts: BTreeMap<String, String>,
}

/// Whether a flawed submission can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectStatus {
    /// It is graded.
    Graded,
    /// It is not gradable.
    NotGradable,
}

impl Exercise {
    /// Whether functions are handed in, which are compiled and called.
    pub fn judges_code(&self) -> bool {
        self.file.artifacts.contains(&Artifact::Code)
    }

    /// Reads the exercise in a folder of a course.
    pub fn read(
        folder: &str,
        course: &Files,
        datasets: &BTreeMap<String, Dataset>,
    ) -> Result<Self, CourseError> {
        let start = format!("{folder}/");
        let files: Files = course
            .range(start.clone()..)
            .take_while(|(path, _)| path.starts_with(&start))
            .map(|(path, bytes)| (path[start.len()..].to_string(), bytes.clone()))
            .collect();
        let path = format!("{folder}/exercise.toml");
        let file: ExerciseFile = document::read(&path, need(course, &path)?)?;
        if !datasets.contains_key(&file.dataset) {
            let near = nearest(&file.dataset, datasets.keys().map(String::as_str));
            let message = format!("expected a dataset, found \"{}\"", file.dataset);
            let hint = near.map_or_else(
                || "write the dataset first".to_string(),
                |near| format!("did you mean \"{near}\"?"),
            );
            return Err(CourseError::new(&path, message, hint));
        }
        let varies = varies::read(&path, &file.varies, &datasets[&file.dataset])?;
        let formulas = Formulas::read(&path, &file)?;
        let columns = Columns::read(&path, &file.columns)?;
        let functions = Judged::read(&path, &file)?;
        check(&path, &file, &functions)?;
        needs::check(&path, &file)?;
        let lender = needs::lender(&file, course)?;
        let making = |name: &str| -> Result<Option<Making>, CourseError> {
            let path = format!("{folder}/{name}/make.toml");
            let Some(bytes) = course.get(&path) else { return Ok(None) };
            // Of code, the reference is a recipe.
            let reference = || file.recipe.as_ref().map(|_| recipes::FILE.to_string());
            let recipe = needs::recipe_path(&file)
                .or_else(reference)
                .and_then(|recipe| course.get(&format!("{folder}/{name}/{recipe}")));
            let code_of = |name| course.get(&format!("{folder}/{name}/{}", code::FILE));
            let making = Making::read(&path, bytes, recipe.map(Vec::as_slice), &file)?;
            let making = making.with_code(code_of(name), code_of("solution"))?;
            Ok(Some(making.lent(lender.as_ref())))
        };
        let solution = making("solution")?;
        let mut flawed = BTreeMap::new();
        for name in subfolders(&files, "flawed/") {
            let missing = || {
                let file = format!("{folder}/flawed/{name}/make.toml");
                CourseError::new(&file, "expected this file, found none", "add it")
            };
            let making = making(&format!("flawed/{name}"))?.ok_or_else(missing)?;
            let path = format!("{folder}/flawed/{name}/expect.toml");
            let text = document::text(&path, need(course, &path)?)?;
            let expect: Expect = document::typed(&path, text)?;
            flawed.insert(name, Flawed { making, expect });
        }
        let practice = match files.get("practice.json") {
            None => None,
            Some(bytes) => {
                Some(PracticeNumbers::read(&format!("{folder}/practice.json"), bytes)?)
            }
        };
        if solution.is_none() && practice.is_none() {
            let message = "expected solution/make.toml (or practice.json in a released \
                           course), found neither";
            return Err(CourseError::new(&path, message, "write the solution first"));
        }
        let folder = folder.to_string();
        Ok(Self {
            file,
            folder,
            files,
            solution,
            flawed,
            practice,
            formulas,
            columns,
            varies,
            functions,
        })
    }

    /// SHA-256 over everything that decides a grade: the exercise and its dataset's
    /// version, not the words around them.
    pub fn digest(&self, dataset: &Dataset) -> String {
        let mut hash = Sha256::new();
        let named = |name: &str| self.files.get(name).map(Vec::as_slice);
        for name in [
            "exercise.toml",
            "solution/make.toml",
            "solution/recipe.toml",
            code::HARNESS,
            "practice.json",
        ] {
            let bytes = named(name).unwrap_or_default();
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        if let Some(recipe) = self.solution.as_ref().and_then(Making::lent_recipe) {
            hash.update((recipe.len() as u64).to_le_bytes());
            hash.update(recipe.as_bytes());
        }
        hash.update(dataset.name.as_bytes());
        hash.update(dataset.version.to_le_bytes());
        format!("sha256:{}", hex::encode(&hash.finalize()))
    }

    /// The text of one of its files, empty if it has none.
    pub fn text(&self, name: &str) -> &str {
        let bytes = self.files.get(name).map(Vec::as_slice).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// The thresholds at which its criteria look at risks, each once.
    pub fn thresholds(&self) -> Vec<f64> {
        let mut found: Vec<f64> = self
            .file
            .criteria
            .iter()
            .filter_map(|criterion| measure::at_threshold(&criterion.measure))
            .map(|(_, threshold)| threshold)
            .collect();
        found.sort_by(f64::total_cmp);
        found.dedup();
        found
    }

    /// How many decimals a measure is shown with, where the exercise says so.
    pub fn decimals(&self, measure: &str) -> Option<u8> {
        let answer = measure.strip_prefix("answer.");
        match answer.and_then(|name| self.file.answers.get(name)) {
            Some(answer) => answer.decimals,
            None => self.file.measures.iter().find(|m| m.name == measure)?.decimals,
        }
    }

    /// The names of all measures that its criteria can rest on.
    pub(crate) fn measures(&self) -> Vec<String> {
        measures(&self.file, &self.functions)
    }

    /// The most points it gives, in hundredths.
    pub fn max_points(&self) -> crate::Points {
        self.file.criteria.iter().map(crate::criterion::max_points).sum()
    }
}

/// What must hold between the parts of `exercise.toml`.
fn check(
    path: &str,
    file: &ExerciseFile,
    functions: &[Judged],
) -> Result<(), CourseError> {
    let error = |message: String, hint: &str| CourseError::new(path, message, hint);
    if file.criteria.is_empty() {
        return Err(error("expected criteria, found none".into(), "add a [[criterion]]"));
    }
    let tables: Vec<&str> = file.tables.iter().map(|t| t.file.as_str()).collect();
    if let Some(spec) = &file.predictions {
        if !tables.contains(&spec.table.as_str()) {
            let message = format!(
                "expected predictions.table to be one of {}, found {}",
                tables.join(", "),
                spec.table
            );
            return Err(error(message, "name a [[table]]"));
        }
        for column in &spec.columns {
            if column.kind == PredictionKind::Choice && column.of.is_empty() {
                let message = format!("expected words for {}, found none", column.name);
                return Err(error(message, "add of = [...]"));
            }
        }
    }
    if let Some(spec) = &file.recipe {
        let named = spec.tables.iter().chain([&spec.judged_on]);
        if let Some(found) =
            named.into_iter().find(|name| !tables.contains(&name.as_str()))
        {
            let known = tables.join(", ");
            let message = format!("[recipe]: expected one of {known}, found {found}");
            return Err(error(message, "name a [[table]]"));
        }
    }
    let mut names = BTreeSet::new();
    let repeated = file
        .criteria
        .iter()
        .map(|criterion| &criterion.id)
        .chain(file.never.iter().map(|never| &never.id))
        .chain(&tables.iter().map(ToString::to_string).collect::<Vec<_>>())
        .find(|name| !names.insert((*name).clone()))
        .cloned();
    if let Some(name) = repeated {
        return Err(error(
            format!("expected each name once, found {name} twice"),
            "rename",
        ));
    }
    let measures = measures(file, functions);
    for criterion in &file.criteria {
        let known = measures.contains(&criterion.measure)
            || measure::at_threshold(&criterion.measure).is_some();
        if !known {
            let near = nearest(&criterion.measure, measures.iter().map(String::as_str));
            let message = format!(
                "criterion {}: expected a measure, found \"{}\"",
                criterion.id, criterion.measure
            );
            let hint = near.map_or_else(
                || format!("known here: {}", measures.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            return Err(error(message, &hint));
        }
        if !(criterion.points > 0.0 && criterion.points <= 1000.0)
            || criterion.margin.is_sign_negative()
        {
            let message = format!("criterion {}: expected points > 0", criterion.id);
            return Err(error(message, "and a margin of at least 0"));
        }
    }
    Ok(())
}

/// The names of all measures that an exercise's criteria can rest on.
fn measures(file: &ExerciseFile, functions: &[Judged]) -> Vec<String> {
    let of = |form: Form, specs: &BTreeMap<String, AnswerSpec>| -> Vec<String> {
        specs.iter().flat_map(|(name, spec)| form.measures(name, spec)).collect()
    };
    let answers = of(answers::ANSWERS, &file.answers);
    let answers = answers.into_iter().chain(of(answers::CARD, &file.card));
    let own = file.measures.iter().map(|MeasureSpec { name, .. }| name.clone());
    let risks: &[&str] =
        if predictions::has_risk(file) { &measure::OF_RISKS } else { &[] };
    let recipes: &[&[&str]] = match file.recipe {
        Some(_) => &[&recipes::OF_RECIPES, &recipes::OPTIMISM],
        None => &[],
    };
    let functions = functions.iter().flat_map(Judged::measures);
    let built_in = [risks].into_iter().chain(recipes.iter().copied()).flatten();
    let built_in = built_in.map(ToString::to_string);
    answers.chain(own).chain(functions).chain(built_in).collect()
}

fn subfolders(files: &Files, start: &str) -> BTreeSet<String> {
    files
        .range(start.to_string()..)
        .take_while(|(path, _)| path.starts_with(start))
        .filter_map(|(path, _)| path[start.len()..].split_once('/'))
        .map(|(folder, _)| folder.to_string())
        .collect()
}

/// A formula of a course file, or the course's fault.
pub(crate) fn formula(
    path: &str,
    place: &str,
    text: &str,
) -> Result<Expression, CourseError> {
    Expression::parse(text).map_err(|error| {
        let message = format!("{place}: {} in `{text}`", error.message);
        let hint = error.hint.unwrap_or_else(|| "see the formulas' syntax".to_string());
        CourseError::new(path, message, hint)
    })
}
