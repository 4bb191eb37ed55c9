//! `medlab data`: the datasets and their patients.

use std::fmt::Write as _;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use medlab_cohort::dataset::Node;
use medlab_cohort::{Dataset, Key, Table, csv, datapackage, fhir, hl7, nearest};
use medlab_exercise::{Course, pack};
use medlab_report::{Exit, Words};
use serde::Serialize;
use tempfile::NamedTempFile;

use crate::arguments::{Common, Data, Generate, TableFormat};
use crate::catalogue;
use crate::files;
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

/// A dataset as JSON, in a list of them.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    version: u32,
    title: &'a str,
    patients: &'a str,
    columns: usize,
}

/// How many patients are in memory at a time.
const BLOCK: u64 = 16_384;

/// Where bytes go until the file is whole.
type Part = BufWriter<NamedTempFile>;

/// Who writes tables, by format.
enum Format<'a> {
    Csv(csv::Writer<Part>),
    Fhir(fhir::Writer<'a, Part>),
    Hl7(hl7::Writer<'a, Part>),
}

/// A file that tables are written to, one below the other.
///
/// It gets its name when it is whole: a full disk leaves no table that ends early.
struct Output<'a> {
    path: PathBuf,
    format: Format<'a>,
}

impl<'a> Output<'a> {
    /// The cohort in a format.
    fn cohort(
        dataset: &'a Dataset,
        folder: &Path,
        format: TableFormat,
        rows: u64,
    ) -> Result<Self, Stop> {
        let refused = |_| {
            let (dataset, format) = (dataset.name.clone(), format!("{format:?}"));
            Stop::usage(Reason::Format { dataset, format })
        };
        let name = match format {
            TableFormat::Csv => return Self::open(&folder.join("cohort.csv"), rows),
            TableFormat::Fhir => "cohort.ndjson",
            TableFormat::Hl7 => "cohort.hl7",
        };
        let path = folder.join(name);
        let part = Self::part(&path)?;
        let format = match format {
            TableFormat::Fhir => {
                Format::Fhir(fhir::Writer::new(dataset, part).map_err(refused)?)
            }
            _ => Format::Hl7(hl7::Writer::new(dataset, part).map_err(refused)?),
        };
        Ok(Self { path, format })
    }

    /// A table as CSV.
    fn open(path: &Path, rows: u64) -> Result<Self, Stop> {
        let writer = csv::Writer::of_rows(Self::part(path)?, rows);
        Ok(Self { path: path.to_path_buf(), format: Format::Csv(writer) })
    }

    fn part(path: &Path) -> Result<Part, Stop> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default();
        // Not hidden: who kills a long run must see what is left of it.
        let file = tempfile::Builder::new()
            .prefix(name)
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(|e| files::cannot_write(path, &e))?;
        Ok(BufWriter::new(file))
    }

    fn write(&mut self, table: &Table) -> Result<(), Stop> {
        let written = match &mut self.format {
            Format::Csv(writer) => writer.table(table),
            Format::Fhir(writer) => writer.table(table),
            Format::Hl7(writer) => writer.table(table),
        };
        written.map_err(|e| files::cannot_write(&self.path, &e))
    }

    fn finish(self) -> Result<(), Stop> {
        let finished = match self.format {
            Format::Csv(writer) => writer.finish(),
            Format::Fhir(writer) => writer.finish(),
            Format::Hl7(writer) => writer.finish(),
        };
        let whole = finished.and_then(|out| Ok(out.into_inner()?));
        let written = whole.and_then(|file| files::persist(file, &self.path));
        written.map_err(|e| files::cannot_write(&self.path, &e))
    }
}

/// `data show --format json`; its keys stand in this order, and new ones only come after.
#[derive(Serialize)]
struct Shown<'a> {
    format: u32,
    name: &'a str,
    version: u32,
    title: &'a str,
    row: &'a str,
    prediction_time: &'a str,
    outcome: Option<&'a str>,
    id: &'a str,
    cluster: Option<&'a str>,
    columns: Vec<ShownColumn<'a>>,
}

