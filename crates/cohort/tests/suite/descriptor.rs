//! The descriptor says of the file what is in it.

use medlab_cohort::datapackage::describe;
use medlab_cohort::{Kind, csv};
use serde_json::Value;

use crate::datasets::{key, ward};

#[test]
fn fields_are_the_columns_of_the_file() {
    let dataset = ward();
    let descriptor: Value = serde_json::from_str(&describe(&dataset)).unwrap();
    let cohort = dataset.generate(&dataset.reference_variant(), &key(1), 0..500).unwrap();
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    let reader = csv::Reader::open(&file[..], csv::Options::default()).unwrap();
    let schema = &descriptor["resources"][0]["schema"];
    let fields = schema["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(names, reader.header());
    assert_eq!(schema["missingValues"], serde_json::json!([""]));
    for (field, column) in fields.iter().zip(cohort.table.columns()) {
        let kind = match &column.kind {
            Kind::Number { decimals: Some(0) } | Kind::Flag => "integer",
            Kind::Number { .. } => "number",
            Kind::Time { .. } => "datetime",
            Kind::Category { .. } | Kind::Text => "string",
        };
        assert_eq!(field["type"], kind, "{}", column.name);
        assert_eq!(field["unit"].as_str(), column.unit.as_deref(), "{}", column.name);
        if let Some(levels) = field["constraints"]["enum"].as_array() {
            for row in 0..cohort.table.rows() {
                let text = column.text(row);
                let listed = |level: &Value| match level {
                    Value::String(level) => *level == text,
                    other => other.to_string() == text,
                };
                assert!(text.is_empty() || levels.iter().any(listed));
            }
        }
    }
}

#[test]
fn it_has_what_the_standard_asks_for() {
    let descriptor: Value = serde_json::from_str(&describe(&ward())).unwrap();
    assert_eq!(
        descriptor["$schema"],
        "https://datapackage.org/profiles/2.0/datapackage.json"
    );
    let resource = &descriptor["resources"][0];
    for key in ["name", "path", "format", "mediatype", "encoding", "schema"] {
        assert!(!resource[key].is_null(), "{key}");
    }
    assert_eq!(resource["path"], "cohort.csv");
    // Rows may stand twice here, so the ID is no primary key.
    assert!(resource["schema"]["primaryKey"].is_null());
}
