//! HTML: the templates, and what every page shares.
//!
//! A page is one file: its style and its figures are inside, there is no script, and
//! everything that is not markup of ours is escaped by the template engine.

use std::collections::BTreeMap;

use medlab_charts::{Figure, Patients};
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use crate::words::Words;

const STYLE: &str = include_str!("../templates/style.css");

const TEMPLATES: [(&str, &str); 7] = [
    ("page.html", include_str!("../templates/page.html")),
    ("figure.html", include_str!("../templates/figure.html")),
    ("grade_body.html", include_str!("../templates/grade_body.html")),
    ("grade.html", include_str!("../templates/grade.html")),
    ("class.html", include_str!("../templates/class.html")),
    ("tour.html", include_str!("../templates/tour.html")),
    ("evaluation.html", include_str!("../templates/evaluation.html")),
];

/// Messages without arguments that templates use, as `t.skip_to_content`.
const LABELS: [&str; 39] = [
    "class-all",
    "class-texts",
    "class-texts-caption",
    "class-all-caption",
    "class-criteria",
    "class-criteria-caption",
    "class-criterion",
    "class-distribution",
    "class-distribution-caption",
    "class-learner",
    "class-lost",
    "class-never-events",
    "class-nothing-judged",
    "class-points",
    "class-result",
    "class-share",
    "class-submission",
    "class-submissions",
    "class-unjudged",
    "class-unjudged-caption",
    "class-why",
    "class-failures",
    "class-failures-caption",
    "class-whose",
    "figures",
    "figures-note",
    "made-by",
    "meaning",
    "measure",
    "never-event",
    "numbers-of-figure",
    "rule-name",
    "shows",
    "skip-to-content",
    "unjudged-heading",
    "value",
    "warnings",
    "way-out",
    "what-next",
];

/// A drawing wider than this, in pixels, gets a row of its own.
const WIDE: u32 = 700;

/// A figure as its template takes it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownFigure {
    title: String,
    description: String,
    svg: String,
    wide: bool,
    caption: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl From<&Figure> for ShownFigure {
    fn from(figure: &Figure) -> Self {
        Self {
            title: figure.title.clone(),
            description: figure.description.clone(),
            svg: figure.svg.clone(),
            wide: figure.size.0 > WIDE,
            caption: figure.caption.clone(),
            header: figure.table.header.clone(),
            rows: figure.table.rows.clone(),
        }
    }
}

/// A template filled in; `values` are its own, beside what every page shares, such as the
/// footer's words on whose `patients` these are.
pub(crate) fn page(
    template: &str,
    patients: Patients,
    words: &Words,
    values: Value,
) -> String {
    let shared = context! {
        language => words.language(),
        style => STYLE,
        whose_patients => words.whose(patients),
        t => labels(words),
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, source) in TEMPLATES {
        if let Err(error) = environment.add_template(name, source) {
            unreachable!("the built-in templates are tested: {error}");
        }
    }
    let filled = environment
        .get_template(template)
        .and_then(|template| template.render(context! { ..shared, ..values }));
    filled.unwrap_or_else(|error| {
        unreachable!("the built-in templates are tested: {error:#}")
    })
}

fn labels(words: &Words) -> BTreeMap<String, String> {
    let label = |id: &&str| (id.replace('-', "_"), words.say(id, &[]));
    LABELS.iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_there() {
        let words = Words::english();
        for id in LABELS {
            assert!(words.messages().has(id), "no message `{id}`");
        }
    }
}
