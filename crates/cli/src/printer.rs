//! A printer: data goes to standard output, everything said to a person to standard error.

use std::io::{IsTerminal, Write};

use medlab_charts::Argument;
use medlab_report::{Failure, Terminal, Words};

use crate::arguments::{Common, Format};
use crate::stop::Stop;

/// Where a command's words and data go.
#[derive(Debug)]
pub(crate) struct Printer {
    /// How results are written.
    pub(crate) format: Format,
    plain: bool,
    words: Words,
}

impl Printer {
    pub(crate) fn new(common: &Common) -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let plain = common.plain || no_colour || dumb;
        Self { format: common.format, plain, words: Words::english() }
    }

    /// The words in which people are spoken to.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether results may be coloured.
    pub(crate) fn colour(&self) -> bool {
        !self.plain && std::io::stdout().is_terminal()
    }

    /// Whether a progress bar may be drawn.
    pub(crate) fn progress(&self) -> bool {
        !self.plain && std::io::stderr().is_terminal()
    }

    /// How text is laid out.
    pub(crate) fn terminal(&self) -> Terminal {
        Terminal { width: self.width(), colour: self.colour() }
    }

    /// How wide text may run.
    pub(crate) fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        columns.unwrap_or(80).clamp(40, 100)
    }

    /// Data, as it is.
    pub(crate) fn data(&self, text: &str) -> Result<(), Stop> {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// One document of JSON, keys in the order of the fields.
    pub(crate) fn json(&self, document: &impl serde::Serialize) -> Result<(), Stop> {
        let text = serde_json::to_string(document);
        // Plain fields always serialize.
        self.data(&(text.unwrap_or_default() + "\n"))
    }

    /// A line said to a person. That nobody listens stops no work.
    pub(crate) fn say(&self, line: &str) {
        let _unheard = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// One of the program's messages, said to a person.
    pub(crate) fn tell(&self, id: &str, arguments: &[(&str, Argument)]) {
        self.say(&self.words.say(id, arguments));
    }

    /// A failure: one message and the way out, and as JSON where that was asked for.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.say(failure.to_text(&self.words).trim_end());
        if self.is_json() {
            let _unheard = self.data(&format!("{}\n", failure.to_json()));
        }
    }
}
