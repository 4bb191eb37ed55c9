//! From the text of `dataset.toml` to a dataset that is known to be sound.

use toml::de::DeTable;

use super::error::Source;
use super::section::{At, Section};
use super::{
    Dataset, Id, SpecError, read_cluster, read_fault, read_feed, read_node, read_signal,
    read_varies,
};

/// The version of the file format that this crate reads.
pub const FORMAT: u32 = 1;

/// A larger file is refused unread.
const LARGEST: usize = 1024 * 1024;

/// Words that a node cannot be called.
const RESERVED: [&str; 6] = ["and", "or", "not", "inf", "vary", "row"];

impl Dataset {
    /// Reads `dataset.toml` and checks all of it; `file` is its name in errors.
    pub fn parse(file: &str, text: &str) -> Result<Self, SpecError> {
        let source = Source { file, text };
        if text.len() > LARGEST {
            let found = format!("{} bytes", text.len());
            return Err(source.error(
                "too_large",
                0,
                format!("at most {LARGEST} bytes"),
                found,
            ));
        }
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            source.error("toml", at, "valid TOML", error.message().trim())
        })?;
        let root = Section::new(&source, table.get_ref(), 0..0);
        version(&root)?;
        let mut dataset = header(&root)?;
        let cluster = root.table("cluster")?;
        let cluster = cluster.map(|section| read_cluster::cluster(&section, &dataset.id));
        let (cluster, rows) = cluster.transpose()?.unzip();
        dataset.cluster = cluster;
        dataset.varies = read_varies::varies(&root)?;
        let sections = root.tables("node")?;
        for section in sections {
            let node = read_node::node(section, &dataset)?;
            dataset.nodes.push(node);
        }
        for section in root.tables("signal")? {
            let samples = read_signal::signal(section, &dataset)?;
            dataset.nodes.extend(samples);
        }
        if dataset.nodes.is_empty() {
            return Err(root.error("no_nodes", 0, "at least one [[node]]", "none"));
        }
        read_cluster::settle(&root, &mut dataset, rows)?;
        let feed = root.table("feed")?;
        dataset.feed =
            feed.map(|section| read_feed::feed(&section, &dataset)).transpose()?;
        for section in root.tables("fault")? {
            let fault = read_fault::fault(section, &dataset)?;
            dataset.faults.push(fault);
        }
        for section in root.tables("world")? {
            let world = read_fault::world(section, &dataset)?;
            dataset.worlds.push(world);
        }
        root.finish()?;
        super::check::check(&source, &root, &mut dataset)?;
        Ok(dataset)
    }
}

/// The version comes first: another version may have other keys.
fn version(root: &Section<'_>) -> Result<(), SpecError> {
    let format = root.whole("format", 0..=u32::MAX)?;
    let format = root.require("format", format, "the version of the format")?;
    if format.value == FORMAT {
        return Ok(());
    }
    let expected = format!("format {FORMAT}");
    Err(root.error("format", format.at, expected, format!("format {}", format.value)))
}

fn header(root: &Section<'_>) -> Result<Dataset, SpecError> {
    // Asked for here so that a misspelling of them is recognised.
    for key in ["cluster", "varies", "node", "signal", "feed", "fault", "world"] {
        root.get(key);
    }
    let outcome = root.text("outcome")?.map(|at| at.value);
    let texts = ["name", "title", "row", "prediction_time"].map(|key| root.text(key));
    let [name, title, row, prediction_time] = texts;
    let version = root.whole("version", 1..=u32::MAX)?;
    let id = root.table("id")?;
    let name = root.require("name", name?, "the dataset's name")?;
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.value.is_empty() || !name.value.chars().all(slug) {
        return Err(root.error(
            "name",
            name.at,
            "a name of lower-case letters, digits and `-`",
            format!("\"{}\"", name.value),
        ));
    }
    Ok(Dataset {
        name: name.value,
        version: root.require("version", version, "a whole number from 1")?.value,
        title: root.require("title", title?, "what people call it")?.value,
        row: root.require("row", row?, "what one row is")?.value,
        prediction_time: root
            .require("prediction_time", prediction_time?, "when the prediction is made")?
            .value,
        id: match id {
            Some(section) => identity(&section)?,
            None => Id { name: "patient".to_owned(), prefix: "P".to_owned(), digits: 6 },
        },
        cluster: None,
        outcome,
        varies: Vec::new(),
        nodes: Vec::new(),
        faults: Vec::new(),
        feed: None,
        worlds: Vec::new(),
    })
}

pub(super) fn identity(section: &Section<'_>) -> Result<Id, SpecError> {
    let (name, prefix) = (section.text("name")?, section.text("prefix")?);
    let digits = section.whole("digits", 1..=18)?;
    section.finish()?;
    let name = section.require("name", name, "the name of the ID's column")?;
    snake_case(section, &name)?;
    let prefix = prefix.map_or_else(String::new, |at| at.value);
    if let Some(odd) = prefix.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-') {
        return Err(section.error(
            "prefix",
            section.start(),
            "a prefix of letters, digits and `-`",
            format!("`{odd}`"),
        ));
    }
    Ok(Id { name: name.value, prefix, digits: digits.map_or(6, |at| at.value as usize) })
}

pub(super) fn snake_case(
    section: &Section<'_>,
    name: &At<String>,
) -> Result<(), SpecError> {
    let mut letters = name.value.chars();
    let sound = letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && name.value.len() <= 64;
    let taken = RESERVED.contains(&name.value.as_str())
        || crate::expression::Function::named(&name.value).is_some();
    if sound && !taken {
        return Ok(());
    }
    let found = if taken {
        format!("`{}`, which formulas use", name.value)
    } else {
        format!("\"{}\"", name.value)
    };
    Err(section.error("name", name.at, "a name in snake_case", found))
}
