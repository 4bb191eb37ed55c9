//! The descriptor that goes with a cohort's files: Data Package, version 2.
//!
//! <https://datapackage.org/standard/data-package/>

use serde_json::{Map, Value, json};

use crate::column::Kind;
use crate::dataset::{Dataset, Fault, Node};
use crate::round;

/// The descriptor of `cohort.csv`, indented, with a line feed at its end.
///
/// ```
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/datasets/ward.toml"));
/// let dataset = medlab_cohort::Dataset::parse("dataset.toml", text)?;
/// let descriptor = medlab_cohort::datapackage::describe(&dataset);
/// assert!(descriptor.contains("\"path\": \"cohort.csv\""));
/// # Ok::<(), medlab_cohort::SpecError>(())
/// ```
pub fn describe(dataset: &Dataset) -> String {
    let mut fields = vec![json!({
        "name": dataset.id.name,
        "type": "string",
        "description": format!("Which patient the {} is of.", dataset.row),
        "constraints": {"required": true, "unique": is_unique(dataset)},
    })];
    fields.extend(dataset.cluster.iter().map(|cluster| {
        json!({
            "name": cluster.id.name,
            "type": "string",
            "description": format!(
                "Which {} the {} is of.",
                cluster.id.name.replace('_', " "),
                dataset.row
            ),
            "constraints": {"required": true},
        })
    }));
    fields.extend(dataset.recorded().iter().map(field));
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "missingValues": [""],
        "fields": fields,
    });
    if is_unique(dataset) {
        schema["primaryKey"] = json!([dataset.id.name]);
    }
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.name,
        "version": format!("{}.0.0", dataset.version),
        "title": dataset.title,
        "description": format!(
            "Synthetic patients: nobody here exists. One row is one {}; the prediction is \
             made at: {}.",
            dataset.row, dataset.prediction_time
        ),
        "licenses": [{
            "name": "CC0-1.0",
            "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        }],
        "resources": [{
            "name": "cohort",
            "type": "table",
            "path": "cohort.csv",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n"},
            "schema": schema,
        }],
    });
    format!("{descriptor:#}\n")
}

/// Whether each ID stands once: not where rows may be written twice.
fn is_unique(dataset: &Dataset) -> bool {
    let twice = |fault: &Fault| fault.kind.name() == "duplicate";
    !dataset.faults.iter().any(twice)
}

fn field(node: &Node) -> Value {
    let mut field = Map::new();
    let mut constraints = Map::new();
    field.insert("name".to_owned(), json!(node.name));
    field.insert("title".to_owned(), json!(node.label));
    let kind = match &node.kind {
        Kind::Number { decimals: Some(0) } => "integer",
        Kind::Number { .. } => "number",
        Kind::Flag => "integer",
        Kind::Category { .. } => "string",
        Kind::Time { .. } => {
            field.insert("format".to_owned(), json!("%Y-%m-%dT%H:%M"));
            "datetime"
        }
        Kind::Text => "string",
    };
    field.insert("type".to_owned(), json!(kind));
    match &node.kind {
        Kind::Flag => {
            constraints.insert("enum".to_owned(), json!([0, 1]));
        }
        Kind::Category { levels } => {
            constraints.insert("enum".to_owned(), json!(levels));
        }
        _ => {}
    }
    if let (Some((low, high)), Some(decimals)) = (node.range, node.decimals()) {
        constraints.insert("minimum".to_owned(), bound(low, decimals));
        constraints.insert("maximum".to_owned(), bound(high, decimals));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    let mut words = Vec::new();
    if let Some(unit) = &node.unit {
        // Not a property of the standard, which allows others.
        field.insert("unit".to_owned(), json!(unit));
        words.push(format!("Unit: {unit}."));
    }
    words.push(available(node.available_at));
    field.insert("description".to_owned(), json!(words.join(" ")));
    Value::Object(field)
}

fn bound(value: f64, decimals: u32) -> Value {
    if decimals == 0 { json!(round::to(value, 0) as i64) } else { json!(value) }
}

fn available(hours: f64) -> String {
    if hours < 0.0 {
        format!("Known {} h before the prediction.", -hours)
    } else if hours > 0.0 {
        format!("Known only {hours} h after the prediction.")
    } else {
        "Known at the prediction.".to_owned()
    }
}
