//! Writes every figure with made-up numbers to one HTML page, to look at them.
//!
//! `cargo run -p medlab-charts --example gallery > gallery.html`

#[path = "../tests/samples/mod.rs"]
#[expect(dead_code, reason = "some samples are for tests")]
mod samples;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>Gallery</title><body style='display:flex;flex-wrap:wrap;gap:16px'>",
    );
    for figure in samples::all() {
        page.push_str(&figure.svg);
    }
    #[expect(clippy::disallowed_methods, reason = "an example is a program of its own")]
    std::io::stdout().write_all(page.as_bytes())
}
