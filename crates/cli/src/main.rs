//! The command line `medlab`: arguments, files, terminal and exit codes.
//!
//! All effects of the house are here. What is computed, is computed in the pure crates.
#![expect(clippy::disallowed_methods, reason = "this is the edge: files, clock, threads")]

mod arguments;
mod catalogue;
mod commands;
mod figures;
mod files;
mod judging;
mod keys;
mod lab;
mod page;
mod pool;
mod printer;
mod programs;
mod progress;
mod rated;
mod reason;
mod reporters;
mod results;
#[cfg(test)]
mod spoken;
mod stop;
mod submissions;
mod workers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use medlab_exercise::Fault;
use medlab_report::{Exit, Failure};

use crate::arguments::{Arguments, Command};
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let printer = Printer::new(&arguments.common);
    // A panic is the grader's fault; it is told as one, in the same form as any failure.
    let ended = catch_unwind(AssertUnwindSafe(|| run(&arguments, &printer)));
    let panicked =
        |_| Err(Stop::Failed(Exit::Grader, Box::new(Fault::new(Reason::Panic))));
    let exit = ended.unwrap_or_else(panicked).unwrap_or_else(|stop| {
        let (exit, failure) = stop.told(printer.words());
        if let Some(failure) = failure {
            printer.failure(&failure);
        }
        exit
    });
    ExitCode::from(exit.code())
}

fn run(arguments: &Arguments, printer: &Printer) -> Result<Exit, Stop> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Tour(tour) => commands::tour::run(tour, common, printer),
        Command::Evaluate(evaluate) => commands::evaluate::run(evaluate, printer),
        Command::Data(data) => commands::data::run(data, common, printer),
        Command::List(list) => commands::list::run(list, common, printer),
        Command::Init(init) => commands::init::run(init, common, printer),
        Command::Run(recipe) => commands::run::run(recipe, common, printer),
        Command::Check(check) => commands::check::run(check, common, printer),
        Command::Key(key) => commands::key::run(key, printer),
        Command::Issue(issue) => commands::issue::run(issue, common, printer),
        Command::Grade(grade) => commands::grade::run(grade, common, printer),
        Command::Release(release) => commands::release::run(release, printer),
        Command::Verify(verify) => commands::verify::run(verify, common, printer),
        Command::Doctor => commands::doctor::run(common, printer),
        Command::Worker => workers::serve(common),
        Command::Confine { said } => medlab_sandbox::confine(said.clone()),
        Command::Completions(shell) => commands::completions::run(shell, printer),
    }
}

/// Help and version are data; anything else typed wrongly is a failure like others.
fn usage(error: &clap::Error) -> ExitCode {
    let _unheard = error.print();
    if !error.use_stderr() {
        return ExitCode::from(Exit::Done.code());
    }
    let json = std::env::args_os()
        .any(|argument| argument == "--format=json" || argument == "json");
    if json {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        let detail = first.strip_prefix("error: ").unwrap_or(first).to_string();
        let printer = Printer::new(&arguments::Common::json());
        let fault = Fault::new(Reason::Usage { detail });
        let failure = Failure::of(&fault, printer.words());
        let _unheard = printer.data(&format!("{}\n", failure.to_json()));
    }
    ExitCode::from(Exit::Usage.code())
}
