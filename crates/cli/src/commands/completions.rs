//! `medlab completions`: a completion script for a shell.

use clap::CommandFactory;
use medlab_report::Exit;

use crate::arguments::{Arguments, Completions};
use crate::printer::Printer;
use crate::stop::Stop;

pub(crate) fn run(asked: &Completions, printer: &Printer) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(asked.shell, &mut command, "medlab", &mut script);
    printer.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
