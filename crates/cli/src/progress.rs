//! Progress: how far a long piece of work is and how long it will take, for people.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{
    HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle,
};

use crate::printer::Printer;

/// How often the bar is drawn anew while a piece takes long.
const GLANCE: Duration = Duration::from_secs(1);

/// A progress bar on standard error; nothing where nobody would see it. It goes away when it is
/// dropped, after an error, too.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Of so many pieces.
    pub(crate) fn new(printer: &Printer, pieces: usize) -> Self {
        let seen = printer.progress();
        let target = if seen {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(pieces as u64), target);
        let parts = [
            ("bar", "{bar:30}".into()),
            ("done", "{pos}".into()),
            ("all", "{len}".into()),
            ("left", "{left}".into()),
        ];
        let style = printer.words().say("progress", &parts);
        if let Ok(style) = ProgressStyle::with_template(&style) {
            bar.set_style(style.with_key(
                "left",
                |state: &ProgressState, to: &mut dyn Write| {
                    let all = state.len().unwrap_or_default();
                    let _ = match left(state.pos(), all, state.elapsed()) {
                        Some(left) => write!(to, "{:#}", HumanDuration(left)),
                        None => write!(to, "?"),
                    };
                },
            ));
        }
        if seen {
            bar.enable_steady_tick(GLANCE);
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
}

/// The time that is left if the other pieces are like those that are done.
///
/// Of all that are done: one piece may take longer than the window of a moving average.
fn left(done: u64, all: u64, elapsed: Duration) -> Option<Duration> {
    let others = all.saturating_sub(done) as f64;
    (done > 0).then(|| elapsed.mul_f64(others / done as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_takes_as_long_as_what_is_done() {
        let minute = Duration::from_secs(60);
        assert_eq!(left(0, 4, minute), None);
        assert_eq!(left(1, 4, minute), Some(3 * minute));
        assert_eq!(left(4, 4, minute), Some(Duration::ZERO));
    }
}
