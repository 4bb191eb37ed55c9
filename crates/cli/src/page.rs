//! A page: what `--html FILE` asks for. Its place is looked at before any work, so that none
//! is done in vain.

use std::path::{Path, PathBuf};

use crate::files;
use crate::printer::Printer;
use crate::stop::Stop;

/// Where a page goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    path: &'a Path,
    force: bool,
}

impl<'a> Page<'a> {
    /// The page asked for, if any; refused where a file is in its place, unless by force.
    pub(crate) fn asked(
        path: Option<&'a PathBuf>,
        force: bool,
    ) -> Result<Option<Self>, Stop> {
        let Some(path) = path else { return Ok(None) };
        files::free(path, force)?;
        Ok(Some(Self { path, force }))
    }

    /// Writes the page, and says where it is.
    pub(crate) fn write(&self, html: &str, printer: &Printer) -> Result<(), Stop> {
        files::write(self.path, html.as_bytes(), self.force)?;
        let file = self.path.display().to_string();
        printer.tell("report-written", &[("file", file.into())]);
        Ok(())
    }
}
