//! `medlab key new`: a teacher's key.

use medlab_report::Exit;

use crate::arguments::Key;
use crate::keys;
use crate::printer::Printer;
use crate::stop::Stop;

pub(crate) fn run(asked: &Key, printer: &Printer) -> Result<Exit, Stop> {
    let Key::New { file } = asked;
    keys::make(file)?;
    if printer.is_json() {
        printer.data(&format!("{}\n", serde_json::json!({"format": 1, "key": file})))?;
    }
    printer.tell("key-made", &[("file", file.display().to_string().into())]);
    Ok(Exit::Done)
}
