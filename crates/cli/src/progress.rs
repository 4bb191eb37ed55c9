//! Progress: how far a long piece of work is and how long it will take, for people.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::printer::Printer;

/// A progress bar on standard error; nothing where nobody would see it.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Of so many pieces.
    pub(crate) fn new(printer: &Printer, pieces: usize) -> Self {
        let target = if printer.progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(pieces as u64), target);
        let parts = [
            ("bar", "{bar:30}".into()),
            ("done", "{pos}".into()),
            ("all", "{len}".into()),
            ("left", "{eta}".into()),
        ];
        let style = printer.words().say("progress", &parts);
        if let Ok(style) = ProgressStyle::with_template(&style) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One piece is done.
    pub(crate) fn tick(&self) {
        self.0.inc(1);
    }

    /// Says something beside the bar, which stands aside meanwhile.
    pub(crate) fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.0.suspend(say)
    }

    /// All are done; the bar goes away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
