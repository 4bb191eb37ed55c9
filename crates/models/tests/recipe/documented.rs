//! The explained example is a recipe that works.

use std::collections::BTreeMap;

use super::hospital::{execute, stays};
use medlab_models::recipe::{ClaimedFrom, Recipe};

const EXAMPLE: &str = include_str!("../../../../docs/recipe.toml");

#[test]
fn the_explained_example_can_be_carried_out() {
    let execution = execute(EXAMPLE).unwrap();
    assert_eq!(execution.tried.len(), 4);
    assert_eq!(execution.claimed.from, ClaimedFrom::Test);
    assert_eq!(execution.claimed.risks.len(), 120);
    assert_eq!(execution.process.fitted_on_claimed.to_bits(), 0);
    assert_eq!(execution.process.patients_on_both_sides.to_bits(), 0);
    let risks = execution.deployed.risks(&stays(3)).unwrap();
    assert!(risks.iter().all(|risk| (0.0..=1.0).contains(risk)));
}

/// Every key stands in its section of the example, in use or as a remark, and each word that
/// a key may hold stands beside it; so the whole format can be learned from it. Which keys
/// and words there are, the reader of recipes says itself.
#[test]
fn the_explained_example_explains_every_key_and_word() {
    let explained = explained();
    let keys = keys("");
    assert!(keys.iter().any(|(key, _)| key == "policy.level"), "{keys:?}");
    for (key, words) in keys {
        let beside = explained.get(&key);
        let beside = beside.unwrap_or_else(|| panic!("docs/recipe.toml lacks {key}"));
        for word in words {
            let word = format!("\"{word}\"");
            assert!(beside.contains(&word), "docs/recipe.toml lacks {key} = {word}");
        }
    }
}

/// Every model stands on a line of its own with all its settings, and no setting is left over.
#[test]
fn the_explained_example_explains_every_model_and_setting() {
    let mut known = vec!["model".to_string()];
    let models = medlab_models::estimator::NAMES.into_iter().chain(["supplied"]);
    for model in models {
        let start = format!("#   \"{model}\" ");
        let line = EXAMPLE.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("docs/recipe.toml lacks {model}"));
        let bounds = medlab_models::Estimator::bounds(model);
        let settings: Vec<&str> = match bounds {
            Some(bounds) => bounds.iter().map(|bound| bound.name).collect(),
            None => vec!["column"],
        };
        let shown = match settings.is_empty() {
            true => String::new(),
            false => format!("  {}", settings.join(", ")),
        };
        assert!(line.ends_with(&shown), "docs/recipe.toml lacks {settings:?} of {model}");
        known.extend(settings.into_iter().map(str::to_owned));
    }
    let recipe = "[data]\noutcome = \"\"\n[[candidate]]\nmodel = \"\"\nzzz = 0";
    let settings = expected("field", recipe);
    assert!(settings.contains(&"penalty".to_string()), "{settings:?}");
    for setting in settings {
        assert!(known.contains(&setting), "{setting} is of no model");
    }
}

/// Which fields, or variants, the reader of recipes would have expected instead of `zzz`;
/// nothing where it expects something else.
fn expected(what: &str, recipe: &str) -> Vec<String> {
    let error = toml::from_str::<Recipe>(recipe).unwrap_err().message().to_string();
    let start = format!("unknown {what} `zzz`, expected ");
    let Some(expected) = error.strip_prefix(&start) else { return Vec::new() };
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys below a section, such as `choose.by`, with the words that each may hold.
fn keys(section: &str) -> Vec<(String, Vec<String>)> {
    let header = match section {
        "" => String::new(),
        "prepare.spline" => format!("[[{section}]]\n"),
        _ => format!("[{section}]\n"),
    };
    let mut found = Vec::new();
    for key in expected("field", &format!("{header}zzz = 0")) {
        let path = if section.is_empty() { key } else { format!("{section}.{key}") };
        // Models have settings of their own, and what a table is, the first part explains.
        let again = path.ends_with(".table") && section != "rows.fit";
        if path == "candidate" || again {
            continue;
        }
        let below = keys(&path);
        let name = path.rsplit('.').next().unwrap_or_default();
        let words = expected("variant", &format!("{header}{name} = \"zzz\""));
        match below.is_empty() {
            true => found.push((path, words)),
            false => found.extend(below),
        }
    }
    found
}

/// What the example says of each key: its line and those below it, up to the next key.
fn explained() -> BTreeMap<String, String> {
    let mut explained = BTreeMap::<String, String>::new();
    let (mut section, mut last) = (String::new(), None);
    for line in EXAMPLE.lines() {
        let plain = line.trim_start_matches("# ");
        if let Some((header, _)) = line.split_once(']').filter(|_| line.starts_with('['))
        {
            section = format!("{}.", header.trim_start_matches('['));
            last = None;
        }
        let key = plain.split_once(" = ").map(|(key, _)| key);
        let word =
            |key: &&str| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if let Some(key) = key.filter(word) {
            last = Some(format!("{}{key}", section.trim_start_matches('.')));
        }
        if let Some(key) = &last {
            explained.entry(key.clone()).or_default().push_str(line);
        }
    }
    explained
}

/// Every estimator can be asked for by its name, and gives risks.
#[test]
fn every_model_can_be_carried_out() {
    for model in medlab_models::estimator::NAMES {
        let text = super::hospital::recipe(
            "patient",
            &[("fit", 0, 80), ("test", 80, 100)],
            &format!("[[candidate]]\nmodel = \"{model}\"\n"),
        );
        let execution = execute(&text).unwrap();
        let risks = &execution.claimed.risks;
        assert!(risks.iter().all(|risk| (0.0..=1.0).contains(risk)), "{model}");
        assert!(risks.iter().any(|risk| risk.to_bits() != risks[0].to_bits()), "{model}");
    }
}