/// One of its columns, in the order of the files.
#[derive(Serialize)]
struct ShownColumn<'a> {
    name: &'a str,
    label: &'a str,
    unit: Option<&'a str>,
    values: String,
    range: Option<[f64; 2]>,
    available_at: f64,
    known: String,
    family: &'a str,
    missing: Option<&'a str>,
    source: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn of(dataset: &'a Dataset, recorded: &'a [Node]) -> Self {
        let column = |node: &'a Node| ShownColumn {
            name: &node.name,
            label: &node.label,
            unit: node.unit.as_deref(),
            values: pack::values_in_words(node),
            range: node.range.map(|(low, high)| [low, high]),
            available_at: node.available_at,
            known: pack::known(node.available_at, &dataset.prediction_time),
            family: node.family.name(),
            missing: node.missing.as_ref().map(|missing| missing.mechanism.name()),
            source: node.source.as_deref(),
        };
        Self {
            format: 1,
            name: &dataset.name,
            version: dataset.version,
            title: &dataset.title,
            row: &dataset.row,
            prediction_time: &dataset.prediction_time,
            outcome: dataset.outcome.as_deref(),
            id: &dataset.id.name,
            cluster: dataset.cluster.as_ref().map(|cluster| cluster.id.name.as_str()),
            columns: recorded.iter().map(column).collect(),
        }
    }
}

pub(crate) fn run(
    asked: &Data,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let course = catalogue::course(common)?;
    match asked {
        Data::List => list(&course, printer)?,
        Data::Show { name } => show(&course, name, common, printer)?,
        Data::Generate(generate) => make(&course, generate, printer)?,
    }
    Ok(Exit::Done)
}

fn named<'a>(course: &'a Course, name: &str) -> Result<&'a Dataset, Stop> {
    course.datasets.get(name).ok_or_else(|| {
        let known = || course.datasets.keys().map(String::as_str);
        Stop::usage(Reason::UnknownDataset {
            found: name.to_string(),
            known: known().map(str::to_string).collect(),
            near: nearest(name, known()).map(str::to_string),
        })
    })
}

/// How many columns a dataset's record has, those of names among them.
fn count_columns(dataset: &Dataset) -> usize {
    dataset.recorded().len() + 1 + usize::from(dataset.cluster.is_some())
}

fn list(course: &Course, printer: &Printer) -> Result<(), Stop> {
    if printer.is_json() {
        let rows = course.datasets.values().map(|dataset| Row {
            name: &dataset.name,
            version: dataset.version,
            title: &dataset.title,
            patients: &dataset.row,
            columns: count_columns(dataset),
        });
        return printer.json(&rows.collect::<Vec<_>>());
    }
    let mut text = String::new();
    for dataset in course.datasets.values() {
        let about = [
            ("title", dataset.title.clone().into()),
            ("row", dataset.row.clone().into()),
            ("columns", count_columns(dataset).into()),
            ("version", dataset.version.to_string().into()),
        ];
        let about = printer.words().say("data-about", &about);
        let _ = writeln!(text, "{:<18} {about}", dataset.name);
    }
    printer.data(&text)
}

