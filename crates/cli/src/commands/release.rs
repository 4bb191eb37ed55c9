//! `medlab release`: the learners' course.

use medlab_exercise::Files;
use medlab_exercise::release::{self, OneVariant};
use medlab_report::Exit;

use crate::arguments::Release;
use crate::files;
use crate::pool;
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

/// The largest archive of an earlier release, in bytes.
const EARLIER: u64 = 256 << 20;

pub(crate) fn run(asked: &Release, printer: &Printer) -> Result<Exit, Stop> {
    let full = files::course(&asked.from)?;
    let earlier = match &asked.reuse {
        None => Files::new(),
        Some(path) => {
            let bytes = files::read(path, EARLIER)?;
            let reason = |e: std::io::Error| Reason::Unreadable { detail: e.to_string() };
            medlab_course::read(&bytes).map_err(|e| Stop::usage(reason(e)).about(path))?
        }
    };
    let released = release::release(&full, &earlier, &on_all_cores)?;
    let count = released.len();
    if asked.out.extension().is_some_and(|extension| extension == "tar") {
        // What the binary embeds: the learners' course, and the tour's pair.
        let mut archived = released;
        archived.extend(release::tour(&full)?);
        files::write(&asked.out, &medlab_course::archive(&archived), asked.force)?;
    } else {
        files::new_folder(&asked.out, asked.force)?;
        files::write_all(&asked.out, &released, asked.force)?;
    }
    if printer.is_json() {
        let document = serde_json::json!({"format": 1, "out": asked.out, "files": count});
        printer.data(&format!("{document}\n"))?;
    }
    let folder = asked.out.display().to_string();
    printer.tell("release-done", &[("files", count.into()), ("folder", folder.into())]);
    Ok(Exit::Done)
}

fn on_all_cores(
    count: usize,
    work: &(dyn Fn(usize) -> OneVariant + Sync),
) -> Vec<OneVariant> {
    let mut results = Vec::new();
    let take = |_, result| {
        results.push(result);
        Ok::<_, std::convert::Infallible>(())
    };
    match pool::in_order(count, pool::cores(), work, take) {
        Ok(()) => results,
    }
}
