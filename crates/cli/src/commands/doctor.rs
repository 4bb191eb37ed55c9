//! `medlab doctor`: what this machine has and can enforce for code exercises.

use medlab_report::Exit;
use medlab_sandbox::{Machine, Tier};

use crate::arguments::Common;
use crate::printer::Printer;
use crate::programs;
use crate::stop::Stop;

pub(crate) fn run(common: &Common, printer: &Printer) -> Result<Exit, Stop> {
    let machine = Machine::examine(&programs::confiner()?);
    let parts = programs::parts(common.course.as_deref());
    let words = printer.words();
    if printer.is_json() {
        let fences = machine.findings().iter().map(|finding| {
            let name = finding.defence.name();
            serde_json::json!({"fence": name, "holds": finding.holds, "why": finding.why})
        });
        let parts = parts.iter().map(
            |part| serde_json::json!({"part": part.name, "there": part.there.is_ok()}),
        );
        let document = serde_json::json!({
            "format": 1,
            "tier": machine.tier().name(),
            "fences": fences.collect::<Vec<_>>(),
            "parts": parts.collect::<Vec<_>>(),
        });
        printer.data(&format!("{document}\n"))?;
        return Ok(Exit::Done);
    }
    let complete = parts.iter().all(|part| part.there.is_ok());
    let mut text = words.say("doctor-parts", &[]) + "\n";
    for part in parts {
        let name = words.say(&format!("doctor-{}", part.name), &[]);
        let (id, detail) = match part.there {
            Ok(what) => ("doctor-there", what),
            Err(stop) => {
                let failure = stop.told(words).1;
                let told = failure.map(|failure| failure.to_text(words));
                let told = told.unwrap_or_default();
                (
                    "doctor-not-there",
                    told.split_whitespace().collect::<Vec<_>>().join(" "),
                )
            }
        };
        let said = [("name", name.into()), ("detail", detail.into())];
        text += &format!("  {}\n", words.say(id, &said));
    }
    text += &(words.say("doctor-fences", &[]) + "\n");
    for finding in machine.findings() {
        let name = words.say(&format!("doctor-{}", finding.defence.name()), &[]);
        let id = if finding.holds { "doctor-holds" } else { "doctor-holds-not" };
        let why = finding.why.clone().unwrap_or_default();
        let said = [("name", name.into()), ("why", why.into())];
        text += &format!("  {}\n", words.say(id, &said));
    }
    let tier = match machine.tier() {
        _ if !complete => "doctor-incomplete",
        Tier::Full => "doctor-full",
        Tier::Strict => "doctor-strict",
        Tier::None => "doctor-none",
    };
    text += &(words.say(tier, &[]) + "\n");
    printer.data(&text)?;
    Ok(Exit::Done)
}