fn show(
    course: &Course,
    name: &str,
    common: &Common,
    printer: &Printer,
) -> Result<(), Stop> {
    let dataset = named(course, name)?;
    if printer.is_json() {
        return printer.json(&Shown::of(dataset, &dataset.recorded()));
    }
    let path = format!("datasets/{name}/card.md");
    let files = catalogue::files(common)?;
    let text = files.get(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut text = text.unwrap_or_else(|| format!("# {}\n", dataset.title));
    let words = printer.words();
    let time = [("time", dataset.prediction_time.clone().into())];
    let heading = words.say("data-columns", &[]);
    let _ = write!(text, "\n## {heading}\n\n{}\n\n", words.say("data-time", &time));
    if let Some(cluster) = &dataset.cluster {
        let name = &cluster.id.name;
        let about =
            [("cluster", name.clone().into()), ("row", dataset.row.clone().into())];
        let _ = writeln!(text, "{name:<24} {}", words.say("data-cluster", &about));
    }
    for node in dataset.recorded() {
        let _ = writeln!(text, "{:<24} {}", node.name, line(dataset, &node, words));
    }
    printer.data(&text)
}

/// What is said of one column, after its name.
fn line(dataset: &Dataset, node: &Node, words: &Words) -> String {
    let unit = match node.unit.as_deref() {
        None | Some("1") => String::new(),
        Some(unit) => format!(" {unit}"),
    };
    let missing = match &node.missing {
        Some(missing) => {
            let mechanism = missing.mechanism.name();
            words.say("data-missing", &[("mechanism", mechanism.into())])
        }
        None => String::new(),
    };
    let invented = || words.say("data-invented", &[]);
    let source = node.source.clone().unwrap_or_else(invented);
    let known = pack::known(node.available_at, &dataset.prediction_time);
    let said = [
        ("label", node.label.clone().into()),
        ("values", (pack::values_in_words(node) + &unit).into()),
        ("known", known.into()),
        ("missing", missing.into()),
        ("family", node.family.name().into()),
        ("source", source.into()),
    ];
    words.say("data-column", &said)
}

fn make(course: &Course, asked: &Generate, printer: &Printer) -> Result<(), Stop> {
    let dataset = named(course, &asked.name)?;
    let other = asked.formats.iter().find(|format| **format != TableFormat::Csv);
    if let (Some(format), None) = (other, &dataset.feed) {
        let (dataset, format) = (dataset.name.clone(), format!("{format:?}"));
        return Err(Stop::usage(Reason::Format { dataset, format }));
    }
    if asked.rows == 0 {
        return Err(Stop::usage(Reason::NoRows));
    }
    files::new_folder(&asked.out, asked.force)?;
    let key = Key::open(&dataset.name, dataset.version, asked.seed);
    let variant = dataset.reference_variant();
    let broken = |error| Stop::from(medlab_exercise::CourseError::from(error));
    let generation = dataset.generation(&variant).map_err(broken)?;
    let mut formats: Vec<TableFormat> = Vec::new();
    for format in &asked.formats {
        if !formats.contains(format) {
            formats.push(*format);
        }
    }
    let mut outputs = formats
        .iter()
        .map(|format| Output::cohort(dataset, &asked.out, *format, asked.rows))
        .collect::<Result<Vec<_>, _>>()?;
    let mut written = 0;
    let mut truth = None;
    if asked.truth {
        truth = Some((
            Output::open(&asked.out.join("truth.csv"), asked.rows)?,
            Output::open(&asked.out.join("faults.csv"), u64::MAX)?,
        ));
    }
    for block in generation.cohorts(&key, 0..asked.rows, BLOCK) {
        if written == asked.rows {
            break;
        }
        let mut cohort = block.map_err(broken)?;
        // What stands twice takes the place of others: exactly so many rows are written.
        let left = usize::try_from(asked.rows - written).unwrap_or(usize::MAX);
        if cohort.table.rows() > left {
            cohort = cohort.first(left);
        }
        for output in &mut outputs {
            output.write(&cohort.table)?;
        }
        if let Some((truth, faults)) = &mut truth {
            let id = &cohort.table.columns()[0];
            truth.write(&cohort.truth.table(id.clone()))?;
            for entry in &mut cohort.ledger.entries {
                entry.row += written as usize;
            }
            faults.write(&cohort.ledger.table(&dataset.id.name))?;
        }
        written += cohort.table.rows() as u64;
    }
    for output in outputs {
        output.finish()?;
    }
    if let Some((truth, faults)) = truth {
        truth.finish()?;
        faults.finish()?;
    }
    if formats.contains(&TableFormat::Csv) {
        let package = datapackage::describe(dataset);
        files::write(&asked.out.join("datapackage.json"), package.as_bytes(), true)?;
    }
    let made = [
        ("rows", (asked.rows as f64).into()),
        ("dataset", dataset.name.clone().into()),
        ("folder", asked.out.display().to_string().into()),
    ];
    printer.tell("data-made", &made);
    Ok(())
}
